"""`kg serve` over HTTP: the SPARQL protocol, its limits, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
import re
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

from kg.corpus.store import Corpus
from kg.errors import KgError
from kg.rdf.terms import BASE, KG
from kg.serve.app import Settings
from kg.serve.negotiation import best
from kg.serve.sparql import Refused, check
from rdf_sample import facts
from serve_http import Served, graph_file, reading, served, stored

ENTITIES = "SELECT ?name { ?x a schema:Country ; rdfs:label ?name } ORDER BY ?name"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(STRLEN(CONCAT(STR(?c), STR(?f), STR(?i))) < 0) }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(stored(tmp_path_factory.mktemp("serve") / "store", [facts("a"), facts("b")])) as running:
        yield running


def test_a_query_is_answered_in_each_format_that_is_asked_for(server: Served) -> None:
    rows = json.loads(server.query(ENTITIES).text)["results"]["bindings"]
    assert [row["name"]["value"] for row in rows] == ["Liban", "Syrie"]
    assert list(csv.reader(io.StringIO(server.query(ENTITIES, "text/csv").text))) == [["name"], ["Liban"], ["Syrie"]]
    assert server.query(ENTITIES, "text/tab-separated-values").text == '?name\n"Liban"@fr\n"Syrie"@fr\n'
    root = ET.fromstring(server.query(ENTITIES, "application/sparql-results+xml").text)  # noqa: S314 - from our own server
    assert [each.text for each in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["Liban", "Syrie"]


def test_triples_come_as_turtle_n_triples_json_ld_and_rdf_xml(server: Served) -> None:
    query = "CONSTRUCT WHERE { ?s kg:borders ?o }"
    wanted = {(rdflib.URIRef(BASE + "liban"), rdflib.URIRef(KG + "borders"), rdflib.URIRef(BASE + "syrie"))}
    for accept, name in (
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
    ):
        answer = server.query(query, accept)
        assert answer.headers["content-type"].startswith(accept)
        assert set(rdflib.Graph().parse(data=answer.text, format=name)) == wanted


def test_all_documents_are_one_graph_and_each_triple_is_counted_once(server: Served) -> None:
    [row] = json.loads(server.query("SELECT (COUNT(*) AS ?n) { :liban a ?type }").text)["results"]["bindings"]
    assert row["n"]["value"] == "1"
    assert (
        json.loads(server.query("ASK { GRAPH ?a { :liban a ?type } GRAPH ?b { :liban a ?type } FILTER(?a != ?b) }").text)["boolean"] is True
    )


def test_a_request_may_name_the_graphs_it_asks(server: Served) -> None:
    query = "SELECT ?doc { ?doc a schema:NewsArticle } ORDER BY ?doc"
    one = {"default-graph-uri": f"{BASE}reading/a/facts"}
    rows = json.loads(server.query(query, **one).text)["results"]["bindings"]
    assert [row["doc"]["value"] for row in rows] == [f"{BASE}doc/a"]
    assert len(json.loads(server.query(query).text)["results"]["bindings"]) == 2
    assert server.query(query, **{"default-graph-uri": "no iri"}).status == 400


def test_queries_are_posted_as_forms_and_as_they_are(server: Served) -> None:
    assert server.post("query=ASK%7B%7D", "application/x-www-form-urlencoded").text == '{"head":{},"boolean":true}'
    assert server.post("ASK { ?s a kg:Claim }", "application/sparql-query", "text/csv").text == "true\n"
    assert server.post("ASK {}", "text/plain").status == 415


def answered(client: SPARQLWrapper) -> Any:
    """What a client makes of the answer to its query."""
    return client.queryAndConvert()


def test_clients_of_others_understand_the_answers(server: Served) -> None:
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=JSON)
    client.setQuery(f"PREFIX kg: <{KG}> SELECT ?s {{ ?s a kg:Claim }}")
    client.setMethod(POST)
    assert len(answered(client)["results"]["bindings"]) == 4
    client.setQuery(f"PREFIX kg: <{KG}> CONSTRUCT WHERE {{ ?s kg:memberOf ?o }}")
    client.setReturnFormat(TURTLE)
    assert b"memberOf" not in answered(client)  # planned: no plain triple
    graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql"))
    assert graph.value(rdflib.URIRef(BASE + "liban"), rdflib.RDFS.label) == rdflib.Literal("Liban", "fr")


@pytest.mark.parametrize(
    ("query", "status", "word"),
    [
        ("SELEC ?s", 400, "SPARQL error at 1:"),
        ("INSERT DATA { <a:a> <b:b> 1 }", 403, "read-only"),
        ("PREFIX x: <http://x/> DELETE WHERE { ?s ?p ?o }", 403, "read-only"),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", 403, "SERVICE"),
        ("ASK {} #" + "x" * 100_000, 403, "characters"),
    ],
)
def test_what_is_wrong_with_a_query_is_said_in_a_line(server: Served, query: str, status: int, word: str) -> None:
    answer = server.query(query)
    assert answer.status == status
    assert word in answer.text
    assert answer.text.count("\n") == 1


def test_updates_are_refused_in_every_form(server: Served) -> None:
    assert server.post("update=DROP+ALL", "application/x-www-form-urlencoded").status == 403
    assert server.post("DROP ALL", "application/sparql-update").status == 403
    assert server.query(ENTITIES).status == 200


def test_a_request_without_a_query_or_with_two_is_an_error(server: Served) -> None:
    assert server.get("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status == 400
    assert server.get("/sparql?nothing=1").status == 400
    assert "sd:Service" in server.get("/sparql", "text/turtle").text
    assert server.get("/sparql", "text/html").headers["location"] == "/query"


def test_a_format_that_does_not_fit_is_not_acceptable(server: Served) -> None:
    assert server.query(ENTITIES, "image/png").status == 406
    assert server.query(ENTITIES, "text/turtle").status == 406


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { service silent ?where { ?s ?p ?o } }",
        "SELECT * { SERVICEx:y{ ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { SERVICE # '''\n<http://x/> { ?s ?p ?o } # '''\n }",
        "SELECT * { FILTER(?a<?b).SERVICE#>\n?x{ ?s ?p ?o } }",
        "SELECT * { SERVICE\t<http://x/>#{\n{} }",
    ],
)
def test_no_spelling_of_service_gets_through(query: str) -> None:
    with pytest.raises(Refused, match="SERVICE"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s rdfs:label "service secret"@fr }',
        "SELECT * { ?s a <http://x/service> . ?service a ?type { ?a ?b ?c } }",
        "SELECT ?service { ?s schema:serviceType ?service }",
    ],
)
def test_the_word_service_alone_is_no_service(query: str) -> None:
    check(query)


def test_a_runaway_query_is_really_ended_and_others_go_on(tmp_path: Path) -> None:
    path = stored(tmp_path / "store", [facts(str(number)) for number in range(20)])
    with served(path, Settings(seconds=1, workers=2)) as server:
        started = time.monotonic()
        slow: list[int] = []
        thread = threading.Thread(target=lambda: slow.append(server.query(RUNAWAY).status))
        thread.start()
        time.sleep(0.2)
        assert server.query(ENTITIES).status == 200
        thread.join()
        assert slow == [503]
        assert time.monotonic() - started < 10  # a process starts within seconds, too
        for _ in range(3):  # more than there are processes: each was replaced
            answer = server.query(RUNAWAY)
            assert (answer.status, "ended after 1 s" in answer.text) == (503, True)
        assert server.query(ENTITIES).status == 200
        assert 'kg_queries_ended_total{reason="TooLong"} 4.0' in server.get("/metrics").text
        assert _children_at_work() == 0


def _children_at_work() -> int:
    """The processes of this test's server that use the CPU."""
    import multiprocessing

    def ticks() -> dict[int, int]:
        used = {}
        for child in multiprocessing.active_children():
            if child.pid and (stat := Path(f"/proc/{child.pid}/stat")).exists():
                used[child.pid] = sum(map(int, stat.read_text().rpartition(")")[2].split()[11:13]))
        return used

    time.sleep(3)  # the replacements have started by now
    before = ticks()
    time.sleep(0.5)
    return sum(after - before.get(pid, after) > 20 for pid, after in ticks().items())


def test_an_answer_that_is_too_large_is_refused_not_cut(tmp_path: Path) -> None:
    with served(graph_file(tmp_path / "g.nt", [facts()]), Settings(most=2000, workers=1)) as server:
        assert server.query("SELECT * { ?s ?p ?o }").status == 413
        assert server.query("CONSTRUCT WHERE { ?s ?p ?o }", "text/turtle").status == 413
        assert server.query("SELECT * { ?s ?p ?o } LIMIT 2").status == 200


def test_a_query_that_takes_all_memory_ends_alone(tmp_path: Path) -> None:
    path = stored(tmp_path / "store", [facts(str(number)) for number in range(20)])
    with served(path, Settings(seconds=30, workers=1, memory=600_000_000)) as server:
        answer = server.query("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i LIMIT 1000000")
        assert (answer.status, "memory" in answer.text) == (503, True)
        assert server.query(ENTITIES).status == 200


def test_the_server_sees_what_comes_into_the_store_while_it_runs(tmp_path: Path) -> None:
    path = stored(tmp_path / "store", [facts("a")])
    count = "SELECT (COUNT(*) AS ?n) { ?d a schema:NewsArticle }"
    with served(path) as server:
        assert server.query(count, "text/csv").text == "n\r\n1\r\n"
        corpus = Corpus(path, BASE)
        corpus.put(reading(facts("b")))
        corpus.flush()
        assert server.query(count, "text/csv").text == "n\r\n1\r\n"  # not published yet
        corpus.publish()
        assert server.query(count, "text/csv").text == "n\r\n2\r\n"
        corpus.remove("a")
        corpus.publish()
        assert "/id/doc/a" not in server.get("/").text
        assert server.get("/id/doc/a").status == 404


def test_nobody_notices_that_states_are_replaced_under_the_server(tmp_path: Path) -> None:
    path = stored(tmp_path / "store", [facts("0")])
    counts: list[int] = []
    statuses: set[int] = set()
    with served(path) as server:
        done = threading.Event()

        def client() -> None:
            while not done.is_set():
                answer = server.query("SELECT (COUNT(*) AS ?n) { ?d a schema:NewsArticle }", "text/csv")
                statuses.add(answer.status)
                counts.append(int(answer.text.split()[1]) if answer.status == 200 else -1)

        clients = [threading.Thread(target=client) for _ in range(4)]
        for each in clients:
            each.start()
        corpus = Corpus(path, BASE)
        for number in range(1, 15):
            corpus.put(reading(facts(str(number))))
            corpus.publish()
            time.sleep(0.1)
        done.set()
        for each in clients:
            each.join()
        assert statuses == {200}
        assert server.query("ASK { <https://w3id.org/kgnews/id/doc/14> ?p ?o }", "text/csv").text == "true\n"
    assert len(set(counts)) > 3
    assert len(list((path / "published").iterdir())) < 10  # old states go when nobody reads them any more


def test_a_graph_in_a_file_is_served_too(tmp_path: Path) -> None:
    with served(graph_file(tmp_path / "g.nt", [facts()])) as server:
        assert server.query(ENTITIES, "text/csv").text == "name\r\nLiban\r\nSyrie\r\n"


def test_a_file_of_named_graphs_is_asked_as_their_union(tmp_path: Path) -> None:
    (tmp_path / "g.nq").write_text("<a:a> <a:p> <a:b> <a:g1> .\n<a:a> <a:p> <a:c> <a:g2> .\n")
    with served(tmp_path / "g.nq", Settings(workers=1)) as server:
        assert server.query("SELECT (COUNT(*) AS ?n) { <a:a> <a:p> ?o }", "text/csv").text == "n\r\n2\r\n"


def test_health_and_metrics_are_for_machines(server: Served) -> None:
    assert server.get("/health").text == "ok\n"
    metrics = server.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert re.search(r'^kg_responses_total\{route="/sparql",status="200"\} \d', metrics.text, re.MULTILINE)
    assert "kg_response_seconds_bucket" in metrics.text


def test_another_host_name_is_refused(server: Served) -> None:
    assert server.get("/", Host="evil.example").status == 400


def test_every_response_says_what_it_may_do(server: Served) -> None:
    for path in ("/", "/id/liban", "/id/nothing", "/sparql", "/static/pages.css", "/health", "/query", "/graph?iri=no"):
        headers = server.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert headers["x-content-type-options"] == "nosniff", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/b"),
        ("*/*", "a/b"),
        ("c/d", "c/d"),
        ("a/b;q=0.1, c/*;q=0.5", "c/d"),
        ("a/b;q=0, */*", "c/d"),
        ("C/D ; Q=0.3", "c/d"),
        ("x/y", None),
        ("a/b;q=many", None),
    ],
)
def test_the_preferred_format_is_chosen(accept: str, chosen: str | None) -> None:
    assert best(accept, ["a/b", "c/d"]) == chosen


def test_a_path_without_a_store_is_an_error_at_once(tmp_path: Path) -> None:
    from kg.serve.opened import Source

    with pytest.raises(KgError, match="no store"):
        Source(tmp_path).current()
