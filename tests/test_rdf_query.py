"""SPARQL over files: formats in and out, prefixes, parameters, and errors of one line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import KgError
from kg.rdf.graph import lines
from kg.rdf.query import ask, formatted, question, questions_table, table
from kg.rdf.questions import questions, read_question
from kg.rdf.store import load
from kg.rdf.write import turtle
from rdf_sample import facts

LINES = lines([facts()])
LEADERS = "SELECT ?who ?country WHERE { ?who kg:headOfState ?country }"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("graph") / "graph.ttl"
    file.write_text(turtle(LINES), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def store(path: Path) -> ox.Store:
    return load(path)


@pytest.mark.parametrize("ending", ["nt", "nq", "ttl", "trig"])
def test_every_format_of_a_graph_gives_the_same_answer(tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"graph.{ending}"
    file.write_text(turtle(LINES) if ending in {"ttl", "trig"} else "\n".join(LINES), encoding="utf-8")
    assert table(ask(load(file), question(LEADERS))).rows == ((":rima_haddad", ":liban"),)


def test_named_graphs_of_a_file_are_asked_together(tmp_path: Path) -> None:
    file = tmp_path / "graph.nq"
    file.write_text("\n".join(line.removesuffix(".") + f"<http://x/{i % 3}> ." for i, line in enumerate(LINES)), encoding="utf-8")
    assert table(ask(load(file), question(LEADERS))).rows == ((":rima_haddad", ":liban"),)


def test_the_ontology_is_at_hand_but_not_among_the_data(store: ox.Store) -> None:
    assert table(ask(store, question("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"))).rows == ((str(len(LINES)),),)
    asked = "SELECT ?l WHERE { GRAPH <https://w3id.org/kgnews/ontology> { kg:borders rdfs:label ?l FILTER(LANG(?l) = 'fr') } }"
    assert table(ask(store, question(asked))).rows == (("est frontalier de",),)


def test_rows_are_a_table_with_empty_cells_for_what_is_unbound(store: ox.Store) -> None:
    found = table(ask(store, question("SELECT ?c ?x WHERE { ?c a schema:Country OPTIONAL { ?c skos:exactMatch ?x } } ORDER BY ?c")))
    assert found.columns == ("c", "x")
    assert found.rows == ((":liban", "https://sws.geonames.org/272103/"), (":syrie", ""))


def test_rows_come_as_csv_tsv_json_and_xml(store: ox.Store) -> None:
    liban = "https://w3id.org/kgnews/id/liban"
    haddad = "https://w3id.org/kgnews/id/rima_haddad"
    assert list(csv.reader(io.StringIO(formatted(ask(store, question(LEADERS)), "csv")))) == [["who", "country"], [haddad, liban]]
    assert formatted(ask(store, question(LEADERS)), "tsv") == f"?who\t?country\n<{haddad}>\t<{liban}>\n"
    (row,) = json.loads(formatted(ask(store, question(LEADERS)), "json"))["results"]["bindings"]
    assert row["country"] == {"type": "uri", "value": liban}
    assert ET.fromstring(formatted(ask(store, question(LEADERS)), "xml")).tag.endswith("sparql")  # noqa: S314  (its own output)


def test_triples_come_as_turtle_and_as_a_table(store: ox.Store) -> None:
    construct = "CONSTRUCT { ?o schema:president ?s } WHERE { ?s kg:headOfState ?o }"
    assert table(ask(store, question(construct))).rows == ((":liban", "schema:president", ":rima_haddad"),)
    assert len(rdflib.Graph().parse(data=formatted(ask(store, question(construct)), "ttl"), format="turtle")) == 1
    assert '"Liban"@fr' in formatted(ask(store, question("DESCRIBE :liban")), "ttl")


def test_yes_and_no(store: ox.Store) -> None:
    assert table(ask(store, question("ASK { :liban kg:borders :syrie }"))).rows == (("true",),)
    assert formatted(ask(store, question("ASK { :liban kg:memberOf ?x }")), "csv") == "false\n"
    assert json.loads(formatted(ask(store, question("ASK { }")), "json"))["boolean"] is True


@pytest.mark.parametrize(("query", "kind"), [(LEADERS, "ttl"), ("DESCRIBE :liban", "csv"), (LEADERS, "yaml")])
def test_a_format_that_does_not_fit_is_refused(store: ox.Store, query: str, kind: str) -> None:
    with pytest.raises(KgError, match=f"format '{kind}' does not fit"):
        formatted(ask(store, question(query)), kind)


@pytest.mark.parametrize("query", ["SELECT * WHERE { ?s ?p }", "SELECT * WHERE {\n ?s zz:p ?o }", "SELECT {"])
def test_a_syntax_error_is_one_line_with_its_place(store: ox.Store, query: str) -> None:
    with pytest.raises(KgError, match=r"^SPARQL error at \d+:\d+: ") as error:
        ask(store, question(query))
    assert "\n" not in str(error.value)


def test_a_service_that_does_not_answer_is_one_line(store: ox.Store) -> None:
    asked = question("SELECT * WHERE { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")
    with pytest.raises(KgError, match=r"^SPARQL: the query cannot be evaluated") as error:
        table(ask(store, asked))
    assert "\n" not in str(error.value)


def test_a_query_may_come_from_a_file_with_a_parameter_of_its_own(store: ox.Store, tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text(
        '# Qui est-ce ?\n# Who is it?\nSELECT ?e WHERE { VALUES ?label { "Syrie" } ?e rdfs:label ?l FILTER(STR(?l) = ?label) }',
        encoding="utf-8",
    )
    asked = question(str(file))
    assert (asked.french, asked.english) == ("Qui est-ce ?", "Who is it?")
    assert table(ask(store, asked)).rows == ((":syrie",),)
    assert table(ask(store, asked, {"label": "Liban"})).rows == ((":liban",),)
    assert table(ask(store, asked, {"label": '" } ?e ?p ?o . VALUES ?x { "'})).rows == ()


def test_a_query_without_parameters_says_so(store: ox.Store) -> None:
    with pytest.raises(KgError, match="query: no parameter 'x': it has none"):
        ask(store, question(LEADERS), {"x": "y"})


def test_a_missing_query_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(KgError, match=r"none\.rq: cannot read the query \(No such file or directory\)"):
        question(str(tmp_path / "none.rq"))
    (tmp_path / "latin.rq").write_bytes("# É".encode("latin-1"))
    with pytest.raises(KgError, match=r"latin\.rq: cannot read the query \(not UTF-8\)"):
        read_question(tmp_path / "latin.rq")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("graph.txt", "", r"no RDF format has this ending: give one of \.ttl"),
        ("graph.ttl", ":a :b :c .", r"graph\.ttl: line 1: The prefix : has not been declared"),
        ("graph.nt", "<http://x/a> <http://x/b> .", r"graph\.nt: line 1: "),
        ("absent.ttl", None, r"absent\.ttl: cannot read the graph"),
    ],
)
def test_a_graph_that_cannot_be_read_is_one_line(tmp_path: Path, name: str, content: str | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(KgError, match=message) as error:
        load(tmp_path / name)
    assert "\n" not in str(error.value)


def test_the_questions_there_are_make_a_table() -> None:
    found = questions_table(questions())
    assert found.columns == ("name", "question", "parameters")
    assert ("about", "Tout ce qui est dit d'une entité, trouvée par n'importe lequel de ses noms.", "--param name=…") in found.rows
    assert all(row[1] for row in found.rows)
