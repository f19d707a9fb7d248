"""A document cut where reporting can be read: sentences, several of them where a quotation holds them together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from kg.extract.claim_words import ClaimLexicon
from kg.extract.quotations import Quotation, by_word, outermost, trimmed
from kg.extract.reading import Reading
from kg.model import Span
from kg.text.tokens import Parse, Token

LONGEST = 400  # words: a passage beyond it is cut, which keeps every scan inside one bounded


@dataclass(frozen=True)
class Page:
    """A reading with its outermost quotations, in text order and by the index of each word in one."""

    reading: Reading
    quotations: tuple[Quotation, ...]
    quoted: Mapping[int, Quotation]

    @classmethod
    def of(cls, reading: Reading) -> Page:
        """The page of a reading."""
        quotations = outermost(reading.document.text, reading.document.body)
        return cls(reading, quotations, by_word(reading.doc, quotations))

    @property
    def text(self) -> str:
        """The untouched text of the document."""
        return self.reading.document.text

    def quotation(self, token: Token) -> Quotation | None:
        """The outermost quotation that the word stands in."""
        return self.quoted.get(token.i)

    def inside(self, span: Span) -> tuple[Quotation, ...]:
        """The quotations that begin in the span, in order."""
        first = bisect_right(self.quotations, span.start - 1, key=lambda q: q.outer.start)
        last = bisect_right(self.quotations, span.end - 1, key=lambda q: q.outer.start)
        return self.quotations[first:last]


@dataclass(frozen=True)
class Passage:
    """Words `start` to `end` (exclusive) of the document, with the words of reporting. `span` are its characters, without the blanks at
    its ends, `paragraph` is the number of its paragraph."""

    page: Page
    lexicon: ClaimLexicon
    doc: Parse
    start: int
    end: int
    span: Span
    paragraph: int

    @property
    def reading(self) -> Reading:
        """The document's reading."""
        return self.page.reading

    @property
    def text(self) -> str:
        """The untouched text of the document."""
        return self.page.text

    def quotation(self, token: Token) -> Quotation | None:
        """The outermost quotation that the word stands in."""
        return self.page.quotation(token)

    def inside(self, span: Span) -> tuple[Quotation, ...]:
        """The quotations that begin in the span, in order."""
        return self.page.inside(span)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])


def passages(page: Page, lexicon: ClaimLexicon) -> Iterator[Passage]:
    """The document's passages, in order; blank ones are left out."""
    doc, text = page.reading.doc, page.text
    breaks = [found.start() for found in re.finditer("\n", text)]
    if not len(doc):
        return
    starts = [0]
    for sentence in doc.sents:
        if sentence.start > 0 and not _held(page, doc, sentence.start, starts[-1]):
            starts.append(sentence.start)
    ends = [at for start, end in pairwise([*starts, len(doc)]) for at in range(start, end, LONGEST)]
    for start, end in pairwise([*ends, len(doc)]):
        span = trimmed(text, Span(doc[start].idx, doc[end - 1].end))
        if span.start < span.end:
            yield Passage(page, lexicon, doc, start, end, span, bisect_right(breaks, span.start))


def _held(page: Page, doc: Parse, at: int, start: int) -> bool:
    """True where one quotation encloses the words on both sides of the boundary, or the sentence goes on after its closing mark."""
    if at - start > LONGEST:
        return False
    left = next((doc[i] for i in range(at - 1, start, -1) if not doc[i].is_space), doc[at - 1])
    quotation = page.quotation(doc[at])
    return quotation is not None and quotation is page.quotation(left)
