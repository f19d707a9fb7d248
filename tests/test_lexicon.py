"""Words as data: phrases found by their first word, and a relation that nobody wrote Python for."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from kg.confidence import Confidence, share
from kg.errors import KgError
from kg.lexicon import check_relations
from kg.paths import ontology as ontology_folder

PROPERTY = """
kg:patronOf a owl:ObjectProperty, kg:Relation ;
    rdfs:label "est mécène de"@fr, "is a patron of"@en ;
    rdfs:domain schema:Person ;
    rdfs:range schema:Organization .
"""
WORDS = """
[[relations.noun]]
property = ["patronOf"]
words = ["mécène", "bienfaiteur", "bienfaitrice"]

[[relations.verb]]
property = ["patronOf"]
words = ["parrainer"]
prepositions = [""]
"""


def kg(*arguments: str, ontology: Path | None = None) -> str:
    environment = os.environ | {"COLUMNS": "160"} | ({"KG_ONTOLOGY": str(ontology)} if ontology else {})
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], capture_output=True, encoding="utf-8", env=environment, check=True
    ).stdout


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A copy of the ontology with a relation of its own."""
    folder = tmp_path / "ontology"
    shutil.copytree(ROOT / "ontology", folder)
    with (folder / "kg.ttl").open("a", encoding="utf-8") as file:
        file.write(PROPERTY)
    with (folder / "lexicon" / "fr.toml").open("a", encoding="utf-8") as file:
        file.write(WORDS)
    return folder


@pytest.mark.model
def test_a_new_relation_needs_a_property_and_words_but_no_python(own: Path) -> None:
    sentence = "Anna Keller, mécène de Greenpeace, a quitté Lyon."
    assert "patronOf" in kg("explain", sentence, ontology=own)
    assert "patronOf" not in kg("explain", sentence)


@pytest.mark.model
def test_the_new_relation_is_not_read_between_other_types(own: Path) -> None:
    assert "patronOf" not in kg("explain", "Le Danemark, mécène de la Norvège, a quitté la table.", ontology=own)


def test_the_words_of_a_relation_are_shown(own: Path) -> None:
    shown = kg("lexicon", "patronOf", ontology=own)
    assert "bienfaitrice" in shown
    assert "parrainer" in shown
    assert "not seen" in shown


def test_a_relation_that_there_is_not_is_an_error() -> None:
    result = subprocess.run([sys.executable, "-m", "kg", "lexicon", "patronOf"], capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 2
    assert "no relation of the ontology" in result.stderr


def test_a_rule_seen_often_has_its_own_share_and_a_new_one_that_of_its_kind() -> None:
    counts = {"noun.de.leads": (90, 100), "verb.object.leads": (10, 100)}
    assert share(counts, "noun.de.leads") == pytest.approx(0.9, abs=0.01)
    assert share(counts, "verb.object.leads") == pytest.approx(0.1, abs=0.02)
    assert 0.4 < share(counts, "tie.borders") < 0.6


def test_nothing_measured_is_even_odds() -> None:
    assert share({}, "noun.de.leads") == 0.5


def test_the_shipped_counts_are_possible() -> None:
    counts = Confidence.load()
    assert all(0 <= right <= found for kind in (counts.statements, counts.events, counts.claims) for right, found in kind.values())
    assert counts.statements


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"property": ["leads"], "wordz": ["patron"]}, r"fr\.toml: entry 1 of \[\[relations\.noun\]\] has no words"),
        ({"property": ["leadz"], "words": ["patron"]}, r"entry 1 of \[\[relations\.noun\]\]: 'leadz' is no kg:Relation"),
    ],
)
def test_an_entry_of_a_relation_with_a_slip_is_told(entry: dict[str, list[str]], complaint: str) -> None:
    with pytest.raises(KgError, match=complaint):
        check_relations("fr", {"noun": [entry]}, {"leads"})


def test_an_ontology_folder_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_ONTOLOGY", str(tmp_path))
    with pytest.raises(KgError, match="KG_ONTOLOGY"):
        ontology_folder()
