"""What a process of the server answers from: a store on disk, in its newest published state, or a graph in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.corpus.register import base_of
from kg.corpus.snapshots import Snapshot, newest, open_newest
from kg.errors import KgError
from kg.rdf.query import Result
from kg.rdf.store import load
from kg.rdf.terms import BASE, RDF, SCHEMA

_TYPE, _ARTICLE = ox.NamedNode(f"{RDF}type"), ox.NamedNode(f"{SCHEMA}NewsArticle")
DEFAULT = ox.DefaultGraph()


class Malformed(KgError):  # noqa: N818 - what is answered, no error of the program
    """What is asked has not the form it must have."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A store open for reading, all its data in the default graph. `base` is what their IRIs start with."""

    store: ox.Store
    base: str
    snapshot: Snapshot | None = None

    def iri(self, reference: str) -> str:
        """What an address means: "/doc/a" is below the base of the store, anything else an absolute IRI. Raises Malformed else."""
        try:
            return ox.NamedNode(self.base + reference[1:] if reference.startswith("/") else reference).value
        except ValueError as error:
            raise Malformed("give an absolute IRI") from error

    def query(self, sparql: str, prefixes: dict[str, str], graphs: Sequence[str] = (), named: Sequence[str] = ()) -> Result:
        """The answer to a query, over the graphs that are named instead of all where some are (the dataset of a protocol request)."""
        chosen = bool(graphs or named)
        return self.store.query(
            sparql,
            prefixes=prefixes,
            default_graph=[ox.NamedNode(graph) for graph in graphs] if chosen else None,
            named_graphs=[ox.NamedNode(graph) for graph in named] if chosen else None,
        )


class Source:
    """Where a store is. Opens it when it is first asked for, and again when a newer state has been published."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: Opened | None = None

    def current(self) -> Opened:
        """The newest state there is. Raises KgError where the path holds neither a store nor a graph."""
        if self._opened is None or self._is_old(self._opened):
            self._opened = self._open()
        return self._opened

    def _is_old(self, opened: Opened) -> bool:
        return opened.snapshot is not None and newest(self._path) not in {None, opened.snapshot.number}

    def _open(self) -> Opened:
        if self._path.is_dir():
            snapshot = open_newest(self._path)
            return Opened(snapshot.store, base_of(snapshot.store), snapshot)
        store = load(self._path)
        return Opened(store, base_in(store))


def base_in(store: ox.Store) -> str:
    """What the IRIs of a graph's documents start with."""
    articles = store.quads_for_pattern(None, _TYPE, _ARTICLE)
    first = next((quad.subject.value for quad in articles if isinstance(quad.subject, ox.NamedNode)), "")
    return first.partition("/doc/")[0] + "/" if "/doc/" in first else BASE
