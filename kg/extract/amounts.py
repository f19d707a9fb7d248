"""Amounts as the words give them: a number or a range, how exactly it is meant, its unit and its rate.

"près de 10.000 par jour", "entre 600 et 800 interpellations", "au moins 81", "30 à 50 milliards de dollars", "$75 millions". What is
counted, where no unit says it, is for kg.extract.quantities, which has the parse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.numbers import Number, number_at, read_digits
from kg.extract.quantity_lexicon import QuantityLexicon
from kg.extract.scan import Kind, Word
from kg.model import Approximation

THOUSAND, MILLION = Decimal(1000), Decimal(1_000_000)
PAIR = 2
METRE = "m"
MINUTES, DIVIDERS = ("′", "″"), ("°", '"', "x", "×")
POINTS = 200  # the most that a side makes in a game
SCORE = 20  # the most that "3-1" can be before it is taken for a range


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or a range over the words `start` to `end` (exclusive); `number` is where the last number itself ends.

    `low` and `high` are the bounds, equal for a single number; `unit` is a unit or a currency code, None where a noun is counted.
    """

    start: int
    end: int
    number: int
    low: Decimal | None
    high: Decimal | None
    approximation: Approximation = Approximation.EXACT
    unit: str | None = None
    spelled: bool = False  # in words, without digits or anything that measures

    @property
    def value(self) -> Decimal | None:
        """The number, where it is one and not a bound or a range."""
        exact = self.approximation in (Approximation.EXACT, Approximation.ABOUT)
        return self.low if exact and self.low == self.high else None


def amount_at(text: Sequence[Word], index: int, lexicon: QuantityLexicon, codes: frozenset[int]) -> Amount | None:
    """The amount whose number starts at the word `index`, approximators before it included; None where there is none.

    `codes` are the words that are currency codes in capitals ("EUR").
    """
    amount = _several(text, index, lexicon) or _prefixed(text, index, lexicon, codes) or _numbered(text, index, lexicon)
    if amount is None or _is_label(text, amount, lexicon):
        return None
    if amount.unit is None and _form(text, amount.start - 1) in lexicon.words["scales_before"]:
        amount = replace(amount, start=amount.start - 1, unit=_form(text, amount.start - 1), spelled=False)
    if amount.unit is None:
        amount = _with_unit(text, amount, lexicon, codes)
    if _is_article(text, amount, lexicon) or (amount.unit is None and _is_code(text, amount)):
        return None
    return _approximated(text, amount, lexicon)


def _form(text: Sequence[Word], index: int) -> str:
    return text[index].form if 0 <= index < len(text) else ""


def _numbered(text: Sequence[Word], index: int, lexicon: QuantityLexicon) -> Amount | None:
    """A range or one number."""
    number = number_at(text, index, lexicon.numbers)
    return (_range(text, number, lexicon) or _single(text, number, lexicon)) if number is not None else None


def _single(text: Sequence[Word], number: Number, lexicon: QuantityLexicon) -> Amount | None:
    """One number."""
    if _form(text, number.start - 1) in lexicon.words["halves_of_time"] and _form(text, number.start) in lexicon.numbers.bare:
        return None
    kind = Approximation.ABOUT if number.rounded else Approximation.EXACT
    return Amount(number.start, number.end, number.end, number.value, number.value, kind, spelled=not number.digits)


def _several(text: Sequence[Word], index: int, lexicon: QuantityLexicon) -> Amount | None:
    """An unknown number of tens, hundreds or millions: "plusieurs dizaines", "des centaines de milliers" are at least two of them."""
    some = lexicon.phrases["plural_some"].at(text, index)
    if some is None:
        return None
    form = _form(text, some[0])
    each = lexicon.numbers.collectives.get(form) or lexicon.numbers.scales.get(form)
    if each is None or not form.endswith("s") or each < 10:
        return None
    at, value = some[0] + 1, 2 * each
    while _form(text, at) in lexicon.numbers.complement:
        form = _form(text, at + 1)
        factor = lexicon.numbers.collectives.get(form) or lexicon.numbers.scales.get(form)
        if factor is None:
            break
        at, value = at + 2, value * factor
    return Amount(index, at, at, value, None, Approximation.MORE_THAN)


def _prefixed(text: Sequence[Word], index: int, lexicon: QuantityLexicon, codes: frozenset[int]) -> Amount | None:
    """A sum with the currency before the number: "$75 millions", "EUR 1000"."""
    currency = _currency(text, index, lexicon, codes)
    if currency is None or (text[index].kind is not Kind.MARK and index not in codes):
        return None
    at = currency[0]
    amount = _numbered(text, at, lexicon) if at < len(text) and text[at].kind is Kind.NUMBER else None
    return replace(amount, start=index, unit=currency[1], spelled=False) if amount else None


def _range(text: Sequence[Word], first: Number, lexicon: QuantityLexicon) -> Amount | None:
    """Two bounds: "entre 600 et 800", "de 5.000 à 6.000", "trois ou quatre", "40-50 ans"; the unit may stand after both."""
    if first.rounded:
        return None
    unit = _unit(text, first.end, lexicon, frozenset())
    at = unit[0] if unit else first.end
    link = _form(text, at)
    opened = _form(text, first.start - 1) in lexicon.words["between"]
    if not (link in lexicon.words["ranges"] or link in lexicon.words["range_or"] or (opened and link in lexicon.words["range_and"])):
        return None
    at += 1 + (_form(text, at + 1) in lexicon.words["definite"])
    last = number_at(text, at, lexicon.numbers) if at < len(text) else None
    if last is None:
        return None
    low = _same_scale(text, first, last, lexicon)
    if low >= last.value or (link == "-" and _is_score(text, first, last, lexicon)):
        return None
    start = first.start - opened
    return Amount(start, last.end, last.end, low, last.value, Approximation.RANGE)


def _same_scale(text: Sequence[Word], first: Number, last: Number, lexicon: QuantityLexicon) -> Decimal:
    """The first bound with the scale that stands after the second: "30 à 50 milliards", "10 à 20 000"."""
    scale = lexicon.numbers.scales.get(_form(text, last.end - 1)) or lexicon.numbers.scales.get(_form(text, last.start + 1))
    has_own = first.end - first.start > 1
    if scale and scale >= THOUSAND and not has_own and last.end - last.start > 1 and first.value < THOUSAND:
        return first.value * scale
    thousands = first.digits and last.digits and last.value < MILLION and not last.value % THOUSAND
    if not has_own and thousands and first.value * THOUSAND < last.value:
        return first.value * THOUSAND
    return first.value


def _is_score(text: Sequence[Word], first: Number, last: Number, lexicon: QuantityLexicon) -> bool:
    """True for "1-2": small figures glued by a hyphen that measure nothing; "0-6 ans" is a range."""
    glued = text[first.end - 1].end == text[first.end].start
    measured = _form(text, last.end) in lexicon.words["elapsed"] or lexicon.phrases["units"].at(text, last.end)
    return glued and last.value < SCORE and not measured


def _unit(text: Sequence[Word], index: int, lexicon: QuantityLexicon, codes: frozenset[int]) -> tuple[int, str] | None:
    """A unit or a currency at a word: the position after it and how it is written down."""
    if index not in codes and _form(text, index) not in lexicon.unit_openers:
        return None
    if lexicon.phrases["percent"].at(text, index):
        return lexicon.phrases["percent"].at(text, index)[0], "%"  # type: ignore[index]
    if found := lexicon.phrases["points"].at(text, index):
        return found[0], " ".join(w.form for w in text[index : found[0]])
    after_of = index + (_form(text, index) in lexicon.words["of"])
    if currency := _currency(text, after_of, lexicon, codes):
        return currency
    if found := lexicon.phrases["units"].at(text, index):
        return found[0], " ".join(w.form for w in text[index : found[0]])
    return None


def _currency(text: Sequence[Word], index: int, lexicon: QuantityLexicon, codes: frozenset[int]) -> tuple[int, str] | None:
    """A currency's name, sign or code: the position after it and its ISO 4217 code."""
    if index in codes:
        return index + 1, text[index].form.upper()
    found = lexicon.currencies.at(text, index)
    if found and found[0] in codes and text[index].kind is Kind.MARK:
        return found[0] + 1, text[found[0]].form.upper()
    return found


def _with_unit(text: Sequence[Word], amount: Amount, lexicon: QuantityLexicon, codes: frozenset[int]) -> Amount:
    """With the unit after the number, cents included ("15 dollars et 15 cents")."""
    found = _unit(text, amount.end, lexicon, codes)
    if found is None:
        return amount
    amount = replace(amount, end=found[0], unit=found[1], spelled=False)
    if text[amount.end - 1].form == METRE and amount.low == amount.high:
        return _with_centimetres(text, amount)
    return _with_cents(text, amount, lexicon) if len(found[1]) == 3 and amount.low == amount.high else amount


def _with_centimetres(text: Sequence[Word], amount: Amount) -> Amount:
    """With the centimetres glued to the metres: "5m98"."""
    after = text[amount.end : amount.end + 1]
    if (
        amount.low is None
        or not after
        or after[0].start != text[amount.end - 1].end
        or not after[0].form.isdecimal()
        or len(after[0].form) != PAIR
    ):
        return amount
    value = amount.low + Decimal(after[0].form) / 100
    return replace(amount, end=amount.end + 1, low=value, high=value)


def _with_cents(text: Sequence[Word], amount: Amount, lexicon: QuantityLexicon) -> Amount:
    """With the hundredths said after a currency: "15 dollars et 15 cents", "15 dollars 50"."""
    joined = _form(text, amount.end) in lexicon.words["joiners"]
    number = number_at(text, amount.end + joined, lexicon.numbers) if amount.end + joined < len(text) else None
    if number is None or amount.low is None or not 0 < number.value < 100 or number.value % 1:
        return amount
    value = amount.low + number.value / 100
    if _form(text, number.end) in lexicon.words["cents"]:
        return replace(amount, end=number.end + 1, low=value, high=value)
    alone = number.end >= len(text) or text[number.end].kind is not Kind.WORD
    return replace(amount, end=number.end, low=value, high=value) if alone and number.digits and not joined else amount


def _is_label(text: Sequence[Word], amount: Amount, lexicon: QuantityLexicon) -> bool:
    """True for a number that only tells things apart: "article 49", "n° 5", "03", "2)" at the start of a line."""
    word = text[amount.start]
    if word.kind is not Kind.NUMBER:
        return False
    before, after = _form(text, amount.start - 1 - _is_dot(text, amount.start - 1)), _form(text, amount.end)
    opens = amount.start == 0 or text[amount.start - 1].kind is Kind.BREAK
    zero = len(word.form) > 1 and word.form[0] == "0" and word.form.isdecimal()
    note = before == "[" and after == "]"
    ordinal = amount.end < len(text) and text[amount.end].form in lexicon.numbers.ordinal_marks
    if _is_coordinate(text, amount) or _is_clock(text, amount) or _is_telephone(text, amount.start):
        return True
    street = _form(text, amount.end + (after == ",")) in lexicon.words["streets"]
    if zero or note or ordinal or street or before in lexicon.words["labels"]:
        return True
    sides = (1, -1) if amount.approximation is not Approximation.RANGE else ()
    if any(_is_result(text, amount.start, amount.end, side, lexicon) for side in sides):
        return True
    return before in ("°", "#", "/") or after == "/" or (opens and after in (")", "."))


def _is_coordinate(text: Sequence[Word], amount: Amount) -> bool:
    """True for the parts of a geographic coordinate or a lap time, and for factors: "22° 52′ 16″", "9"81", "4 x 100 m"."""
    before, after = _form(text, amount.start - 1), _form(text, amount.end)
    precedes = amount.end + 1 < len(text) and text[amount.end + 1].kind is Kind.NUMBER
    follows = amount.start > 1 and text[amount.start - 2].kind is Kind.NUMBER
    return after in MINUTES or (precedes and after in DIVIDERS) or (follows and before == '"')


def _is_clock(text: Sequence[Word], amount: Amount) -> bool:
    """True for the parts of a time with colons: "1:57:17"."""
    ahead = _form(text, amount.end) == ":" and amount.end + 1 < len(text) and text[amount.end + 1].start == text[amount.end - 1].end + 1
    behind = _form(text, amount.start - 1) == ":" and amount.start > 1 and text[amount.start - 2].end == text[amount.start].start - 1
    return ahead or behind


def _is_result(text: Sequence[Word], start: int, end: int, side: int, lexicon: QuantityLexicon) -> bool:
    """True for a figure of a result, with the other one after (1) or before it (-1): "1-3", "93 à 83"; "de 93 à 83" is a change."""
    link, other = (end, end + 1) if side > 0 else (start - 1, start - 2)
    if not 0 <= other < len(text) or text[other].kind is not Kind.NUMBER or text[link].form not in lexicon.words["ranges"]:
        return False
    if text[link].form == "-":
        return text[link].start == text[link - 1].end and text[link].end == text[link + 1].start
    first = min(start, other)
    figures = [read_digits(text[at].form) for at in (first, first + 2)]
    return (
        figures[0] is not None
        and figures[1] is not None
        and POINTS > figures[0] > figures[1]
        and (_form(text, first - 1) not in lexicon.words["from"] or _form(text, first - 2) in lexicon.words["results"])
    )


def _is_telephone(text: Sequence[Word], index: int) -> bool:
    """True for two digits after two others: "03 83 96"."""
    pair = text[index - 1 : index + 1] if index else ()
    return len(pair) == PAIR and all(w.kind is Kind.NUMBER and len(w.form) == PAIR for w in pair)


def _is_dot(text: Sequence[Word], index: int) -> bool:
    """True for a full stop glued to what follows: "N.409"."""
    return index > 0 and text[index].form == "." and text[index].end == text[index + 1].start


def _is_code(text: Sequence[Word], amount: Amount) -> bool:
    """True for digits with letters glued to them that are no unit: "3D", "4G"."""
    last, after = text[amount.end - 1], text[amount.end : amount.end + 1]
    return last.kind is Kind.NUMBER and bool(after) and after[0].kind is Kind.WORD and after[0].start == last.end


def _is_article(text: Sequence[Word], amount: Amount, lexicon: QuantityLexicon) -> bool:
    """True for "un" and "une" where they only introduce a noun; "un an", "un euro", "un %" measure."""
    if amount.low != 1 or _form(text, amount.number - 1) not in lexicon.words["bare_articles"]:
        return False
    bounded = lexicon.phrases["counts_one"].before(text, amount.start)
    return bounded is None and lexicon.phrases["measured_ones"].at(text, amount.number) is None


def _approximated(text: Sequence[Word], amount: Amount, lexicon: QuantityLexicon) -> Amount:
    """With what stands before and after it: "près de", "au moins", "ou plus"."""
    start = amount.start
    between = lexicon.phrases["articles_between"].before(text, start, 3)
    if between and lexicon.approximation.before(text, between[0]):
        start = between[0]
    kinds = []
    while found := lexicon.approximation.before(text, start):
        start = found[0]
        kinds.append(Approximation(found[1]))
    end = amount.end
    if after := lexicon.afterwards.at(text, end):
        end = after[0]
        kinds.append(Approximation(after[1]))
    if not kinds:
        return amount
    return replace(_bounded(amount, kinds), start=start, end=end, spelled=False)


def _bounded(amount: Amount, kinds: Sequence[Approximation]) -> Amount:
    """A number turned into a bound by the approximators said with it; a bound outweighs an "environ"."""
    if amount.low != amount.high:
        return amount
    kind = next((k for k in kinds if k is not Approximation.ABOUT), Approximation.ABOUT)
    if kind is Approximation.LESS_THAN:
        return replace(amount, low=None, approximation=kind)
    return replace(amount, high=None, approximation=kind) if kind is Approximation.MORE_THAN else replace(amount, approximation=kind)
