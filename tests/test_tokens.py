"""The plain copy of a parse answers as spaCy does."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin

from kg.model import Span
from kg.text.tokens import Parse, copied
from recorded import FOLDER

NAMES = sorted(file.stem for file in FOLDER.glob("*.spacy"))


def docs(name: str) -> list[Doc]:
    return list(DocBin().from_bytes(Path(FOLDER / f"{name}.spacy").read_bytes()).get_docs(spacy.blank("fr").vocab))


@pytest.mark.parametrize("name", NAMES)
def test_tokens_answer_as_spacy_does(name: str) -> None:
    for doc in docs(name):
        parse = copied(doc)
        assert parse.text == doc.text
        assert [(s.start, s.end, s.text) for s in parse.sents] == [(s.start, s.end, s.text) for s in doc.sents]
        assert [(e.start, e.end, e.label) for e in parse.ents] == [(e.start, e.end, e.label_) for e in doc.ents]
        for ours, theirs in zip(parse, doc, strict=True):
            for attribute in ("i", "idx", "text", "lower_", "pos_", "dep_", "whitespace_", "text_with_ws", "ent_type_"):
                assert getattr(ours, attribute) == getattr(theirs, attribute)
            assert ours.lemma == theirs.lemma_.lower()
            for attribute in ("is_space", "is_punct", "is_quote", "is_digit", "is_sent_start"):
                assert getattr(ours, attribute) == bool(getattr(theirs, attribute))
            for attribute in ("children", "lefts", "rights", "ancestors", "subtree", "sent"):
                assert [t.i for t in getattr(ours, attribute)] == [t.i for t in getattr(theirs, attribute)]
            assert (ours.head.i, ours.left_edge.i, ours.right_edge.i) == (theirs.head.i, theirs.left_edge.i, theirs.right_edge.i)
            assert sorted(ours.morph) == sorted(theirs.morph)


@pytest.mark.parametrize("name", NAMES[:3])
def test_spans_answer_as_spacy_does(name: str) -> None:
    for doc in docs(name)[:20]:
        parse = copied(doc)
        for start in range(len(doc)):
            for end in range(start + 1, min(start + 8, len(doc)) + 1):
                ours, theirs = parse.span(start, end), doc[start:end]
                assert (ours.text, ours.root.i, [t.i for t in reversed(ours)]) == (
                    theirs.text,
                    theirs.root.i,
                    list(range(end - 1, start - 1, -1)),
                )


@pytest.mark.parametrize("name", NAMES[:3])
def test_tokens_are_found_by_their_offsets(name: str) -> None:
    for doc in docs(name)[:5]:
        parse = copied(doc)
        for start in range(len(doc.text)):
            for end in range(start + 1, min(start + 12, len(doc.text)) + 1):
                inside = doc.char_span(start, end, alignment_mode="contract")
                assert [t.i for t in parse.inside(Span(start, end))] == ([t.i for t in inside] if inside is not None else [])
                touching = doc.char_span(start, end, alignment_mode="expand")
                if touching is not None:
                    assert [t.i for t in parse.touching(Span(start, end))] == [t.i for t in touching]


def test_an_empty_text_has_no_tokens() -> None:
    parse: Parse = copied(Doc(spacy.blank("fr").vocab, words=[]))
    assert (len(parse), parse.sents, parse.ents, parse.span(0, 3).text, parse.inside(Span(0, 3))) == (0, (), (), "", ())


def test_beyond_the_ends_there_is_no_neighbour() -> None:
    parse = copied(Doc(spacy.blank("fr").vocab, words=["Un", "mot"]))
    assert parse[0].nbor() is parse[1]
    with pytest.raises(IndexError):
        parse[0].nbor(-1)
    with pytest.raises(IndexError):
        parse[1].nbor()
