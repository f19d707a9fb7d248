"""What has been mentioned so far, and which of it a pronoun or a description may take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter

from kg.extract.entities import Draft
from kg.extract.grammar import SUBJECT, preposition
from kg.extract.quotations import Quotation
from kg.model import EntityType, MentionType, Span
from kg.text.tokens import Parse, Token

TOPIC = 1.6  # what the entity named most in the article counts more
JOINED = 0.5  # what one of several coordinated counts less for a pronoun in the singular
INNER = 0.7  # what a mention inside another noun's phrase counts less
TAKEN_UP = 0.5  # what somebody unknown counts more for having been taken up by a pronoun
QUOTED = 1.2  # what a mention in somebody's words counts less for a pronoun outside them
TWO = "deux"
WINDOW = 100  # mentions looked back on: keeps every look-up constant, far beyond what a pronoun reaches


@dataclass(slots=True)
class Past:
    """One mention: its head, where that stands (token, sentence), what it denotes and whether by name. A noun that denotes no entity
    ("l'image") has no draft, but its own gender and number, and may be somebody's ("la policière"): pronouns take it up too. `quoted` is
    what somebody's words mention, `taken_up` what a pronoun does. What the tree says of it is asked of few mentions, and only then."""

    head: Token
    token: int
    sentence: int
    draft: Draft | None
    named: bool
    quoted: bool
    gender: str | None = None
    plural: bool = False
    human: bool = False
    taken_up: bool = False

    @property
    def subject(self) -> bool:
        """True for a subject and what is coordinated with one."""
        return self.head.dep_ in SUBJECT or (self.head.dep_ == "conj" and self.head.head.dep_ in SUBJECT)

    @property
    def inner(self) -> bool:
        """True inside another noun's phrase ("le Sénat **du Burundi**"), and where something happens."""
        return self.head.dep_ == "nmod" or _is_setting(self.head)

    @property
    def joined(self) -> bool:
        """True for one of several coordinated."""
        return self.head.dep_ == "conj" or "conj" in [c.dep_ for c in self.head.rights]


def _no_thing(past: Past) -> bool:  # noqa: ARG001  (a default that lets none compete)
    return False


@dataclass
class Discourse:
    """The mentions of a document in the order of the text, filled from left to right."""

    doc: Parse
    quoted: Mapping[int, Quotation] = field(default_factory=dict)  # the words in quotations, by their index
    heads: dict[int, tuple[Draft, ...]] = field(default_factory=dict)
    mentions: list[tuple[Span, MentionType, Draft]] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    salience: Counter[int] = field(default_factory=Counter)
    names: Counter[int] = field(default_factory=Counter)  # how often each entity is named in the whole document
    most: int = 1  # how often the one named most is

    def mention(self, head: Token, span: Span, type_: MentionType, drafts: Iterable[Draft]) -> None:
        """Notes that the phrase headed by this word, with this extent, denotes these entities."""
        drafts = tuple(dict.fromkeys(drafts))
        if not drafts:
            return
        self.heads[head.i] = drafts
        named = type_ is MentionType.NAMED
        for draft in drafts:
            self.mentions.append((span, type_, draft))
            self.note(head, draft, named)

    def note(self, head: Token, draft: Draft, named: bool = False) -> None:
        """Makes the entity available to what follows."""
        self.past.append(Past(head, head.i, head.sent.number, draft, named, head.i in self.quoted))
        self.salience[id(draft)] += 1

    def note_thing(self, word: Token, gender: str | None, plural: bool, human: bool) -> None:
        """Makes a noun or pronoun that denotes no entity compete for the pronouns that follow."""
        quoted, taken_up = word.i in self.quoted, word.pos_ == "PRON"
        self.past.append(Past(word, word.i, word.sent.number, None, False, quoted, gender, plural, human, taken_up))

    def denotes(self, token: Token) -> tuple[Draft, ...]:
        """The entities that the phrase headed by this word is known to denote."""
        return self.heads.get(token.i, ())

    def latest(self, before: int, accepts: Callable[[Draft], bool], sentences: int = 100) -> Draft | None:
        """The entity mentioned last before this token, among those accepted, at most so many sentences back."""
        first = self.doc[before].sent.number - sentences
        refused: set[Draft] = set()
        for p in reversed(self.past[-WINDOW:]):
            draft = p.draft
            if draft is None or draft in refused or p.token >= before or p.sentence < first:
                continue
            if accepts(draft):
                return draft
            refused.add(draft)
        return None

    def final(self, noun: Token) -> Draft | None:
        """What the phrase denotes that ends the sentence before, where this word opens one; not where something happens."""
        before = noun.i - 1
        while before > 0 and (self.doc[before].is_punct or self.doc[before].is_space):
            before -= 1
        ending = (p for p in reversed(self.past[-WINDOW:]) if p.token <= before <= self.doc[p.token].right_edge.i)
        last = next(ending, None) if noun.is_sent_start else None
        return last.draft if last and not _is_setting(self.doc[last.token]) else None

    def pair(self, noun: Token, accepts: Callable[[Draft], bool]) -> tuple[Draft, ...]:
        """What "**les deux** dirigeants" are: the two named in this sentence or, where none is, in the one before; nothing where these are
        not two."""
        if not any(c.lower_ == TWO for c in noun.lefts):
            return ()
        here = noun.sent.number
        for sentence in (here, here - 1):
            named = (p.draft for p in self.past[-WINDOW:] if p.sentence == sentence and p.named and p.token < noun.i)
            found = tuple({id(d): d for d in named if d and accepts(d)}.values())
            if found:
                return found if len(found) == 2 else ()
        return ()

    def antecedent(
        self,
        pronoun: Token,
        accepts: Callable[[Draft], bool],
        sentences: int = 3,
        near: float = 0.0,
        things: Callable[[Past], bool] = _no_thing,
    ) -> Draft | None:
        """The entity a pronoun most likely takes up: near, a subject rather than not, mentioned often (after Lappin and Leass, 1994).

        `near` is what a mention in the same sentence counts more, for possessives; `things` says which nouns without an entity compete.
        None where one of these is the likelier.
        """
        here, at, outside = pronoun.sent.number, pronoun.i, pronoun.i not in self.quoted
        first = here - sentences
        best: dict[int, tuple[float, int, Draft | None]] = {}
        for p in self.past[-WINDOW:]:
            if p.sentence < first or p.token >= at or not (accepts(p.draft) if p.draft else things(p)):
                continue
            distance = here - p.sentence
            score = _weight(p, distance) + (near if distance == 0 else 0.0) - (QUOTED if outside and p.quoted else 0.0)
            if p.draft:
                score += self._salience(p.draft) + (0.5 if p.draft.type is EntityType.PERSON else 0.0)
            key = id(p.draft) if p.draft else -p.token
            if score >= best.get(key, (-9.0, 0, None))[0]:
                best[key] = (score, p.token, p.draft)
        return max(best.values(), key=itemgetter(0, 1))[2] if best else None

    def _salience(self, draft: Draft) -> float:
        """How much is said of the entity: so far, and by name in the whole article compared with the one named most."""
        return min(self.salience[id(draft)], 6) * 0.1 + TOPIC * self.names[id(draft)] / self.most


def _is_setting(head: Token) -> bool:
    """True for where something happens ("au Royaume-Uni"): what follows is seldom about it."""
    return preposition(head) in {"à", "en", "dans", "vers", "depuis", "sur"}


def _weight(p: Past, distance: int) -> float:
    weight = 3.0 - 1.2 * distance + (1.6 if p.subject else 0.0) + (0.3 if p.named else 0.0) + (TAKEN_UP if p.taken_up else 0.0)
    return weight - (INNER if p.inner else 0.0) - (JOINED if p.joined else 0.0)
