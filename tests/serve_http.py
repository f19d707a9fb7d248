"""A server over real HTTP on the loopback interface, and stores for it without a model."""

from __future__ import annotations

import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from kg.corpus.readings import Reading, graphs
from kg.corpus.store import Corpus
from kg.model import Facts
from kg.rdf.graph import lines
from kg.rdf.terms import BASE
from kg.serve.app import Settings, application


@dataclass(frozen=True, slots=True)
class Response:
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Served:
    """A running server."""

    url: str

    def get(self, path: str, accept: str = "", **headers: str) -> Response:
        return self._ask(urllib.request.Request(self.url + path, headers=_headers(accept, headers)))

    def query(self, sparql: str, accept: str = "application/sparql-results+json", **parameters: str) -> Response:
        return self.get(f"/sparql?{urlencode({'query': sparql, **parameters})}", accept)

    def post(self, body: str, content_type: str, accept: str = "", path: str = "/sparql") -> Response:
        headers = _headers(accept, {"Content-Type": content_type})
        return self._ask(urllib.request.Request(self.url + path, body.encode(), headers, method="POST"))

    def _ask(self, request: urllib.request.Request) -> Response:
        try:
            with _OPENER.open(request, timeout=60) as answer:
                return Response(answer.status, _lower(answer.headers.items()), answer.read().decode())
        except urllib.error.HTTPError as error:
            return Response(error.code, _lower(error.headers.items()), error.read().decode())


class _Stay(urllib.request.HTTPRedirectHandler):
    """Redirections are answers to look at."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def _headers(accept: str, more: dict[str, str]) -> dict[str, str]:
    return ({"Accept": accept} if accept else {}) | {name.replace("_", "-"): value for name, value in more.items()}


def _lower(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in items}


@contextmanager
def served(path: Path, settings: Settings | None = None) -> Iterator[Served]:
    """A server of the store or graph at a path, on a free port, until the block ends."""
    config = uvicorn.Config(application(path, settings or Settings(workers=2)), port=0, log_level="error", timeout_graceful_shutdown=2)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server does not start"
        time.sleep(0.01)
    try:
        yield Served(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()


def reading(facts: Facts) -> Reading:
    """What a store takes of facts."""
    names = graphs(facts.document.id, BASE)
    found = lines([facts])
    in_graph = (f"{line[:-1]}{names['facts']} .\n" for line in found)
    return Reading(facts.document.id, "key", "".join([*in_graph, *(f"{line}\n" for line in found)]).encode())


def stored(folder: Path, corpus: Iterable[Facts]) -> Path:
    """A store with some documents, published."""
    store = Corpus(folder, BASE)
    for facts in corpus:
        store.put(reading(facts))
    store.publish()
    return folder


def graph_file(path: Path, corpus: Iterable[Facts]) -> Path:
    """A graph in a file."""
    path.write_text("".join(f"{line}\n" for line in lines(corpus)), encoding="utf-8", newline="\n")
    return path
