"""Documents, sentences and mentions as triples: where in which text everything stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from kg.model import Document, Facts, MentionType, Span
from kg.rdf.iris import Iris
from kg.rdf.terms import Triple, decimal, integer, iri, name, text
from kg.rdf.times import date_literal

# Asked for so often, with every stretch of text, that the look-up of a name would cost.
TYPE, SENTENCE, PHRASE = name("rdf:type"), name("nif:Sentence"), name("nif:Phrase")
ANCHOR, BEGIN, END = name("nif:anchorOf"), name("nif:beginIndex"), name("nif:endIndex")
CONTEXT, WITHIN = name("nif:referenceContext"), name("nif:sentence")


def document_triples(document: Document, iris: Iris) -> Iterator[Triple]:
    """The article with its untouched text and what its header says."""
    node = iris.doc()
    yield Triple(node, TYPE, name("schema:NewsArticle"))
    yield Triple(node, name("schema:articleBody"), text(document.text))
    yield Triple(node, name("schema:inLanguage"), text(document.lang))
    yield Triple(node, name("schema:sha256"), text(document.sha256))
    if document.title:
        yield Triple(node, name("schema:headline"), text(document.title, document.lang))
    if document.date:
        yield Triple(node, name("schema:datePublished"), date_literal(document.date))
    if document.author:
        yield Triple(node, name("schema:author"), text(document.author))
    if document.source:
        yield Triple(node, name("schema:publisher"), text(document.source))
    if document.url:
        yield Triple(node, name("schema:url"), iri(document.url) if "://" in document.url else text(document.url))


def span_triples(facts: Facts, iris: Iris) -> Iterator[Triple]:
    """Every sentence, and every stretch of text that something in the facts refers to."""
    sentences = set(facts.sentences)
    document = iris.doc()
    for span in sentences | set(_phrases(facts)):
        node = iris.span(span)
        whole = span in sentences
        yield Triple(node, TYPE, SENTENCE if whole else PHRASE)
        yield Triple(node, ANCHOR, text(facts.document.anchor(span)))
        yield Triple(node, BEGIN, integer(span.start))
        yield Triple(node, END, integer(span.end))
        yield Triple(node, CONTEXT, document)
        if not whole:
            for sentence in _sentences_of(span, facts.sentences):
                yield Triple(node, WITHIN, iris.span(sentence))


def mention_triples(facts: Facts, iris: Iris) -> Iterator[Triple]:
    """What mentions and time expressions denote, and how sure the links of a name are. A time without a value denotes nothing yet."""
    scores = {entity.id: entity.score for entity in facts.entities if entity.score is not None}
    for mention in facts.mentions:
        node = iris.span(mention.span)
        yield Triple(node, TYPE, PHRASE)
        yield Triple(node, name("kg:mentionType"), name(f"kg:{mention.type}"))
        yield Triple(node, name("itsrdf:taIdentRef"), iris.entity(mention.entity))
        if mention.type is MentionType.NAMED and mention.entity in scores:
            yield Triple(node, name("itsrdf:taConfidence"), decimal(scores[mention.entity]))
    for time in facts.times:
        node = iris.span(time.span)
        yield Triple(node, TYPE, name("kg:TimeExpression"))
        if time.value is not None:
            yield Triple(node, name("itsrdf:taIdentRef"), iris.time(time.value))


def _phrases(facts: Facts) -> Iterator[Span]:
    yield from (mention.span for mention in facts.mentions)
    yield from (time.span for time in facts.times)
    yield from (statement.evidence for statement in facts.statements)
    yield from (quantity.evidence for quantity in facts.quantities)
    for event in facts.events:
        yield from (event.evidence, event.trigger)
    for claim in facts.claims:
        yield from claim.content
        if claim.cue:
            yield claim.cue


def _sentences_of(span: Span, sentences: tuple[Span, ...]) -> Iterator[Span]:
    """The sentences, in text order, that share a character with the span."""
    index = max(0, bisect_right(sentences, span.start, key=lambda sentence: sentence.start) - 1)
    while index < len(sentences) and sentences[index].start < span.end:
        if sentences[index].overlaps(span):
            yield sentences[index]
        index += 1
