"""Which entities a word stands for in an event, and who the doer is where the clause does not say it itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.reading import Reading
from kg.model import EntityType

PLACES = frozenset({EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE})
INSTITUTIONS = frozenset({EntityType.ORGANIZATION, EntityType.GOVERNMENT})
REACH, NEAR = 30, 4  # how many words back a relative pronoun is looked for, and its antecedent
DEPTH = 2  # how many "de" a participant may lie inside a noun phrase that is none itself


@dataclass(frozen=True)
class Participant:
    """The head word of a noun phrase or pronoun and the entities it stands for; `inside` where it only lies inside the phrase with the role."""

    token: Token
    ids: tuple[str, ...]
    inside: bool = False


@dataclass(frozen=True)
class Finder:
    """Looks up participants in one document."""

    reading: Reading
    lexicon: EventLexicon

    def named(self, token: Token) -> list[Participant]:
        """Whom a word stands for: itself, its antecedent, its apposition, or what it counts or picks from ("59 % des Italiens")."""
        ids = self.reading.denotes(token) or self._antecedent(token)
        if ids:
            return [Participant(token, ids)]
        word = antecedent(token)
        named = [c for c in word.children if c.dep_ in {"appos", "flat", "flat:name"} and self.reading.denotes(c)]
        if named:
            return [Participant(named[0], self.reading.denotes(named[0]))]
        if word.pos_ == "NUM" or word.lower_ in self.lexicon.transparent or word.lemma_.lower() in self.lexicon.transparent:
            return self._of(word)
        return []

    def _antecedent(self, token: Token) -> tuple[str, ...]:
        """What a relative pronoun takes up: its antecedent or, where that is no entity, the last one in the antecedent's phrase."""
        if "PronType=Rel" not in token.morph:
            return ()
        word = antecedent(token)
        if word.i == token.i:
            return self._before(token)
        phrase = [word, *(t for t in word.subtree if word.i < t.i < token.i)]
        return next(filter(None, map(self.reading.denotes, (word, *reversed(phrase)))), ())

    def _before(self, pronoun: Token) -> tuple[str, ...]:
        """The last entity before a relative pronoun that the parser hangs on nothing; what the pronoun before takes up in "qui … et qui"."""
        before = pronoun.doc[max(pronoun.sent.start, pronoun.i - REACH) : pronoun.i]
        if len(before) and before[-1].dep_ == "cc":
            pronouns = (t for t in reversed(before[:-1]) if t.lower_ == pronoun.lower_)
            return next((self.reading.denotes(t) or self._antecedent(t) for t in pronouns), ())
        return next(filter(None, (self.reading.denotes(t) for t in reversed(before[-NEAR:]) if t.pos_ in grammar.NOMINAL)), ())

    def _of(self, noun: Token) -> list[Participant]:
        return [p for c in grammar.complements(noun) if c.preposition in self.lexicon.genitive for p in self.named(c.head) if c.head.i != noun.i]

    def within(self, token: Token, depth: int = DEPTH) -> list[Participant]:
        """Whom a word stands for or, where it is nobody, who lies inside its noun phrase ("les pouvoirs du Sénat", "ses conseils")."""
        found = self.named(token)
        if found or depth == 0 or token.pos_ not in {"NOUN", "PROPN"}:
            return found
        inner = [c.head for c in grammar.complements(token) if c.preposition in self.lexicon.participant | self.lexicon.genitive]
        found = [p for t in inner for p in self.within(t, depth - 1)] or self.owners(token)
        return [Participant(p.token, p.ids, inside=True) for p in found]

    def owners(self, noun: Token) -> list[Participant]:
        """Whom a noun's possessive or adjective of nationality stands for."""
        words = [c for c in noun.children if c.dep_ in {"det", "amod"}]
        return [Participant(c, self.reading.denotes(c)) for c in words if self.reading.denotes(c)]

    def all(self, tokens: Iterable[Token]) -> list[Participant]:
        """The participants that these words stand for."""
        return [p for t in tokens for p in self.named(t)]

    def doers(self, verb: Token) -> list[Participant]:
        """Whom the subjects of a verb stand for, understood ones too; where the parser hangs a finite verb on a noun, whom that noun belongs to."""
        found = self.all(subjects(verb, self.lexicon))
        if found or verb.dep_ not in {"acl", "amod"} or not grammar.is_finite(verb):
            return found
        return next((p for t in verb.ancestors if (p := self.named(t))), [])

    def is_place(self, participant: Participant) -> bool:
        """True where the entities are places."""
        return all(self.reading.entities[i].type in PLACES for i in participant.ids)

    def is_occasion(self, participant: Participant) -> bool:
        """True where the entities are events, during which something happens rather than to which."""
        return all(self.reading.entities[i].type is EntityType.EVENT for i in participant.ids)

    def is_institution(self, participant: Participant) -> bool:
        """True where the entities are organisations, in whose rooms things can happen."""
        return all(self.reading.entities[i].type in INSTITUTIONS for i in participant.ids)


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun takes up; the word itself where it is no relative pronoun."""
    if "PronType=Rel" not in token.morph:
        return token
    for word in (token.head, *token.head.ancestors):
        if word.dep_ == "acl:relcl":
            return word.head
    return token


def subjects(verb: Token, lexicon: EventLexicon) -> list[Token]:
    """The subjects of a verb, understood ones too: grammatical_subjects, and those of infinitives that a noun or an object governs.

    "l'intention **de X** d'attaquer", "X a l'intention d'attaquer", "inviter **X** à partir".
    """
    infinitive = "VerbForm=Inf" in verb.morph
    if verb.dep_ == "acl" and "Tense=Pres" in verb.morph and _is_detached(verb):
        return _subjects_above(verb, lexicon)
    if infinitive and verb.dep_ == "acl":
        return _subjects_of_noun(verb.head, lexicon)
    head = verb.head
    governed = infinitive and verb.dep_ in {"xcomp", "ccomp", "obl:arg"} and head.lemma_.lower() in lexicon.object_control
    if governed and (not grammar.is_passive(head) or any(c.dep_ == "iobj" for c in head.children)):
        return grammar.children(head, "obj", "iobj") or [c.head for c in grammar.verb_complements(head) if c.preposition in lexicon.recipient]
    return grammar.grammatical_subjects(verb) or _stranded(verb)


def _is_detached(participle: Token) -> bool:
    """True for a gerund ("en partant") and for a present participle after a comma (", succédant à X")."""
    if any(c.dep_ == "mark" and c.i < participle.i for c in participle.children):
        return True
    first = participle.left_edge.i
    return first > 0 and participle.doc[first - 1].text == ","


def _stranded(verb: Token) -> list[Token]:
    """A bare noun phrase before a finite verb without subject, which the parser took for an adverbial."""
    if not grammar.is_finite(verb):
        return []
    bare = [c for c in verb.lefts if c.dep_ in {"obl:mod", "obl:arg", "dislocated"} and not grammar.preposition(c)]
    return bare[-1:]


def _subjects_above(gerund: Token, lexicon: EventLexicon) -> list[Token]:
    """A detached participle has the subject of its clause, whatever noun the parser hangs it on."""
    clause = next((t for t in gerund.ancestors if t.pos_ in grammar.VERBAL), None)
    return [] if clause is None else subjects(clause, lexicon)


def _subjects_of_noun(noun: Token, lexicon: EventLexicon) -> list[Token]:
    owners = [c for c in noun.children if c.dep_ == "det" and "Poss=Yes" in c.morph]
    owners = owners or [c.head for c in grammar.complements(noun) if c.preposition in lexicon.genitive]
    if owners:
        return owners
    head = grammar.governor(noun).head
    return subjects(head, lexicon) if head.pos_ in grammar.VERBAL and head.i != noun.i else []
