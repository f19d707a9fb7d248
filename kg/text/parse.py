"""Document → spaCy Doc, with every offset kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from kg.model import Document

# Each is one character for one: the parser was trained on plain apostrophes and spaces, and offsets must not move.
PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ", "–": "-", "‑": "-"})


def parsable(document: Document) -> str:
    """The text as the parser reads it: same length as the document's, its metadata header blank, its characters plain."""
    body = document.body
    return " " * body.start + document.text[body.start : body.end].translate(PLAIN) + " " * (len(document.text) - body.end)


@Language.component("kg_lines")
def _line_starts(doc: Doc) -> Doc:
    """A sentence never runs over a line break: headings have no full stop."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def load(model: str) -> Language:
    """The spaCy pipeline of that name, set up for articles."""
    nlp = spacy.load(model)
    nlp.add_pipe("kg_lines", first=True)
    return nlp


def parse(documents: Iterable[Document], nlp: Language, batch_size: int = 32) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order."""
    pairs = ((parsable(d), d) for d in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield document, doc
