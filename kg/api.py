"""The program as functions. Nothing heavy is loaded before a function needs it."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from rdflib import Graph

    from kg.model import Document
    from kg.run import Options


def build(sources: Iterable[str | Path], *, options: Options | None = None, date: str | None = None) -> Graph:
    """The graph of every article in the files, and in the `.txt` files below the folders.

    `options` say language, model, base IRI and authority files (`kg.Options()`: French); `date` (ISO 8601) is for articles whose header has
    none. A source that cannot be read is a warning. Raises KgError where none can, or where model or authority cannot be loaded.

    >>> import kg
    >>> graph = kg.build(["seeds"])
    >>> leaders = graph.query('SELECT ?name { ?who kg:headOfState/rdfs:label "Kazakhstan"@fr ; rdfs:label ?name }')
    >>> [str(row.name) for row in leaders]
    ['Kassym-Jomart Tokaïev']
    """
    from kg.rdf.write import rdflib_graph
    from kg.run import Options, load

    options = options or Options()
    documents = _documents(sources, options.lang, date)
    extractor = load(options)
    return rdflib_graph(extractor.lines(extractor.facts(documents)))


def page(graph: Graph, *, title: str | None = None, lang: str = "fr") -> str:
    """The graph as one HTML file to look at, `lang` ("fr", "en") being the language of its interface.

    >>> import kg, rdflib
    >>> kg.page(rdflib.Graph(), title="Nothing yet").splitlines()[0]
    '<!DOCTYPE html>'
    """
    from kg.view.page import render

    return render(graph, title=title, lang=lang)


def _documents(sources: Iterable[str | Path], lang: str, date: str | None) -> tuple[Document, ...]:
    from kg.text.read import read

    articles = read(sources, lang=lang, date=date)
    if not articles.documents:
        raise KgError("\n".join(map(str, articles.problems)) or "no source given: name files or folders")
    for problem in articles.problems:
        warnings.warn(str(problem), stacklevel=3)
    return articles.documents
