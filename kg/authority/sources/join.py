"""What an authority file says of a thing, joined to what the packages say of the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kg.authority.names import fold, slug
from kg.authority.sources.entries import HIDDEN, Entry
from kg.authority.sources.skos import PRIORS, Knowledge, merged
from kg.model import EntityType

KEYS = ("iso3166-1", "iso3166-2", "m49", "ftm", "admin1", "geonames")
AUTHORITY_PRIOR = 0.9  # of what only an authority file knows
REVIEWED, SURE = 0.1, 0.85  # what a region or city gains by being named in such a file, and the most it gets
_SOUGHT_AS = {EntityType.CITY: EntityType.CITY, EntityType.AREA: EntityType.AREA, EntityType.PLACE: EntityType.AREA}

ByName = Mapping[tuple[EntityType, str, str], Entry]


def keys(entry: Entry) -> Iterator[str]:
    """The codes by which other entries may speak of this one ("iso3166-1:KZ")."""
    return (f"{scheme}:{entry.codes[scheme]}" for scheme in KEYS if entry.codes.get(scheme))


def join(entries: list[Entry], knowledge: Knowledge, names: ByName) -> list[Entry]:
    """The authority's entries, with what the packages add, and the packages' other entries.

    They are the same by a code, or, of a city or region, by name and country (`names`): then it is the largest of that name.
    """
    by_key = {key: entry for entry in reversed(entries) for key in keys(entry)}
    used: set[int] = set()
    result = []
    for own in knowledge.entries.values():
        other = next((by_key[key] for key in keys(own) if key in by_key), None) or _namesake(own, names)
        if id(other) in used:
            other = None
        used.add(id(other))
        result.append(_joined(own, other))
    return result + [e for e in entries if id(e) not in used and not e.optional]


def _namesake(own: Entry, names: ByName) -> Entry | None:
    if own.type not in _SOUGHT_AS:
        return None
    wanted = ((_SOUGHT_AS[own.type], country, alias.key) for country in own.within for alias in own.aliases)
    return next((names[key] for key in wanted if key in names), None)


def _joined(own: Entry, other: Entry | None) -> Entry:
    if own.type is EntityType.PLACE and other is not None and other.type is EntityType.AREA:
        own.type = EntityType.AREA
    if not own.prior and other is not None and other.prior:
        own.prior = min(SURE, other.prior + REVIEWED) if own.type in (EntityType.AREA, EntityType.CITY) else other.prior
    own.prior = own.prior or PRIORS.get(own.type, AUTHORITY_PRIOR)
    if other is None:
        return own
    own.rank = (0, *other.rank[1:])
    if own.type is EntityType.AREA:  # the packages call an oblast by the name of its city
        for alias in other.aliases:
            alias.quality = min(alias.quality, HIDDEN)
    if any(w.startswith("admin1:") for w in other.within):  # the packages' region and country are finer than the file's
        own.within = []
    return merged(own, other)


def _country_ids(entries: Iterable[Entry], knowledge: Knowledge) -> dict[str, str]:
    ids = {f"iso3166-1:{e.codes['iso3166-1']}": slug(e.label) for e in entries if e.type is EntityType.COUNTRY}
    return ids | {key: e.id for e in knowledge.entries.values() for key in keys(e)}


def by_name(entries: Iterable[Entry], knowledge: Knowledge) -> ByName:
    """Cities and regions by type, id of the country and folded name; a thing's own name goes before the variants of others."""
    country_ids = _country_ids(entries, knowledge)
    table: dict[tuple[EntityType, str, str], Entry] = {}
    places = [e for e in entries if e.type in (EntityType.CITY, EntityType.AREA) and e.within]
    for variants in (False, True):
        for place in places:
            for name in [alias.key for alias in place.aliases] if variants else [fold(place.label)]:
                table.setdefault((place.type, country_ids.get(place.within[-1], ""), name), place)
    return table
