"""Given names and the gender they tell, from Faker's lists of some sixty countries and the authority files."""

from __future__ import annotations

import pkgutil
from collections import Counter
from importlib import import_module

import faker.providers.person as person

from kg.authority.names import fold

OWN_COUNTRIES = ("fr_FR", "fr_BE", "fr_CH", "fr_CA", "fr_DZ")
MAJORITY = 0.8


def given_names(authority: dict[str, str]) -> dict[str, str]:
    """Folded given name → "m", "f", or "" where it may be either.

    French-speaking countries decide, else a majority of all; authority files win.
    """
    near: Counter[tuple[str, str]] = Counter()
    far: Counter[tuple[str, str]] = Counter()
    for locale in sorted(m.name for m in pkgutil.iter_modules(person.__path__)):
        provider = import_module(f"faker.providers.person.{locale}").Provider
        for gender, attribute in (("f", "first_names_female"), ("m", "first_names_male")):
            for key in {fold(name) for name in getattr(provider, attribute, None) or ()}:
                (near if locale in OWN_COUNTRIES else far)[key, gender] += 1
    names = {name for votes in (near, far) for name, _ in votes}
    found = {n: _gender(near, n) or _gender(far, n) for n in names if n.replace(" ", "").isascii() and len(n) > 1}
    return found | authority


def _gender(votes: Counter[tuple[str, str]], name: str) -> str:
    female, male = votes[name, "f"], votes[name, "m"]
    if not female + male:
        return ""
    share = max(female, male) / (female + male)
    return ("f" if female > male else "m") if share >= MAJORITY else ""
