"""What a look-up gives: records, the candidates a name has, and what an adjective of origin stands for."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import EntityType, Name


@dataclass(frozen=True, slots=True)
class Record:
    """One known thing.

    `id` is its local IRI ("kazakhstan"), `names[0]` its French label, `within` ids of what contains it (region, country, whole; for a
    person the bodies it led), `members` ids for a bloc, `near` ids of the countries it borders, `prior` how much is said of it (0 to 1),
    `gender` "m" or "f" of a person, `stands_for` the id of the state or body whose seat it is. `scope` tells where its names mean it:
    everywhere (""), in documents about its country ("national"), or also where no country is named ("home").
    """

    id: str
    type: EntityType
    names: tuple[Name, ...]
    links: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    within: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    prior: float = 0.0
    gender: str | None = None
    stands_for: str = ""
    scope: str = ""

    @property
    def label(self) -> str:
        """The French label."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that a name may denote, with how it matched ("name", "acronym", "surname") and a score, 0 to 1.

    Where the score comes from `Authority.link`, `runner_up` is the id of the next best reading.
    """

    record: Record
    match: str
    score: float
    runner_up: str | None = None


@dataclass(frozen=True, slots=True)
class Demonym:
    """What "kazakh" or "Russes" stands for: the area's id ("" for a people without one), the people's id and its label ("Kazakhs").

    `others` are the areas the same word also stands for ("congolais"): the best known comes first.
    """

    area: str
    people: str
    label: str
    others: tuple[str, ...] = ()
