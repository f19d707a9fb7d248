"""Lines of N-Triples → a readable Turtle file, and an rdflib graph.

The Turtle is laid out here: rdflib's takes twenty times longer, and pyoxigraph's declares its prefixes in another order each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from kg.rdf.terms import BASE, PREFIXES, name

if TYPE_CHECKING:
    import rdflib

_KINDS = ("doc", "entity", "statement", "event", "claim", "quantity", "time", "reading", "run", "span")
_LEADING = ("rdf:type", "rdfs:label", "skos:altLabel", "rdf:subject", "rdf:predicate", "rdf:object")
_FIRST = {name(each): rank for rank, each in enumerate(_LEADING)}
_SPAN = re.compile(r"<(.*)#char=(\d+),(\d+)>")
_IRI = re.compile(r"<(.*[/#])([^/#]*)>")
_RELATIVE = re.compile(r"(?!.*/\.)[^:/?#.][^:?#]*(#.*)?")
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_BARE = {"integer": re.compile(r"[+-]?\d+"), "decimal": re.compile(r"[+-]?\d*\.\d+"), "boolean": re.compile("true|false")}
_NAMES = {iri: prefix for prefix, iri in PREFIXES.items()}


def turtle(lines: Iterable[str], base: str = BASE) -> str:
    """The triples of some lines as Turtle, the same text whatever the order of the lines. `base` is what the IRIs of the data start with.

    Documents come first, then entities, statements, events, claims, quantities and times, and last the places in the texts, in text order.
    """
    short = _Shortener(base)
    subjects: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        subject, predicate, object_ = line.split(" ", 2)
        subjects.setdefault(subject, []).append((predicate, object_.removesuffix(" .")))
    body = [_block(subject, subjects[subject], short) for subject in sorted(subjects, key=lambda each: _subject_order(each, base))]
    prefixes = [f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items() if prefix in short.used]
    return "".join([f"@base <{base}> .\n", f"@prefix : <{base}> .\n", *prefixes, *body])


def rdflib_graph(lines: Iterable[str]) -> rdflib.Graph:
    """The triples of some lines as an rdflib graph with the prefixes bound."""
    import rdflib

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, iri in PREFIXES.items():
        graph.bind(prefix, iri)
    return graph.parse(data="\n".join(lines), format="ntriples")


class _Shortener:
    """Terms of N-Triples as Turtle abbreviates them, each worked out once; `used` collects the prefixes."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.used: set[str] = set()
        self.known: dict[str, str] = {name("rdf:type"): "a"}

    def __call__(self, term: str) -> str:
        short = self.known.get(term)
        if short is None:
            short = self.known[term] = self._literal(term) if term.startswith('"') else self._iri(term)
        return short

    def _iri(self, term: str) -> str:
        match = _IRI.fullmatch(term)
        if match and _LOCAL.fullmatch(match[2]) and (match[1] in _NAMES or match[1] == self.base):
            prefix = "" if match[1] == self.base else _NAMES[match[1]]
            self.used.add(prefix)
            return f"{prefix}:{match[2]}"
        rest = term[1:-1].removeprefix(self.base)
        return f"<{rest}>" if _RELATIVE.fullmatch(rest) else term

    def _literal(self, term: str) -> str:
        value, mark, datatype = term.rpartition('"^^<')
        if not mark or not datatype.endswith(">"):
            return term
        short = self._iri(f"<{datatype}")
        bare = _BARE.get(short.removeprefix("xsd:")) if short.startswith("xsd:") else None
        return value[1:] if bare and bare.fullmatch(value[1:]) else f'{value}"^^{short}'


def _block(subject: str, rest: list[tuple[str, str]], short: _Shortener) -> str:
    """One subject with its properties, a line each: the type, the names and the parts of a statement first, then by IRI."""
    ordered = sorted(rest, key=lambda pair: (_FIRST.get(pair[0], len(_FIRST)), pair))
    properties = [
        f"{short(predicate)} {', '.join(short(object_) for _, object_ in group)}" for predicate, group in groupby(ordered, itemgetter(0))
    ]
    return f"\n{short(subject)} " + " ;\n    ".join(properties) + " .\n"


def _subject_order(subject: str, base: str) -> tuple[int, str, int, int]:
    """By kind, then by IRI; places in a text by document and start, the longer first."""
    if place := _SPAN.fullmatch(subject):
        return len(_KINDS), place[1], int(place[2]), -int(place[3])
    head, slash, _ = subject[1:].removeprefix(base).partition("/")
    return _KINDS.index(head if slash and head in _KINDS else "entity"), subject, 0, 0
