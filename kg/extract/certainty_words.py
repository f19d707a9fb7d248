"""The words that decide certainty: negation, plans, doubt, hearsay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from kg.errors import KgError
from kg.text.tokens import Token

CONDITIONAL = ("rais", "rait", "rions", "riez", "raient")  # how every form of it ends
ENDINGS = frozenset({"conditional", "future"})


@dataclass(frozen=True)
class CertaintyLexicon:
    """The section [certainty] of a language's lexicon: sets of lemmas (or lower-case forms), each explained there.

    `conditional` and `future` are pairs: the ending of an infinitive ("" for any) and what stands in its place in a form of it.
    """

    negative_adverbs: frozenset[str]
    negative_words: frozenset[str]
    negative_conjunctions: frozenset[str]
    negative_particles: frozenset[str]
    restricted: frozenset[str]
    without: frozenset[str]
    negating: frozenset[str]
    litotes: frozenset[str]
    interrogatives: frozenset[str]
    planning: frozenset[str]
    planning_infinitive: frozenset[str]
    enabling: frozenset[str]
    becoming: frozenset[str]
    modals: frozenset[str]
    happening: frozenset[str]
    planning_nouns: frozenset[str]
    planned: frozenset[str]
    purpose: frozenset[str]
    purpose_conjunctions: frozenset[str]
    degrees: frozenset[str]
    terms: frozenset[str]
    hypothesis: frozenset[str]
    concession: frozenset[str]
    disputed: frozenset[str]
    provable: frozenset[str]
    unproven: frozenset[str]
    proofs: frozenset[str]
    contesting: frozenset[str]
    hearsay: frozenset[str]
    conditional: tuple[tuple[str, str], ...]
    future: tuple[tuple[str, str], ...]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> CertaintyLexicon:
        """The lexicon from the parsed TOML table. Raises KgError where a list is missing or unknown."""
        names = {f.name for f in fields(cls)}
        if names != set(table):
            raise KgError(
                f"lexicon [certainty]: missing {sorted(names - set(table))}, unknown {sorted(set(table) - names)}; each must be there once"
            )
        endings: dict[str, Any] = {n: tuple((infinitive, e) for infinitive, forms in table[n].items() for e in forms) for n in ENDINGS}
        lists: dict[str, Any] = {name: frozenset(table[name]) for name in names - ENDINGS}
        return cls(**endings, **lists)

    def is_conditional(self, verb: Token) -> bool:
        """True for a finite form in the conditional, by its ending or by a tag that its form allows ("transport**ait**" is none)."""
        return ("Mood=Cnd" in verb.morph and verb.lower_.endswith(CONDITIONAL)) or _ends(verb, self.conditional)

    def is_future(self, verb: Token) -> bool:
        """True for a finite form in the future, by its tag or its ending."""
        return "Tense=Fut" in verb.morph or ("Mood=Cnd" not in verb.morph and _ends(verb, self.future))


def _ends(verb: Token, endings: tuple[tuple[str, str], ...]) -> bool:
    form, lemma = verb.lower_, verb.lemma
    if "VerbForm=Fin" not in verb.morph:
        return False
    return any(form == lemma.removesuffix(i) + e if i and lemma.endswith(i) else not i and form.endswith(e) for i, e in endings)
