"""The HTML pages of a store. Each function runs in a process that holds the store, and gives one, None where there is nothing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from rdflib import Literal

from kg.rdf.terms import PREFIXES, text
from kg.rdf.write import rdflib_graph
from kg.serve import links, select
from kg.serve.opened import Opened
from kg.serve.select import Kind
from kg.serve.shown import Link, Shower, pieces
from kg.view.data import View
from kg.view.labels import visible
from kg.view.page import strings as view_strings
from kg.view.read import read

LANGUAGES = ("fr", "en")
_PAGE = 50  # facts, articles
_FOUND = 50
_SEARCH = """
SELECT ?entity (MIN(?length) AS ?best) (SAMPLE(?name) AS ?label) WHERE {{
  VALUES ?asked {{ {asked} }}
  ?entity rdfs:label|skos:altLabel ?alias . FILTER(CONTAINS(LCASE(STR(?alias)), LCASE(STR(?asked))))
  ?entity rdfs:label ?name .
  BIND(STRLEN(STR(?alias)) AS ?length)
}} GROUP BY ?entity ORDER BY ?best ?entity LIMIT {most}
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """A part of a store with the view that the pages are made of."""

    view: View
    shower: Shower

    @classmethod
    def of(cls, lines: list[str], base: str, lang: str) -> Seen:
        """From lines of N-Triples."""
        view = read(rdflib_graph(lines), lang)
        return cls(view, Shower.of(view, base))


def resource(opened: Opened, reference: str, lang: str, first: int = 0) -> str | None:
    """The page of anything (`Opened.iri`). `first` is the number of the first fact to show, where there are many."""
    iri = opened.iri(reference)
    match select.kind_of(opened, iri):
        case Kind.DOCUMENT:
            return _document(opened, iri, lang)
        case Kind.FACT:
            return _fact(opened, iri, lang)
        case Kind.ENTITY:
            return _entity(opened, iri, lang, first)
    return None


def home(opened: Opened, lang: str, first: int = 0) -> str:
    """The start page: a field to search in, and the articles."""
    found = select.articles(opened)
    shown = [_article(opened, iri) for iri in found[first : first + _PAGE]]
    return page("home", lang, articles=shown, pager=_pager("/", {}, first, len(found)), total=len(found))


def search(opened: Opened, asked: str, lang: str) -> str:
    """The entities whose names contain some words, the shortest names first."""
    found = []
    if asked.strip():
        result: Any = opened.query(_SEARCH.format(asked=text(asked.strip()), most=_FOUND), PREFIXES)
        found = [Link(row["label"].value, links.page(row["entity"].value, opened.base)) for row in result]
    return page("search", lang, asked=asked, found=found)


def page(template: str, lang: str, **values: object) -> str:
    """A page of a template, everything in it escaped."""
    return _environment().get_template(f"{template}.html.j2").render(lang=lang, languages=LANGUAGES, words=words(lang), **values)


@lru_cache(maxsize=len(LANGUAGES))
def words(lang: str) -> dict[str, str]:
    """The words of the pages in a language, with those of the viewer behind."""
    own: dict[str, dict[str, str]] = json.loads(files("kg.serve").joinpath("strings.json").read_text(encoding="utf-8"))
    return view_strings(lang) | own[lang]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("kg.serve"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["outward"] = links.outward
    return environment


def _entity(opened: Opened, iri: str, lang: str, first: int) -> str:
    part = select.entity(opened, iri, first, _PAGE)
    seen = Seen.of(part.lines, opened.base, lang)
    node = next((each for each in seen.view.nodes if each.uri == iri), None)
    here = links.page(iri, opened.base)
    facts = [each for each in seen.shower.show(seen.view.facts, seen.view.base) if each.involves(here)]
    mentions = select.mentioned_in(opened, iri).most_common(_PAGE)
    return page(
        "entity",
        lang,
        iri=iri,
        title=visible(node.label if node else unquote(iri.rpartition("/")[2]) or iri),
        node=node,
        here=here,
        facts=facts,
        drawing=links.drawing(iri),
        codes=_codes(part.lines, iri),
        articles=[(*_article(opened, document), count) for document, count in mentions],
        pager=_pager(here, {}, first, part.total),
    )


def _article(opened: Opened, iri: str) -> tuple[Link, str]:
    article = select.article(opened, iri)
    return Link(visible(article.title), links.page(iri, opened.base)), article.date


def _codes(lines: list[str], iri: str) -> list[tuple[str, str]]:
    """The scheme and the text of an entity's codes."""
    notation = f"<{iri}> <{PREFIXES['skos']}notation> "
    found = (Literal(o) for _, _, o in rdflib_graph(line for line in lines if line.startswith(notation)))
    return sorted((str(code.datatype or "").rpartition("#")[2], str(code)) for code in found)


def _document(opened: Opened, iri: str, lang: str) -> str:
    seen = Seen.of(select.document(opened, iri).lines, opened.base, lang)
    body = next(each for each in seen.view.texts if each.uri == iri)
    places = {each.phrase.start for fact in seen.view.facts for each in fact.evidence}
    return page(
        "document",
        lang,
        iri=iri,
        title=body.title,
        text=body,
        here=links.page(iri, opened.base),
        drawing=links.drawing(iri),
        pieces=pieces(body, seen.shower, places),
        facts=seen.shower.show(seen.view.facts, seen.view.base),
    )


def _fact(opened: Opened, iri: str, lang: str) -> str:
    seen = Seen.of(select.fact(opened, iri).lines, opened.base, lang)
    facts = seen.shower.show(seen.view.facts, seen.view.base)
    here = links.page(iri, opened.base)
    main = [each for each in facts if each.href == here]
    title = " ".join((*(link.text for each in main for link in each.subjects), *(each.label for each in main)))
    around = [each for each in facts if each.href != here]
    return page("fact", lang, iri=iri, title=title or iri, here=here, drawing=links.drawing(iri), facts=main, around=around)


@dataclass(frozen=True, slots=True)
class Pager:
    """Which of how many are shown, from 1, and where the others are."""

    first: int
    last: int
    total: int
    previous: str | None
    next: str | None


def _pager(path: str, parameters: dict[str, str], first: int, total: int) -> Pager:
    def at(start: int) -> str:
        mark = "&" if "?" in path else "?"
        return f"{path}{mark}{urlencode(parameters | {'first': str(start)})}"

    last = min(first + _PAGE, total)
    return Pager(min(first + 1, total), last, total, at(max(first - _PAGE, 0)) if first else None, at(last) if last < total else None)
