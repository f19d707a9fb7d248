"""What follows from the relations read, by the axioms of the ontology: symmetry, transitivity, sub-properties, inverses.

The reasoning is OWL 2 RL's (W3C, OWL 2 Web Ontology Language Profiles, 2012), done by the owlrl library. What follows goes into a graph
of its own:
nobody wrote it, and no sentence says it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.rdf.terms import KG, PREFIXES

if TYPE_CHECKING:
    from rdflib import Graph, URIRef


def entailed(lines: Iterable[str], ontology: Path | None = None) -> list[str]:
    """The relations that follow from those asserted in some lines of N-Triples, as sorted lines, without what the lines have themselves.

    `ontology` is a Turtle file with the axioms; the project's own where none is given.
    """
    from owlrl import DeductiveClosure, OWLRL_Semantics
    from rdflib import RDF, Graph, URIRef

    axioms = Graph().parse(ontology or paths.ontology() / "kg.ttl")
    relations = {r for r in axioms.subjects(RDF.type, URIRef(KG + "Relation")) if isinstance(r, URIRef)}
    graph = _asserted(lines, relations)
    stated = set(graph)
    for axiom in _axioms(axioms, relations):
        graph.add(axiom)
    DeductiveClosure(OWLRL_Semantics, rdfs_closure=False, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    wanted = relations | {o for p in ("inverseOf", "subPropertyOf") for r in relations for o in axioms.objects(r, _axiom(p))}
    new = {
        t for t in graph if t not in stated and t[1] in wanted and t[0] != t[2] and isinstance(t[0], URIRef) and isinstance(t[2], URIRef)
    }
    return sorted(f"<{s}> <{p}> <{o}> ." for s, p, o in new)


def _asserted(lines: Iterable[str], relations: set[URIRef]) -> Graph:
    from rdflib import Graph

    marks = tuple(f" <{relation}> <" for relation in sorted(relations))
    return Graph().parse(data="\n".join(line for line in lines if any(mark in line for mark in marks)), format="ntriples")


def _axioms(ontology: Graph, relations: set[URIRef]) -> list[tuple[URIRef, URIRef, URIRef]]:
    """What the ontology says of how its relations follow from each other. Domains and ranges are left out: they would give types to
    entities."""
    from rdflib import RDF, URIRef

    owl = PREFIXES["owl"]
    kinds = {URIRef(owl + "SymmetricProperty"), URIRef(owl + "TransitiveProperty")}
    found = [
        (s, p, o)
        for s, p, o in ontology
        if s in relations and ((p == RDF.type and o in kinds) or p in {_axiom("inverseOf"), _axiom("subPropertyOf")})
    ]
    return sorted(found)  # type: ignore[arg-type]


def _axiom(name: str) -> URIRef:
    from rdflib import URIRef

    return URIRef(PREFIXES["owl" if name == "inverseOf" else "rdfs"] + name)
