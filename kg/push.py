"""A store or a graph → any SPARQL server, by the SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation, 2013).

A store goes document by document: each of its named graphs is put in its place, so that a document is never there twice, a changed one
takes the place of the old one, and one that was withdrawn goes. A single graph goes in batches that are added. What has arrived is written
down in a file: run it again, after whatever ended it, and it goes on from there.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox
import requests
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from kg.corpus.readings import graphs
from kg.corpus.register import Register, base_of
from kg.errors import KgError
from kg.rdf.store import VOCABULARY

if TYPE_CHECKING:
    from requests import PreparedRequest

BATCH = 10_000  # triples
_TRIES = 4
_PATIENCE = 300.0  # seconds for one request
N_TRIPLES = "application/n-triples"


class Auth(StrEnum):
    """How a server wants to know who asks (RFC 7617, 7616, 6750)."""

    BASIC = "basic"
    DIGEST = "digest"
    BEARER = "bearer"


@dataclass(frozen=True, slots=True)
class Bearer(AuthBase):
    """A token for every request."""

    token: str

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """The request with the token."""
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


def credentials(kind: Auth, user: str | None, secret: str | None) -> AuthBase | None:
    """What is sent of a user and a password or token, None without a secret. Raises KgError where the user is missing."""
    if secret is None:
        return None
    if kind is Auth.BEARER:
        return Bearer(secret)
    if user is None:
        raise KgError(f"{kind} authentication needs a user: add --user NAME")
    return HTTPBasicAuth(user, secret) if kind is Auth.BASIC else HTTPDigestAuth(user, secret)


class Server:
    """A graph store at a URL. `graph` None is its default graph. What fails for a moment is tried again."""

    def __init__(self, url: str, auth: AuthBase | None = None, wait: float = 1.0) -> None:
        self.url = url
        self._session = requests.Session()
        self._session.auth = auth
        self._session.trust_env = False  # no proxy, no .netrc
        self._wait = wait

    def put(self, graph: str | None, data: bytes) -> None:
        """Make some N-Triples the whole of a graph."""
        self._send("PUT", graph, data)

    def post(self, graph: str | None, data: bytes) -> None:
        """Add some N-Triples to a graph."""
        self._send("POST", graph, data)

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        self._send("DELETE", graph, None, fine=(404,))

    def _send(self, method: str, graph: str | None, data: bytes | None, fine: tuple[int, ...] = ()) -> None:
        query = {"default": ""} if graph is None else {"graph": graph}
        headers = {"Content-Type": N_TRIPLES} if data is not None else {}
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(self._wait * 2**attempt)
            try:
                answer = self._session.request(method, self.url, params=query, data=data, headers=headers, timeout=_PATIENCE)
            except requests.RequestException as error:
                problem = f"cannot be reached ({_first_line(str(error))})"
                continue
            if answer.ok or answer.status_code in fine:
                return
            problem = f"answers {answer.status_code} {answer.reason} ({_first_line(answer.text) or 'no reason given'})"
            if answer.status_code < 500 and answer.status_code != 429:
                break
        raise KgError(f"{self.url}: {method} of {graph or 'the default graph'} {problem}: what has arrived is noted, run it again to go on")


def _first_line(message: str) -> str:
    return next((line.strip()[:200] for line in message.splitlines() if line.strip()), "")


class State:
    """What has arrived, one JSON object a line, written down as it arrives: {"done": NAME, "key": KEY}, key null where it was withdrawn.

    The first line says for which server and graph that is. Raises KgError where the file is of another, or cannot be used.
    """

    def __init__(self, file: Path, target: str) -> None:
        self._file = file
        self.done: dict[str, str] = {}
        try:
            lines = file.read_bytes().splitlines(keepends=True) if file.is_file() else []
            self._read([line for line in lines if line.endswith(b"\n")], target)  # the last one may be cut off
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KgError(f"{file}: no state of an earlier push ({error}): give another --state") from error

    def note(self, name: str, key: str | None) -> None:
        """Write down that something has arrived, or was withdrawn."""
        self._append({"done": name, "key": key})
        if key is None:
            self.done.pop(name, None)
        else:
            self.done[name] = key

    def _read(self, lines: list[bytes], target: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(b"".join(lines))
        if not lines:
            self._append({"target": target})
        elif json.loads(lines[0])["target"] != target:
            raise ValueError(f"it is of {json.loads(lines[0])['target']}")
        for each in map(json.loads, lines[1:]):
            self.done[each["done"]] = each["key"]
        self.done = {name: key for name, key in self.done.items() if key is not None}

    def _append(self, entry: object) -> None:
        with self._file.open("ab") as file:
            file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")


class Outcome(StrEnum):
    """What became of a document or a batch."""

    SENT = "sent"
    REMOVED = "removed"
    THERE = "there already"


@dataclass(frozen=True, slots=True)
class Push:
    """One run."""

    server: Server
    state: State
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    triples: Counter[str] = field(default_factory=Counter)

    def store(self, store: ox.Store) -> Counter[Outcome]:
        """Bring a server to the state of a store: the graphs of every document, and the ontology in a graph of its own."""
        base = base_of(store)
        register = Register(store, base)
        keys = {id_: register.key(id_) or "" for id_ in register.ids()}
        self._vocabulary(store)
        for id_ in sorted(self.state.done.keys() - keys.keys() - {VOCABULARY.value}):
            for graph in graphs(id_, base).values():
                self.server.delete(graph[1:-1])
            self._note(id_, None, Outcome.REMOVED)
        for id_, key in sorted(keys.items()):
            if self.state.done.get(id_) == key:
                self.outcomes[Outcome.THERE] += 1
                continue
            for graph in graphs(id_, base).values():
                self.server.put(graph[1:-1], self._data(quad_lines(store, ox.NamedNode(graph[1:-1]))))
            self._note(id_, key, Outcome.SENT)
        return self.outcomes

    def graph(self, lines: Iterable[str], name: str | None = None, batch: int = BATCH) -> Counter[Outcome]:
        """Add lines of N-Triples to one graph of a server, None for its default graph, in batches of so many."""
        for number, some in enumerate(_batches(lines, batch)):
            key = sha256("\n".join(some).encode()).hexdigest()
            if self.state.done.get(str(number)) == key:
                self.outcomes[Outcome.THERE] += 1
                continue
            self.server.post(name, self._data(some))
            self._note(str(number), key, Outcome.SENT)
        return self.outcomes

    def _vocabulary(self, store: ox.Store) -> None:
        lines = sorted(quad_lines(store, VOCABULARY))
        key = sha256("\n".join(lines).encode()).hexdigest()
        if self.state.done.get(VOCABULARY.value) != key:
            self.server.put(VOCABULARY.value, self._data(lines))
            self.state.note(VOCABULARY.value, key)

    def _data(self, lines: Iterable[str]) -> bytes:
        data = "".join(f"{line}\n" for line in lines).encode()
        self.triples["sent"] += data.count(b"\n")
        return data

    def _note(self, name: str, key: str | None, outcome: Outcome) -> None:
        self.state.note(name, key)
        self.outcomes[outcome] += 1


def _batches(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    waiting = iter(lines)
    while some := list(islice(waiting, size)):
        yield some


def quad_lines(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[str]:
    """The triples of a graph as lines of N-Triples, in the order of the store."""
    return (f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, graph))
