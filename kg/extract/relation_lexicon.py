"""The words of relations: which word speaks of which property, and how."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.extract.grammar import verb_lemma
from kg.lexicon import Phrases
from kg.text.tokens import Token

BESIDE = "beside"
"""Stands for a preposition where the complement is an acronym right behind the noun."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon: the candidate properties in order, the prepositions of its complement ("" for the object), those of an
    opponent for whom the property holds too, whether the complement is the subject, and whether the complement may be left out."""

    properties: tuple[str, ...]
    prepositions: frozenset[str] = frozenset({"de"})
    opponents: frozenset[str] = frozenset()
    inverse: bool = False
    implied: bool = False


@dataclass(frozen=True)
class RelationLexicon:
    """The words of relations by what they are."""

    nouns: Phrases[Entry]
    adjectives: Mapping[str, tuple[Entry, ...]]
    verbs: Mapping[str, tuple[Entry, ...]]
    ties: Mapping[str, tuple[Entry, ...]]
    posts: Mapping[str, tuple[Entry, ...]]
    voices: Mapping[str, tuple[Entry, ...]]
    repairs: Mapping[str, str]
    intransitive: frozenset[str]
    done: frozenset[str]
    """Nouns for what a state does elsewhere."""
    remote: frozenset[str]
    """Nouns for what strikes from afar: it does not happen where it strikes."""
    counterparts: frozenset[str]
    """Nouns for who has the same office elsewhere."""
    boards: frozenset[str]
    """Nouns for the body that leads another."""
    triggers: frozenset[str] = field(init=False, repr=False)
    """The words that can set off a construction, by form or lemma: reflexive verbs without their pronoun, and forms that the lemmatiser
    leaves."""
    borders: frozenset[str] = field(init=False, repr=False)
    """The nouns for a border between two."""

    def __post_init__(self) -> None:
        bordering = (word for word, entries in self.ties.items() if any("borders" in e.properties for e in entries))
        object.__setattr__(self, "borders", frozenset(bordering))
        words = {*self.adjectives, *self.verbs, *self.ties, *self.posts, *self.voices, *self.counterparts}
        bare = {word.removeprefix("se ").removeprefix("s'") for word in words}
        repairs = self.repairs.items()
        left = {word.removesuffix(infinitive) + end for word in bare for end, infinitive in repairs if word.endswith(infinitive)}
        object.__setattr__(self, "triggers", self.nouns.firsts | words | bare | left)

    def of_verb(self, token: Token) -> tuple[Entry, ...]:
        """The entries of a verb; the lemmatiser leaves some forms as they are ("préside"), which get the ending of their infinitive."""
        lemma = token.lemma
        repaired = (lemma.removesuffix(end) + infinitive for end, infinitive in self.repairs.items() if lemma.endswith(end))
        words = (verb_lemma(token), lemma, token.lower_, *repaired)
        return next((self.verbs[word] for word in words if word in self.verbs), ())

    @classmethod
    def from_table(cls, table: Mapping[str, Any], events: Mapping[str, Any]) -> RelationLexicon:
        """From the tables `relations` and `events` of a lexicon; the latter has what is known of verbs in general."""
        return cls(
            Phrases((w, _entry(e)) for e in table["noun"] for w in e["words"]),
            _by_word(table["adjective"]),
            _by_word(table["verb"]),
            _by_word(table["tie"]),
            _by_word(table["post"]),
            _by_word(table["voice"]),
            dict(events["repairs"]),
            frozenset(events["intransitive"]),
            frozenset(events["done"]),
            frozenset(events["remote"]),
            frozenset(events["counterparts"]),
            frozenset(events["boards"]),
        )


def _entry(table: Mapping[str, Any]) -> Entry:
    prepositions = frozenset(table.get("prepositions", ("de",)))
    opponents = frozenset(table.get("opponents", ()))
    return Entry(tuple(table["property"]), prepositions, opponents, bool(table.get("inverse")), bool(table.get("implied")))


def _by_word(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for e in entries:
        for word in e["words"]:
            found[word] = (*found.get(word, ()), _entry(e))
    return found
