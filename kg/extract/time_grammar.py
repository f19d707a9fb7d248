"""What a time expression says, read from the words alone: "mardi dernier" is a weekday, the last one.

Each reader takes the words, a position and the lexicon, and gives the position after the expression with its meaning, or None. Readers are
tried in order; kg.extract.times turns a meaning into a value.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.numbers import cardinal, number_at, ordinal
from kg.extract.scan import Kind, Word
from kg.extract.time_lexicon import TimeLexicon

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class Calendar:
    """A date by its parts. `order` picks the last (-1) or the next (1); `mentioned` counts from the day last spoken of; `this` is "ce mardi"."""

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
    """So many units from the publication, or from what was last spoken of; `open` where it counts from an event ("au lendemain de la chute")."""

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


def form(text: Sequence[Word], index: int) -> str:
    """The word at a position, "" outside the text."""
    return text[index].form if 0 <= index < len(text) else ""


def skip(text: Sequence[Word], index: int, lexicon: TimeLexicon, *lists: str) -> int:
    """The position after a word of one of these lists, where one stands there."""
    return index + 1 if any(form(text, index) in lexicon.words[name] for name in lists) else index


def integer(text: Sequence[Word], index: int, low: int, high: int) -> int | None:
    """Plain digits between two bounds."""
    word = form(text, index)
    return int(word) if word.isdecimal() and len(word) <= 4 and low <= int(word) <= high else None


def four_digits(text: Sequence[Word], index: int) -> int | None:
    """A year in four digits."""
    return integer(text, index, 1000, 2199) if len(form(text, index)) == 4 else None


def day_of_month(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> tuple[int, int] | None:
    """The number of a day and the position after it: "21", "1er", "1 er", "premier"."""
    if first := lexicon.phrases["first_days"].at(text, index):
        return first[0], 1
    day = integer(text, index, 1, 31)
    return (index + 1, day) if day else None


def month(text: Sequence[Word], index: int, lexicon: TimeLexicon, after_day: bool) -> tuple[int, int] | None:
    """A month's number and the position after it; abbreviated only after a day; a name that begins with a capital is somebody's."""
    word = form(text, index)
    if word in lexicon.months:
        alone = not after_day and text[index].capital and four_digits(text, index + 1) is None and not _begins(text, index)
        return None if alone else (index + 1, lexicon.months[word])
    if after_day and word in lexicon.month_abbreviations:
        return index + 1 + (form(text, index + 1) == "."), lexicon.month_abbreviations[word]
    return None


def _begins(text: Sequence[Word], index: int) -> bool:
    """True for the first word of a line or a sentence."""
    return index == 0 or text[index - 1].kind in (Kind.BREAK, Kind.MARK)


def year(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> tuple[int, int] | None:
    """A year after a month: "1998", or "98" where nothing is counted by it."""
    if (full := four_digits(text, index)) is not None:
        return index + 1, full
    short = integer(text, index, 32, 99)
    if short is None or len(form(text, index)) != 2 or form(text, index + 1) in lexicon.units or form(text, index + 1) == "%":
        return None
    return index + 1, 1900 + short


def numeric_date(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """17/05/2018, 2018-05-17, 17.05.2018."""
    pieces = form(text, index).split(".") if text[index].kind is Kind.NUMBER else []
    if len(pieces) == 3 and all(p.isdecimal() for p in pieces):
        return _dated(index + 1, pieces[2], pieces[1], pieces[0])
    if not pieces or form(text, index + 1) not in ("/", "-") or form(text, index + 3) != form(text, index + 1):
        return None
    first, second, third = (form(text, at) for at in (index, index + 2, index + 4))
    if not (first.isdecimal() and second.isdecimal() and third.isdecimal()):
        return None
    return _dated(index + 5, first, second, third) if len(first) == 4 else _dated(index + 5, third, second, first)


def _dated(end: int, of_year: str, of_month: str, of_day: str) -> Found:
    valid = len(of_year) == 4 and 1 <= int(of_month) <= 12 and 1 <= int(of_day) <= 31
    return (end, Calendar(int(of_year), int(of_month), int(of_day))) if valid else None


def full_date(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A day of a month: "le 21 septembre", "ce mercredi 31 août 2016", "hier 15 novembre", "mardi, le 1er juin"."""
    this = form(text, index) in lexicon.words["demonstratives"]
    at = skip(text, index, lexicon, "articles", "demonstratives")
    weekday = lexicon.weekdays.get(form(text, at))
    if weekday is not None:
        at = skip(text, at + 1 + (form(text, at + 1) == ","), lexicon, "articles")
    elif relative := lexicon.phrases["days"].at(text, at):
        at = skip(text, relative[0], lexicon, "articles")
    day = day_of_month(text, at, lexicon)
    of = month(text, day[0], lexicon, after_day=True) if day else None
    if day is None or of is None:
        return None
    end, meaning = of[0], Calendar(month=of[1], day=day[1], weekday=weekday, this=this)
    if found := year(text, end, lexicon):
        end, meaning = found[0], replace(meaning, year=found[1])
    return _ordered(text, end, meaning, lexicon)


def _ordered(text: Sequence[Word], end: int, meaning: Calendar, lexicon: TimeLexicon) -> tuple[int, Calendar]:
    """With "dernier", "prochain" or "suivant" after it, where one stands there."""
    found = lexicon.order.at(text, end)
    if found is None:
        return end, meaning
    sign = found[1]
    count = {"+": 1, "-": -1}.get(sign) or int(sign)
    return found[0], replace(meaning, order=count, mentioned=sign in "+-")


def days_of_month(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """Days that share what follows: "du 25 au 27 janvier" is an interval; the first of "les 25 et 27 janvier" is a date of its own."""
    opened = form(text, index) in lexicon.intervals
    at = index + 1 if opened else skip(text, index, lexicon, "articles")
    at = skip(text, at, lexicon, "articles") if opened else at
    at += form(text, at) in lexicon.weekdays
    first = day_of_month(text, at, lexicon)
    if first is None:
        return None
    own = month(text, first[0], lexicon, after_day=True)
    joint = own[0] if own else first[0]
    link = lexicon.links(form(text, index)).at(text, joint) if opened else lexicon.phrases["and"].at(text, joint)
    last = full_date(text, link[0], lexicon) if link else None
    if last is None or not isinstance(last[1], Calendar):
        return None
    start = Calendar(last[1].year, own[1] if own else last[1].month, first[1])
    if opened:
        return last[0], Interval(start, last[1])
    return None if own else (first[0], replace(start, order=last[1].order))


def years(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A span of years: "de 1992 à 1993", "entre 1981 et 1986", "2015-2016"."""
    opened = form(text, index) in lexicon.intervals
    at = index + opened
    first = four_digits(text, at)
    if first is None:
        return None
    link = lexicon.links(form(text, index)).at(text, at + 1) if opened else None
    after = link[0] if link else at + 2 if form(text, at + 1) in ("-", "/") and text[at + 1].start == text[at].end else None
    last = four_digits(text, after) if after is not None else None
    if last is None or after is None or last <= first or form(text, after + 1) in lexicon.units:
        return None
    return after + 1, Interval(Calendar(first), Calendar(last))


def month_date(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A month: "janvier 2012", "en mars", "fin mars", "mi-juin", "au mois de mai", "janvier dernier"."""
    this = form(text, index) in lexicon.words["demonstratives"]
    at = skip(text, index, lexicon, "articles", "demonstratives")
    at = _after_fuzzy(text, at, lexicon)
    at = skip(text, at, lexicon, "articles") if at > index else at
    if head := lexicon.phrases["month_head"].at(text, at):
        at = head[0]
    if form(text, at).startswith("mi-") and form(text, at)[3:] in lexicon.months:
        of: tuple[int, int] | None = (at + 1, lexicon.months[form(text, at)[3:]])
    else:
        of = month(text, at, lexicon, after_day=False)
    if of is None:
        return None
    end, meaning = of[0], Calendar(month=of[1], this=this)
    if found := year(text, end, lexicon):
        end, meaning = found[0], replace(meaning, year=found[1])
    elif shared := _shared_year(text, end, lexicon):
        meaning = replace(meaning, year=shared)
    return _ordered(text, end, meaning, lexicon)


def _shared_year(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> int | None:
    """The year said after the last of several months: "janvier et novembre 2015"."""
    while form(text, index) in lexicon.words["and"]:
        after = month(text, index + 1, lexicon, after_day=False)
        if after is None:
            return None
        if found := year(text, after[0], lexicon):
            return found[1]
        index = after[0]
    return None


def _after_fuzzy(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> int:
    """The position after "début", "la fin de", "mi-"."""
    if form(text, index) not in lexicon.fuzzy:
        return index
    at = index + 1 + (form(text, index + 1) == "-")
    return skip(text, at, lexicon, "of", "articles")


def weekday_date(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A day of the week: "mardi", "ce mardi", "mardi dernier", "le dimanche suivant"."""
    this = form(text, index) in lexicon.words["demonstratives"]
    at = skip(text, index, lexicon, "articles", "demonstratives")
    at = skip(text, at, lexicon, "same") if this else at
    day = lexicon.weekdays.get(form(text, at))
    if day is None or form(text, at - 1) in lexicon.words["indefinite"] or (text[at].capital and at > 0 and not _begins(text, at) and not _upper(text, at)):
        return None
    return _ordered(text, at + 1, Calendar(weekday=day, this=this), lexicon)


def _upper(text: Sequence[Word], index: int) -> bool:
    """True where the word before is written with a capital too, as in a title."""
    return text[index - 1].capital


def relative_day(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """Days from now or from the day spoken of: "hier", "avant-hier", "le lendemain", "le même jour"."""
    if found := lexicon.phrases["days"].at(text, index):
        day = lexicon.weekdays.get(form(text, found[0]))
        return found[0] + (day is not None), Shift("D", int(found[1]))
    at = skip(text, index, lexicon, "articles", "demonstratives")
    if found := lexicon.phrases["mentioned"].at(text, at):
        return found[0], Shift("D", int(found[1]), mentioned=True, open=form(text, found[0]) in lexicon.words["of"])
    return None


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
    fuzzy = _after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, fuzzy if fuzzy > index + 1 else index, lexicon, "articles")
    moved = lexicon.order.at(text, at)
    unit = lexicon.units.get(form(text, moved[0] if moved else at), "T")
    if unit.startswith("T"):
        return None
    end = (moved[0] if moved else at) + 1
    after = moved or lexicon.order.at(text, end)
    if after is None:
        definite = fuzzy > index + 1 and form(text, at - 1) in lexicon.words["articles"] and unit in "WMY" and not _complement(text, end, lexicon)
        return (end, Shift(unit, 0)) if definite else None
    plural = form(text, end - 1).endswith("s") and form(text, end - 1) != "mois"
    if plural:
        return None
    count = {"+": 1, "-": -1}.get(after[1]) or int(after[1])
    return max(end, after[0]), Shift(unit, count, mentioned=after[1] in "+-")


def _complement(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    return form(text, index) in lexicon.words["of"] or text[index - 1].end == len(text) or form(text, index).isdecimal()


def part_of_day(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A part of the day spoken of: "dans la matinée", "en fin d'après-midi", "le soir"."""
    at = _after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    if form(text, at) not in lexicon.parts or at == index:
        return None
    if night := _night(text, at, lexicon):
        return night
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
    at = _after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    code = lexicon.seasons.get(form(text, at))
    if code is None or text[at].capital:
        return None
    full = four_digits(text, at + 1)
    introduced = at > index or form(text, index - 1) in lexicon.words["year_before"]
    if not introduced and full is None:
        return None
    return _ordered(text, at + 1 + (full is not None), Calendar(year=full, season=code), lexicon)


def feast_day(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A feast: "Noël", "le lundi de Pâques" without its weekday, "Noël 2015"."""
    at = skip(text, index, lexicon, "articles")
    found = lexicon.phrases["feasts"].at(text, at)
    if found is None or not text[found[0] - 1].capital and not text[at].capital and " " not in found[1] and found[0] == at + 1:
        return None
    full = four_digits(text, found[0])
    return _ordered(text, found[0] + (full is not None), Calendar(year=full, feast=found[1]), lexicon)


def decade(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """Ten years: "les années 60", "début des années 1990", "les années soixante"."""
    at = _after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    if form(text, at) not in lexicon.words["decade"]:
        return None
    number = number_at(text, at + 1, lexicon.numbers)
    if number is None or number.end != at + 2 or number.value % 10 or not (10 <= number.value <= 90 or 1000 <= number.value <= 2100):
        return None
    first = int(number.value) + (1900 if number.value < 100 else 0)
    return number.end, Fixed(f"{first // 10}X")


def century(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A century: "le XIXe siècle", "la fin du 20e siècle"."""
    at = _after_fuzzy(text, skip(text, index, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    apart = form(text, at + 1) in lexicon.words["rank_marks"]
    if form(text, at + 1 + apart) not in lexicon.words["century"]:
        return None
    rank = _rank(text[at], lexicon)
    return (at + 2 + apart, Fixed(f"{rank - 1:02}XX")) if rank and rank < 30 else None


def _rank(word: Word, lexicon: TimeLexicon) -> int | None:
    """The rank of an ordinal in digits, in Roman digits or in words."""
    if word.kind is Kind.ORDINAL:
        return int("".join(c for c in word.form if c.isdecimal()))
    letters = word.form.rstrip("eèmr")
    if not letters or not set(letters) <= set(ROMAN):
        return ordinal(word.form, lexicon.numbers.lang)
    values = [ROMAN[c] for c in letters]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def clock(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A time of the day: "14 h", "18h30", "à 13 heures", "midi", "4 h mardi"."""
    introduced = lexicon.phrases["clock_before"].before(text, index) is not None
    if form(text, index) in lexicon.noon:
        dated = form(text, index - 1) in lexicon.weekdays or lexicon.phrases["days"].before(text, index)
        if text[index].capital or not (introduced or dated):
            return None
        return index + 1, Clock(lexicon.noon[form(text, index)], 0)
    number = number_at(text, index, lexicon.numbers)
    if number is None or not 0 <= number.value <= 24 or number.value % 1:
        return None
    if form(text, number.end) == ":" and text[number.end].start == text[number.end - 1].end:
        minute = integer(text, number.end + 1, 0, 59)
        return None if minute is None else (number.end + 2, Clock(int(number.value), minute))
    if form(text, number.end) not in lexicon.words["hour"]:
        return None
    minute = integer(text, number.end + 1, 0, 59)
    short = form(text, number.end) == "h"
    if minute is None and not introduced and not (short and not lexicon.phrases["lasting"].before(text, index)):
        return None
    end = number.end + 1 + (minute is not None and (len(form(text, number.end + 1)) == 2 or form(text, number.end + 2) in lexicon.units))
    end += end > number.end + 1 and lexicon.units.get(form(text, end)) == "TM"
    day = weekday_date(text, end, lexicon) or relative_day(text, end, lexicon)
    return (day[0], Clock(int(number.value), minute or 0, day[1])) if day else (end, Clock(int(number.value), minute or 0))


def length(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> tuple[int, Decimal | None, str, str] | None:
    """A number of units: its end, the number (None for "plusieurs"), the unit's code and the TIMEX3 duration."""
    if found := lexicon.periods.get(form(text, index)):
        return index + 1, Decimal(1), "", found
    count: Decimal | None
    if some := lexicon.phrases["some"].at(text, index):
        at, count = some[0], None
    elif (number := number_at(text, index, lexicon.numbers)) and number.value > 0:
        at, count = number.end, number.value
        if form(text, index) in lexicon.words["indefinite"] and number.end == index + 1 and not _measured(text, index, lexicon):
            return None
    else:
        return None
    at = skip(text, at, lexicon, "of") if at < len(text) and form(text, at - 1) in lexicon.numbers.collectives else at
    moved = lexicon.order.at(text, at)
    at = moved[0] if moved else at
    unit = lexicon.units.get(form(text, at))
    if unit is None or unit == "WE":
        return None
    if half := lexicon.phrases["and_half"].at(text, at + 1):
        count = count + Decimal("0.5") if count is not None else None
        return half[0], count, unit, duration(count, unit)
    return at + 1, count, unit, duration(count, unit)


def _measured(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    """True where "un an" is a length: a word that measures stands before it, or it is "un an", "un mois" (the day is "une journée")."""
    if any(lexicon.phrases[name].at(text, index + 2) for name in ("earlier", "later")):
        return True
    return lexicon.phrases["length_before"].before(text, index) is not None or lexicon.units.get(form(text, index + 1)) in ("M", "Y")


def duration(count: Decimal | None, unit: str) -> str:
    """The TIMEX3 value of so many units: P3D, PT30.4S, PXD where it is not said how many, P60Y for six decades."""
    times, code = {"Q": (3, "M"), "H": (6, "M"), "E": (10, "Y"), "C": (100, "Y")}.get(unit, (1, unit[-1]))
    many = "X" if count is None else f"{(count * times).normalize():f}"
    return f"PT{many}{code}" if unit.startswith("T") else f"P{many}{code}"


def distance(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """So long ago or ahead: "il y a trois semaines", "dans deux jours", "trois jours plus tard"; else a bare length, "deux ans"."""
    ago, within = lexicon.phrases["ago"].at(text, index), lexicon.phrases["within"].at(text, index)
    start = ago[0] if ago else within[0] if within else index
    found = length(text, start, lexicon)
    if found is None:
        return None
    end, count, unit, value = found
    if value.endswith("Y") and not ago and not within and is_age(text, start, end, lexicon):
        return None
    whole = count is not None and count == int(count) and unit in ("D", "W", "M", "Y", "E", "C")
    if within and count == 1 and unit == "D":
        return None
    if whole and count is not None and (ago or within):
        return end, Shift(unit, -int(count) if ago else int(count))
    for name, sign in (("earlier", -1), ("later", 1)):
        if whole and count is not None and not ago and (near := lexicon.phrases[name].at(text, end)) and " " in _text(text, end, near[0]):
            return near[0], Shift(unit, sign * int(count), mentioned=True)
    return end, Fixed(value)


def is_age(text: Sequence[Word], start: int, end: int, lexicon: TimeLexicon) -> bool:
    """True where years are somebody's age: "âgé de 41 ans", "Elvis Weiss, 20 ans, a déjà"."""
    apposed = form(text, start - 1) in (",", "(") and form(text, end) in (",", ")", ".", "")
    return apposed or lexicon.phrases["aged"].before(text, start) is not None


def _text(text: Sequence[Word], start: int, end: int) -> str:
    return " ".join(w.form for w in text[start:end])


def recent_days(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A length that touches the present: "ces derniers jours", "les trois prochaines années", "ces dernières 24 heures"."""
    at = skip(text, index, lexicon, "articles", "demonstratives")
    moved = lexicon.order.at(text, at)
    number = number_at(text, moved[0] if moved else at, lexicon.numbers)
    moved = moved or (lexicon.order.at(text, number.end) if number else None)
    if at == index or moved is None:
        return None
    end = max(moved[0], number.end if number else 0)
    unit = lexicon.units.get(form(text, end))
    return (end + 1, Fixed(duration(number.value if number else None, unit))) if unit and unit != "WE" else None


def repeated(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A time that comes again: "chaque jour", "tous les jeudis", "toutes les deux semaines", "par an"."""
    if found := lexicon.phrases["sets"].at(text, index):
        return found[0], Fixed(found[1])
    each = form(text, index) in lexicon.words["each"]
    every = lexicon.phrases["every"].at(text, index)
    if not each and every is None:
        return None
    at = every[0] if every else index + 1
    word = form(text, at)
    day = lexicon.weekdays.get(word, lexicon.weekdays.get(word.removesuffix("s")))
    if day is not None:
        return at + 1, Fixed(f"XXXX-WXX-{day + 1}")
    if found_length := length(text, at, lexicon):
        return found_length[0], Fixed(found_length[3])
    unit = lexicon.units.get(word)
    return (at + 1, Fixed(duration(Decimal(1), unit))) if unit and unit != "WE" else None


def reference(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """Words for the present, the past and the future as such."""
    found = lexicon.phrases["references"].at(text, index)
    return (found[0], Fixed(found[1])) if found else None


def bare_year(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A year that something says is one: "en 2016", "l'année 2001", "fin 2015", "(1872)"; kg.extract.times decides on the others."""
    at = _after_fuzzy(text, index, lexicon)
    introduced = at > index or lexicon.phrases["year_before"].before(text, index) is not None
    full = four_digits(text, at)
    if full is not None and introduced and form(text, at + 1) not in lexicon.units:
        return at + 1, Calendar(full)
    short = integer(text, at, 40, 99)
    if short is not None and form(text, at - 1) == "en" and form(text, at + 1) not in lexicon.units and not _counts(text, at + 1, lexicon):
        return at + 1, Calendar(1900 + short)
    return None


def _counts(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> bool:
    """True where the word after a number is what it counts, as far as the words can tell."""
    return index < len(text) and (text[index].kind is Kind.WORD or text[index].form in ("%", "€", "$"))


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
    opens = word.kind in (Kind.NUMBER, Kind.ORDINAL) or word.form in lexicon.openers or form(text, index + 1) in lexicon.words["century"] | lexicon.words["rank_marks"]
    if not opens and not word.form.startswith("mi-") and cardinal(word.form, lexicon.numbers.lang) is None:
        return None
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
    at = end + (form(text, end) in ("en", "dans"))
    at = _after_fuzzy(text, skip(text, at, lexicon, "articles"), lexicon)
    at = skip(text, at, lexicon, "articles")
    part = lexicon.parts.get(form(text, at))
    return (at + 1, replace(meaning, part=part)) if part else found
