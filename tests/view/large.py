"""Graphs of any size, without text."""

from __future__ import annotations

from random import Random

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, RDFS

from view.articles import BASE, KG, SCHEMA

CLASSES = (SCHEMA.Person, SCHEMA.Country, SCHEMA.City, SCHEMA.Organization, KG.People, SCHEMA.Event)


def large(nodes: int, edges: int) -> Graph:
    """A graph in which some nodes have far more relations than others, as in news."""
    random = Random(7)  # noqa: S311 - not a secret
    graph = Graph()
    for i in range(nodes):
        graph.add((BASE[f"n{i}"], RDF.type, CLASSES[i % len(CLASSES)]))
        graph.add((BASE[f"n{i}"], RDFS.label, Literal(f"Entité numéro {i}", lang="fr")))
    for i in range(edges):
        subject, target = (
            BASE[f"n{min(i, nodes - 1) if k == 0 and i < nodes else int(nodes * random.random() ** (1 + 2 * k))}"] for k in (0, 1)
        )
        _statement(graph, BASE[f"statement/{i}"], subject, target)
    return graph


def _statement(graph: Graph, fact: URIRef, subject: URIRef, target: URIRef) -> None:
    for predicate, value in ((RDF.type, KG.Statement), (RDF.subject, subject), (RDF.predicate, KG.worksFor), (RDF.object, target)):
        graph.add((fact, predicate, value))
    graph.add((fact, KG.certainty, KG.asserted))
