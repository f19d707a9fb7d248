"""Numbers: digits in French notation, number words, scales and fractions → Decimal.

Number words are read by text2num; what it does not know (digits with scales, collectives, fractions, "un sur dix") is put together here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import takewhile
from typing import Any, NamedTuple

from text_to_num import alpha2digit, text2num

from kg.extract.scan import Kind, Word
from kg.memory import Answers

LARGEST = Decimal("1e24")  # what is longer is a code, and exact arithmetic ends soon after
LONGEST_DIGITS, MOST_ZEROS = 30, 24
PARTS = 5  # words of a denominator
LONGEST = 12  # words of a number written out
ONE = Decimal(1)
HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)
_DECIMAL = re.compile(r"[0-9]+(?:\.[0-9]+)?")


class Number(NamedTuple):
    """A value and the words that say it: from `start` to before `end`. `digits` tells 1 from "un", `rounded` "une centaine" from "cent"."""

    value: Decimal
    start: int
    end: int
    digits: bool
    rounded: bool = False


@dataclass(frozen=True)
class NumberLexicon:
    """The words that numbers are made of besides those text2num reads.

    `scales` multiply ("million"), `suffixes` do so glued to digits ("10k"), `collectives` count ("dizaine"), roughly but for the `exact`
    ones, `denominators` divide ("tiers"), those in `bare` also without a numerator, `joiners` add a part ("et demi"), `over` makes a
    share ("un sur dix"), `complement` follows a fraction ("un dixième de"), `point` separates decimals in words, `negatives` and
    `minus` turn the sign, `ordinal_marks` make a rank of digits ("35e"), `respelled` mends endings.
    """

    lang: str
    scales: Mapping[str, Decimal]
    suffixes: Mapping[str, Decimal]
    collectives: Mapping[str, Decimal]
    denominators: Mapping[str, Decimal]
    bare: frozenset[str]
    exact: frozenset[str]
    joiners: frozenset[str]
    over: frozenset[str]
    complement: frozenset[str]
    point: frozenset[str]
    negatives: frozenset[str]
    minus: frozenset[str]
    signs: Mapping[str, Decimal]
    ordinal_marks: frozenset[str]
    respelled: Mapping[str, str]
    begins: Answers[str, bool] = field(init=False, repr=False)
    """Whether a number may begin with a word or sign."""
    continues: Answers[str, bool] = field(init=False, repr=False)
    """Whether a word or sign may make more of the number before it; most words behind a number are what it counts."""

    def __post_init__(self) -> None:
        opening = dict.fromkeys((*self.signs, *self.minus, *self.negatives, *self.bare), True)
        object.__setattr__(self, "begins", Answers(self._begins, opening))
        words = (self.scales, self.suffixes, self.collectives, self.joiners, self.over, self.complement, self.point, ("/",))
        object.__setattr__(self, "continues", Answers(self._continues, {form: True for forms in words for form in forms}))

    @classmethod
    def from_table(cls, table: Mapping[str, Any], lang: str) -> NumberLexicon:
        """From the table `quantity.number` of a lexicon."""
        sets = ("bare", "exact", "joiners", "over", "complement", "point", "negatives", "minus", "ordinal_marks")
        maps = ("scales", "suffixes", "collectives", "denominators", "signs")
        words: dict[str, Any] = {name: frozenset(table[name]) for name in sets}
        values: dict[str, Any] = {name: {word: Decimal(value) for word, value in table[name].items()} for name in maps}
        return cls(lang=lang, respelled=dict(table["respelled"]), **words, **values)

    def _begins(self, form: str) -> bool:
        return form[:1].isdigit() or "-" in form or cardinal(form, self.lang) is not None

    def _continues(self, form: str) -> bool:
        written = respelled(form, self)
        return written in self.denominators or written in self.bare or ordinal(written, self.lang) is not None or self.begins[form]


@lru_cache(maxsize=65536)
def cardinal(phrase: str, lang: str) -> int | None:
    """The value of number words ("quatre-vingt-dix" → 90), or None where they are no number."""
    try:
        return int(text2num(phrase, lang))
    except ValueError:
        return None


@lru_cache(maxsize=16384)
def ordinal(word: str, lang: str) -> int | None:
    """The rank an ordinal word names ("cinquième" → 5), or None."""
    if not word.replace("-", "").replace(" ", "").isalpha():
        return None
    rank = alpha2digit(word, lang)
    digits = "".join(takewhile(str.isdecimal, rank))
    return int(digits) if digits and rank[len(digits) :].isalpha() else None


def respelled(words: str, lexicon: NumberLexicon) -> str:
    """The words with the accents of their endings ("cinquieme")."""
    for ending, mended in lexicon.respelled.items():
        words = words.replace(ending, mended)
    return words


@lru_cache(maxsize=16384)
def read_digits(form: str) -> Decimal | None:
    """Digits in French notation: "98.000" → 98000, "1 000,5" → 1000.5, "1.5" → 1.5; None where it is no number ("1.2.3")."""
    mantissa, _, exponent = form.partition("e")
    if exponent:
        base = read_digits(mantissa)
        return None if base is None or abs(int(exponent)) > MOST_ZEROS else base.scaleb(int(exponent))
    whole, comma, decimals = form.partition(",")
    groups = whole.replace(" ", ".").split(".")
    if len(groups) > 1 and groups[0] != "0" and len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:]):
        whole = "".join(groups)
    elif " " in whole or len(groups) > 2 or (comma and len(groups) > 1) or "," in decimals or "." in decimals:
        return None
    written = f"{whole}.{decimals}" if comma else whole
    if not _DECIMAL.fullmatch(written):
        return None
    value = Decimal(written)
    return value if len(form) <= LONGEST_DIGITS and value < LARGEST else None


def number_at(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Number | None:
    """The longest number that starts at the word `index`, or None. A bare "un" or "une" is the number 1."""
    if index >= len(text) or not lexicon.begins[text[index].form]:
        return None
    if negative := _negative(text, index, lexicon):
        return negative
    plain = _plain(text, index, lexicon)
    if plain is None:
        return _bare_part(text, index, lexicon)
    if plain.end == len(text) or not lexicon.continues[text[plain.end].form]:
        return plain
    if plain.value == 1 and not plain.digits and plain.end < len(text) and (part := _bare_part(text, plain.end, lexicon)):
        return part._replace(start=index)
    number = _scaled(text, plain, lexicon)
    for extend in (_decimals, _fraction, _part_of_scale, _and_part, _collective, _share):
        number = extend(text, number, lexicon)
    return number if abs(number.value) < LARGEST else None


def _negative(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Number | None:
    """A number with a sign: "-5", "- 1,5", "négatif cinq"; the hyphen of "5-6" or "10 - 12" is none."""
    word = text[index]
    if word.form in lexicon.minus and word.kind is Kind.MARK:
        if index + 1 >= len(text) or text[index + 1].kind is not Kind.NUMBER:
            return None
        before, glued = text[index - 1], text[index + 1].start == word.end
        joined = before.end == word.start and before.form != "("
        if index and (not glued or before.kind is Kind.NUMBER or joined):
            return None
    elif word.form not in lexicon.negatives:
        return None
    number = number_at(text, index + 1, lexicon)
    return number._replace(value=-number.value, start=index) if number else None


def _plain(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Number | None:
    """Digits or number words without anything after them."""
    if index >= len(text):
        return None
    word = text[index]
    if word.kind is Kind.NUMBER:
        after = text[index + 1] if index + 1 < len(text) else None
        if after and after.start == word.end and after.form in lexicon.ordinal_marks:  # "35e"
            return None
        value = read_digits(word.form)
        return None if value is None else Number(value, index, index + 1, True)
    if word.form in lexicon.signs:
        return Number(lexicon.signs[word.form], index, index + 1, True)
    multiplies = word.form in lexicon.scales and (lexicon.scales[word.form] > THOUSAND or word.form.endswith("s"))
    if word.kind is not Kind.WORD or multiplies or cardinal(word.form, lexicon.lang) is None:
        return None
    return _written(text, index, lexicon)


def _written(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Number | None:
    """The longest run of number words; "vingt et trois cinquièmes" is read as twenty and a part."""
    value, end, phrase, whole = 0, index, "", None
    for at in range(index, min(index + LONGEST, len(text))):
        form = text[at].form
        phrase = f"{phrase} {form}" if phrase else form
        read = cardinal(phrase, lexicon.lang)
        if read is not None:
            value, end = read, at + 1
        elif form in lexicon.joiners and end == at:
            whole = Number(Decimal(value), index, at, False)
        else:
            break
    if whole and end > whole.end and _denominator(text, end, lexicon):
        return whole
    return Number(Decimal(value), index, end, False)


def _scaled(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """Scales after a number, each with what is added to it: "30 milliards", "2 millions 500 mille", "10k"."""
    value, end, total, last = number.value, number.end, Decimal(0), Decimal("Infinity")
    while end < len(text):
        factor = _factor(text, end, number, lexicon)
        if factor is None or factor >= last:
            break
        total, value, last, end = total + value * factor, Decimal(0), factor, end + 1
        rest = _plain(text, end, lexicon)
        if rest is None or not 0 < rest.value < factor:
            break
        value, end = rest.value, rest.end
    return number._replace(value=total + value, end=end)


def _factor(text: Sequence[Word], index: int, number: Number, lexicon: NumberLexicon) -> Decimal | None:
    """What the word multiplies a number by: a scale, or a suffix that belongs to digits ("10k", "10 M€")."""
    form = text[index].form
    if form in lexicon.scales:
        coins = lexicon.scales[form] == HUNDRED and number.digits and not (1 < number.value < 10 and number.value % 1 == 0)
        return None if coins else lexicon.scales[form]
    if number.digits and form in lexicon.suffixes and _is_suffix(text, index):
        return lexicon.suffixes[form]
    return None


def _is_suffix(text: Sequence[Word], index: int) -> bool:
    """True where a letter multiplies the digits before it: "10k", "10M", "10 M€"; "7 m" is a length."""
    word = text[index]
    after = text[index + 1] if index + 1 < len(text) else None
    glued = word.start == text[index - 1].end or (after is not None and after.kind is Kind.MARK and after.start == word.end)
    return word.form == "k" or (word.capital and glued)


def _decimals(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """Decimals in words: "deux virgule zéro cinq"."""
    if number.end >= len(text) or text[number.end].form not in lexicon.point:
        return number
    zeros, at = "", number.end + 1
    while at + 1 < len(text) and cardinal(text[at].form, lexicon.lang) == 0:
        zeros, at = zeros + "0", at + 1
    rest = _plain(text, at, lexicon)
    if rest is None or rest.value % 1:
        return number
    return number._replace(value=number.value + Decimal(f"0.{zeros}{int(rest.value)}"), end=rest.end)


def _denominator(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Decimal | None:
    """What the word divides by where it is a denominator: "tiers", "quarts", "dixièmes", "demi"."""
    if index >= len(text) or text[index].kind is not Kind.WORD:
        return None
    form = respelled(text[index].form, lexicon)
    part = lexicon.denominators.get(form) or ordinal(form, lexicon.lang)
    return Decimal(part) if part and part > 1 else None


def _fraction(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """A numerator with a denominator: "deux tiers", "3/4", "10 1/2", "un dixième de"; "un cinquième candidat" is an ordinal."""
    end = number.end
    if number.digits and end + 1 < len(text) and text[end].form == "/":
        below = _plain(text, end + 1, lexicon)
        dated = "/" in (text[number.start - 1].form if number.start else "", text[end + 2].form if end + 2 < len(text) else "")
        zero = text[end + 1].form.startswith("0")
        if below is None or zero or dated or not below.digits or number.value >= below.value >= 10:
            return number
        return number._replace(value=number.value / below.value, end=below.end)
    if number.digits and end + 2 < len(text) and text[end + 1].form == "/" and (over := _plain(text, end, lexicon)):
        part = _fraction(text, over, lexicon)
        return number._replace(value=number.value + part.value, end=part.end) if part.value < 1 else number
    if number.value == 1 and (parted := _one_part(text, number, lexicon)):
        return parted
    below_words = _denominator(text, end, lexicon)
    if below_words is None or not (text[end].form in lexicon.denominators or _ends_fraction(text, number, lexicon)):
        return number
    return number._replace(value=number.value / below_words, end=end + 1)


def _one_part(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number | None:
    """One part of many, the denominator in several words: "un vingt et unième"."""
    phrase = ""
    for at in range(number.end, min(number.end + PARTS, len(text))):
        if text[at].kind is not Kind.WORD:
            return None
        phrase = f"{phrase} {text[at].form}".lstrip()
        below = ordinal(respelled(phrase, lexicon), lexicon.lang) if at > number.end else None
        if below and _ends_fraction(text, number._replace(end=at), lexicon):
            return number._replace(value=number.value / below, end=at + 1)
    return None


def _ends_fraction(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> bool:
    """True where the ordinal word after a number is its denominator: it agrees with it, or the phrase ends or has a complement there."""
    after = number.end + 1
    if number.value > 1 and text[number.end].form.endswith("s"):
        return True
    return after >= len(text) or text[after].kind is not Kind.WORD or text[after].form in lexicon.complement


def _part_of_scale(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """A fraction of a scale: "un demi million", "deux tiers de million"."""
    at = number.end
    if not 0 < number.value < 1 or number.digits or at >= len(text):
        return number
    at += text[at].form in lexicon.complement
    if at < len(text) and text[at].form in lexicon.scales:
        return number._replace(value=number.value * lexicon.scales[text[at].form], end=at + 1)
    return number


def _and_part(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """A part after "et": "un million et demi", "trois et un cinquième"."""
    end = number.end
    if end + 1 >= len(text) or text[end].form not in lexicon.joiners:
        return number
    scale = lexicon.scales.get(text[end - 1].form, ONE)
    unit = scale if scale > THOUSAND else ONE
    if text[end + 1].form in lexicon.bare and text[end + 1].form not in lexicon.collectives:
        return number._replace(value=number.value + unit / lexicon.denominators[text[end + 1].form], end=end + 2)
    part = _plain(text, end + 1, lexicon)
    part = part and _fraction(text, part, lexicon)
    return number._replace(value=number.value + part.value * unit, end=part.end) if part and 0 < part.value < 1 else number


def _collective(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """A number of collectives: "une dizaine" (about ten), "trois douzaines", "une centaine de milliers"."""
    at = number.end
    while at < len(text) and text[at].form in lexicon.collectives:
        form = text[at].form
        rounded = number.rounded or form not in lexicon.exact
        number = number._replace(value=number.value * lexicon.collectives[form], end=at + 1, rounded=rounded)
        after = at + 1
        if after + 1 < len(text) and text[after].form in lexicon.complement and _multiplies(text[after + 1].form, lexicon):
            at = after + 1
            if text[at].form in lexicon.scales:
                return number._replace(value=number.value * lexicon.scales[text[at].form], end=at + 1)
        else:
            break
    return number


def _multiplies(form: str, lexicon: NumberLexicon) -> bool:
    return form in lexicon.collectives or form in lexicon.scales


def _share(text: Sequence[Word], number: Number, lexicon: NumberLexicon) -> Number:
    """A share: "un sur dix" → 0.1; "huit sur cinq" is none."""
    if number.end >= len(text) or text[number.end].form not in lexicon.over:
        return number
    whole = _plain(text, number.end + 1, lexicon)
    if whole is None or whole.value <= number.value:
        return number
    return number._replace(value=number.value / whole.value, end=whole.end)


def _bare_part(text: Sequence[Word], index: int, lexicon: NumberLexicon) -> Number | None:
    """A part without a numerator: "la moitié", "quart de million", "demi-million", "cinq-huitièmes"."""
    form = text[index].form
    if form in lexicon.bare:
        return _part_of_scale(text, Number(ONE / lexicon.denominators[form], index, index + 1, False), lexicon)
    head, hyphen, tail = form.rpartition("-")
    if not hyphen:
        return None
    if head in lexicon.denominators and tail in lexicon.scales:
        return Number(lexicon.scales[tail] / lexicon.denominators[head], index, index + 1, False)
    above, below = cardinal(head, lexicon.lang), lexicon.denominators.get(tail) or ordinal(tail, lexicon.lang)
    return Number(Decimal(above) / below, index, index + 1, False) if above and below and tail.endswith("s") else None
