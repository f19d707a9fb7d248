"""What kinds of things and relations there are: `ontology/kg.ttl` as plain values, for the stages that know no RDF.

The extractor asks it whether a relation may hold between two types of entities, and rejects a reading where it may not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import EntityType
from kg.paths import ontology
from kg.rdf.terms import KG, PREFIXES, SCHEMA, class_iri

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode, Store

RDFS, OWL = PREFIXES["rdfs"], PREFIXES["owl"]


@dataclass(frozen=True, slots=True)
class Relation:
    """A property between entities. `domain` and `range` are the types its subject and object may have, subclasses included."""

    name: str
    domain: frozenset[EntityType]
    range: frozenset[EntityType]
    labels: Mapping[str, str]
    symmetric: bool = False

    def label(self, lang: str) -> str:
        """How the relation reads in a language ("est frontalier de"), or its local name."""
        return self.labels.get(lang, self.name)


@dataclass(frozen=True, slots=True)
class Ontology:
    """The relations and the kinds of events by their local names."""

    relations: Mapping[str, Relation]
    event_types: frozenset[str]

    def accepts(self, predicate: str, subject_type: EntityType, object_type: EntityType) -> bool:
        """True where the relation is known and may hold between entities of these types."""
        relation = self.relations.get(predicate)
        return relation is not None and subject_type in relation.domain and object_type in relation.range


@lru_cache(maxsize=4)
def load(path: Path | None = None) -> Ontology:
    """Read an ontology, by default the program's own. Raises KgError where the file cannot be read or is no Turtle."""
    graph = _store(path or ontology() / "kg.ttl")
    above = {type_: frozenset(_closure(graph, class_iri(type_), RDFS + "subClassOf")) for type_ in EntityType}
    names = _instances(graph, KG + "Relation")
    return Ontology(
        relations={_local(name): _relation(graph, name, above) for name in names},
        event_types=frozenset(
            _local(name) for name in _instances(graph, OWL + "Class") if KG + "Event" in _closure(graph, name, RDFS + "subClassOf")[1:]
        ),
    )


def _store(path: Path) -> Store:
    from pyoxigraph import RdfFormat, Store

    store = Store()
    try:
        store.load(path=path, format=RdfFormat.TURTLE)
    except OSError as error:
        raise KgError(f"{path}: cannot read the ontology ({error.strerror or error})") from error
    except SyntaxError as error:
        raise KgError(f"{path}: no Turtle ({error.msg})") from error
    return store


def _relation(graph: Store, iri: str, above: Mapping[EntityType, frozenset[str]]) -> Relation:
    kinds = {node.value for node in _objects(graph, iri, PREFIXES["rdf"] + "type")}
    return Relation(
        name=_local(iri),
        domain=_types(_stated(graph, iri, "domain"), above),
        range=_types(_stated(graph, iri, "range"), above),
        labels={label.language or "": label.value for label in _labels(graph, iri)},
        symmetric=OWL + "SymmetricProperty" in kinds,
    )


def _stated(graph: Store, iri: str, side: str) -> frozenset[str]:
    """The classes that a property's domain or range names, in either way of saying it."""
    both = (RDFS + side, f"{SCHEMA}{side}Includes")
    return frozenset(node.value for predicate in both for node in _objects(graph, iri, predicate))


def _types(stated: frozenset[str], above: Mapping[EntityType, frozenset[str]]) -> frozenset[EntityType]:
    """The types at or below the classes named; every type where none is."""
    return frozenset(type_ for type_ in EntityType if not stated or stated & above[type_])


def _closure(graph: Store, iri: str, predicate: str) -> list[str]:
    """The IRI and what lies above it, nearest first."""
    found = {iri: None}
    for each in (queue := [iri]):
        higher = sorted(node.value for node in _objects(graph, each, predicate))
        queue += [name for name in higher if name not in found]
        found |= dict.fromkeys(higher)
    return list(found)


def _instances(graph: Store, iri: str) -> list[str]:
    from pyoxigraph import NamedNode

    quads = graph.quads_for_pattern(None, NamedNode(PREFIXES["rdf"] + "type"), NamedNode(iri))
    return sorted(quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode))


def _objects(graph: Store, iri: str, predicate: str) -> Iterable[NamedNode]:
    from pyoxigraph import NamedNode

    quads = graph.quads_for_pattern(NamedNode(iri), NamedNode(predicate), None)
    return [quad.object for quad in quads if isinstance(quad.object, NamedNode)]


def _labels(graph: Store, iri: str) -> Iterable[Literal]:
    from pyoxigraph import Literal, NamedNode

    quads = graph.quads_for_pattern(NamedNode(iri), NamedNode(RDFS + "label"), None)
    return [quad.object for quad in quads if isinstance(quad.object, Literal)]


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
