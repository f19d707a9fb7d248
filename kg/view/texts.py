"""Documents, sentences and mentions of a graph."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SDO
from rdflib.term import Node as Term

from kg.model import Span
from kg.view.data import Mark, Text
from kg.view.terms import ITSRDF, KG, NIF, local


@dataclass(frozen=True, slots=True)
class Place:
    """Where a phrase or a sentence stands: the IRI of its document and its characters."""

    document: str
    span: Span


@dataclass(frozen=True, slots=True)
class Articles:
    """The texts of a graph by the IRIs of their documents, and the place of every phrase and sentence in them."""

    texts: Mapping[str, Text]
    places: Mapping[Term, Place]

    def sentence(self, place: Place) -> Span:
        """The sentences a place touches, as one span; the place itself where none does."""
        sentences = self.texts[place.document].sentences
        first = max(bisect_right(sentences, place.span.start, key=lambda s: s.start) - 1, 0)
        last = bisect_left(sentences, place.span.end, key=lambda s: s.start)
        touched = [s for s in sentences[first:last] if s.overlaps(place.span)]
        return Span(min(s.start for s in touched), max(s.end for s in touched)) if touched else place.span


def read(graph: Graph, node_id: Callable[[str], str]) -> Articles:
    """Every document of the graph with its text; `node_id` gives the id of an entity's IRI."""
    passages = sorted({*graph.subjects(RDF.type, NIF.Phrase), *graph.subjects(RDF.type, NIF.Sentence)}, key=str)
    documents = sorted({str(_document(graph, p)) for p in passages} | {str(d) for d in graph.subjects(RDF.type, SDO.NewsArticle)})
    by_document: dict[str, list[Term]] = {uri: [] for uri in documents}
    for passage in passages:
        by_document[str(_document(graph, passage))].append(passage)
    ids = _ids(documents)
    places: dict[Term, Place] = {}
    texts: dict[str, Text] = {}
    for uri in documents:
        body, spans = _body(graph, uri, by_document[uri])
        places |= {passage: Place(uri, span) for passage, span in spans.items()}
        texts[uri] = _text(graph, uri, ids[uri], body, spans, node_id)
    return Articles(texts, places)


def _ids(uris: list[str]) -> dict[str, str]:
    """Short ids where they are unambiguous."""
    names = [local(uri) for uri in uris]
    return {uri: name if names.count(name) == 1 else uri for uri, name in zip(uris, names, strict=True)}


def _document(graph: Graph, passage: Term) -> Term:
    return graph.value(passage, NIF.referenceContext) or URIRef(str(passage).partition("#")[0])


def _text(graph: Graph, uri: str, id_: str, body: str, spans: Mapping[Term, Span], node_id: Callable[[str], str]) -> Text:
    subject = URIRef(uri)
    title = graph.value(subject, SDO.headline) or graph.value(subject, RDFS.label) or graph.value(subject, DCTERMS.title)
    sentences = {span for passage, span in spans.items() if (passage, RDF.type, NIF.Sentence) in graph}
    return Text(
        id=id_,
        uri=uri,
        title=str(title or _beginning(body, sentences) or id_),
        text=body,
        sentences=tuple(sorted(sentences)),
        marks=tuple(sorted(_marks(graph, spans, node_id))),
        date=str(graph.value(subject, SDO.datePublished) or ""),
        url=str(graph.value(subject, SDO.url) or graph.value(subject, DCTERMS.source) or ""),
        lang=str(graph.value(subject, SDO.inLanguage) or ""),
    )


def _beginning(body: str, sentences: set[Span], most: int = 90) -> str:
    """The first sentence, as the name of a document that has no headline."""
    first = min(sentences, default=Span(0, 0))
    words = " ".join(body[first.start : first.end].split())
    return words if len(words) <= most else words[: words.rfind(" ", 0, most)] + " …"


def _marks(graph: Graph, spans: Mapping[Term, Span], node_id: Callable[[str], str]) -> Iterator[Mark]:
    """One mark for each marked span, times included: what denotes one has "time/" and its value for an id."""
    found: dict[Span, tuple[set[str], str]] = {}
    for passage, span in spans.items():
        for entity in graph.objects(passage, ITSRDF.taIdentRef):
            nodes, _ = found.setdefault(span, (set(), local(str(graph.value(passage, KG.mentionType) or ""))))
            value = graph.value(entity, KG.value)
            nodes.add(node_id(str(entity)) if value is None else f"time/{value}")
    yield from (Mark(span, tuple(sorted(nodes)), kind) for span, (nodes, kind) in found.items())


def _body(graph: Graph, uri: str, passages: list[Term]) -> tuple[str, dict[Term, Span]]:
    """The text of a document and the spans of its passages. A graph without the text gets one rebuilt from the anchors."""
    spans = {p: span for p in passages if (span := _offsets(graph, p)) is not None}
    body = graph.value(URIRef(uri), SDO.articleBody)
    if body is not None:
        return str(body), {p: s for p, s in spans.items() if s.end <= len(str(body))}
    return _rebuilt(graph, passages, spans)


def _offsets(graph: Graph, passage: Term) -> Span | None:
    begin, end = graph.value(passage, NIF.beginIndex), graph.value(passage, NIF.endIndex)
    numbers = (str(begin), str(end)) if begin is not None else tuple(str(passage).rpartition("#char=")[2].split(","))
    if len(numbers) != 2 or not all(n.isdecimal() for n in numbers):
        return None
    span = Span(int(numbers[0]), int(numbers[1]))
    return span if span.start < span.end else None


def _rebuilt(graph: Graph, passages: list[Term], spans: Mapping[Term, Span]) -> tuple[str, dict[Term, Span]]:
    """Anchors at their offsets with blanks between; those without offsets one after another at the end."""
    characters = [" "] * max((s.end for s in spans.values()), default=0)
    for passage, span in spans.items():
        anchor = str(graph.value(passage, NIF.anchorOf) or "")
        if len(anchor) == span.end - span.start:
            characters[span.start : span.end] = anchor
    placed = dict(spans)
    for passage in passages:
        anchor = str(graph.value(passage, NIF.anchorOf) or "")
        if passage not in placed and anchor:
            characters.extend(["\n"] if characters else [])
            placed[passage] = Span(len(characters), len(characters) + len(anchor))
            characters.extend(anchor)
    return "".join(characters), placed
