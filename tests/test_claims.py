from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.extract.certainty import CertaintyLexicon, judge_of
from kg.extract.claims import ClaimLexicon, find_claims
from kg.extract.passages import LONGEST, Page, passages
from kg.extract.reading import Reading
from kg.lexicon import tables
from kg.model import Certainty, Document, Judgement, Span
from kg.text.tokens import copied


@pytest.fixture(scope="module")
def french() -> ClaimLexicon:
    return ClaimLexicon.from_table(tables("fr")["claims"])


def reading(text: str, starts: tuple[int, ...] = (0,)) -> Reading:
    """A text whose words are cut at blanks; sentences start at these words."""
    words = text.split(" ") if text else []
    doc = Doc(spacy.blank("fr").vocab, words=words, sent_starts=[i in starts for i in range(len(words))])
    return Reading(Document("x", text, Span(0, len(text)), ""), copied(doc), {}, (), {})


def test_a_document_without_words_has_no_claims(french: ClaimLexicon) -> None:
    assert find_claims(reading(""), french) == ()


def test_a_document_without_claims_has_a_judge() -> None:
    judge = judge_of(reading("Paris dort ."), (), CertaintyLexicon.from_table(tables("fr")["certainty"]))
    assert judge(reading("Paris dort .").doc[0]) == Judgement(Certainty.ASSERTED)


def cut(text: str, starts: tuple[int, ...], lexicon: ClaimLexicon) -> list[str]:
    return [p.text[p.span.start : p.span.end] for p in passages(Page.of(reading(text, starts)), lexicon)]


def test_sentences_inside_one_quotation_are_one_passage(french: ClaimLexicon) -> None:
    text = "Il dit : « Un . Deux . » Puis rien ."
    assert cut(text, (0, 6, 9), french) == ["Il dit : « Un . Deux . »", "Puis rien ."]


def test_sentences_outside_are_one_each(french: ClaimLexicon) -> None:
    assert cut("Un . Deux .", (0, 2), french) == ["Un .", "Deux ."]


def test_an_endless_sentence_is_cut(french: ClaimLexicon) -> None:
    assert len(cut("mot " * (2 * LONGEST) + "fin", (0,), french)) == 3


def test_paragraphs_are_counted_by_line_breaks(french: ClaimLexicon) -> None:
    doc = Doc(spacy.blank("fr").vocab, words=["Un", "\n", "Deux"], spaces=[False, False, False], sent_starts=[True, False, True])
    page = Page.of(Reading(Document("x", "Un\nDeux", Span(0, 7), ""), copied(doc), {}, (), {}))
    assert [p.paragraph for p in passages(page, french)] == [0, 1]
