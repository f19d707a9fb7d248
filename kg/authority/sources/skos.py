"""Authority files (SKOS in Turtle) → entries, offices and words never to be matched.

The vocabulary is that of `ontology/authority/README.md`. An authority file that is wrong is a `KgError` that names the file and, where
there is one, the line or the resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from kg.authority.names import fold, slug
from kg.authority.sources.entries import ALIAS, FOREIGN, HIDDEN, LABEL, Entry
from kg.errors import KgError
from kg.model import EntityType

KG, ID = "https://w3id.org/kgnews/ontology#", "https://w3id.org/kgnews/id/"
RDF, SKOS, SCHEMA = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2004/02/skos/core#", "https://schema.org/"
ORG = "http://www.w3.org/ns/org#"
PRIORS = {EntityType.PERSON: 0.8, EntityType.PEOPLE: 0.8, EntityType.PLACE: 0.7, EntityType.AREA: 0.6, EntityType.CITY: 0.4}
SURNAME = 0.5
_GENDERS = {f"{SCHEMA}Female": "f", f"{SCHEMA}Male": "m"}
_TYPES = {base + t.value: t for t in EntityType for base in (SCHEMA, KG)}

Properties = dict[str, list[ox.NamedNode | ox.Literal]]


@dataclass(frozen=True, slots=True)
class Tenure:
    """Who held an office ("headOfState") of a country or organisation, from and until when (ISO 8601 at any precision)."""

    office: str
    of: str
    holder: str
    start: str
    end: str


@dataclass(slots=True)
class Knowledge:
    """What the authority files say, later files having the last word."""

    entries: dict[str, Entry] = field(default_factory=dict)
    demonyms: dict[str, list[str]] = field(default_factory=dict)  # id of a people → ids of its areas, "" in the list for none
    tenures: list[Tenure] = field(default_factory=list)
    never: set[str] = field(default_factory=set)
    genders: dict[str, str] = field(default_factory=dict)


def read(files: Iterable[Path]) -> Knowledge:
    """The authority files, in order. Raises KgError for a file that cannot be read as Turtle or uses the vocabulary wrongly."""
    knowledge = Knowledge()
    for path in files:
        _add(knowledge, path, _resources(path))
    return knowledge


def _resources(path: Path) -> dict[str, Properties]:
    resources: dict[str, Properties] = {}
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE, base_iri=path.absolute().as_uri()):
            if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                resources.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object)
    except (OSError, SyntaxError, ValueError) as error:
        raise KgError(f"cannot read the authority file {path}: {error}; it must be a Turtle file") from error
    return resources


def _add(knowledge: Knowledge, path: Path, resources: dict[str, Properties]) -> None:
    horizon = next((str(p[f"{SCHEMA}temporalCoverage"][0].value) for p in resources.values() if f"{SCHEMA}temporalCoverage" in p), "")
    for iri, properties in resources.items():
        types = [t.value for t in properties.get(f"{RDF}type", [])]
        if f"{ORG}Membership" in types:
            knowledge.tenures.append(_tenure(path, iri, properties, horizon.rpartition("/")[2]))
        elif f"{KG}NeverMatch" in types:
            knowledge.never |= {fold(v) for v in _values(properties, SKOS, "hiddenLabel")}
        elif f"{KG}GivenNames" in types:
            gender = _GENDERS.get(next(iter(_values(properties, SCHEMA, "gender")), ""), "")
            knowledge.genders |= {fold(v): gender for v in _values(properties, SKOS, "hiddenLabel")}
        elif types and f"{SKOS}ConceptScheme" not in types:
            _add_entry(knowledge, path, iri, properties, types)


def _add_entry(knowledge: Knowledge, path: Path, iri: str, properties: Properties, types: list[str]) -> None:
    known = [_TYPES[t] for t in types if t in _TYPES]
    if len(known) != 1:
        raise KgError(f"{path}: <{iri}> needs exactly one type of entity, such as schema:Organization; found {', '.join(types)}")
    labels = sorted(properties.get(f"{SKOS}prefLabel", []), key=lambda v: (isinstance(v, ox.Literal) and v.language != "fr", str(v)))
    if not labels:
        raise KgError(f"{path}: <{iri}> has no skos:prefLabel; give it one in French")
    entry = _entry(iri, known[0], labels[0].value, properties)
    earlier = knowledge.entries.get(entry.id)
    knowledge.entries[entry.id] = entry if earlier is None else merged(entry, earlier)
    if f"{KG}demonymOf" in properties or entry.type is EntityType.PEOPLE:
        knowledge.demonyms[entry.id] = [_local(v) for v in _values(properties, KG, "demonymOf")] or [""]


def _entry(iri: str, type_: EntityType, label: str, properties: Properties) -> Entry:
    entry = Entry(label, type_, (0, 0, iri), id=_local(iri) if iri.startswith(ID) else slug(label))
    for text, lang in _literals(properties, SKOS, "prefLabel"):
        entry.add(text, lang, LABEL if text == label else FOREIGN)
    for text, lang in _literals(properties, SKOS, "altLabel"):
        entry.add(text, lang, HIDDEN if type_ is EntityType.PEOPLE else ALIAS if lang in ("fr", "") else FOREIGN)
    for text, lang in _literals(properties, SKOS, "hiddenLabel"):
        entry.add(text, lang, HIDDEN, shown=False)
    for text, lang in _literals(properties, SCHEMA, "familyName"):
        entry.add(text, lang, SURNAME, shown=False)
    for text, lang in _literals(properties, KG, "acronym"):
        entry.add(text, lang, LABEL if lang == "fr" else FOREIGN, exact=True)
    entry.links = sorted(_values(properties, SKOS, "exactMatch")) + ([] if iri.startswith(ID) else [iri])
    entry.codes = {_local(n.datatype.value): n.value for n in properties.get(f"{SKOS}notation", []) if isinstance(n, ox.Literal)}
    entry.within = [_local(v) for name in ("locatedIn", "partOf", "nationality", "demonymOf") for v in _values(properties, KG, name)]
    entry.near = sorted(_local(v) for v in _values(properties, KG, "borders"))
    entry.members = sorted(_local(v) for v in _values(properties, SCHEMA, "member"))
    entry.stands_for = next((_local(v) for v in _values(properties, KG, "standsFor")), "")
    entry.gender = next((_GENDERS.get(v) for v in _values(properties, SCHEMA, "gender")), None)
    entry.scope = next((_local(v) for v in _values(properties, KG, "scope")), "")
    entry.prior = next((float(v) for v in _values(properties, KG, "prior")), 0.0)
    return entry


def merged(entry: Entry, earlier: Entry) -> Entry:
    """The entry with what the earlier source adds: names, links, codes, what contains it; its own label and values come first."""
    for alias in earlier.aliases:
        quality = min(alias.quality, ALIAS) if alias.quality == LABEL and not alias.exact else alias.quality
        entry.add(alias.text, alias.lang, quality, exact=alias.exact, shown=alias.shown)
    entry.links += [link for link in earlier.links if link not in entry.links]
    entry.codes = earlier.codes | entry.codes
    entry.within += [w for w in earlier.within if w not in entry.within]
    entry.members += [m for m in earlier.members if m not in entry.members]
    entry.near += [n for n in earlier.near if n not in entry.near]
    entry.stands_for = entry.stands_for or earlier.stands_for
    entry.gender = entry.gender or earlier.gender
    entry.scope = entry.scope or earlier.scope
    entry.prior = entry.prior or earlier.prior
    entry.population = entry.population or earlier.population
    return entry


def _tenure(path: Path, iri: str, properties: Properties, horizon: str) -> Tenure:
    needed = (f"{ORG}role", f"{ORG}organization", f"{ORG}member", f"{SCHEMA}startDate")
    if missing := [p for p in needed if p not in properties]:
        raise KgError(f"{path}: the office <{iri}> lacks <{missing[0]}>")
    office, of, holder, start = (properties[p][0].value for p in needed)
    end = next(iter(_values(properties, SCHEMA, "endDate")), horizon)
    return Tenure(_local(office), _local(of), _local(holder), start, end)


def _values(properties: Properties, namespace: str, name: str) -> list[str]:
    return [value.value for value in properties.get(namespace + name, [])]


def _literals(properties: Properties, namespace: str, name: str) -> Iterator[tuple[str, str]]:
    for value in properties.get(namespace + name, []):
        if isinstance(value, ox.Literal):
            yield value.value, value.language or ""


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rstrip("/").rpartition("/")[2]
