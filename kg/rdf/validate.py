"""Does a graph have the shape that the rest of the program counts on? SHACL, by pySHACL, with `ontology/shapes.ttl`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pyoxigraph as ox
import pyshacl
import rdflib
from rdflib import RDF, SH, Literal, URIRef
from rdflib.term import Node

from kg.paths import ontology
from kg.rdf.store import VOCABULARY, data_graphs, load
from kg.rdf.terms import BASE, PREFIXES
from kg.rdf.write import rdflib_graph


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is not as it should be: where, what (a sentence), the value in question, and the shape that says so."""

    node: str
    message: str
    value: str
    shape: str
    warning: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Whether the graph conforms (warnings apart), and everything there is to say about it, sorted."""

    conforms: bool
    problems: tuple[Problem, ...]

    def text(self) -> str:
        """The report to read, a line a problem."""
        lines = [
            f"{'warning' if each.warning else 'wrong'}  {each.node}  {each.message}{f': {each.value}' if each.value else ''}"
            for each in self.problems
        ]
        wrong = sum(not each.warning for each in self.problems)
        return "\n".join([*lines, "conforms" if self.conforms else f"does not conform: {wrong} wrong"])


def check(path: Path, lang: str = "en") -> Report:
    """Check the graph in a file, with messages in English or French ("fr"). Raises KgError where the file cannot be read as RDF."""
    store = load(path)
    shapes = rdflib.Graph().parse(ontology() / "shapes.ttl")
    by_query = list(_queried(store, shapes, lang))
    shapes.remove((None, SH.sparql, None))
    lines = {f"{quad.triple} ." for graph in data_graphs(store) for quad in store.quads_for_pattern(None, None, None, graph)}
    data = rdflib_graph(lines).parse(ontology() / "kg.ttl")  # its classes and relations are asked for
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, allow_warnings=True)
    by_shape = (_problem(report, node, shapes, lang) for node in report.subjects(RDF.type, SH.ValidationResult))
    return Report(bool(conforms) and not by_query, tuple(sorted({*by_query, *by_shape})))


def _queried(store: ox.Store, shapes: rdflib.Graph, lang: str) -> Iterator[Problem]:
    """The violations of the SPARQL constraints, all of one at once by Oxigraph: pySHACL asks node by node, a hundred times slower."""
    for constraint in sorted(set(shapes.objects(None, SH.sparql)), key=str):
        query = str(shapes.value(constraint, SH.select))
        found = cast("ox.QuerySolutions", store.query(query, prefixes=PREFIXES, default_graph=[*data_graphs(store), VOCABULARY]))
        for this, value in ((_term(row["this"]), _term(row["value"])) for row in found):
            yield Problem(
                _short(this), _message(shapes, constraint, lang), _short(value), str(constraint).rpartition("#")[2], warning=False
            )


def _term(term: object) -> Node:
    """One of Oxigraph's terms as one of rdflib's."""
    return Literal(term.value) if isinstance(term, ox.Literal) else URIRef(getattr(term, "value", str(term)))


def _problem(report: rdflib.Graph, result: Node, shapes: rdflib.Graph, lang: str) -> Problem:
    source = report.value(result, SH.sourceShape)
    return Problem(
        node=_short(report.value(result, SH.focusNode)),
        message=_message(shapes, source, lang),
        value=_short(report.value(result, SH.value)),
        shape=str(source).rpartition("#")[2],
        warning=report.value(result, SH.resultSeverity) == SH.Warning,
    )


def _message(shapes: rdflib.Graph, source: Node | None, lang: str) -> str:
    """The message of a shape in the language, else whatever there is."""
    messages = sorted(shapes.objects(source, SH.message), key=lambda each: (isinstance(each, Literal) and each.language != lang, str(each)))
    return str(messages[0]) if messages else ""


def _short(term: Node | None) -> str:
    """A node as in the Turtle file, a literal in quotation marks."""
    if term is None:
        return ""
    if isinstance(term, Literal):
        return f'"{term}"'
    text = str(term)
    if text.startswith(BASE):
        return text.removeprefix(BASE)
    return next((f"{prefix}:{text.removeprefix(iri)}" for prefix, iri in PREFIXES.items() if text.startswith(iri)), text)
