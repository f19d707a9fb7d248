"""The questions that come with the program, on two invented articles (`questions/graph.ttl`)."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.rdf.query import ask, formatted, question, table
from kg.rdf.questions import find, questions
from kg.rdf.store import load

GRAPH = Path(__file__).parent / "questions" / "graph.ttl"
BALKANS = "La Syldavie, voisine de la Bordurie, est dans les Balkans."
ATTACK = "Selon le roi Muskar XII, 2.000 soldats bordures ont attaqué Klow le 7 mai."
DENIAL = "Le ministère syldave de la Défense dément tout accord avec la Ligue du Nord."
WILL_JOIN = "La Syldavie rejoindra la Ligue du Nord."
JOINED = "La Syldavie a rejoint la Ligue du Nord, a dit un témoin."
LEADER = "Élie Trésor ne dirige pas la Ligue du Nord, forte de 10 à 12 membres par région."
DEFENCE = "ministère de la Défense de Syldavie"

Rows = list[tuple[str, ...]]

EXPECTED: dict[str, Rows] = {
    "who-leads-what": [
        ("Élie Trésor", "", "dirige", "Ligue du Nord", "nié"),
        ("Muskar XII", "roi", "est chef de l'État de", "Syldavie", "affirmé"),
    ],
    "where-things-are": [
        ("Balkans", "Europe", "directement"),
        ("Syldavie", "Balkans", "directement"),
        ("Syldavie", "Europe", "de proche en proche"),
    ],
    "what-borders-what": [("Bordurie", "Syldavie", "affirmé"), ("Syldavie", "Bordurie", "affirmé")],
    "who-says-what": [
        ("un témoin", "dire", "discours indirect", "La Syldavie a rejoint la Ligue du Nord"),
        ("Muskar XII", "selon", "discours indirect", "2.000 soldats bordures ont attaqué Klow le 7 mai"),
        (DEFENCE, "démentir", "discours indirect", "tout accord … avec la Ligue du Nord"),
    ],
    "figures": [
        ("entre", "10–12", "membres", "région", "Ligue du Nord", "", "affirmé", LEADER),
        ("exactement", "2000", "soldats bordures", "", "Bordurie", "Muskar XII", "rapporté", ATTACK),
    ],
    "disputed-or-planned": [
        ("nié", "Élie Trésor", "dirige", "Ligue du Nord", "", LEADER),
        ("prévu", "Syldavie", "est membre de", "Ligue du Nord", "", WILL_JOIN),
    ],
    "who-did-what": [("Bordurie", "attaquer", "Klow", "", "1938-05-07", "rapporté", ATTACK)],
    "timeline": [("1938-05-07", "Bordurie", "attaquer", "Klow", "rapporté", ATTACK)],
    "changed-sides": [("Syldavie", "est membre de", "Ligue du Nord", "prévu", "un", "rapporté", "un témoin")],
    "silent-sentences": [("un", "Il fera beau hier.")],
    "speakers": [("Muskar XII", "1", "selon"), (DEFENCE, "1", "démentir"), ("un témoin", "1", "dire")],
    "contested-claims": [(DEFENCE, "négateur", "démentir", "tout accord … avec la Ligue du Nord")],
    "members": [
        ("Syldavie", "est membre de", "Ligue du Nord", "prévu"),
        ("Syldavie", "est membre de", "Ligue du Nord", "rapporté"),
    ],
    "institutions": [("Syldavie", DEFENCE, "institution publique")],
    "people": [
        ("Muskar XII", "est chef de l'État de", "Syldavie", "roi", "affirmé"),
        ("Élie Trésor", "dirige", "Ligue du Nord", "", "nié"),
    ],
    "violence": [("attaque", "Bordurie", "Klow", "", "1938-05-07", "2000 soldats bordures", "rapporté", ATTACK)],
    "names": [
        ("Bordurie", "pays", "Bordurie", ""),
        ("Klow", "ville", "Klow", ""),
        ("Muskar XII", "personne", "Muskar XII", ""),
        ("Syldavie", "pays", "Syldavie", "http://example.org/syldavia"),
        ("Élie Trésor", "personne", "Élie Trésor", ""),
    ],
    "together": [("Bordurie", "Syldavie", "1"), ("Klow", "Muskar XII", "1")],
    "to-check": [
        ("0.5", "false", "Élie Trésor", "dirige", "Ligue du Nord", "fr/verb.leads", LEADER),
        ("0.7", "true", "Muskar XII", "est chef de l'État de", "Syldavie", "fr/scene.headOfState", ATTACK),
    ],
    "rules": [
        ("fr/verb.memberOf", "2", "0.8"),
        ("fr/according", "1", "0.9"),
        ("fr/adjective.partOf", "1", "0.9"),
        ("fr/copula.locatedIn", "1", "0.9"),
        ("fr/noun.borders", "1", "0.95"),
        ("fr/object", "1", "0.9"),
        ("fr/scene.headOfState", "1", "0.7"),
        ("fr/tail", "1", "0.9"),
        ("fr/verb", "1", "0.8"),
        ("fr/verb.leads", "1", "0.5"),
    ],
    "articles": [("deux", "", "", "2", "0", "1"), ("un", "1938-05", "Klow attaquée", "5", "1", "2")],
    "unlinked": [("Bordurie", "pays", "1"), ("Klow", "ville", "1"), ("Muskar XII", "personne", "1"), ("Élie Trésor", "personne", "1")],
    "unresolved-times": [("hier", "Il fera beau hier.")],
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    return load(GRAPH)


def rows(store: ox.Store, asked: str, /, **parameters: str) -> Rows:
    return list(table(ask(store, find(asked), parameters)).rows)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_question_is_answered_with_names(store: ox.Store, name: str) -> None:
    assert rows(store, name) == EXPECTED[name]


@pytest.mark.parametrize("name", [*EXPECTED, "evidence"])
def test_an_empty_graph_answers_with_nothing(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    assert rows(load(tmp_path / "empty.ttl"), name) == []


@pytest.mark.parametrize("name", ["Syldavie", "syldavia", "SYLDAVIE", "sýldavie"])
def test_everything_about_an_entity_by_any_of_its_names(store: ox.Store, name: str) -> None:
    assert rows(store, "about", name=name) == [
        ("Syldavie", "1 type", "pays", "", ""),
        ("Syldavie", "2 nom", "Syldavia", "", ""),
        ("Syldavie", "3 lien", "http://example.org/syldavia", "", ""),
        ("Syldavie", "est frontalier de", "Bordurie", "affirmé", BALKANS),
        ("Syldavie", "est membre de", "Ligue du Nord", "prévu", WILL_JOIN),
        ("Syldavie", "est membre de", "Ligue du Nord", "rapporté", JOINED),
        ("Syldavie", "se trouve en", "Balkans", "affirmé", BALKANS),
        ("Syldavie", "← est chef de l'État de", "Muskar XII", "affirmé", ATTACK),
        ("Syldavie", "← fait partie de", DEFENCE, "affirmé", DENIAL),
    ]


def test_what_a_speaker_says_and_which_figures_concern_it(store: ox.Store) -> None:
    assert ("Muskar XII", "dit", "2.000 soldats bordures ont attaqué Klow le 7 mai", "", ATTACK) in rows(store, "about", name="muskar xii")
    found = rows(store, "about", name="bordurie")
    assert ("Bordurie", "chiffre", "2000 soldats bordures", "rapporté", ATTACK) in found
    assert ("Bordurie", "agent de", "attaquer", "rapporté", ATTACK) in found


@pytest.mark.parametrize("name", ["elie tresor", "Trésor", "ELIE-TRESOR"])
def test_a_name_is_found_without_its_accents_and_in_part(store: ox.Store, name: str) -> None:
    assert {row[0] for row in rows(store, "about", name=name)} == {"Élie Trésor"}


@pytest.mark.parametrize("name", ["Syld", "Nord", "Tintin", "Россия", 'x" } UNION { ?e ?p ?o . VALUES ?name { "'])
def test_half_a_word_a_last_word_an_unknown_name_and_an_injection_find_nothing(store: ox.Store, name: str) -> None:
    assert rows(store, "about", name=name) == []


def test_the_sentences_behind_the_facts_about_a_name(store: ox.Store) -> None:
    assert rows(store, "evidence", name="bordurie") == [
        ("Syldavie", "est frontalier de", "Bordurie", "affirmé", "", "0.95", "fr/noun.borders", BALKANS, "un")
    ]
    assert len(rows(store, "evidence")) == 7


def test_the_asserted_facts_are_triples_and_nothing_that_is_only_planned_or_denied(store: ox.Store) -> None:
    turtle = formatted(ask(store, find("asserted-facts")), "ttl")
    assert ":syldavie rdfs:label" in turtle
    assert "kg:borders :bordurie" in turtle
    assert "kg:memberOf" not in turtle
    assert "kg:leads" not in turtle


def test_every_question_says_in_both_languages_what_it_asks_and_is_tested() -> None:
    found = list(questions())
    assert {each.name for each in found} == {*EXPECTED, "about", "evidence", "asserted-facts"}
    assert all(each.french and each.english and each.french != each.english for each in found)


@pytest.mark.filterwarnings("ignore:Dataset.default_context")
def test_questions_are_standard_sparql() -> None:
    """Another engine gives the same rows (order apart: SPARQL leaves the collation open)."""
    import rdflib

    from kg.paths import ontology
    from kg.rdf.terms import ONTOLOGY, PREFIXES

    data = rdflib.Dataset(default_union=False)
    data.default_graph.parse(GRAPH)
    data.graph(rdflib.URIRef(ONTOLOGY)).parse(ontology() / "kg.ttl")
    prefixes = {prefix: rdflib.Namespace(iri) for prefix, iri in PREFIXES.items()}
    for name in ("who-leads-what", "where-things-are", "silent-sentences", "members", "changed-sides"):
        result = data.query(question(name).sparql, initNs=prefixes)
        found = sorted(tuple("" if value is None else str(value) for value in row) for row in result)  # type: ignore[union-attr]
        assert found == sorted(EXPECTED[name]), name


def test_a_question_without_its_parameter_says_which(store: ox.Store) -> None:
    with pytest.raises(KgError, match=r"about: le nom d'une entité.* is missing: add --param name=…"):
        ask(store, find("about"))
    with pytest.raises(KgError, match="about: no parameter 'nom': it has name"):
        ask(store, find("about"), {"name": "x", "nom": "x"})


def test_an_unknown_question_names_those_there_are() -> None:
    with pytest.raises(KgError, match=r"'who-leads' is no question.*who-leads-what"):
        question("who-leads")
