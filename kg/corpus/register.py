"""The graph of a store that says what the store holds: the key (`Record.key`) of every document, and what was refused and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.rdf.iris import Iris
from kg.rdf.terms import BASE

REGISTER = ox.NamedNode("https://w3id.org/kgnews/store")
_KEY, _REFUSED, _REASON, _BASE, _SHA256 = (
    ox.NamedNode(f"{REGISTER.value}#{name}") for name in ("key", "refused", "reason", "base", "sha256")
)


class Register:
    """The register of a store whose IRIs start with `base`."""

    def __init__(self, store: ox.Store, base: str) -> None:
        self._store = store
        self._base = base

    def key(self, id_: str) -> str | None:
        """The key under which a document was read, None where it is not in the store."""
        return _value(self._store, self.node(id_), _KEY)

    def enter(self, keys: Iterable[tuple[str, str]]) -> None:
        """Write down documents with their keys, all or none."""
        self._store.extend([_entry(self.node(id_), _KEY, key) for id_, key in keys])

    def refusal(self, id_: str, key: str) -> str | None:
        """Why the document with that key was refused, None where it was not."""
        return _value(self._store, self.node(id_), _REASON) if _value(self._store, self.node(id_), _REFUSED) == key else None

    def refuse(self, id_: str, key: str, reason: str) -> None:
        """Write down that a document gave no reading, so that it is not tried again."""
        self._store.extend([_entry(self.node(id_), _REFUSED, key), _entry(self.node(id_), _REASON, reason)])

    def known(self, id_: str) -> bool:
        """True where anything is written of a document."""
        return any(True for _ in self._store.quads_for_pattern(self.node(id_), None, None, REGISTER))

    def vocabulary(self, graph: ox.NamedNode) -> str | None:
        """The SHA-256 of the ontology in a graph."""
        return _value(self._store, graph, _SHA256)

    def enter_vocabulary(self, graph: ox.NamedNode, sha256: str) -> None:
        """Write down the SHA-256 of the ontology in a graph."""
        self._store.extend([_entry(graph, _SHA256, sha256)])

    def node(self, id_: str) -> ox.NamedNode:
        """What stands for the reading of a document."""
        return ox.NamedNode(Iris(self._base, id_).bundle()[1:-1])

    def ids(self) -> Iterator[str]:
        """The documents in the store, in no order."""
        for quad in self._store.quads_for_pattern(None, _KEY, None, REGISTER):
            yield _text(quad.subject).removeprefix(f"{self._base}reading/")


def strike(node: ox.NamedNode) -> str:
    """The SPARQL update that removes what is written of a node."""
    return f"DELETE WHERE {{ GRAPH {REGISTER} {{ {node} ?p ?o }} }}"


def known_base(store: ox.Store) -> str | None:
    """What the IRIs of a store's data start with, None where that was never written down."""
    return _value(store, REGISTER, _BASE)


def enter_base(store: ox.Store, base: str) -> None:
    """Write down what the IRIs of a store's data start with."""
    store.extend([_entry(REGISTER, _BASE, base)])


def base_of(store: ox.Store) -> str:
    """What the IRIs of a store's data start with."""
    return known_base(store) or BASE


def _entry(subject: ox.NamedNode, predicate: ox.NamedNode, value: str) -> ox.Quad:
    return ox.Quad(subject, predicate, ox.Literal(value), REGISTER)


def _value(store: ox.Store, subject: ox.NamedNode, predicate: ox.NamedNode) -> str | None:
    return next((_text(quad.object) for quad in store.quads_for_pattern(subject, predicate, None, REGISTER)), None)


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
