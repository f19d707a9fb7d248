from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import spacy

from kg.extract import calendar
from kg.extract.calendar import Day
from kg.extract.numbers import NumberLexicon
from kg.extract.times import TimeLexicon, dateline, find_times
from kg.lexicon import tables
from kg.text.tokens import copied

if TYPE_CHECKING:
    from kg.run import Extractor

BLANK = spacy.blank("fr")


@pytest.fixture(scope="module")
def lexicon() -> TimeLexicon:
    table = tables("fr")
    return TimeLexicon.from_table(table["time"], NumberLexicon.from_table(table["quantity"]["number"], "fr"))


def read(text: str, published: str | None, lexicon: TimeLexicon) -> dict[str, str | None]:
    """The expressions of a text, without a parse, and their values."""
    return {text[t.span.start : t.span.end]: t.value for t in find_times(copied(BLANK(text)), published, lexicon)}


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("signé le 21 septembre 2022.", "le 21 septembre 2022", "2022-09-21"),
        ("signé le 1 er mars 2016.", "le 1 er mars 2016", "2016-03-01"),
        ("le 17/05/2018 à Lyon", "17/05/2018", "2018-05-17"),
        ("né en janvier 2012", "janvier 2012", "2012-01"),
        ("en octobre 98, il", "octobre 98", "1998-10"),
        ("en 1943, il", "1943", "1943"),
        ("du 25 au 27 janvier 2016", "du 25 au 27 janvier 2016", "2016-01-25/2016-01-27"),
        ("du 28 décembre au 3 janvier 2016", "du 28 décembre au 3 janvier 2016", "2015-12-28/2016-01-03"),
        ("entre 1981 et 1986", "entre 1981 et 1986", "1981/1986"),
        ("les années 60", "les années 60", "196X"),
        ("au XIXe siècle", "au XIXe siècle", "18XX"),
        ("pendant deux ans et demi", "deux ans et demi", "P2.5Y"),
        ("une attente de 30 minutes", "30 minutes", "PT30M"),
        ("depuis plusieurs jours", "plusieurs jours", "PXD"),
        ("depuis cinq décennies", "cinq décennies", "P50Y"),
        ("chaque année", "chaque année", "P1Y"),
        ("tous les jeudis", "tous les jeudis", "XXXX-WXX-4"),
        ("il vit désormais ici", "désormais", "PRESENT_REF"),
        ("l'été 2015", "l'été 2015", "2015-SU"),
        ("à Noël 2015", "Noël 2015", "2015-12-25"),
        ("janvier et novembre 2015", "janvier", "2015-01"),
    ],
)
def test_an_expression_that_needs_no_date_of_publication(text: str, expression: str, value: str, lexicon: TimeLexicon) -> None:
    assert read(text, None, lexicon).get(expression) == value


@pytest.mark.parametrize(
    ("text", "expression", "value"),
    [
        ("a dit mardi", "mardi", "1999-05-18"),
        ("a dit mardi soir", "mardi soir", "1999-05-18TEV"),
        ("mercredi dernier", "mercredi dernier", "1999-05-12"),
        ("jeudi prochain", "jeudi prochain", "1999-05-20"),
        ("mercredi 5 mai", "mercredi 5 mai", "1999-05-05"),
        ("hier", "hier", "1999-05-18"),
        ("hier en début d'après-midi", "hier en début d'après-midi", "1999-05-18TAF"),
        ("dans la soirée d'hier", "la soirée d'hier", "1999-05-18TEV"),
        ("dans la nuit de lundi à mardi", "la nuit de lundi à mardi", "1999-05-17TNI"),
        ("ce soir", "ce soir", "1999-05-19TEV"),
        ("la nuit dernière", "la nuit dernière", "1999-05-18TNI"),
        ("cette semaine", "cette semaine", "1999-W20"),
        ("le mois dernier", "le mois dernier", "1999-04"),
        ("l'an prochain", "l'an prochain", "2000"),
        ("il y a trois semaines", "il y a trois semaines", "1999-W17"),
        ("dans deux mois", "dans deux mois", "1999-07"),
        ("le 30 décembre", "le 30 décembre", "1998-12-30"),
        ("en juin", "juin", "1999-06"),
        ("décembre dernier", "décembre dernier", "1998-12"),
        ("à Pâques", "Pâques", "1999-04-04"),
        ("à 14 h 30", "14 h 30", "1999-05-19T14:30"),
        ("hier à midi", "midi", "1999-05-18T12:00"),
        ("la fin de l'année", "la fin de l'année", "1999"),
        ("mort jeudi 13, à Lyon", "jeudi 13", "1999-05-13"),
    ],
)
def test_an_expression_beside_the_date_of_publication(text: str, expression: str, value: str, lexicon: TimeLexicon) -> None:
    assert read(text, "1999-05-19", lexicon).get(expression) == value  # a Wednesday


@pytest.mark.parametrize("text", ["hier", "mardi", "la semaine dernière", "il y a deux ans", "ce soir", "à 14 h"])
def test_without_a_date_a_relative_expression_stays_unresolved(text: str, lexicon: TimeLexicon) -> None:
    assert set(read(text, None, lexicon).values()) == {None}


@pytest.mark.parametrize(
    "text",
    [
        "les sept ouvriers",
        "il a été élu",
        "l'A320 et le G20",
        "Avril Lavigne chante",
        "1500 manifestants",
        "le score de 2-1",
        "il est âgé de 41 ans",
        "Elvis Martin, 20 ans, a déjà",
        "un homme seul",
        "la mer et le marché",
        "une seconde chance pour Henri",
        "Vénus, Saturne, Mars et Jupiter",
        "en 1:57:17",
        'couru en 43"03',
    ],
)
def test_what_is_no_time_expression(text: str, lexicon: TimeLexicon) -> None:
    assert read(text, "2016-05-19", lexicon) == {}


def test_a_year_that_counts_something_is_no_year(lexicon: TimeLexicon) -> None:
    assert "2000" not in read("en 2000 ans", "2016", lexicon)


def test_what_follows_counts_from_the_day_last_spoken_of(lexicon: TimeLexicon) -> None:
    text = "Élu le 3 mai 2010, il part le lendemain. L'année suivante, il revient le même jour."
    assert list(read(text, "2016-05-19", lexicon).values()) == ["2010-05-03", "2010-05-04", "2011", "2010-05-04"]


def test_the_day_after_an_event_is_left_open(lexicon: TimeLexicon) -> None:
    assert read("au lendemain de la chute du gouvernement", "2016-05-19", lexicon) == {"au lendemain": None}


def test_a_month_without_a_year_takes_that_of_its_sentence(lexicon: TimeLexicon) -> None:
    text = "En 1997, le taux baissait en janvier. Il remonte en mars."
    assert list(read(text, "1999-05-19", lexicon).values()) == ["1997", "1997-01", "1999-03"]
    assert read("L'acteur né en 1925 est mort le 27 mars.", "2016-03-28", lexicon)["le 27 mars"] == "2016-03-27"


def test_a_dateline_stands_in_for_the_date(lexicon: TimeLexicon) -> None:
    text = "Un titre\n\n29 juillet 2016. – Il est arrivé hier."
    assert read(text, None, lexicon)["hier"] == "2016-07-28"
    assert read("Un titre\n\nSigné le 29 juillet 2016 et revu hier.", None, lexicon)["hier"] is None


def test_the_day_of_the_lead_tells_the_year(lexicon: TimeLexicon) -> None:
    text = "PSA a signé mercredi 18 décembre 2019 un accord. Il sera voté le 25 mars."
    assert read(text, None, lexicon)["le 25 mars"] == "2020-03-25"
    assert read("PSA a signé en 2019 un accord. Il sera voté le 25 mars.", None, lexicon)["le 25 mars"] == "XXXX-03-25"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Un titre\n\n29 juillet 2016. – Il est arrivé hier.", "2016-07-29"),
        ("Séisme\n\nPalu (Indonésie), 30 septembre 2018 (AFP) - Un séisme a eu lieu.", "2018-09-30"),
        ("LYON (AFP) - Lundi 3 décembre 2018. Ils se sont rassemblés samedi.", "2018-12-03"),
        ("Titre\n\nPublié le 30 septembre 2018 à 14h32, mis à jour le 1er octobre 2018\n\nTexte.", "2018-09-30"),
        ("Par Jean Dupont (avec AFP) | 19/08/2020 à 12:00\n\nTexte.", "2020-08-19"),
        ("Le 29 juillet 2016, le président était à Paris.", None),
        ("À Paris, le 29 juillet 2016, la foule grondait.", None),
        ("Un titre\n\nSigné le 29 juillet 2016 et revu hier.", None),
        ("Un\nDeux\nTrois\nQuatre\n29 juillet 2016. – Texte.", None),
    ],
)
def test_a_dateline_is_the_date_of_the_article(text: str, day: str | None, extractor: Extractor, lexicon: TimeLexicon) -> None:
    assert dateline(copied(extractor.nlp(text)), lexicon) == day


def test_a_weekday_of_a_month_is_placed_where_only_one_fits(lexicon: TimeLexicon) -> None:
    text = "Depuis la loi du 21 septembre, a-t-il dit ce mardi, ils étaient mille dimanche."
    assert read(text, "2022-09", lexicon) == {"du 21 septembre": "2022-09-21", "ce mardi": "2022-09-27", "dimanche": "2022-09-25"}
    assert read("a-t-il dit ce mardi", "2022-09", lexicon) == {"ce mardi": None}
    assert read("Depuis le 7 septembre, a-t-il dit ce mardi", "2022-09", lexicon)["ce mardi"] is None


def test_a_weekday_that_the_text_dates_is_that_day(lexicon: TimeLexicon) -> None:
    text = "Concert à Besançon mardi.\nEn concert mardi 1er juin au grand théâtre."
    assert read(text, "1999-05-30", lexicon)["mardi"] == "1999-06-01"


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Le parti se réunira vendredi à Lyon.", "2016-11-18"),
        ("Le parti doit se réunir vendredi à Lyon.", "2016-11-18"),
        ("Le parti s'est réuni vendredi à Lyon.", "2016-11-11"),
        ("Le procès s'ouvrira en août à Lyon.", "2017-08"),
        ("Le procès s'est ouvert en août à Lyon.", "2016-08"),
    ],
)
def test_the_tense_of_the_clause_chooses_before_or_after(text: str, value: str, extractor: Extractor, lexicon: TimeLexicon) -> None:
    assert [t.value for t in find_times(copied(extractor.nlp(text)), "2016-11-16", lexicon)] == [value]


def test_arithmetic_at_the_precision_known() -> None:
    assert calendar.shift(Day(2022, 9), "M", -10) == "2021-11"
    assert calendar.shift(Day(2022, 9), "D", 1) is None
    assert calendar.shift(Day(2022), "M", 1) is None
    assert calendar.shift(Day(2016, 12, 31), "D", 1) == "2017-01-01"
    assert calendar.shift(Day(1999), "C", -1) == "18XX"
    assert calendar.weekday(date(2016, 11, 16), 2, -1) == date(2016, 11, 16)
    assert calendar.weekday(date(2016, 11, 16), 2, -2) == date(2016, 11, 9)
    assert [str(calendar.easter(y)) for y in (1999, 2017, 2024)] == ["1999-04-04", "2017-04-16", "2024-03-31"]
    assert Day.parse("2016-02-30") is None
    assert Day.parse("1999-W20") is None


@pytest.mark.model
def test_values_on_the_french_timebank(data: Path, extractor: Extractor, lexicon: TimeLexicon) -> None:
    """Relaxed match and the same value, as TempEval-3 counts it; HeidelTime's authors report 0.736 on the whole corpus."""
    articles = [json.loads(line) for line in (data / "data" / "fr_timebank_1999.jsonl").read_text(encoding="utf-8").splitlines()]
    right = found = wanted = 0
    for article, doc in zip(articles, extractor.nlp.pipe(a["text"] for a in articles), strict=True):
        gold = [(x["start"], x["end"], x["value"]) for x in article["timex"] if x["end"] > x["start"]]
        mine = [(t.span.start, t.span.end, t.value) for t in find_times(copied(doc), article["date"], lexicon) if t.value]
        found, wanted = found + len(mine), wanted + len(gold)
        right += _agreeing(mine, gold)
    assert 2 * right / (found + wanted) >= 0.74


def _agreeing(mine: list[tuple[int, int, str]], gold: list[tuple[int, int, str]]) -> int:
    left, right = list(gold), 0
    for start, end, value in mine:
        near = next((g for g in left if start < g[1] and g[0] < end), None)
        if near:
            left.remove(near)
            right += near[2] == value
    return right


def test_offsets_are_those_of_the_text(lexicon: TimeLexicon) -> None:
    doc = copied(BLANK("À Paris, l’an dernier,\nle 3 mai 2010."))
    assert [doc.text[t.span.start : t.span.end] for t in find_times(doc, "2016-05-19", lexicon)] == ["l’an dernier", "le 3 mai 2010"]
