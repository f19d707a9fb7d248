"""The words around numbers, as the section `quantity` of a lexicon gives them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from babel.numbers import get_currency_name, list_currencies

from kg.extract.numbers import NumberLexicon
from kg.extract.scan import Phrases, flatten
from kg.memory import Answers


@dataclass(frozen=True)
class QuantityLexicon:
    """Approximators, units and currencies; lexicon/fr.toml says what each list is for."""

    numbers: NumberLexicon
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    approximation: Phrases
    afterwards: Phrases
    currencies: Phrases
    codes: frozenset[str]
    changes: Mapping[str, Decimal]
    opens: Answers[str, bool] = field(init=False, repr=False)
    """Whether an amount may start with a word or sign."""
    unit_openers: frozenset[str] = field(init=False, repr=False)
    """Words and signs that a unit, a currency's name or the "de" before one may start with."""

    def __post_init__(self) -> None:
        signs = {word for word in self.currencies.firsts() if not word[0].isalpha()}
        openers = dict.fromkeys((*signs, *self.phrases["plural_some"].firsts()), True)
        object.__setattr__(self, "opens", Answers(self.numbers.begins.__getitem__, openers))
        units = (self.currencies, *(self.phrases[name] for name in ("percent", "points", "units")))
        object.__setattr__(self, "unit_openers", self.words["of"].union(*(each.firsts() for each in units)))

    @classmethod
    def from_table(cls, table: Mapping[str, Any], numbers: NumberLexicon) -> QuantityLexicon:
        """From the table `quantity` of a lexicon; the names of currencies come from CLDR for the language of `numbers`."""
        lists = {key: value for key, value in table.items() if isinstance(value, list)}
        return cls(
            numbers=numbers,
            words={key: frozenset(value) for key, value in lists.items()},
            phrases={key: Phrases(dict.fromkeys(value, key)) for key, value in lists.items()},
            approximation=Phrases(flatten(table["approximation"])),
            afterwards=Phrases(flatten(table["afterwards"])),
            currencies=Phrases({**_currency_names(numbers.lang), **table["currencies"]}),
            codes=frozenset(list_currencies(numbers.lang)),
            changes={lemma: Decimal(factor) for lemma, factor in table["changes"].items()},
        )


def _currency_names(lang: str) -> dict[str, str]:
    """The names of currencies, singular and plural, each with its ISO 4217 code; names that two currencies share are left out."""
    names: dict[str, set[str]] = {}
    for code in sorted(list_currencies(lang)):
        for count in (1, 2):
            name = get_currency_name(code, count=count, locale=lang).lower()
            if name != code.lower() and name.replace(" ", "").isalpha():
                names.setdefault(name, set()).add(code)
    return {name: codes.pop() for name, codes in names.items() if len(codes) == 1}
