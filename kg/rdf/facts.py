"""Entities, events, claims and quantities as triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from kg.model import Claim, Entity, Event, Quantity
from kg.rdf.iris import Iris
from kg.rdf.statements import judgement_triples, voice
from kg.rdf.terms import Triple, class_iri, decimal, iri, name, text, typed

TYPE = name("rdf:type")


def entity_triples(entities: Iterable[Entity], iris: Iris) -> Iterator[Triple]:
    """What each entity is, its names, and the same thing elsewhere. A code is a notation whose datatype is its scheme."""
    for entity in entities:
        node = iris.entity(entity.id)
        yield Triple(node, TYPE, iri(class_iri(entity.type)))
        yield Triple(node, name("rdfs:label"), text(entity.label.text, entity.label.lang))
        for alias in entity.aliases:
            if alias != entity.label:
                yield Triple(node, name("skos:altLabel"), text(alias.text, alias.lang))
        for link in entity.links:
            yield Triple(node, name("skos:exactMatch"), iri(link))
        for scheme, code in entity.codes:
            yield Triple(node, name("skos:notation"), typed(code, f"kg:{scheme}"))


def event_node(event: Event, iris: Iris) -> str:
    """The node of an event."""
    return iris.fact("event", event.trigger, event.lemma, event.agents, event.patients, event.places, *voice(event.judgement))


def event_triples(events: Iterable[tuple[str, Event]], iris: Iris, lang: str) -> Iterator[Triple]:
    """Who did what to whom, where and when. Each event comes with its node."""
    for node, event in events:
        yield Triple(node, TYPE, name("kg:Event"))
        if event.type:
            yield Triple(node, TYPE, name(f"kg:{event.type}"))
        for lemma in (event.lemma, *event.lemmas):
            yield Triple(node, name("kg:lemma"), text(lemma, lang))
        for role, ids in (("agent", event.agents), ("patient", event.patients), ("place", event.places)):
            for id_ in ids:
                yield Triple(node, name(f"kg:{role}"), iris.entity(id_))
        for time in event.times:
            yield Triple(node, name("kg:time"), iris.time(time))
        yield Triple(node, name("kg:evidence"), iris.span(event.evidence))
        yield Triple(node, name("kg:trigger"), iris.span(event.trigger))
        yield Triple(node, name("kg:rule"), text(event.rule))
        yield Triple(node, name("kg:confidence"), decimal(event.confidence))
        yield from judgement_triples(node, event.judgement, iris, lang)


def claim_triples(claims: Iterable[tuple[Claim, Iterable[str]]], iris: Iris, lang: str) -> Iterator[Triple]:
    """Who says what. Each claim comes with the nodes of the facts that it expresses."""
    for claim, expressed in claims:
        node = iris.fact("claim", claim.content, claim.speakers, claim.speaker_text, claim.cue)
        yield Triple(node, TYPE, name("kg:Claim"))
        yield Triple(node, name("kg:form"), name(f"kg:{claim.form}"))
        yield Triple(node, name("kg:stance"), name(f"kg:{claim.stance}"))
        yield Triple(node, name("kg:rule"), text(claim.rule))
        yield Triple(node, name("kg:confidence"), decimal(claim.confidence))
        for speaker in claim.speakers:
            yield Triple(node, name("kg:speaker"), iris.entity(speaker))
        if claim.speaker_text:
            yield Triple(node, name("kg:speakerText"), text(claim.speaker_text, lang))
        if claim.cue:
            yield Triple(node, name("kg:cue"), iris.span(claim.cue))
        if claim.lemma:
            yield Triple(node, name("kg:lemma"), text(claim.lemma, lang))
        for piece in claim.content:
            yield Triple(node, name("kg:content"), iris.span(piece))
        for fact in expressed:
            yield Triple(node, name("kg:expresses"), fact)


def quantity_node(quantity: Quantity, iris: Iris) -> str:
    """The node of a quantity."""
    return iris.fact("quantity", quantity.evidence, *_bounds(quantity).items(), quantity.unit, quantity.about, *voice(quantity.judgement))


def quantity_triples(quantities: Iterable[tuple[str, Quantity]], iris: Iris, lang: str) -> Iterator[Triple]:
    """Numbers, what they count and who gives them. Each quantity comes with its node."""
    for node, quantity in quantities:
        yield Triple(node, TYPE, name("schema:QuantitativeValue"))
        yield Triple(node, name("kg:approximation"), name(f"kg:{quantity.approximation}"))
        for property_, number in _bounds(quantity).items():
            yield Triple(node, name(property_), _number(number))
        if quantity.unit:
            yield Triple(node, name("schema:unitText"), text(quantity.unit, lang))
        if quantity.per:
            yield Triple(node, name("kg:per"), text(quantity.per, lang))
        for id_ in quantity.about:
            yield Triple(node, name("kg:about"), iris.entity(id_))
        for time in quantity.times:
            yield Triple(node, name("kg:time"), iris.time(time))
        yield Triple(node, name("kg:evidence"), iris.span(quantity.evidence))
        yield from judgement_triples(node, quantity.judgement, iris, lang)


def _bounds(quantity: Quantity) -> dict[str, Decimal]:
    """The numbers that are given, by property."""
    given = {"schema:value": quantity.value, "schema:minValue": quantity.minimum, "schema:maxValue": quantity.maximum}
    return {property_: number for property_, number in given.items() if number is not None}


def _number(value: Decimal) -> str:
    """A number as an integer where it is one, without exponent."""
    if value == value.to_integral_value():
        return typed(f"{value:.0f}", "xsd:integer")
    return typed(f"{value.normalize():f}", "xsd:decimal")
