"""`kg push` against real servers, and against one that fails as a network does."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pyoxigraph as ox
import pytest
import rdflib

from conftest import Run
from kg.corpus.store import Corpus
from kg.errors import KgError
from kg.push import Auth, Outcome, Push, Server, State, credentials, quad_lines
from kg.rdf.graph import lines
from kg.rdf.store import load
from kg.rdf.terms import BASE, ONTOLOGY
from rdf_sample import facts
from serve_http import graph_file, reading, stored

VIRTUOSO = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
CaseMode = 2
DirsAllowed = .
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 5
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 1000000
"""


@dataclass(frozen=True, slots=True)
class Real:
    """A server of others: where its graphs are, where it is queried, and what it wants to know."""

    graphs: str
    queries: str
    user: str | None = None
    auth: Auth = Auth.BASIC

    def server(self) -> Server:
        return Server(self.graphs, credentials(self.auth, self.user, self.user))

    def graph(self, name: str) -> set[tuple[str, str, str]]:
        """The triples of a named graph, in the forms of rdflib."""
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
        return terms(self._ask(query, "text/plain" if self.user else "application/n-triples"))

    def count(self, pattern: str) -> int:
        rows = json.loads(self._ask(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}", "application/sparql-results+json"))
        return int(rows["results"]["bindings"][0]["n"]["value"])

    def _ask(self, query: str, accept: str) -> str:
        request = urllib.request.Request(f"{self.queries}?{urlencode({'query': query})}", headers={"Accept": accept})
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
            return str(answer.read().decode())


def terms(triples: str) -> set[tuple[str, str, str]]:
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in rdflib.Graph().parse(data=triples, format="nt")}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def started(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """A program that listens on a port, with a folder of its own, until the block ends."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        end = time.monotonic() + 60
        while True:
            assert process.poll() is None, (folder / "output").read_text()
            assert time.monotonic() < end, "it does not listen"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.kill()
        process.wait()


@contextmanager
def oxigraph(folder: Path) -> Iterator[Real]:
    program = Path(sys.executable).with_name("oxigraph")
    if not program.is_file():
        pytest.skip("needs the oxigraph server: pip install oxigraph")
    port = free_port()
    with started([str(program), "serve", "--location", "db", "--bind", f"127.0.0.1:{port}"], folder, port):
        yield Real(f"http://127.0.0.1:{port}/store", f"http://127.0.0.1:{port}/query")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Real]:
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip("needs Virtuoso: apt-get install virtuoso-opensource")
    port, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO.format(http=port, sql=sql))
    with started([program, "-f", "+configfile", "virtuoso.ini"], folder, port):
        yield Real(f"http://127.0.0.1:{port}/sparql-graph-crud-auth", f"http://127.0.0.1:{port}/sparql", "dba", Auth.DIGEST)


@pytest.fixture(scope="module", params=[oxigraph, virtuoso], ids=["oxigraph", "virtuoso"])
def real(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    with request.param(tmp_path_factory.mktemp("server")) as running:
        yield running


def pushed(real: Real, path: Path, state: Path) -> dict[Outcome, int]:
    return dict(Push(real.server(), State(state, "test")).store(load(path)))


def test_a_server_has_the_graphs_of_the_store_then_its_changes_and_nothing_of_what_was_withdrawn(real: Real, tmp_path: Path) -> None:
    path, state = stored(tmp_path / "store", [facts("a"), facts("b")]), tmp_path / "state"
    assert pushed(real, path, state) == {Outcome.SENT: 2}
    everything = terms("\n".join(lines([facts("a")])))
    assert real.graph(f"{BASE}reading/a/facts") == everything
    assert real.count(f"GRAPH <{ONTOLOGY}> {{ ?s a <http://www.w3.org/2002/07/owl#Ontology> }}") == 1
    assert pushed(real, path, state) == {Outcome.THERE: 2}

    corpus = Corpus(path, BASE)
    corpus.remove("a")
    corpus.put(replace(reading(facts("b", date="2024-01")), key="another"))
    corpus.publish()
    assert pushed(real, path, state) == {Outcome.REMOVED: 1, Outcome.SENT: 1}
    assert real.graph(f"{BASE}reading/a/facts") == set()
    assert real.graph(f"{BASE}reading/b/facts") == terms("\n".join(lines([facts("b", date="2024-01")])))


def test_a_graph_is_added_to_one_graph_in_batches(real: Real, tmp_path: Path) -> None:
    found = lines([facts("a"), facts("b")])
    push = Push(real.server(), State(tmp_path / "state", "test"))
    assert push.graph(found, "https://x.example/g", batch=50) == {Outcome.SENT: -(-len(found) // 50)}
    assert real.graph("https://x.example/g") == terms("\n".join(found))
    assert push.triples["sent"] == len(found)


def test_the_command_pushes_a_file_and_says_what_it_sent(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    with oxigraph(tmp_path / "server") as real:
        file = graph_file(tmp_path / "g.nt", [facts()])
        done = kg("push", file, real.graphs, "--state", tmp_path / "state", "--batch", "100")
        assert (done.returncode, "sent" in done.stdout) == (0, True)
        assert real.count("?s ?p ?o") == len(lines([facts()]))
        again = kg("push", file, real.graphs, "--state", tmp_path / "state", "--batch", "100")
        assert "there already" in again.stdout
        other = kg("push", file, real.graphs, "--state", tmp_path / "state", "--graph", "https://x.example/g")
        assert (other.returncode, "give another --state" in other.stderr) == (2, True)


def test_a_push_that_is_killed_goes_on_where_it_stopped(tmp_path: Path) -> None:
    (tmp_path / "server").mkdir()
    path, state = stored(tmp_path / "store", [facts(f"{number:03}") for number in range(300)]), tmp_path / "state"
    with oxigraph(tmp_path / "server") as real:
        command = [sys.executable, "-m", "kg", "push", str(path), real.graphs, "--state", str(state)]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not (state.is_file() and state.read_bytes().count(b"\n") > 20):
            time.sleep(0.01)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        outcomes = pushed_command(real, path, state)
        assert 0 < outcomes[Outcome.SENT] < 300
        assert outcomes[Outcome.SENT] + outcomes[Outcome.THERE] == 300
        articles = "GRAPH ?g { ?d a <https://schema.org/NewsArticle> }"
        assert real.count(articles) == 300


def pushed_command(real: Real, path: Path, state: Path) -> dict[Outcome, int]:
    """What the rest of a push gives, that the command began."""
    target = json.loads(state.read_text().splitlines()[0])["target"]
    return dict(Push(real.server(), State(state, target)).store(load(path)))


@dataclass(slots=True)
class Failing:
    """A server that answers as it is told to, and remembers what it was asked."""

    answers: list[int]
    asked: list[tuple[str, str, str | None]] = field(default_factory=list)

    @contextmanager
    def running(self) -> Iterator[str]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                graph = parse_qs(urlsplit(self.path).query, keep_blank_values=True)
                outer.asked.append((self.command, (graph.get("graph") or ["default"])[0], self.headers.get("Authorization")))
                self.send_response(outer.answers.pop(0) if outer.answers else 204, "Told")
                self.send_header("Content-Length", "0")
                self.end_headers()

            do_PUT = do_POST = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: object) -> None: ...

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            server.server_close()


def test_what_fails_for_a_moment_is_tried_again(tmp_path: Path) -> None:
    failing = Failing([503, 500, 429])
    with failing.running() as url:
        Push(Server(url, wait=0), State(tmp_path / "s", "t")).graph(["<a:a> <a:b> <a:c> ."])
    assert [method for method, _, _ in failing.asked] == ["POST"] * 4
    assert failing.asked[-1][1] == "default"


def test_what_fails_for_good_is_an_error_and_what_arrived_is_not_sent_again(tmp_path: Path) -> None:
    found = [f"<a:a> <a:b> <a:{number}> ." for number in range(5)]
    failing = Failing([204, 204, 400])
    with failing.running() as url:
        with pytest.raises(KgError, match=r"400 Told.*run it again"):
            Push(Server(url, wait=0), State(tmp_path / "s", "t")).graph(found, batch=1)
        outcomes = Push(Server(url, wait=0), State(tmp_path / "s", "t")).graph(found, batch=1)
    assert outcomes == {Outcome.THERE: 2, Outcome.SENT: 3}
    assert len(failing.asked) == 6


def test_a_server_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot be reached"):
        Push(Server(f"http://127.0.0.1:{free_port()}/", wait=0), State(tmp_path / "s", "t")).graph(["<a:a> <a:b> <a:c> ."])


def test_a_line_of_the_state_that_was_cut_off_is_forgotten(tmp_path: Path) -> None:
    state = State(tmp_path / "s", "t")
    state.note("a", "1")
    state.note("b", "2")
    file = tmp_path / "s"
    file.write_bytes(file.read_bytes()[:-3])
    again = State(file, "t")
    assert again.done == {"a": "1"}
    again.note("c", "3")
    assert State(file, "t").done == {"a": "1", "c": "3"}


@pytest.mark.parametrize("content", ["no json\n", "[]\n", '{"target": "t"}\n{"x": 1}\n', '{"target": "other"}\n'])
def test_a_file_that_is_no_state_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "s").write_text(content)
    with pytest.raises(KgError, match="give another --state"):
        State(tmp_path / "s", "t")


@pytest.mark.parametrize(
    ("kind", "user", "sent"),
    [(Auth.BASIC, "ann", "Basic YW5uOnNlY3JldA=="), (Auth.BEARER, None, "Bearer secret"), (Auth.BASIC, None, None)],
)
def test_a_server_is_told_who_asks(kind: Auth, user: str | None, sent: str | None) -> None:
    failing = Failing([])
    with failing.running() as url:
        Server(url, credentials(kind, user, "secret" if sent else None)).delete("a:a")
    assert failing.asked == [("DELETE", "a:a", sent)]


def test_a_password_without_a_user_is_an_error() -> None:
    with pytest.raises(KgError, match="--user"):
        credentials(Auth.DIGEST, None, "secret")


def test_what_is_removed_need_not_be_there() -> None:
    with Failing([404]).running() as url:
        Server(url).delete("a:a")


def test_lines_of_a_graph_are_those_of_the_store() -> None:
    store = ox.Store()
    store.load(b'<a:a> <a:b> "\xc3\xa9\\n"@fr <a:g> .', ox.RdfFormat.N_QUADS)
    assert list(quad_lines(store, ox.NamedNode("a:g"))) == ['<a:a> <a:b> "é\\n"@fr .']
    assert list(quad_lines(store, ox.DefaultGraph())) == []
