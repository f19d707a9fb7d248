"""A program that fills a store with made-up readings, for tests that kill it: `python corpus_writer.py DIR COUNT VERSION`.

A document's triples, beside its own, say something of an entity that ten documents share.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.corpus import store
from kg.corpus.readings import Reading, quads
from kg.corpus.store import Corpus
from kg.rdf.terms import BASE

P = "<http://www.w3.org/2000/01/rdf-schema#label>"


def reading(number: int, version: int = 0) -> Reading:
    """What was read in a document of that number."""
    id_ = f"d{number:04}"
    own = [f'<{BASE}doc/{id_}#char={at},{at + 1}> {P} "{version} {"x" * at}" .' for at in range(60)]
    facts = [
        f'<{BASE}statement/{id_}> {P} "{version}" .',
        f'<{BASE}shared{number // 10}> {P} "s" .',
        f'<{BASE}shared{number // 10}> {P} "{version}" .',
    ]
    return Reading(id_, f"key {version}", quads(id_, own + facts, BASE))


def write(folder: Path, count: int, version: int = 0) -> None:
    """Do what `kg build` does: skip what is there, take in what is not, publish now and then and at the end."""
    corpus = Corpus(folder, BASE)
    for number in range(count):
        new = reading(number, version)
        if corpus.register.key(new.id) != new.key:
            corpus.put(new)
        if number % 40 == 39:
            corpus.publish()
    corpus.publish()


if __name__ == "__main__":
    store.LOADED = 30_000  # a load every few documents, so that a kill hits some of them
    write(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
