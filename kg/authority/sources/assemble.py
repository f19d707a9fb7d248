"""Package entries and authority entries → one list, each thing once, each with its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from itertools import chain

from kg.authority.names import fold, slug
from kg.authority.sources import packages, places
from kg.authority.sources.entries import HIDDEN, Entry
from kg.authority.sources.skos import PRIORS, Knowledge, merged
from kg.model import EntityType

KEYS = ("iso3166-1", "iso3166-2", "m49", "ftm", "admin1", "geonames")
AUTHORITY_PRIOR = 0.9  # of what only an authority file knows
REVIEWED, SURE = 0.1, 0.85  # what a region or city gains by being named in such a file, and the most it gets
DOUBTED = 0.5  # what remains of the quality of a region's or smaller city's name that is also a given name
_ARTICLES = ("l ", "la ", "le ", "les ")


def assemble(knowledge: Knowledge, given: Set[str]) -> list[Entry]:
    """Every entry, best first. Keys of other entries ("iso3166-1:KZ") are replaced by their ids.

    `given` are the folded given names: as names of regions and smaller cities they are doubted, as their variants dropped.
    """
    entries = _bound(_from_packages(knowledge.never, given), knowledge)
    for tenure in knowledge.tenures:
        if tenure.holder in knowledge.entries:
            knowledge.entries[tenure.holder].within.append(tenure.of)
    _name(entries)
    _resolve(entries)
    return entries


def _from_packages(never: Set[str], given: Set[str]) -> list[Entry]:
    known = packages.territories()
    countries = list(packages.countries(known))
    dependent = frozenset(a.key for c in countries if c.prior < packages.SOVEREIGN for a in c.aliases)
    regions = list(places.regions(known, dependent, {c.codes["iso3166-1"]: c.population for c in countries}))
    codes = frozenset(code for e in chain(countries, regions) for code in (e.codes.get("iso3166-1"), e.codes.get("iso3166-2")) if code)
    entries = [*countries, *packages.world_regions(), *regions, *places.cities(), *packages.other_territories(known, codes)]
    for entry in entries:
        entry.aliases = [a for a in entry.aliases if a.key not in never and _without_article(a.key) not in never]
        if entry.rank[0] >= places.AREA_RANK:
            entry.aliases = [a for a in entry.aliases if a.quality > HIDDEN or a.key not in given]
            for alias in entry.aliases:
                alias.quality *= DOUBTED if alias.key in given else 1.0
    return entries


def _without_article(key: str) -> str:
    return next((key[len(article) :] for article in _ARTICLES if key.startswith(article)), key)


def _keys(entry: Entry) -> Iterator[str]:
    return (f"{scheme}:{entry.codes[scheme]}" for scheme in KEYS if entry.codes.get(scheme))


def _bound(entries: list[Entry], knowledge: Knowledge) -> list[Entry]:
    """Authority entries joined to what the packages say of the same thing: by code, a city by its name and country."""
    by_key = {key: entry for entry in reversed(entries) for key in _keys(entry)}
    cities = _cities_by_name(entries, knowledge)
    used: set[int] = set()
    result = []
    for own in knowledge.entries.values():
        other = next((by_key[key] for key in _keys(own) if key in by_key), None)
        if other is None and own.type is EntityType.CITY:
            other = next((cities[w, n] for w in own.within for n in (a.key for a in own.aliases) if (w, n) in cities), None)
        used.add(id(other))
        result.append(_with_prior(own, other))
    return result + [e for e in entries if id(e) not in used and not e.optional]


def _with_prior(own: Entry, other: Entry | None) -> Entry:
    if not own.prior and other is not None and other.prior:
        own.prior = min(SURE, other.prior + REVIEWED) if own.type in (EntityType.AREA, EntityType.CITY) else other.prior
    own.prior = own.prior or PRIORS.get(own.type, AUTHORITY_PRIOR)
    if other is None:
        return own
    own.rank = (0, *other.rank[1:])
    if any(w.startswith("admin1:") for w in other.within):  # the packages' region and country are finer than the file's
        own.within = []
    return merged(own, other)


def _cities_by_name(entries: Iterable[Entry], knowledge: Knowledge) -> dict[tuple[str, str], Entry]:
    """(id of the country, folded name) → the largest city; a city's own name goes before the variants of others."""
    ids = {key: e.id for e in knowledge.entries.values() for key in _keys(e)}
    for entry in entries:
        if entry.type is EntityType.COUNTRY:
            ids.setdefault(f"iso3166-1:{entry.codes['iso3166-1']}", slug(entry.label))
    table: dict[tuple[str, str], Entry] = {}
    cities = [e for e in entries if e.type is EntityType.CITY]
    for variants in (False, True):
        for city in cities:
            names = [a.key for a in city.aliases] if variants else [fold(city.label)]
            for name in names:
                table.setdefault((ids.get(city.within[-1], ""), name), city)
    return table


def _name(entries: list[Entry]) -> None:
    """Ids for those without: the slug of the label.

    Where several share it the first in rank keeps it (country, world region, capital, large city, region, smaller city; then the larger)
    and the others add their region ("paris_texas"), their country, both, or their GeoNames id.
    """
    entries.sort(key=lambda e: e.rank)
    taken = {e.id for e in entries if e.id}
    by_key = {key: e for e in reversed(entries) for key in _keys(e)}
    for entry in entries:
        if not entry.id:
            entry.id = next(name for name in _proposals(entry, by_key) if name and name not in taken)
            taken.add(entry.id)


def _proposals(entry: Entry, by_key: dict[str, Entry]) -> Iterator[str]:
    stem = slug(entry.label)
    around = [slug(by_key[w].label) for w in entry.within if w in by_key]
    yield stem
    yield from (f"{stem}_{name}" for name in around if name != stem)
    yield "_".join([stem, *around])
    yield f"{stem}_{entry.codes.get('geonames') or entry.rank[2].lower().replace('-', '_')}"


def _resolve(entries: list[Entry]) -> None:
    ids = {key: e.id for e in reversed(entries) for key in _keys(e)}
    known = {e.id for e in entries}
    for entry in entries:
        for name in ("within", "members", "near"):
            resolved = (ids.get(w, w) for w in getattr(entry, name))
            setattr(entry, name, [w for w in dict.fromkeys(resolved) if w in known and w != entry.id])
        stands = ids.get(entry.stands_for, entry.stands_for)
        entry.stands_for = stands if stands in known else ""
