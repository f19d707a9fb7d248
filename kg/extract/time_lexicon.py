"""The words of time expressions, as the section `time` of a lexicon gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from kg.extract.numbers import NumberLexicon, cardinal, ordinal
from kg.extract.scan import Phrases
from kg.memory import Answers


@dataclass(frozen=True)
class TimeLexicon:
    """The words of time, most of them maps to a TIMEX3 code; lexicon/fr.toml says what each is for."""

    numbers: NumberLexicon
    months: Mapping[str, int]
    month_abbreviations: Mapping[str, int]
    weekdays: Mapping[str, int]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    order: Phrases
    fuzzy: Mapping[str, str]
    units: Mapping[str, str]
    periods: Mapping[str, str]
    parts: Mapping[str, str]
    seasons: Mapping[str, str]
    noon: Mapping[str, int]
    intervals: Mapping[str, Phrases]
    second_words: frozenset[str] = field(init=False, repr=False)
    """Words that make the word before them the start of a time expression: "XIXe siècle"."""
    openers: frozenset[str] = field(init=False, repr=False)
    """Small words that begin a time expression where a word of time or a number follows: articles, prepositions, "il y a", "un"."""
    tells: Answers[str, bool] = field(init=False, repr=False)
    """Whether a time expression is about a word: a unit, a month, a day, a part of the day, a number but one, and what is joined to such a
    word ("mi-mai", "mois-ci")."""
    joins: Answers[str, bool] = field(init=False, repr=False)
    """Whether a word may stand before another in a time expression: any of the lexicon, a number or rank, a mark."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "second_words", self.words["century"] | self.words["rank_marks"])
        object.__setattr__(self, "openers", self._opening())
        object.__setattr__(self, "tells", Answers(self._tells, dict.fromkeys(self._named(), True)))
        object.__setattr__(self, "joins", Answers(self._joins, dict.fromkeys(self._vocabulary(), True)))

    @classmethod
    def from_table(cls, table: Mapping[str, Any], numbers: NumberLexicon) -> TimeLexicon:
        """From the table `time` of a lexicon; months and weekdays come from CLDR for the language of `numbers`."""
        names = Locale(numbers.lang)
        months = {name.lower(): int(number) for number, name in names.months["format"]["wide"].items()}
        short = {name.lower().rstrip("."): int(number) for number, name in names.months["format"]["abbreviated"].items()}
        lists = {key: value for key, value in table.items() if isinstance(value, list)}
        tables = {key: table[key] for key in ("feasts", "days", "mentioned", "references", "sets")}
        return cls(
            numbers=numbers,
            months=months,
            month_abbreviations={name: number for name, number in short.items() if name not in months},
            weekdays={name.lower(): int(number) for number, name in names.days["format"]["wide"].items()},
            words={key: frozenset(value) for key, value in lists.items()},
            phrases={
                **{key: Phrases(dict.fromkeys(value, key)) for key, value in lists.items()},
                **{key: Phrases(value) for key, value in tables.items()},
            },
            order=Phrases(table["order"]),
            intervals={opener: Phrases(dict.fromkeys(links, opener)) for opener, links in table["intervals"].items()},
            **{key: dict(table[key]) for key in ("fuzzy", "units", "periods", "parts", "seasons", "noon")},
        )

    def links(self, opener: str) -> Phrases:
        """What stands between the ends of an interval that opens with this word: "à" after "de", "et" after "entre"."""
        return self.intervals[opener]

    def _opening(self) -> frozenset[str]:
        lists = ("articles", "demonstratives", "each")
        phrases = ("feasts", "days", "mentioned", "references", "sets", "every", "some", "ago", "within")
        opening = {form for key in lists for form in self.words[key]} | {form for key in phrases for form in self.phrases[key].firsts()}
        return frozenset(opening | set(self.intervals) | self.order.firsts() | self.words["indefinite"])

    def _tells(self, form: str) -> bool:
        joined = "-" in form and any(self.tells[part] for part in form.split("-"))
        return joined or form.rstrip("s") in self.weekdays or cardinal(form, self.numbers.lang) not in {None, 1}

    def _joins(self, form: str) -> bool:
        counts = self.numbers.begins[form] or ordinal(form, self.numbers.lang) is not None
        return counts or self.tells[form] or not form[0].isalpha()

    def _vocabulary(self) -> frozenset[str]:
        phrases = (*self.phrases.values(), self.order, *self.intervals.values())
        numbers = (self.numbers.scales, self.numbers.collectives, self.numbers.denominators, self.numbers.joiners, self.numbers.complement)
        named = {*self.month_abbreviations, *self.numbers.point, *self.intervals, *(form for words in numbers for form in words)}
        return self._named().union(named, *(each.forms() for each in phrases))

    def _named(self) -> frozenset[str]:
        maps = (self.months, self.weekdays, self.fuzzy, self.periods, self.parts, self.seasons, self.noon, self.units)
        phrases = ("feasts", "days", "mentioned", "references", "sets")
        named = {form for table in maps for form in table} | {form for key in phrases for form in self.phrases[key].lasts()}
        return frozenset(named | self.order.lasts() | self.words["century"] | self.words["same"])
