"""What a time expression says, read from the words alone: "mardi dernier" is a weekday, the last one.

Readers are tried in order, those of the longest expressions first; kg.extract.time_values turns a meaning into a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def starts(text: Sequence[Word], lexicon: TimeLexicon) -> Iterator[int]:
    """Where a time expression may start: at a word of time or a number, or at a small word that leads to one of them."""
    leads = _leading(text, lexicon)
    for index, word in enumerate(text):
        if word.kind is Kind.NUMBER:
            after = text[index + 1] if index + 1 < len(text) else None
            starting = after is None or len(word.form) == YEAR or after.kind is not Kind.WORD or lexicon.joins(after.form)
        else:
            starting = lexicon.tells(word.form) or (leads[index + 1] and word.form in lexicon.openers)
        if starting or form(text, index + 1) in lexicon.second_words:
            yield index


def _leading(text: Sequence[Word], lexicon: TimeLexicon) -> list[bool]:
    """For each word, and for the end of the text, whether it tells of time or leads over words of time expressions to one that does."""
    leads = [False]
    after = ""
    for word in reversed(text):
        telling = word.kind is Kind.NUMBER or after in lexicon.second_words or lexicon.tells(word.form)
        leads.append(telling or (leads[-1] and lexicon.joins(word.form)))
        after = word.form
    leads.reverse()
    return leads


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
