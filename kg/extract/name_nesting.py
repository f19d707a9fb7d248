"""Which of the found spans stay: never two that cross, and inside a longer name only what names a thing of its own."""

from __future__ import annotations

from collections.abc import Iterable

from kg.extract.name_shapes import is_capital
from kg.extract.name_types import INSTITUTIONS, NamedSpan, NameLexicon
from kg.model import EntityType
from kg.text.tokens import Parse

# "Tour de France", "accord de Paris": the place is part of a title.
_TITLED = frozenset({EntityType.EVENT, EntityType.WORK, EntityType.PRODUCT})


def arranged(doc: Parse, spans: Iterable[NamedSpan], lexicon: NameLexicon) -> tuple[NamedSpan, ...]:
    """The spans in text order, the longer first. Where two cross the longer stays; of two with the same tokens the one given first."""
    kept: list[NamedSpan] = []
    owner: dict[int, NamedSpan] = {}
    for span in sorted(spans, key=lambda s: s.start - s.end):
        outer = owner.get(span.start)
        if outer is not owner.get(span.end - 1) or (outer and not _stands_inside(doc, outer, span, lexicon)):
            continue
        kept.append(span)
        for i in range(span.start, span.end):
            owner[i] = span
    return tuple(sorted(kept, key=lambda s: (s.start, -s.end)))


def _stands_inside(doc: Parse, outer: NamedSpan, inner: NamedSpan, lexicon: NameLexicon) -> bool:
    """True for what a longer name holds that names something else ("du **Kazakhstan**", "gouvernement **Valls**")."""
    if inner.type is EntityType.PERSON and inner.start == outer.start + 1 and doc[outer.start].lower_ in lexicon.cabinets:
        return True
    if inner.start == outer.start or outer.type is EntityType.PERSON or (inner.type in _TITLED and outer.type is not EntityType.EVENT):
        return False
    if outer.type not in _TITLED and not is_capital(doc[inner.start]) and inner.type is not EntityType.PEOPLE:
        return False
    at = inner.start - 1
    if doc[at].lower_ in lexicon.definite and doc[at].lower_ not in lexicon.of | lexicon.event_prepositions:
        at -= 1
    before = doc[at].lower_
    if doc[at - 1].lower_ in lexicon.conjunctions and outer.type in INSTITUTIONS:  # "ministère de l'Économie **et des Finances**"
        return False
    return before in lexicon.event_prepositions or (before in lexicon.of and not _is_title(doc, outer, lexicon))


def _is_title(doc: Parse, outer: NamedSpan, lexicon: NameLexicon) -> bool:
    """True where the place after "de" only belongs to the title of a contest or a work."""
    return outer.type in {EntityType.WORK, EntityType.PRODUCT} or doc[outer.start].lower_ in lexicon.contests
