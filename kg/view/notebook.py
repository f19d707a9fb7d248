"""A graph that shows itself in Jupyter."""

from __future__ import annotations

from html import escape

from rdflib import Graph

from kg.view.page import render


class Page:
    """The page of a graph as the last value of a cell: it stands in a frame of its own, whose script cannot touch the notebook."""

    def __init__(self, graph: Graph, *, title: str | None = None, lang: str = "fr", height: int = 640) -> None:
        self.html = render(graph, title=title, lang=lang)
        self.height = height

    def _repr_html_(self) -> str:
        """An iframe that holds the whole page; `sandbox` lets it run scripts and save files, nothing else."""
        frame = 'sandbox="allow-scripts allow-downloads allow-popups" style="width:100%;border:1px solid #ccc"'
        return f'<iframe {frame} height="{int(self.height)}" srcdoc="{escape(self.html)}"></iframe>'
