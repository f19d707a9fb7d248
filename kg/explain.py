"""What each stage found in a text, as tables of plain strings: the best teacher and the best debugger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Claim, Event, Facts, Judgement, Mention, Quantity, Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc

Row = tuple[str, ...]
RELATION = ("subject", "relation", "object", "certainty", "rule", "confidence")
EVENT = ("agent", "event", "patient", "place", "time", "certainty", "rule", "confidence")


@dataclass(frozen=True, slots=True)
class Section:
    """What one stage found, a row each."""

    title: str
    columns: Row
    rows: tuple[Row, ...]


def explain(facts: Facts, doc: Doc) -> Iterator[Section]:
    """One section a stage, in the order of the stages, empty ones too."""
    yield Section("Words", ("word", "lemma", "class", "role", "of", "name"), tuple(_words(doc)))
    label = _labels(facts)
    yield Section("Mentions", ("text", "how", "entity", "type", "known as"), tuple(_mention(each, facts) for each in facts.mentions))
    yield Section("Times", ("text", "value"), tuple((facts.document.anchor(t.span), t.value or "unresolved") for t in facts.times))
    yield Section(
        "Quantities", ("text", "number", "unit", "about", "certainty"), tuple(_quantity(each, facts, label) for each in facts.quantities)
    )
    yield Section("Claims", ("speaker", "says", "form", "content", "rule"), tuple(_claim(each, facts, label) for each in facts.claims))
    yield Section("Relations", RELATION, tuple(_relation(each, label) for each in facts.statements))
    yield Section("Events", EVENT, tuple(_event(each, label) for each in facts.events))


def _labels(facts: Facts) -> Callable[[Iterable[str]], str]:
    """What turns entity ids into their labels."""
    names = {entity.id: entity.label.text for entity in facts.entities}
    return lambda ids: ", ".join(names.get(each, each) for each in ids)


def _words(doc: Doc) -> Iterator[Row]:
    for token in doc:
        if not token.is_space:
            yield token.text, token.lemma_, token.pos_, token.dep_, "" if token.head == token else token.head.text, token.ent_type_


def _mention(mention: Mention, facts: Facts) -> Row:
    entity = next(each for each in facts.entities if each.id == mention.entity)
    codes = dict(entity.codes)
    links = [tail for link in entity.links if (tail := link.rstrip("/").rpartition("/")[2]) not in codes.values()]
    known = ", ".join([*links, *(f"{scheme} {code}" for scheme, code in codes.items())])
    return facts.document.anchor(mention.span), mention.type, entity.label.text, entity.type, known


def _quantity(quantity: Quantity, facts: Facts, label: Callable[[Iterable[str]], str]) -> Row:
    low, high = quantity.minimum, quantity.maximum
    number = f"{quantity.value}" if quantity.value is not None else f"{'…' if low is None else low} to {'…' if high is None else high}"
    unit = " per ".join(part for part in (quantity.unit, quantity.per) if part)
    said = _certainty(quantity.judgement, label)
    return facts.document.anchor(quantity.evidence), f"{quantity.approximation} {number}", unit, label(quantity.about), said


def _claim(claim: Claim, facts: Facts, label: Callable[[Iterable[str]], str]) -> Row:
    content = " … ".join(facts.document.anchor(span) for span in claim.content)
    return label(claim.speakers) or claim.speaker_text or "", claim.lemma or "", claim.form, content, claim.rule


def _relation(statement: Statement, label: Callable[[Iterable[str]], str]) -> Row:
    predicate = f"{statement.predicate} ({statement.role})" if statement.role else statement.predicate
    said = _certainty(statement.judgement, label)
    return label([statement.subject]), predicate, label([statement.object]), said, statement.rule, f"{statement.confidence:.2f}"


def _event(event: Event, label: Callable[[Iterable[str]], str]) -> Row:
    roles = (label(event.agents), event.lemma, label(event.patients), label(event.places), ", ".join(event.times))
    return *roles, _certainty(event.judgement, label), event.rule, f"{event.confidence:.2f}"


def _certainty(judgement: Judgement, label: Callable[[Iterable[str]], str]) -> str:
    speaker = label(judgement.speakers) or judgement.speaker_text
    return f"{judgement.certainty}, by {speaker}" if speaker else judgement.certainty
