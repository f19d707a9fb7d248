"""Sources → facts → graph, with everything that must be loaded for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__
from kg.errors import KgError
from kg.model import Document, Facts
from kg.rdf.graph import Run, lines
from kg.rdf.iris import Iris
from kg.rdf.terms import BASE

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from kg.pipeline import Knowledge

MODEL = "fr_core_news_md"


@dataclass(frozen=True, slots=True)
class Options:
    """What a run depends on besides its documents. `base` is what the IRIs of the data start with, `authority` are files of one's own."""

    lang: str = "fr"
    model: str = MODEL
    base: str = BASE
    authority: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        Iris(self.base, "")  # raises for a base that is none, before seconds are spent on loading
        for file in self.authority:
            if not file.is_file():
                raise KgError(f"{file}: no such authority file: check the path")


@dataclass(frozen=True, slots=True)
class Extractor:
    """The options of a run with the model and the knowledge they name, loaded once for any number of documents."""

    options: Options
    nlp: Language
    knowledge: Knowledge

    def facts(self, documents: Iterable[Document]) -> Iterator[Facts]:
        """What each document says, in the order of the documents."""
        from kg.pipeline import facts_of

        return facts_of(documents, self.nlp, self.knowledge)

    def explain(self, document: Document) -> tuple[Facts, Doc]:
        """What one document says, with its parse."""
        from kg.pipeline import extract
        from kg.text.parse import parse

        [(_, doc)] = parse([document], self.nlp)
        return extract(document, doc, self.knowledge), doc

    def lines(self, found: Iterable[Facts]) -> list[str]:
        """The graph of the facts as sorted lines of N-Triples."""
        return lines(found, self.options.base, self.run())

    def run(self) -> Run:
        """What the graph says of how it was made."""
        meta = self.nlp.meta
        files = (("authority", hashlib.sha256(file.read_bytes()).hexdigest()[:16]) for file in self.options.authority)
        return Run(__version__, f"{meta['lang']}_{meta['name']} {meta['version']}", (("lang", self.options.lang), *files))


def load(options: Options) -> Extractor:
    """Load the model, the lexicon and the authority: seconds. Raises KgError where one of them is missing or does not fit."""
    from kg.pipeline import Knowledge

    return Extractor(options, load_model(options), Knowledge.load(options.lang, options.authority))


def load_model(options: Options) -> Language:
    """The spaCy pipeline. Raises KgError where it is not installed, is for another language, or lacks a component."""
    from kg.text.parse import load

    nlp = load(options.model)
    if nlp.lang != options.lang:
        raise KgError(f"model {options.model!r} is for {nlp.lang!r}, not {options.lang!r}: give another --model or --lang")
    if missing := [pipe for pipe in ("parser", "ner") if not nlp.has_pipe(pipe)]:
        raise KgError(f"model {options.model!r} has no {' and no '.join(missing)}: give one that has, such as {MODEL}")
    return nlp
