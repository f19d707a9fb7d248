"""Names in a parsed text: where they begin and end, and what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kg.authority import fold
from kg.extract.name_acronyms import introduced, is_acronym
from kg.extract.name_bounds import Bounds
from kg.extract.name_movements import movements
from kg.extract.name_nesting import arranged
from kg.extract.name_peoples import peoples
from kg.extract.name_phrases import PhraseFinder
from kg.extract.name_repeats import known_names, repeats
from kg.extract.name_shapes import group_end, is_capital, is_model, opens_line
from kg.extract.name_titles import titles
from kg.extract.name_types import INSTITUTIONS, NamedSpan, NameLexicon
from kg.extract.name_votes import Gazetteer, Votes, document_votes, fine, local_votes, winner
from kg.model import EntityType
from kg.text.tokens import Parse

__all__ = ["Gazetteer", "NameLexicon", "NamedSpan", "find_names"]

_ENTITLED = frozenset({EntityType.PRODUCT, EntityType.WORK})
LONGEST = 6  # words of a name that is looked up beforehand
REPEATED = 0.7  # how sure a repeat of a name known from elsewhere is
# What has no acronym in brackets unless the letters fit.
ACRONYMLESS = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PEOPLE})
SPELLED = 0.9  # how sure a name is whose acronym follows in brackets


def find_names(doc: Parse, gazetteer: Gazetteer, lexicon: NameLexicon) -> tuple[NamedSpan, ...]:
    """The names of a document in text order, the longer first where one holds another ("ministère de l'Intérieur du **Kazakhstan**").

    `doc` carries the recogniser's entities. Indices in the result are tokens of it, end exclusive.
    """
    return _Finder(doc, lexicon, gazetteer, Bounds(doc, lexicon, gazetteer)).names()


class _Found(NamedTuple):
    """A span before its type is decided, and the votes of its place."""

    start: int
    end: int
    votes: Votes


@dataclass(frozen=True)
class _Finder:
    doc: Parse
    lexicon: NameLexicon
    gazetteer: Gazetteer
    bounds: Bounds

    def names(self) -> tuple[NamedSpan, ...]:
        capitals = [t.i for t in self.doc if t.text != t.lower_ and is_capital(t)]  # few words need the second look
        found = [*self._recognised()]
        found += self._listed(found, capitals)
        typed = self._typed(found)
        phrases = [*PhraseFinder(self.doc, self.lexicon, {n.start: n for n in typed}, self.gazetteer).phrases()]
        groups = [*peoples(self.doc, self.lexicon, self.gazetteer), *movements(self.doc, self.lexicon)]
        spelled = [*self._spelled((*typed, *phrases))]
        known = known_names(self.doc, [*typed, *(p for p in phrases if p.named), *spelled], self.lexicon)
        again = repeats(self.doc, known, capitals, _inside([*typed, *phrases, *groups, *spelled]))
        spans = [*titles(self.doc, self.lexicon), *spelled, *phrases, *groups, *typed, *(NamedSpan(*a, REPEATED) for a in again)]
        return arranged(self.doc, [*spans, *self._owners(spans)], self.lexicon)

    def _owners(self, spans: Iterable[NamedSpan]) -> Iterator[NamedSpan]:
        """What the names of institutions hold: the recogniser only sees the whole ("Sénat du **Burundi**", "administration **Obama**")."""
        for span in spans:
            if self.doc[span.start].lower_ in self.lexicon.cabinets and self._is_whole_group(span.start + 1, span.end):
                yield NamedSpan(span.start + 1, span.end, EntityType.PERSON, REPEATED)
            for at in range(span.start + 1, span.end) if span.type is EntityType.GOVERNMENT else ():
                before = self.doc[at - 1].lower_
                if is_capital(self.doc[at]) and before in self.lexicon.joints:
                    ends = (span.end, min(group_end(self.doc, at, self.lexicon), span.end))  # "Corée du Nord" before "Corée"
                    end = next((e for e in ends if self.gazetteer.knows_place(self.doc.between(at, e))), at)
                    if end > at:
                        kind = fine(EntityType.PLACE, self.doc, at, end, self.lexicon, self.gazetteer)
                        yield NamedSpan(at, end, kind, REPEATED)

    def _is_whole_group(self, start: int, end: int) -> bool:
        """True where a run of capitalised words, no known place, ends with the name that holds it."""
        return start < end == group_end(self.doc, start, self.lexicon) and not self.gazetteer.knows_place(self.doc.between(start, end))

    def _recognised(self) -> Iterator[_Found]:
        for ent in self.doc.ents:
            span = self.bounds.of(ent)
            if span and self._runs_on(*span):
                yield self._found(span[0], span[0] + 1, "ORG")
                yield self._found(span[0] + 1, span[1], "PER")
            elif span:
                yield self._found(*span, ent.label)

    def _runs_on(self, start: int, end: int) -> bool:
        """True for an organisation behind a preposition and the subject that follows it at once: "a confié sur **RTL Line Renaud**"."""
        if end - start < 3 or not start or self.doc[start - 1].pos_ != "ADP":
            return False
        medium = self.gazetteer.candidate(self.doc[start].text)
        known = medium is not None and medium.record.type in INSTITUTIONS
        return known and is_capital(self.doc[start + 1]) and self.gazetteer.authority.gender(self.doc[start + 1].text) is not None

    def _found(self, start: int, end: int, label: str) -> _Found:
        return _Found(start, end, local_votes(self.doc, start, end, label, self.lexicon, self.gazetteer))

    def _listed(self, found: Iterable[_Found], capitals: Iterable[int]) -> Iterator[_Found]:
        """Names that the recogniser missed and the gazetteer knows, the longest first, or that a noun announces ("le groupe ALDE")."""
        taken = _inside(found)
        end = 0
        for at in capitals:
            if at >= end and at not in taken and not (opens_line(self.doc[at]) and self.doc[at].pos_ != "PROPN"):
                alone = is_model(self.doc[at].text, after_name=False) or self._is_announced(at)
                stop = at + 1 if alone else self._longest_known(at, taken) or self._entitled(at, taken)
                if stop:
                    end = self.bounds.with_number(stop)
                    yield self._found(at, end, "")

    def _is_announced(self, at: int) -> bool:
        """True for a word in capitals right behind the noun for what it names."""
        token = self.doc[at]
        return is_acronym(token.text) and not token.is_sent_start and self.doc[at - 1].lower_ in self.lexicon.classifiers

    def _entitled(self, at: int, taken: set[int]) -> int | None:
        """The end of the name of a product or a work from here, behind the noun for it ("la sonde **Juno**", "le film **Les Damnés**")."""
        before = self.doc[at - 1]
        if before.pos_ == "ADJ" and at > 1:  # "le télescope spatial Hubble"
            before = self.doc[at - 2]
        end = group_end(self.doc, at, self.lexicon)
        kind = self.lexicon.classifiers.get(before.lower_)
        if self.doc[at].is_sent_start or not before.is_lower or kind not in _ENTITLED or not taken.isdisjoint(range(at, end)):
            return None
        after = self.doc[min(end, len(self.doc) - 1)]  # a title may go on in small letters ("la série Game | of Thrones")
        return end if kind is EntityType.PRODUCT or after.is_punct or "VerbForm=Fin" in after.morph else None

    def _longest_known(self, start: int, taken: set[int]) -> int | None:
        """The end of the name from here; a part of a longer run of capitalised words ("Logan **Act**") is none."""
        end = group_end(self.doc, start, self.lexicon)
        runs_on = start > 0 and is_capital(self.doc[start - 1]) and not self.doc[start].is_sent_start
        if runs_on or end - start > LONGEST or not taken.isdisjoint(range(start, end)):
            return None
        return end if self.bounds.may_be_name(start, end) and self.gazetteer.knows(self.doc.between(start, end)) else None

    def _typed(self, found: list[_Found]) -> list[NamedSpan]:
        surfaces = [tuple([fold(t.text) for t in self.doc[f.start : f.end]]) for f in found]
        everywhere = document_votes(zip(surfaces, (f.votes for f in found), strict=True))
        typed = []
        for f, surface in zip(found, surfaces, strict=True):
            won = winner(f.votes, everywhere[surface])
            if won:
                kind = fine(won[0], self.doc, f.start, f.end, self.lexicon, self.gazetteer)
                typed.append(NamedSpan(f.start, f.end, kind, round(0.5 + 0.5 * won[1], 3)))
        return typed

    def _spelled(self, spans: tuple[NamedSpan, ...]) -> Iterator[NamedSpan]:
        """The acronyms in brackets with the names they follow; a name that only its acronym shows is an organisation's."""
        at = {(s.start, s.end): s.type for s in spans}
        ends = {s.end: s.type for s in spans}
        for pair in introduced(self.doc):
            first = self.doc[pair.start]
            if pair.start < pair.end and (is_capital(first) or first.lower_ in self.lexicon.head_starts):
                own = self.lexicon.heads.get(self.doc[pair.start].lower_, EntityType.ORGANIZATION)
                kind = at.get((pair.start, pair.end), own)
                yield NamedSpan(pair.start, pair.end, kind, SPELLED)
                yield NamedSpan(pair.at, pair.at + 1, kind, SPELLED)
            elif pair.start == pair.end and ends.get(pair.end, EntityType.PLACE) not in ACRONYMLESS:
                yield NamedSpan(pair.at, pair.at + 1, ends[pair.end], SPELLED)


def _inside(spans: Iterable[_Found | NamedSpan]) -> set[int]:
    """The indices of the tokens that the spans hold."""
    return {i for span in spans for i in range(span.start, span.end)}
