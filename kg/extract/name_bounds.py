"""Where the recogniser's names really begin and end, and which are none."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.name_acronyms import is_acronym
from kg.extract.name_peoples import is_area
from kg.extract.name_shapes import is_capital, is_initial, is_model, trim
from kg.extract.name_types import NameLexicon
from kg.extract.name_votes import Gazetteer
from kg.model import EntityType
from kg.text.tokens import Entity, Parse

LONGEST_TAIL = 3  # further words of a place's name ("de l'Ouest")


@dataclass(frozen=True)
class Bounds:
    """Sets the bounds of the names of one document."""

    doc: Parse
    lexicon: NameLexicon
    gazetteer: Gazetteer

    def of(self, ent: Entity) -> tuple[int, int] | None:
        """The tokens (end exclusive) of the name that the recogniser meant, or None where it is none."""
        institution = self.lexicon.labels.get(ent.label) is EntityType.ORGANIZATION
        start, end = self._with_initials(ent.start), self.with_number(ent.end)
        start, end = trim(self.doc, start, end, self.lexicon, self.gazetteer.knows_whole, dated=not institution)
        start = self._with_article(self._without_office(start, end) if institution else start, end)
        end = self._longest_place(start, end)
        end = self._with_partner(start, self._acronym_alone(start, end))
        if start >= end or not self.may_be_name(start, end) or self._is_portfolio(start, ent.label):
            return None
        return start, end

    def _longest_place(self, start: int, end: int) -> int:
        """The end of a place's name that goes on in common words or after "de", where the whole is known ("Afrique de l'Ouest")."""
        if not 0 <= start < end < len(self.doc) or not (self.doc[end].pos_ == "ADJ" or self.doc[end].lower_ in self.lexicon.of):
            return end
        longer = range(min(end + LONGEST_TAIL, len(self.doc)), end, -1)
        texts = ((e, self.doc.between(start, e)) for e in longer if not any(t.is_sent_start for t in self.doc[end:e]))
        return next((e for e, text in texts if self.gazetteer.knows_place(text) and self.gazetteer.knows_whole(text)), end)

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
        return start - 1 if self.gazetteer.knows_whole(self.doc.between(start - 1, end)) else start

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

    def with_number(self, end: int) -> int:
        """The end of a name with the number of a model after it ("Boeing 737")."""
        follows = end < len(self.doc) and not self.doc[end].is_sent_start and self.doc[end - 1].whitespace_
        return end + 1 if follows and is_model(self.doc[end].text, after_name=True) else end

    def may_be_name(self, start: int, end: int) -> bool:
        """False for what cannot be a name although it looks like one: an article, a role, an adjective of origin, a common noun."""
        words = self.doc[start:end]
        written = self.doc.between(start, end)
        text = written.lower()
        if end - start == 1 and text in self.lexicon.classifiers and text not in self.lexicon.heads:
            return False
        if text in self.lexicon.never or text in self.lexicon.articles or not any(is_capital(t) or t.is_digit for t in words):
            return end - start > 1 and self.doc[start].lower_ in self.lexicon.heads
        for token in words:
            if token.lower_ not in self.lexicon.roles and not self.gazetteer.is_origin(token.lower_):
                return True
        return is_area(written, self.gazetteer)

    def _is_portfolio(self, start: int, label: str) -> bool:
        """True for what the recogniser takes for an institution in "le ministre (russe) de l'Intérieur": it is an office."""
        if self.lexicon.labels.get(label) is not EntityType.ORGANIZATION:
            return False
        at = start - 1
        while at > 0 and self.doc[at].lower_ in self.lexicon.joints:
            at -= 1
        if not 0 <= at < start - 1:
            return False
        office = self.doc[at - 1] if at and self.gazetteer.is_origin(self.doc[at].lower_) else self.doc[at]
        return office.lower_ in self.lexicon.portfolio_of
