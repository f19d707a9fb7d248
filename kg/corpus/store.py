"""A store on disk that grows: one Oxigraph database that one program writes, and snapshots of it that any number of others read.

In the database a document has three named graphs, `READING/facts`, `READING/mentions` and `READING/statements` (READING is the IRI of its
`prov:Bundle`). The default graph holds the triples of all of them, each once: in a union of graphs Oxigraph would count a triple twice that
two documents share. One more graph, the register, says under which key (`Record.key`) a document was read. A document is entered there
last and withdrawn in one transaction, so that what is in the register is whole, and what an interrupted run left is found and removed.

    DIR/live/            the database, locked by the program that writes it
    DIR/behind           there while the database holds what the newest snapshot does not
    DIR/published/N/     snapshots (hard links, so they cost little), whole documents only; the newest is the one to read
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg import paths
from kg.corpus.readings import Reading, graphs
from kg.corpus.snapshots import newest, publish
from kg.errors import KgError
from kg.rdf.iris import Iris
from kg.rdf.store import VOCABULARY
from kg.rdf.terms import BASE

REGISTER = ox.NamedNode("https://w3id.org/kgnews/store")
_KEY, _BASE, _SHA256 = (ox.NamedNode(f"{REGISTER.value}#{name}") for name in ("key", "base", "sha256"))
LOADED = 32_000_000  # bytes of N-Quads loaded at once, some 250 articles: 8 MB take a quarter more time, and more is lost to a kill

# What no other graph says goes from the default graph too. Oxigraph does all operations of one update or none.
_WITHDRAW = """
DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH {graph} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }}
}} ;
DROP SILENT GRAPH {graph} ;
"""
_STRIKE = "DELETE WHERE {{ GRAPH {register} {{ {reading} ?p ?o }} }}"


class Corpus:
    """The database of a store, open for writing by this program alone until the object is gone."""

    def __init__(self, folder: Path, base: str | None = None) -> None:
        """The store in a folder, made where there is none and a base is given.

        Raises KgError where there is none, where another program writes it, and where it was made with another base.
        """
        if base is None and not (folder / "live").is_dir():
            raise KgError(f"{folder}: there is no store: make one with kg build … --store {folder}")
        self.folder = folder
        self._store = _opened(folder / "live")
        self.base = self._checked_base(base)
        self._waiting: list[Reading] = []
        self._size = 0  # of what waits, in bytes
        self._loader = ThreadPoolExecutor(1)  # Oxigraph loads without holding the interpreter
        self._under_way: Future[None] | None = None
        self._behind = folder / "behind"  # there while the newest snapshot lacks something
        self._set_vocabulary()
        self._recover()

    def key(self, id_: str) -> str | None:
        """The key under which a document was read, None where it is not in the store."""
        return self._registered(self._reading(id_), _KEY)

    def ids(self) -> list[str]:
        """The documents in the store, sorted."""
        return sorted(registered(self._store, self.base))

    def put(self, reading: Reading) -> None:
        """Take a document in, in place of an earlier reading of it; it waits in memory to be loaded with others, beside what else is
        done."""
        self._waiting.append(reading)
        self._size += len(reading.quads)
        if self._size >= LOADED:
            self._settle()
            self._under_way = self._loader.submit(self._load, self._taken())

    def flush(self) -> None:
        """Load what waits, and return when it is on the disk."""
        self._settle()
        if self._waiting:
            self._load(self._taken())

    def remove(self, id_: str) -> bool:
        """Take a document out, with everything that no other document says; False where it is not in the store."""
        self.flush()
        known = self.key(id_) is not None
        if known:
            self._withdraw(id_)
        return known

    def publish(self) -> None:
        """Let readers see the store as it is, where it is not as they see it already."""
        self.flush()
        if self._behind.exists() or newest(self.folder) is None:
            publish(self._store, self.folder)
            self._behind.unlink(missing_ok=True)

    def _taken(self) -> tuple[Reading, ...]:
        taken = tuple(self._waiting)
        self._waiting.clear()
        self._size = 0
        return taken

    def _settle(self) -> None:
        if self._under_way:
            self._under_way.result()
            self._under_way = None

    def _load(self, readings: Sequence[Reading]) -> None:
        self._behind.touch()
        for each in readings:
            if self.key(each.id) is not None:
                self._withdraw(each.id)
        data = b"".join(each.quads for each in readings)
        self._store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)  # lines of our own making
        self._store.extend([ox.Quad(self._reading(each.id), _KEY, ox.Literal(each.key), REGISTER) for each in readings])

    def _reading(self, id_: str) -> ox.NamedNode:
        return ox.NamedNode(Iris(self.base, id_).bundle()[1:-1])

    def _withdraw(self, id_: str) -> None:
        self._behind.touch()
        strike = _STRIKE.format(register=REGISTER, reading=self._reading(id_))
        self._store.update("".join(_WITHDRAW.format(graph=graph) for graph in graphs(id_, self.base).values()) + strike)

    def _recover(self) -> None:
        """Remove what an interrupted run loaded and did not enter."""
        start = f"{self.base}reading/"
        names = (cast("ox.NamedNode", graph).value for graph in self._store.named_graphs())
        ids = {name.removeprefix(start).rpartition("/")[0] for name in names if name.startswith(start)}
        for id_ in sorted(ids):
            if self.key(id_) is None:
                self._withdraw(id_)

    def _checked_base(self, base: str | None) -> str:
        known = self._registered(REGISTER, _BASE)
        if known is None:
            self._register(REGISTER, _BASE, base or BASE)
        elif base not in {None, known}:
            raise KgError(f"{self.folder}: the store was made with the base {known}: give --base {known}, or another --store")
        return known or base or BASE

    def _set_vocabulary(self) -> None:
        """The ontology in a graph of its own, as questions expect it."""
        file = paths.ontology() / "kg.ttl"
        current = hashlib.sha256(file.read_bytes()).hexdigest()
        if self._registered(VOCABULARY, _SHA256) != current:
            self._store.update(f"DROP SILENT GRAPH {VOCABULARY} ; {_STRIKE.format(register=REGISTER, reading=VOCABULARY)}")
            self._store.load(path=file, format=ox.RdfFormat.TURTLE, to_graph=VOCABULARY)
            self._register(VOCABULARY, _SHA256, current)

    def _register(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: str) -> None:
        self._store.extend([ox.Quad(subject, predicate, ox.Literal(value), REGISTER)])

    def _registered(self, subject: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
        return next((_value(quad.object) for quad in self._store.quads_for_pattern(subject, predicate, None, REGISTER)), None)


def base_of(store: ox.Store) -> str:
    """What the IRIs of a store's data start with."""
    return next((_value(quad.object) for quad in store.quads_for_pattern(REGISTER, _BASE, None, REGISTER)), BASE)


def registered(store: ox.Store, base: str) -> Iterator[str]:
    """The documents of a store, in no order."""
    for quad in store.quads_for_pattern(None, _KEY, None, REGISTER):
        yield _value(quad.subject).removeprefix(f"{base}reading/")


def _value(term: object) -> str:
    return str(getattr(term, "value", term))


def _opened(folder: Path) -> ox.Store:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return ox.Store(folder)
    except OSError as error:
        if "lock" in str(error).lower():
            raise KgError(f"{folder.parent}: another program writes this store: wait until it is done") from error
        raise KgError(f"{folder.parent}: cannot open a store there ({error.strerror or error}): give another --store") from error
