"""The Turtle file: readable, complete, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pyoxigraph as ox
import rdflib
from rdflib.compare import isomorphic

from kg.model import Document
from kg.rdf.graph import Run, lines
from kg.rdf.write import rdflib_graph, turtle
from rdf_sample import facts

LINES = lines([facts()], run=Run("1.0", "model 1"))


def test_turtle_says_what_the_lines_say_to_both_libraries() -> None:
    text = turtle(LINES)
    expected = rdflib_graph(LINES)
    assert len(expected) == len(LINES)
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), expected)
    read = [
        {str(quad) for quad in ox.parse(data, format=kind)}
        for data, kind in ((text, ox.RdfFormat.TURTLE), ("\n".join(LINES), ox.RdfFormat.N_TRIPLES))
    ]
    assert read[0] == read[1]


def test_turtle_is_the_same_whatever_the_order_of_the_lines() -> None:
    assert turtle(LINES[::-1]) == turtle(LINES)


def test_turtle_reads_from_the_article_to_its_places_in_text_order() -> None:
    text = turtle(LINES)
    marks = ["\n<doc/article> a schema:NewsArticle", "\n:liban a schema:Country", "\n<statement/", "\n<event/", "\n<claim/", "\n<quantity/"]
    marks += ["\n<time/", "\n<run/", "\n<doc/article#char=0,26> a nif:Sentence", "\n<doc/article#char=3,8>", "\n<doc/article#char=135,184>"]
    places = [text.index(mark) for mark in marks]
    assert places == sorted(places)


def test_turtle_abbreviates_and_declares_only_what_it_uses() -> None:
    text = turtle(LINES)
    assert "    kg:borders :syrie ." in text
    assert "    schema:value 1500 ;" in text
    assert "    kg:confidence 0.95 ;" in text
    assert '"2023-05"^^xsd:gYearMonth' in text
    assert "@prefix owl:" not in text


def test_ids_and_texts_that_look_like_syntax_come_back() -> None:
    sample = facts("a:b")
    document = replace(sample.document, title='"^^<http://x> \\ .\n:x "', url="https://x.org/a?b=c d")
    for id_ in ("a:b", "x/../y", "a?b", "1+1", "été", ".x", "a#b"):
        strange = lines([replace(sample, document=replace(document, id=id_))])
        text = turtle(strange)
        assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), rdflib_graph(strange)), id_


def test_an_empty_article_is_a_graph_too() -> None:
    empty = replace(facts(), document=Document("x", "", facts().document.body, "0"), sentences=(), mentions=(), times=())
    empty = replace(empty, entities=(), statements=(), events=(), claims=(), quantities=())
    assert len(rdflib.Graph().parse(data=turtle(lines([empty])), format="turtle")) == 4


def test_a_store_gives_back_the_same_lines() -> None:
    """Oxigraph rewrites numbers, dates and durations in its own form: the lines have that form from the start."""
    values = (
        "2022",
        "2022-09",
        "2022-09-27",
        "2022-09-27T10:00:00+02:00",
        "2022-09-27T10:00:00",
        "P10Y",
        "P12M",
        "P18M",
        "PT36H",
        "PT90M",
        "P2W",
        "P0D",
    )
    others = ("P1Y11M30DT23H59M59S", "PT5H", "PT20H", "PT0H", "2022-W20", "PRESENT_REF", "2022-09/2023", "../2022-09-27")
    sample = facts()
    quantities = tuple(
        replace(sample.quantities[0], value=Decimal(number), times=values + others)
        for number in ("1E+30", "0", "-0.50", "12.000", "98000", "1234567890123456.75")
    )
    statements = tuple(
        replace(sample.statements[0], predicate=p, confidence=c) for p, c in (("partOf", 1.0), ("memberOf", 0.0), ("owns", 0.12345))
    )
    expected = lines([replace(sample, quantities=quantities, statements=statements)])
    store = ox.Store()
    store.load("\n".join(expected), ox.RdfFormat.N_TRIPLES)
    assert sorted(f"{quad.triple} ." for quad in store) == expected
