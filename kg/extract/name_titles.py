"""Titles of works in quotation marks ("le film « La Haine »"), and names of organisations and events there ("l'opération « Barkhane »")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.name_shapes import is_capital
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType
from kg.text.tokens import Parse

# Words of a name in quotation marks, by what it is of; more is more likely speech.
LONGEST = {EntityType.WORK: 14, EntityType.ORGANIZATION: 6, EntityType.EVENT: 6}
SURE = 0.8
_OPENING = frozenset('«“"')
_CLOSING = {"«": "»", "“": "”", '"': '"'}


def titles(doc: Parse, lexicon: NameLexicon) -> Iterator[NamedSpan]:
    """What follows in quotation marks a noun for a work ("le roman", "rapport intitulé"), an organisation or an event, or the words for
    who made a work ("l'auteur de", "a réalisé"), and begins with a capital."""
    for token in [t for t in doc[2:] if t.text in _OPENING]:
        made = _is_made(doc, token.i, lexicon)
        if kind := EntityType.WORK if made else _announced(doc, token.i, lexicon):
            close = _CLOSING[token.text]
            end = next((t.i for t in doc[token.i + 1 : token.i + 2 + LONGEST[kind]] if t.text == close), 0)
            start = token.i + 1
            if end > start and is_capital(doc[start]) and not (made and _speaks(doc, start, end)):
                yield NamedSpan(start, end, kind, SURE)


def _is_made(doc: Parse, at: int, lexicon: NameLexicon) -> bool:
    """True right behind a verb of making works, or a noun for who makes them with its "de"."""
    before = doc[at - 1]
    return before.lemma in lexicon.making or (before.lower_ in lexicon.of and doc[at - 2].lemma in lexicon.makers)


def _speaks(doc: Parse, start: int, end: int) -> bool:
    """True for words that are more likely somebody's than a title: with a finite verb, or a full stop at their end."""
    return doc[end - 1].text in ".?!…," or any("VerbForm=Fin" in t.morph for t in doc[start:end])


def _announced(doc: Parse, at: int, lexicon: NameLexicon) -> EntityType | None:
    """What the word before the quotation mark, or the one before "intitulé", is a noun for, where it announces a name."""
    before = doc[at - 1]
    if before.lower_ in lexicon.entitled and at > 1:
        before = doc[at - 2]
    kinds = (lexicon.classifiers.get(before.lower_), lexicon.classifiers.get(before.lemma), lexicon.heads.get(before.lower_))
    return next((kind for kind in LONGEST if kind in kinds), None)
