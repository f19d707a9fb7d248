"""Readers of times of the day, lengths of time, distances from now and repeated times."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kg.extract.numbers import number_at
from kg.extract.scan import Word
from kg.extract.time_dates import relative_day, weekday_date
from kg.extract.time_lexicon import TimeLexicon
from kg.extract.time_meaning import Clock, Fixed, Found, Shift, form, integer, skip


def clock(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:
    """A time of the day: "14 h", "18h30", "à 13 heures", "midi", "4 h mardi"."""
    if form(text, index) in lexicon.noon:
        introduced = lexicon.phrases["clock_before"].before(text, index) is not None
        dated = form(text, index - 1) in lexicon.weekdays or lexicon.phrases["days"].before(text, index)
        if text[index].capital or not (introduced or dated):
            return None
        return index + 1, Clock(lexicon.noon[form(text, index)], 0)
    number = number_at(text, index, lexicon.numbers)
    if number is None or not 0 <= number.value <= 24 or number.value % 1:
        return None
    if form(text, number.end) == ":" and text[number.end].start == text[number.end - 1].end:
        minute = integer(text, number.end + 1, 0, 59)
        timed = ":" in (form(text, index - 1), form(text, number.end + 2))  # "1:57:17" is how long it took
        return None if minute is None or timed else (number.end + 2, Clock(int(number.value), minute))
    if form(text, number.end) not in lexicon.words["hour"]:
        return None
    minute = integer(text, number.end + 1, 0, 59)
    short = form(text, number.end) == "h"
    introduced = lexicon.phrases["clock_before"].before(text, index) is not None
    if minute is None and not introduced and not (short and not lexicon.phrases["lasting"].before(text, index)):
        return None
    end = number.end + 1 + (minute is not None and (len(form(text, number.end + 1)) == 2 or form(text, number.end + 2) in lexicon.units))
    if end > number.end + 1 and lexicon.units.get(form(text, end)) == "TM":  # "1 heure 46 minutes"
        return None
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
    if at == index:
        return None
    moved = lexicon.order.at(text, at)
    number = number_at(text, moved[0] if moved else at, lexicon.numbers)
    moved = moved or (lexicon.order.at(text, number.end) if number else None)
    if moved is None:
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
