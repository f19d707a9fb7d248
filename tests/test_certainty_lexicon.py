from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from kg.errors import KgError
from kg.extract.certainty_words import CertaintyLexicon
from kg.lexicon import tables
from kg.text.tokens import Token, copied


@pytest.fixture(scope="module")
def french() -> CertaintyLexicon:
    return CertaintyLexicon.from_table(tables("fr")["certainty"])


def verb(form: str, lemma: str, morph: str = "Mood=Ind|Tense=Imp|VerbForm=Fin") -> Token:
    return copied(Doc(spacy.blank("fr").vocab, words=[form], lemmas=[lemma], pos=["VERB"], morphs=[morph]))[0]


@pytest.mark.parametrize(
    ("form", "lemma"), [("protégerait", "protéger"), ("finiraient", "finir"), ("prendrait", "prendre"), ("couperait", "couper")]
)
def test_a_conditional_is_known_by_its_form(french: CertaintyLexicon, form: str, lemma: str) -> None:
    assert french.is_conditional(verb(form, lemma))


@pytest.mark.parametrize(
    ("form", "lemma"), [("préparait", "préparer"), ("extrait", "extraire"), ("tirait", "tirer"), ("désirait", "désirer")]
)
def test_an_imperfect_or_a_present_is_no_conditional(french: CertaintyLexicon, form: str, lemma: str) -> None:
    assert not french.is_conditional(verb(form, lemma))


def test_a_tagged_conditional_is_one_and_no_future(french: CertaintyLexicon) -> None:
    assert french.is_conditional(verb("irait", "aller", "Mood=Cnd|Tense=Pres|VerbForm=Fin"))
    assert not french.is_future(verb("irait", "aller", "Mood=Cnd|Tense=Pres|VerbForm=Fin"))


def test_a_future_is_known_by_its_tag_or_its_form(french: CertaintyLexicon) -> None:
    assert french.is_future(verb("ira", "aller", "Mood=Ind|Tense=Fut|VerbForm=Fin"))
    assert french.is_future(verb("attaquera", "attaquer", "Mood=Ind|Tense=Past|VerbForm=Fin"))
    assert not french.is_future(verb("attaqua", "attaquer", "Mood=Ind|Tense=Past|VerbForm=Fin"))


def test_a_noun_that_looks_like_a_future_is_none(french: CertaintyLexicon) -> None:
    assert not french.is_future(verb("opéra", "opéra", "Gender=Masc|Number=Sing"))


def test_a_list_that_is_missing_or_unknown_is_an_error() -> None:
    table = dict(tables("fr")["certainty"])
    proofs = table.pop("proofs")
    with pytest.raises(KgError, match=r"missing \['proofs'\]"):
        CertaintyLexicon.from_table(table)
    with pytest.raises(KgError, match=r"unknown \['proof'\]"):
        CertaintyLexicon.from_table(table | {"proofs": proofs, "proof": proofs})
