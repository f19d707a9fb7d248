"""Which entities a word stands for in an event, and in which role its preposition puts them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.reading import Judge, Reading
from kg.extract.subjects import subjects
from kg.model import EntityType
from kg.text.tokens import Token

PLACES = frozenset({EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE})
SITES = PLACES - {EntityType.COUNTRY}
OCCASIONS = frozenset({EntityType.EVENT})
INSTITUTIONS = frozenset({EntityType.ORGANIZATION, EntityType.GOVERNMENT})
MOVEMENT = frozenset({"Movement", "Visit"})
REACH, NEAR = 30, 8  # how many words back a relative pronoun is looked for, and its antecedent
DEPTH = 2  # how many complements deep a participant may lie in a noun phrase that is none itself
NAME = frozenset({"flat", "flat:name", "fixed", "amod", "nummod"})


class Participant(NamedTuple):
    """The head word of a noun phrase or pronoun and its entities; `inside` where it only lies inside the phrase that has the role."""

    token: Token
    ids: tuple[str, ...]
    inside: bool = False


@dataclass(frozen=True)
class Finder:
    """Looks up participants in one document."""

    reading: Reading
    lexicon: EventLexicon
    judge: Judge

    def denotes(self, token: Token) -> tuple[str, ...]:
        """The entities that a word stands for; "je" and "mon" stand for who speaks, "l'Italien" before a name for the person."""
        if token.pos_ in {"PRON", "DET"}:
            return self._pronoun(token)
        if token.i not in self.reading.natives:
            return self.reading.denotes(token)
        named = (c for c in token.children if c.pos_ == "PROPN" and c.i > token.i)
        return next(filter(None, map(self.reading.denotes, named)), self.reading.denotes(token))

    def _pronoun(self, token: Token) -> tuple[str, ...]:
        word = antecedent(token)
        if word.i in self.reading.natives:
            return self.denotes(word)
        ids = self.reading.denotes(token)
        first_person = "Person=1" in token.morph and "Number=Plur" not in token.morph
        return self.judge(token).speakers if first_person and not ids else ids

    def named(self, token: Token) -> list[Participant]:
        """Whom a word stands for: itself and its list, its antecedent, its apposition, or what it counts or picks ("59 % des Italiens")."""
        ids = self.denotes(token)
        if ids and token.i in self.reading.adjectives:  # "le spationaute **français** Thomas Morel", wherever the parser sees the head
            names = [c for c in token.rights if c.pos_ == "PROPN" and self.denotes(c)]
            return [Participant(c, self.denotes(c)) for c in names[:1]]
        if ids:
            listed = [Participant(t, self.denotes(t)) for t in self._list(token)]
            return [Participant(token, ids), *listed, *self._parts(token, self.lexicon.example)]
        ids = self._antecedent(token)
        if ids:
            return [Participant(token, ids)]
        word = antecedent(token)
        named = [c for c in word.children if c.dep_ in {"appos", "flat", "flat:name"} and self.denotes(c)]
        if named:
            return [Participant(t, self.denotes(t)) for t in (named[0], *self._list(named[0]))]
        if word.pos_ == "NUM" or word.lower_ in self.lexicon.transparent or word.lemma in self.lexicon.transparent:
            found = self._parts(word, self.lexicon.genitive) or self._parts(word, self.lexicon.example)
            return found or [p for p in self.owners(word) if p.token.pos_ == "ADJ"]
        return self._parts(word, self.lexicon.example)

    def _list(self, token: Token) -> Iterator[Token]:
        """The rest of a list that this word begins, "B" and "C" in "A, B et C", however the parser takes it."""
        found: list[Token] = []
        while token.pos_ in {"NOUN", "PROPN"}:
            after = max((c.i for c in token.children if c.dep_ in NAME), default=token.i) + 1
            if after <= token.i or after + 1 >= len(token.doc):
                return
            link = token.doc[after]
            following = next((t for t in token.doc[after + 1 : after + 4] if t.pos_ not in {"DET", "ADP", "ADV"}), link)
            if not self.denotes(following) or not self._is_like(token, following):
                return
            found.append(following)
            if link.dep_ == "cc":
                yield from found
                return
            if link.text != ",":
                return
            token = following

    def _is_like(self, a: Token, b: Token) -> bool:
        kinds = [{self.reading.entities[i].type for i in self.denotes(t)} for t in (a, b)]
        starts = b.dep_ in grammar.SUBJECT and b.head.i > b.i and a.dep_ not in grammar.SUBJECT
        return not starts and (bool(kinds[0] & kinds[1]) or any(all(k <= alike for k in kinds) for alike in (PLACES, INSTITUTIONS)))

    def _antecedent(self, token: Token) -> tuple[str, ...]:
        """What a relative pronoun takes up: its antecedent or, where that is no entity, the last one in the antecedent's phrase."""
        if "PronType=Rel" not in token.morph:
            return ()
        word = antecedent(token)
        if word.i == token.i:
            return self._before(token)
        phrase = [word, *(t for t in word.subtree if word.i < t.i < token.i)]
        return next(filter(None, map(self.denotes, (word, *reversed(phrase)))), ())

    def _before(self, pronoun: Token) -> tuple[str, ...]:
        """The last entity before a relative pronoun that hangs on nothing; what the pronoun before takes up in "qui … et qui"."""
        before = pronoun.doc[max(pronoun.sent.start, pronoun.i - REACH) : pronoun.i]
        if len(before) and before[-1].dep_ == "cc":
            pronouns = (t for t in reversed(before[:-1]) if t.lower_ == pronoun.lower_)
            return next((self.denotes(t) or self._antecedent(t) for t in pronouns), ())
        return next(filter(None, (self.denotes(t) for t in reversed(before[-NEAR:]) if t.pos_ in grammar.NOMINAL)), ())

    def _parts(self, noun: Token, cases: frozenset[str]) -> list[Participant]:
        return [p for c in grammar.complements(noun) if c.preposition in cases for p in self.named(c.head) if c.head.i != noun.i]

    def within(self, token: Token, depth: int = DEPTH) -> list[Participant]:
        """Whom a word stands for or, where it is nobody, who lies inside its noun phrase ("les pouvoirs du Sénat", "ses conseils").

        What lies inside the phrase of a noun of action takes part in that one's event ("demander le désarmement de X"), and who has an
        office is somebody else than whose office it is ("la démission du conseiller de X").
        """
        found = self.named(token)
        if found or depth == 0 or token.pos_ not in {"NOUN", "PROPN"} or token.lemma in self.lexicon.nouns:
            return found
        if token.i in self.reading.roles:
            return []
        cases = self.lexicon.participant | self.lexicon.genitive
        inner = (c.head for c in grammar.complements(token) if c.preposition in cases)
        found = [p for t in inner for p in self.within(t, depth - 1)] or [p for p in self.owners(token) if p.token.pos_ != "DET"]
        return [Participant(p.token, p.ids, inside=True) for p in found]

    def beside(self, complement: grammar.Complement) -> list[Participant]:
        """Whom a complement stands for; what lies inside an adverbial takes no part ("à l'inverse de X")."""
        noun = complement.head.lemma
        return self.named(complement.head) if noun in self.lexicon.adverbial else self.within(complement.head, 1)

    def predicate(self, noun: Token, holders: Sequence[Participant]) -> list[Participant]:
        """Whom a noun belongs to that only describes its holder ("X deviendra président de Y"); [] where it stands for somebody else."""
        same = {i for p in holders for i in p.ids}
        if not same or not all(same.issuperset(p.ids) for p in self.named(noun)):
            return []
        found = [p for c in grammar.complements(noun) if c.preposition in self.lexicon.genitive for p in self.named(c.head)]
        return [Participant(p.token, p.ids, inside=True) for p in found]

    def owners(self, noun: Token) -> list[Participant]:
        """Whom a noun's possessive, its adjective of nationality or its "dont" stands for."""
        words = [c for c in noun.children if c.dep_ in {"det", "amod"}]
        words += [c for t in (noun, noun.head) for c in t.children if c.lower_ in self.lexicon.whose and c.i < noun.i]
        return [Participant(c, ids) for c in words if (ids := self.denotes(c) or self._antecedent(c))]

    def all(self, tokens: Iterable[Token]) -> list[Participant]:
        """The participants that these words stand for."""
        return [p for t in tokens for p in self.named(t)]

    def doers(self, verb: Token) -> list[Participant]:
        """Whom the subjects of a verb stand for, understood ones too; for a full verb that hangs on a noun, who is found above it."""
        tokens = subjects(verb, self.lexicon)
        found = self.all(tokens)
        if found or any(t.dep_ in grammar.SUBJECT for t in tokens) or any(c.dep_ == "expl:subj" for c in verb.children):
            return found
        if grammar.is_finite(verb):
            above = (t for t in verb.ancestors if t.pos_ in grammar.NOMINAL and t.i < verb.i)
            return next((p for t in above if (p := self.named(t))), [])
        clause = next((t for t in verb.ancestors if t.pos_ in grammar.VERBAL), None)
        stray = verb.dep_ in {"acl", "amod"} and grammar.is_past_participle(verb)
        return self.all(grammar.grammatical_subjects(clause)) if clause is not None and stray else []

    def role(self, case: str, participant: Participant, lemmas: Sequence[str]) -> str | None:
        """What a preposition makes of a participant of a verb or a noun with these lemmas: "patient", "place" or None."""
        lexicon = self.lexicon
        is_place = self.is_of(participant, PLACES) or self._is_facility(participant)
        institution = not is_place and self.is_of(participant, INSTITUTIONS)
        moves = lexicon.type_of(*lemmas) in MOVEMENT
        if moves and ((case in lexicon.place and (is_place or institution)) or (case in lexicon.genitive and is_place)):
            return "place"
        if self.is_setting(participant):
            return "place"
        if self.is_given(case, participant, lemmas) or any(lexicon.takes(lemma, case) for lemma in lemmas):
            return "patient"
        if case in lexicon.place and (is_place or (institution and not participant.inside and case not in lexicon.participant)):
            return "place"
        if case not in lexicon.participant or (participant.inside and is_place):
            return None
        return None if self.is_of(participant, OCCASIONS) else "patient"

    def is_given(self, case: str, participant: Participant, lemmas: Sequence[str]) -> bool:
        """True for who is given something ("accorder un prêt **au Burundi**")."""
        gives = case in self.lexicon.recipient and bool(lemmas) and lemmas[0] in self.lexicon.giving
        return gives and not self.is_site(participant)

    def _is_facility(self, participant: Participant) -> bool:
        """True where the names begin with the noun of a building."""
        labels = (self.reading.entities[i].label.text for i in participant.ids)
        return all(label.split()[0].lower() in self.lexicon.facilities for label in labels)

    def is_place(self, participant: Participant) -> bool:
        """True where the entities are places."""
        return self.is_of(participant, PLACES)

    def is_setting(self, participant: Participant) -> bool:
        """True for a place inside a noun phrase that says where ("participer à un gala **à Moscou**", "une version **au Népal**")."""
        return participant.inside and self.is_place(participant) and grammar.preposition(participant.token) in self.lexicon.place

    def is_site(self, participant: Participant) -> bool:
        """True where the entities are places that do not act, as a state does."""
        return self.is_of(participant, SITES)

    def is_of(self, participant: Participant, kinds: Iterable[EntityType]) -> bool:
        """True where the entities are of these types."""
        return all(self.reading.entities[i].type in kinds for i in participant.ids)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun takes up; the word itself where it is no relative pronoun or hangs on no relative clause."""
    if "PronType=Rel" not in token.morph:
        return token
    for word in (token.head, *token.head.ancestors):
        if word.dep_ == "acl:relcl":
            return word.head
    return token
