"""The addresses of pages, and which addresses in the data may become links."""

from __future__ import annotations

from urllib.parse import quote, urlencode, urlsplit

_KEPT = "/:@!$&'()*+,;=~-._"


def page(iri: str, base: str) -> str:
    """The page of an IRI: below /id/ where it starts with the base of the store. A place in a text is a place on its document's page."""
    document, mark, place = iri.partition("#char=")
    if mark and document.startswith(base):
        return f"{page(document, base)}#c{quote(place.partition(',')[0])}"
    if iri.startswith(base) and iri != base:
        return f"/id/{quote(iri.removeprefix(base), safe=_KEPT)}"
    return f"/resource?{urlencode({'iri': iri})}"


def drawing(iri: str) -> str:
    """The viewer's page of an IRI."""
    return f"/graph?{urlencode({'iri': iri})}"


def outward(url: str) -> str | None:
    """An address outside that a link may lead to: http and https only, None for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None
