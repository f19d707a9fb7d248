"""A document that cannot be read takes nothing from the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from kg import pipeline
from kg.model import Document, Facts, Span


def document(name: str) -> Document:
    return Document(name, "Il pleut.", Span(0, 9), "0" * 64)


def test_a_fault_in_one_document_is_said_and_the_others_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    nlp = spacy.blank("fr")
    nlp.add_pipe("sentencizer")

    def extract(each: Document, doc: object, knowledge: object) -> Facts:
        if each.id == "bad":
            raise ZeroDivisionError("no such thing")
        return Facts(each)

    def parse(documents: Any, nlp: Any) -> Iterator[Any]:
        yield from ((d, nlp(d.text)) for d in documents)

    monkeypatch.setattr(pipeline, "extract", extract)
    monkeypatch.setattr(pipeline, "parse", parse)
    found = list(pipeline.facts_of([document("good"), document("bad"), document("fine")], nlp, None))  # type: ignore[arg-type]
    assert [f.document.id for f in found] == ["good", "bad", "fine"]
    assert [f.problem is None for f in found] == [True, False, True]
    assert "bad" in str(found[1].problem)
    assert "ZeroDivisionError" in str(found[1].problem)
