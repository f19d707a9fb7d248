"""Where nodes stand: each connected piece laid out by itself, the pieces packed in rows, single nodes in a strip below.

Positions and sizes are in pixels of a canvas of `WIDTH` by `HEIGHT`; y grows downwards. Everything is seeded and rounded: the same
drawing has the same positions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, pi, sin, sqrt
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree  # type: ignore[import-untyped]
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from kg.view import style
from kg.view.drawing import Drawing
from kg.view.labels import box

WIDTH, HEIGHT = 960, 720
GAP = 14.0
KAMADA_KAWAI_UP_TO = 300
TURNS = 12
LABELLED = 60  # up to so many nodes, room is made for every label; beyond, for a share of it, and zooming shows more of them

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layout:
    """Positions of nodes and satellites by id; the height at which the strip of single nodes begins (None: none), and their number."""

    points: Mapping[str, tuple[int, int]]
    strip: int | None
    singles: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some nodes, their points, half the width and height of the box each needs, and how far below its point the box's centre is."""

    ids: tuple[str, ...]
    points: Points
    halves: Points
    drop: Points


def place(drawing: Drawing) -> Layout:
    """A position for every node and satellite of a drawing. On one thread: the matrices are small, and threads waiting for each other
    cost eight times the work on a busy machine."""
    with threadpool_limits(1, user_api="blas"):
        return _placed(drawing)


def _placed(drawing: Drawing) -> Layout:
    graph: Any = nx.Graph()
    graph.add_nodes_from(n.id for n in drawing.nodes)
    graph.add_edges_from((e.source, e.target) for e in drawing.lines if e.mode in {"fact", "folded"} and e.source != e.target)
    share = min(1.0, sqrt(LABELLED / max(len(drawing.nodes), 1)))
    sizes = {n.id: box(n.label, style.size(n.degree), share) for n in drawing.nodes}
    parts = sorted((sorted(c) for c in nx.connected_components(graph)), key=lambda c: (-len(c), c))
    pieces = [_piece(graph.subgraph(c), c, sizes) for c in parts if len(c) > 1]
    singles = [c[0] for c in parts if len(c) == 1]
    points, width, bottom = _best_packed(pieces)
    points |= _strip(singles, sizes, bottom + 70 if pieces else 0.0, max(width, WIDTH))
    points |= _satellites(drawing, points)
    return Layout(
        {i: (round(x), round(y)) for i, (x, y) in points.items()}, round(bottom + 40) if singles and pieces else None, len(singles)
    )


def _piece(graph: Any, ids: Sequence[str], sizes: Mapping[str, tuple[float, float, float]]) -> Piece:
    """The best of some layouts, each turned in steps of 30 degrees, then pushed apart until no two boxes overlap."""
    at = {id_: k for k, id_ in enumerate(ids)}
    halves = np.array([[sizes[i][0] / 2, sizes[i][1] / 2] for i in ids])
    drop = np.array([[0.0, sizes[i][2]] for i in ids])
    edges = np.array([[at[a], at[b]] for a, b in sorted(map(sorted, graph.edges))])
    target = _extent(halves)
    turns = range(TURNS if len(ids) <= KAMADA_KAWAI_UP_TO else 1)
    starts = [_stretched(_turned(points, turn), target) for points in _starts(graph, ids) for turn in turns]
    best = min(starts, key=lambda p: _cost(p, halves, drop, edges)) if len(starts) > 1 else starts[0]
    return Piece(tuple(ids), _apart(best, halves, drop), halves, drop)


def _starts(graph: Any, ids: Sequence[str]) -> list[Points]:
    """Layouts to choose from: Kamada and Kawai (1989) from a circle and from seeded springs; springs alone above some size."""
    ordered: Any = nx.Graph()
    ordered.add_nodes_from(ids)
    ordered.add_edges_from(sorted(tuple(sorted(e)) for e in graph.edges))
    if len(ids) > KAMADA_KAWAI_UP_TO:
        return [_array(nx.spring_layout(ordered, seed=1, iterations=20), ids)]
    springs = [nx.spring_layout(ordered, seed=s, iterations=30) for s in range(4 if len(ids) < 80 else 1)]
    seeds: list[Any] = springs if len(ids) > 150 else [None, *springs]
    return [_array(nx.kamada_kawai_layout(ordered, pos=seed), ids) for seed in seeds]


def _array(positions: Mapping[str, Any], ids: Sequence[str]) -> Points:
    return np.array([positions[i] for i in ids], dtype=np.float64)


def _turned(points: Points, turn: int) -> Points:
    angle = turn * pi / TURNS
    turned: Points = points @ np.array([[cos(angle), -sin(angle)], [sin(angle), cos(angle)]])
    return turned


def _extent(halves: Points) -> tuple[float, float]:
    """The canvas a piece should fill: its share by the room its boxes need, at most all of it for up to some forty nodes."""
    room = 6.5 * float(np.sum(4 * halves[:, 0] * halves[:, 1]))
    width = sqrt(room * WIDTH / HEIGHT)
    return width, width * HEIGHT / WIDTH


def _stretched(points: Points, extent: tuple[float, float]) -> Points:
    """Points moved and scaled to fill an extent, the two axes by factors of at most 1 : 1.8."""
    low, high = points.min(axis=0), points.max(axis=0)
    factors = np.array(extent) / np.maximum(high - low, 1e-9)
    factors = np.minimum(factors, 1.8 * factors.min())
    stretched: Points = (points - (low + high) / 2) * factors
    return stretched


def _cost(points: Points, halves: Points, drop: Points, edges: NDArray[np.int64]) -> float:
    """How hard a layout is to read: overlapping boxes, nodes on lines they do not belong to, crossing lines. Rounded: no ties by noise."""
    overlaps = len(_overlaps(points + drop, halves)[0])
    return round(float(4 * overlaps + 3 * _nodes_on_lines(points, edges) + _crossings(points, edges)), 3)


def _overlaps(centres: Points, halves: Points) -> tuple[NDArray[np.int64], Points, Points]:
    """The pairs of boxes that overlap (k × 2), by how much on each axis, and the vectors from second to first centre (k × 2 each)."""
    near = cKDTree(centres).query_pairs(2 * float(halves.max(initial=0.0)), p=np.inf, output_type="ndarray")
    pairs = near[np.lexsort((near[:, 1], near[:, 0]))]
    apart = centres[pairs[:, 0]] - centres[pairs[:, 1]]
    depth = halves[pairs[:, 0]] + halves[pairs[:, 1]] - np.abs(apart)
    overlap = (depth > 0).all(axis=1)
    return pairs[overlap], depth[overlap], apart[overlap]


def _nodes_on_lines(points: Points, edges: NDArray[np.int64], near: float = 16.0) -> int:
    start, way = points[edges[:, 0]], points[edges[:, 1]] - points[edges[:, 0]]
    length = np.maximum((way**2).sum(axis=1), 1e-9)
    along = ((points[None, :, :] - start[:, None, :]) * way[:, None, :]).sum(axis=2) / length[:, None]
    foot = start[:, None, :] + along[:, :, None] * way[:, None, :]
    distance = np.sqrt(((points[None, :, :] - foot) ** 2).sum(axis=2))
    own = (np.arange(len(points))[None, :] == edges[:, 0, None]) | (np.arange(len(points))[None, :] == edges[:, 1, None])
    return int(((distance < near) & (along > 0) & (along < 1) & ~own).sum())


def _crossings(points: Points, edges: NDArray[np.int64], most: int = 400) -> float:
    lines = edges[:most]
    a, b = points[lines[:, 0]], points[lines[:, 1]]

    def side(p: Points, q: Points, r: Points) -> Points:
        signs: Points = np.sign((q[..., 0] - p[..., 0]) * (r[..., 1] - p[..., 1]) - (q[..., 1] - p[..., 1]) * (r[..., 0] - p[..., 0]))
        return signs

    a1, b1, a2, b2 = a[:, None], b[:, None], a[None], b[None]
    crossing = (side(a1, b1, a2) * side(a1, b1, b2) < 0) & (side(a2, b2, a1) * side(a2, b2, b1) < 0)
    return float(crossing.sum()) / 2


def _apart(points: Points, halves: Points, drop: Points, rounds: int = 200) -> Points:
    """Boxes that overlap are pushed apart, bit by bit, along the axis on which less is needed."""
    moved = points.copy()
    for _ in range(rounds):
        pairs, depth, apart = _overlaps(moved + drop, halves + GAP / 2)
        if not len(pairs):
            break
        rows = np.arange(len(pairs))
        axis = depth.argmin(axis=1)
        push = 0.3 * depth[rows, axis] * np.where(apart[rows, axis] < 0, -1.0, 1.0)
        step = np.zeros_like(moved)
        np.add.at(step, (pairs[:, 0], axis), push)
        np.add.at(step, (pairs[:, 1], axis), -push)
        moved += np.clip(step, -60, 60)
    return moved


def _best_packed(pieces: Sequence[Piece]) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Pieces packed into that row width at which the whole can be shown largest; with its width and height."""
    tries = [_packed(pieces, WIDTH * k / 4) for k in range(4, 25)]
    return min(tries, key=lambda t: (round(max(t[1] / WIDTH, t[2] / HEIGHT), 3), t[1]))


def _packed(pieces: Sequence[Piece], wide: float) -> tuple[dict[str, tuple[float, float]], float, float]:
    """Pieces in rows, the largest first, rows `wide` or as wide as the largest piece; with their width and height."""
    corners = [((p.points - p.halves).min(axis=0), (p.points + p.drop + p.halves).max(axis=0)) for p in pieces]
    widest = max([wide, *(float(high[0] - low[0]) for low, high in corners)])
    points: dict[str, tuple[float, float]] = {}
    x = y = row = used = 0.0
    for piece, (low, high) in zip(pieces, corners, strict=True):
        width, height = (float(v) for v in high - low)
        if x and x + width > widest:
            x, y, row = 0.0, y + row + 2 * GAP, 0.0
        points |= {i: (x + float(p[0] - low[0]), y + float(p[1] - low[1])) for i, p in zip(piece.ids, piece.points, strict=True)}
        x, row, used = x + width + 3 * GAP, max(row, height), max(used, x + width)
    return points, used, y + row


def _strip(ids: Sequence[str], sizes: Mapping[str, tuple[float, float, float]], top: float, width: float) -> dict[str, tuple[float, float]]:
    """Single nodes in rows of equal cells."""
    if not ids:
        return {}
    cell = max(sizes[i][0] for i in ids) + GAP
    tall = max(sizes[i][1] for i in ids) + GAP
    columns = max(1, int(width / cell))
    return {i: ((k % columns + 0.5) * cell, top + tall * (k // columns) + GAP) for k, i in enumerate(ids)}


def _satellites(drawing: Drawing, points: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Events and quantities: about the middle of their players, on a spiral so that those of the same players do not cover each other."""
    ends: dict[str, list[str]] = {}
    for line in drawing.lines:
        if line.mode in {"event", "quantity"}:
            ends.setdefault(line.fact, []).append(line.source if line.target == line.fact else line.target)
    turns: dict[tuple[str, ...], int] = {}
    placed = {}
    for fact in drawing.satellites:
        players = tuple(sorted(set(ends.get(fact.id, ()))))
        turn = turns[players] = turns.get(players, -1) + 1
        x, y = (sum(points[p][k] for p in players) / len(players) for k in (0, 1))
        radius = (46 if len(players) == 1 else 8) + 15 * sqrt(turn)
        angle = 2.399963 * turn + 0.6 * ceil(len(fact.id) % 5)
        placed[fact.id] = (x + radius * cos(angle), y + radius * sin(angle))
    return placed
