"""From the meaning of a time expression to its TIMEX3 value, on the line of what the document has spoken of so far."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from kg.extract import calendar
from kg.extract.calendar import Day
from kg.extract.time_meaning import Calendar, Clock, Fixed, Interval, Meaning, Shift

Tense = Callable[[], int]
"""The tense of the expression's clause: -1 past, 1 future, 0 present or unknown; asked only where it decides."""

SPRING = 4  # the month of a movable feast, for its year


@dataclass
class Timeline:
    """Where the reader stands: the publication, what was last spoken of, and what the whole text tells.

    `earliest` is the latest past day of the publication's month, `dated` the weekdays that the text gives a date near the publication,
    `year` the year named before in the sentence.
    """

    publication: Day | None
    earliest: date | None = None
    dated: Mapping[int, date] = field(default_factory=dict)
    last: Day | None = None
    last_day: Day | None = None
    year: int | None = None


def resolve(meaning: Meaning, timeline: Timeline, tense: Tense) -> str | None:
    """The TIMEX3 value of a meaning at this point of the document, or None where it cannot be placed."""
    match meaning:
        case Fixed(value):
            return value
        case Shift():
            return _shifted(meaning, timeline)
        case Clock(hour, minute, day):
            on = resolve(day, timeline, tense) if day else _day_spoken_of(timeline)
            return f"{on}T{hour:02}:{minute:02}" if on and len(on) == 10 else None
        case Interval(start, end):
            last = resolve(end, timeline, tense)
            first = resolve(replace(start, year=start.year or _year_of(last, start)), timeline, tense)
            return f"{first}/{last}" if first and last else None
        case Calendar():
            return _with_part(_placed(meaning, timeline, tense), meaning.part)


def remember(value: str | None, meaning: Meaning, timeline: Timeline, opening: bool) -> None:
    """Note what an expression spoke of, for those that follow; a year that opens its sentence is that of the sentence's other dates."""
    day = Day.parse((value or "").rpartition("/")[2])
    if day is None:
        return
    timeline.last = day
    if day.day is not None:
        timeline.last_day = day
    if isinstance(meaning, Calendar) and meaning.year and opening:
        timeline.year = meaning.year
    known = timeline.publication
    if known and known.day is None and isinstance(meaning, Calendar) and meaning.this and meaning.weekday is not None and day.day:
        timeline.publication = day


def _year_of(value: str | None, start: Calendar) -> int | None:
    """The year of an interval's start: its end's, or the year before where it would lie after the end."""
    end = Day.parse(value)
    if end is None:
        return None
    return end.year - 1 if (start.month or 0, start.day or 0) > (end.month or 12, end.day or 31) else end.year


def _day_spoken_of(timeline: Timeline) -> str | None:
    day = timeline.last_day or timeline.publication
    return str(day) if day and day.day else None


def _with_part(value: str | None, part: str | None) -> str | None:
    return f"{value}T{part}" if value and part and len(value) == 10 else None if part else value


def _shifted(meaning: Shift, timeline: Timeline) -> str | None:
    """So many units from the publication or from what was last spoken of."""
    if meaning.open:
        return None
    anchor = timeline.publication
    if meaning.mentioned:
        anchor = (timeline.last_day if meaning.unit in "DW" else timeline.last) or (timeline.publication if meaning.part else None)
    if anchor is None:
        return None
    if meaning.unit == "WE":
        week = calendar.shift(anchor, "W", meaning.count)
        return f"{week}-WE" if week else None
    return _with_part(calendar.shift(anchor, meaning.unit, meaning.count), meaning.part)


def _placed(meaning: Calendar, timeline: Timeline, tense: Tense) -> str | None:
    """The date or season that a calendar expression names."""
    if meaning.month is None and meaning.weekday is not None:
        return _weekday(meaning, meaning.weekday, timeline, tense)
    if meaning.season or meaning.feast:
        return _named_day(meaning, timeline, tense)
    if meaning.month is None:
        return f"{meaning.year:04}" if meaning.year else None
    year = meaning.year or _year(meaning, meaning.month, timeline, tense)
    if year is None:
        return f"XXXX-{meaning.month:02}" + (f"-{meaning.day:02}" if meaning.day else "")
    day = Day(year, meaning.month, meaning.day)
    return str(day) if day.is_valid() else None


def _year(meaning: Calendar, month: int, timeline: Timeline, tense: Tense) -> int | None:
    """The year of a date said without one."""
    known = timeline.last if meaning.mentioned else timeline.publication
    if known is None:
        return None if meaning.order else timeline.year
    if meaning.weekday is not None and meaning.day:
        for year in (known.year, known.year - 1, known.year + 1):
            day = Day(year, month, meaning.day).exact() if Day(year, month, meaning.day).is_valid() else None
            if day and day.weekday() == meaning.weekday:
                return year
    if timeline.year and timeline.year != known.year and not meaning.order:
        return timeline.year
    if meaning.order:
        return known.year + _turn(meaning.order, (month, meaning.day or 0), (known.month or month, known.day or 0))
    return calendar.nearest_year(known, month, meaning.day, tense())


def _turn(order: int, day: tuple[int, int], known: tuple[int, int]) -> int:
    """How many years to move so that "dernier" lies before and "prochain" after the known day; the month of a document counts as past."""
    if order < 0:
        return -1 if day > known else 0
    return 1 if day < known else 0


def _weekday(meaning: Calendar, weekday: int, timeline: Timeline, tense: Tense) -> str | None:
    """A day of the week near the publication, or after the day spoken of."""
    known = timeline.last_day if meaning.mentioned else timeline.publication
    if known is None:
        return None
    exact = known.exact()
    if exact is None:
        only = calendar.only_weekday(known, weekday, timeline.earliest)
        return str(Day.of(only)) if only and meaning.order <= 0 else None
    if meaning.order:
        direction = 2 * meaning.order
    else:
        clause = tense()
        said = timeline.dated.get(weekday)
        if said and (said - exact).days * clause >= 0:
            return str(Day.of(said))
        direction = 1 if clause > 0 else -1
    return str(Day.of(calendar.weekday(exact, weekday, direction)))


def _named_day(meaning: Calendar, timeline: Timeline, tense: Tense) -> str | None:
    """A season or a feast."""
    known = timeline.publication
    month = calendar.MONTH_OF_SEASON[meaning.season] if meaning.season else _month_of_feast(str(meaning.feast))
    year = meaning.year
    if year is None:
        year = known.year if known and meaning.this else _year(replace(meaning, weekday=None), month, timeline, tense)
    if year is None:
        return None
    return f"{year:04}-{meaning.season}" if meaning.season else str(Day.of(calendar.feast(str(meaning.feast), year)))


def _month_of_feast(rule: str) -> int:
    return int(rule[:2]) if rule[0].isdigit() else SPRING
