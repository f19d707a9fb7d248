"""The words around names (the table `[names]` of a lexicon), and what is found with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from kg.model import EntityType

INSTITUTIONS = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION})
_WORD = re.compile(r"[^\s']+'?")


class NamedSpan(NamedTuple):
    """A name: tokens `start` to `end` (exclusive) of the parse, what it is a name of, and how sure that is (0 to 1).

    `named` is False for a description that identifies without naming ("les autorités russes"): the thing is an entity, its mention nominal.
    """

    start: int
    end: int
    type: EntityType
    score: float
    named: bool = True


@dataclass(frozen=True)
class NameLexicon:
    """The table `[names]`, ready for look-up: every word in lower case. Each field is described where the table is written down."""

    labels: Mapping[str, EntityType]
    heads: Mapping[str, EntityType]
    classifiers: Mapping[str, EntityType]
    articles: frozenset[str]
    definite: frozenset[str]
    plural: frozenset[str]
    singular: frozenset[str]
    of: frozenset[str]
    conjunctions: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]
    roles: frozenset[str]
    places_after: frozenset[str]
    directions: frozenset[str]
    adjectives: frozenset[str]
    domains: frozenset[str]
    weak: frozenset[str]
    alone: frozenset[str]
    described: frozenset[str]
    cabinets: frozenset[str]
    eponymous: frozenset[str]
    event_prepositions: frozenset[str]
    posted: frozenset[str]
    entitled: frozenset[str]
    making: frozenset[str]
    makers: frozenset[str]
    contests: frozenset[str]
    never: frozenset[str]
    portfolio_of: frozenset[str]
    paired: frozenset[str]
    seats: frozenset[str]
    people: frozenset[str]
    head_starts: Mapping[str, int] = field(init=False, repr=False)
    """The first words of heads, each with how many words the longest of its heads has ("forces de l'ordre": four)."""
    classifier_ends: frozenset[str] = field(init=False, repr=False)
    """The last words of classifiers of several words ("poste de contrôle")."""
    joints: frozenset[str] = field(init=False, repr=False)
    """What stands between a noun and its complement: "de", an article, or both."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "joints", self.of | self.definite)
        agreeing = (adjective + ending for adjective in self.adjectives for ending in ("e", "s", "es"))
        object.__setattr__(self, "adjectives", self.adjectives.union(agreeing))
        object.__setattr__(self, "classifier_ends", frozenset(last for *before, last in map(_WORD.findall, self.classifiers) if before))
        words = sorted((_WORD.findall(head) for head in self.heads), key=len)
        object.__setattr__(self, "head_starts", {each[0]: len(each) for each in words})

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> NameLexicon:
        """The lexicon of a table `[names]`; raises KeyError where a list is missing and ValueError where a type is none of the model's."""
        words = {key: frozenset(value) for key, value in table.items() if isinstance(value, list)}
        return cls(
            labels={label: EntityType(name) for label, name in table["labels"].items()},
            heads=_by_word(table["heads"]),
            classifiers=_by_word(table["classifiers"]),
            **words,
        )


def _by_word(lists: Mapping[str, list[str]]) -> dict[str, EntityType]:
    """Word → type; a word in two lists is the first list's."""
    found: dict[str, EntityType] = {}
    for name, words in lists.items():
        for word in words:
            found.setdefault(word, EntityType(name))
    return found
