"""The words of the events: what a language's lexicon file says under `[events]` and `[nominalisations]`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.model import EntityType


@dataclass(frozen=True)
class EventLexicon:
    """Verbs and nouns of action of one language, all by lemma; reflexive verbs are written with their pronoun ("s'allier").

    `types` gives the class of an event by verb (local name of a subclass of kg:Event), `complements` the prepositions that tie a
    participant to a verb, `nouns` the verbs of a noun of action, the preferred one first (`compounds`: the first words of those of several
    words), `doers` the verbs whose noun names the doer in a bare "de" complement, `endings` how an infinitive ends.
    """

    stative: frozenset[str]
    reporting: frozenset[str]
    intransitive: frozenset[str]
    object_control: frozenset[str]
    support: frozenset[str]
    transparent: frozenset[str]
    undergo: frozenset[str]
    versus: frozenset[str]
    whose: frozenset[str]
    located: frozenset[str]
    held: frozenset[str]
    giving: frozenset[str]
    territorial: frozenset[str]
    accompanying: frozenset[str]
    adverbial: frozenset[str]
    emphatic: frozenset[str]
    copular: frozenset[str]
    victim: frozenset[str]
    author: frozenset[str]
    unwilled: frozenset[str]
    active: frozenset[str]
    place: frozenset[str]
    participant: frozenset[str]
    since: frozenset[str]
    setting: frozenset[str]
    facilities: frozenset[str]
    thanks: frozenset[str]
    agent: frozenset[str]
    genitive: frozenset[str]
    between: frozenset[str]
    company: frozenset[str]
    recipient: frozenset[str]
    facing: frozenset[str]
    example: frozenset[str]
    complements: Mapping[str, frozenset[str]]
    only_with: Mapping[str, frozenset[EntityType]]
    types: Mapping[str, str]
    nouns: Mapping[str, tuple[str, ...]]
    compounds: frozenset[str]
    doers: frozenset[str]
    verbs: frozenset[str]
    endings: tuple[str, ...]
    repairs: Mapping[str, str]
    participles: Mapping[str, str]

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> EventLexicon:
        """The lexicon in a parsed lexicon file, of which it reads the tables `events` and `nominalisations`."""
        events, nominalisations = table["events"], table["nominalisations"]
        complements = _inverted(events["complements"])
        types = {verb: kind for kind, verbs in events["types"].items() for verb in verbs}
        nouns = _inverted(nominalisations["nouns"])
        words = {name: frozenset(events[name]) for name in LISTS}
        prepositions = {name: frozenset(events["prepositions"][name]) for name in PREPOSITIONS}
        known = frozenset().union(*words.values(), complements, types, nominalisations["nouns"])
        return cls(
            **words,
            **prepositions,
            complements={verb: frozenset(cases) for verb, cases in complements.items()},
            only_with={verb: frozenset(map(EntityType, kinds)) for verb, kinds in events["only_with"].items()},
            types=types,
            nouns=nouns,
            compounds=frozenset(noun.split()[0] for noun in nouns if " " in noun),
            doers=frozenset(nominalisations["doers"]),
            verbs=known,
            endings=tuple(events["endings"]),
            repairs=events["repairs"],
            participles=_participles(types, events["participles"]),
        )

    def type_of(self, *lemmas: str) -> str | None:
        """The event class of the first of these lemmas that has one."""
        return next((self.types[lemma] for lemma in lemmas if lemma in self.types), None)

    def takes(self, lemma: str, preposition: str) -> bool:
        """True where the verb takes a participant with this preposition."""
        return preposition in self.complements.get(lemma, ())


LISTS = (
    "stative",
    "reporting",
    "intransitive",
    "object_control",
    "support",
    "transparent",
    "undergo",
    "versus",
    "whose",
    "located",
    "held",
    "giving",
    "territorial",
    "accompanying",
    "facilities",
    "adverbial",
    "emphatic",
    "copular",
    "victim",
    "author",
    "unwilled",
    "active",
)
PREPOSITIONS = (
    "place",
    "participant",
    "since",
    "setting",
    "thanks",
    "agent",
    "genitive",
    "between",
    "company",
    "recipient",
    "facing",
    "example",
)


def _inverted(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Word → the keys that list it, in the order of the file."""
    found: dict[str, list[str]] = {}
    for key, words in table.items():
        for word in words:
            found.setdefault(word, []).append(key)
    return {word: tuple(keys) for word, keys in found.items()}


def _participles(verbs: Mapping[str, str], table: Mapping[str, Any]) -> dict[str, str]:
    """Past participle → verb, in every gender and number, for these verbs: the regular ones by their ending, the others as listed."""
    stems = {stem: verb for verb, stem in table["irregular"].items() if verb in verbs}
    for verb in verbs:
        ending = next((e for e in table["regular"] if verb.endswith(e)), None)
        if ending and verb not in table["irregular"] and " " not in verb and "'" not in verb:
            stems.setdefault(verb.removesuffix(ending) + table["regular"][ending], verb)
    return {stem + agreement: verb for stem, verb in stems.items() for agreement in table["agreement"]}
