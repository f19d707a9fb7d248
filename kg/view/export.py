"""A graph for other programs: GraphML, GEXF (Gephi) and DOT, from the same nodes and facts as the page."""

from __future__ import annotations

import io
import re
from typing import Any

import networkx as nx
from rdflib import Graph

from kg.view import style
from kg.view.drawing import draw
from kg.view.labels import visible
from kg.view.read import read

_EVERYTHING = 10**9


def network(graph: Graph, lang: str = "fr") -> Any:
    """A networkx.MultiDiGraph of everything that can be drawn: entities, and statements and folded events as edges.

    Nodes have label, class, iri, degree; edges label, kind, certainty, speakers, confidence, date and text (the sentences).
    """
    view = read(graph, lang)
    texts = {t.id: t.text for t in view.texts}
    labels = {n.id: visible(n.label) for n in view.nodes}
    facts = {f.id: f for f in view.facts}
    found: Any = nx.MultiDiGraph()
    for node in view.nodes:
        found.add_node(node.id, label=_clean(node.label), **{"class": node.cls}, iri=_clean(node.uri), group=style.group(node.cls))
    for number, line in enumerate(draw(view, _EVERYTHING, _EVERYTHING).lines):
        fact = facts[line.fact]
        if line.mode in {"fact", "folded"}:
            found.add_edge(
                line.source,
                line.target,
                key=str(number),
                label=_clean(fact.label),
                kind=fact.kind,
                role=line.role,
                certainty=fact.status,
                speakers=_clean("; ".join([*(labels.get(s, s) for s in fact.speakers), *filter(None, [fact.speaker_text])])),
                confidence=1.0 if fact.confidence is None else fact.confidence,
                date=" ".join(fact.times),
                text=_clean(" | ".join(texts[e.text][e.sentence.start : e.sentence.end] for e in fact.evidence)),
            )
    return found


def graphml(graph: Graph, lang: str = "fr") -> str:
    """The graph as GraphML."""
    buffer = io.BytesIO()
    nx.write_graphml_xml(network(graph, lang), buffer, encoding="utf-8", prettyprint=True)
    return buffer.getvalue().decode("utf-8")


def gexf(graph: Graph, lang: str = "fr") -> str:
    """The graph as GEXF 1.2, without the date networkx would write into it."""
    lines = nx.generate_gexf(network(graph, lang), encoding="utf-8", prettyprint=True)
    return re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(lines), count=1) + "\n"


def dot(graph: Graph, lang: str = "fr") -> str:
    """The graph in the language of Graphviz, certainty as the style of the line."""
    found = network(graph, lang)
    styles = {"asserted": "solid", "reported": "dashed", "planned": "dotted", "disputed": "dashed", "negated": "solid", "inferred": "solid"}
    lines = ["digraph {"]
    lines += [
        f"  {_quoted(i)} [label={_quoted(d['label'])} color={_quoted(style.GROUPS[d['group']].color)}];" for i, d in found.nodes(data=True)
    ]
    for source, target, d in found.edges(data=True):
        lines.append(f"  {_quoted(source)} -> {_quoted(target)} [label={_quoted(d['label'])} style={styles.get(d['certainty'], 'solid')}];")
    return "\n".join([*lines, "}"]) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _clean(text: str) -> str:
    """Text without the control characters that XML cannot hold."""
    return "".join(c for c in visible(text) if c >= " " and c not in "\ufffe\uffff")
