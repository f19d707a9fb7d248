"""Names of movements in common words, which quotation marks announce: "les « gilets jaunes »", "les « indignés »"."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.extract.name_types import NamedSpan, NameLexicon
from kg.extract.quotations import OPENING, STRAIGHT
from kg.model import EntityType
from kg.text.tokens import Parse

LONGEST = 3  # words of a movement's name
TIMES = 2  # how often a name stands in its text at least: words that are quoted once are somebody's way of speaking
SCORE = 0.6
_MARKS = {**OPENING, STRAIGHT: STRAIGHT}
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})


def movements(doc: Parse, lexicon: NameLexicon) -> Iterator[NamedSpan]:
    """Every mention, quoted or not, of the groups of people that the text names in quotation marks and lets act."""
    names = {tuple(t.lower_ for t in doc[start:end]) for start, end in _quoted(doc, lexicon)}
    for mentions in _mentions(doc, names).values() if names else ():
        if len(mentions) >= TIMES and any(t.dep_ in _SUBJECTS for start, end in mentions for t in doc[start:end]):
            yield from (NamedSpan(start, end, EntityType.ORGANIZATION, SCORE) for start, end in mentions)


def _quoted(doc: Parse, lexicon: NameLexicon) -> Iterator[tuple[int, int]]:
    """Where plural nouns stand alone in quotation marks behind their article."""
    for token in doc:
        if token.text in _MARKS and token.i and doc[token.i - 1].lower_ in lexicon.plural:
            start = token.i + 1
            end = next((i for i in range(start + 1, min(start + LONGEST + 1, len(doc))) if doc[i].text == _MARKS[token.text]), start)
            words = doc[start:end]
            if (
                words
                and words[0].pos_ == "NOUN"
                and all(t.text.islower() and t.text.isalpha() and t.lower_.endswith(("s", "x")) for t in words)
            ):
                yield start, end


def _mentions(doc: Parse, names: Collection[tuple[str, ...]]) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    """Where each of the names stands, in text order."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in sorted(names):
        by_first.setdefault(name[0], []).append(name)
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for token in doc:
        for name in by_first.get(token.lower_, ()):
            end = token.i + len(name)
            if tuple(t.lower_ for t in doc[token.i : end]) == name:
                found.setdefault(name, []).append((token.i, end))
    return found
