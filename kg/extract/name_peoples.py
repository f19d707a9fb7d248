"""Names of peoples: "Russes", "les Hutu", "citoyens russes"."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Doc, Token

from kg.extract.name_shapes import is_capital
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType


def peoples(doc: Doc, lexicon: NameLexicon, is_origin: Callable[[str], bool]) -> Iterator[NamedSpan]:
    """The peoples named in a text, not one person of a people ("un Russe"); `is_origin` tells words of origin, in lower case ("russes")."""
    for token in doc:
        if token.i and _is_people_noun(doc[token.i - 1], lexicon) and is_origin(token.lower_):
            yield NamedSpan(token.i - 1, token.i + 1, EntityType.PEOPLE, 0.9)
        elif _is_group(token, lexicon) and is_origin(token.lower_):
            yield NamedSpan(token.i, token.i + 1, EntityType.PEOPLE, 0.9)


def _is_group(token: Token, lexicon: NameLexicon) -> bool:
    """True for a word that stands for a group: with a capital, or a noun without one ("huit millions de colombiens"), in the plural."""
    return (is_capital(token) or (token.pos_ == "NOUN" and token.dep_ not in {"amod", "ROOT"})) and _is_plural(token, lexicon)


def _is_plural(token: Token, lexicon: NameLexicon) -> bool:
    before = token.doc[token.i - 1] if token.i else token
    if before.lower_ in lexicon.articles:
        return before.lower_ in lexicon.plural
    return token.lower_.endswith(("s", "x"))


def _is_people_noun(token: Token, lexicon: NameLexicon) -> bool:
    return token.lower_ in lexicon.people or token.lemma_.lower() in lexicon.people
