"""Quotation marks → quotations: the hardest structure a news text has, found before anything is asked of the parser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Span
from kg.text.tokens import Parse

OPENING = {"«": "»", "“": "”", "„": "”", "‘": "’"}
CLOSING = frozenset("»”")
STRAIGHT = '"'
MARKS = re.compile(f"[{''.join((*OPENING, *OPENING.values(), STRAIGHT))}]")
BRACKETS = "([{-–—'’«“"


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A stretch between quotation marks. `outer` includes the marks, `inner` does not, nor the blanks beside them.

    `depth` is 0 for one that no other encloses. Where a mark is missing, the paragraph's edge takes its place.
    """

    outer: Span
    inner: Span
    depth: int = 0


def find_quotations(text: str, body: Span) -> tuple[Quotation, ...]:
    """Every quotation of the body, in text order, enclosing ones before those inside them."""
    found: list[Quotation] = []
    for paragraph in _paragraphs(text, body):
        found += _in_paragraph(text, paragraph)
    return tuple(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))


@lru_cache(maxsize=1)
def outermost(text: str, body: Span) -> tuple[Quotation, ...]:
    """The quotations of the body that no other encloses, in text order; several stages ask it of one document."""
    return tuple(q for q in find_quotations(text, body) if q.depth == 0)


def by_word(doc: Parse, quotations: Iterable[Quotation]) -> dict[int, Quotation]:
    """The index of each word between the marks of a quotation → the quotation; `quotations` are those of depth 0."""
    return {i: quotation for quotation in quotations for i in doc.starting_in(quotation.outer)}


def trimmed(text: str, span: Span, marks: str = " \t\r\n\u00a0\u202f\u2009") -> Span:
    """The span without the characters of `marks` at its two ends."""
    start, end = span.start, span.end
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return Span(start, end)


def _paragraphs(text: str, body: Span) -> Iterator[Span]:
    start = body.start
    while start < body.end:
        end = text.find("\n", start, body.end)
        end = body.end if end < 0 else end
        if end > start:
            yield Span(start, end)
        start = end + 1


def _in_paragraph(text: str, paragraph: Span) -> Iterator[Quotation]:
    stack: list[tuple[str, int]] = []
    for character in MARKS.finditer(text, paragraph.start, paragraph.end):
        at = character.start()
        mark = _mark(text, paragraph, at, stack)
        if mark == "open":
            if text[at] == STRAIGHT:  # one that was never closed cannot enclose the next
                stack = [s for s in stack if s[0] != STRAIGHT]
            stack.append((OPENING.get(text[at], STRAIGHT), at))
        elif mark == "close":
            depth = max(i for i, (expected, _) in enumerate(stack) if expected == text[at])
            yield _quotation(text, stack[depth][1], at + 1, depth)
            del stack[depth:]
        elif mark == "orphan":
            yield _quotation(text, paragraph.start, at + 1, 0)
    if stack and stack[0][1] == paragraph.start:  # a paragraph that opens with a mark and never closes it
        yield _quotation(text, paragraph.start, paragraph.end, 0)


def _mark(text: str, paragraph: Span, at: int, stack: list[tuple[str, int]]) -> str | None:
    """What the character does: "open", "close", "orphan" (closes what was opened nowhere), or None."""
    character = text[at]
    awaited = any(expected == character for expected, _ in stack)
    before = text[at - 1] if at > paragraph.start else " "
    after = text[at + 1] if at + 1 < paragraph.end else " "
    if character in OPENING:
        return "open"
    if character in CLOSING:
        return "close" if awaited else ("orphan" if not stack else None)
    if character == "’" and awaited:
        return None if after.isalnum() else "close"
    if character != STRAIGHT:
        return None
    opens = (before.isspace() or before in BRACKETS) and not after.isspace()
    closes = not before.isspace() and not after.isalnum()
    if awaited:
        return "open" if opens and not closes else "close"
    return None if before.isdigit() or (closes and not opens) else "open"


def _quotation(text: str, start: int, end: int, depth: int) -> Quotation:
    outer = Span(start, end)
    inner_start = start + bool(MARKS.match(text, start))
    inner_end = end - bool(MARKS.match(text, end - 1))
    return Quotation(outer, trimmed(text, Span(inner_start, max(inner_start, inner_end))), depth)
