"""Arithmetic on TIMEX3 values: partial dates, shifts at the precision they allow, weekdays, weeks, seasons and movable feasts.

Values are those of TimeML 1.2.1 (Pustejovsky et al., 2005): "1999", "1999-05", "1999-05-20", "1999-W20", "1999-FA", "196X", "P3D".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF_UNIT = {"M": 1, "Q": 3, "H": 6}
YEARS_OF_UNIT = {"Y": 1, "E": 10, "C": 100}
FIRST_YEAR, LAST_YEAR = 100, 9900  # so that no step from a date leaves the calendar
AGAINST_TENSE = 200  # days nearer that a date must be to be read against the tense of its clause
MONTH_OF_SEASON = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A date as far as it is known: a year, a month of it, a day of it."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, value: str | None) -> Day | None:
        """From "2022", "2022-09" or "2022-09-27" (a time of day after it is left out); None for anything else."""
        parts = (value or "").partition("T")[0].split("-")
        if not all(p.isdecimal() for p in parts) or len(parts[0]) != 4 or len(parts) > 3:
            return None
        day = cls(*(int(p) for p in parts))
        return day if day.is_valid() and FIRST_YEAR <= day.year <= LAST_YEAR else None

    @classmethod
    def of(cls, day: date) -> Day:
        """From a day of the calendar."""
        return cls(day.year, day.month, day.day)

    def is_valid(self) -> bool:
        """True where the calendar has such a day."""
        try:
            date(self.year, self.month or 1, self.day or 1)
        except ValueError:
            return False
        return True

    def __str__(self) -> str:
        return "-".join(f"{n:0{w}}" for n, w in ((self.year, 4), (self.month, 2), (self.day, 2)) if n is not None)

    def exact(self) -> date | None:
        """The calendar day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def middle(self) -> date:
        """A day in the middle of what is known, to measure distances with."""
        return date(self.year, self.month or 7, self.day or 15)


def shift(anchor: Day, unit: str, count: int) -> str | None:
    """The period `count` units after the one that holds the anchor, at the unit's own precision; None where the anchor is too coarse.

    Units: D day, W week, M month, Q quarter, H half-year, Y year, E decade, C century.
    """
    if unit in YEARS_OF_UNIT:
        return period(anchor.year + count * YEARS_OF_UNIT[unit], unit)
    if unit in MONTHS_OF_UNIT:
        if anchor.month is None:
            return None
        year, month = divmod(anchor.year * 12 + anchor.month - 1 + count * MONTHS_OF_UNIT[unit], 12)
        if not 0 < year < 10000:
            return None
        return {"M": f"{year:04}-{month + 1:02}", "Q": f"{year:04}-Q{month // 3 + 1}", "H": f"{year:04}-H{month // 6 + 1}"}[unit]
    day, days = anchor.exact(), count * (7 if unit == "W" else 1)
    if day is None or not 1 < day.year + days / 365 < 9998:
        return None
    if unit == "D":
        return str(Day.of(day + timedelta(days=count)))
    return week(day + timedelta(weeks=count)) if unit == "W" else None


def period(year: int, unit: str) -> str | None:
    """The year, decade or century that holds a year: "2016", "201X", "20XX"."""
    if not 0 < year < 10000:
        return None
    return {"Y": f"{year:04}", "E": f"{year // 10:03}X", "C": f"{year // 100:02}XX"}[unit]


def week(day: date) -> str:
    """The ISO week of a day: "1999-W20"."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def weekday(anchor: date, day: int, direction: int) -> date:
    """The nearest such weekday (Monday 0): before or on the anchor (-1), after or on it (1), strictly before (-2), strictly after (2)."""
    ahead = (day - anchor.weekday()) % 7
    if direction > 0:
        return anchor + timedelta(days=ahead or (7 if direction > 1 else 0))
    return anchor + timedelta(days=ahead - 7 if ahead or direction < -1 else 0)


def only_weekday(month: Day, day: int, earliest: date | None) -> date | None:
    """The weekday of a month on or after `earliest`, where only one fits: a document known to the month cannot say which of four."""
    if month.month is None or earliest is None:
        return None
    first = weekday(max(earliest, date(month.year, month.month, 1)), day, 1)
    return first if first.month == month.month and (first + timedelta(days=7)).month != month.month else None


def nearest_year(anchor: Day, month: int, day: int | None, tense: int) -> int:
    """The year of a date without one: the nearest to the anchor, and against the tense of the clause (-1, 0, 1) only when much nearer."""

    def cost(year: int) -> int:
        candidate = Day(year, month, day)
        if not candidate.is_valid():
            return 10_000
        if anchor.month == month and (day is None or anchor.day is None) and year == anchor.year:
            return 0
        distance = (candidate.middle() - anchor.middle()).days
        return abs(distance) + (AGAINST_TENSE if distance * tense < 0 else 0)

    if anchor.month is None:
        return anchor.year
    return min((anchor.year, anchor.year - 1, anchor.year + 1), key=cost)


def easter(year: int) -> date:
    """Western Easter Sunday (Gauss's algorithm as given by Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date:
    """A feast day: "12-25", or "easter+49" for a movable one."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule.removeprefix("easter")))
    month, day = rule.split("-")
    return date(year, int(month), int(day))
