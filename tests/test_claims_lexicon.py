from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import KgError
from kg.extract.claim_words import CONSTRUCTIONS, STANCES, ClaimLexicon
from kg.lexicon import tables
from kg.text.tokens import Token, copied

SAY = {"stance": "neutral", "takes": ["quote", "que"], "lemmas": ["dire"]}


@pytest.fixture(scope="module")
def french() -> ClaimLexicon:
    return ClaimLexicon.from_table(tables("fr")["claims"])


def word(words: list[str], at: int, pos: list[str], lemmas: list[str] | None = None, **labels: Any) -> Token:
    return copied(Doc(spacy.blank("fr").vocab, words=words, pos=pos, lemmas=lemmas or words, **labels))[at]


def test_every_stance_and_construction_is_used(french: ClaimLexicon) -> None:
    assert {verb.stance for verb in french.verbs.values()} == STANCES
    assert frozenset().union(*(verb.takes for verb in french.verbs.values())) == CONSTRUCTIONS


def test_the_list_of_verbs_is_wide(french: ClaimLexicon) -> None:
    assert len(french.verbs) >= 200


@pytest.mark.parametrize(
    ("change", "message"),
    [({"stance": "friendly"}, "friendly"), ({"takes": ["verse"]}, "verse")],
)
def test_an_unknown_stance_or_construction_is_an_error(change: dict[str, Any], message: str) -> None:
    with pytest.raises(KgError, match=message):
        ClaimLexicon.from_table({"verbs": [SAY | change]})


def test_a_verb_in_two_tables_is_an_error() -> None:
    with pytest.raises(KgError, match="'dire' stands in two tables"):
        ClaimLexicon.from_table({"verbs": [SAY, SAY]})


def test_a_reflexive_verb_is_another_verb() -> None:
    lexicon = ClaimLexicon.from_table({"verbs": [SAY, SAY | {"reflexive": True, "stance": "doubting"}]})
    plain = word(["il", "dit"], 1, ["PRON", "VERB"], ["il", "dire"], heads=[1, 1], deps=["nsubj", "ROOT"])
    reflexive = word(
        ["il", "se", "dit"], 2, ["PRON", "PRON", "VERB"], ["il", "se", "dire"], heads=[2, 2, 2], deps=["nsubj", "expl:comp", "ROOT"]
    )
    assert [getattr(lexicon.verb(v), "stance", None) for v in (plain, reflexive)] == ["neutral", "doubting"]


def test_a_form_is_known_where_the_tagger_gives_no_infinitive(french: ClaimLexicon) -> None:
    assert french.lemma(word(["il", "indique"], 1, ["PRON", "VERB"])) == "indiquer"
    assert french.lemma(word(["il", "a", "tweeté"], 2, ["PRON", "AUX", "PROPN"], ["il", "avoir", "tweeté"])) == "tweeter"
    assert french.lemma(word(["L'", "Inde", "dément", "l'", "attaque"], 2, ["DET", "PROPN", "ADV", "DET", "NOUN"])) == "démentir"


def test_a_noun_with_its_article_is_no_verb(french: ClaimLexicon) -> None:
    assert french.lemma(word(["l'", "annonce", "que"], 1, ["DET", "NOUN", "SCONJ"])) is None
    assert french.lemma(word(["il", "court"], 1, ["PRON", "VERB"])) is None
