"""The circumstances of a number: the entities it is about and the dates of its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract import grammar
from kg.extract.counted import Counted, Text, clause
from kg.extract.reading import Reading
from kg.model import TimeExpression, unique
from kg.text.tokens import Token

CLAUSES = 3  # how far up the tree a clause without entities looks for some


def entities_about(reading: Reading, number: Token, counted: Counted, speakers: Sequence[str]) -> tuple[str, ...]:
    """The entities a quantity is about: what the noun denotes, its complements and adjectives, and who and where its clause says.

    A clause without any takes those of the clause above it, and a sentence without any those of the sentence's names. Who says it is not
    whom it is about.
    """
    found = unique(i for i in (*_named(reading, number, counted), *counted.about) if i not in speakers)
    return found or unique(i for t in number.sent for i in reading.by_head.get(t.i, ()) if i not in speakers)


def _named(reading: Reading, number: Token, counted: Counted) -> Iterator[str]:
    """The entities that the grammar ties to a number."""
    if counted.head is not None:
        yield from named_by(reading, counted.head)
    yield from named_by(reading, number)
    verb = clause(number)
    for _ in range(CLAUSES):
        if verb is None:
            return
        found = [*_participants(reading, verb)]
        yield from found
        verb = None if found or verb.head.i == verb.i else clause(verb.head)


def _participants(reading: Reading, verb: Token) -> Iterator[str]:
    """The entities of a clause: its subject, and its complements of place and the like."""
    for subject in grammar.grammatical_subjects(verb):
        yield from named_by(reading, subject)
    for complement in grammar.verb_complements(verb):
        yield from named_by(reading, complement.head)


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
    """The date right after the quantity ("11.200 dimanche") or else the dates of the number's own clause."""
    after = text.words[end].start if end < len(text.words) else None
    beside = next((t.value for t in times if t.span.start == after and t.value and t.value[:1].isdigit()), None)
    if beside:
        return (beside,)
    verb = clause(number)
    found = []
    for time in times:
        if time.value and time.value[:1].isdigit():
            token = text.doc.at(time.span.end - 1)
            if token.sent is number.sent and clause(token) is verb:
                found.append(time.value)
    return unique(found)
