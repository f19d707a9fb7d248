"""Facts as pages show them: words, links and quotations, ready for a template that decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.model import Span
from kg.serve import links
from kg.view.data import Evidence, Fact, Node, Text, View
from kg.view.labels import visible


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere; `kind` is the class of the entity."""

    text: str
    href: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence with the phrase that says it in the middle, and where it stands."""

    before: str
    phrase: str
    after: str
    source: Link
    rule: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A fact as a line: who, what, whom; how certain and according to whom; the sentences that say so."""

    href: str
    kind: str
    subjects: tuple[Link, ...]
    label: str
    objects: tuple[Link, ...]
    places: tuple[Link, ...]
    status: str
    speakers: tuple[Link, ...]
    speaker_text: str
    times: tuple[str, ...]
    details: tuple[str, ...]
    confidence: float | None
    inferred: bool
    quotations: tuple[Quotation, ...]
    start: int

    def involves(self, href: str) -> bool:
        """Whether an entity has a part in it, given its page."""
        return any(link.href == href for link in (*self.subjects, *self.objects, *self.places, *self.speakers))


_SUBJECTS = {"statement": ("subject",), "event": ("agent",), "quantity": (), "claim": ("speaker",)}
_OBJECTS = {"statement": ("object",), "event": ("patient",), "quantity": ("about",), "claim": ()}


@dataclass(frozen=True, slots=True)
class Shower:
    """Turns facts of a view into lines; `base` is that of the store."""

    nodes: Mapping[str, Node]
    texts: Mapping[str, Text]
    base: str

    @classmethod
    def of(cls, view: View, base: str) -> Shower:
        """For the facts of a view."""
        return cls({node.id: node for node in view.nodes}, {text.id: text for text in view.texts}, base)

    def show(self, facts: Iterable[Fact], data_base: str) -> list[Shown]:
        """The facts in the order in which they stand in the texts. `data_base` is what their ids leave out of their IRIs."""
        shown = [self._shown(fact, data_base) for fact in facts]
        return sorted(shown, key=lambda each: (each.start, each.kind, each.href))

    def link(self, id_: str) -> Link:
        """An entity by its id."""
        node = self.nodes.get(id_)
        uri = node.uri if node else id_
        uri = uri if ":" in uri else self.base + uri
        return Link(visible(node.label if node else id_), links.page(uri, self.base), node.cls if node else "")

    def _shown(self, fact: Fact, data_base: str) -> Shown:
        iri = fact.id if "://" in fact.id else data_base + fact.id
        return Shown(
            href=links.page(iri, self.base),
            kind=fact.kind,
            subjects=self._links(fact, _SUBJECTS[fact.kind]),
            label=visible(fact.label),
            objects=self._links(fact, _OBJECTS[fact.kind]),
            places=self._links(fact, ("place",)),
            status=fact.status,
            speakers=() if fact.kind == "claim" else tuple(self.link(each) for each in fact.speakers),
            speaker_text=visible(fact.speaker_text),
            times=fact.times,
            details=tuple(map(visible, fact.details)),
            confidence=fact.confidence,
            inferred=fact.inferred,
            quotations=tuple(self._quotation(each) for each in fact.evidence),
            start=min((each.phrase.start for each in fact.evidence), default=0),
        )

    def _links(self, fact: Fact, roles: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self.link(id_) for role in roles for id_ in fact.players(role))

    def _quotation(self, evidence: Evidence) -> Quotation:
        text = self.texts[evidence.text]
        whole, phrase = evidence.sentence, evidence.phrase
        before = text.text[whole.start : phrase.start]
        after = text.text[phrase.end : whole.end]
        source = Link(visible(text.title), f"{links.page(text.uri, self.base)}#c{phrase.start}")
        return Quotation(before, text.text[phrase.start : phrase.end], after, source, evidence.rule)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `link` is what it mentions, `start` its offset where links lead to it."""

    text: str
    start: int | None
    link: Link | None


def pieces(text: Text, shower: Shower, places: Iterable[int] = ()) -> list[Piece]:
    """A text cut wherever a mention begins or ends, and at other offsets that links lead to.

    Inside several mentions, the shortest is what a piece mentions.
    """
    marks = [mark for mark in text.marks if mark.span.end <= len(text.text)]
    starts = {mark.span.start for mark in marks} | {place for place in places if 0 <= place < len(text.text)}
    cuts = sorted({0, len(text.text), *starts, *(mark.span.end for mark in marks)})
    found = []
    open_: list[tuple[Span, Link]] = []
    waiting = sorted(((mark.span, shower.link(mark.nodes[0])) for mark in marks), key=lambda pair: pair[0].start, reverse=True)
    for start, end in pairwise(cuts):
        while waiting and waiting[-1][0].start <= start:
            open_.append(waiting.pop())
        open_ = [pair for pair in open_ if pair[0].end > start]
        inner = min(open_, key=lambda pair: pair[0].end - pair[0].start, default=None)
        found.append(Piece(text.text[start:end], start if start in starts else None, inner[1] if inner else None))
    return found
