"""Quantities of a document: numbers with what they count, how exactly, how often, about whom, and who says so."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Doc, Token

from kg.extract import grammar
from kg.extract.amounts import Amount, amount_at
from kg.extract.numbers import cardinal, ordinal
from kg.extract.quantity_lexicon import QuantityLexicon as QuantityLexicon
from kg.extract.reading import Judge, Reading
from kg.extract.scan import Kind, Tokens, Word, words
from kg.model import Approximation, MentionType, Quantity, Span, TimeExpression, unique

NOUNS = frozenset({"NOUN", "PROPN"})
BETWEEN = frozenset({"ADJ", "NUM", "ADV"})  # what may stand between a number and the noun it counts
REACH = 3
CLAUSES = 3  # how far up the tree a clause without entities looks for some
DIGITS = 15
HALF = Decimal("0.5")


@dataclass(frozen=True)
class Text:
    """A document's words beside its tokens."""

    words: Sequence[Word]
    tokens: Tokens

    @classmethod
    def of(cls, doc: Doc) -> Text:
        """The text of a parse."""
        return cls(words(doc.text), Tokens(doc))

    def token(self, word: int) -> Token:
        """The token that a word starts in."""
        return self.tokens.at(self.words[word].start)


@dataclass(frozen=True)
class Counted:
    """What a number counts: the head noun, how it is written, the word after it, the entities it is about, and the last number of it."""

    head: Token | None
    unit: str | None
    end: int
    about: tuple[str, ...] = ()
    number: Token | None = None


def find_quantities(reading: Reading, times: Sequence[TimeExpression], judge: Judge, lexicon: QuantityLexicon) -> tuple[Quantity, ...]:
    """The quantities of a document in text order; dates, ordinals and numbers in names are none.

    Evidence runs from the approximator to the unit or the counted noun.
    A bare number counts what was counted before: "ils étaient 11.200".
    """
    text = Text.of(reading.doc)
    blocked = Blocked.of(reading, times)
    found: list[Quantity] = []
    previous: Counted | None = None
    for read in _amounts(text, blocked, lexicon):
        amount, counted = read, _counted(text, read, blocked, lexicon)
        if counted is not None:
            amount, counted = _with_half(text, amount, counted, lexicon)
        else:
            if _is_score(text, amount) or (amount.spelled and not _stands_alone(text, amount, lexicon)):
                continue
            counted = _shared(text, amount, blocked, lexicon) or _carried(text, amount, previous, lexicon)
        if counted.unit is None and amount.approximation is Approximation.EXACT:
            continue
        quantity = _quantity(reading, text, amount, counted, judge, lexicon, times)
        found.append(quantity)
        if not _is_measure(counted, lexicon):
            previous = replace(counted, about=quantity.about, number=text.token(amount.number - 1))
    found += _changes(reading, judge, lexicon)
    return tuple(sorted(found, key=lambda q: q.evidence))


def _is_measure(counted: Counted, lexicon: QuantityLexicon) -> bool:
    """True for a length of time or another physical measure: a bare number after it counts something else."""
    unit = (counted.unit or "").split(" ")[0].lower()
    return unit in lexicon.words["elapsed"] or unit in lexicon.words["units"]


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
        names = [m.span for m in reading.mentions if m.type is MentionType.NAMED]
        dates = frozenset(t.span for t in said if ":" not in (t.value or ""))
        return cls(sorted({*(t.span for t in said), *names}), dates, frozenset(names))

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


def _amounts(text: Text, blocked: Blocked, lexicon: QuantityLexicon) -> Iterator[Amount]:
    """The amounts of the text that no date and no name holds."""
    codes = frozenset(i for i, w in enumerate(text.words) if w.capital and len(w.form) == 3 and _is_code(text, i, lexicon))
    at, label = 0, -1
    while at < len(text.words):
        amount = amount_at(text.words, at, lexicon, codes) if at in codes or _may_count(text.words[at], lexicon) else None
        if amount is None or _inside(text, amount, blocked, lexicon):
            if text.words[at].kind is Kind.NUMBER and blocked.by_name(text.words[at].start):
                label = at + 1
            at += 1
            continue
        if _names(text, amount, label, blocked, lexicon):
            label = amount.end
        else:
            yield amount
        at = max(amount.end, at + 1)


def _may_count(word: Word, lexicon: QuantityLexicon) -> bool:
    """True for a word that an amount can start with."""
    if word.kind is Kind.WORD:
        return word.form in lexicon.openers or "-" in word.form or cardinal(word.form, lexicon.numbers.lang) is not None
    return word.kind is Kind.NUMBER or (word.kind is Kind.MARK and word.form in lexicon.openers)


def _is_code(text: Text, index: int, lexicon: QuantityLexicon) -> bool:
    return text.words[index].form.upper() in lexicon.codes and text.token(index).text.isupper()


def _names(text: Text, amount: Amount, label: int, blocked: Blocked, lexicon: QuantityLexicon) -> bool:
    """True for digits that are part of a name: "Boeing 737 et 777"; `label` is the word after the last such number."""
    before = amount.start - 1
    if before < 0 or amount.unit or text.words[amount.start].kind is not Kind.NUMBER or text.words[before].kind is Kind.BREAK:
        return False
    if before == label:  # "et", after another number in a name
        return _counted(text, amount, blocked, lexicon) is None
    word, token = text.words[before], text.token(before)
    if word.kind is not Kind.WORD or token.pos_ not in NOUNS | {"ADJ"}:
        return False
    return word.capital or _counted(text, amount, blocked, lexicon) is None


def _inside(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> bool:
    """True where a date or a name holds the number; "il y a trois semaines" still counts weeks."""
    span = blocked.holding(text.words[amount.number - 1].start)
    if span is None:
        return False
    elapsed = amount.end < len(text.words) and text.words[amount.end].form in lexicon.words["elapsed"]
    return not (elapsed and span in blocked.dates)


def _counted(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> Counted | None:
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
        if token.pos_ in NOUNS or (index == at and _is_participle(token)):
            return _noun(text, token, index, lexicon)
        if token.pos_ not in BETWEEN:
            return None
    return None


def _is_participle(token: Token) -> bool:
    """True for a plural participle that stands for a noun: "une quinzaine blessées"."""
    return token.pos_ == "VERB" and token.dep_ != "ROOT" and token.lower_.endswith("s")


def _takes_complement(word: Word, lexicon: QuantityLexicon) -> bool:
    """True after "centaine", "millions", "tiers": what they count follows with "de"."""
    numbers = lexicon.numbers
    parts = (numbers.scales, numbers.collectives, numbers.denominators)
    return any(word.form in table for table in parts) or ordinal(word.form, numbers.lang) is not None


def _with_half(text: Text, amount: Amount, counted: Counted, lexicon: QuantityLexicon) -> tuple[Amount, Counted]:
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
    return Counted(head, head.doc[head.i : end].text, stop)


def _complements(token: Token, head: Token) -> bool:
    return token.pos_ == "NOUN" and token.head.i == head.i


def _belongs(token: Token, head: Token) -> bool:
    return token.head.i == head.i and token.dep_ in {"amod", "flat:name", "flat:foreign"} and token.pos_ in {"ADJ", "PROPN", "VERB"}


def _is_score(text: Text, amount: Amount) -> bool:
    """True for "3/4" that counts nothing, as in the tables of a match."""
    return any(w.form == "/" for w in text.words[amount.start : amount.number])


def _stands_alone(text: Text, amount: Amount, lexicon: QuantityLexicon) -> bool:
    """True where a number word without a noun still counts: "trois parmi eux", or the subject or the object of a verb."""
    after = lexicon.phrases["partitives"].at(text.words, amount.end)
    if after or lexicon.phrases["partitives"].before(text.words, amount.start, 2):
        return True
    token = text.token(amount.number - 1)
    return token.dep_ in {"nsubj", "nsubj:pass", "obj"} and token.pos_ in {"NUM", "PRON", "NOUN"} and token.head.pos_ in {"VERB", "AUX"}


def _shared(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> Counted | None:
    """What the next number of a coordination counts: "36 et 29 masses solaires"."""
    if amount.end + 1 >= len(text.words) or text.words[amount.end].form not in lexicon.words["joiners"]:
        return None
    after = amount_at(text.words, amount.end + 1, lexicon, frozenset())
    counted = _counted(text, after, blocked, lexicon) if after and after.start == amount.end + 1 else None
    return replace(counted, end=amount.end) if counted else None


def _carried(text: Text, amount: Amount, previous: Counted | None, lexicon: QuantityLexicon) -> Counted:
    """What a bare number counts: the subject of its clause, or what was counted before where that is a pronoun or a word for number."""
    number = text.token(amount.number - 1)
    verb = _clause(number)
    subjects = grammar.grammatical_subjects(verb) if verb is not None else []
    subject = next((s for s in subjects if s.pos_ in NOUNS and s.lemma_ not in lexicon.words["count_nouns"]), None)
    near = previous is not None and previous.number is not None and _distance(text, previous.number, number) <= 1
    if near and previous is not None and not (subject is not None and verb is not None and _measures(verb, lexicon)):
        return replace(previous, end=amount.end)
    return Counted(subject, subject.text if subject is not None else None, amount.end)


def _measures(verb: Token, lexicon: QuantityLexicon) -> bool:
    """True for a predicate whose number measures its subject: a copula, a passive, a verb of change."""
    participle = verb.pos_ == "ADJ"  # "ont presque doublé", where the parser takes the participle for an adjective
    helped = any(c.dep_ in {"cop", "aux:pass"} or (participle and c.dep_.startswith("aux")) for c in verb.children)
    return helped or verb.lemma_ in lexicon.words["changing"] or verb.lemma_ in lexicon.changes


def _distance(text: Text, before: Token, after: Token) -> int:
    """How many sentences lie between two words: 0 within one, 1 for the next."""
    return text.tokens.sentence(after.i) - text.tokens.sentence(before.i)


def _clause(token: Token) -> Token | None:
    """The head of the clause a word stands in: the nearest verb above it, or a predicate with a copula."""
    for above in (token, *token.ancestors):
        if above.pos_ in grammar.VERBAL or any(c.dep_.startswith(("cop", "aux")) for c in above.children):
            return above
    return None


def _quantity(
    reading: Reading, text: Text, amount: Amount, counted: Counted, judge: Judge, lexicon: QuantityLexicon, times: Sequence[TimeExpression]
) -> Quantity:
    """The quantity of an amount and what it counts."""
    per, end = _rate(text, max(amount.end, counted.end), lexicon)
    amount = _exceeded(text, amount, lexicon)
    start = text.words[amount.start].start
    number = text.token(amount.number - 1)
    judgement = judge(number)
    return Quantity(
        evidence=Span(start, text.words[end - 1].end),
        approximation=amount.approximation,
        value=plain(amount.value),
        minimum=None if amount.value is not None else plain(amount.low),
        maximum=None if amount.value is not None else plain(amount.high),
        unit=counted.unit,
        per=per,
        about=_about(reading, text.tokens, number, counted, judgement.speakers),
        times=_times(text, number, end, times),
        judgement=judgement,
    )


def plain(value: Decimal | None) -> Decimal | None:
    """The number without an exponent, fractions to fifteen digits."""
    if value is None or value % 1 == 0:
        return None if value is None else Decimal(int(value))
    return Decimal(f"{round(value, DIGITS).normalize():f}")


def _rate(text: Text, end: int, lexicon: QuantityLexicon) -> tuple[str | None, int]:
    """The noun of a rate after an amount ("par jour", "à l'heure") and the word after it."""
    for name, nouns in (("per", "per_each"), ("per_definite", "elapsed")):
        found = lexicon.phrases[name].at(text.words, end)
        noun = text.words[found[0]].form if found and found[0] < len(text.words) else None
        if found and noun and (noun in lexicon.words[nouns] or noun in lexicon.words["elapsed"]):
            return noun, found[0] + 1
    return None, end


def _exceeded(text: Text, amount: Amount, lexicon: QuantityLexicon) -> Amount:
    """A lower bound where the number is the object of a verb such as "dépasser"."""
    if amount.approximation is not Approximation.EXACT:
        return amount
    for index in range(amount.start - 1, max(-1, amount.start - 5), -1):
        token = text.token(index)
        if token.lemma_ in lexicon.words["exceeding"] and token.pos_ == "VERB":
            return replace(amount, start=index, high=None, approximation=Approximation.MORE_THAN)
        if token.pos_ not in {"DET", "ADP", "NOUN", "ADV"}:
            break
    return amount


def _about(reading: Reading, tokens: Tokens, number: Token, counted: Counted, speakers: Sequence[str]) -> tuple[str, ...]:
    """The entities a quantity is about: what the noun denotes, its complements and adjectives, and who and where its clause says.

    A clause without any takes those of the clause above it, and a sentence without any those of the sentence's names. Who says it is not
    whom it is about.
    """
    found = unique(i for i in (*_named(reading, number, counted), *counted.about) if i not in speakers)
    return found or unique(i for at in tokens.beside(number.i) for i in reading.by_head.get(at, ()) if i not in speakers)


def _named(reading: Reading, number: Token, counted: Counted) -> Iterator[str]:
    """The entities that the grammar ties to a number."""
    if counted.head is not None:
        yield from _phrase(reading, counted.head)
    yield from _phrase(reading, number)
    verb = _clause(number)
    for _ in range(CLAUSES):
        if verb is None:
            return
        found = [*_participants(reading, verb)]
        yield from found
        verb = None if found or verb.head.i == verb.i else _clause(verb.head)


def _participants(reading: Reading, verb: Token) -> Iterator[str]:
    """The entities of a clause: its subject, and its complements of place and the like."""
    for subject in grammar.grammatical_subjects(verb):
        yield from _phrase(reading, subject)
    for complement in grammar.verb_complements(verb):
        yield from _phrase(reading, complement.head)


def _phrase(reading: Reading, noun: Token) -> Iterator[str]:
    """What a noun denotes or, where it is no entity, its direct dependents."""
    denoted = reading.denotes(noun)
    yield from denoted or _within(reading, noun)


def _within(reading: Reading, noun: Token) -> Iterator[str]:
    """What the direct dependents of a noun denote."""
    for child in noun.children:
        if child.dep_ in {"nmod", "amod", "appos", "flat:name", "conj"}:
            yield from reading.denotes(child)


def _times(text: Text, number: Token, end: int, times: Sequence[TimeExpression]) -> tuple[str, ...]:
    """The date right after the quantity ("11.200 dimanche") or else the dates of the number's own clause."""
    after = text.words[end].start if end < len(text.words) else None
    beside = next((t.value for t in times if t.span.start == after and t.value and t.value[:1].isdigit()), None)
    if beside:
        return (beside,)
    verb = _clause(number)
    sentence = text.tokens.sentence(number.i)
    found = []
    for time in times:
        if time.value and time.value[:1].isdigit():
            token = text.tokens.at(time.span.end - 1)
            if text.tokens.sentence(token.i) == sentence and _clause(token) == verb:
                found.append(time.value)
    return unique(found)


def _changes(reading: Reading, judge: Judge, lexicon: QuantityLexicon) -> Iterator[Quantity]:
    """Changes that a verb measures: "ont presque doublé" is about twofold."""
    doc = reading.doc
    factors = {doc.vocab.strings[lemma]: factor for lemma, factor in lexicon.changes.items()}
    for index in [i for i, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in factors]:
        token, factor = doc[index], factors[doc[index].lemma]
        if token.pos_ not in {"VERB", "ADJ"} or not any(c.dep_.startswith(("aux", "nsubj", "obj")) for c in token.children):
            continue
        adverb = next((c for c in token.lefts if c.dep_ == "advmod" and lexicon.approximation.at(words(c.text), 0)), None)
        first = adverb if adverb is not None else token
        yield Quantity(
            evidence=Span(first.idx, token.idx + len(token)),
            approximation=Approximation.ABOUT if adverb is not None else Approximation.EXACT,
            value=factor,
            unit="fois",
            about=unique(i for s in grammar.grammatical_subjects(token) for i in (*reading.denotes(s), *_within(reading, s))),
            judgement=judge(token),
        )
