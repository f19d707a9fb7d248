from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from conftest import ROOT, SEED, Run
from kg.run import Extractor
from kg.text.read import read

pytestmark = pytest.mark.model

TEXTS = {
    "un": "Ivan Petrov, le président de la Géorgie, est arrivé mardi à Paris. « Nous ne céderons pas », a-t-il dit.\n",
    "deux": "La Hongrie et la Slovaquie, deux pays voisins de l'Autriche, ont signé un accord à Vienne.\n",
    "trois": "L'Irak a attaqué l'Iran en 1980. Plus de 250 000 soldats ont été tués.\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> list[str]:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    shutil.copy(SEED, tmp_path / "seed.txt")
    return [*(f"{name}.txt" for name in TEXTS), "seed.txt"]


def test_same_articles_same_bytes(kg: Run, tmp_path: Path, articles: list[str]) -> None:
    ways = {
        "a": (articles, {"PYTHONHASHSEED": "1"}),
        "b": (articles[::-1], {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Tokyo"}),
        "c": (["."], {"PYTHONHASHSEED": "3", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}),
    }
    for out, (sources, environment) in ways.items():
        assert kg("build", *sources, "-o", out, **environment).returncode == 0
    for file in ("graph.ttl", "graph.html"):
        first, *others = [(tmp_path / out / file).read_bytes() for out in ways]
        assert all(other == first for other in others), file


def test_a_document_says_the_same_alone_and_among_others(extractor: Extractor, tmp_path: Path, articles: list[str]) -> None:
    documents = read([tmp_path]).documents
    together = list(extractor.facts(documents))
    assert [facts.document for facts in together] == list(documents)
    assert [next(extractor.facts([document])) for document in documents] == together
    assert set(extractor.lines(together)) == {line for facts in together for line in extractor.lines([facts])}


def test_the_seed_gives_the_golden_graph(kg: Run, tmp_path: Path) -> None:
    assert kg("build", SEED, "-o", "out").returncode == 0
    golden = (ROOT / "tests" / "golden" / "seed.ttl").read_bytes()
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == golden, "run `python tests/renew.py` and look at the difference"
