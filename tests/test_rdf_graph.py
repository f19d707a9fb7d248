"""What the facts of an article become in the graph."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SKOS, Literal, Namespace, URIRef
from rdflib.term import Node

from kg.errors import KgError
from kg.model import Approximation, Certainty, Facts, Judgement, Quantity, Statement
from kg.rdf.graph import Run, lines, triples
from kg.rdf.terms import PREFIXES, Triple, iri, text
from kg.rdf.times import date_literal
from kg.rdf.write import rdflib_graph, turtle
from rdf_sample import TEXT, facts, sentences, span

KG, NIF, ITSRDF, TIME, SCHEMA, PROV, XSD = (Namespace(PREFIXES[each]) for each in ("kg", "nif", "itsrdf", "time", "schema", "prov", "xsd"))
DATA = Namespace("https://w3id.org/kgnews/id/")
ARTICLE = DATA["doc/article"]


def graph_of(*all_facts: Facts, run: Run | None = None) -> rdflib.Graph:
    return rdflib_graph(lines(all_facts, run=run))


def at(words: str) -> URIRef:
    place = span(words)
    return URIRef(f"{ARTICLE}#char={place.start},{place.end}")


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return graph_of(facts())


def the(graph: rdflib.Graph, class_: URIRef, **properties: Node) -> URIRef:
    """The one node of a class that has these properties (local names of kg:)."""
    wanted = [
        node for node in graph.subjects(RDF.type, class_) if all((node, KG[name], value) in graph for name, value in properties.items())
    ]
    assert len(wanted) == 1, wanted
    return URIRef(str(wanted[0]))


def statements(graph: rdflib.Graph, predicate: str) -> list[URIRef]:
    return sorted(URIRef(str(node)) for node in graph.subjects(RDF.predicate, KG[predicate]))


def with_only(*found: Statement) -> rdflib.Graph:
    return graph_of(replace(facts(), statements=found, events=(), claims=(), quantities=()))


def test_the_document_carries_its_untouched_text_and_its_header(graph: rdflib.Graph) -> None:
    assert graph.value(ARTICLE, SCHEMA.articleBody) == Literal(TEXT)
    assert graph.value(ARTICLE, SCHEMA.headline) == Literal("Au Liban", lang="fr")
    assert graph.value(ARTICLE, SCHEMA.datePublished) == Literal("2023-05", datatype=XSD.gYearMonth)
    assert len(str(graph.value(ARTICLE, SCHEMA.sha256))) == 64


@pytest.mark.parametrize(
    ("value", "datatype"),
    [
        ("2022", XSD.gYear),
        ("2022-09", XSD.gYearMonth),
        ("2022-09-27", XSD.date),
        ("2022-09-27T10:00:00+02:00", XSD.dateTime),
        ("2022-02-30", None),
        ("2022-13", None),
        ("1999-W20", None),
    ],
)
def test_a_date_has_the_datatype_of_its_precision(value: str, datatype: URIRef | None) -> None:
    assert date_literal(value) == (f'"{value}"^^<{datatype}>' if datatype else f'"{value}"')


def test_a_document_without_a_date_has_none() -> None:
    assert (ARTICLE, SCHEMA.datePublished, None) not in graph_of(facts(date=None))


def test_every_sentence_is_a_node_even_where_nothing_was_found(graph: rdflib.Graph) -> None:
    found = {str(graph.value(node, NIF.anchorOf)) for node in graph.subjects(RDF.type, NIF.Sentence)}
    assert found == set(TEXT.split("\n"))


def test_a_span_says_exactly_where_it_stands(graph: rdflib.Graph) -> None:
    for node in graph.subjects(NIF.referenceContext, ARTICLE):
        start, end = (int(str(graph.value(node, p))) for p in (NIF.beginIndex, NIF.endIndex))
        assert str(graph.value(node, NIF.anchorOf)) == TEXT[start:end]
        assert str(node) == f"{ARTICLE}#char={start},{end}"


def test_a_phrase_belongs_to_its_sentence(graph: rdflib.Graph) -> None:
    assert set(graph.objects(at("Rima Haddad"), NIF.sentence)) == {at(TEXT.split("\n")[1])}
    assert not set(graph.objects(at(TEXT.split("\n")[1]), NIF.sentence))


def test_a_phrase_over_two_sentences_belongs_to_both() -> None:
    both = span(TEXT[sentences()[2].start : sentences()[3].end])
    claim = replace(facts().claims[0], content=(both,))
    found = graph_of(replace(facts(), claims=(claim,)))
    node = URIRef(f"{ARTICLE}#char={both.start},{both.end}")
    assert len(set(found.objects(node, NIF.sentence))) == 2


def test_a_mention_says_what_it_denotes_and_how(graph: rdflib.Graph) -> None:
    assert graph.value(at("Rima Haddad"), ITSRDF.taIdentRef) == DATA.rima_haddad
    assert graph.value(at("Rima Haddad"), KG.mentionType) == KG.named
    assert graph.value(at("La présidente du Liban"), KG.mentionType) == KG.nominal


def test_the_confidence_of_links_stands_on_names_only(graph: rdflib.Graph) -> None:
    assert graph.value(at("Liban"), ITSRDF.taConfidence) == Literal(Decimal("0.9"))
    assert graph.value(at("Syrie"), ITSRDF.taConfidence) is None


def test_an_entity_has_its_type_names_links_and_codes(graph: rdflib.Graph) -> None:
    assert set(graph.objects(DATA.liban, RDF.type)) == {SCHEMA.Country}
    assert set(graph.objects(DATA.liban, RDFS.label)) == {Literal("Liban", lang="fr")}
    assert set(graph.objects(DATA.liban, SKOS.altLabel)) == {Literal("Lebanon", lang="en")}
    assert set(graph.objects(DATA.liban, SKOS.exactMatch)) == {URIRef("https://sws.geonames.org/272103/")}
    assert set(graph.objects(DATA.liban, SKOS.notation)) == {Literal("LB", datatype=KG["iso3166-1"])}
    assert set(graph.objects(DATA.syriens, RDF.type)) == {KG.People}


def test_a_fact_that_the_article_asserts_stands_as_a_plain_triple(graph: rdflib.Graph) -> None:
    assert (DATA.rima_haddad, KG.headOfState, DATA.liban) in graph
    assert (DATA.liban, KG.borders, DATA.syrie) in graph


@pytest.mark.parametrize("certainty", [c for c in Certainty if c is not Certainty.ASSERTED])
def test_a_fact_that_is_not_asserted_stands_only_as_a_statement(certainty: Certainty) -> None:
    found = with_only(Statement("liban", "memberOf", "union_arabe", span("Liban"), "r", Judgement(certainty)))
    assert (DATA.liban, KG.memberOf, DATA.union_arabe) not in found
    assert graph_certainties(found) == {KG[certainty]}


def graph_certainties(graph: rdflib.Graph) -> set[object]:
    return set(graph.objects(None, KG.certainty))


def test_a_fact_that_somebody_else_says_is_no_plain_triple_however_sure() -> None:
    found = with_only(Statement("liban", "memberOf", "union_arabe", span("Liban"), "r", Judgement(Certainty.ASSERTED, ("rima_haddad",))))
    assert (DATA.liban, KG.memberOf, DATA.union_arabe) not in found


def test_a_symmetric_relation_read_both_ways_is_one_statement_with_both_places(graph: rdflib.Graph) -> None:
    (node,) = statements(graph, "borders")
    assert set(graph.objects(node, KG.evidence)) == {at(line) for line in TEXT.split("\n")[:2]}
    assert set(graph.objects(node, KG.rule)) == {Literal("fr/verb.borders"), Literal("fr/noun.borders")}
    assert graph.value(node, KG.confidence) == Literal(Decimal("0.9"))
    assert (DATA.syrie, KG.borders, DATA.liban) not in graph


def test_another_relation_read_both_ways_is_two_statements() -> None:
    found = with_only(*(Statement(s, "partOf", o, span("Liban"), "r") for s, o in (("liban", "syrie"), ("syrie", "liban"))))
    assert len(statements(found, "partOf")) == 2


def test_another_certainty_or_speaker_is_another_statement() -> None:
    plain = Statement("liban", "memberOf", "union_arabe", span("Liban"), "r")
    denied = replace(plain, judgement=Judgement(Certainty.NEGATED))
    said = replace(plain, judgement=Judgement(Certainty.REPORTED, ("syrie",)))
    by_another = replace(plain, judgement=Judgement(Certainty.REPORTED, (), "un témoin"))
    assert len(statements(with_only(plain, denied, said, by_another), "memberOf")) == 4


def test_the_order_of_the_speakers_makes_no_other_statement() -> None:
    voices = [Judgement(Certainty.REPORTED, pair) for pair in (("liban", "syrie"), ("syrie", "liban"))]
    found = with_only(*(Statement("liban", "memberOf", "union_arabe", span("Liban"), "r", voice) for voice in voices))
    assert len(statements(found, "memberOf")) == 1


def test_a_statement_is_inferred_only_where_every_reading_is(graph: rdflib.Graph) -> None:
    assert (statements(graph, "borders")[0], KG.inferred, None) not in graph
    found = with_only(Statement("liban", "borders", "syrie", span("Liban"), "r", inferred=True))
    assert graph_inferred(found) == [True]


def graph_inferred(graph: rdflib.Graph) -> list[object]:
    return [value.toPython() for value in graph.objects(None, KG.inferred) if isinstance(value, Literal)]


def test_a_title_stands_on_the_statement(graph: rdflib.Graph) -> None:
    assert graph.value(statements(graph, "headOfState")[0], KG.role) == Literal("présidente", lang="fr")


def test_an_event_has_its_kind_roles_time_and_speaker(graph: rdflib.Graph) -> None:
    node = the(graph, KG.Event, lemma=Literal("fuir", lang="fr"))
    assert (node, RDF.type, KG.Movement) in graph
    assert graph.value(node, KG.agent) == DATA.syriens
    assert graph.value(node, KG.place) == DATA.liban
    assert graph.value(graph.value(node, KG.time), KG.value) == Literal("2023-05-03/..")
    assert graph.value(node, PROV.wasAttributedTo) == DATA.rima_haddad
    assert graph.value(node, KG.trigger) == at("fui")


def test_an_event_keeps_every_lemma_and_a_speaker_that_is_no_entity(graph: rdflib.Graph) -> None:
    node = the(graph, KG.Event, certainty=KG.disputed)
    assert set(graph.objects(node, KG.lemma)) == {Literal("commettre", lang="fr"), Literal("massacre", lang="fr")}
    assert graph.value(node, KG.speakerText) == Literal("un témoin", lang="fr")


def test_a_claim_expresses_what_was_read_inside_it_and_nothing_else(graph: rdflib.Graph) -> None:
    claim = the(graph, KG.Claim, lemma=Literal("affirmer", lang="fr"))
    inside = {the(graph, KG.Event, lemma=Literal("fuir", lang="fr")), the(graph, SCHEMA.QuantitativeValue)}
    assert set(graph.objects(claim, KG.expresses)) == inside
    assert graph.value(claim, KG.cue) == at("affirmé")
    assert graph.value(claim, KG.stance) == KG.affirming


def test_a_claim_expresses_a_statement_whose_sentence_holds_it_only_if_it_has_the_speaker() -> None:
    same = Statement("liban", "memberOf", "union_arabe", sentences()[1], "r", Judgement(Certainty.REPORTED, ("rima_haddad",)))
    other = replace(same, judgement=Judgement(Certainty.REPORTED, ("syrie",)))
    found = graph_of(replace(facts(), statements=(same, other), events=(), quantities=()))
    claim = the(found, KG.Claim, lemma=Literal("affirmer", lang="fr"))
    (expressed,) = found.objects(claim, KG.expresses)
    assert found.value(expressed, PROV.wasAttributedTo) == DATA.rima_haddad


def test_a_quantity_is_a_number_with_unit_and_source(graph: rdflib.Graph) -> None:
    node = the(graph, SCHEMA.QuantitativeValue)
    assert graph.value(node, SCHEMA.value) == Literal(1500)
    assert graph.value(node, SCHEMA.unitText) == Literal("Syriens", lang="fr")
    assert set(graph.objects(node, KG.about)) == {DATA.syriens, DATA.liban}
    assert graph.value(node, KG.certainty) == KG.reported


def test_bounds_are_numbers_without_exponent() -> None:
    quantity = Quantity(span("1.500"), Approximation.RANGE, minimum=Decimal("1E+6"), maximum=Decimal("2500000.50"))
    found = graph_of(replace(facts(), quantities=(quantity,)))
    node = the(found, SCHEMA.QuantitativeValue)
    assert (str(found.value(node, SCHEMA.minValue)), str(found.value(node, SCHEMA.maxValue))) == ("1000000", "2500000.5")
    assert found.value(node, SCHEMA.value) is None


def test_a_time_expression_denotes_its_value_and_an_unresolved_one_nothing(graph: rdflib.Graph) -> None:
    day = graph.value(at("le 3 mai"), ITSRDF.taIdentRef)
    assert graph.value(day, KG.value) == Literal("2023-05-03")
    assert graph.value(day, TIME.inXSDDate) == Literal("2023-05-03", datatype=XSD.date)
    assert (at("Rien"), RDF.type, KG.TimeExpression) in graph
    assert graph.value(at("Rien"), ITSRDF.taIdentRef) is None


def test_an_interval_begins_where_it_says(graph: rdflib.Graph) -> None:
    interval = DATA["time/2023-05-03_"]
    assert graph.value(interval, TIME.hasBeginning) == DATA["time/2023-05-03"]
    assert graph.value(interval, TIME.hasEnd) is None


def test_what_was_read_comes_from_the_run_once_a_document() -> None:
    run = Run("1.0", "fr_core_news_md 3.8.0", (("lang", "fr"),))
    found = graph_of(facts("one"), facts("two"), run=run)
    (node,) = found.subjects(RDF.type, PROV.Activity)
    bundles = set(found.subjects(PROV.wasGeneratedBy, node))
    assert {found.value(bundle, PROV.wasDerivedFrom) for bundle in bundles} == {DATA["doc/one"], DATA["doc/two"]}
    assert graph_of(facts("one"), run=replace(run, version="1.1")).value(predicate=RDF.type, object=PROV.Activity) != node


def test_two_documents_share_entities_and_no_statement() -> None:
    one, two, both = (set(lines(corpus)) for corpus in ([facts("one")], [facts("two")], [facts("two"), facts("one")]))
    assert both == one | two
    assert not any("/statement/" in line or "/claim/" in line or "/event/" in line for line in one & two)
    assert any("/liban>" in line for line in one & two)


def test_no_blank_node_and_every_triple_once() -> None:
    found = triples(facts(), run=Run("1", "m"))
    assert found == sorted(set(found))
    assert not any(term.startswith("_:") for triple in found for term in triple)


def test_the_order_of_the_facts_makes_no_difference() -> None:
    forward = facts()
    names = ("entities", "mentions", "times", "statements", "events", "claims", "quantities")
    backward = replace(forward, **{name: getattr(forward, name)[::-1] for name in names})
    assert triples(forward) == triples(backward)


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        "from rdf_sample import facts; from kg.rdf.graph import lines; from kg.rdf.write import turtle; print(turtle(lines([facts()])))"
    )
    here = Path(__file__).parent
    path = os.pathsep.join([str(here), str(here.parent)])
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], check=True, capture_output=True, env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(outputs) == 1


def test_another_base_moves_all_data_and_no_vocabulary() -> None:
    found = turtle(lines([facts()], "http://example.org/x/"), "http://example.org/x/")
    assert "https://w3id.org/kgnews/id/" not in found
    assert "https://w3id.org/kgnews/ontology#" in found


@pytest.mark.parametrize("base", ["", "id/", "http://example.org", "http://example.org/ x/", "http://example.org/x#"])
def test_a_base_that_cannot_be_one_is_refused(base: str) -> None:
    with pytest.raises(KgError, match='ends in "/"'):
        triples(facts(), base)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_survives_as_a_literal(value: str) -> None:
    line = Triple(iri("http://x/s"), iri("http://x/p"), text(value, "fr")).line()
    assert rdflib.Graph().parse(data=line, format="ntriples").value(URIRef("http://x/s"), URIRef("http://x/p")) == Literal(value, lang="fr")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_id_makes_an_iri_that_parsers_take(value: str) -> None:
    line = Triple(iri("http://x/" + value), iri("http://x/p"), text("o")).line()
    assert "\n" not in line
    assert len(rdflib.Graph().parse(data=line, format="ntriples")) == 1


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/hausse_de_6_%", "<https://example.org/hausse_de_6_%25>"),
        ("https://example.org/a%20b", "<https://example.org/a%20b>"),
        ("https://example.org/a b", "<https://example.org/a%20b>"),
    ],
)
def test_an_address_with_a_bare_percent_sign_is_mended(address: str, written: str) -> None:
    assert iri(address) == written
