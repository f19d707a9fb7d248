"""A graph as a picture for a report: SVG from the same positions as the page, and PNG from that."""

from __future__ import annotations

from collections.abc import Iterator
from math import cos, pi, sin
from xml.etree import ElementTree as ET

from rdflib import Graph

from kg.errors import KgError
from kg.view import style
from kg.view.data import Fact, Node, View
from kg.view.drawing import Drawing, Line, draw
from kg.view.labels import FONT, LINE, box, visible, wrapped
from kg.view.layout import Layout, place
from kg.view.page import strings
from kg.view.read import read

MARGIN = 40
LEGEND = 64
_EDGE = "#5d6470"
_FAMILY = "system-ui, 'Segoe UI', Roboto, 'Liberation Sans', 'DejaVu Sans', sans-serif"
Point = tuple[float, float]


def svg(graph: Graph, *, title: str | None = None, lang: str = "fr", max_nodes: int = 300, max_edges: int = 800) -> str:
    """The drawing of a graph as SVG, with title and legend; events are folded into lines. Same graph, same characters."""
    view = read(graph, lang)
    drawing = draw(view, max_nodes, max_edges)
    layout = place(drawing)
    words = strings(lang)
    heading = title or (view.texts[0].title if len(view.texts) == 1 else words["title"])
    root = _root(drawing, layout)
    facts = {f.id: f for f in view.facts}
    root.extend(element for line in drawing.lines if line.mode in {"fact", "folded"} for element in _line(line, facts[line.fact], layout))
    root.extend(element for node in drawing.nodes for element in _node(node, layout.points[node.id]))
    root.extend(_legend(view, drawing, layout, heading, words))
    return ET.tostring(root, encoding="unicode") + "\n"


def png(
    graph: Graph, *, title: str | None = None, lang: str = "fr", max_nodes: int = 300, max_edges: int = 800, zoom: float = 2.0
) -> bytes:
    """The same picture as PNG, `zoom` pixels for each unit of the SVG. Raises KgError where the optional resvg_py is not installed."""
    try:
        import resvg_py
    except ImportError as error:
        raise KgError('a PNG needs resvg-py: pip install "kgnews[pictures]", or take the SVG') from error
    picture = svg(graph, title=title, lang=lang, max_nodes=max_nodes, max_edges=max_edges)
    return bytes(resvg_py.svg_to_bytes(svg_string=picture, zoom=max(1, round(zoom))))


def _bounds(drawing: Drawing, layout: Layout) -> tuple[float, float, float, float]:
    boxes = [(layout.points[n.id], box(n.label, style.size(n.degree))) for n in drawing.nodes] or [((0, 0), (200.0, 100.0, 0.0))]
    left, right = min(x - w / 2 for (x, _), (w, _, _) in boxes), max(x + w / 2 for (x, _), (w, _, _) in boxes)
    top, bottom = min(y - h / 2 for (_, y), (_, h, _) in boxes), max(y + h for (_, y), (_, h, _) in boxes)
    return left - MARGIN, top - MARGIN - 30, right + MARGIN, bottom + MARGIN + LEGEND


def _root(drawing: Drawing, layout: Layout) -> ET.Element:
    left, top, right, bottom = _bounds(drawing, layout)
    size = (right - left, bottom - top)
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"{left:.0f} {top:.0f} {size[0]:.0f} {size[1]:.0f}"})
    root.attrib |= {"width": f"{size[0]:.0f}", "height": f"{size[1]:.0f}", "font-family": _FAMILY, "font-size": str(FONT)}
    root.append(ET.Element("rect", {"x": f"{left:.0f}", "y": f"{top:.0f}", "width": "100%", "height": "100%", "fill": "#fff"}))
    return root


def _line(line: Line, fact: Fact, layout: Layout) -> Iterator[ET.Element]:
    """A curve with its arrow head, and the sign of its certainty."""
    look = style.LINES.get(fact.status, style.LINES["asserted"])
    start, end = layout.points[line.source], layout.points[line.target]
    middle = _bent(start, end, line.rank)
    color = look.color or _EDGE
    element = ET.Element("path", {"d": _curve(start, middle, end), "fill": "none", "stroke": color, "stroke-width": str(look.width)})
    if look.dashes:
        element.set("stroke-dasharray", " ".join(map(str, look.dashes)))
    ET.SubElement(element, "title").text = visible(fact.label)
    yield element
    if start != end:
        yield ET.Element("path", {"d": _head(_on(start, middle, end, 0.72), _on(start, middle, end, 0.70)), "fill": color})
    if look.mark:
        x, y = _on(start, middle, end, 0.5)
        yield _text(look.mark, x, y + 5, size=15, fill=color)


def _curve(start: Point, middle: Point, end: Point) -> str:
    """A line bent towards a point; one that comes back to its start is a loop above it."""
    (x, y), (u, v) = start, end
    return f"M{x} {y}Q{middle[0]:.1f} {middle[1]:.1f} {u} {v}" if start != end else f"M{x} {y}C{x - 50} {y - 60} {x + 50} {y - 60} {x} {y}"


def _bent(start: Point, end: Point, rank: int) -> Point:
    """The control point of a curve: further off the straight line the higher its rank."""
    bend = 0.16 + 0.26 * rank
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (start[0] + end[0]) / 2 - bend * dy / 2, (start[1] + end[1]) / 2 + bend * dx / 2


def _on(start: Point, middle: Point, end: Point, t: float) -> Point:
    x, y = ((1 - t) ** 2 * start[k] + 2 * t * (1 - t) * middle[k] + t**2 * end[k] for k in (0, 1))
    return x, y


def _head(tip: Point, tail: Point) -> str:
    """A triangle that points from tail to tip."""
    dx, dy = tip[0] - tail[0], tip[1] - tail[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1e-6)
    ux, uy = 7 * dx / length, 7 * dy / length
    x, y = tip
    return f"M{x:.1f} {y:.1f}L{x - ux - uy / 2:.1f} {y - uy + ux / 2:.1f}L{x - ux + uy / 2:.1f} {y - uy - ux / 2:.1f}Z"


def _node(node: Node, point: Point) -> Iterator[ET.Element]:
    group = style.group(node.cls)
    radius = style.size(node.degree)
    yield _shape(group, point, radius)
    for k, words in enumerate(wrapped(node.label)):
        yield _text(words, point[0], point[1] + radius + LINE * (k + 0.85))


def _shape(group: str, point: Point, radius: float) -> ET.Element:
    """The mark of a class about a point."""
    look = style.GROUPS[group]
    x, y = point
    if look.shape == "dot":
        return ET.Element("circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": str(radius), "fill": look.color})
    corners, turn, inner = _CORNERS[look.shape]
    radii = [radius, radius * inner] if inner else [radius]
    angles = [(turn + k * pi / corners * (1 if inner else 2), radii[k % len(radii)]) for k in range(corners * len(radii))]
    points = " ".join(f"{x + r * cos(a):.1f},{y + r * sin(a):.1f}" for a, r in angles)
    return ET.Element("polygon", {"points": points, "fill": look.color})


# Corners, the angle of the first, and for stars the share of the radius of the inner corners.
_CORNERS = {
    "diamond": (4, -pi / 2, 0.0),
    "square": (4, -pi / 4, 0.0),
    "hexagon": (6, 0.0, 0.0),
    "star": (5, -pi / 2, 0.45),
    "triangle": (3, -pi / 2, 0.0),
    "triangleDown": (3, pi / 2, 0.0),
}


def _text(words: str, x: float, y: float, *, size: int = FONT, fill: str = "#1b1d21", anchor: str = "middle") -> ET.Element:
    element = ET.Element("text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "font-size": str(size), "fill": fill})
    element.attrib |= {"paint-order": "stroke", "stroke": "#fff", "stroke-width": "3", "stroke-linejoin": "round"}
    element.text = words
    return element


def _legend(view: View, drawing: Drawing, layout: Layout, heading: str, words: dict[str, str]) -> Iterator[ET.Element]:
    """The title above, classes and certainties below."""
    left, top, _, bottom = _bounds(drawing, layout)
    yield _text(visible(heading), left + 16, top + 30, size=18, anchor="start")
    present = {style.group(n.cls) for n in drawing.nodes}
    for k, group in enumerate(g for g in style.GROUPS if g in present):
        yield _shape(group, (left + 26 + 150 * k, bottom - 52), 7)
        yield _text(words[group], left + 40 + 150 * k, bottom - 48, anchor="start")
    statuses = {f.status for f in view.facts}
    for k, (status, look) in enumerate((s, look) for s, look in style.LINES.items() if s in statuses):
        x, y = left + 18 + 150 * k, bottom - 24
        line = ET.Element("path", {"d": f"M{x:.0f} {y:.0f}h30", "stroke": look.color or _EDGE, "stroke-width": "2"})
        line.attrib |= {"stroke-dasharray": " ".join(map(str, look.dashes))} if look.dashes else {}
        yield line
        yield _text(words[status], x + 38, y + 4, anchor="start")
        yield from [_text(look.mark, x + 15, y + 5, fill=look.color or _EDGE)] if look.mark else []
