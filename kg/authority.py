"""What is known beforehand about countries, places, organisations, peoples and offices, from one SQLite table."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import EntityType, Name


@dataclass(frozen=True, slots=True)
class Record:
    """One known thing. `id` is its local IRI ("kazakhstan"), `names[0]` its French label, `within` ids of what contains it (country, region),
    `members` ids for a bloc, `prior` how much is said of it (0 to 1)."""

    id: str
    type: EntityType
    names: tuple[Name, ...]
    links: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    within: tuple[str, ...] = ()
    prior: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may denote, with how it matched ("name", "acronym", "metonym") and a score, 0 to 1."""

    record: Record
    match: str
    score: float
