"""What the later stages see of a document: its parse, and which entity a word denotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.lexicon import Match
from kg.model import Document, Entity, Judgement, Mention, Span
from kg.text.tokens import Parse, Token

Judge = Callable[[Token], Judgement]
"""How certain what a word (the head of a fact) says is, and who says it."""


@dataclass(frozen=True)
class Reading:
    """A parsed document whose mentions are resolved.

    The parse's text has the length of the document's text, so `token.idx` is an offset into the document. `by_head` maps the
    index of a mention's head word to the ids of the entities it denotes (several for "les deux pays"). `owners` are the bodies that
    belong to a
    state, region or city without a name of their own ("la police"): id → (owner's id, whether the text says so).
    """

    document: Document
    doc: Parse
    entities: Mapping[str, Entity]
    mentions: tuple[Mention, ...]
    by_head: Mapping[int, tuple[str, ...]]
    owners: Mapping[str, tuple[str, bool]] = field(default_factory=dict)
    natives: Mapping[int, str] = field(default_factory=dict)  # the word of "l'Italien Antonio Tajani" → the country
    roles: Mapping[int, Match] = field(default_factory=dict)  # the role nouns by their first token
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # a known person → the areas they are known to belong to
    main: str | None = None  # the country or area the article is about
    settings: Mapping[int, str | None] = field(default_factory=dict)  # the number of a sentence that says where → the state there
    adjectives: frozenset[int] = frozenset()  # the words of nationality in small letters
    heads_of_state: frozenset[str] = frozenset()  # who is called the head of a state

    def main_at(self, token: Token) -> str | None:
        """The country or area spoken of where this word stands."""
        return self.settings.get(token.sent.number, self.main)

    def denotes(self, token: Token) -> tuple[str, ...]:
        """The entities that the noun phrase or pronoun headed by this word denotes; () where it is none."""
        return self.by_head.get(token.i, ())


def span_of(first: Token, last: Token) -> Span:
    """The characters from the first word's start to the last word's end."""
    return Span(first.idx, last.idx + len(last))
