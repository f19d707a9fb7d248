"""Names of peoples: "Russes", "les Hutu", "citoyens russes"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.authority import fold
from kg.extract.name_shapes import is_capital
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.extract.name_votes import Gazetteer
from kg.model import EntityType
from kg.text.tokens import Parse, Token

SURE = 0.9
COMMON = frozenset({"NOUN", "ADJ"})  # what names a people without a capital


def peoples(doc: Parse, lexicon: NameLexicon, gazetteer: Gazetteer) -> Iterator[NamedSpan]:
    """The peoples named in a text, not one person of a people ("un Russe")."""
    origins = gazetteer.origins
    for token in [t for t in doc if (t.pos_ in COMMON or t.text != t.lower_) and origins[t.lower_]]:
        origin = origins[token.lower_]
        if origin is None or fold(token.text) == origin.area:
            continue
        if token.i and _is_people_noun(doc[token.i - 1], lexicon):
            yield NamedSpan(token.i - 1, token.i + 1, EntityType.PEOPLE, SURE)
        elif _is_group(token, lexicon, gazetteer):
            yield NamedSpan(token.i, token.i + 1, EntityType.PEOPLE, SURE)


def is_area(text: str, gazetteer: Gazetteer) -> bool:
    """True for the name of an area that is spelled like a word of origin ("Argentine", "Toscane")."""
    origin = gazetteer.origins[text.lower()]
    return gazetteer.knows_place(text) or (origin is not None and fold(text) == origin.area)


def _is_group(token: Token, lexicon: NameLexicon, gazetteer: Gazetteer) -> bool:
    """True for a word of origin that stands for a group: with a capital, or a noun without one ("huit millions de colombiens")."""
    before = token.doc[token.i - 1] if token.i and not token.is_sent_start else None
    word = before.lower_ if before else ""
    if word in lexicon.singular:
        return False
    if is_capital(token):
        origin = gazetteer.origins[token.lower_]
        return word in lexicon.plural or token.lower_.endswith(("s", "x")) or (origin is not None and not origin.area)
    if before is None or token.pos_ != "NOUN" or token.dep_ == "amod":
        return False
    counted = before.pos_ == "NUM" or word in lexicon.of
    return word in lexicon.plural or (counted and token.lower_.endswith(("s", "x")))


def _is_people_noun(token: Token, lexicon: NameLexicon) -> bool:
    return token.lower_ in lexicon.people or token.lemma in lexicon.people
