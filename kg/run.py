"""Sources → facts → graph, with everything that must be loaded for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.model import Document, Facts
from kg.text.read import read_text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "fr_core_news_md"
BASE = "https://w3id.org/kgnews/id/"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run depends on besides its documents. `authority` are Turtle files of one's own; later files win."""

    lang: str = "fr"
    model: str = MODEL
    base: str = BASE
    authority: tuple[Path, ...] = ()


def load_model(options: Options) -> Language:
    """The spaCy pipeline; seconds. Raises KgError where it is not installed, is for another language, or lacks a component."""
    from kg.text.parse import load

    nlp = load(options.model)
    if nlp.lang != options.lang:
        raise KgError(f"model {options.model!r} is for {nlp.lang!r}, not {options.lang!r}: give another --model or --lang")
    if missing := [pipe for pipe in ("parser", "ner") if not nlp.has_pipe(pipe)]:
        raise KgError(f"model {options.model!r} has no {' and no '.join(missing)}: give one that has, such as {MODEL}")
    return nlp


def facts(documents: Iterable[Document], options: Options) -> Iterator[Facts]:
    """What each document says, in the order of the documents. Raises KgError where model, lexicon or authority cannot be loaded."""
    from kg.pipeline import Knowledge, facts_of

    nlp = load_model(options)
    yield from facts_of(documents, nlp, Knowledge.load(options.lang, options.authority))


def facts_of_text(text: str, options: Options, *, date: str | None = None) -> tuple[Facts, Doc]:
    """What a text in memory says, with its parse. Raises KgError as `facts` and `read_text` do."""
    from kg.pipeline import Knowledge, extract
    from kg.text.parse import parse

    document = read_text(text, lang=options.lang, date=date)
    [(document, doc)] = parse([document], load_model(options))
    return extract(document, doc, Knowledge.load(options.lang, options.authority)), doc
