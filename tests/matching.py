"""Does a document's facts hold what a line of a case says?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from case_files import Expected
from kg.model import Claim, Entity, Event, Facts, Judgement, Mention, Quantity, Span, Statement

Found = dict[str, set[str]]
"""A fact as what each field may be called; the key "" is the line's first field, "is" a bare word."""


def holds(expected: Expected, facts: Facts) -> bool:
    """True where some fact of the line's layer agrees with every field of the line."""
    wanted = {"": expected.what, **expected.fields}
    return any(_agrees(wanted, found) for found in described(expected.layer, facts))


def described(layer: str, facts: Facts) -> Iterator[Found]:
    """Every fact of a layer."""
    names = _names(facts)
    if layer == "entity":
        yield from (_entity(each, names) for each in facts.entities)
    elif layer == "mention":
        yield from (_mention(each, facts, names) for each in facts.mentions)
    elif layer == "time":
        yield from ({"": {facts.document.anchor(t.span)}, "is": {t.value or "unresolved"}} for t in facts.times)
    elif layer == "relation":
        yield from (_relation(each, names) for each in facts.statements)
    elif layer == "event":
        yield from (_event(each, names) for each in facts.events)
    elif layer == "claim":
        yield from (_claim(each, facts, names) for each in facts.claims)
    elif layer == "quantity":
        yield from (_quantity(each, facts, names) for each in facts.quantities)


def _names(facts: Facts) -> Found:
    """Everything an entity is called in the document, and its label."""
    names = {entity.id: {entity.label.text} for entity in facts.entities}
    for mention in facts.mentions:
        names[mention.entity].add(facts.document.anchor(mention.span))
    return names


def _entity(entity: Entity, names: Found) -> Found:
    return {"": names[entity.id], "is": {entity.type}, "id": {entity.id}, "link": _tails(entity.links)}


def _mention(mention: Mention, facts: Facts, names: Found) -> Found:
    return {"": {facts.document.anchor(mention.span)}, "of": names[mention.entity], "is": {mention.type}}


def _relation(statement: Statement, names: Found) -> Found:
    pairs = (f"{s} {statement.predicate} {o}" for s in names[statement.subject] for o in names[statement.object])
    judged = _judged(statement.judgement, names)
    return {
        **judged,
        "is": judged["is"] | ({"inferred"} if statement.inferred else {"read"}),
        "": {statement.predicate, *pairs},
        "role": {statement.role or "none"},
        "time": set(statement.times),
        "rule": {statement.rule},
    }


def _event(event: Event, names: Found) -> Found:
    return {
        "": {event.lemma, *event.lemmas},
        "agent": _all(event.agents, names),
        "patient": _all(event.patients, names),
        "place": _all(event.places, names),
        "time": set(event.times) or {"none"},
        "rule": {event.rule},
        **_judged(event.judgement, names),
    }


def _claim(claim: Claim, facts: Facts, names: Found) -> Found:
    return {
        "": {claim.lemma or "none"},
        "speaker": _all(claim.speakers, names) if claim.speakers else {claim.speaker_text or "none"},
        "is": {claim.form, claim.stance},
        "content": {_joined(claim.content, facts)},
        "rule": {claim.rule},
    }


def _quantity(quantity: Quantity, facts: Facts, names: Found) -> Found:
    low, high = quantity.minimum, quantity.maximum
    number = _number(quantity.value) if quantity.value is not None else f"{_number(low)}..{_number(high)}"
    judged = _judged(quantity.judgement, names)
    return {
        "": {number},
        "unit": {quantity.unit or "none"},
        "per": {quantity.per or "none"},
        "about": _all(quantity.about, names),
        "text": {facts.document.anchor(quantity.evidence)},
        "time": set(quantity.times),
        **judged,
        "is": judged["is"] | {quantity.approximation},
    }


def _judged(judgement: Judgement, names: Found) -> Found:
    return {
        "is": {judgement.certainty},
        "by": _all(judgement.speakers, names) if judgement.speakers else {judgement.speaker_text or "none"},
    }


def _all(ids: Iterable[str], names: Found) -> set[str]:
    return {name for each in ids for name in names.get(each, {each})} or {"none"}


def _joined(spans: Iterable[Span], facts: Facts) -> str:
    return " … ".join(facts.document.anchor(span) for span in spans)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _tails(links: Iterable[str]) -> set[str]:
    return {link.rstrip("/").rpartition("/")[2] for link in links}


def _agrees(wanted: dict[str, str], found: Found) -> bool:
    unknown = wanted.keys() - found.keys()
    if unknown:
        raise ValueError(f"no such field here: {', '.join(sorted(unknown))}; there are {', '.join(sorted(found))}")
    return all(_folded(value) in map(_folded, found[key]) for key, value in wanted.items())


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'")).strip(' "«»').casefold()  # fmt: skip
