"""What a page shows is what the graph says."""

from __future__ import annotations

import pytest
from rdflib import Graph
from rdflib.namespace import RDF

from kg.model import Span
from kg.view.data import View
from kg.view.read import read
from view.articles import SCHEMA, Article
from view.sample import sample


@pytest.fixture(scope="module")
def view() -> View:
    return read(sample())


def test_every_statement_event_quantity_and_claim_is_a_fact(view: View) -> None:
    kinds = [fact.kind for fact in view.facts]
    assert {kind: kinds.count(kind) for kind in sorted(set(kinds))} == {"claim": 4, "event": 18, "quantity": 3, "statement": 17}


def test_evidence_is_the_sentence_and_the_phrase_inside_it(view: View) -> None:
    claim = next(f for f in view.facts if f.kind == "claim" and f.players("speaker") == ("min_kz",))
    evidence, text = claim.evidence[0], view.texts[0].text
    assert text[evidence.phrase.start : evidence.phrase.end].startswith("98.000 citoyens")
    assert text[evidence.sentence.start : evidence.sentence.end].startswith("De son côté")
    assert [text[c.start : c.end] for c in evidence.cues] == ["a indiqué que"]
    assert len(claim.expresses) == 2


def test_a_name_of_the_language_is_preferred_and_the_others_are_aliases(view: View) -> None:
    russia = next(n for n in view.nodes if n.id == "russie")
    assert (russia.label, russia.cls) == ("Russie", "Country")
    assert russia.aliases == ("Fédération de Russie", "Russia")
    assert russia.links == ("http://www.wikidata.org/entity/Q159",)


def test_of_several_classes_one_with_a_look_of_its_own_is_shown() -> None:
    article = Article("c", "Airbus.")
    airbus = article.entity("airbus", "Organization", "Airbus")
    article.add(airbus, RDF.type, SCHEMA.Airline)
    assert read(article.graph).nodes[0].cls == "Organization"


def test_relations_are_named_in_the_language_of_the_interface(view: View) -> None:
    names = {(lang, f.label) for lang in ("fr", "en") for f in read(sample(), lang).facts if f.predicate == "borders"}
    assert len(names) == 2


def test_the_same_fact_in_two_articles_is_one_fact_with_two_evidences() -> None:
    graph = Graph()
    for stem in ("a", "b"):
        article = Article(stem, f"Texte {stem} : Paris est en France.", graph=graph)
        article.entity("paris", "City", "Paris")
        article.entity("france", "Country", "France")
        article.statement("paris", "locatedIn", "france", "Paris")
        article.statement("france", "borders", "paris", "Paris", "reported" if stem == "a" else "disputed")
    located, *others = sorted(read(graph).facts, key=lambda f: f.predicate, reverse=True)
    assert [e.text for e in located.evidence] == ["a", "b"]
    assert sorted(f.status for f in others) == ["disputed", "reported"]


def test_a_plain_triple_without_a_statement_is_inferred(view: View) -> None:
    assert all(f.status != "inferred" for f in view.facts)
    graph = sample()
    article = Article("x", "", graph=graph)
    from view.articles import BASE, KG

    article.add(BASE.russie, KG.borders, BASE.georgie)
    inferred = [f for f in read(graph).facts if f.status == "inferred"]
    assert [(f.players("subject"), f.predicate, f.players("object")) for f in inferred] == [(("russie",), "borders", ("georgie",))]


@pytest.mark.parametrize(("given", "words"), [
    ({"value": "98000", "unit": "citoyens"}, "98\u202f000 citoyens"),
    ({"value": "10000", "unit": "arrivées", "per": "jour", "sign": "about"}, "≈ 10\u202f000 arrivées / jour"),
    ({"value": "", "low": "5000", "high": "6000", "unit": "km", "sign": "range"}, "5\u202f000–6\u202f000 km"),
    ({"value": "", "high": "10000", "unit": "", "sign": "lessThan"}, "< 10\u202f000"),
    ({"value": "", "low": "12.5", "unit": "%", "sign": "exact"}, "≥ 12,5 %"),
])  # fmt: skip
def test_quantities_are_written_in_figures(given: dict[str, str], words: str) -> None:
    article = Article("q", "Une phrase.")
    article.quantity(about="", words="Une", **given)
    assert read(article.graph).facts[0].label == words


def test_without_the_text_it_is_rebuilt_from_the_sentences() -> None:
    article = Article("r", "Paris brille. Lyon dort.", body=False)
    article.entity("lyon", "City", "Lyon")
    text = read(article.graph).texts[0]
    assert text.text == "Paris brille. Lyon dort."
    assert text.sentences == (Span(0, 13), Span(14, 24))
    assert [text.text[m.span.start : m.span.end] for m in text.marks] == ["Lyon"]


SYMBOLIC = """
@prefix : <https://w3id.org/kgnews/id/> .
@prefix doc: <https://w3id.org/kgnews/id/doc/> . @prefix kg: <https://w3id.org/kgnews/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <https://schema.org/> .
doc:d a schema:NewsArticle .
<https://w3id.org/kgnews/id/doc/d#char=s1,s2> a nif:Sentence ; nif:anchorOf "Paris est en France." ; nif:referenceContext doc:d .
<https://w3id.org/kgnews/id/statement/1> a kg:Statement ; rdf:subject :paris ; rdf:predicate kg:locatedIn ; rdf:object :france ;
  kg:evidence <https://w3id.org/kgnews/id/doc/d#char=s1,s2> .
"""


def test_sentences_without_offsets_are_still_shown() -> None:
    view = read(Graph().parse(data=SYMBOLIC, format="turtle"))
    assert view.texts[0].text == "Paris est en France."
    assert view.facts[0].evidence[0].sentence == Span(0, 20)
    assert [n.label for n in view.nodes] == ["france", "paris"]
    assert view.facts[0].status == "asserted"


def test_a_document_without_a_headline_is_called_by_its_first_sentence() -> None:
    article = Article("d", "La première phrase donne un nom. La seconde non.")
    assert read(article.graph).texts[0].title == "La première phrase donne un nom."
