"""Time expressions of a document and their TIMEX3 values.

The words say what an expression means (kg.extract.time_grammar); here it is placed on the calendar: from the date of publication, the days spoken of
before and the tense of the clause. What a reader could not place stays unresolved; the date of today is never used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as calendar_date

from spacy.tokens import Doc, Token

from kg.extract import calendar
from kg.extract.calendar import Day
from kg.extract.scan import Kind, Word, words
from kg.extract.time_grammar import Calendar, Clock, Fixed, Interval, Meaning, Shift, four_digits, read
from kg.extract.time_lexicon import TimeLexicon
from kg.model import Span, TimeExpression

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
WEEK = 7
OLDEST_BARE_YEAR = 1400  # "1100" by itself is seldom a year
STOPS = frozenset(".!?")
DATELINE_LINES, DATELINE_WORDS = 3, 4

Tense = Callable[[int], int]
"""The tense of the clause at an offset: -1 past, 1 future, 0 present or unknown."""


@dataclass
class Timeline:
    """Where the reader stands: the publication, what was last spoken of, and what the whole text tells.

    `earliest` is the latest past day of the publication's month, `dated` the weekdays that the text gives a date near the publication, `year` the
    year named before in the sentence.
    """

    publication: Day | None
    earliest: calendar_date | None = None
    dated: Mapping[int, calendar_date] = field(default_factory=dict)
    last: Day | None = None
    last_day: Day | None = None
    year: int | None = None


def find_times(doc: Doc, date: str | None, lexicon: TimeLexicon) -> tuple[TimeExpression, ...]:
    """The time expressions of a parsed document in text order.

    `date` is the publication's, ISO 8601 at the precision known ("2022-09"), or None: then a dateline that opens the text stands in for it. Offsets are
    those of `doc.text`. A parse without dependencies will do, but then no tense helps to choose between the last and the next Tuesday.
    """
    text = words(doc.text)
    found = _read_all(text, doc, lexicon)
    tense = _tenses(doc, lexicon)
    publication = Day.parse(date) or _dateline(text, found)
    earliest = _latest_past_day(text, found, publication, tense) if publication and publication.day is None else None
    timeline = Timeline(publication, earliest, _dated_weekdays(found, publication))
    expressions, sentence = [], -1
    for start, end, meaning in found:
        if (at := _sentence(text, start, sentence)) != sentence:
            timeline.year, sentence = None, at
        value = resolve(meaning, timeline, lambda offset=text[start].start: tense(offset))
        _remember(value, meaning, timeline)
        expressions.append(TimeExpression(Span(text[start].start, text[end - 1].end), value))
    return tuple(expressions)


def _read_all(text: Sequence[Word], doc: Doc, lexicon: TimeLexicon) -> list[tuple[int, int, Meaning]]:
    """Every expression: the first word, the word after it, and its meaning."""
    found, at = [], 0
    starts = [token.idx for token in doc]
    while at < len(text):
        here = read(text, at, lexicon)
        if here is None and (number := four_digits(text, at)) is not None and _is_year(text, at, doc, starts):
            here = at + 1, Calendar(number)
        if here:
            found.append((at, *here))
            at = here[0]
        else:
            at += 1
    return found


def _token(doc: Doc, starts: Sequence[int], offset: int) -> Token | None:
    index = bisect_right(starts, offset) - 1
    return doc[index] if index >= 0 else None


def _is_year(text: Sequence[Word], at: int, doc: Doc, starts: Sequence[int]) -> bool:
    """True where four digits are no count: what stands after them is no noun, and a noun, a preposition or a bracket stands before."""
    before, after = text[at - 1] if at else None, text[at + 1] if at + 1 < len(text) else None
    if int(text[at].form) < OLDEST_BARE_YEAR:
        return False
    if after and (after.form in "%€$/-" or after.start == text[at].end and after.kind is Kind.WORD):
        return False
    if after and after.kind is Kind.WORD and (token := _token(doc, starts, after.start)) is not None and token.pos_ in NOMINAL:
        return False
    if before is None or before.kind is not Kind.WORD:
        return before is not None and before.form in "(,-"
    token = _token(doc, starts, before.start)
    return token is not None and token.pos_ in NOMINAL | {"ADP", "CCONJ"}


def _sentence(text: Sequence[Word], index: int, known: int) -> int:
    """A number for the sentence a word stands in: the index of the mark or break before it."""
    at = index
    while at > known and at > 0 and text[at].kind is not Kind.BREAK and text[at].form not in STOPS:
        at -= 1
    return at


def _dateline(text: Sequence[Word], found: Sequence[tuple[int, int, Meaning]]) -> Day | None:
    """The full date that opens one of the first lines, as agencies and wikis put it ("29 juillet 2016. –", "Paris, le 3 mai 2017 -")."""
    lines = 0
    opening = 0
    dates = {start: (end, m) for start, end, m in found if isinstance(m, Calendar) and m.year and m.month and m.day}
    for index, word in enumerate(text):
        if word.kind is Kind.BREAK:
            lines, opening = lines + (index > opening), index + 1
        elif index in dates and index - opening <= DATELINE_WORDS:
            end, meaning = dates[index]
            if end >= len(text) or text[end].kind in (Kind.MARK, Kind.BREAK):
                day = Day(meaning.year, meaning.month, meaning.day) if isinstance(meaning, Calendar) and meaning.year else None
                return day if day and day.is_valid() else None
        if lines >= DATELINE_LINES:
            return None
    return None


def _latest_past_day(text: Sequence[Word], found: Sequence[tuple[int, int, Meaning]], publication: Day, tense: Tense) -> calendar_date | None:
    """The latest day of the publication's month that the text speaks of as past."""
    days = []
    for start, _, meaning in found:
        if not isinstance(meaning, Calendar) or not meaning.day or not meaning.month or tense(text[start].start) > 0:
            continue
        day = Day(meaning.year or publication.year, meaning.month, meaning.day)
        if day.is_valid() and (day.year, day.month) == (publication.year, publication.month):
            days.append(day.exact())
    return max((d for d in days if d), default=None)


def _dated_weekdays(found: Sequence[tuple[int, int, Meaning]], publication: Day | None) -> dict[int, calendar_date]:
    """The weekdays that the text says the date of ("mardi 1er juin"), within a week of the publication; none where two dates compete."""
    exact = publication.exact() if publication else None
    if exact is None:
        return {}
    days: dict[int, set[calendar_date]] = {}
    for _, _, meaning in found:
        if isinstance(meaning, Calendar) and meaning.weekday is not None and meaning.day and meaning.month:
            day = Day(meaning.year or exact.year, meaning.month, meaning.day)
            date = day.exact() if day.is_valid() else None
            if date and date.weekday() == meaning.weekday and abs((date - exact).days) <= WEEK:
                days.setdefault(meaning.weekday, set()).add(date)
    return {weekday: dates.pop() for weekday, dates in days.items() if len(dates) == 1}


def _remember(value: str | None, meaning: Meaning, timeline: Timeline) -> None:
    """Note what an expression spoke of, for those that follow."""
    day = Day.parse((value or "").rpartition("/")[2])
    if day is None:
        return
    timeline.last = day
    if day.day is not None:
        timeline.last_day = day
    if isinstance(meaning, Calendar) and meaning.year:
        timeline.year = meaning.year
    known = timeline.publication
    if known and known.day is None and isinstance(meaning, Calendar) and meaning.this and meaning.weekday is not None and day.day:
        timeline.publication = day


def resolve(meaning: Meaning, timeline: Timeline, tense: Callable[[], int]) -> str | None:
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


def _placed(meaning: Calendar, timeline: Timeline, tense: Callable[[], int]) -> str | None:
    """The date or season that a calendar expression names."""
    if meaning.month is None and meaning.weekday is not None:
        return _weekday(meaning, timeline, tense)
    if meaning.season or meaning.feast:
        return _named_day(meaning, timeline, tense)
    if meaning.month is None:
        return f"{meaning.year:04}" if meaning.year else None
    year = meaning.year or _year(meaning, meaning.month, timeline, tense)
    if year is None:
        return f"XXXX-{meaning.month:02}" + (f"-{meaning.day:02}" if meaning.day else "")
    day = Day(year, meaning.month, meaning.day)
    return str(day) if day.is_valid() else None


def _year(meaning: Calendar, month: int, timeline: Timeline, tense: Callable[[], int]) -> int | None:
    """The year of a date said without one."""
    known = timeline.last if meaning.mentioned else timeline.publication
    if known is None:
        return timeline.last.year if timeline.last else None
    if timeline.year and timeline.year != known.year and not meaning.order:
        return timeline.year
    if meaning.weekday is not None and meaning.day:
        for year in (known.year, known.year - 1, known.year + 1):
            day = Day(year, month, meaning.day).exact() if Day(year, month, meaning.day).is_valid() else None
            if day and day.weekday() == meaning.weekday:
                return year
    if meaning.order:
        return known.year + _turn(meaning.order, (month, meaning.day or 0), (known.month or month, known.day or 0))
    return calendar.nearest_year(known, month, meaning.day, tense())


def _turn(order: int, day: tuple[int, int], known: tuple[int, int]) -> int:
    """How many years to move so that "dernier" lies before and "prochain" after the known day; the month of a document counts as past."""
    if order < 0:
        return -1 if day > known else 0
    return 1 if day < known else 0


def _weekday(meaning: Calendar, timeline: Timeline, tense: Callable[[], int]) -> str | None:
    """A day of the week near the publication, or after the day spoken of."""
    assert meaning.weekday is not None
    known = timeline.last_day if meaning.mentioned else timeline.publication
    if known is None:
        return None
    exact = known.exact()
    if exact is None:
        only = calendar.only_weekday(known, meaning.weekday, timeline.earliest)
        return str(Day.of(only)) if only and meaning.order <= 0 else None
    if meaning.order:
        direction = 2 * meaning.order
    else:
        clause = tense()
        said = timeline.dated.get(meaning.weekday)
        if said and (said - exact).days * clause >= 0:
            return str(Day.of(said))
        direction = 1 if clause > 0 else -1
    return str(Day.of(calendar.weekday(exact, meaning.weekday, direction)))


def _named_day(meaning: Calendar, timeline: Timeline, tense: Callable[[], int]) -> str | None:
    """A season or a feast."""
    known = timeline.publication
    month = calendar.MONTH_OF_SEASON[meaning.season] if meaning.season else int(meaning.feast[:2]) if meaning.feast and meaning.feast[0].isdigit() else 4
    year = meaning.year
    if year is None:
        year = known.year if known and meaning.this else _year(replace(meaning, weekday=None), month, timeline, tense)
    if year is None:
        return None
    return f"{year:04}-{meaning.season}" if meaning.season else str(Day.of(calendar.feast(str(meaning.feast), year)))


def _tenses(doc: Doc, lexicon: TimeLexicon) -> Tense:
    """The tense of the clause that a character stands in, as far as the parse knows."""
    starts = [token.idx for token in doc]
    parsed = doc.has_annotation("DEP")

    def tense(offset: int) -> int:
        token = _token(doc, starts, offset) if parsed else None
        return _tense(token, lexicon) if token is not None else 0

    return tense


def _tense(token: Token, lexicon: TimeLexicon) -> int:
    """The tense of the nearest clause above a word."""
    prospective = lexicon.words["prospective"]
    for above in (token, *token.ancestors):
        helpers = [c for c in above.children if c.dep_.startswith(("aux", "cop"))]
        if above.pos_ not in VERBAL and not helpers:
            continue
        tenses = {t for verb in (above, *helpers) for t in verb.morph.get("Tense")}
        if "Fut" in tenses:
            return 1
        if above.lemma_ in prospective and (tenses != {"Past"} or not helpers):
            return 1
        if "Inf" in above.morph.get("VerbForm") and not helpers:
            return 1 if above.head.lemma_ in prospective else 0
        return -1 if tenses & {"Past", "Imp"} else 0
    return 0
