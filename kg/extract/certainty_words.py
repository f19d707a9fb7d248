"""The words that decide certainty: negation, plans, doubt, hearsay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from kg.errors import KgError


@dataclass(frozen=True)
class CertaintyLexicon:
    """The section [certainty] of a language's lexicon: sets of lemmas (or lower-case forms), each explained there."""

    negative_adverbs: frozenset[str]
    negative_words: frozenset[str]
    negative_conjunctions: frozenset[str]
    negative_particles: frozenset[str]
    restricted: frozenset[str]
    without: frozenset[str]
    negating: frozenset[str]
    planning: frozenset[str]
    planning_infinitive: frozenset[str]
    happening: frozenset[str]
    planning_nouns: frozenset[str]
    planned: frozenset[str]
    purpose: frozenset[str]
    purpose_conjunctions: frozenset[str]
    hypothesis: frozenset[str]
    concession: frozenset[str]
    disputed: frozenset[str]
    proofs: frozenset[str]
    hearsay: frozenset[str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> CertaintyLexicon:
        """The lexicon from the parsed TOML table. Raises KgError where a list is missing or unknown."""
        names = {f.name for f in fields(cls)}
        if names != set(table):
            raise KgError(f"lexicon [certainty]: missing {sorted(names - set(table))}, unknown {sorted(set(table) - names)}; each list must be there once")
        return cls(**{name: frozenset(table[name]) for name in names})
