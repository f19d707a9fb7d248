"""The IRI of everything in a graph, as a function of what it says: same input, same IRIs, no blank nodes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256

from kg.errors import KgError
from kg.model import Span
from kg.rdf.terms import BASE, iri

_BASE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>"{}|^`\\#?]+/""")


@dataclass(frozen=True, slots=True)
class Iris:
    """Makes the terms (in angle brackets) of one document's nodes. `base` is an absolute IRI ending in "/", `document` an id."""

    base: str
    document: str
    _doc: str = field(init=False, repr=False, compare=False)
    _base: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise KgError(f'base {self.base!r}: give an absolute IRI that ends in "/", such as {BASE}')
        object.__setattr__(self, "_doc", iri(f"{self.base}doc/{self.document}").removesuffix(">"))
        object.__setattr__(self, "_base", iri(self.base).removesuffix(">"))

    def doc(self) -> str:
        """The document."""
        return f"{self._doc}>"

    def bundle(self) -> str:
        """Everything that was read in the document."""
        return iri(f"{self.base}reading/{self.document}")

    def span(self, span: Span) -> str:
        """Characters of the document."""
        return f"{self._doc}#char={span.start},{span.end}>"

    def entity(self, id_: str) -> str:
        """An entity, shared by all documents."""
        return iri(self.base + id_)

    def time(self, value: str) -> str:
        """A TIMEX3 value or an interval, shared by all documents: "2022-09-21/.." is time/2022-09-21_."""
        return iri(f"{self.base}time/{value.replace('..', '').replace('/', '_')}")

    def fact(self, kind: str, *parts: object) -> str:
        """A statement, event, claim or quantity of the document: `parts` are all that tells it from the others."""
        return f"{self._base}{kind}/{digest(self.document, *parts)}>"


def digest(*parts: object) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of the parts' texts."""
    return sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:16]
