"""Which facts a claim expresses: those that were read inside what it reports."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.model import Claim, Event, Judgement, Quantity, Span
from kg.rdf.statements import Group


@dataclass(frozen=True, slots=True)
class Place:
    """A fact's node, where it was read, and who says it."""

    span: Span
    node: str
    judgement: Judgement


def expressed(
    claims: Iterable[Claim], groups: Iterable[Group], events: Iterable[tuple[str, Event]], quantities: Iterable[tuple[str, Quantity]]
) -> Iterator[tuple[Claim, list[str]]]:
    """Each claim with the nodes of the facts it expresses, sorted.

    A fact is expressed by a claim when its evidence (an event's trigger) lies inside the reported words, or when it overlaps them and
    has the claim's speaker: the evidence of a statement may be the whole sentence.
    """
    places = sorted(_places(groups, events, quantities), key=lambda place: (place.span, place.node))
    starts = [place.span.start for place in places]
    longest = max((place.span.end - place.span.start for place in places), default=0)
    for claim in claims:
        near = (
            places[i]
            for piece in claim.content
            for i in range(bisect_right(starts, piece.start - longest), bisect_right(starts, piece.end - 1))
            if places[i].span in piece or (places[i].span.overlaps(piece) and _same_speaker(claim, places[i].judgement))
        )
        yield claim, sorted({place.node for place in near})


def _places(groups: Iterable[Group], events: Iterable[tuple[str, Event]], quantities: Iterable[tuple[str, Quantity]]) -> Iterator[Place]:
    for group in groups:
        yield from (Place(reading.evidence, group.node, reading.judgement) for reading in group.readings)
    yield from (Place(event.trigger, node, event.judgement) for node, event in events)
    yield from (Place(quantity.evidence, node, quantity.judgement) for node, quantity in quantities)


def _same_speaker(claim: Claim, judgement: Judgement) -> bool:
    named = not set(claim.speakers).isdisjoint(judgement.speakers)
    return named or (claim.speaker_text is not None and claim.speaker_text == judgement.speaker_text)
