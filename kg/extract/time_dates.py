"""Readers of dates: days, weekdays, months and years, and the intervals between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.scan import Kind, Word
from kg.extract.time_lexicon import TimeLexicon
from kg.extract.time_meaning import Calendar, Found, Interval, Shift, form, four_digits, integer, skip


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
        named = not after_day and text[index].capital and four_digits(text, index + 1) is None
        named = named and not (_begins(text, index) and index + 1 < len(text) and not text[index + 1].capital)
        return None if named else (index + 1, lexicon.months[word])
    if after_day and word in lexicon.month_abbreviations:
        return index + 1 + (form(text, index + 1) == "."), lexicon.month_abbreviations[word]
    return None


def _begins(text: Sequence[Word], index: int) -> bool:
    """True for the first word of a line, a sentence or a bracket; a comma begins nothing."""
    return index == 0 or text[index - 1].kind is Kind.BREAK or (text[index - 1].kind is Kind.MARK and text[index - 1].form != ",")


def year(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> tuple[int, int] | None:
    """A year after a month: "1998", or "98" where nothing is counted by it."""
    if (full := four_digits(text, index)) is not None:
        return index + 1, full
    short = integer(text, index, 32, 99)
    if short is None or len(form(text, index)) != 2 or form(text, index + 1) in lexicon.units or form(text, index + 1) == "%":
        return None
    return index + 1, 1900 + short


def numeric_date(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> Found:  # noqa: ARG001  every reader is called alike
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
    return ordered(text, end, meaning, lexicon)


def ordered(text: Sequence[Word], end: int, meaning: Calendar, lexicon: TimeLexicon) -> tuple[int, Calendar]:
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
    start = Calendar(None if own else last[1].year, own[1] if own else last[1].month, first[1])
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
    at = after_fuzzy(text, at, lexicon)
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
    return ordered(text, end, meaning, lexicon)


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


def after_fuzzy(text: Sequence[Word], index: int, lexicon: TimeLexicon) -> int:
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
    if day is None or form(text, at - 1) in lexicon.words["indefinite"]:
        return None
    if text[at].capital and not (_begins(text, at) or _upper(text, at)):
        return None
    if integer(text, at + 1, 1, 31) and at + 2 < len(text) and text[at + 2].kind is not Kind.WORD:  # "jeudi 10,"
        return at + 2, Calendar(weekday=day, this=this)
    return ordered(text, at + 1, Calendar(weekday=day, this=this), lexicon)


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
