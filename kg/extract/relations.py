"""Relations between entities, from the words of the lexicon and a few constructions.

The lexicon says which word speaks of which property; a construction says where its two entities stand. What a noun denotes is already known
(apposition, copula and coreference are `kg.extract.coreference`'s work), so "le président kazakh, Kassym-Jomart Tokaïev", "Tokaïev est
président du
Kazakhstan" and "son président" are one construction here: a noun that denotes one entity and has the other as its complement. The
ontology rejects
what may not hold between the types of the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.extract.reading import Judge, Reading
from kg.extract.relation_lexicon import RelationLexicon
from kg.extract.relation_scope import Construction, Scope, noun_at
from kg.extract.relations_of_names import affiliation, body_of, event_of_area, native, place_of_name, work_by
from kg.extract.relations_of_nouns import adjective_with_complement, counterpart, noun_with_complement
from kg.extract.relations_of_verbs import post_held, tie_between, verb_with_arguments, voice_of
from kg.model import Statement
from kg.ontology import Ontology

OF_WORDS: tuple[Construction, ...] = (
    noun_with_complement,
    counterpart,
    adjective_with_complement,
    verb_with_arguments,
    tie_between,
    post_held,
    voice_of,
)
"""Constructions that a word of the lexicon sets off."""

OF_NAMES: tuple[Construction, ...] = (place_of_name, affiliation, body_of, work_by, native, event_of_area)
"""Constructions that a mention sets off."""


def find_relations(
    reading: Reading, names: Sequence[tuple[int, int]], judge: Judge, lexicon: RelationLexicon, ontology: Ontology
) -> tuple[Statement, ...]:
    """The statements of a document, each once per place where it is said, in text order.

    `names` are the token extents of the names in it.
    """
    scope = Scope(reading, lexicon, ontology, judge, dict(names))
    found, inside = [], 0
    for token in reading.doc:
        if token.is_space or token.i < inside:
            continue
        if token.lower_ in lexicon.triggers or token.lemma in lexicon.triggers:
            if noun := noun_at(scope, token):
                inside = noun[0].end
            found += [s for construction in OF_WORDS for s in construction(scope, token) if s]
        if token.i in scope.names_at or token.i in reading.by_head:
            found += [s for construction in OF_NAMES for s in construction(scope, token) if s]
    return tuple(sorted(dict.fromkeys(_known(found)), key=lambda s: (s.evidence, s.subject, s.predicate, s.object, s.rule)))


def _known(found: Iterable[Statement]) -> Iterator[Statement]:
    """One statement a place: the same fact read by two constructions in one sentence counts as the first's."""
    seen = set()
    for s in found:
        key = (s.subject, s.predicate, s.object, s.evidence.start)
        if key not in seen:
            seen.add(key)
            yield s


__all__ = ["RelationLexicon", "find_relations"]
