from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from kg.extract.quotations import Quotation, by_word, find_quotations, trimmed
from kg.model import Span
from kg.text.tokens import copied


def quoted(text: str) -> list[tuple[int, str]]:
    return [(q.depth, text[q.inner.start : q.inner.end]) for q in find_quotations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Il a dit « oui » hier.", "oui"),
        ("Il a dit «oui» hier.", "oui"),
        ('Il a dit "oui" hier.', "oui"),
        ("Il a dit “oui” hier.", "oui"),
        ("Il a dit „oui” hier.", "oui"),
        ("Il a dit ‘oui’ hier.", "oui"),
        ("Il a dit «\u00a0oui\u202f» hier.", "oui"),
        ('L\'"annexion" continue.', "annexion"),
    ],
)
def test_every_pair_of_marks_is_a_quotation(text: str, inside: str) -> None:
    assert quoted(text) == [(0, inside)]


def test_marks_inside_others_are_deeper() -> None:
    assert quoted('« La guerre "froide" est “finie” »') == [(0, 'La guerre "froide" est “finie”'), (1, "froide"), (1, "finie")]


def test_several_quotations_stand_in_text_order() -> None:
    assert quoted('"Un", puis "deux"') == [(0, "Un"), (0, "deux")]


@pytest.mark.parametrize("text", ["l’homme d’hier", 'un écran de 15" neuf', "Il a dit oui.", "aujourd’hui"])
def test_apostrophes_and_inches_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


def test_a_paragraph_that_opens_with_a_mark_and_never_closes_it_is_quoted_to_its_end() -> None:
    assert quoted("« Nous partons.\nIl pleut.") == [(0, "Nous partons.")]


def test_a_mark_that_closes_what_nothing_opened_quotes_from_the_paragraph_on() -> None:
    assert quoted("Il pleut.\nNous partons », dit-il.") == [(0, "Nous partons")]


def test_a_straight_mark_never_closed_does_not_swallow_the_next_quotation() -> None:
    assert quoted('Un "mot sans fin. "Un autre" suit') == [(0, "Un autre")]


def test_the_metadata_before_the_body_is_not_read() -> None:
    text = 'titre "entier" \nUn "mot".'
    assert [text[q.inner.start : q.inner.end] for q in find_quotations(text, Span(16, len(text)))] == ["mot"]


def test_the_words_of_a_quotation_are_those_from_its_first_mark_to_its_last() -> None:
    doc = copied(Doc(spacy.blank("fr").vocab, words=["a", "«", "b", "»", "c"]))
    found = find_quotations("a « b » c", Span(0, 9))
    assert by_word(doc, found) == dict.fromkeys((1, 2, 3), found[0])
    assert by_word(doc, ()) == {}


def test_trimming_stops_at_the_other_end() -> None:
    assert trimmed("   ", Span(0, 3)) == Span(3, 3)
    assert trimmed(" a. ", Span(0, 4), " .") == Span(1, 2)


@given(st.text(alphabet='ab «»“”„‘’"\n.', max_size=60))
def test_quotations_are_well_formed_in_any_text(text: str) -> None:
    found = find_quotations(text, Span(0, len(text)))
    assert list(found) == sorted(found, key=lambda q: (q.outer.start, -q.outer.end))
    for q in found:
        assert isinstance(q, Quotation)
        assert 0 <= q.outer.start <= q.inner.start <= q.inner.end <= q.outer.end <= len(text)
        assert "\n" not in text[q.outer.start : q.outer.end]
