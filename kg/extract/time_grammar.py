"""What a time expression says, read from the words alone: "mardi dernier" is a weekday, the last one.

Readers are tried in order, those of the longest expressions first; kg.extract.time_values turns a meaning into a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.scan import Kind, Word
from kg.extract.time_dates import after_fuzzy, days_of_month, full_date, month_date, numeric_date, relative_day, weekday_date, years
from kg.extract.time_lengths import clock, distance, recent_days, reference, repeated
from kg.extract.time_lexicon import TimeLexicon
from kg.extract.time_meaning import Calendar, Found, Meaning, Reader, Shift, form, skip
from kg.extract.time_periods import bare_year, century, decade, feast_day, other_period, part_of_day, season, this_period

YEAR = 4  # digits
READERS: tuple[Reader, ...] = (
    numeric_date,
    days_of_month,
    years,
    full_date,
    month_date,
    decade,
    century,
    weekday_date,
    relative_day,
    repeated,
    recent_days,
    this_period,
    other_period,
    season,
    feast_day,
    clock,
    distance,
    part_of_day,
    reference,
    bare_year,
)


def starts(text: Sequence[Word], lexicon: TimeLexicon) -> list[int]:
    """Where a time expression may start: at a word of time or a number, or at a small word that leads to one of them."""
    tells, second_words = lexicon.tells, lexicon.second_words
    found = []
    leads = False  # whether the word behind tells of time, or leads over words of time expressions to one that does
    after = ""
    for index in range(len(text) - 1, -1, -1):
        word = text[index]
        form = word.form
        if tells[form] or after in second_words or word.kind is Kind.NUMBER:
            if word.kind is not Kind.NUMBER or after in second_words or _may_be_time(text, index, lexicon):
                found.append(index)
            leads = True
        elif leads:
            if form in lexicon.openers:
                found.append(index)
            leads = lexicon.joins[form]
        after = form
    found.reverse()
    return found


def _may_be_time(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    """True for a number that may be a year, or that no word outside the lexicon follows: that would be what it counts."""
    after = text[index + 1] if index + 1 < len(text) else None
    return after is None or len(text[index].form) == YEAR or after.kind is not Kind.WORD or lexicon.joins[after.form]


def read(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """The time expression that starts at the word `index`: the position after it and its meaning, or None."""
    for reader in READERS:
        if found := reader(text, index, lexicon):
            return with_part(text, found, lexicon)
    return None


def with_part(text: Sequence[Word], found: tuple[int, Meaning], lexicon: TimeLexicon) -> tuple[int, Meaning]:
    """With the part of the day after a day: "mardi soir", "hier en début d'après-midi", "lundi au soir"."""
    end, meaning = found
    if not isinstance(meaning, (Calendar, Shift)) or meaning.part or (isinstance(meaning, Shift) and meaning.unit != "D"):
        return found
    if isinstance(meaning, Calendar) and meaning.day is None and meaning.weekday is None:
        return found
    at = end + (form(text, end) in lexicon.words["inside"])
    at = after_fuzzy(text, skip(text, at, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    part = lexicon.parts.get(form(text, at))
    return (at + 1, replace(meaning, part=part)) if part else found
