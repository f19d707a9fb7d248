"""Parts of a store that are no page: the triples about a resource, and the viewer of a part or of a query's answer."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import KgError
from kg.rdf.write import rdflib_graph, turtle
from kg.serve import links, select, sparql
from kg.serve.opened import Opened
from kg.serve.select import Kind
from kg.view.page import render

FORMATS = {"text/turtle": "ttl", "application/n-triples": "nt", "application/ld+json": "jsonld"}
_MOST = 10_000  # facts in the triples about an entity


def triples(opened: Opened, reference: str, media_type: str) -> bytes | None:
    """What the store knows of a resource (`Opened.iri`), with what is needed to read it, as one of FORMATS; None where it knows nothing."""
    iri = opened.iri(reference)
    match select.kind_of(opened, iri):
        case Kind.DOCUMENT:
            lines = select.document(opened, iri).lines
        case Kind.FACT:
            lines = select.fact(opened, iri).lines
        case Kind.ENTITY:
            lines = select.entity(opened, iri, most=_MOST).lines
        case None:
            return None
    if media_type == "text/turtle":
        return turtle(lines, opened.base).encode()
    data = "".join(f"{line}\n" for line in lines).encode()
    if media_type == "application/n-triples":
        return data
    return ox.serialize(ox.parse(data, format=ox.RdfFormat.N_TRIPLES), format=ox.RdfFormat.JSON_LD) or b""


def place(opened: Opened, reference: str) -> str:
    """The address of the page on which a place in a text is shown."""
    return links.page(opened.iri(reference), opened.base)


def viewer(opened: Opened, reference: str, lang: str) -> str | None:
    """The viewer's page of a resource and what is around it; None where there is nothing."""
    lines = select.drawn(opened, opened.iri(reference))
    return None if lines is None else render(rdflib_graph(lines), lang=lang)


def viewer_of_query(opened: Opened, request: sparql.Request, lang: str) -> str:
    """The viewer's page of the answer to a CONSTRUCT or DESCRIBE query, with the evidence of what is in it.

    Raises what `sparql.triples` raises, and Refused where the answer is too large to draw.
    """
    lines = select.explained(opened, sparql.triples(opened, request))
    try:
        return render(rdflib_graph(lines), lang=lang)
    except KgError as error:
        raise sparql.Refused(str(error)) from error
