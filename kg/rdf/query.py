"""Questions to a graph, and their answers as tables and files. Evaluated by Oxigraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.questions import Question, find, read_question
from kg.rdf.store import data_graphs
from kg.rdf.terms import BASE, PREFIXES
from kg.rdf.write import turtle

_RESULTS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
FORMATS = (*_RESULTS, "ttl")
_NAMES = sorted(((iri, prefix) for prefix, iri in {"": BASE, **PREFIXES}.items()), key=lambda pair: -len(pair[0]))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows as a person reads them: the text of literals, IRIs abbreviated, "" for what is unbound."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Result = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


def question(query: str) -> Question:
    """What a user means: a path of a `.rq` file, SPARQL, or the name of a question. Raises KgError where it is none of them."""
    if query.endswith(".rq"):
        return read_question(Path(query))
    if any(char in query for char in "{}\n ?"):
        return Question("", "", "", (), query)
    return find(query)


def ask(store: ox.Store, asked: Question, parameters: Mapping[str, str] | None = None) -> Result:
    """The answer of a store. The prefixes of the contract and `:` for the data need no declaration.

    Raises KgError for a syntax error, with its place, and for a parameter that is missing or unknown.
    """
    sparql = asked.filled(parameters or {})
    try:
        return store.query(sparql, prefixes={**PREFIXES, "": BASE}, default_graph=data_graphs(store))
    except SyntaxError as error:
        raise KgError(f"SPARQL {' '.join((error.msg or '').split())}: mend the query{f' {asked.name}' if asked.name else ''}") from error


def table(result: Result) -> Table:
    """An answer of any kind as a table."""
    with _errors():
        return _table(result)


def _table(result: Result) -> Table:
    if isinstance(result, ox.QueryBoolean):
        return Table(("answer",), (("true" if result else "false",),))
    if isinstance(result, ox.QueryTriples):
        rows = sorted({(readable(t.subject), readable(t.predicate), readable(t.object)) for t in result})
        return Table(("subject", "predicate", "object"), tuple(rows))
    columns = tuple(variable.value for variable in result.variables)
    return Table(columns, tuple(tuple(readable(value) for value in solution) for solution in result))


def formatted(result: Result, kind: str) -> str:
    """An answer in a standard format: csv, tsv, json and xml for rows and for yes or no, ttl for triples.

    Raises KgError where the format does not fit the answer.
    """
    if kind == "ttl" and isinstance(result, ox.QueryTriples):
        with _errors():
            return turtle({f"{triple} ." for triple in result})
    if kind in _RESULTS and not isinstance(result, ox.QueryTriples):
        if isinstance(result, ox.QueryBoolean) and kind in {"csv", "tsv"}:
            return f"{'true' if result else 'false'}\n"
        with _errors():
            return (result.serialize(format=_RESULTS[kind]) or b"").decode()
    fitting = "ttl (CONSTRUCT and DESCRIBE give triples)" if isinstance(result, ox.QueryTriples) else ", ".join(_RESULTS)
    raise KgError(f"format {kind!r} does not fit the answer: give {fitting}")


@contextmanager
def _errors() -> Iterator[None]:
    """What goes wrong while the rows are worked out, such as a SERVICE that does not answer."""
    try:
        yield
    except (OSError, RuntimeError) as error:
        raise KgError(f"SPARQL: the query cannot be evaluated ({' '.join(str(error).split())}): mend the query") from error


def readable(term: object) -> str:
    """A term as a person reads it."""
    if isinstance(term, ox.Literal):
        return term.value
    if isinstance(term, ox.NamedNode):
        return next((f"{prefix}:{term.value.removeprefix(iri)}" for iri, prefix in _NAMES if term.value.startswith(iri)), term.value)
    return "" if term is None else str(term)


def questions_table(found: Iterator[Question]) -> Table:
    """The questions there are, as a table."""
    rows = (
        (each.name, each.french, " ".join(f"--param {p.name}=…" if p.required else f"[--param {p.name}=…]" for p in each.parameters))
        for each in found
    )
    return Table(("name", "question", "parameters"), tuple(rows))
