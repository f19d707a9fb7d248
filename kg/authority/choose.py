"""Which of its candidates a name denotes in a document."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from kg.authority.records import Candidate, Record
from kg.model import EntityType

Lookup = Callable[[str], Record | None]

PLACES = frozenset({EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE})
BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GOVERNMENT})
NEIGHBOURLY = 0.75  # what a candidate keeps whose type is another of the same family: recognisers mix cities and regions up
DISTANT = 0.4  # and of another family: recognisers take organisations for places
SUPPORT = 3.0  # how much a related thing in the document adds to a candidate
ENOUGH = 3  # of them
MARGIN = 1.15  # the winner is better than the runner-up by so much
FLOOR = 0.1  # of a score that is worth a link, where the name is only a variant
PROPER = 0.8  # how good a name is from which on it is more than a variant
KNOWN = 0.85  # how well a body is known from which on its acronym is enough in any document


def choose(candidates: Sequence[Candidate], type_: EntityType | None, context: frozenset[str], record: Lookup) -> Candidate | None:
    """The best candidate given a type and the ids of what the document mentions, or None where a rival is nearly as good.

    A person never becomes anything else, nor anything else a person. A rival that contains the winner, or lies in it, does not count. That
    the best known bearer of the name is among what the document mentions is no evidence: the name itself may have put it there.
    """
    if not candidates:
        return None
    own = {candidates[0].record.id} if candidates[0].match == "name" else set()
    context = (context - own).union([state for seat, state in _seats(context, record) if seat not in own])
    scored = [(score, c) for c in candidates if (score := _score(c, type_, context, record)) > 0]
    if not scored:
        return None
    scored.sort(key=lambda pair: (-pair[0], pair[1].record.id))
    best, winner = scored[0]
    if best < FLOOR and winner.score < PROPER * winner.record.prior:
        return None
    rivals = [(s, c) for s, c in scored[1:] if not _nested(c.record, winner.record)]
    if rivals and best < rivals[0][0] * MARGIN:
        return None
    score = best / (best + rivals[0][0]) if rivals else 1.0
    return Candidate(winner.record, winner.match, round(score * _quality(winner), 4), rivals[0][1].record.id if rivals else None)


def _score(candidate: Candidate, type_: EntityType | None, context: frozenset[str], record: Lookup) -> float:
    fit = _fit(candidate, type_)
    if not fit:
        return 0.0
    if _local(candidate, context, record) and context.isdisjoint((candidate.record.id, *candidate.record.within)):
        return 0.0
    return candidate.score * fit * (1 + SUPPORT * _support(candidate.record, context, record))


def _local(candidate: Candidate, context: frozenset[str], record: Lookup) -> bool:
    """True where the document must name what contains it: of a surname, a lesser body's acronym, "Sénat" where countries are named."""
    found = candidate.record
    if found.scope == "home":
        return any(_is_country(other, record) for other in context)
    return found.scope == "national" or candidate.match == "surname" or (candidate.match == "acronym" and found.prior < KNOWN)


def _fit(candidate: Candidate, type_: EntityType | None) -> float:
    found = candidate.record.type
    if type_ is None or found is type_:
        return 1.0
    if EntityType.PERSON in (found, type_):
        return 0.0
    if (found in PLACES and type_ in PLACES) or (found in BODIES and type_ in BODIES):
        return NEIGHBOURLY
    return DISTANT if found in BODIES or (found in PLACES and type_ in BODIES) else 0.0


def _support(record: Record, context: frozenset[str], lookup: Lookup) -> int:
    """How many things in the document, up to three, are related: what contains the record, lies in it or borders it, or shares its country.

    A capital counts as its state, which is in the context already: a document may name it and mean no place at all.
    """
    if record.id in context:
        return ENOUGH
    around = {*record.within, *record.near, *record.members}
    countries = {record.id, *[area for area in record.within if _is_country(area, lookup)]}
    related = 0
    for other in context:
        if other in around or _lies_in(lookup(other), countries):
            related += 1
            if related == ENOUGH:
                break
    return related


@lru_cache(maxsize=1)  # every name of a document is asked with the same context
def _seats(context: frozenset[str], lookup: Lookup) -> tuple[tuple[str, str], ...]:
    """What a document mentions that is the seat of a state, with the state it stands for."""
    found = (lookup(ident) for ident in context)
    return tuple((r.id, r.stands_for) for r in found if r and r.stands_for and _is_country(r.stands_for, lookup))


def _lies_in(inner: Record | None, outer: set[str]) -> bool:
    return inner is not None and inner.stands_for not in outer and not outer.isdisjoint(inner.within)


def _is_country(ident: str, lookup: Lookup) -> bool:
    found = lookup(ident)
    return found is not None and found.type is EntityType.COUNTRY


def _nested(one: Record, other: Record) -> bool:
    return one.id in other.within or other.id in one.within


def _quality(candidate: Candidate) -> float:
    """How sure the name alone makes the link, from 0.5 for a small town to 1."""
    return 0.5 + 0.5 * min(1.0, candidate.score)
