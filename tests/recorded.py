"""Parses recorded once, so that most tests need no model. `python tests/renew.py` records them anew."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from kg.model import Document
from kg.text.parse import parse

FOLDER = Path(__file__).parent / "parses"
ATTRIBUTES = ("ORTH", "LEMMA", "TAG", "POS", "MORPH", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")


def record(name: str, documents: Iterable[Document], nlp: Language) -> None:
    """Write the parses of the documents, each text once, to a file of that name."""
    (FOLDER / f"{name}.spacy").write_bytes(binary(documents, nlp))


def binary(documents: Iterable[Document], nlp: Language) -> bytes:
    """The parses of the documents as spaCy's DocBin."""
    distinct = {document.text: document for document in documents}
    docs = (doc for _, doc in parse(distinct.values(), nlp))
    return DocBin(ATTRIBUTES, docs=docs).to_bytes()


@cache
def recorded(name: str) -> dict[str, Doc]:
    """The recorded parses of a file by their text, as the parser was given it."""
    file = FOLDER / f"{name}.spacy"
    if not file.exists():
        return {}
    vocab = spacy.blank("fr").vocab
    return {doc.text: doc for doc in DocBin().from_bytes(file.read_bytes()).get_docs(vocab)}
