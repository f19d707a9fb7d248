"""Names and literals as N-Triples writes them: what the graph is made of, without an RDF library.

A term is a `str` in N-Triples syntax, so that triples can be sorted, compared, hashed and written as lines at once. Numbers are written
in the one form that Oxigraph gives back, so that a graph is the same bytes before and after a store.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple
from urllib.parse import quote

from kg.model import EntityType

KG = "https://w3id.org/kgnews/ontology#"
ONTOLOGY = KG.removesuffix("#")
BASE = "https://w3id.org/kgnews/id/"
SCHEMA = "https://schema.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TIME = "http://www.w3.org/2006/time#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES = {
    "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
    "kg": KG,
    "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": SCHEMA,
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": TIME,
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": XSD,
}

# Besides what N-Triples must escape, whatever Python takes for a line end: rdflib cuts the file there.
_LINE_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", **{char: f"\\u{ord(char):04X}" for char in _LINE_ENDS}}
_ESCAPED = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")
_UNSAFE = re.compile(r"""[\s\x00-\x20\x7f-\xa0<>"{}|^`\\]|%(?![0-9A-Fa-f]{2})""")


class Triple(NamedTuple):
    """Subject, predicate and object, each in N-Triples syntax."""

    subject: str
    predicate: str
    object: str

    def line(self) -> str:
        """The triple as a line of N-Triples, without the line end."""
        return f"{self.subject} {self.predicate} {self.object} ."


@lru_cache(maxsize=16384)
def iri(text: str) -> str:
    """An IRI as a term; characters that no IRI may hold are percent-encoded."""
    return f"<{_UNSAFE.sub(lambda match: quote(match[0]), text)}>"


@cache
def name(curie: str) -> str:
    """A prefixed name ("kg:Claim") as a term. Raises KeyError for a prefix that is not in PREFIXES."""
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


_INTEGER = name("xsd:integer")


def text(value: str, lang: str | None = None) -> str:
    """A string as a term, in a language (BCP 47) where one is given."""
    return f"{_quoted(value)}@{lang}" if lang else _quoted(value)


def typed(value: str, datatype: str) -> str:
    """A value with its datatype, a prefixed name ("xsd:gYear")."""
    return f"{_quoted(value)}^^{name(datatype)}"


def decimal(value: float) -> str:
    """A confidence, to three decimals."""
    return typed(f"{value:.3f}".rstrip("0").rstrip("."), "xsd:decimal")


def integer(value: int) -> str:
    """A whole number."""
    return f'"{value}"^^{_INTEGER}'


def class_iri(type_: EntityType) -> str:
    """The IRI (no term) of an entity type."""
    return (KG if type_ is EntityType.PEOPLE else SCHEMA) + type_.value


def _quoted(value: str) -> str:
    return f'"{_ESCAPED.sub(lambda match: _ESCAPES[match[0]], value)}"'  # few strings hold one: `translate` would look up every character
