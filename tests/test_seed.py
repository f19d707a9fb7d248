"""What a reader learns from the article in seeds/, asked of its golden graph (test_determinism.py holds the graph to it byte by byte)."""

from __future__ import annotations

import pytest
from rdflib import SDO, Graph

from conftest import ROOT
from kg.view.read import read

GOLDEN = ROOT / "tests" / "golden" / "seed.ttl"
NAMED = '?{0} rdfs:label ?{0}_label . FILTER(str(?{0}_label) = "{1}")'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(GOLDEN)


def holds(graph: Graph, pattern: str, **names: str) -> bool:
    """True where the pattern is found with its variables bound to the entities of these names."""
    named = " ".join(NAMED.format(variable, name) for variable, name in names.items())
    return bool(graph.query(f"ASK {{ {pattern} . {named} }}").askAnswer)


def test_tokaiev_is_president_of_kazakhstan(graph: Graph) -> None:
    pattern = "?who kg:headOfState ?of . ?s rdf:subject ?who ; rdf:predicate kg:headOfState ; rdf:object ?of ; kg:evidence ?place"
    assert holds(graph, pattern, who="Kassym-Jomart Tokaïev", of="Kazakhstan")


def test_verkhni_lars_lies_in_north_ossetia(graph: Graph) -> None:
    assert holds(graph, "?one kg:locatedIn ?other", one="Verkhni Lars", other="Ossétie du Nord")


def test_there_are_three_ministries_of_the_interior(graph: Graph) -> None:
    rows = graph.query('SELECT DISTINCT ?x { ?x rdfs:label ?name FILTER(CONTAINS(?name, "ministère de l\'Intérieur")) }')
    assert len(list(rows)) == 3


def test_the_98000_are_the_ministrys_figure(graph: Graph) -> None:
    pattern = "?q schema:value 98000 ; kg:certainty kg:reported ; prov:wasAttributedTo ?who"
    assert holds(graph, pattern, who="ministère de l'Intérieur du Kazakhstan")


def test_the_genocide_is_disputed_and_nowhere_a_fact(graph: Graph) -> None:
    pattern = '?e kg:lemma "génocide"@fr ; kg:certainty kg:disputed ; prov:wasAttributedTo ?who ; kg:patient ?whom'
    assert holds(graph, pattern, who="Russie", whom="russophones")
    assert not holds(graph, '?e kg:lemma "génocide"@fr ; kg:certainty ?certainty FILTER(?certainty != kg:disputed)')


def test_the_page_calls_an_event_as_the_article_does(graph: Graph) -> None:
    labels = {fact.predicate: fact.label for fact in read(graph).facts if fact.kind == "event"}
    assert labels["exterminer"] == "génocide"


def test_the_page_has_every_figure(graph: Graph) -> None:
    values = {str(value) for value in graph.objects(None, SDO.value)}
    shown = " ".join(fact.label for fact in read(graph).facts if fact.kind == "quantity").replace("\u202f", "")
    assert all(value.removesuffix(".0") in shown for value in values)
