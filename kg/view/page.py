"""A graph as one page: HTML, style, script and data in a single file that needs no network."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup
from rdflib import Graph

from kg.errors import KgError
from kg.view import style
from kg.view.data import View
from kg.view.drawing import Drawing, draw
from kg.view.layout import HEIGHT, WIDTH, Layout, place
from kg.view.network import network
from kg.view.payload import content, safe_json
from kg.view.read import read

MOST_NODES = 2000
MOST_BYTES = 50_000_000
SCRIPTS = (
    "core",
    "words",
    "facts",
    "labels",
    "graph",
    "panel",
    "filters",
    "search",
    "text",
    "table",
    "timeline",
    "path",
    "keys",
    "save",
    "main",
)


def render(
    graph: Graph, *, title: str | None = None, lang: str = "fr", max_nodes: int = 300, max_edges: int = 800, force: bool = False
) -> str:
    """The page of a graph, as HTML. Same graph, same options: same characters.

    `lang` is the language of the interface ("fr", "en"). At most `max_nodes` entities and `max_edges` lines are drawn, the most
    connected first; everything else is in the table and the search. Raises KgError where more is asked than a canvas can show, or where the
    page would exceed 50 MB and `force` is not set.
    """
    if not 1 <= max_nodes <= MOST_NODES:
        raise KgError(
            f"max_nodes is {max_nodes}: a page draws 1 to {MOST_NODES} entities; for more, export the graph as GEXF and open it in Gephi"
        )
    view = read(graph, lang)
    drawing = draw(view, max_nodes, max_edges)
    data = _data(view, drawing, place(drawing), title, lang)
    html = _page(data, lang)
    if len(html.encode()) > MOST_BYTES and not force:
        raise KgError(f"the page would be {len(html.encode()) // 1_000_000} MB: choose fewer documents, or force it")
    return html


def strings(lang: str) -> dict[str, str]:
    """The words of the interface in a language. Raises KgError for one that has none."""
    words: dict[str, dict[str, str]] = json.loads(_read("strings.json"))
    if lang not in words:
        raise KgError(f'no interface in "{lang}": choose one of {", ".join(sorted(words))}')
    return words[lang]


def _data(view: View, drawing: Drawing, layout: Layout, title: str | None, lang: str) -> dict[str, Any]:
    words = strings(lang)
    heading = title or (view.texts[0].title if len(view.texts) == 1 else words["title"])
    return content(view) | {
        "title": heading,
        "lang": lang,
        "words": words,
        "network": network(view, drawing, layout),
        "canvas": {"width": WIDTH, "height": HEIGHT, "strip": layout.strip, "singles": layout.singles},
        "styles": {"lines": {k: asdict(v) for k, v in style.LINES.items()}, "groups": {k: asdict(v) for k, v in style.GROUPS.items()}},
    }


def _page(data: dict[str, Any], lang: str) -> str:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    scripts = [_library(), _script()]
    return environment.from_string(_read("page.html.j2")).render(
        lang=lang,
        title=data["title"],
        words=data["words"],
        hashes=[_hash(s) for s in scripts],
        style=Markup(_read("page.css")),  # noqa: S704 - our own file
        scripts=[Markup(s) for s in scripts],  # noqa: S704 - our own files
        data=Markup(safe_json(data)),  # noqa: S704 - escaped by safe_json
    )


@lru_cache(maxsize=1)
def _library() -> str:
    """The vendored vis-network, as one line of script."""
    assets = _here() / "assets"
    name = next(f.name for f in sorted(assets.iterdir(), key=lambda f: f.name) if f.name.endswith(".min.js"))
    return f"\n{(assets / name).read_text(encoding='utf-8').strip()}\n"


@lru_cache(maxsize=1)
def _script() -> str:
    """The page's own scripts, in one scope."""
    return '\n(() => {\n"use strict";\n' + "".join(_read(f"js/{name}.js") for name in SCRIPTS) + "})();\n"


def _here() -> Traversable:
    return files("kg.view")


def _read(name: str) -> str:
    return _here().joinpath(name).read_text(encoding="utf-8")


def _hash(script: str) -> str:
    return "sha256-" + b64encode(hashlib.sha256(script.encode()).digest()).decode()
