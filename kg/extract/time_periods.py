"""Readers of periods: weeks, seasons, decades, parts of the day, and years that stand alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.numbers import number_at, ordinal
from kg.extract.scan import Kind, Word
from kg.extract.time_dates import after_fuzzy, days_of_month, full_date, ordered, relative_day, weekday_date
from kg.extract.time_lexicon import TimeLexicon
from kg.extract.time_meaning import Calendar, Fixed, Found, Interval, Shift, form, four_digits, integer, skip

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def this_period(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """What a demonstrative points at: "cette semaine", "ce soir", "cet été", "ce jour-là"."""
    if form(text, index) not in lexicon.words["demonstratives"]:
        return None
    word, hyphen, suffix = form(text, index + 1).partition("-")
    mentioned = f"-{suffix}" in lexicon.words["anaphoric_suffixes"]
    if not mentioned and f"-{suffix}" not in lexicon.words["deictic_suffixes"]:
        word = word + hyphen + suffix
    if word in lexicon.parts:
        return index + 2, Shift("D", 0, mentioned, lexicon.parts[word])
    if word in lexicon.seasons:
        return index + 2, Calendar(season=lexicon.seasons[word], this=True)
    unit = lexicon.units.get(word, "T")
    singular = not word.endswith("s") or form(text, index) != "ces"
    return (index + 2, Shift(unit, 0, mentioned)) if not unit.startswith("T") and singular else None


def other_period(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """The period before or after: "la semaine dernière", "l'an prochain", "l'année suivante", "la fin de l'année"."""
    fuzzy = after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, fuzzy if fuzzy > index + 1 else index, lexicon, "articles")
    moved = lexicon.order.at(text, at)
    unit = lexicon.units.get(form(text, moved[0] if moved else at), "T")
    if unit.startswith("T"):
        return None
    end = (moved[0] if moved else at) + 1
    after = moved or lexicon.order.at(text, end)
    if after is None:
        definite = fuzzy > index + 1 and form(text, at - 1) in lexicon.words["articles"] and unit in "WMY"
        return (end, Shift(unit, 0)) if definite and not _complement(text, end, lexicon) else None
    plural = (form(text, end - 1).endswith("s") and form(text, end - 1) != "mois") or form(text, after[0] - 1).endswith("s")
    if plural:
        return None
    count = {"+": 1, "-": -1}.get(after[1]) or int(after[1])
    return max(end, after[0]), Shift(unit, count, mentioned=after[1] in "+-")


def _complement(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    return form(text, index) in lexicon.words["of"] or text[index - 1].end == len(text) or form(text, index).isdecimal()


def part_of_day(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A part of the day spoken of: "dans la matinée", "en fin d'après-midi", "le soir"."""
    at = after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    if form(text, at) not in lexicon.parts or at == index:
        return None
    if night := _night(text, at, lexicon):
        return night
    if moved := lexicon.order.at(text, at + 1):  # "la nuit dernière"
        return moved[0], Shift("D", 1 if moved[1] in ("1", "+") else -1, moved[1] in "+-", lexicon.parts[form(text, at)])
    if form(text, at + 1) in lexicon.words["of"]:
        return _part_of(text, at, lexicon)
    if form(text, index - 1) in lexicon.words["of"] or form(text, index) in lexicon.words["of"]:
        return None
    return at + 1, Shift("D", 0, mentioned=True, part=lexicon.parts[form(text, at)])


def _part_of(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A part of a day that is said after it: "la soirée d'hier", "le matin du 11 janvier"; "le soir de l'attentat" is left open."""
    part = lexicon.parts[form(text, index)]
    for reader in (full_date, weekday_date, relative_day):
        found = reader(text, index + 2, lexicon)
        if found and isinstance(found[1], (Calendar, Shift)):
            return found[0], replace(found[1], part=part)
    return index + 1, Shift("D", 0, part=part, open=True)


def _night(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A night from one day to the next: "la nuit de lundi à mardi", "la nuit du 3 au 4 mai"; its date is that of the evening."""
    part = lexicon.parts[form(text, index)]
    at = skip(text, index + 1, lexicon, "of")
    if at == index + 1:
        return None
    found = days_of_month(text, index + 1, lexicon)
    if found and isinstance(found[1], Interval):
        return found[0], replace(found[1].start, part=part)
    first = weekday_date(text, at, lexicon)
    last = weekday_date(text, first[0] + 1, lexicon) if first else None
    if first is None or last is None or not isinstance(first[1], Calendar) or not isinstance(last[1], Calendar):
        return None
    return last[0], replace(first[1], order=last[1].order, part=part)


def season(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A season: "l'été 2015", "au printemps", "l'hiver dernier"; never the participle "été"."""
    at = after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    code = lexicon.seasons.get(form(text, at))
    if code is None or text[at].capital:
        return None
    full = four_digits(text, at + 1)
    introduced = at > index or form(text, index - 1) in lexicon.words["year_before"]
    if not introduced and full is None:
        return None
    return ordered(text, at + 1 + (full is not None), Calendar(year=full, season=code), lexicon)


def feast_day(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A feast: "Noël", "le lundi de Pâques" without its weekday, "Noël 2015"."""
    at = skip(text, index, lexicon, "articles")
    found = lexicon.phrases["feasts"].at(text, at)
    if found is None or (not text[found[0] - 1].capital and not text[at].capital and " " not in found[1] and found[0] == at + 1):
        return None
    full = four_digits(text, found[0])
    return ordered(text, found[0] + (full is not None), Calendar(year=full, feast=found[1]), lexicon)


def decade(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """Ten years: "les années 60", "début des années 1990", "les années soixante"."""
    at = after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    if form(text, at) not in lexicon.words["decade"]:
        return None
    number = number_at(text, at + 1, lexicon.numbers)
    if number is None or number.end != at + 2 or not (10 <= number.value <= 90 or 1000 <= number.value <= 2100) or number.value % 10:
        return None
    first = int(number.value) + (1900 if number.value < 100 else 0)
    return number.end, Fixed(f"{first // 10}X")


def century(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A century: "le XIXe siècle", "la fin du 20e siècle"."""
    at = after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    apart = form(text, at + 1) in lexicon.words["rank_marks"]
    if form(text, at + 1 + apart) not in lexicon.words["century"]:
        return None
    rank = _rank(text[at], lexicon)
    return (at + 2 + apart, Fixed(f"{rank - 1:02}XX")) if rank and rank < 30 else None


def _rank(word: Word, lexicon: TimeLexicon) -> int | None:
    """The rank of an ordinal in digits, in Roman digits or in words."""
    if word.kind is Kind.NUMBER:
        return int(word.form) if word.form.isdecimal() else None
    mark = max((m for m in lexicon.words["rank_marks"] if word.form.endswith(m)), key=len, default="")
    letters = word.form.removesuffix(mark)
    if not letters or not set(letters) <= set(ROMAN):
        return ordinal(word.form, lexicon.numbers.lang)
    values = [ROMAN[c] for c in letters]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def bare_year(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A year that something says is one: "en 2016", "l'année 2001", "fin 2015", "(1872)"; kg.extract.times decides on the others."""
    at = after_fuzzy(text, index, lexicon)
    introduced = at > index or lexicon.phrases["year_before"].before(text, index) is not None
    full = four_digits(text, at)
    if full is not None and introduced and form(text, at + 1) not in lexicon.units:
        return at + 1, Calendar(full)
    short = integer(text, at, 40, 99)
    if (
        short is not None
        and form(text, at - 1) in lexicon.words["inside"]
        and form(text, at + 1) not in lexicon.units
        and not _counts(text, at + 1)
    ):
        return at + 1, Calendar(1900 + short)
    return None


def _counts(text: Sequence[Word], index: int) -> bool:
    """True where the word after a number is what it counts, as far as the words can tell."""
    return index < len(text) and (text[index].kind is Kind.WORD or text[index].form in ("%", "€", "$", '"'))
