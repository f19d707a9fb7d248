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
import shutil
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg import paths
from kg.corpus.readings import Reading, graphs
from kg.corpus.register import Register, base_of, enter_base, known_base, strike
from kg.corpus.snapshots import KEPT, newest, publish
from kg.errors import KgError
from kg.rdf.store import VOCABULARY

LIVE, FRESH, OLD = "live", "fresh", "old"  # the database, the next one while it is written, the last one while it is put away
LOADED = 16_000_000  # bytes of N-Quads loaded at once, some 60 articles: larger ones cost less, but end later than the last article

# What no other graph says goes from the default graph too. Oxigraph does all operations of one update or none.
_WITHDRAW = """
DELETE {{ ?s ?p ?o }} WHERE {{
  GRAPH {graph} {{ ?s ?p ?o }}
  FILTER NOT EXISTS {{ GRAPH ?other {{ ?s ?p ?o }} FILTER(?other != {graph}) }}
}} ;
DROP SILENT GRAPH {graph} ;
"""


class Corpus:
    """The database of a store, open for writing by this program alone until the object is gone."""

    def __init__(self, folder: Path, base: str | None = None) -> None:
        """The store in a folder, made where there is none and a base is given.

        Raises KgError where there is none, where another program writes it, and where it was made with another base.
        """
        self.folder = folder
        self._store = _opened(folder, make=base is not None)
        self.base = self._checked_base(base)
        self.register = Register(self._store, self.base)
        self._waiting: list[Reading] = []
        self._size = 0  # of what waits, in bytes
        self._loader = ThreadPoolExecutor(1)  # Oxigraph loads without holding the interpreter
        self._under_way: Future[None] | None = None
        self._behind = folder / "behind"
        self._set_vocabulary()
        self._recover()

    def ids(self) -> list[str]:
        """The documents in the store, sorted."""
        return sorted(self.register.ids())

    def put(self, reading: Reading) -> None:
        """Take a document in, in place of an earlier reading of it. It waits in memory, to be loaded with others in a thread."""
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

    def refuse(self, id_: str, key: str, reason: str) -> None:
        """Write down that a document cannot be read, in place of an earlier reading of it."""
        if self.register.known(id_):
            self._withdraw(id_)
        self.register.refuse(id_, key, reason)

    def remove(self, id_: str) -> bool:
        """Take a document out, with everything that no other document says; False where it is not in the store."""
        self.flush()
        there = self.register.key(id_) is not None
        if self.register.known(id_):
            self._withdraw(id_)
        return there

    def publish(self, keep: int = KEPT) -> None:
        """Let readers see the store as it is, where it is not as they see it already; `keep` snapshots stay, and those that are read."""
        self.flush()
        if self._behind.exists() or newest(self.folder) is None:
            publish(self._store, self.folder, keep)
            self._behind.unlink(missing_ok=True)

    def dump(self, file: Path) -> None:
        """Write every quad of the database to a file of N-Quads, and have it published after whatever follows."""
        self.flush()
        self._behind.touch()
        self._store.dump(file, ox.RdfFormat.N_QUADS)

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
            if self.register.known(each.id):
                self._withdraw(each.id)
        data = b"".join(each.quads for each in readings)
        self._store.bulk_load(data, ox.RdfFormat.N_QUADS, lenient=True)  # lines of our own making
        self.register.enter((each.id, each.key) for each in readings)

    def _withdraw(self, id_: str) -> None:
        self._behind.touch()
        from_graphs = (_WITHDRAW.format(graph=graph) for graph in graphs(id_, self.base).values())
        self._store.update("".join(from_graphs) + strike(self.register.node(id_)))

    def _recover(self) -> None:
        """Remove what an interrupted run loaded and did not enter."""
        start = f"{self.base}reading/"
        names = (cast("ox.NamedNode", graph).value for graph in self._store.named_graphs())
        ids = {name.removeprefix(start).rpartition("/")[0] for name in names if name.startswith(start)}
        for id_ in sorted(ids):
            if self.register.key(id_) is None:
                self._withdraw(id_)

    def _checked_base(self, base: str | None) -> str:
        known = known_base(self._store)
        if known is None and base:
            enter_base(self._store, base)
        elif base not in {None, known}:
            raise KgError(f"{self.folder}: the store was made with the base {known}: give --base {known}, or another --store")
        return base_of(self._store)

    def _set_vocabulary(self) -> None:
        """The ontology in a graph of its own, as questions expect it."""
        file = paths.ontology() / "kg.ttl"
        current = hashlib.sha256(file.read_bytes()).hexdigest()
        if self.register.vocabulary(VOCABULARY) != current:
            self._behind.touch()
            self._store.update(f"DROP SILENT GRAPH {VOCABULARY} ; {strike(VOCABULARY)}")
            self._store.load(path=file, format=ox.RdfFormat.TURTLE, to_graph=VOCABULARY)
            self.register.enter_vocabulary(VOCABULARY, current)


def _opened(folder: Path, *, make: bool) -> ox.Store:
    """The database; what a run left that was killed while it wrote it anew is put in its place or away."""
    live, fresh = folder / LIVE, folder / FRESH / "new"
    if not live.is_dir() and fresh.is_dir():
        fresh.rename(live)
    if not live.is_dir() and not make:
        raise KgError(f"{folder}: there is no store: make one with kg build … --store {folder}")
    try:
        live.mkdir(parents=True, exist_ok=True)
        store = ox.Store(live)
    except OSError as error:
        if "lock" in str(error).lower():
            raise KgError(f"{folder}: another program writes this store: wait until it is done") from error
        raise KgError(f"{folder}: cannot open a store there ({error.strerror or error}): give another --store") from error
    for left in (folder / FRESH, folder / OLD):
        shutil.rmtree(left, ignore_errors=True)
    return store
