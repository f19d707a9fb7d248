"""What a time expression says, read from the words alone: "mardi dernier" is a weekday, the last one.

Readers are tried in order, those of the longest expressions first; kg.extract.time_values turns a meaning into a value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.numbers import cardinal
from kg.extract.scan import Kind, Word
from kg.extract.time_dates import after_fuzzy, days_of_month, full_date, month_date, numeric_date, relative_day, weekday_date, years
from kg.extract.time_lengths import clock, distance, recent_days, reference, repeated
from kg.extract.time_lexicon import TimeLexicon
from kg.extract.time_meaning import Calendar, Found, Meaning, Reader, Shift, form, skip
from kg.extract.time_periods import bare_year, century, decade, feast_day, other_period, part_of_day, season, this_period

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


def read(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """The time expression that starts at the word `index`: the position after it and its meaning, or None."""
    word = text[index]
    opens = word.kind is Kind.NUMBER or word.form in lexicon.openers or form(text, index + 1) in lexicon.second_words
    if not opens and not word.form.startswith("mi-") and cardinal(word.form, lexicon.numbers.lang) is None:
        return None
    if word.form in lexicon.introducers and not _leads_on(text, index, lexicon):
        return None
    for reader in READERS:
        if found := reader(text, index, lexicon):
            return with_part(text, found, lexicon)
    return None


def _leads_on(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    """True where an article or a preposition is followed by something a time expression can be about."""
    for word in text[index + 1 : index + 4]:
        if word.kind is Kind.NUMBER or word.form in lexicon.cores or "-" in word.form or word.form in lexicon.second_words:
            return True
        if cardinal(word.form, lexicon.numbers.lang) is not None:
            return True
    return False


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
