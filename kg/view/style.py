"""The visual code: class is colour and shape, certainty is the line (solid, dashed, dotted: the convention of analysts' charts).

Colours are those of Okabe and Ito (2008), told apart by the colour-blind as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Group:
    """How the nodes of a class look: `shape` is one of vis-network's names."""

    color: str
    shape: str


@dataclass(frozen=True, slots=True)
class Line:
    """How facts of a certainty look: `dashes` in pixels, empty for a solid line; `mark` stands at mid-edge."""

    dashes: tuple[int, ...] = ()
    color: str = ""
    mark: str = ""
    width: float = 1.6


GROUPS = {
    "place": Group("#0072B2", "dot"),
    "person": Group("#D55E00", "diamond"),
    "organization": Group("#009E73", "square"),
    "people": Group("#CC79A7", "hexagon"),
    "event": Group("#E69F00", "star"),
    "work": Group("#8C6BB1", "triangle"),
    "quantity": Group("#56B4E9", "triangleDown"),
    "other": Group("#8A8A8A", "dot"),
}

LINES = {
    "asserted": Line(),
    "reported": Line(dashes=(10, 5), mark="”"),
    "planned": Line(dashes=(2, 6)),
    "disputed": Line(dashes=(12, 4, 2, 4), color="#B3261E", mark="?"),
    "negated": Line(mark="✕"),
    "inferred": Line(color="#A8A8A8", width=1.0),
}

_CLASSES = {
    "Person": "person",
    "Country": "place",
    "AdministrativeArea": "place",
    "City": "place",
    "Place": "place",
    "GovernmentOrganization": "organization",
    "Organization": "organization",
    "People": "people",
    "Event": "event",
    "CreativeWork": "work",
    "Product": "work",
}


def group(cls: str) -> str:
    """The group of a class (local name); "other" for one that has none."""
    return _CLASSES.get(cls, "other")


def size(degree: int) -> float:
    """The radius of a node in pixels."""
    return round(min(max(7 + 2.2 * sqrt(degree), 8), 26), 1)
