"""Names that a common noun opens: "ministère de l'Intérieur du Kazakhstan", "guerre civile syrienne", "accord de paix d'Arusha"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.name_shapes import group_end, is_capital
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType

_INSTITUTIONS = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION})


@dataclass(frozen=True)
class PhraseFinder:
    """Reads the phrases of one document.

    `groups` maps a token index to the end of the recogniser's name that starts there; `is_origin` tells adjectives of origin ("kazakh").
    """

    doc: Doc
    lexicon: NameLexicon
    groups: Mapping[int, int]
    is_origin: Callable[[str], bool]

    def phrases(self) -> Iterator[NamedSpan]:
        """The phrases in text order, none inside another."""
        end = 0
        for token in self.doc:
            kind = self._head(token) if token.i >= end else None
            found = self._phrase(token, kind) if kind else None
            if found:
                end = found.end
                yield found

    def _head(self, token: Token) -> EntityType | None:
        heads = self.lexicon.heads
        return heads.get(token.lower_) or (heads.get(token.lemma_.lower()) if token.pos_ in {"NOUN", "PROPN"} else None)

    def _phrase(self, head: Token, kind: EntityType) -> NamedSpan | None:
        end, named = self._extent(head, kind)
        if end == head.i + 1 or not (is_capital(head) or self._is_definite(head)):
            return None
        named = (named or is_capital(head)) and head.lower_ not in self.lexicon.described
        return NamedSpan(head.i, end, kind, 0.8 if named else 0.6, named)

    def _is_definite(self, head: Token) -> bool:
        before = head.i - 1
        while before >= 0 and self.doc[before].pos_ in {"ADJ", "NUM"} and not self.doc[before].is_sent_start:
            before -= 1
        return before < 0 or self.doc[before].is_space or self.doc[before].lower_ in self.lexicon.definite | self.lexicon.of | {"("}

    def _extent(self, head: Token, kind: EntityType) -> tuple[int, bool]:
        """The end of the phrase, and whether something in it names (a capital, an adjective of origin)."""
        end, named = head.i + 1, False
        while end < len(self.doc) and not self.doc[end].is_sent_start:
            step, names = self._step(end, kind)
            if step == end:
                break
            end, named = step, named or names
        return end, named

    def _step(self, at: int, kind: EntityType) -> tuple[int, bool]:
        token = self.doc[at]
        word = token.lower_
        if self.is_origin(word):
            return at + 1, True
        if self._is_adjective(token):
            return at + 1, False
        if word in self.lexicon.of or (kind in {EntityType.EVENT, EntityType.WORK} and word in self.lexicon.event_prepositions):
            return self._complement(at)
        if word in self.lexicon.conjunctions and kind is EntityType.GOVERNMENT and at + 1 < len(self.doc) and self.doc[at + 1].lower_ in self.lexicon.of:
            end, named = self._complement(at + 1)
            return (end, named) if end > at + 1 else (at, False)
        return at, False

    def _is_adjective(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.adjectives or token.lemma_.lower() in self.lexicon.adjectives

    def _complement(self, at: int) -> tuple[int, bool]:
        """The end of the complement whose preposition stands at `at`; `at` where it is none that names."""
        start = at + 1
        if start < len(self.doc) and self.doc[start].lower_ in self.lexicon.definite:
            start += 1
        if start >= len(self.doc) or self.doc[start].is_sent_start:
            return at, False
        token = self.doc[start]
        if token.lower_ in self.lexicon.domains and not is_capital(token):
            return start + 1, False
        if token.is_digit and len(token.text) == 4:
            return start + 1, True
        end = max(self.groups.get(start, start), group_end(self.doc, start, self.lexicon))
        return (end, True) if end > start else (at, False)
