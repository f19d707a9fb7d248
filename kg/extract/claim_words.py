"""The words of reporting: verbs with their constructions and stance, prepositions, and the nouns of those who are heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.errors import KgError
from kg.memory import Answers
from kg.text.tokens import Token

CONSTRUCTIONS = frozenset({"quote", "que", "inf", "nom", "de", "à", "comme", "attr"})
STEM = 2  # letters that every form of a verb shares with its infinitive
VERBAL = frozenset({"VERB", "AUX"})
WORD_LISTS = (
    "complementizers",
    "voices",
    "documents",
    "sources",
    "comments",
    "comparatives",
    "auxiliaries",
    "causatives",
    "personal",
    "negations",
    "manner",
    "telling",
    "owning",
)
STANCES = frozenset({"neutral", "affirming", "accusing", "doubting", "denying"})


@dataclass(frozen=True, slots=True)
class ReportingVerb:
    """A verb that reports: in which constructions, and how it stands to what it reports. `goes_on` continues a speech already begun."""

    stance: str
    takes: frozenset[str]
    goes_on: bool = False


PHRASE = ReportingVerb("neutral", frozenset({"quote", "que"}))


@dataclass(frozen=True, slots=True)
class ReportingPreposition:
    """A preposition that names the one who says it ("selon"); `persons_only` where it does so only before somebody ("pour")."""

    words: tuple[str, ...]
    stance: str
    persons_only: bool = False


@dataclass(frozen=True)
class ClaimLexicon:
    """The section [claims] of a language's lexicon. Verbs are keyed by lemma and reflexivity, prepositions by their first word."""

    verbs: Mapping[tuple[str, bool], ReportingVerb]
    prepositions: Mapping[str, tuple[ReportingPreposition, ...]]
    complementizers: frozenset[str]
    voices: frozenset[str]
    documents: frozenset[str]
    sources: frozenset[str]
    comments: frozenset[str]
    comparatives: frozenset[str]
    auxiliaries: frozenset[str]
    causatives: frozenset[str]
    personal: frozenset[str]
    negations: frozenset[str]
    manner: frozenset[str]
    endings: Mapping[str, str]
    stems: frozenset[str]
    irregular: Mapping[str, str]
    phrases: Mapping[str, frozenset[str]]
    locutions: Mapping[str, frozenset[str]]
    telling: frozenset[str]
    owning: frozenset[str]
    tellers: frozenset[str] = field(init=False, repr=False)
    """The lemmas that complete a locution: its nouns, and the verbs that report numbers."""
    _infinitives: Answers[tuple[str, str], str | None] = field(init=False, repr=False)
    """The infinitive of the reporting verb that a form with this lemma may be of."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tellers", self.telling.union(*self.locutions.values()))
        object.__setattr__(self, "_infinitives", Answers(self._infinitive))

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> ClaimLexicon:
        """The lexicon from the parsed TOML table. Raises KgError on an unknown stance or construction."""
        verbs = _verbs(table.get("verbs", []))
        return cls(
            verbs=verbs,
            phrases={verb: frozenset(infinitives) for verb, infinitives in table.get("phrases", {}).items()},
            locutions={verb: frozenset(nouns) for verb, nouns in table.get("locutions", {}).items()},
            irregular=dict(table.get("irregular", {})),
            stems=frozenset(lemma[:STEM] for lemma, _ in verbs),
            prepositions=_prepositions(table.get("prepositions", [])),
            endings={ending: infinitive for infinitive, endings in table.get("endings", {}).items() for ending in endings},
            **{name: frozenset(table.get(name, [])) for name in WORD_LISTS},
        )

    def verb(self, token: Token) -> ReportingVerb | None:
        """The reporting verb that this word is a form of, or None."""
        if "VerbForm=Inf" in token.morph and self.in_phrase(token):
            return PHRASE
        if self._infinitives[token.lower_, token.lemma] is None:  # nearly all words
            return None
        lemma = self.lemma(token)
        return self.verbs.get((lemma, is_reflexive(token))) if lemma else None

    def in_phrase(self, token: Token) -> bool:
        """True for an infinitive that reports behind the verb before it ("a fait savoir que")."""
        if token.i == 0 or "VerbForm=Inf" not in token.morph:
            return False
        return token.lemma in self.phrases.get(token.nbor(-1).lemma, ())

    def finite_part(self, token: Token) -> Token:
        """The verb before an infinitive that reports with it ("a **fait** savoir"), the word itself else."""
        return token.nbor(-1) if self.in_phrase(token) else token

    def lemma(self, token: Token) -> str | None:
        """The infinitive of a form of a reporting verb, whatever the tagger says ("indique", "tweeté"); None for another word."""
        infinitive = self._infinitives[token.lower_, token.lemma]
        return infinitive if infinitive and (token.pos_ in VERBAL or self._stands_like_verb(token)) else None

    def _infinitive(self, word: tuple[str, str]) -> str | None:
        form, lemma = word
        if form[:STEM] not in self.stems:
            return None
        if self._known(lemma):
            return lemma
        if form in self.irregular:
            return self.irregular[form]
        candidates = (form[: -len(e)] + infinitive for e, infinitive in self.endings.items() if form.endswith(e))
        return next((c for c in candidates if self._known(c)), None)

    def _stands_like_verb(self, token: Token) -> bool:
        """For a verb tagged as something else: after an auxiliary, before "que", or between a mark and a noun phrase."""
        if token.pos_ not in {"ADJ", "ADV", "NOUN", "PROPN", "X"} or token.i == 0:
            return False
        before = token.nbor(-1)
        if before.lemma in self.auxiliaries:
            return True
        if token.i + 1 == len(token.doc):
            return False
        after = token.nbor(1)
        if token.lower_ in self.irregular and (after.pos_ == "DET" or "VerbForm=Inf" in after.morph):
            return before.pos_ in {"NOUN", "PROPN", "PRON"}
        if after.lower_ in self.complementizers:
            return before.pos_ in {"NOUN", "PROPN", "PUNCT", "PRON", "ADJ"}
        return before.is_punct and after.pos_ in {"DET", "PROPN"} and token.lower_ == token.text

    def _known(self, lemma: str) -> bool:
        return (lemma, False) in self.verbs or (lemma, True) in self.verbs


def is_reflexive(verb: Token) -> bool:
    """True where the verb has a reflexive clitic."""
    return any(c.dep_ in {"expl:comp", "expl:pass"} or (c.i < verb.i and "Reflex=Yes" in c.morph) for c in verb.children)


def _verbs(rows: list[Mapping[str, Any]]) -> Mapping[tuple[str, bool], ReportingVerb]:
    verbs: dict[tuple[str, bool], ReportingVerb] = {}
    for row in rows:
        stance, takes = row["stance"], frozenset(row["takes"])
        if stance not in STANCES or not takes <= CONSTRUCTIONS:
            raise KgError(
                f"lexicon [[claims.verbs]]: {stance!r} or one of {sorted(takes)} unknown; use {sorted(STANCES)} and {sorted(CONSTRUCTIONS)}"
            )
        for lemma in row["lemmas"]:
            key = (lemma, bool(row.get("reflexive", False)))
            if key in verbs:
                raise KgError(f"lexicon [[claims.verbs]]: {lemma!r} stands in two tables; leave it in one")
            verbs[key] = ReportingVerb(stance, takes, bool(row.get("goes_on", False)))
    return verbs


def _prepositions(rows: list[Mapping[str, Any]]) -> Mapping[str, tuple[ReportingPreposition, ...]]:
    found: dict[str, tuple[ReportingPreposition, ...]] = {}
    for row in rows:
        for words in row["words"]:
            entry = ReportingPreposition(tuple(words), row["stance"], bool(row.get("persons_only", False)))
            found[words[0]] = (*found.get(words[0], ()), entry)
    return {first: tuple(sorted(entries, key=lambda e: -len(e.words))) for first, entries in found.items()}
