"""Acronyms in brackets and the names they stand for: "Cour pénale internationale (CPI)"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.authority import fold
from kg.text.tokens import Parse, Token

_CLAUSAL = frozenset({"VERB", "AUX", "PRON", "ADV"})
LONGEST_GLOSS = 16  # words in brackets after an acronym
_LOOSE_WORDS = 2  # words of a name that its acronym may leave out ("Fédération internationale des ligues des droits de l'homme (FIDH)")


@dataclass(frozen=True, slots=True)
class Introduced:
    """An acronym (token `at`) in brackets after a name: tokens `start` to `end`, an empty span where its letters fit no words."""

    at: int
    start: int
    end: int


def introduced(doc: Parse) -> Iterator[Introduced]:
    """The acronyms in brackets with the words before whose initials they are, and those followed by such words in brackets, in text order.

    The method is that of Schwartz and Hearst (2003).
    """
    beside = {i for token in doc if token.text == "(" for i in (token.i - 1, token.i + 1)}
    for token in (doc[i] for i in sorted(beside) if 1 < i < len(doc) - 1):
        if not is_acronym(token.text):
            continue
        letters = fold(token.text).replace(" ", "")
        if doc[token.i - 1].text == "(" and doc[token.i + 1].text == ")":
            end = token.i - 1
            start = _first_word(doc, end, letters)
            yield Introduced(token.i, end if start is None else start, end)
        elif doc[token.i + 1].text == "(":
            end = next((t.i for t in doc[token.i + 2 : token.i + 2 + LONGEST_GLOSS] if t.text == ")"), 0)
            start = _first_word(doc, end, letters) if end else None
            if start is not None and start > token.i + 1:
                yield Introduced(token.i, start, end)


def is_acronym(text: str) -> bool:
    """True for a word that is mostly capitals ("UE", "CNDD-FDD", "FARDC")."""
    if len(text) == 1 or text.islower():  # nearly all words
        return False
    capitals = sum(c.isupper() for c in text)
    return capitals >= 2 and capitals >= 0.6 * len(text)


def _first_word(doc: Parse, end: int, letters: str) -> int | None:
    """Where the words begin whose initials, read backwards from `end`, spell the letters; None where they do not."""
    left, loose = len(letters), 0
    for at in range(end - 1, max(-1, end - 4 * len(letters) - 2), -1):
        token = doc[at]
        if not _is_minor(token):
            taken = _spelled(token, letters[:left])
            left, loose = left - taken, loose + (not taken)
            if not left:
                return at
        if loose > _LOOSE_WORDS or token.is_sent_start or token.is_space or token.text in "().;," or token.pos_ in _CLAUSAL:
            return None
    return None


def _spelled(token: Token, letters: str) -> int:
    """How many of the last letters the parts of a word account for ("démocratie-Forces": two)."""
    taken = 0
    for part in reversed(fold(token.text).split()):
        if taken < len(letters) and letters[len(letters) - 1 - taken] == part[0]:
            taken += 1
    return taken


def _is_minor(token: Token) -> bool:
    return token.pos_ in {"ADP", "DET", "CCONJ", "PUNCT"} or token.text.endswith("'")
