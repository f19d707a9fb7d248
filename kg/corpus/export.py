"""A store → one file in a standard format, as a stream: the same store gives the same bytes.

N-Quads and TriG hold the graphs of every document, the documents in the order of their ids; the formats without graphs hold the triples of
all of them, each once. The register and the ontology are left out.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import IO, cast

import pyoxigraph as ox

from kg.corpus.readings import graphs
from kg.corpus.register import Register, base_of
from kg.errors import KgError
from kg.rdf.terms import PREFIXES, RDF

FORMATS = {
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_PARTS = tuple(ox.NamedNode(f"{RDF}{name}") for name in ("subject", "predicate", "object"))
_REIFIES = ox.NamedNode(f"{RDF}reifies")
_PREFIX = b"@prefix "


def export(store: ox.Store, out: IO[bytes], kind: str, *, reifiers: bool = False) -> None:
    """Write the store in a format (`nq`, `trig`, `nt`, `ttl`, `jsonld`).

    With `reifiers`, a statement points at what it states in the way of RDF 1.2, `statement rdf:reifies <<( subject predicate object )>>`,
    in place of rdf:subject, rdf:predicate and rdf:object. Raises KgError for another format, and for one that cannot say that.
    """
    if kind not in FORMATS:
        raise KgError(f"format {kind!r}: give one of {', '.join(FORMATS)}")
    if reifiers and kind == "jsonld":
        raise KgError("JSON-LD has no reifiers yet: give --format nq, trig, nt or ttl")
    if kind == "nq" and not reifiers:
        out.writelines(line for graph in _graphs(store) for line in _sorted_lines(store, graph))
        return
    with_graphs = kind in {"nq", "trig", "jsonld"}
    quads = _quads(store, _graphs(store) if with_graphs else [ox.DefaultGraph()])
    stated = _with_reifiers(quads) if reifiers else quads
    prefixed = _SortedPrefixes(out)
    parts = stated if with_graphs else (quad.triple for quad in stated)
    prefixes = {"": base_of(store), **PREFIXES}
    ox.serialize(cast("Iterable[ox.Quad]", parts), cast("IO[bytes]", prefixed), FORMATS[kind], prefixes=prefixes)
    prefixed.finish()


def _graphs(store: ox.Store) -> Iterator[ox.NamedNode]:
    base = base_of(store)
    for id_ in sorted(Register(store, base).ids()):
        yield from (ox.NamedNode(graph[1:-1]) for graph in graphs(id_, base).values())


def _sorted_lines(store: ox.Store, graph: ox.NamedNode) -> list[bytes]:
    end = f" {graph} .\n".encode()
    triples = cast("bytes", store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph)).splitlines()
    return sorted(line.removesuffix(b" .") + end for line in triples)


def _quads(store: ox.Store, names: Iterable[ox.NamedNode | ox.DefaultGraph]) -> Iterator[ox.Quad]:
    """The quads of each graph, those of one subject together."""
    for name in names:
        yield from store.quads_for_pattern(None, None, None, name)


def _with_reifiers(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    for subject, group in groupby(quads, attrgetter("subject")):
        of_subject = list(group)
        parts = {quad.predicate: quad for quad in of_subject if quad.predicate in _PARTS}
        if len(parts) == len(_PARTS):
            triple = ox.Triple(*(cast("ox.NamedNode", parts[part].object) for part in _PARTS))
            yield ox.Quad(subject, _REIFIES, triple, of_subject[0].graph_name)
            of_subject = [quad for quad in of_subject if quad.predicate not in parts]
        yield from of_subject


class _SortedPrefixes(io.RawIOBase):
    """Passes bytes on, the lines of prefixes that they begin with sorted: pyoxigraph writes them in any order."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._head: bytes | None = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        if self._head is None:
            self._out.write(data)
        else:
            self._head += bytes(data)
            if not self._head.endswith(b"\n") or not self._head.rsplit(b"\n", 2)[-2].startswith(_PREFIX):
                self.finish()
        return len(data)

    def finish(self) -> None:
        """Pass on what was held back."""
        if self._head is not None:
            lines = self._head.splitlines(keepends=True)
            self._out.writelines(sorted(line for line in lines if line.startswith(_PREFIX)))
            self._out.writelines(line for line in lines if not line.startswith(_PREFIX))
            self._head = None
