"""What the steps of resolution share: the words that describe, and the document as far as it is read."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.authority import Authority
from kg.extract.discourse import Discourse
from kg.extract.entities import Draft, Registry
from kg.extract.relation_lexicon import BESIDE
from kg.lexicon import Match, Phrases
from kg.memory import Answers
from kg.model import Document, EntityType
from kg.ontology import Ontology
from kg.text.tokens import Parse, Token

# Relations whose nouns are offices that one holds at a time, rather than what somebody does or is.
POSTS = frozenset({"headOfState", "headOfGovernment", "ministerOf", "leads", "spokespersonFor", "representativeOf", "memberOf", "owns"})

RoleNoun = tuple[Match, frozenset[EntityType]]
"""The words of a role noun and the types it can describe."""
RoleNouns = Answers[int, RoleNoun | None]
"""The role noun that starts at each index of a document, None where none does."""


def _tells_role(entry: Mapping[str, Any]) -> bool:
    """True for an entry that says what its bearer is; a party beside an office says nothing of the office."""
    return entry["property"][0] != "locatedIn" and entry.get("prepositions") != [BESIDE]


@dataclass(frozen=True)
class DescriptionLexicon:
    """The nouns that describe: `roles` (noun of a relation or of a person → types it can describe), `posts` those of offices,
    `classes` (the same for nouns of kinds), `institutions` (→ type), `naming` nouns of "la région de X"."""

    roles: Phrases[frozenset[EntityType]]
    classes: Phrases[EntityType]
    institutions: Phrases[EntityType]
    naming: frozenset[str]
    titles: Mapping[str, str | None]
    latter: frozenset[str]
    attributive: frozenset[str]
    impersonal: frozenset[str]
    with_empty_object: frozenset[str]
    propositional: frozenset[str]
    dealings: frozenset[str]
    personal: frozenset[str]
    local: frozenset[str]
    offices: Mapping[str, str]
    posts: frozenset[str]
    feminine_countries: frozenset[str]
    masculine_countries: frozenset[str]
    federations: frozenset[str]
    realms: frozenset[str]
    bare: frozenset[str]
    portfolios: frozenset[str]
    generic: frozenset[str]
    acting: frozenset[str]
    happenings: Mapping[str, str]
    agentive: frozenset[str]
    led: frozenset[str]
    national: frozenset[str]
    compounds: Mapping[str, str]
    riders: Phrases[bool]
    kinds: Mapping[str, str]
    anonymous: frozenset[str]
    speech: frozenset[str]
    capacity: frozenset[str]
    government: frozenset[str]
    parts: Phrases[EntityType]
    cataphoric: frozenset[str]
    firsts: frozenset[str] = field(init=False, repr=False)
    """The words that the phrase of a description can start with: most words of a text start none."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "firsts", self.roles.firsts | self.classes.firsts | self.institutions.firsts | self.parts.firsts)

    @classmethod
    def from_tables(
        cls, table: Mapping[str, Any], relations: Mapping[str, Any], ontology: Ontology, speech: frozenset[str]
    ) -> DescriptionLexicon:
        """From the tables `descriptions` and `relations`; the ontology says what the bearer of a relation's noun can be;
        `speech` are the verbs of speech, whose subject is no thing."""
        nouns = [(w, e["property"][0]) for e in relations["noun"] if _tells_role(e) for w in e["words"]]
        inverse = {w for e in relations["noun"] if e.get("inverse") for w in e["words"]}
        bearers = [(w, ontology.relations[p].range if w in inverse else ontology.relations[p].domain) for w, p in nouns]
        offices = {w: p for w, p in nouns if p in {"headOfState", "headOfGovernment"}}
        return cls(
            roles=Phrases([*bearers, *((w, frozenset({EntityType.PERSON})) for w in table["persons"])]),
            classes=Phrases((w, EntityType(c)) for c, words in table["classes"].items() for w in words),
            institutions=Phrases((w, EntityType(c)) for c, words in table["institutions"].items() for w in words),
            naming=frozenset(table["naming"]),
            titles={word: gender or None for word, gender in table["titles"].items()},
            latter=frozenset(table["latter"]),
            attributive=frozenset(table["attributive"]),
            impersonal=frozenset(table["impersonal"]),
            with_empty_object=frozenset(table["with_empty_object"]),
            propositional=frozenset(table["propositional"]),
            dealings=frozenset(table["dealings"]),
            personal=frozenset(table["personal"]),
            local=frozenset(table["local"]),
            offices=offices,
            posts=frozenset(w for w, p in nouns if p in POSTS),
            feminine_countries=frozenset(table["countries"]["feminine"]),
            masculine_countries=frozenset(table["countries"]["masculine"]),
            federations=frozenset(table["countries"]["federations"]),
            realms=frozenset(table["countries"]["realms"]),
            bare=frozenset(table["bare"]),
            portfolios=frozenset(table["portfolios"]),
            generic=frozenset(table["generic"]),
            acting=frozenset(table["acting"]),
            happenings={word: group for group, words in table["happenings"].items() for word in words},
            agentive=frozenset(table["agentive"]),
            led=frozenset(table["led"]),
            national=frozenset(table["national"]),
            compounds=dict(table["compounds"]),
            riders=Phrases((w, True) for w in table["riders"]),
            kinds={word: group for group, words in table["kinds"].items() for word in words},
            anonymous=frozenset(table["anonymous"]),
            speech=speech,
            capacity=frozenset(table["capacity"]),
            government=frozenset(table["government"]),
            parts=Phrases((w, EntityType.ORGANIZATION) for w in table["parts"]),
            cataphoric=frozenset(table["cataphoric"]),
        )

    def is_human(self, noun: Token) -> bool:
        """True for a noun for a person ("la policière", "un homme")."""
        return noun.lower_ in self.firsts and (found := self.roles.at(noun)) is not None and EntityType.PERSON in found[1][0]

    def role_at(self, token: Token, names: Container[int] = ()) -> RoleNoun | None:
        """The role noun that starts at this token and the types it can describe; not one that cuts a body's name ("président du conseil
        | général", "président du Conseil | européen"). `names` says where names start."""
        found = self.roles.at(token)
        if found and any(i in names or self._goes_beyond(token.doc[i], found[0].end) for i in range(token.i + 1, found[0].end)):
            found = self.roles.at(token, longest=1)
        if found is None:
            return None
        match, end = found[0], found[0].end
        rider = self.riders.at(token.doc[end]) if end < len(token.doc) else None
        return (match._replace(end=rider[0].end) if rider else match), frozenset().union(*found[1])

    def _goes_beyond(self, token: Token, end: int) -> bool:
        body = self.institutions.at(token)
        return body is not None and body[0].end > end


@dataclass
class Scene:
    """A document while its mentions are resolved. `names_at` maps the first token of a name to the index after its last, `starts` and
    `ends` the same two indexes to the entity, `inside` holds every token of a name, `role_at` tells of each index which role noun starts
    there, `roles` holds those that are told of somebody, `areas` the countries mentioned so far, adjectives included, `ahead` the
    possessives that wait for the subject behind them; `described` maps
    the index after a description to what it denotes, `settings` the number of a sentence that opens with a place to the state there,
    `adjectives` the words of nationality in small letters."""

    document: Document
    doc: Parse
    registry: Registry
    lexicon: DescriptionLexicon
    talk: Discourse
    names_at: dict[int, int]
    inside: set[int]
    ends: dict[int, Draft]
    starts: dict[int, Draft]
    role_at: RoleNouns
    main: Draft | None = None
    natives: dict[int, Draft] = field(default_factory=dict)
    roles: dict[int, Match] = field(default_factory=dict)
    ahead: list[tuple[Token, Token]] = field(default_factory=list)
    areas: list[tuple[int, Draft]] = field(default_factory=list)
    described: dict[int, tuple[Draft, ...]] = field(default_factory=dict)
    settings: dict[int, Draft | None] = field(default_factory=dict)
    adjectives: set[int] = field(default_factory=set)

    def main_at(self, token: Token) -> Draft | None:
        """The country or area that is spoken of here: the article's, or the sentence's own ("À Berlin, le ministre …")."""
        return self.settings.get(token.sent.number, self.main)

    @property
    def authority(self) -> Authority:
        """What is known beforehand."""
        return self.registry.authority
