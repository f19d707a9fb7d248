"""Quantities of a document: numbers with what they count, how exactly, how often, about whom, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract import grammar
from kg.extract.amounts import Amount, amount_at
from kg.extract.circumstances import beside_name, entities_about, named_by, times_of
from kg.extract.counted import NOUNS, Blocked, Counted, Text, carried, clause, counted_by, is_measure, shared, with_half
from kg.extract.numbers import number_at
from kg.extract.quantity_lexicon import QuantityLexicon as QuantityLexicon
from kg.extract.reading import Judge, Reading
from kg.extract.scan import Kind, words
from kg.model import Approximation, Quantity, Span, TimeExpression, unique

DIGITS = 15


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
        amount, counted = read, counted_by(text, read, blocked, lexicon)
        if counted is not None:
            amount, counted = with_half(text, amount, counted, lexicon)
        else:
            if _is_score(text, amount) or (amount.spelled and not _stands_alone(text, amount, lexicon)):
                continue
            counted = shared(text, amount, blocked, lexicon) or carried(text, amount, previous, lexicon)
        if counted.unit is None and amount.approximation is Approximation.EXACT:
            continue
        quantity = _quantity(reading, text, amount, counted, judge, lexicon, times)
        found.append(quantity)
        if not is_measure(counted, lexicon):
            previous = replace(counted, about=quantity.about, number=text.token(amount.number - 1))
    found += _changes(reading, judge, lexicon)
    return tuple(sorted(found, key=lambda q: q.evidence))


def _amounts(text: Text, blocked: Blocked, lexicon: QuantityLexicon) -> Iterator[Amount]:
    """The amounts of the text that no date and no name holds."""
    codes = frozenset(i for i, w in enumerate(text.words) if w.capital and len(w.form) == 3 and _is_code(text, i, lexicon))
    end, label = 0, -1
    opens = lexicon.opens
    for at in sorted(codes.union([i for i, word in enumerate(text.words) if opens[word.form]])):
        if at < end:
            continue
        amount = amount_at(text.words, at, lexicon, codes)
        if amount is None or _inside(text, amount, blocked, lexicon):
            if text.words[at].kind is Kind.NUMBER and blocked.by_name(text.words[at].start):
                label = at + 1
            continue
        if _names(text, amount, label, blocked, lexicon):
            label = amount.end
        else:
            yield from _both_ends(text, amount, lexicon)
        end = amount.end


def _both_ends(text: Text, amount: Amount, lexicon: QuantityLexicon) -> Iterator[Amount]:
    """The two values between which something moves ("passe **de 35 à 105**"); any other amount as it is."""
    before = amount.start - 1
    moves = amount.approximation is Approximation.RANGE and before > 0 and text.words[before].form in lexicon.words["from"]
    verb = clause(text.token(before)) if moves else None
    first = number_at(text.words, amount.start, lexicon.numbers) if moves else None
    if verb is None or first is None or verb.lemma not in lexicon.words["moving"]:
        yield amount
        return
    link = next(i for i in range(first.end, amount.number) if text.words[i].form in lexicon.words["ranges"])
    yield replace(amount, end=link, number=first.end, high=amount.low, approximation=Approximation.EXACT)
    yield replace(amount, start=link + 1, low=amount.high, approximation=Approximation.EXACT)


def _is_code(text: Text, index: int, lexicon: QuantityLexicon) -> bool:
    return text.words[index].form.upper() in lexicon.codes and text.token(index).text.isupper()


def _names(text: Text, amount: Amount, label: int, blocked: Blocked, lexicon: QuantityLexicon) -> bool:
    """True for digits that are part of a name: "Boeing 737 et 777"; `label` is the word after the last such number."""
    before = amount.start - 1
    if before < 0 or amount.unit or text.words[amount.start].kind is not Kind.NUMBER or text.words[before].kind is Kind.BREAK:
        return False
    if before == label:  # "et", after another number in a name
        return counted_by(text, amount, blocked, lexicon) is None
    word, token = text.words[before], text.token(before)
    if word.kind is not Kind.WORD or token.pos_ not in NOUNS | {"ADJ"}:
        return False
    return word.capital or counted_by(text, amount, blocked, lexicon) is None


def _inside(text: Text, amount: Amount, blocked: Blocked, lexicon: QuantityLexicon) -> bool:
    """True where a date or a name holds the number; "il y a trois semaines" still counts weeks."""
    span = blocked.holding(text.words[amount.number - 1].start)
    if span is None:
        return False
    elapsed = amount.end < len(text.words) and text.words[amount.end].form in lexicon.words["elapsed"]
    return not (elapsed and span in blocked.dates)


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
        about=_beside(reading, text, amount, counted, end) or entities_about(reading, number, counted, judgement.speakers, lexicon),
        times=times_of(text, number, end, times),
        judgement=judgement,
    )


def _beside(reading: Reading, text: Text, amount: Amount, counted: Counted, end: int) -> tuple[str, ...]:
    """The name that a quantity is added to; what is counted may itself be one ("44 Russes, huit Ukrainiens")."""
    own = counted.about or (counted.head is not None and reading.denotes(counted.head))
    return () if own else beside_name(reading, text, amount.start, end)


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
        if token.lemma in lexicon.words["exceeding"] and token.pos_ == "VERB":
            return replace(amount, start=index, high=None, approximation=Approximation.MORE_THAN)
        if token.pos_ not in {"DET", "ADP", "NOUN", "ADV"}:
            break
    return amount


def _changes(reading: Reading, judge: Judge, lexicon: QuantityLexicon) -> Iterator[Quantity]:
    """Changes that a verb measures: "ont presque doublé" is about twofold."""
    for token in [t for t in reading.doc if t.lemma in lexicon.changes and t.pos_ in {"VERB", "ADJ"}]:
        if not any(c.dep_.startswith(("aux", "nsubj", "obj")) for c in token.children):
            continue
        adverb = next((c for c in token.lefts if c.dep_ == "advmod" and lexicon.approximation.at(words(c.text), 0)), None)
        first = adverb if adverb is not None else token
        yield Quantity(
            evidence=Span(first.idx, token.idx + len(token)),
            approximation=Approximation.ABOUT if adverb is not None else Approximation.EXACT,
            value=lexicon.changes[token.lemma],
            unit="fois",
            about=unique(i for s in grammar.grammatical_subjects(token) for i in named_by(reading, s)),
            judgement=judge(token),
        )
