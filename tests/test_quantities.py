from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.amounts import Amount, amount_at
from kg.extract.numbers import NumberLexicon
from kg.extract.quantities import QuantityLexicon, find_quantities
from kg.extract.reading import Reading
from kg.extract.scan import words
from kg.extract.times import TimeLexicon, find_times
from kg.lexicon import tables
from kg.model import Approximation, Certainty, Document, Entity, EntityType, Judgement, Mention, MentionType, Name, Quantity, Span
from kg.text.tokens import Parse, Token, copied

if TYPE_CHECKING:
    from kg.run import Extractor


@pytest.fixture(scope="module")
def numbers() -> NumberLexicon:
    return NumberLexicon.from_table(tables("fr")["quantity"]["number"], "fr")


@pytest.fixture(scope="module")
def lexicon(numbers: NumberLexicon) -> QuantityLexicon:
    return QuantityLexicon.from_table(tables("fr")["quantity"], numbers)


@pytest.fixture(scope="module")
def times(numbers: NumberLexicon) -> TimeLexicon:
    return TimeLexicon.from_table(tables("fr")["time"], numbers)


def amounts(text: str, lexicon: QuantityLexicon) -> list[Amount]:
    read, at, found = words(text), 0, []
    codes = frozenset(i for i, w in enumerate(read) if text[w.start : w.end] in lexicon.codes)
    while at < len(read):
        amount = amount_at(read, at, lexicon, codes)
        found += [amount] if amount else []
        at = amount.end if amount else at + 1
    return found


ABOUT, LESS, MORE, RANGE, EXACT = (
    Approximation.ABOUT,
    Approximation.LESS_THAN,
    Approximation.MORE_THAN,
    Approximation.RANGE,
    Approximation.EXACT,
)


@pytest.mark.parametrize(
    ("text", "low", "high", "kind", "unit"),
    [
        ("98.000", 98000, 98000, EXACT, None),
        ("près de 10.000", 10000, 10000, ABOUT, None),
        ("quelque 40 000", 40000, 40000, ABOUT, None),
        ("une dizaine", 10, 10, ABOUT, None),
        ("moins de 10.000", None, 10000, LESS, None),
        ("jusqu'à 50 000 dollars", None, 50000, LESS, "USD"),
        ("au moins 81", 81, None, MORE, None),
        ("un peu plus de 15 %", 15, None, MORE, "%"),
        ("60 ans ou plus", 60, 60, EXACT, None),
        ("deux kilomètres au moins", 2, None, MORE, "kilomètres"),
        ("5.000 à 6.000", 5000, 6000, RANGE, None),
        ("entre 600 et 800", 600, 800, RANGE, None),
        ("trois ou quatre", 3, 4, RANGE, None),
        ("30 à 50 milliards de dollars", 30_000_000_000, 50_000_000_000, RANGE, "USD"),
        ("10 à 20 000", 10000, 20000, RANGE, None),
        ("plusieurs dizaines", 20, None, MORE, None),
        ("des centaines de milliers", 200_000, None, MORE, None),
        ("65,5 %", Decimal("65.5"), Decimal("65.5"), EXACT, "%"),
        ("dix pour cent", 10, 10, EXACT, "%"),
        ("$75 millions", 75_000_000, 75_000_000, EXACT, "USD"),
        ("2,3 millions d'euros", 2_300_000, 2_300_000, EXACT, "EUR"),
        ("EUR 1000", 1000, 1000, EXACT, "EUR"),
        ("15 dollars et 15 cents", Decimal("15.15"), Decimal("15.15"), EXACT, "USD"),
        ("10000 francs suisses", 10000, 10000, EXACT, "CHF"),
        ("franchir 5m98", Decimal("5.98"), Decimal("5.98"), EXACT, "m"),
        ("140 km/h", 140, 140, EXACT, "km / h"),
        ("au moins une", 1, None, MORE, None),
        ("un euro", 1, 1, EXACT, "EUR"),
    ],
)
def test_an_amount(
    text: str, low: Decimal | None, high: Decimal | None, kind: Approximation, unit: str | None, lexicon: QuantityLexicon
) -> None:
    found = amounts(text, lexicon)
    assert [(a.low, a.high, a.approximation, a.unit) for a in found] == [(low, high, kind, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "un homme et une femme",
        "l'article 49",
        "le n° 5",
        "le N.409",
        "la 13 e division",
        "l'A320 et le G20",
        "une imprimante 3D",
        "la note [1]",
        "en 1:57:17",
        "le 17/05",
        "la première moitié du mois",
        "03 83 96",
        "tél. 03.83.96.46.12",
        "au 31, rue de la Paix",
        "(1-3) puis 93 à 83",
        "les unes contre les autres",
        'couru en 9"81',
        "sur le score de 7 à 3",
        "1) Introduction",
    ],
)
def test_what_is_no_amount(text: str, lexicon: QuantityLexicon) -> None:
    assert amounts(text, lexicon) == []


def test_a_score_is_no_range(lexicon: QuantityLexicon) -> None:
    assert amounts("battus 1-2 à Lyon", lexicon) == []
    assert [a.approximation for a in amounts("les 0-6 ans", lexicon)] == [RANGE]
    assert [a.approximation for a in amounts("40-50 ans", lexicon)] == [RANGE]


def tagged(*tokens: str) -> Parse:
    """A parse from "form/POS/dep/head" (head: the index of the head)."""
    rows = [t.split("/") for t in tokens]
    return copied(
        Doc(
            Vocab(),
            words=[r[0] for r in rows],
            pos=[r[1] for r in rows],
            deps=[r[2] for r in rows],
            heads=[int(r[3]) for r in rows],
            lemmas=[r[4] if len(r) > 4 else r[0] for r in rows],
            sent_starts=[i == 0 for i in range(len(rows))],
        )
    )


def reading(doc: Parse, by_head: dict[int, tuple[str, ...]] | None = None, mentions: tuple[Mention, ...] = ()) -> Reading:
    """A reading in which each entity is a country."""
    ids = {i for found in (by_head or {}).values() for i in found}
    entities = {i: Entity(i, EntityType.COUNTRY, Name(i, "fr")) for i in sorted(ids)}
    return Reading(Document("test", doc.text, Span(0, len(doc.text)), ""), doc, entities, mentions, by_head or {})


def asserted(_: Token) -> Judgement:
    return Judgement()


ARRIVALS = tagged("98.000/NUM/nummod/1", "citoyens/NOUN/nsubj/4", "Russes/PROPN/flat:name/1", "sont/AUX/aux:tense/4", "arrivés/VERB/ROOT/4",
                  "au/ADP/case/6", "Kazakhstan/PROPN/obl/4", "hier/ADV/advmod/4")  # fmt: skip


def test_a_quantity_knows_its_unit_whom_it_is_about_who_says_it_and_when(lexicon: QuantityLexicon, times: TimeLexicon) -> None:
    reported = Judgement(Certainty.REPORTED, ("ministere",))
    said = find_times(ARRIVALS, "2022-09-27", times)
    [found] = find_quantities(reading(ARRIVALS, {2: ("russes",), 6: ("kazakhstan",)}), said, lambda _: reported, lexicon)
    assert found == Quantity(
        evidence=Span(0, 22),
        approximation=Approximation.EXACT,
        value=Decimal(98000),
        unit="citoyens Russes",
        about=("russes", "kazakhstan"),
        times=("2022-09-26",),
        judgement=reported,
    )


def test_who_says_it_is_not_whom_it_is_about(lexicon: QuantityLexicon) -> None:
    found = find_quantities(reading(ARRIVALS, {2: ("russes",), 6: ("kazakhstan",)}), (), lambda _: Judgement(speakers=("russes",)), lexicon)
    assert [q.about for q in found] == [("kazakhstan",)]


def test_a_number_in_a_name_is_no_quantity(lexicon: QuantityLexicon) -> None:
    doc = tagged("la/DET/det/1", "chaîne/NOUN/ROOT/1", "France/PROPN/nmod/1", "24/NUM/nmod/2", "émet/VERB/acl/1")
    named = (Mention(Span(10, 19), MentionType.NAMED, "france_24"),)
    assert doc.text[10:19] == "France 24"
    assert find_quantities(reading(doc, mentions=named), (), asserted, lexicon) == ()


def test_digits_after_a_name_belong_to_it(lexicon: QuantityLexicon) -> None:
    doc = tagged("un/DET/det/1", "Boeing/PROPN/nsubj/3", "737/NUM/nmod/1", "atterrit/VERB/ROOT/3")
    assert find_quantities(reading(doc), (), asserted, lexicon) == ()


def test_a_date_is_no_quantity_but_a_length_inside_it_is(lexicon: QuantityLexicon, times: TimeLexicon) -> None:
    doc = tagged("né/VERB/ROOT/0", "le/DET/det/2", "3/NUM/obl/0", "mai/NOUN/nmod/2", ",/PUNCT/punct/0", "il/PRON/expl/6", "y/PRON/expl/6",
                 "a/VERB/conj/0", "trois/NUM/nummod/9", "semaines/NOUN/obj/7")  # fmt: skip
    found = find_quantities(reading(doc), find_times(doc, "2018-06-23", times), asserted, lexicon)
    assert [(q.value, q.unit) for q in found] == [(Decimal(3), "semaines")]


def test_a_half_after_the_noun_counts(lexicon: QuantityLexicon) -> None:
    doc = tagged("deux/NUM/nummod/1", "ans/NOUN/ROOT/1", "et/CCONJ/cc/3", "demi/ADJ/conj/1")
    assert [q.value for q in find_quantities(reading(doc), (), asserted, lexicon)] == [Decimal("2.5")]


def test_a_change_is_measured(lexicon: QuantityLexicon) -> None:
    doc = tagged("Les/DET/det/1", "arrivées/NOUN/nsubj/4", "ont/AUX/aux:tense/4", "presque/ADV/advmod/4", "doublé/VERB/ROOT/4/doubler")
    [found] = find_quantities(reading(doc, {1: ("arrivees",)}), (), asserted, lexicon)
    assert (found.value, found.unit, found.approximation, found.about) == (Decimal(2), "fois", ABOUT, ("arrivees",))


def test_a_large_number_is_written_without_an_exponent(lexicon: QuantityLexicon) -> None:
    doc = tagged("30/NUM/nummod/1", "milliards/NOUN/ROOT/1", "d'/ADP/case/3", "euros/NOUN/nmod/1")
    assert [str(q.value) for q in find_quantities(reading(doc), (), asserted, lexicon)] == ["30000000000"]


BLANK = spacy.blank("fr")
VOCABULARY = [
    word for section in ("time", "quantity") for entries in tables("fr")[section].values() if isinstance(entries, list) for word in entries
]
ODD = [
    "1e99",
    "9" * 40,
    "0",
    "00",
    "29 février",
    "31",
    "2016",
    "10.000",
    "/",
    "-",
    ":",
    "(",
    ")",
    "\n",
    "€",
    "½",
    "mardi",
    "mars",
    "Pâques",
    "millions",
    "XXe",
]


@settings(max_examples=300, deadline=None)
@given(
    parts=st.lists(st.sampled_from([*VOCABULARY, *ODD]), min_size=1, max_size=12),
    date=st.sampled_from([None, "2016", "2016-02", "9999-12-31"]),
)
def test_no_text_breaks_the_readers(lexicon: QuantityLexicon, times: TimeLexicon, parts: list[str], date: str | None) -> None:
    doc = copied(BLANK(" ".join(parts)))
    said = find_times(doc, date, times)
    found = find_quantities(reading(doc), said, asserted, lexicon)
    assert all(0 <= e.start < e.end <= len(doc.text) for e in (*(t.span for t in said), *(q.evidence for q in found)))
    assert all((q.value is None) == (q.minimum is not None or q.maximum is not None) for q in found)


def found_in(text: str, extractor: Extractor, lexicon: QuantityLexicon, times: TimeLexicon, date: str | None = None) -> list[Quantity]:
    doc = copied(extractor.nlp(text))
    return [*find_quantities(reading(doc), find_times(doc, date, times), asserted, lexicon)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il a commandé 256 avions, dont 150 sont opérationnels.", [("256", "avions"), ("150", "avions")]),
        ("Au moins 38 personnes seraient mortes et 400 seraient blessées.", [(None, "personnes"), ("400", "personnes")]),
        ("Il a été condamné à deux ans de prison.", [("2", "ans de prison")]),
        ("Elle a été élue avec 282 voix contre 351.", [("282", "voix"), ("351", "voix")]),
        ("La police a saisi 13 tonnes de marijuana.", [("13", "tonnes")]),
        ("Il est arrivé troisième en 2016.", []),
        ("Un homme a perdu une chaussure.", []),
    ],
)
def test_what_is_counted(
    text: str, expected: list[tuple[str | None, str]], extractor: Extractor, lexicon: QuantityLexicon, times: TimeLexicon
) -> None:
    found = found_in(text, extractor, lexicon, times)
    assert [(None if q.value is None else str(q.value), q.unit) for q in found] == expected


@pytest.mark.model
def test_quantities_of_the_annotated_articles(data: Path, extractor: Extractor, lexicon: QuantityLexicon, times: TimeLexicon) -> None:
    """F1 by value and overlapping evidence."""
    right = found = wanted = 0
    for file in sorted((data / "gold" / "dev").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        left = [(_numbers(q), set(q["evidence"].split())) for q in gold["quantities"]]
        wanted += len(left)
        for quantity in found_in(text, extractor, lexicon, times, gold["date"]):
            found += 1
            evidence = set(text[quantity.evidence.start : quantity.evidence.end].split())
            bounds = tuple(None if n is None else float(n) for n in (quantity.value, quantity.minimum, quantity.maximum))
            match = next((g for g in left if g[0] == bounds and g[1] & evidence), None)
            if match:
                left.remove(match)
                right += 1
    assert 2 * right / (found + wanted) >= 0.88


def _numbers(quantity: dict[str, float | None]) -> tuple[float | None, ...]:
    return tuple(None if (n := quantity[key]) is None else float(n) for key in ("value", "min", "max"))


@pytest.mark.model
@pytest.mark.parametrize("name", ["Number/French/Percent", *(f"NumberWithUnit/French/{unit}" for unit in ("Currency", "Age", "Dimension"))])
def test_most_values_of_the_recognizers_suite_are_found(
    name: str, data: Path, extractor: Extractor, lexicon: QuantityLexicon, times: TimeLexicon
) -> None:
    """At least 85 % of the values.

    Left out: the unit before the number ("pourcentage de vingt"), powers ("1,1^23 pourcent"), verbs that turn the sign ("soustraire
    cinq pour-cent"), cents without their name ("15 dollars et 15"), a singular before a plural ("un ans") and units tied by a hyphen
    ("trois-tonnes", "2,5-km").
    """
    file = data / "data" / "recognizers_fr" / f"{name}Model.json"
    right = wanted = 0
    for case in json.loads(file.read_text(encoding="utf-8-sig")):
        pool = [
            float(n) for q in found_in(case["Input"], extractor, lexicon, times) for n in (q.value, q.minimum, q.maximum) if n is not None
        ]
        for value in _values(case):
            wanted += 1
            if value in pool:
                pool.remove(value)
                right += 1
    assert right / wanted >= 0.85


def _values(case: dict[str, list[dict[str, dict[str, str | None]]]]) -> Iterator[float]:
    for result in case["Results"]:
        value = (result.get("Resolution") or {}).get("value")
        if value is not None:
            yield float(value.rstrip("%").replace(",", "."))
