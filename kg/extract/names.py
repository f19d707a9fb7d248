"""Names in a parsed text: where they begin and end, and what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.authority import Authority, fold
from kg.extract.name_acronyms import introduced, is_acronym
from kg.extract.name_nesting import arranged
from kg.extract.name_peoples import is_area, peoples
from kg.extract.name_phrases import PhraseFinder
from kg.extract.name_repeats import known_names, repeats
from kg.extract.name_shapes import group_end, is_capital, is_initial, is_model, opens_line, trim
from kg.extract.name_titles import titles
from kg.extract.name_types import NamedSpan, NameLexicon
from kg.extract.name_votes import Gazetteer, Votes, document_votes, fine, local_votes, winner
from kg.model import EntityType

__all__ = ["NameLexicon", "NamedSpan", "find_names"]

LONGEST = 6  # words of a name that is looked up beforehand
REPEATED = 0.7  # how sure a repeat of a name known from elsewhere is
# What has no acronym in brackets unless the letters fit.
ACRONYMLESS = frozenset({EntityType.PERSON, EntityType.PLACE, EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PEOPLE})
SPELLED = 0.9  # how sure a name is whose acronym follows in brackets


def find_names(doc: Doc, authority: Authority, lexicon: NameLexicon) -> tuple[NamedSpan, ...]:
    """The names of a document in text order, the longer first where one holds another ("ministère de l'Intérieur du **Kazakhstan**").

    `doc` carries the recogniser's entities. Indices in the result are tokens of it, end exclusive.
    """
    return _Finder(doc, lexicon, Gazetteer(authority)).names()


@dataclass(frozen=True, slots=True)
class _Found:
    """A span before its type is decided, and the votes of its place."""

    start: int
    end: int
    votes: Votes


@dataclass(frozen=True)
class _Finder:
    doc: Doc
    lexicon: NameLexicon
    gazetteer: Gazetteer

    def names(self) -> tuple[NamedSpan, ...]:
        found = [*self._recognised()]
        found += self._listed(found)
        typed = self._typed(found)
        phrases = [*PhraseFinder(self.doc, self.lexicon, {n.start: n for n in typed}, self.gazetteer).phrases()]
        groups = [*peoples(self.doc, self.lexicon, self.gazetteer)]
        spelled = [*self._spelled((*typed, *phrases))]
        known = known_names(self.doc, [*typed, *(p for p in phrases if p.named), *spelled], self.lexicon)
        again = repeats(self.doc, known, self._free([*typed, *phrases, *groups, *spelled]))
        spans = [*titles(self.doc, self.lexicon), *spelled, *phrases, *groups, *typed, *(NamedSpan(*a, REPEATED) for a in again)]
        return arranged(self.doc, [*spans, *self._owners(spans)], self.lexicon)

    def _owners(self, spans: Iterable[NamedSpan]) -> Iterator[NamedSpan]:
        """The places inside the names of institutions that belong to them ("Sénat du **Burundi**"): the recogniser only sees the whole."""
        for span in spans:
            for at in range(span.start + 1, span.end) if span.type is EntityType.GOVERNMENT else ():
                before = self.doc[at - 1].lower_
                if is_capital(self.doc[at]) and before in self.lexicon.of | self.lexicon.definite:
                    ends = (span.end, min(group_end(self.doc, at, self.lexicon), span.end))  # "Corée du Nord" before "Corée"
                    end = next((e for e in ends if self.gazetteer.knows_place(self.doc[at:e].text)), at)
                    if end > at:
                        kind = fine(EntityType.PLACE, self.doc, at, end, self.lexicon, self.gazetteer)
                        yield NamedSpan(at, end, kind, REPEATED)

    def _recognised(self) -> Iterator[_Found]:
        for ent in self.doc.ents:
            dated = self.lexicon.labels.get(ent.label_) is not EntityType.ORGANIZATION
            start, end = trim(
                self.doc, self._with_initials(ent.start), self._with_number(ent.end), self.lexicon, self.gazetteer.knows_whole, dated
            )
            start = self._with_article(start if dated else self._without_office(start, end), end)
            end = self._with_partner(start, self._acronym_alone(start, end))
            if start < end and self._may_be_name(start, end) and not self._is_portfolio(start, ent.label_):
                yield _Found(start, end, local_votes(self.doc, start, end, ent.label_, self.lexicon, self.gazetteer))

    def _without_office(self, start: int, end: int) -> int:
        """The start of the institution in what the recogniser took for one ("Haut-Commissaire des **Nations unies**")."""
        if end - start < 2 or self.doc[start].lower_ not in self.lexicon.roles or self.doc[start + 1].lower_ not in self.lexicon.of:
            return start
        return next((t.i for t in self.doc[start + 2 : end] if t.lower_ not in self.lexicon.definite), start)

    def _with_article(self, start: int, end: int) -> int:
        """The start of a name with the capitalised article before it, where the name is known with it ("Le Havre")."""
        before = self.doc[start - 1] if 0 < start < end else None
        if before is None or before.lower_ not in self.lexicon.articles or not is_capital(before):
            return start
        return start - 1 if self.gazetteer.knows_whole(self.doc[start - 1 : end].text) else start

    def _with_initials(self, start: int) -> int:
        """The start of a name with the initials before it ("J. K. Rowling")."""
        while (
            start > 0
            and not self.doc[start].is_sent_start
            and is_initial(self.doc[start - 1].text)
            and self.doc[start - 1].lower_ not in self.lexicon.titles
        ):
            start -= 1
        return start

    def _acronym_alone(self, start: int, end: int) -> int:
        """The end of an acronym that the recogniser ran on into common words ("ONU interdits")."""
        follows = end - start > 1 and self.doc[start + 1].text.islower() and self.doc[start + 1].lower_ not in self.lexicon.of
        return start + 1 if follows and is_acronym(self.doc[start].text) else end

    def _with_partner(self, start: int, end: int) -> int:
        """The end of a double name written with a stroke ("GUE/NGL")."""
        doubled = (
            0 < start < end < len(self.doc) - 1
            and self.doc[end].text == "/"
            and not self.doc[end - 1].whitespace_ + self.doc[end].whitespace_
        )
        return end + 2 if doubled and is_acronym(self.doc[end + 1].text) else end

    def _with_number(self, end: int) -> int:
        """The end of a name with the number of a model after it ("Boeing 737")."""
        follows = end < len(self.doc) and not self.doc[end].is_sent_start and self.doc[end - 1].whitespace_
        return end + 1 if follows and is_model(self.doc[end].text, after_name=True) else end

    def _may_be_name(self, start: int, end: int) -> bool:
        words = self.doc[start:end]
        text = words.text.lower()
        if end - start == 1 and text in self.lexicon.classifiers and text not in self.lexicon.heads:
            return False
        if text in self.lexicon.never or text in self.lexicon.articles or not any(is_capital(t) or t.is_digit for t in words):
            return end - start > 1 and self.doc[start].lower_ in self.lexicon.heads
        if all(t.lower_ in self.lexicon.roles or self.gazetteer.is_origin(t.lower_) for t in words):
            return is_area(words.text, self.gazetteer)
        return True

    def _is_portfolio(self, start: int, label: str) -> bool:
        """True for what the recogniser takes for an institution in "le ministre (russe) de l'Intérieur": it is an office."""
        at = start - 1
        while at > 0 and self.doc[at].lower_ in self.lexicon.of | self.lexicon.definite:
            at -= 1
        if self.lexicon.labels.get(label) is not EntityType.ORGANIZATION or not 0 <= at < start - 1:
            return False
        office = self.doc[at - 1] if at and self.gazetteer.is_origin(self.doc[at].lower_) else self.doc[at]
        return office.lower_ in self.lexicon.portfolio_of

    def _listed(self, found: Iterable[_Found]) -> Iterator[_Found]:
        """Names that the recogniser missed and the gazetteer knows, the longest first."""
        free = set(self._free(found))
        end = 0
        for at in sorted(free):
            if at >= end and is_capital(self.doc[at]) and not (opens_line(self.doc[at]) and self.doc[at].pos_ != "PROPN"):
                stop = at + 1 if is_model(self.doc[at].text, after_name=False) else self._longest_known(at, free)
                if stop:
                    stop = self._with_number(stop)
                    end = stop
                    yield _Found(at, stop, local_votes(self.doc, at, stop, "", self.lexicon, self.gazetteer))

    def _longest_known(self, start: int, free: set[int]) -> int | None:
        """The end of the name from here; a part of a longer run of capitalised words ("Logan **Act**") is none."""
        end = group_end(self.doc, start, self.lexicon)
        runs_on = start > 0 and is_capital(self.doc[start - 1]) and not self.doc[start].is_sent_start
        if runs_on or end - start > LONGEST or not free.issuperset(range(start, end)):
            return None
        return end if self._may_be_name(start, end) and self.gazetteer.knows(self.doc[start:end].text) else None

    def _free(self, taken: Iterable[_Found | NamedSpan]) -> list[int]:
        inside = {i for span in taken for i in range(span.start, span.end)}
        return [i for i in range(len(self.doc)) if i not in inside]

    def _typed(self, found: list[_Found]) -> list[NamedSpan]:
        surfaces = [tuple(fold(t.text) for t in self.doc[f.start : f.end]) for f in found]
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
