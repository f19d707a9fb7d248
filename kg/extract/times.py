"""Time expressions of a document and their TIMEX3 values.

The words say what an expression means (kg.extract.time_grammar); it is placed on the calendar (kg.extract.time_values) from the date of
publication, the days spoken of before and the tense of the clause. What cannot be placed stays unresolved; the date of today is never used.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date as calendar_date
from functools import partial

from kg.extract.calendar import Day
from kg.extract.scan import Kind, Word, words
from kg.extract.time_grammar import read, starts
from kg.extract.time_lexicon import TimeLexicon as TimeLexicon
from kg.extract.time_meaning import Calendar, Meaning, four_digits
from kg.extract.time_values import Timeline, remember, resolve
from kg.model import Span, TimeExpression
from kg.text.tokens import Parse, Token

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})
WEEK = 7
OLDEST_BARE_YEAR = 1400  # "1100" by itself is seldom a year
OPENING = 3  # words: "En 1997," dates its whole sentence, "né en 1925" does not
STOPS = frozenset(".!?")
DATELINE_LINES, DATELINE_WORDS, DATELINE_REACH = 3, 4, 200

Tense = Callable[[int], int]
"""The tense of the clause at an offset: -1 past, 1 future, 0 present or unknown."""

Reading = Sequence[tuple[int, int, Meaning]]
"""The expressions of a text: the first word, the word after it, and the meaning of each."""


def find_times(doc: Parse, date: str | None, lexicon: TimeLexicon) -> tuple[TimeExpression, ...]:
    """The time expressions of a parsed document in text order.

    `date` is the publication's, ISO 8601 at the precision known ("2022-09"), or None: then a dateline that opens the text stands in for
    it, or the month of the day that its first lines tell of.
    Offsets are those of `doc.text`. Without dependencies in the parse no tense helps to choose between the last and the next Tuesday.
    """
    text = words(doc.text)
    found = _read_all(text, doc, lexicon)
    tense = _tenses(doc, lexicon)
    publication = Day.parse(date) or _dateline(doc, text, found) or _month_of_lead(text, found)
    earliest = _latest_past_day(text, found, publication, tense) if publication and publication.day is None else None
    timeline = Timeline(publication, earliest, _dated_weekdays(found, publication))
    expressions, sentence = [], -1
    for start, end, meaning in found:
        if (at := _sentence(text, start, sentence)) != sentence:
            timeline.year, sentence = None, at
        value = resolve(meaning, timeline, partial(tense, text[start].start))
        remember(value, meaning, timeline, opening=start - sentence <= OPENING)
        expressions.append(TimeExpression(Span(text[start].start, text[end - 1].end), value))
    return tuple(expressions)


def _read_all(text: Sequence[Word], doc: Parse, lexicon: TimeLexicon) -> Reading:
    """Every expression: the first word, the word after it, and its meaning."""
    found, end = [], 0
    for at in starts(text, lexicon):
        if at < end:
            continue
        here = read(text, at, lexicon)
        if here is None and (number := four_digits(text, at)) is not None and _is_year(text, at, doc):
            here = at + 1, Calendar(number)
        if here:
            found.append((at, *here))
            end = here[0]
    return found


def _is_year(text: Sequence[Word], at: int, doc: Parse) -> bool:
    """True where four digits are no count: what stands after them is no noun, and a noun, a preposition or a bracket stands before."""
    before, after = text[at - 1] if at else None, text[at + 1] if at + 1 < len(text) else None
    if int(text[at].form) < OLDEST_BARE_YEAR:
        return False
    if after and (after.form in "%€$/-" or (after.start == text[at].end and after.kind is Kind.WORD)):
        return False
    if after and after.kind is Kind.WORD and doc.at(after.start).pos_ in NOMINAL:
        return False
    if before is None or before.kind is not Kind.WORD:
        return before is not None and before.form in "(,-"
    return doc.at(before.start).pos_ in NOMINAL | {"ADP", "CCONJ"}


def _sentence(text: Sequence[Word], index: int, known: int) -> int:
    """A number for the sentence a word stands in: the index of the mark or break before it."""
    at = index
    while at > known and at > 0 and text[at].kind is not Kind.BREAK and text[at].form not in STOPS:
        at -= 1
    return at


def _month_of_lead(text: Sequence[Word], found: Reading) -> Day | None:
    """The month of the day, with its weekday, that the first lines tell the news of ("ont annoncé **mercredi 18 décembre 2019**")."""
    last = len(_first_lines(text))
    dated = (m for start, _, m in found if start < last and isinstance(m, Calendar) and m.weekday is not None and m.day)
    return next((Day(m.year, m.month) for m in dated if m.year and m.month), None)


def dateline(doc: Parse, lexicon: TimeLexicon) -> str | None:
    """The full date, ISO 8601, that opens one of the first lines of a text; None where none does.

    So agencies, newspapers and wikis put it: "29 juillet 2016. –", "Palu (Indonésie), 30 septembre 2018 (AFP) -", "Publié le 3 mai 2017 à
    14h32".
    """
    text = words(doc.text)
    day = _dateline(doc, text, _read_all(_first_lines(text), doc, lexicon))
    return str(day) if day else None


def _first_lines(text: Sequence[Word]) -> Sequence[Word]:
    """The words of the lines in which a dateline may stand, and some further ones that the last date may end with."""
    breaks = [i for i, word in enumerate(text[:DATELINE_REACH]) if word.kind is Kind.BREAK]
    filled = [i for n, i in enumerate(breaks) if i - (breaks[n - 1] if n else -1) > 1]
    return text[: filled[DATELINE_LINES - 1] if len(filled) >= DATELINE_LINES else DATELINE_REACH]


def _dateline(doc: Parse, text: Sequence[Word], found: Reading) -> Day | None:
    """The day of the dateline: a full date with few words before it, brackets apart, and no verb among them, that is closed."""
    lines = opening = 0
    dates = {start: (end, m) for start, end, m in found if isinstance(m, Calendar) and m.year and m.month and m.day}
    for index, word in enumerate(text):
        if word.kind is Kind.BREAK:
            lines, opening = lines + (index > opening), index + 1
        elif index in dates and _may_precede(doc, text[opening:index]):
            end, meaning = dates[index]
            if end >= len(text) or _is_closed(doc, text, end, text[opening:index]):
                day = Day(meaning.year, meaning.month, meaning.day) if isinstance(meaning, Calendar) and meaning.year else None
                return day if day and day.is_valid() else None
        if lines >= DATELINE_LINES:
            return None
    return None


def _may_precede(doc: Parse, before: Sequence[Word]) -> bool:
    """True for what stands before the date of a dateline: a place, an agency, an author, "publié le"."""
    depth, count = 0, 0
    for word in before:
        depth += (word.form == "(") - (word.form == ")")
        count += depth == 0 and word.kind is Kind.WORD
        if count > DATELINE_WORDS or "VerbForm=Fin" in doc.at(word.start).morph:
            return False
    return True


def _is_closed(doc: Parse, text: Sequence[Word], end: int, before: Sequence[Word]) -> bool:
    """True where the line, a mark or an hour ends a dateline; a comma only behind a place or the like ("Le 3 mai 2017, X a" is prose)."""
    if text[end].form == ",":
        return bool(before) and doc.at(before[0].start).pos_ != "ADP"
    return text[end].kind in (Kind.MARK, Kind.BREAK) or _is_hour(text, end)


def _is_hour(text: Sequence[Word], at: int) -> bool:
    """True for the hour of publication behind its day: "le 3 mai 2017 **à 14h32**"."""
    return at + 1 < len(text) and text[at].form == "à" and text[at + 1].form[:1].isdigit()


def _latest_past_day(text: Sequence[Word], found: Reading, publication: Day, tense: Tense) -> calendar_date | None:
    """The latest day of the publication's month that the text speaks of as past."""
    days = []
    for start, _, meaning in found:
        if not isinstance(meaning, Calendar) or not meaning.day or not meaning.month or tense(text[start].start) > 0:
            continue
        day = Day(meaning.year or publication.year, meaning.month, meaning.day)
        if day.is_valid() and (day.year, day.month) == (publication.year, publication.month):
            days.append(day.exact())
    return max((d for d in days if d), default=None)


def _dated_weekdays(found: Reading, publication: Day | None) -> dict[int, calendar_date]:
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


def _tenses(doc: Parse, lexicon: TimeLexicon) -> Tense:
    """The tense of the clause that a character stands in, as far as the parse knows."""
    return lambda offset: _tense(doc.at(offset), lexicon)


def _tense(token: Token, lexicon: TimeLexicon) -> int:
    """The tense of the nearest clause above a word."""
    prospective = lexicon.words["prospective"]
    for above in (token, *token.ancestors):
        helpers = [c for c in above.children if c.dep_.startswith(("aux", "cop"))]
        if above.pos_ not in VERBAL and not helpers:
            continue
        tenses = {verb.morph.get("Tense") for verb in (above, *helpers)} - {""}
        if "Fut" in tenses:
            return 1
        if above.lemma in prospective and (tenses != {"Past"} or not helpers):
            return 1
        if above.morph.get("VerbForm") == "Inf" and not helpers:
            return 1 if above.head.lemma in prospective else 0
        return -1 if tenses & {"Past", "Imp"} else 0
    return 0
