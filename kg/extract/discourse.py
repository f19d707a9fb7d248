"""What has been mentioned so far, and which of it a pronoun or a description may take up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.extract.entities import Draft
from kg.extract.grammar import SUBJECT
from kg.model import EntityType, MentionType, Span

INNER = 0.7  # what a mention inside another noun's phrase counts less
WINDOW = 60  # mentions looked back on: keeps every look-up constant, far beyond what a pronoun reaches


@dataclass(frozen=True, slots=True)
class Past:
    """One mention: where (token, sentence), what, whether as a subject, by name, and inside another noun's phrase ("le Sénat **du Burundi**")."""

    token: int
    sentence: int
    draft: Draft
    subject: bool
    named: bool
    inner: bool


@dataclass
class Discourse:
    """The mentions of a document in the order of the text, filled from left to right."""

    doc: Doc
    sentence_of: list[int]
    heads: dict[int, tuple[Draft, ...]] = field(default_factory=dict)
    mentions: list[tuple[Span, MentionType, Draft]] = field(default_factory=list)
    past: list[Past] = field(default_factory=list)
    salience: Counter[int] = field(default_factory=Counter)

    def mention(self, head: Token, span: Span, type_: MentionType, drafts: Iterable[Draft]) -> None:
        """Notes that the phrase headed by this word, with this extent, denotes these entities."""
        drafts = tuple(dict.fromkeys(drafts))
        if not drafts:
            return
        self.heads[head.i] = drafts
        for draft in drafts:
            self.mentions.append((span, type_, draft))
            self.note(head, draft, type_ is MentionType.NAMED)

    def note(self, head: Token, draft: Draft, named: bool = False) -> None:
        """Makes the entity available to what follows."""
        subject = any(t.dep_ in SUBJECT for t in (head, head.head) if t is head or head.dep_ == "conj")
        self.past.append(Past(head.i, self.sentence_of[head.i], draft, subject, named, head.dep_ == "nmod"))
        self.salience[id(draft)] += 1

    def denotes(self, token: Token) -> tuple[Draft, ...]:
        """The entities that the phrase headed by this word is known to denote."""
        return self.heads.get(token.i, ())

    def latest(self, before: int, accepts: Callable[[Draft], bool], sentences: int = 100) -> Draft | None:
        """The entity mentioned last before this token, among those accepted, at most so many sentences back."""
        here = self.sentence_of[before]
        for p in reversed(self.past[-WINDOW:]):
            if p.token < before and here - p.sentence <= sentences and accepts(p.draft):
                return p.draft
        return None

    def antecedent(self, pronoun: Token, accepts: Callable[[Draft], bool], sentences: int = 3, near: float = 0.0) -> Draft | None:
        """The entity a pronoun most likely takes up: near, a subject rather than not, mentioned often (after Lappin and Leass, 1994).

        `near` is what a mention in the same sentence counts more, for possessives.
        """
        here = self.sentence_of[pronoun.i]
        best: dict[int, tuple[float, int, Draft]] = {}
        for p in self.past[-WINDOW:]:
            distance = here - p.sentence
            if p.token >= pronoun.i or distance > sentences or not accepts(p.draft):
                continue
            score = 3.0 - distance + (near if distance == 0 else 0.0) + (1.6 if p.subject else 0.0) + (0.3 if p.named else 0.0) - (INNER if p.inner else 0.0)
            score += min(self.salience[id(p.draft)], 6) * 0.15 + (0.5 if p.draft.type is EntityType.PERSON else 0.0)
            if score >= best.get(id(p.draft), (-1.0, 0, p.draft))[0]:
                best[id(p.draft)] = (score, p.token, p.draft)
        ranked = sorted(best.values(), key=lambda b: (-b[0], -b[1]))
        return ranked[0][2] if ranked else None
