"""Names of movements in common words, which quotation marks announce: "les « gilets jaunes »", "les « indignés »"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType
from kg.text.tokens import Parse, Token

LONGEST = 3  # words of a movement's name
TIMES = 2  # how often a name stands in its text at least: words that are quoted once are somebody's way of speaking
SCORE = 0.6
_OPENING = frozenset("«“\"'‘")
_CLOSING = frozenset("»”\"'’")
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "obl:agent"})


def movements(doc: Parse, lexicon: NameLexicon) -> Iterator[NamedSpan]:
    """Every mention, quoted or not, of the groups of people that the text names in quotation marks and lets act."""
    names = {tuple(t.lower_ for t in doc[start:end]) for start, end in _quoted(doc, lexicon)}
    if names:
        found = sorted(_mentions(doc, names))
        for name in names:
            again = [(start, end) for start, end in found if tuple(t.lower_ for t in doc[start:end]) == name]
            if len(again) >= TIMES and any(_acts(doc[start:end]) for start, end in again):
                yield from (NamedSpan(start, end, EntityType.ORGANIZATION, SCORE) for start, end in again)


def _quoted(doc: Parse, lexicon: NameLexicon) -> Iterator[tuple[int, int]]:
    """Where plural nouns stand alone in quotation marks behind their article."""
    for token in doc:
        if token.text in _OPENING and token.i and doc[token.i - 1].lower_ in lexicon.plural:
            start = token.i + 1
            end = next((i for i in range(start + 1, min(start + LONGEST + 1, len(doc))) if doc[i].text in _CLOSING), start)
            words = doc[start:end]
            if (
                words
                and words[0].pos_ == "NOUN"
                and all(t.text.islower() and t.text.isalpha() and t.lower_.endswith(("s", "x")) for t in words)
            ):
                yield start, end


def _mentions(doc: Parse, names: Iterable[tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where the words stand in this order."""
    for name in names:
        for token in doc:
            if token.lower_ == name[0] and tuple(t.lower_ for t in doc[token.i : token.i + len(name)]) == name:
                yield token.i, token.i + len(name)


def _acts(words: Iterable[Token]) -> bool:
    return any(token.dep_ in _SUBJECTS for token in words)
