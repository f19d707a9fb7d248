"""A graph in a file → an Oxigraph store in memory, ready for questions."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import KgError
from kg.paths import ontology
from kg.rdf.terms import ONTOLOGY

FORMATS = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".jsonld": ox.RdfFormat.JSON_LD,
}
VOCABULARY = ox.NamedNode(ONTOLOGY)


def load(path: Path) -> ox.Store:
    """The triples of a file in an RDF format, and the ontology beside them as the named graph <https://w3id.org/kgnews/ontology>.

    The triples of a file's named graphs are in the default graph too, each once. A folder is a store that `kg build --store` made.
    Raises KgError where the file is missing, has another ending or a syntax error.
    """
    if path.is_dir():
        from kg.corpus.snapshots import open_newest

        return open_newest(path).store
    store = ox.Store()
    _load(store, path)
    for graph in store.named_graphs():
        store.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}")
    store.load(path=ontology() / "kg.ttl", format=ox.RdfFormat.TURTLE, to_graph=VOCABULARY)
    return store


def data_graphs(_: ox.Store) -> list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph]:
    """The graphs that hold data: the default graph has all of it, each triple once, which Oxigraph's union of named graphs has not."""
    return [ox.DefaultGraph()]


def _load(store: ox.Store, path: Path) -> None:
    if not path.exists():
        raise KgError(f"{path}: cannot read the graph (no such file or store): check the path")
    if (kind := FORMATS.get(path.suffix.lower())) is None:
        raise KgError(f"{path}: no RDF format has this ending: give one of {', '.join(FORMATS)}")
    try:
        store.load(path=path, format=kind)
    except SyntaxError as error:
        where = f"line {error.lineno}: " if error.lineno else ""
        raise KgError(f"{path}: {where}{_first_line(error.msg)}: mend the file, or build the graph again") from error
    except OSError as error:
        raise KgError(f"{path}: cannot read the graph ({error.strerror or _first_line(str(error))}): check the path") from error


def _first_line(message: str) -> str:
    """What a parser complains of, without its own way of saying where."""
    return message.splitlines()[0].rpartition("columns ")[2].partition(": ")[2] or message.splitlines()[0]
