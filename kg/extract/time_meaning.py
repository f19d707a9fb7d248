"""The meanings that time expressions have before they are placed on the calendar, and the small questions all their readers ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.extract.scan import Word
from kg.extract.time_lexicon import TimeLexicon


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its parts. `order` is -1 for the last and 1 for the next, `mentioned` counts from the day spoken of, `this` is "ce"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    feast: str | None = None
    order: int = 0
    mentioned: bool = False
    this: bool = False
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """So many units from the publication, or from what was last spoken of; `open` counts from an event ("au lendemain de la chute")."""

    unit: str
    count: int
    mentioned: bool = False
    part: str | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of the day, on the day said beside it or last spoken of."""

    hour: int
    minute: int
    day: Meaning | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """From one date to another; what the first leaves out, the second says."""

    start: Calendar
    end: Calendar


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that needs no date: a duration, a set, a decade, PRESENT_REF."""

    value: str


Meaning = Calendar | Shift | Clock | Interval | Fixed
Found = tuple[int, Meaning] | None
Reader = Callable[[Sequence[Word], int, TimeLexicon], Found]
"""From the words, a position and the lexicon to the position after the expression and its meaning."""


def form(text: Sequence[Word], index: int) -> str:
    """The word at a position, "" outside the text."""
    return text[index].form if 0 <= index < len(text) else ""


def skip(text: Sequence[Word], index: int, lexicon: TimeLexicon, *lists: str) -> int:
    """The position after a word of one of these lists, where one stands there."""
    if 0 <= index < len(text):
        word = text[index].form
        for name in lists:
            if word in lexicon.words[name]:
                return index + 1
    return index


def integer(text: Sequence[Word], index: int, low: int, high: int) -> int | None:
    """Plain digits between two bounds."""
    word = form(text, index)
    return int(word) if word.isdecimal() and len(word) <= 4 and low <= int(word) <= high else None


def four_digits(text: Sequence[Word], index: int) -> int | None:
    """A year in four digits."""
    word = form(text, index)
    return int(word) if len(word) == 4 and word.isdecimal() and 1000 <= int(word) <= 2199 else None
