"""A record while it is being put together from several sources."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.authority.names import fold
from kg.model import EntityType

LABEL, ALIAS, FOREIGN, HIDDEN = 1.0, 0.95, 0.85, 0.5
"""How good a match on a name of this kind is: the French label, another French name, a name in another language, an untagged variant."""


@dataclass(slots=True)
class Alias:
    """A name by which a record is found. `shown` names are also part of the record; an `exact` one matches as written only (acronyms)."""

    text: str
    lang: str
    quality: float
    exact: bool = False
    shown: bool = True
    key: str = ""  # the name as the table has it


@dataclass(slots=True)
class Entry:
    """A record to be: `rank` orders entries that want the same id (lower first), `id` is "" until one is given, an `optional` one
    is dropped unless an authority file names it. `within`, `members`, `near` and `stands_for` hold ids or keys ("iso3166-1:KZ")."""

    label: str
    type: EntityType
    rank: tuple[int, int, str]
    id: str = ""
    aliases: list[Alias] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)
    within: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    stands_for: str = ""
    prior: float = 0.0
    gender: str | None = None
    scope: str = ""
    population: int = 0
    optional: bool = False

    def add(self, text: str, lang: str, quality: float, *, exact: bool = False, shown: bool = True) -> None:
        """One more name, unless the entry has it already."""
        if text and not any((a.text, a.lang, a.exact) == (text, lang, exact) for a in self.aliases):
            self.aliases.append(Alias(text, lang, quality, exact, shown, text.replace(".", "") if exact else fold(text)))
