"""The words of time expressions, as the section `time` of a lexicon gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale

from kg.extract.numbers import NumberLexicon
from kg.extract.scan import Phrases


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

    @cached_property
    def second_words(self) -> frozenset[str]:
        """Words that make the word before them the start of a time expression: "XIXe siècle"."""
        return self.words["century"] | self.words["rank_marks"]

    @cached_property
    def introducers(self) -> frozenset[str]:
        """Small words that begin a time expression only where one of the `cores` or a number follows closely."""
        return self.words["articles"] | self.words["demonstratives"] | frozenset(self.intervals)

    @cached_property
    def cores(self) -> frozenset[str]:
        """Words that a time expression is about: units, months, days, parts of the day."""
        maps = (self.months, self.weekdays, self.fuzzy, self.periods, self.parts, self.seasons, self.noon, self.units)
        phrases = ("feasts", "days", "mentioned", "references", "sets")
        named = {form for table in maps for form in table} | {form for key in phrases for form in self.phrases[key].firsts()}
        return frozenset(named | self.order.firsts() | self.words["century"] | self.words["same"])

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that may begin a time expression; a number may, too."""
        maps = (self.months, self.weekdays, self.fuzzy, self.periods, self.parts, self.seasons, self.noon, self.units)
        lists = ("articles", "demonstratives", "each")
        phrases = ("feasts", "days", "mentioned", "references", "sets", "every", "some", "ago", "within")
        opening = {form for table in maps for form in table} | set(self.intervals) | {form for key in lists for form in self.words[key]}
        return frozenset(opening | {form for key in phrases for form in self.phrases[key].firsts()} | set(self.order.firsts()))
