"""`kg build --spark` on a cluster of one machine: the same graph as without it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from conftest import Run
from kg.corpus.export import export
from kg.corpus.readings import Reading, Task, read_task
from kg.corpus.snapshots import open_newest
from kg.corpus.store import Corpus
from kg.errors import KgError
from kg.rdf.terms import BASE
from kg.run import Extractor, Options
from kg.spark import build
from kg.text.records import Record
from kg.text.sources import Sources

ARTICLES = (
    ("a", "Ivan Petrov, le président de la Géorgie, est arrivé mardi à Paris.", "2022-09-28"),
    ("b", "La Géorgie est frontalière de la Russie, a dit le ministre.", "2022-09-29"),
    ("c", "« Nous partons », a déclaré Jeanne Martin. Quelque 3.000 personnes ont manifesté à Lyon.", ""),
    ("d", "Le Kazakhstan est un pays d’Asie centrale 😀.\n\nIl a accueilli 98.000 Russes.", "2022-09"),
)


def articles(folder: Path) -> Path:
    rows = [json.dumps({"id": id_, "text": text, "date": date}, ensure_ascii=False) for id_, text, date in ARTICLES]
    file = folder / "articles.jsonl"
    file.write_text("\n".join([*rows, "no json", json.dumps({"id": "e", "text": "  "})]), encoding="utf-8")
    return file


@pytest.mark.spark
@pytest.mark.model
def test_a_cluster_reads_the_same_graph_and_tells_what_was_bad(kg: Run, tmp_path: Path, extractor: Extractor) -> None:
    pytest.importorskip("pyspark", reason="needs Apache Spark: pip install 'kgnews[spark]'")
    file = articles(tmp_path)
    done = kg("build", file, "--spark", "local[2]", "-o", "out")
    if "it does not start" in done.stderr:
        pytest.skip("needs Java 17 or later")
    assert done.returncode == 1, done.stderr
    assert "articles.jsonl:5" in done.stderr
    parts = sorted((tmp_path / "out" / "quads").glob("part-*"))
    assert len(parts) > 1
    found = [line for part in parts for line in part.read_text(encoding="utf-8").split("\n") if line]
    assert sorted(found) == sorted(locally(file, tmp_path / "store", extractor))
    assert not (tmp_path / "out" / "records").exists()
    again = kg("build", file, "--spark", "local[2]", "-o", "out")
    assert (again.returncode, "output of an earlier run" in again.stderr) == (2, True)


def locally(file: Path, folder: Path, extractor: Extractor) -> list[str]:
    """The quads of a store of the same articles."""
    records = [each for each in Sources.of([file]).records() if isinstance(each, Record)]
    corpus = Corpus(folder, BASE)
    for each in read_task(extractor, Task(tuple((record, "") for record in records))):
        if isinstance(each, Reading):
            corpus.put(each)
    corpus.publish()
    with (folder / "all.nq").open("wb") as out:
        export(open_newest(folder).store, out, "nq")
    return (folder / "all.nq").read_text(encoding="utf-8").strip("\n").split("\n")


def test_a_machine_without_spark_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    with pytest.raises(KgError, match=r"pip install 'kgnews\[spark\]'"):
        build(Sources.of([articles(tmp_path)]), Options(), "local[2]", tmp_path / "out")


def test_a_store_and_a_cluster_exclude_each_other(kg: Run, tmp_path: Path) -> None:
    done = kg("build", articles(tmp_path), "--spark", "local[2]", "--store", "store")
    assert (done.returncode, "give one of them" in done.stderr) == (2, True)
