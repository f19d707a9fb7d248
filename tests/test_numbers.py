from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.extract.numbers import NumberLexicon, number_at, read_digits
from kg.extract.scan import Kind, words
from kg.lexicon import tables


@pytest.fixture(scope="module")
def lexicon() -> NumberLexicon:
    return NumberLexicon.from_table(tables("fr")["quantity"]["number"], "fr")


def numbers(text: str, lexicon: NumberLexicon) -> list[Decimal]:
    """Every number of a text, left to right."""
    found, at, read = [], 0, words(text)
    while at < len(read):
        number = number_at(read, at, lexicon)
        if number:
            found.append(number.value)
        at = number.end if number else at + 1
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("98.000", "98000"),
        ("1 000", "1000"),
        ("1\u202f234\u202f567,89", "1234567.89"),
        ("65,5", "65.5"),
        ("5.00", "5"),
        ("12,345", "12.345"),
        ("-9,5", "-9.5"),
        ("10k", "10000"),
        ("2,3 millions", "2300000"),
        ("30 milliards", "30000000000"),
        ("quatre-vingt-dix-neuf", "99"),
        ("nonante-neuf", "99"),
        ("deux cent mille", "200000"),
        ("trois millions cinq cent mille", "3500000"),
        ("un million et demi", "1500000"),
        ("deux virgule zéro cinq", "2.05"),
        ("deux tiers", "0.6666666666666666666666666667"),
        ("trois cinquièmes", "0.6"),
        ("un dixième de la somme", "0.1"),
        ("un sur dix", "0.1"),
        ("10 1/2", "10.5"),
        ("½", "0.5"),
        ("une douzaine", "12"),
        ("une centaine de milliers", "100000"),
        ("la moitié", "0.5"),
        ("un demi-million", "500000"),
    ],
)
def test_a_number_is_read(text: str, value: str, lexicon: NumberLexicon) -> None:
    assert numbers(text, lexicon)[-1:] == [Decimal(value)]
    assert len(numbers(text, lexicon)) == 1


@pytest.mark.parametrize(
    "text", ["le cinquième candidat", "la 13e division", "l'A320 et le G20", "1.2.3", "des millions", "le tour", "Trois-Rivières"]
)
def test_what_is_no_number(text: str, lexicon: NumberLexicon) -> None:
    assert numbers(text, lexicon) == []


def test_an_indefinite_ordinal_is_no_fraction(lexicon: NumberLexicon) -> None:
    assert numbers("un cinquième candidat", lexicon) == [1]


def test_a_collective_is_a_round_number(lexicon: NumberLexicon) -> None:
    assert number_at(words("une vingtaine"), 0, lexicon).rounded  # type: ignore[union-attr]
    assert not number_at(words("une douzaine"), 0, lexicon).rounded  # type: ignore[union-attr]


def test_more_out_of_fewer_is_no_share(lexicon: NumberLexicon) -> None:
    assert numbers("huit sur cinq", lexicon) == [8, 5]


def test_hundreds_after_digits_are_coins(lexicon: NumberLexicon) -> None:
    assert numbers("50 cents", lexicon) == [50]
    assert numbers("3 cents", lexicon) == [300]


@pytest.mark.parametrize(
    ("form", "value"), [("1.500", 1500), ("0.500", Decimal("0.5")), ("1.458.000,00", 1458000), ("1.2.3", None), ("1.5,2", None)]
)
def test_digits_in_french_notation(form: str, value: Decimal | int | None) -> None:
    assert read_digits(form) == value


def test_words_keep_their_offsets() -> None:
    text = "L’A320 coûte 1 000 €,\nle 1er."
    read = words(text)
    assert [text[w.start : w.end].lower().replace("’", "'") for w in read] == [w.form for w in read]
    assert [w.kind for w in read if w.form in ("a320", "1 000", "\n")] == [Kind.WORD, Kind.NUMBER, Kind.BREAK]


def test_most_numbers_of_the_recognizers_suite_are_read(data: Path, lexicon: NumberLexicon) -> None:
    """At least 85 % of the values.

    Left out: powers ("1,1^23"), parts of an address ("192.168.1.2"), decimals without a whole (",08"), Anglo-Saxon trillions (10¹² is
    "billion" in French), digits grouped by two, hundreds of digits ("322 cents" are coins in the news), denominators of several words that
    may as well be a numerator and a denominator ("cent trente cinquièmes"), and values that are wrong in the suite ("43894.0" → 0.75).
    """
    file = data / "data" / "recognizers_fr" / "Number" / "French" / "NumberModel.json"
    found = wanted = 0
    for case in json.loads(file.read_text(encoding="utf-8-sig")):
        pool = [float(n) for n in numbers(case["Input"], lexicon)]
        for result in case["Results"]:
            value = float(result["Resolution"]["value"].replace(",", "."))
            near = next((n for n in pool if abs(n - value) <= 1e-6 * max(1, abs(value))), None)
            wanted += 1
            if near is not None:
                pool.remove(near)
                found += 1
    assert found / wanted >= 0.85


def test_digits_with_a_space_that_parts_no_thousands_are_no_number() -> None:
    assert read_digits("12 34") is None
    assert read_digits("12 345") == 12345


@pytest.mark.parametrize("form", ["1,", ",5", "12,3,4", "3.", "1 2.3", "٣", "²"])
def test_what_looks_like_digits_and_is_none_is_no_number_and_no_fault(form: str) -> None:
    assert read_digits(form) is None
