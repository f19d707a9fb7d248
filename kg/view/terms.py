"""The vocabularies the viewer reads."""

from __future__ import annotations

from rdflib import Namespace

KG = Namespace("https://w3id.org/kgnews/ontology#")
SCHEMA = Namespace("https://schema.org/")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
DATA = "https://w3id.org/kgnews/id/"


def local(iri: str) -> str:
    """The last part of an IRI, after its last `#` or `/`."""
    return iri.rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]
