"""Statements as triples: one node for each relation, certainty and speaker of a document, with all the places it was read in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace

from kg.model import Certainty, Judgement, Statement
from kg.rdf.iris import Iris
from kg.rdf.terms import Triple, decimal, name, text, typed


@dataclass(frozen=True, slots=True)
class Group:
    """The readings of one fact, in text order: same relation, same certainty, same speakers."""

    node: str
    readings: tuple[Statement, ...]


def group(statements: Iterable[Statement], symmetric: Set[str], iris: Iris) -> list[Group]:
    """The statements by what they say. A symmetric relation (local names in `symmetric`) goes from the smaller id to the greater."""
    groups: dict[str, list[Statement]] = {}
    one_way = (_turned(each) if each.predicate in symmetric and each.object < each.subject else each for each in statements)
    for each in sorted(one_way, key=lambda s: (s.evidence, s.subject, s.predicate, s.object, s.rule)):
        groups.setdefault(iris.fact("statement", each.predicate, each.subject, each.object, *voice(each.judgement)), []).append(each)
    return [Group(node, tuple(readings)) for node, readings in groups.items()]


def statement_triples(groups: Iterable[Group], iris: Iris, lang: str) -> Iterator[Triple]:
    """A node for each group, with the confidence of its best reading; the plain triple too where the article itself asserts it."""
    for each in groups:
        first = each.readings[0]
        relation = Triple(iris.entity(first.subject), name(f"kg:{first.predicate}"), iris.entity(first.object))
        yield Triple(each.node, name("rdf:type"), name("kg:Statement"))
        yield Triple(each.node, name("rdf:subject"), relation.subject)
        yield Triple(each.node, name("rdf:predicate"), relation.predicate)
        yield Triple(each.node, name("rdf:object"), relation.object)
        yield Triple(each.node, name("kg:confidence"), decimal(max(reading.confidence for reading in each.readings)))
        yield from judgement_triples(each.node, first.judgement, iris, lang)
        for reading in each.readings:
            yield from _reading_triples(each.node, reading, iris, lang)
        if all(reading.inferred for reading in each.readings):
            yield Triple(each.node, name("kg:inferred"), typed("true", "xsd:boolean"))
        if _by_the_article(first.judgement):
            yield relation


def judgement_triples(node: str, judgement: Judgement, iris: Iris, lang: str) -> Iterator[Triple]:
    """How certain a fact is, and who says it."""
    yield Triple(node, name("kg:certainty"), name(f"kg:{judgement.certainty}"))
    for speaker in judgement.speakers:
        yield Triple(node, name("prov:wasAttributedTo"), iris.entity(speaker))
    if judgement.speaker_text:
        yield Triple(node, name("kg:speakerText"), text(judgement.speaker_text, lang))


def _turned(statement: Statement) -> Statement:
    return replace(statement, subject=statement.object, object=statement.subject)


def _by_the_article(judgement: Judgement) -> bool:
    return judgement.certainty is Certainty.ASSERTED and not judgement.speakers and not judgement.speaker_text


def _reading_triples(node: str, reading: Statement, iris: Iris, lang: str) -> Iterator[Triple]:
    yield Triple(node, name("kg:evidence"), iris.span(reading.evidence))
    yield Triple(node, name("kg:rule"), text(reading.rule))
    if reading.role:
        yield Triple(node, name("kg:role"), text(reading.role, lang))
    for time in reading.times:
        yield Triple(node, name("kg:time"), iris.time(time))


def voice(judgement: Judgement) -> tuple[object, ...]:
    """What tells one judgement from another, whatever the order of the speakers."""
    return judgement.certainty, sorted(judgement.speakers), judgement.speaker_text
