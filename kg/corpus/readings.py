"""Records → what a store takes of them. A pure function of the records and the extractor, for any process on any machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.errors import KgError
from kg.model import Document, Facts
from kg.rdf.iris import Iris
from kg.rdf.terms import iri
from kg.run import Extractor
from kg.text.read import read_record
from kg.text.records import Problem, Record

KINDS = ("facts", "mentions", "statements")  # the named graphs of a document
_KIND = {
    **dict.fromkeys(("claim", "event", "quantity", "statement"), "statements"),
    **dict.fromkeys(("doc", "reading", "run"), "mentions"),
}


@dataclass(frozen=True, slots=True)
class Task:
    """Records to read, each with the key of all that decides what is read in it, and the date of those without one."""

    records: tuple[tuple[Record, str], ...]
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one document: N-Quads in its named graphs, and again without a graph, so that the whole is one graph too."""

    id: str
    key: str
    quads: bytes
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A record that gave no reading."""

    id: str
    key: str
    problem: Problem


def read_task(extractor: Extractor, task: Task) -> list[Reading | Refusal]:
    """The readings of a task's records in their order, and what was wrong with those that gave none."""
    found: dict[str, Facts | Exception] = {}
    documents: list[Document] = []
    notes: dict[str, str | None] = {}
    for record, _ in task.records:
        try:
            document, notes[record.name] = read_record(record, extractor.options.lang, task.date)
            documents.append(document)
        except Exception as error:  # ten thousand articles must not fall with one
            found[record.name] = error
    found |= _facts(extractor, documents)
    return [_result(extractor, record, key, found[record.name], notes.get(record.name)) for record, key in task.records]


def _facts(extractor: Extractor, documents: Sequence[Document]) -> dict[str, Facts | Exception]:
    """The facts of each document. Where one breaks the program, the others are read one by one, and it alone is missing."""
    try:
        return {facts.document.id: facts for facts in extractor.facts(documents)}
    except Exception as error:
        if len(documents) == 1:
            return {documents[0].id: error}
        return {id_: facts for document in documents for id_, facts in _facts(extractor, [document]).items()}


def _result(extractor: Extractor, record: Record, key: str, found: Facts | Exception, note: str | None) -> Reading | Refusal:
    if isinstance(found, Facts):
        lines = extractor.lines([found])
        return Reading(record.name, key, quads(record.name, lines, extractor.options.base), note)
    failed = f"the program fails on it ({type(found).__name__}: {' '.join(str(found).split())}): report it, with the article"
    return Refusal(record.name, key, Problem(record.source, str(found) if isinstance(found, KgError) else failed))


def quads(id_: str, lines: Sequence[str], base: str) -> bytes:
    """The lines of N-Triples of a document as N-Quads in its named graphs, and again as they are."""
    start = len(base) + 1
    ends = {kind: f"{graph} .\n" for kind, graph in graphs(id_, base).items()}
    of_kind = {first: ends[kind] for first, kind in _KIND.items()}
    # The kind of a line goes by its subject: what is not the document's own are facts.
    in_graphs = [line[:-1] + of_kind.get(line[start : line.find("/", start)], ends["facts"]) for line in lines]
    return "".join((*in_graphs, "\n".join(lines), "\n")).encode()


def graphs(id_: str, base: str) -> dict[str, str]:
    """The names of a document's graphs, as terms, by kind."""
    reading = Iris(base, id_).bundle()
    return {kind: iri(f"{reading[1:-1]}/{kind}") for kind in KINDS}
