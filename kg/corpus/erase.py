"""A store without the traces of what was removed: Oxigraph keeps every text that it ever held in its dictionary."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox

from kg.corpus.store import FRESH, LIVE, OLD, Corpus


def erase(folder: Path) -> None:
    """Write the database of a store anew, from what is in it, and publish it: as long as loading it, and as much room on the disk again.

    Killed at any moment, the store is as it was or as it will be.
    """
    corpus = Corpus(folder)
    dump = folder / FRESH / "dump.nq"
    dump.parent.mkdir()
    corpus.dump(dump)
    fresh = ox.Store(folder / FRESH / "new")
    fresh.bulk_load(path=dump, format=ox.RdfFormat.N_QUADS, lenient=True)
    fresh.flush()
    del fresh, corpus  # closed: it would go on writing under its old name
    (folder / LIVE).rename(folder / OLD)
    (folder / FRESH / "new").rename(folder / LIVE)
    shutil.rmtree(folder / FRESH)
    Corpus(folder).publish(keep=1)
