"""SPARQL over the store of a process: what may be asked, and the answer in the format that is wanted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.query import Result
from kg.rdf.terms import PREFIXES
from kg.rdf.write import turtle
from kg.serve.negotiation import best
from kg.serve.opened import Malformed, Opened

ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/xml": ox.QueryResultsFormat.XML,
}
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "text/plain": ox.RdfFormat.N_TRIPLES,
    "application/json": ox.RdfFormat.JSON_LD,
}
LONGEST = 100_000  # characters of a query

_BLANK = r"(?:\s|#[^\n\r]*[\n\r])*"
_SERVICE = re.compile(rf"service{_BLANK}(?:silent{_BLANK})?(?:<[^>]*>|[?$][^\s{{<#]*|[\w.-]*:[^\s{{<]*){_BLANK}\{{", re.IGNORECASE)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATE = re.compile(r"\s*(?:(?:base|prefix)\s[^>]*>\s*)*(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)


class Refused(KgError):  # noqa: N818
    """What is asked is a query that this server does not answer."""


class TooLarge(KgError):  # noqa: N818
    """The answer is larger than the server gives."""


class NotAcceptable(KgError):  # noqa: N818
    """No format that is accepted fits the answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """A query as it came: `accept` is the header, `graphs` and `named` the dataset, `most` the bytes that the answer may have."""

    query: str
    accept: str = ""
    graphs: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    most: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of a response and what it is."""

    media_type: str
    body: bytes


def answer(opened: Opened, request: Request) -> Answer:
    """The answer to a query. Raises Malformed, Refused, TooLarge or NotAcceptable."""
    result = evaluated(opened, request)
    offers = GRAPHS if isinstance(result, ox.QueryTriples) else ROWS
    chosen = best(request.accept, list(offers))
    if chosen is None:
        raise NotAcceptable(f"none of the formats accepted fits the answer: accept one of {', '.join(offers)}")
    body = _Limited(request.most)
    try:
        if isinstance(result, ox.QueryTriples):
            _write_triples(result, chosen, opened.base, body)
        else:
            _write_rows(result, ROWS[chosen], body)
    except (OSError, RuntimeError) as error:
        raise Refused(f"the query cannot be evaluated: {' '.join(str(error).split())}") from error
    return Answer(chosen, bytes(body.content))


def triples(opened: Opened, request: Request) -> list[str]:
    """The triples of a CONSTRUCT or DESCRIBE query, as sorted lines of N-Triples. Raises what `answer` raises, Refused for another form."""
    result = evaluated(opened, request)
    if not isinstance(result, ox.QueryTriples):
        raise Refused("only CONSTRUCT and DESCRIBE queries give a graph to draw: write one of them")
    return sorted(set(_limited(result, request.most)))


def evaluated(opened: Opened, request: Request) -> Result:
    """The result of a query, not read yet."""
    check(request.query)
    try:
        return opened.query(request.query, {**PREFIXES, "": opened.base}, request.graphs, request.named)
    except SyntaxError as error:
        if _UPDATE.match(request.query):
            raise Refused("this server is read-only: updates are not executed") from error
        raise Malformed(f"SPARQL {' '.join((error.msg or '').split())}") from error
    except ValueError as error:
        raise Malformed(f"the dataset of the query: {error}") from error
    except (OSError, RuntimeError) as error:
        raise Refused(f"the query cannot be evaluated: {' '.join(str(error).split())}") from error


def readable(opened: Opened) -> bool:
    """Whether the store can be read. Raises Refused where it cannot."""
    return bool(evaluated(opened, Request("ASK { ?s ?p ?o }")))


def check(query: str) -> None:
    """Raises Refused for a query that is too long, or that would have the server ask another one.

    SERVICE is looked for in the whole text, escapes resolved, whether or not it stands in a comment or a string: what is refused in vain is
    rare, what gets through never is a SERVICE.
    """
    if len(query) > LONGEST:
        raise Refused(f"the query has more than {LONGEST} characters: shorten it")
    if _SERVICE.search(_ESCAPE.sub(_unescaped, query)):
        raise Refused("SERVICE is not executed here: this server asks no other")


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]


class _Limited:
    """A file in memory that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        self.content = bytearray()
        self._most = most

    def write(self, data: bytes) -> int:
        self.content += data
        if len(self.content) > self._most:
            raise _too_large(self._most)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""


def _write_rows(result: ox.QuerySolutions | ox.QueryBoolean, kind: ox.QueryResultsFormat, body: Any) -> None:
    if isinstance(result, ox.QueryBoolean) and kind in {ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV}:
        body.write(b"true\n" if result else b"false\n")
    else:
        result.serialize(body, format=kind)


def _write_triples(result: ox.QueryTriples, chosen: str, base: str, body: Any) -> None:
    if chosen == "text/turtle":
        body.write(turtle(set(_limited(result, body._most)), base).encode())
    elif GRAPHS[chosen] == ox.RdfFormat.N_TRIPLES:
        body.write("".join(f"{line}\n" for line in sorted(set(_limited(result, body._most)))).encode())
    else:
        ox.serialize(result, body, format=GRAPHS[chosen])


def _limited(result: ox.QueryTriples, most: int) -> Iterator[str]:
    """The triples as lines, until there are too many bytes of them (four times those of the answer: Turtle is shorter)."""
    total = 0
    for triple in result:
        line = f"{triple} ."
        total += len(line)
        if total > 4 * most:
            raise _too_large(most)
        yield line


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"the answer has more than {most / 1e6:g} MB: add LIMIT, or ask for less")
