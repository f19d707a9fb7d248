"""What a number counts: its unit, the noun after it, or what was counted before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract import grammar
from kg.extract.amounts import Amount, amount_at
from kg.extract.numbers import ordinal
from kg.extract.quantity_lexicon import QuantityLexicon
from kg.extract.reading import Reading
from kg.extract.scan import Kind, Word, words
from kg.model import MentionType, Span, TimeExpression
from kg.text.tokens import Parse, Token

NOUNS = frozenset({"NOUN", "PROPN"})
NOMINAL_ROLES = frozenset({"nsubj", "nsubj:pass", "obj", "nmod", "obl:arg", "obl:mod"})
BETWEEN = frozenset({"ADJ", "NUM", "ADV"})  # what may stand between a number and the noun it counts
REACH = 3
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Text:
    """A document's words beside its tokens."""

    words: Sequence[Word]
    doc: Parse

    @classmethod
    def of(cls, doc: Parse) -> Text:
        """The text of a parse."""
        return cls(words(doc.text), doc)

    def token(self, word: int) -> Token:
        """The token that a word starts in."""
        return self.doc.at(self.words[word].start)


@dataclass(frozen=True)
class Counted:
    """What a number counts: the head noun, how it is written, the word after it, the entities it is about, and the last number of it."""

    head: Token | None
    unit: str | None
    end: int
    about: tuple[str, ...] = ()
    number: Token | None = None


@dataclass(frozen=True)
class Blocked:
    """Where numbers are no quantities: dates, times of the day and names, in order; lengths of time count inside dates only."""

    spans: Sequence[Span]
    dates: frozenset[Span]
    names: frozenset[Span]

    @classmethod
    def of(cls, reading: Reading, times: Sequence[TimeExpression]) -> Blocked:
        """What blocks numbers in a document with these time expressions."""
        said = [t for t in times if not (t.value or "").startswith("P")]
        names = frozenset(m.span for m in reading.mentions if m.type is MentionType.NAMED)
        dates = frozenset(t.span for t in said if ":" not in (t.value or ""))
        spans = sorted(names.union(t.span for t in said), key=lambda span: (span.start, span.end))
        return cls(spans, dates, names)

    def by_date(self, offset: int, since: int) -> bool:
        """True for a character of a date that begins at `since` or later."""
        span = self.holding(offset)
        return span in self.dates and span is not None and span.start >= since

    def by_name(self, offset: int) -> bool:
        """True for a character of a name."""
        return self.holding(offset) in self.names

    def holding(self, offset: int) -> Span | None:
        """The span that holds a character."""
        index = bisect_right(self.spans, offset, key=lambda span: span.start)
        return next((s for s in self.spans[max(0, index - 3) : index] if s.start <= offset < s.end), None)


def counted_by(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> Counted | None:
    """What stands after the number: its unit, or the noun it counts with its adjectives and a bare complement ("voitures de police")."""
    if amount.unit is not None:
        return Counted(text.token(amount.number - 1), amount.unit, amount.end)
    at = amount.end
    if _takes_complement(text.words[amount.number - 1], lexicon) and at < len(text.words) and text.words[at].form in lexicon.words["of"]:
        at += 1
    for index in range(at, min(at + REACH, len(text.words))):
        word = text.words[index]
        if word.kind is not Kind.WORD or blocked.by_date(word.start, since=text.words[at].start):
            return None
        token = text.token(index)
        if token.pos_ in NOUNS or (index == at and word.form not in lexicon.words["others"] and _stands_for_noun(token)):
            return _noun(text, token, index, lexicon)
        if token.pos_ not in BETWEEN:
            return None
    return None


def _stands_for_noun(token: Token) -> bool:
    """True for a plural participle or adjective in the place of a noun: "une quinzaine blessées", "des centaines de rebelles"."""
    if token.pos_ == "ADJ":
        before_noun = token.i + 1 < len(token.doc) and token.nbor(1).pos_ in NOUNS
        return token.dep_ in NOMINAL_ROLES and "Number=Plur" in token.morph and not before_noun
    return token.pos_ == "VERB" and token.dep_ != "ROOT" and token.lower_.endswith("s")


def _takes_complement(word: Word, lexicon: QuantityLexicon) -> bool:
    """True after "centaine", "millions", "tiers": what they count follows with "de"."""
    numbers = lexicon.numbers
    parts = (numbers.scales, numbers.collectives, numbers.denominators)
    return any(word.form in table for table in parts) or ordinal(word.form, numbers.lang) is not None


def with_half(text: Text, amount: Amount, counted: Counted, lexicon: QuantityLexicon) -> tuple[Amount, Counted]:
    """With the half said after the noun: "deux ans et demi"."""
    half = lexicon.phrases["and_half"].at(text.words, counted.end)
    if half is None:
        return amount, counted
    low, high = (None if bound is None else bound + HALF for bound in (amount.low, amount.high))
    return replace(amount, low=low, high=high), replace(counted, end=half[0])


def _noun(text: Text, head: Token, index: int, lexicon: QuantityLexicon) -> Counted | None:
    """A counted noun with what belongs to it."""
    if text.words[index].form in lexicon.words["not_counted"]:
        return Counted(head, text.words[index].form, index + 1)
    end = head.i + 1
    while end < len(head.doc) and _belongs(head.doc[end], head):
        end += 1
    if end + 1 < len(head.doc) and head.doc[end].lower_ in lexicon.words["bare_of"] and _complements(head.doc[end + 1], head):
        end += 2
    last = head.doc[end - 1]
    stop = index
    while stop < len(text.words) and text.words[stop].start <= last.idx:
        stop += 1
    return Counted(head, head.doc.between(head.i, end), stop)


def _complements(token: Token, head: Token) -> bool:
    return token.pos_ == "NOUN" and token.head.i == head.i


def _belongs(token: Token, head: Token) -> bool:
    return token.head.i == head.i and token.dep_ in {"amod", "flat:name", "flat:foreign"} and token.pos_ in {"ADJ", "PROPN", "VERB"}


def shared(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> Counted | None:
    """What the next number of a coordination counts: "36 et 29 masses solaires"."""
    if amount.end + 1 >= len(text.words) or text.words[amount.end].form not in lexicon.words["joiners"]:
        return None
    after = amount_at(text.words, amount.end + 1, lexicon, frozenset())
    counted = counted_by(text, after, blocked, lexicon) if after and after.start == amount.end + 1 else None
    return replace(counted, end=amount.end) if counted else None


def carried(text: Text, amount: Amount, previous: Counted | None, lexicon: QuantityLexicon) -> Counted:
    """What a bare number counts: the subject of its clause, if there can be many of it or the verb measures it, or what was counted
    before where that is a pronoun or a word for number."""
    number = text.token(amount.number - 1)
    verb = clause(number)
    if verb is not None and (noun := _numbered(verb, lexicon)) is not None:
        return Counted(noun, noun.text, amount.end)
    subjects = grammar.grammatical_subjects(verb) if verb is not None else []
    measured = verb is not None and _measures(verb, lexicon)
    many = (s for s in subjects if s.pos_ == "NOUN" and (measured or "Number=Sing" not in s.morph))
    subject = next((s for s in many if s.lemma not in lexicon.words["count_nouns"]), None)
    near = previous is not None and previous.number is not None and distance(previous.number, number) <= 1
    if near and previous is not None and not (subject is not None and measured):
        return replace(previous, end=amount.end)
    return Counted(subject, subject.text if subject is not None else None, amount.end)


def _numbered(verb: Token, lexicon: QuantityLexicon) -> Token | None:
    """What a clause gives the number of: "porte à 86 le nombre de **personnes** tuées", "le nombre de **chômeurs** augmente de 500"."""
    counts = (c for c in verb.children if c.lemma in lexicon.words["count_nouns"] and c.dep_ in {"nsubj", "nsubj:pass", "obj"})
    of = (c.head for count in counts for c in grammar.complements(count) if c.preposition == "de" and c.head.pos_ == "NOUN")
    return next(of, None)


def _measures(verb: Token, lexicon: QuantityLexicon) -> bool:
    """True for a predicate whose number measures its subject: a copula, a passive, a verb of change."""
    participle = verb.pos_ == "ADJ"  # "ont presque doublé", where the parser takes the participle for an adjective
    helped = any(c.dep_ in {"cop", "aux:pass"} or (participle and c.dep_.startswith("aux")) for c in verb.children)
    return helped or verb.lemma in lexicon.words["changing"] or verb.lemma in lexicon.changes


def is_measure(counted: Counted, lexicon: QuantityLexicon) -> bool:
    """True for a length of time or another physical measure: a bare number after it counts something else."""
    unit = (counted.unit or "").split(" ")[0].lower()
    return unit in lexicon.words["elapsed"] or unit in lexicon.words["units"]


def distance(before: Token, after: Token) -> int:
    """How many sentences lie between two words: 0 within one, 1 for the next."""
    return after.sent.number - before.sent.number


def clause(token: Token) -> Token | None:
    """The head of the clause a word stands in: the nearest verb above it, or a predicate with a copula."""
    for above in (token, *token.ancestors):
        if above.pos_ in grammar.VERBAL or any(c.dep_.startswith(("cop", "aux")) for c in above.children):
            return above
    return None
