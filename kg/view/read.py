"""From a graph to what a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import lru_cache

from rdflib import Graph, URIRef
from rdflib.namespace import RDF, RDFS, SDO, SKOS

from kg.paths import ontology
from kg.view import texts
from kg.view.data import Fact, Node, View
from kg.view.facts import Reader
from kg.view.style import group
from kg.view.terms import DATA, ITSRDF, KG, local


def read(graph: Graph, lang: str = "fr") -> View:
    """The texts, nodes and facts of a graph; names of properties in `lang` where the ontology has them."""
    base = _base(graph)

    def node_id(iri: str) -> str:
        return iri.removeprefix(base)

    articles = texts.read(graph, node_id)
    facts = Reader(graph, articles, node_id, lambda iri: _name(graph, iri, lang)).facts()
    return View(tuple(articles.texts.values()), _nodes(graph, facts, node_id, lang), facts, base)


def _base(graph: Graph) -> str:
    """What the IRIs of all data begin with."""
    document = min((str(d) for d in graph.subjects(RDF.type, SDO.NewsArticle)), default="")
    return document.partition("/doc/")[0] + "/" if "/doc/" in document else DATA


def _nodes(graph: Graph, facts: tuple[Fact, ...], node_id: Callable[[str], str], lang: str) -> tuple[Node, ...]:
    degree = Counter(node for fact in facts for node in {n for _, n in fact.roles} if fact.kind in {"statement", "event"})
    mentioned = {str(e) for e in graph.objects(None, ITSRDF.taIdentRef) if (e, KG.value, None) not in graph}
    named = {node_id(iri): iri for iri in mentioned | {str(s) for s in graph.subjects(RDFS.label)}}
    involved = {node for fact in facts for node in (*(n for _, n in fact.roles), *fact.speakers)}
    ids = sorted(involved | {node_id(iri) for iri in mentioned})
    return tuple(_node(graph, i, named.get(i, i), degree[i], lang) for i in ids)


def _node(graph: Graph, id_: str, iri: str, degree: int, lang: str) -> Node:
    subject = URIRef(iri)
    label = _label(graph, subject, lang) or local(iri).replace("_", " ")
    return Node(
        id=id_,
        uri=iri,
        label=label,
        cls=_class(local(str(c)) for c in graph.objects(subject, RDF.type)),
        aliases=tuple(sorted({str(a) for p in (SKOS.altLabel, RDFS.label) for a in graph.objects(subject, p)} - {label})),
        links=tuple(sorted({str(o) for p in (SKOS.exactMatch, SKOS.closeMatch) for o in graph.objects(subject, p)})),
        degree=degree,
    )


def _class(names: Iterable[str]) -> str:
    """One class of several: one that has a look of its own, if any."""
    return min(names, key=lambda name: (group(name) == "other", name), default="")


def _label(graph: Graph, subject: URIRef, lang: str) -> str:
    """The label in a language, else one without, else any."""
    labels = sorted((getattr(o, "language", None) or "", str(o)) for o in graph.objects(subject, RDFS.label))
    return next((text for wanted in (lang, "", None) for tag, text in labels if wanted in {tag, None}), "")


def _name(graph: Graph, iri: str, lang: str) -> str:
    """The name of a property: the graph's, the ontology's, or its local name in words."""
    subject = URIRef(iri)
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in local(iri))
    return _label(graph, subject, lang) or _label(_vocabulary(), subject, lang) or words


@lru_cache(maxsize=1)
def _vocabulary() -> Graph:
    """The ontology, empty where this installation has none."""
    file = ontology() / "kg.ttl"
    return Graph().parse(file, format="turtle") if file.is_file() else Graph()
