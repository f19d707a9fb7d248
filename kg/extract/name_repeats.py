"""Every repeat of a name once it is known: the full name, a person's surname, an acronym introduced in brackets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.authority import fold
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.model import EntityType
from kg.text.tokens import Parse


class Known(NamedTuple):
    """A name known in this document: its words, folded, and what it is of."""

    words: tuple[str, ...]
    type: EntityType


def known_names(doc: Parse, spans: Iterable[NamedSpan], lexicon: NameLexicon) -> list[Known]:
    """The names of the spans and the surnames of their persons, each once; the first type given to a name wins."""
    found: dict[tuple[str, ...], EntityType] = {}
    surnames: dict[tuple[str, ...], EntityType] = {}
    for span in spans:
        start, end, kind = span.start, span.end, span.type
        words = tuple([fold(t.text) for t in doc[start:end]])
        if all(words) and (len(words) > 1 or len(words[0]) > 2):
            found.setdefault(words, kind)
        if kind is EntityType.PERSON and len(words) > 1:
            surname = words[_surname(doc, start, end, lexicon) - start :]
            if len("".join(surname)) > 2 and surname[0]:
                surnames.setdefault(surname, kind)
    return [Known(words, kind) for words, kind in {**surnames, **found}.items()]


def _surname(doc: Parse, start: int, end: int, lexicon: NameLexicon) -> int:
    """Where the surname of a full name begins: the last word, with its particles ("Le Drian", "de Gaulle")."""
    at = end - 1
    while at - 1 > start and doc[at - 1].lower_ in lexicon.particles:
        at -= 1
    return at


def repeats(doc: Parse, names: Iterable[Known], capitals: Iterable[int], taken: set[int]) -> Iterator[tuple[int, int, EntityType]]:
    """Where the known names stand outside the tokens `taken`, the longest first; a repeat begins with one of the `capitals`."""
    by_first: dict[str, list[Known]] = {}
    for name in names:
        by_first.setdefault(name.words[0], []).append(name)
    for rivals in by_first.values():
        rivals.sort(key=lambda name: -len(name.words))
    end = 0
    for at in capitals:
        if at >= end and at not in taken:
            for name in by_first.get(fold(doc[at].text), ()):
                size = len(name.words)
                if taken.isdisjoint(range(at, at + size)) and tuple(fold(t.text) for t in doc[at : at + size]) == name.words:
                    end = at + size
                    yield at, end, name.type
                    break
