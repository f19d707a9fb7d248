"""A drawing with its positions as the nodes, edges and options of vis-network, built by pyvis."""

from __future__ import annotations

import json
from math import log2
from typing import Any

from kg.view import style
from kg.view.data import View
from kg.view.drawing import Drawing, Line
from kg.view.labels import wrapped
from kg.view.layout import Layout

SATELLITE = 6.0

_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "multiselect": True, "tooltipDelay": 150},
    "nodes": {"borderWidth": 1, "font": {"size": 0}, "labelHighlightBold": False},
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "font": {"size": 0},
        "hoverWidth": 1.2,
        "selectionWidth": 1.5,
        "selfReference": {"size": 18, "angle": 0.8},
    },
}


def network(view: View, drawing: Drawing, layout: Layout) -> dict[str, Any]:
    """`nodes`, `edges` and `options` as vis-network takes them. Beyond its fields, an edge has `fact`, `mode` and `role`, a node `mode`."""
    from pyvis.network import Network  # its own imports (IPython) are heavy

    net = Network(directed=True)
    for node in drawing.nodes:
        x, y = layout.points[node.id]
        label = "\n".join(wrapped(node.label))
        net.add_node(node.id, label=label, x=x, y=y, size=style.size(node.degree), group=style.group(node.cls), mode="entity")
    for fact in drawing.satellites:
        x, y = layout.points[fact.id]
        group = "event" if fact.kind == "event" else "quantity"
        net.add_node(fact.id, label="\n".join(wrapped(fact.label)), x=x, y=y, size=SATELLITE, group=group, mode=fact.kind)
    facts = {f.id: f for f in view.facts}
    for number, line in enumerate(drawing.lines):
        fact = facts[line.fact]
        net.add_edge(line.source, line.target, **_edge(number, line, fact.status, len(fact.evidence)))
    net.set_options(json.dumps(_OPTIONS | {"groups": _groups()}))
    return {"nodes": [_plain(n) for n in net.nodes], "edges": net.edges, "options": net.options}


def _edge(number: int, line: Line, status: str, evidences: int) -> dict[str, Any]:
    look = style.LINES.get(status, style.LINES["asserted"])
    return {
        "id": f"e{number}",
        "fact": line.fact,
        "mode": line.mode,
        "role": line.role,
        "dashes": list(look.dashes) or False,
        "width": round(look.width + 0.5 * log2(max(evidences, 1)), 2),
        "smooth": _curve(line.rank),
    }


def _curve(rank: int) -> dict[str, Any]:
    """Lines of the same ends apart: each next one is curved more; after the sixth they start again on the other side."""
    side, step = divmod(rank, 6)
    return {
        "enabled": True,
        "type": "curvedCCW" if side % 2 else "curvedCW",
        "roundness": round(min(0.08 + 0.13 * step + 0.04 * (side // 2), 0.95), 2),
    }


def _groups() -> dict[str, Any]:
    return {name: {"shape": g.shape, "color": g.color} for name, g in style.GROUPS.items()}


def _plain(node: dict[str, Any]) -> dict[str, Any]:
    """Without the shape and font that pyvis sets by itself: the group has them."""
    return {key: value for key, value in node.items() if key not in {"shape", "font"}}
