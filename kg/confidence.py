"""Confidence: the share of right facts among those that a rule produced on annotated articles.

`ontology/confidence.toml` holds, for each kind of fact and rule, how many it found there and how many of them were right
(`tests/calibrate.py`
writes it). A rule seen seldom is drawn towards the share of its kind: a Beta prior of that mean and of the weight of `PRIOR` facts.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg import paths
from kg.errors import KgError
from kg.model import Facts

PRIOR = 4.0
Counts = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Confidence:
    """Counts (right, found) by rule, for each kind of fact."""

    statements: Counts
    events: Counts
    claims: Counts
    _shares: dict[tuple[str, str], float] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Confidence:
        """From a TOML file; the project's own where none is given. Raises KgError where it is not of its form."""
        path = path or paths.ontology() / "confidence.toml"
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(
                *({rule: (int(n[0]), int(n[1])) for rule, n in table.get(kind, {}).items()} for kind in ("statements", "events", "claims"))
            )
        except (OSError, tomllib.TOMLDecodeError, TypeError, ValueError, IndexError) as error:
            raise KgError(f"{path}: not a table of counts: {error}; write it again with tests/calibrate.py") from error

    def of(self, facts: Facts) -> Facts:
        """The facts with the confidence of their rules."""
        return replace(
            facts,
            statements=tuple(replace(s, confidence=self._share("statements", s.rule)) for s in facts.statements),
            events=tuple(replace(e, confidence=self._share("events", e.rule)) for e in facts.events),
            claims=tuple(replace(c, confidence=self._share("claims", c.rule)) for c in facts.claims),
        )

    def _share(self, kind: str, rule: str) -> float:
        known = self._shares.get((kind, rule))
        if known is None:
            known = self._shares[kind, rule] = share(getattr(self, kind), rule)
        return known


def share(counts: Counts, rule: str) -> float:
    """The smoothed share of right facts of a rule, to two decimals: drawn to that of its construction (the rule's name without its last
    part), and
    that one's to its kind's. 0.5 where nothing is known of the kind."""
    right, found = (sum(column) for column in zip(*counts.values(), strict=True)) if counts else (0, 0)
    mean = (right + 1) / (found + 2)
    family = construction(rule)
    for name in (family, rule):
        members = [c for r, c in counts.items() if r == name or (name is family and construction(r) == family)]
        right, found = sum(c[0] for c in members), sum(c[1] for c in members)
        mean = (right + PRIOR * mean) / (found + PRIOR)
    return round(mean, 2)


def construction(rule: str) -> str:
    """The construction of a rule: "noun.adjective.headOfState" → "noun.adjective"."""
    return rule.rsplit(".", 1)[0]
