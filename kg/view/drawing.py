"""Which nodes and lines of a view are drawn: facts as lines, events folded into one line or as nodes of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import product

from kg.view.data import Fact, Node, View


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two nodes. `mode` says when it is drawn: "fact" always, "folded" or "event" as events are shown, "quantity" on demand.

    `rank` counts the lines of the same ends and direction that can be seen together, so that they can be drawn apart.
    """

    source: str
    target: str
    fact: str
    mode: str
    role: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """The nodes and lines of a picture. `satellites` are events and quantities drawn as nodes; `left_out` counts the other nodes."""

    nodes: tuple[Node, ...]
    lines: tuple[Line, ...]
    satellites: tuple[Fact, ...]
    left_out: int = 0


def draw(view: View, max_nodes: int = 300, max_edges: int = 800) -> Drawing:
    """The most connected nodes of a view, and the lines between them: those of the most connected ends first."""
    nodes = sorted(view.nodes, key=lambda n: (-n.degree, n.id))[:max_nodes]
    degree = {n.id: n.degree for n in nodes}
    within = [f for f in view.facts if f.kind != "claim" and f.roles and all(node in degree for _, node in f.roles)]
    within.sort(key=lambda f: (-sum(degree[n] for _, n in f.roles), f.id))
    chosen = sorted(_capped(within, max_edges), key=lambda f: f.id)
    lines = [line for fact in chosen for line in lines_of(fact)]
    satellites = tuple(f for f in chosen if f.kind != "statement")
    return Drawing(tuple(sorted(nodes, key=lambda n: n.id)), tuple(_ranked(lines)), satellites, len(view.nodes) - len(nodes))


def _capped(facts: Iterable[Fact], most: int) -> Iterator[Fact]:
    room = most
    for fact in facts:
        room -= max(1, len(folded(fact)))
        if room < 0:
            return
        yield fact


def lines_of(fact: Fact) -> list[Line]:
    """Every line a fact can be drawn as, in whatever mode."""
    if fact.kind == "statement":
        return [Line(s, o, fact.id, "fact") for s, o, _ in folded(fact)]
    spokes = [_spoke(fact, role, node) for role, node in dict.fromkeys(fact.roles)]
    return spokes + [Line(s, o, fact.id, "folded", role) for s, o, role in folded(fact)]


def _spoke(fact: Fact, role: str, node: str) -> Line:
    """A line between an event or quantity and a player: who acts comes first."""
    source, target = (node, fact.id) if role == "agent" else (fact.id, node)
    return Line(source, target, fact.id, fact.kind, role)


def folded(fact: Fact) -> list[tuple[str, str, str]]:
    """A fact as lines between its players: (source, target, role of the target). An event with one player has none."""
    if fact.kind == "statement":
        return [(s, o, "object") for s, o in product(fact.players("subject"), fact.players("object"))]
    agents, patients, places = (fact.players(role) for role in ("agent", "patient", "place"))
    lines = [(a, p, "patient") for a, p in product(agents, patients)]
    return lines + [(a, p, "place") for a, p in product(agents or patients, places) if a != p]


def _ranked(lines: Iterable[Line]) -> Iterator[Line]:
    seen: Counter[tuple[str, str, bool]] = Counter()
    for line in lines:
        key = (line.source, line.target, line.mode in {"fact", "folded"})
        yield replace(line, rank=seen[key])
        seen[key] += 1
