"""What the page's script reads: plain JSON values, with offsets in UTF-16 code units as JavaScript counts them."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import accumulate
from typing import Any

from kg.model import Span
from kg.view import style
from kg.view.data import Fact, Node, Text, View
from kg.view.labels import visible

VERSION = 1
_UNSAFE = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def safe_json(value: object) -> str:
    """JSON that can stand inside a script element: no `<`, `>`, `&` or line separators, sorted keys."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).translate(_UNSAFE)


def content(view: View) -> dict[str, Any]:
    """`docs`, `nodes` and `facts` of a view. Empty fields are left out.

    docs: id, uri, title, date, url, text, sents [[start, end]], marks [[start, end, [node], kind]]. nodes: id, uri, label, cls, group, alt,
    links, deg. facts: id, kind, p, label, args [[role, node]], status, who, whoText, conf, times, details, says [fact], inferred,
    ev [{doc, s: [start, end], p: [start, end], cues [[start, end]], rule, conf}] with the sentence in `s` and the phrase in `p`.
    """
    units = {text.id: utf16(text.text) for text in view.texts}
    return {
        "v": VERSION,
        "base": view.base,
        "docs": [_text(text, units[text.id]) for text in view.texts],
        "nodes": [_node(node) for node in view.nodes],
        "facts": [_fact(fact, units) for fact in view.facts],
    }


def utf16(text: str) -> Callable[[Span], list[int]]:
    """A function from spans in code points to [start, end] in UTF-16 code units."""
    if all(c <= "\uffff" for c in text):
        return lambda span: [span.start, span.end]
    offsets = [0, *accumulate(1 + (c > "\uffff") for c in text)]
    return lambda span: [offsets[span.start], offsets[span.end]]


def _text(text: Text, units: Callable[[Span], list[int]]) -> dict[str, Any]:
    marks = [[*units(m.span), list(m.nodes), m.kind] for m in text.marks]
    sentences = [units(s) for s in text.sentences]
    return _full(
        id=text.id, uri=text.uri, title=visible(text.title), date=text.date, url=text.url, text=text.text, sents=sentences, marks=marks
    )


def _node(node: Node) -> dict[str, Any]:
    names = {"label": visible(node.label), "alt": [visible(a) for a in node.aliases]}
    return _full(id=node.id, uri=node.uri, cls=node.cls, group=style.group(node.cls), links=list(node.links), deg=node.degree, **names)


def _fact(fact: Fact, units: dict[str, Callable[[Span], list[int]]]) -> dict[str, Any]:
    return _full(
        id=fact.id,
        kind=fact.kind,
        p=fact.predicate,
        label=visible(fact.label),
        args=[list(role) for role in fact.roles],
        status=fact.status,
        who=list(fact.speakers),
        whoText=visible(fact.speaker_text),
        conf=fact.confidence,
        times=list(fact.times),
        details=[visible(d) for d in fact.details],
        says=list(fact.expresses),
        inferred=fact.inferred or None,
        ev=[
            _full(
                doc=e.text,
                s=units[e.text](e.sentence),
                p=units[e.text](e.phrase),
                cues=[units[e.text](c) for c in e.cues],
                rule=e.rule,
                conf=e.confidence,
            )
            for e in fact.evidence
        ],
    )


def _full(**fields: Any) -> dict[str, Any]:
    """The fields that have something in them."""
    return {key: value for key, value in fields.items() if value not in ("", None, [], ())}
