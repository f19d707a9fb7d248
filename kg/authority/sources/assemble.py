"""Package entries and authority entries → one list, each thing once, each with its id."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import chain

from kg.authority.names import slug
from kg.authority.sources import packages, places
from kg.authority.sources.entries import HIDDEN, Entry
from kg.authority.sources.join import by_name, join, keys
from kg.authority.sources.skos import Knowledge

DOUBTED = 0.5  # what remains of the quality of a region's or smaller city's name that is also a given name, or short
SHORT = 4  # letters of a name that is not short
_ARTICLES = ("l ", "la ", "le ", "les ")


def assemble(knowledge: Knowledge, given: Set[str]) -> list[Entry]:
    """Every entry, best first. Keys of other entries ("iso3166-1:KZ") are replaced by their ids.

    `given` are the folded given names: as names of regions and smaller cities they are doubted, as variants dropped.
    """
    entries = _from_packages()
    places_by_name = by_name(entries, knowledge)
    _doubt(entries, knowledge.never, given)
    entries = join(entries, knowledge, places_by_name)
    for tenure in knowledge.tenures:
        if tenure.holder in knowledge.entries:
            knowledge.entries[tenure.holder].within.append(tenure.of)
    _name(entries)
    _resolve(entries)
    return entries


def _from_packages() -> list[Entry]:
    known = packages.territories()
    countries = list(packages.countries(known))
    dependent = frozenset(a.key for c in countries if c.prior < packages.SOVEREIGN for a in c.aliases)
    regions = list(places.regions(known, dependent, {c.codes["iso3166-1"]: c.population for c in countries}))
    codes = frozenset(code for e in chain(countries, regions) for code in (e.codes.get("iso3166-1"), e.codes.get("iso3166-2")) if code)
    sovereign = frozenset(c.codes["iso3166-1"] for c in countries if c.prior >= packages.SOVEREIGN)
    return [*countries, *packages.world_regions(), *regions, *places.cities(sovereign), *packages.other_territories(known, codes)]


def _doubt(entries: list[Entry], never: Set[str], given: Set[str]) -> None:
    """Takes names from the entries that would match French words and persons, and weakens those that might."""
    for entry in entries:
        entry.aliases = [a for a in entry.aliases if a.key not in never and _without_article(a.key) not in never]
        if entry.rank[0] >= places.CAPITAL_RANK:
            entry.aliases = [a for a in entry.aliases if a.quality > HIDDEN or (a.key not in given and len(a.key) >= SHORT)]
        if entry.rank[0] >= places.AREA_RANK:
            for alias in entry.aliases:
                alias.quality *= DOUBTED if alias.key in given or len(alias.key) < SHORT else 1.0


def _without_article(key: str) -> str:
    return next((key[len(article) :] for article in _ARTICLES if key.startswith(article)), key)


def _name(entries: list[Entry]) -> None:
    """Ids for those without: the slug of the label.

    Where several share it the first in rank keeps it (country, world region, capital, large city, region, smaller city; then the larger)
    and the others add their region ("paris_texas"), their country, both, or their GeoNames id.
    """
    entries.sort(key=lambda e: e.rank)
    taken = {e.id for e in entries if e.id}
    by_key = {key: e for e in reversed(entries) for key in keys(e)}
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
    ids = {key: e.id for e in reversed(entries) for key in keys(e)}
    known = {e.id for e in entries}
    for entry in entries:
        for name in ("within", "members", "near"):
            resolved = (ids.get(w, w) for w in getattr(entry, name))
            setattr(entry, name, [w for w in dict.fromkeys(resolved) if w in known and w != entry.id])
        stands = ids.get(entry.stands_for, entry.stands_for)
        entry.stands_for = stands if stands in known else ""
