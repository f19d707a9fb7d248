"""The ontology: complete, loadable, and strict about who may stand in which relation."""

from __future__ import annotations

import pickle
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, Namespace, URIRef

from kg.errors import KgError
from kg.model import Approximation, Certainty, EntityType, Form, MentionType
from kg.ontology import load
from kg.paths import ontology
from kg.rdf.terms import KG, PREFIXES, class_iri

SCHEMA = Namespace(PREFIXES["schema"])
FILE = ontology() / "kg.ttl"
RELATIONS = {
    *(
        "borders",
        "locatedIn",
        "capitalOf",
        "formerlyPartOf",
        "partOf",
        "memberOf",
        "headOfState",
        "headOfGovernment",
        "ministerOf",
        "leads",
    ),
    *("spokespersonFor", "representativeOf", "worksFor", "nationality", "bornIn", "diedIn", "livesIn", "spouseOf", "parentOf", "siblingOf"),
    *("educatedAt", "founderOf", "authorOf", "headquarteredIn", "owns", "alliedWith", "participatesIn", "hasMinority", "succeeds"),
}

PERSON, COUNTRY, AREA, CITY, PLACE = EntityType.PERSON, EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE
GOVERNMENT, ORGANIZATION, PEOPLE, EVENT, WORK = (
    EntityType.GOVERNMENT,
    EntityType.ORGANIZATION,
    EntityType.PEOPLE,
    EntityType.EVENT,
    EntityType.WORK,
)


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(FILE)


def test_both_libraries_read_the_same_triples_and_no_blank_node(graph: rdflib.Graph) -> None:
    quads = list(ox.parse(path=FILE))
    assert len(quads) == len(graph)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_every_term_defined_has_a_label_and_a_comment_in_both_languages(graph: rdflib.Graph) -> None:
    terms = {term for term in graph.subjects(RDF.type) if (term, RDF.type, OWL.Ontology) not in graph}
    assert len(terms) > 100
    lacking = [
        (str(term), str(property_))
        for term in terms
        for property_ in (RDFS.label, RDFS.comment)
        if sorted(getattr(o, "language", "") or "" for o in graph.objects(term, property_)) != ["en", "fr"]
    ]
    assert lacking == []


def test_every_term_of_the_namespace_that_is_used_is_defined(graph: rdflib.Graph) -> None:
    used = {term for triple in graph for term in triple if str(term).startswith(KG)}
    assert {str(term) for term in used if (term, RDF.type, None) not in graph} == set()


def test_every_property_states_its_domain_and_range(graph: rdflib.Graph) -> None:
    properties = {*graph.subjects(RDF.type, OWL.ObjectProperty), *graph.subjects(RDF.type, OWL.DatatypeProperty)}
    sides = {"domain": (RDFS.domain, SCHEMA.domainIncludes), "range": (RDFS.range, SCHEMA.rangeIncludes)}
    silent = [(str(p), side) for p in properties for side, ways in sides.items() if not any((p, way, None) in graph for way in ways)]
    assert silent == []


def test_every_class_and_value_of_the_model_is_defined(graph: rdflib.Graph) -> None:
    values = [KG + value for kind in (Certainty, MentionType, Form, Approximation) for value in kind]
    stances = [KG + stance for stance in ("neutral", "affirming", "accusing", "doubting", "denying")]
    named = [*values, *stances, *map(class_iri, EntityType)]
    assert [iri for iri in named if (URIRef(iri), RDF.type, None) not in graph] == []


def test_the_relations_are_those_agreed_on() -> None:
    assert set(load().relations) == RELATIONS


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        (COUNTRY, "borders", COUNTRY),
        (PLACE, "borders", COUNTRY),
        (EVENT, "locatedIn", CITY),
        (PEOPLE, "locatedIn", COUNTRY),
        (CITY, "capitalOf", AREA),
        (GOVERNMENT, "partOf", COUNTRY),
        (COUNTRY, "memberOf", ORGANIZATION),
        (PERSON, "memberOf", GOVERNMENT),
        (PERSON, "headOfState", COUNTRY),
        (PERSON, "headOfGovernment", AREA),
        (PERSON, "ministerOf", GOVERNMENT),
        (PERSON, "leads", CITY),
        (PERSON, "spokespersonFor", PERSON),
        (PERSON, "representativeOf", AREA),
        (GOVERNMENT, "participatesIn", EVENT),
        (AREA, "hasMinority", PEOPLE),
        (ORGANIZATION, "authorOf", WORK),
        (PEOPLE, "livesIn", PLACE),
    ],
)
def test_accepts_what_the_news_say(subject: EntityType, predicate: str, object_: EntityType) -> None:
    assert load().accepts(predicate, subject, object_)


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [
        (PERSON, "borders", COUNTRY),
        (COUNTRY, "borders", PERSON),
        (PERSON, "locatedIn", COUNTRY),
        (COUNTRY, "locatedIn", ORGANIZATION),
        (COUNTRY, "capitalOf", CITY),
        (CITY, "capitalOf", CITY),
        (ORGANIZATION, "headOfState", COUNTRY),
        (PERSON, "headOfState", ORGANIZATION),
        (PERSON, "leads", COUNTRY),
        (COUNTRY, "hasMinority", ORGANIZATION),
        (PERSON, "participatesIn", COUNTRY),
        (WORK, "memberOf", ORGANIZATION),
        (PERSON, "isUnknownTo", PERSON),
    ],
)
def test_rejects_what_cannot_be(subject: EntityType, predicate: str, object_: EntityType) -> None:
    assert not load().accepts(predicate, subject, object_)


def test_relations_know_their_logic_and_their_names() -> None:
    relations = load().relations
    assert {name for name, relation in relations.items() if relation.symmetric} == {"borders", "alliedWith", "spouseOf", "siblingOf"}
    assert (relations["borders"].label("fr"), relations["borders"].label("en")) == ("est frontalier de", "borders")
    assert relations["borders"].label("de") == "borders"


def test_the_kinds_of_events_leave_out_the_named_event() -> None:
    assert {"Attack", "Meeting", "Election", "Arrest", "Resignation"} <= load().event_types
    assert not {"Event", "Claim", "Person"} & load().event_types


def test_it_goes_to_another_process_as_it_is() -> None:
    assert pickle.loads(pickle.dumps(load())) == load()  # noqa: S301  (its own bytes)


def test_a_relation_is_added_without_python(tmp_path: Path) -> None:
    file = tmp_path / "own.ttl"
    own = "\nkg:funds a kg:Relation ; rdfs:domain schema:Organization ; schema:rangeIncludes schema:Person, kg:People .\n"
    file.write_text(FILE.read_text(encoding="utf-8") + own, encoding="utf-8")
    assert load(file).accepts("funds", GOVERNMENT, PEOPLE)
    assert not load(file).accepts("funds", GOVERNMENT, CITY)


def test_a_broken_or_missing_ontology_is_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("kg:x a", encoding="utf-8")
    for file in (broken, tmp_path / "none.ttl"):
        with pytest.raises(KgError, match=f"^{file}: ") as error:
            load(file)
        assert "\n" not in str(error.value)
