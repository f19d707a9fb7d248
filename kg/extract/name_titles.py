"""Titles of works in quotation marks: "le film « La Haine »"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.name_shapes import is_capital
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType
from kg.text.tokens import Parse

LONGEST_TITLE = 14  # words; more in quotation marks is more likely speech
SURE = 0.8
_OPENING = frozenset('«“"')
_CLOSING = {"«": "»", "“": "”", '"': '"'}


def titles(doc: Parse, lexicon: NameLexicon) -> Iterator[NamedSpan]:
    """The quoted titles that follow a noun for a work ("le roman", "rapport intitulé") and begin with a capital."""
    for token in doc[2:]:
        if token.text in _OPENING and _announced(doc, token.i, lexicon):
            close = _CLOSING[token.text]
            end = next((t.i for t in doc[token.i + 1 : token.i + 2 + LONGEST_TITLE] if t.text == close), 0)
            start = token.i + 1
            if end > start and is_capital(doc[start]):
                yield NamedSpan(start, end, EntityType.WORK, SURE)


def _announced(doc: Parse, at: int, lexicon: NameLexicon) -> bool:
    """True where the word before the quotation mark, or the one before "intitulé", is a noun for a work."""
    before = doc[at - 1]
    if before.lower_ in lexicon.entitled and at > 1:
        before = doc[at - 2]
    return EntityType.WORK in {
        lexicon.classifiers.get(before.lower_),
        lexicon.classifiers.get(before.lemma_.lower()),
        lexicon.heads.get(before.lower_),
    }
