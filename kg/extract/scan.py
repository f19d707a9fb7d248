"""Text → words with their offsets: what the readers of numbers, times and quantities walk over.

The parser's tokens are not used for this: they cut "1 000", "mi-mars" and "18h30" in ways that differ between models.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a word is made of."""

    NUMBER = "number"  # 98.000, 1 000, 65,5
    WORD = "word"
    MARK = "mark"
    BREAK = "break"  # the end of a line


@dataclass(slots=True)
class Word:
    """A word in lower case and where it stands in the text; `capital` where it was written with a capital."""

    form: str
    start: int
    end: int
    kind: Kind
    capital: bool


_LETTER = r"[^\W\d_]"
_LATIN = "[A-Za-zÀ-ÖØ-öø-ÿ]"  # most letters, looked up in one table
_WORD = re.compile(  # blanks are passed over at once; letters alone, as most words are, come first and cost no further look
    rf"""\ *+(?:(?P<word>{_LATIN}++(?![\w'-])
                  |{_LETTER}++(?![\d'-])|(?<!\d){_LETTER}++-?\d\w*(?:-\w+)*
                  |{_LETTER}++'(?=\w|$)|{_LETTER}{{1,2}}'|{_LETTER}++(?:-{_LETTER}++)*)
        |(?P<break>\n)
        |(?P<number>\d{{1,3}}(?P<separator>[ .])\d{{3}}(?:(?P=separator)\d{{3}})*(?!\d)(?:,\d+)?(?!\.\d)
                   |\d++(?:[.,]\d++)?(?:[eE][+-]?\d++)?(?![.,]\d)
                   |\d+(?:[.,]\d+)+)
        |(?P<mark>[^\s]))""",
    re.VERBOSE,
)
_KINDS = {_WORD.groupindex[kind.value]: kind for kind in Kind}
_PLAIN = (("’", "'"), ("ʼ", "'"), ("\u00a0", " "), ("\u202f", " "), ("\u2009", " "))


@lru_cache(maxsize=1)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, white space left out. A name with digits in it ("A320", "G20") is one word."""
    plain = text
    for typographic, typed in _PLAIN:  # many times faster than translate()
        plain = plain.replace(typographic, typed)
    found = []
    for match in _WORD.finditer(plain):
        group = match.lastindex or 0
        start, end = match.span(group)
        found.append(Word(plain[start:end].lower(), start, end, _KINDS[group], plain[start].isupper()))
    return tuple(found)


class Phrases:
    """A table of phrases of one or more words, read at a position in constant time for all but the longest match."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in table.items():
            forms = tuple(w.form for w in words(phrase))
            self._by_first.setdefault(forms[0], []).append((forms, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._lasts = frozenset(forms[-1] for entries in self._by_first.values() for forms, _ in entries)

    def firsts(self) -> frozenset[str]:
        """The words a phrase of the table can begin with."""
        return frozenset(self._by_first)

    def forms(self) -> frozenset[str]:
        """All words of the phrases."""
        return frozenset(form for entries in self._by_first.values() for forms, _ in entries for form in forms)

    def lasts(self) -> frozenset[str]:
        """The words a phrase of the table can end with."""
        return self._lasts

    def at(self, text: Sequence[Word], index: int) -> tuple[int, str] | None:
        """The end and the value of the longest phrase that starts at the word `index`, or None."""
        entries = self._by_first.get(text[index].form) if index < len(text) else None
        if entries is None:  # nearly always
            return None
        for forms, value in entries:
            end = index + len(forms)
            if len(forms) == 1 or (end <= len(text) and all(text[index + k].form == forms[k] for k in range(1, len(forms)))):
                return end, value
        return None

    def before(self, text: Sequence[Word], index: int, longest: int = 6) -> tuple[int, str] | None:
        """The start and the value of the longest phrase that ends just before the word `index`, or None."""
        if not 0 < index <= len(text) or text[index - 1].form not in self._lasts:
            return None
        for start in range(max(0, index - longest), index):
            found = self.at(text, start)
            if found and found[0] == index:
                return start, found[1]
        return None


def flatten(groups: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """A table value → words, as people write it, turned into word → value."""
    return {word: value for value, members in groups.items() for word in members}
