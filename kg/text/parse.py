"""Document → spaCy Doc, with every offset kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.attrs import ORTH
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc
from spacy.util import compile_infix_regex

import kg.text.sentences  # noqa: F401  (registers the component that load() adds)
from kg import paths
from kg.errors import KgError
from kg.model import Document

# Each is one character for one: the parser was trained on plain apostrophes and spaces, and offsets must not move.
PLAIN = str.maketrans({"’": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ", "–": "-", "‑": "-"})
HYPHEN_RULE = "(?:-|–|—"  # how spaCy's infix rule for hyphens between letters begins


def parsable(document: Document) -> str:
    """The text as the parser reads it: same length as the document's, its metadata header blank, its characters plain."""
    body = document.body
    return " " * body.start + document.text[body.start : body.end].translate(PLAIN) + " " * (len(document.text) - body.end)


def load(model: str, improved: bool = True) -> Language:
    """The spaCy pipeline of that name, set up for articles; `improved`: with the project's own recogniser of names, if it has one for it.

    Raises KgError where the model is not installed.
    """
    try:
        nlp = spacy.load(model)
    except OSError as error:
        raise KgError(f"model {model!r} is not installed; install it with: pip install {model.replace('_', '-')}") from error
    nlp.tokenizer = _with_whole_words(nlp)
    nlp.add_pipe("kg_sentences", first=True)
    weights = paths.models() / model / "ner"
    if improved and weights.is_dir():
        nlp.get_pipe("ner").from_disk(weights, exclude=["vocab"])  # type: ignore[attr-defined]
    return nlp


def _with_whole_words(nlp: Language) -> Tokenizer:
    """spaCy cuts "Kassym-Jomart" at its hyphen, the treebank that its parser learned from does not; and an elided article keeps its
    apostrophe before a space."""
    tokenizer: Tokenizer = nlp.tokenizer
    infixes = [rule for rule in nlp.Defaults.infixes or [] if HYPHEN_RULE not in str(rule)]
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    for word in ("l'", "d'", "qu'", "s'", "n'", "c'", "j'", "m'", "t'"):
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{ORTH: form}])
    return tokenizer


def parse(documents: Iterable[Document], nlp: Language, batch_size: int = 32) -> Iterator[tuple[Document, Doc]]:
    """Each document with its parse, in order."""
    pairs = ((parsable(d), d) for d in documents)
    for doc, document in nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
        yield document, doc
