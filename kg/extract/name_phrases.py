"""Names that a common noun opens: "ministère de l'Intérieur du Kazakhstan", "guerre civile syrienne", "accord de paix d'Arusha"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kg.extract.name_shapes import group_end, is_capital, opens_line, ordinal_start
from kg.extract.name_types import INSTITUTIONS, NamedSpan, NameLexicon
from kg.extract.name_votes import Gazetteer
from kg.model import EntityType
from kg.text.tokens import Parse, Token

YEAR = 4  # digits of a year
LONGEST_POSTED = 8  # words before the place of a mission
_LOOSE = frozenset({EntityType.EVENT, EntityType.WORK})
_ALL = frozenset(EntityType)
_NO_PERSON = _ALL - {EntityType.PERSON}
_PLACES = frozenset({EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE})


class _Allowed(NamedTuple):
    """What may go on a phrase of that kind: places only, names of some types right beside it, persons after its preposition, a second
    complement after "et" ("ministère de l'Économie **et des Finances**")."""

    kind: EntityType
    places_only: bool = False
    beside: frozenset[EntityType] = frozenset()
    persons: bool = True
    coordinated: bool = False

    def after_first(self) -> _Allowed:
        """What may still follow an adjective or complement: in "mobilisation partielle de X" X is no part of the event's name."""
        return self._replace(beside=frozenset(), persons=self.kind is not EntityType.EVENT)


@dataclass(frozen=True)
class PhraseFinder:
    """Reads the phrases of one document.

    `found` maps the index of a token to the name that the recogniser or the gazetteer found from there.
    """

    doc: Parse
    lexicon: NameLexicon
    found: Mapping[int, NamedSpan]
    gazetteer: Gazetteer

    def phrases(self) -> Iterator[NamedSpan]:
        """The phrases by where they start; one may be the complement of another ("**référendum** sur le **traité** de Rome")."""
        starts = self.lexicon.head_starts
        for token in [t for t in self.doc if t.lower_ in starts]:
            size = self._head_size(token)
            phrase = self._phrase(token, token.i + size) if size else None
            if phrase:
                yield phrase

    def _head_size(self, token: Token) -> int:
        """How many words the head that starts here has ("conseil de sécurité": three), 0 where none does."""
        longest = self.lexicon.head_starts.get(token.lower_, 0)
        for size in range(min(longest, len(self.doc) - token.i), 0, -1):
            if self.doc.between(token.i, token.i + size).lower() in self.lexicon.heads:
                return size
        return 0

    def _phrase(self, head: Token, end: int) -> NamedSpan | None:
        word = self.doc.between(head.i, end).lower()
        known = self.found.get(head.i)
        if known and known.end > max(end, head.i + 1):
            stop, _ = self._extent(known.end, _Allowed(known.type, places_only=True))
            return NamedSpan(head.i, self._second_complement(stop) if word in self.lexicon.paired else stop, known.type, known.score)
        kind = self.lexicon.heads[word]
        stop, named = self._extent(end, _Allowed(kind, beside=self._besides(word, kind), coordinated=word in self.lexicon.portfolio_of))
        beside = self.found.get(end)
        led = beside is not None and beside.type is EntityType.PERSON and word in self.lexicon.cabinets
        if word in self.lexicon.seats and self._is_of_body(end, stop):
            kind = EntityType.PLACE
        proper = is_capital(head) or ((led or word not in self.lexicon.weak) and self._is_definite(head))
        if not proper or self.doc.between(head.i, stop).lower() in self.lexicon.never or (kind is EntityType.PLACE and not named):
            return None
        if not named and head.lower_ in self.lexicon.classifiers and stop in self.found:  # "l'agence de presse **Anadolu**"
            return None
        if stop == end and word not in self.lexicon.alone and not (" " in word and kind in INSTITUTIONS):
            return None
        named = (named or is_capital(head) or kind is EntityType.EVENT) and head.lower_ not in self.lexicon.described
        return NamedSpan(self._start(head, kind), stop, kind, 0.8 if named else 0.6, named)

    def _is_of_body(self, end: int, stop: int) -> bool:
        """True where the first name in the complement is an organisation's or a person's: "siège de **l'ONU**", not "siège d'Alep"."""
        first = next((self.found[i].type for i in range(end, stop) if i in self.found), None)
        return first in INSTITUTIONS or first is EntityType.PERSON

    def _second_complement(self, end: int) -> int:
        """The end of a name with the second complement, a common word, that follows it ("Parti de la justice **et du développement**")."""
        if end >= len(self.doc) - 1 or self.doc[end].lower_ not in self.lexicon.conjunctions or not self._opens_complement(end + 1):
            return end
        start = end + 2
        while start < len(self.doc) and self.doc[start].lower_ in self.lexicon.definite:
            start += 1
        common = start < len(self.doc) and self.doc[start].lower_ in self.lexicon.domains
        return start + 1 if common else end

    def _start(self, head: Token, kind: EntityType) -> int:
        """Where the phrase starts: at an ordinal or a capitalised adjective before the noun ("18e arrondissement", "Grande Mosquée")."""
        if not head.i or head.is_sent_start:
            return head.i
        before = self.doc[head.i - 1]
        if before.pos_ == "ADJ" and is_capital(before) and not opens_line(before):
            return before.i
        return ordinal_start(self.doc, head.i) if kind not in _LOOSE else head.i

    def _besides(self, word: str, kind: EntityType) -> frozenset[EntityType]:
        """The types of names that belong to a noun's name without a preposition ("lycée Lakanal", "gouvernement Valls")."""
        if word in self.lexicon.eponymous:
            return _ALL
        if kind is EntityType.WORK or word.split()[0] in self.lexicon.classifiers:
            return frozenset()
        persons = kind is EntityType.PLACE or word in self.lexicon.described
        return _ALL if persons else _NO_PERSON

    def _is_definite(self, head: Token) -> bool:
        before = head.i - 1
        while before >= 0 and self.doc[before].pos_ in {"ADJ", "NUM"} and not self.doc[before].is_sent_start:
            before -= 1
        return before < 0 or self.doc[before].is_space or self.doc[before].lower_ in self.lexicon.joints or self.doc[before].text == "("

    def _extent(self, end: int, allowed: _Allowed) -> tuple[int, bool]:
        """The end of a phrase that has come as far as `end`, and whether something further names (a capital, an adjective of origin)."""
        named = False
        while end < len(self.doc) and not self.doc[end].is_sent_start:
            step, names = self._step(end, allowed)
            if step == end:
                break
            end, named, allowed = step, named or names, allowed.after_first()
        return end, named

    def _step(self, at: int, allowed: _Allowed) -> tuple[int, bool]:
        """How far one more adjective, name or complement reaches, and whether it names."""
        token = self.doc[at]
        word = token.lower_
        if allowed.beside and is_capital(token):
            end = self._name_end(at, allowed.beside)
            return end + (allowed.kind is EntityType.WORK and self._is_number(end)), True  # "la loi Sapin **2**"
        if self.gazetteer.is_origin(word) and not is_capital(token):
            return at + 1, True
        if (not allowed.places_only or allowed.kind in _LOOSE) and self._is_adjective(token):
            return at + 1, False
        if word in self.lexicon.of or (word in self.lexicon.event_prepositions and (allowed.kind in _LOOSE or self._is_posted(at))):
            return self._complement(at, allowed)
        if word in self.lexicon.conjunctions and allowed.coordinated and self._opens_complement(at + 1):
            end, named = self._complement(at + 1, allowed)
            return (end, named) if end > at + 1 else (at, False)
        return at, False

    def _is_number(self, at: int) -> bool:
        return at < len(self.doc) and self.doc[at].is_digit and len(self.doc[at].text) < YEAR

    def _name_end(self, start: int, besides: frozenset[EntityType]) -> int:
        """The end of the name that stands right beside a noun; `start` where a name of that type does not belong to the noun's."""
        known = self.found.get(start)
        if known and known.type not in besides:
            return start
        return known.end if known else group_end(self.doc, start, self.lexicon, self.found)

    def _is_posted(self, at: int) -> bool:
        """True where the words before `at` name what works in a place and is named after it ("Mission de l'ONU **en** Haïti")."""
        head = at - 1
        while (
            head > 0
            and not self.doc[head].is_sent_start
            and at - head < LONGEST_POSTED
            and self.doc[head].lower_ not in self.lexicon.posted
        ):
            head -= 1
        return self.doc[head].lower_ in self.lexicon.posted and is_capital(self.doc[head])

    def _opens_complement(self, at: int) -> bool:
        return at < len(self.doc) and self.doc[at].lower_ in self.lexicon.of

    def _is_adjective(self, token: Token) -> bool:
        return token.lower_ in self.lexicon.adjectives or token.lemma in self.lexicon.adjectives

    def _complement(self, at: int, allowed: _Allowed) -> tuple[int, bool]:
        """The end of the complement whose preposition stands at `at`; `at` where it is none that names."""
        start = at + 1
        while start < len(self.doc) and self.doc[start].lower_ in self.lexicon.definite:
            start += 1
        if start >= len(self.doc) or self.doc[start].is_sent_start:
            return at, False
        known = self.found.get(start)
        if allowed.places_only:
            return (known.end, True) if known and known.type in _PLACES else (at, False)
        end, named = self._common(start, at, allowed.kind)
        if end > start:
            return end, named
        if known and known.type is EntityType.PERSON and not allowed.persons:
            return at, False
        end = known.end if known else group_end(self.doc, start, self.lexicon, self.found)
        return (end, True) if end > start else (at, False)

    def _common(self, start: int, at: int, kind: EntityType) -> tuple[int, bool]:
        """The end of a complement of common words ("préfecture de **police**", "second tour de **l'élection**"), else `start`."""
        token = self.doc[start]
        if token.lower_ in self.lexicon.domains and not is_capital(token):
            return start + 1, False
        if kind not in _LOOSE or is_capital(token):
            return start, False
        if token.is_digit and len(token.text) == YEAR:
            return start + 1, True
        size = self._head_size(token)
        if not size:
            return self._subject_matter(start, at)
        inner = self.lexicon.heads[self.doc.between(start, start + size).lower()]
        end, named = self._extent(start + size, _Allowed(inner))
        return (end, True) if inner in _LOOSE or (named and self.doc[at].lower_ in self.lexicon.of) else (start, False)

    def _subject_matter(self, start: int, at: int) -> tuple[int, bool]:
        """The end of what a law or a vote is on, a noun with a name as complement: "loi sur le **statut de la Corse**"."""
        noun = self.doc[start]
        before = self.doc[at].lower_
        spatial = before in self.lexicon.of or before in self.lexicon.definite or before in self.lexicon.places_after
        if spatial or noun.pos_ != "NOUN" or not self._opens_complement(start + 1):
            return start, False
        end, named = self._complement(start + 1, _Allowed(EntityType.PLACE, places_only=True))
        return (end, True) if named else (start, False)
