"""The circumstances of a number: the entities it is about and the dates of its clause."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from kg.extract import grammar
from kg.extract.counted import Counted, Text, clause
from kg.extract.entities import PLACES
from kg.extract.quantity_lexicon import QuantityLexicon
from kg.extract.reading import Reading
from kg.model import EntityType, TimeExpression, unique
from kg.text.tokens import Token

PERSONS = frozenset({EntityType.PERSON, EntityType.PEOPLE})
SETTINGS = PLACES | {EntityType.EVENT, EntityType.PEOPLE}  # whoever else a clause mentions acts or says it
SIGNS = frozenset({"+", "-", "−", "–"})
LONGEST_NAME = 6  # words between a number in parentheses and the head of the name before it


def entities_about(reading: Reading, number: Token, counted: Counted, speakers: Sequence[str], lexicon: QuantityLexicon) -> tuple[str, ...]:
    """The entities a quantity is about: what the noun denotes, its complements and adjectives, the subject of its clause, and where and
    at which event that happens.

    Who says it is not whom it is about, and an age is that of persons: of the one who is said to have it, or else of those of the clause.
    """
    if _is_age(number, counted, lexicon):
        above = [number, *(t for t in number.ancestors if t.pos_ in grammar.NOMINAL)]
        bearer = next(filter(None, (_persons(reading, reading.denotes(t)) for t in above)), ())
        return bearer or _persons(reading, unique(_named(reading, number, counted)))
    return unique(i for i in (*_named(reading, number, counted), *counted.about) if i not in speakers)


def beside_name(reading: Reading, text: Text, start: int, end: int) -> tuple[str, ...]:
    """What the name denotes behind which the words from `start` to `end` open parentheses, or stand alone between commas."""
    before = start - 1
    if before > 0 and text.words[before].form in SIGNS:
        before -= 1
    if before < 1 or text.words[before].form not in {"(", ","}:
        return ()
    if text.words[before].form == "," and not (end < len(text.words) and text.words[end].form in {",", ")", "."}):
        return ()
    last = text.token(before - 1)
    names = (t for t in (last, *last.ancestors) if last.i - LONGEST_NAME < t.i <= last.i)
    return next((ids for t in names if (ids := reading.denotes(t))), ())


def _is_age(number: Token, counted: Counted, lexicon: QuantityLexicon) -> bool:
    """True for "âgé de 33 ans" and "à l'âge de 33 ans", whatever the parser hangs the years on."""
    noun = number if counted.head is None else counted.head
    opening = min(noun.left_edge.i, number.i)
    words = (noun.head, number.doc[opening - 1]) if opening else (noun.head,)
    return any(word.lemma in lexicon.words["ages"] for word in words)


def _persons(reading: Reading, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if reading.entities[i].type in PERSONS)


def _named(reading: Reading, number: Token, counted: Counted) -> Iterator[str]:
    """The entities that the grammar ties to a number."""
    if counted.head is not None:
        yield from named_by(reading, counted.head)
    yield from named_by(reading, number)
    verb = clause(number)
    if verb is not None:
        for subject in grammar.grammatical_subjects(verb):
            yield from named_by(reading, subject)
        for complement in grammar.verb_complements(verb):
            yield from (i for i in named_by(reading, complement.head) if reading.entities[i].type in SETTINGS)


def named_by(reading: Reading, noun: Token) -> Iterator[str]:
    """What a noun denotes or, where it is no entity, its direct dependents."""
    denoted = reading.denotes(noun)
    yield from denoted or _within(reading, noun)


def _within(reading: Reading, noun: Token) -> Iterator[str]:
    """What the direct dependents of a noun denote."""
    for child in noun.children:
        if child.dep_ in {"nmod", "amod", "appos", "flat:name", "conj"}:
            yield from reading.denotes(child)


def times_of(text: Text, number: Token, end: int, times: Sequence[TimeExpression]) -> tuple[str, ...]:
    """The date right after the quantity ("11.200 dimanche") or else the dates of the number's own clause; `times` are in text order."""
    after = text.words[end].start if end < len(text.words) else len(text.doc.text)
    beside = bisect_left(times, after, key=_start)
    if beside < len(times) and times[beside].span.start == after and (value := _date(times[beside])):
        return (value,)
    opening, closing = text.doc[number.sent.start], text.doc[number.sent.end - 1]
    nearby = times[bisect_right(times, opening.idx, key=_end) : bisect_right(times, closing.end, key=_end)]
    dated = [(value, text.doc.at(time.span.end - 1)) for time in nearby if (value := _date(time))]
    verb = clause(number) if dated else None
    return unique(value for value, token in dated if clause(token) is verb)


def _start(time: TimeExpression) -> int:
    return time.span.start


def _end(time: TimeExpression) -> int:
    return time.span.end


def _date(time: TimeExpression) -> str | None:
    return time.value if time.value and time.value[:1].isdigit() else None
