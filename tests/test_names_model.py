"""Names with the shipped recogniser: the seed article, and the score on articles that were not trained on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import paths
from kg.authority import Authority
from kg.extract.name_votes import coarse
from kg.extract.names import Gazetteer, find_names
from kg.model import EntityType
from kg.text.parse import PLAIN, load
from kg.text.tokens import copied

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

from test_names import LEXICON
from train_names import KEPT, MODEL, outermost

pytestmark = pytest.mark.model
SEED = Path(__file__).parent.parent / "seeds" / "000_9dbf6399c93d94f7.txt"
LABELS = {EntityType.PERSON: "Person", EntityType.PLACE: "Location", EntityType.ORGANIZATION: "Organization"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load(MODEL)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority.open()


def found(doc: Doc, authority: Authority) -> set[tuple[str, str]]:
    return {(doc[s.start : s.end].text, s.type.value) for s in find_names(copied(doc), Gazetteer(authority), LEXICON)}


def test_the_seed_article_has_its_persons_countries_institutions_peoples_and_events(nlp: Language, authority: Authority) -> None:
    names = found(nlp(SEED.read_text(encoding="utf-8").translate(PLAIN)), authority)
    assert names >= {
        ("Kassym-Jomart Tokaïev", "Person"),
        ("Tokaïev", "Person"),
        ("Vladimir Poutine", "Person"),
        ("Kazakhstan", "Country"),
        ("Ossétie du Nord", "AdministrativeArea"),
        ("Asie centrale", "Place"),
        ("Verkhni Lars", "Place"),
        ("ministère de l'Intérieur du Kazakhstan", "GovernmentOrganization"),
        ("Russes", "People"),
        ("citoyens Russes", "People"),
        ("Kazakhs", "People"),
        ("mobilisation partielle", "Event"),
    }


def test_the_country_stands_inside_the_name_of_its_ministry(nlp: Language, authority: Authority) -> None:
    doc = nlp("Le ministère de l'Intérieur du Kazakhstan a indiqué que le calme était revenu.")
    spans = find_names(copied(doc), Gazetteer(authority), LEXICON)
    assert [doc[s.start : s.end].text for s in spans] == ["ministère de l'Intérieur du Kazakhstan", "Kazakhstan"]


def test_a_heading_in_capitals_has_the_names_of_the_text(nlp: Language, authority: Authority) -> None:
    names = found(nlp("RUSSIE : VLADIMIR POUTINE PARLE\n\nLe président russe Vladimir Poutine a parlé mercredi."), authority)
    assert {("RUSSIE", "Country"), ("VLADIMIR POUTINE", "Person"), ("Vladimir Poutine", "Person")} <= names


def test_the_shipped_weights_are_small_and_say_where_they_come_from() -> None:
    folder = paths.models() / MODEL
    assert sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) < 15e6
    assert set(json.loads((folder / "training.json").read_text(encoding="utf-8"))["kept_months"]) == KEPT


def test_the_names_of_articles_kept_aside_are_found(nlp: Language, authority: Authority, data: Path) -> None:
    file = data / "data" / "winer_fr_2016.jsonl"
    if not file.is_file():
        pytest.skip(f"no {file}")
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    kept = [r for r in records if int(r["date"][5:7]) in KEPT]
    hits = dict.fromkeys(LABELS.values(), 0)
    mine, gold = dict(hits), dict(hits)
    for record, doc in zip(kept, nlp.pipe(r["text"].translate(PLAIN) for r in kept), strict=True):
        want = {n for n in outermost(record) if n[2] in gold}
        spans = (s for s in find_names(copied(doc), Gazetteer(authority), LEXICON) if s.named and coarse(s.type) in LABELS)
        have = {(doc[s.start].idx, doc[s.end - 1].idx + len(doc[s.end - 1]), LABELS[coarse(s.type)]) for s in spans}
        for names, count in ((want & have, hits), (have, mine), (want, gold)):
            for name in names:
                count[name[2]] += 1
    f1 = {t: 2 * hits[t] / (mine[t] + gold[t]) for t in hits}
    assert 2 * sum(hits.values()) / (sum(mine.values()) + sum(gold.values())) >= 0.87
    assert f1["Person"] >= 0.9
    assert f1["Location"] >= 0.9
    assert f1["Organization"] >= 0.75
