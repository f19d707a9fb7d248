from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox
import pytest

from conftest import Run
from corpus_writer import reading, write
from kg.corpus.configuration import configuration
from kg.corpus.erase import erase
from kg.corpus.export import export
from kg.corpus.readings import Reading, quads
from kg.corpus.register import REGISTER, Register
from kg.corpus.snapshots import newest, open_newest
from kg.corpus.store import Corpus
from kg.errors import KgError
from kg.rdf import store as files
from kg.rdf.graph import lines
from kg.rdf.query import ask, question, table
from kg.rdf.store import VOCABULARY
from kg.rdf.terms import BASE
from kg.rdf.write import turtle
from kg.run import Options
from rdf_sample import facts

WRITER = Path(__file__).parent / "corpus_writer.py"
ALL = ("nq", "trig", "nt", "ttl", "jsonld")
TEXTS = {
    "un": "Ivan Petrov, le président de la Géorgie, est arrivé mardi à Paris. « Nous ne céderons pas », a-t-il dit.\n",
    "deux": "La Hongrie et la Slovaquie, deux pays voisins de l'Autriche, ont signé un accord à Vienne.\n",
    "trois": "L'Irak a attaqué l'Iran en 1980. Plus de 250 000 soldats ont été tués.\n",
    "quatre": "Ivan Petrov, le président de la Géorgie, a quitté Paris jeudi. Il est attendu en Autriche.\n",
}


def bytes_of(folder: Path, kind: str = "nq", *, reifiers: bool = False) -> bytes:
    out = io.BytesIO()
    export(open_newest(folder).store, out, kind, reifiers=reifiers)
    return out.getvalue()


def everything(folder: Path) -> set[ox.Quad]:
    """All quads of a store but its register: what a forgotten triple would be among."""
    return {quad for quad in open_newest(folder).store if quad.graph_name != REGISTER}


def filled(folder: Path, readings: Iterable[Reading]) -> Path:
    corpus = Corpus(folder, BASE)
    for each in readings:
        corpus.put(each)
    corpus.publish()
    return folder


@pytest.fixture
def article() -> Reading:
    return Reading("article", "key", quads("article", lines([facts()]), BASE))


@pytest.fixture
def two(tmp_path: Path) -> Path:
    return filled(tmp_path / "two", [reading(0), reading(1)])


def test_a_document_has_three_graphs_and_together_they_are_its_triples(tmp_path: Path, article: Reading) -> None:
    store = open_newest(filled(tmp_path / "s", [article])).store
    start = f"{BASE}reading/article/"
    kinds = {name.removeprefix(start) for name in map(value, store.named_graphs()) if name not in {REGISTER.value, VOCABULARY.value}}
    assert kinds == {"facts", "mentions", "statements"}
    parts = {kind: triples(store, ox.NamedNode(start + kind)) for kind in kinds}
    assert set().union(*parts.values()) == triples(store, ox.DefaultGraph()) == set(lines([facts()]))
    assert sum(map(len, parts.values())) == len(lines([facts()]))
    assert all(line.startswith((f"<{BASE}doc/", f"<{BASE}reading/")) for line in parts["mentions"])
    assert all(
        line.startswith(tuple(f"<{BASE}{kind}/" for kind in ("claim", "event", "quantity", "statement"))) for line in parts["statements"]
    )
    assert f"<{BASE}liban> <https://w3id.org/kgnews/ontology#borders> <{BASE}syrie> ." in parts["facts"]


def value(term: object) -> str:
    return str(getattr(term, "value", term))


def triples(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> set[str]:
    return {f"{quad.triple} ." for quad in store.quads_for_pattern(None, None, None, graph)}


def test_a_triple_that_documents_share_counts_once(two: Path) -> None:
    count = f'SELECT (COUNT(*) AS ?n) {{ <{BASE}shared0> ?p "s" }}'
    assert table(ask(files.load(two), question(count))).rows == (("1",),)


def test_questions_of_a_store_are_answered_as_those_of_the_file(tmp_path: Path, article: Reading) -> None:
    folder, file = filled(tmp_path / "s", [article]), tmp_path / "graph.ttl"
    file.write_text(turtle(lines([facts()])), encoding="utf-8")
    (tmp_path / "e.nq").write_bytes(bytes_of(folder))
    for name in ("who-says-what", "what-borders-what", "figures", "who-did-what"):
        answers = [table(ask(files.load(path), question(name))) for path in (file, folder, tmp_path / "e.nq")]
        assert answers[0].rows
        assert answers[0] == answers[1] == answers[2]


def test_the_order_of_the_documents_does_not_matter(tmp_path: Path) -> None:
    there = filled(tmp_path / "a", [reading(n) for n in range(30)])
    back = filled(tmp_path / "b", [reading(n) for n in reversed(range(30))])
    assert [bytes_of(there, kind) == bytes_of(back, kind) for kind in ALL] == [True] * len(ALL)


def test_a_document_read_again_replaces_the_earlier_one(tmp_path: Path) -> None:
    folder = filled(tmp_path / "a", [reading(0), reading(1)])
    filled(folder, [reading(1, version=2)])
    assert everything(folder) == everything(filled(tmp_path / "b", [reading(0), reading(1, version=2)]))


def test_a_removed_document_leaves_nothing_and_takes_nothing_of_the_others(tmp_path: Path, two: Path) -> None:
    corpus = Corpus(two)
    assert corpus.remove("d0001")
    assert not corpus.remove("d0001")
    corpus.publish()
    assert corpus.ids() == ["d0000"]
    assert everything(two) == everything(filled(tmp_path / "one", [reading(0)]))


def test_a_removed_document_can_come_back(tmp_path: Path, two: Path) -> None:
    before = bytes_of(two)
    corpus = Corpus(two)
    corpus.remove("d0000")
    corpus.put(reading(0))
    corpus.publish()
    assert bytes_of(two) == before


@pytest.mark.parametrize("keep", ["d0000", "d0001"])
def test_an_erased_document_is_in_no_file_of_the_store(two: Path, keep: str) -> None:
    def files() -> bytes:
        return b"".join(path.read_bytes() for path in sorted(two.rglob("*")) if path.is_file())

    corpus = Corpus(two)
    [gone] = [id_ for id_ in corpus.ids() if id_ != keep]
    corpus.remove(gone)
    corpus.publish()
    del corpus
    before = bytes_of(two)
    assert f"statement/{gone}".encode() in files()
    erase(two)
    assert f"statement/{gone}".encode() not in files()
    assert bytes_of(two) == before
    assert Corpus(two).ids() == [keep]


@pytest.mark.parametrize("state", [("fresh/new", "live"), ("fresh", "live"), ("live", "old"), ("old", "live")])
def test_a_killed_erasure_loses_nothing(two: Path, state: tuple[str, str]) -> None:
    """The states between its steps: the new database is incomplete, or it is complete and the old one is put away or still there."""
    before = bytes_of(two)
    if "old" in state:
        shutil.copytree(two / "live", two / "old")
    if state == ("live", "old"):
        (two / "fresh").mkdir()
        (two / "live").rename(two / "fresh" / "new")
    if state[0].startswith("fresh"):
        (two / state[0]).mkdir(parents=True)
        (two / state[0] / "junk").touch()
    (two / "behind").touch()
    corpus = Corpus(two)
    corpus.publish()
    assert bytes_of(two) == before
    assert not {"old", "fresh"} & {path.name for path in two.iterdir()}


def test_what_cannot_be_read_is_remembered_until_it_changes(two: Path) -> None:
    corpus = Corpus(two)
    corpus.refuse("d0001", "key 1", "it is empty")
    corpus.refuse("new", "key 1", "it is empty")
    assert corpus.ids() == ["d0000"]
    assert [corpus.register.refusal(id_, "key 1") for id_ in ("d0000", "d0001", "new")] == [None, "it is empty", "it is empty"]
    assert corpus.register.refusal("d0001", "key 2") is None
    corpus.put(reading(1))
    corpus.publish()
    assert corpus.register.refusal("d0001", "key 1") is None
    assert corpus.ids() == ["d0000", "d0001"]


def test_what_an_interrupted_load_left_is_removed(two: Path) -> None:
    before = everything(two)
    ox.Store(two / "live").bulk_load(reading(7).quads, ox.RdfFormat.N_QUADS)
    (two / "behind").touch()
    corpus = Corpus(two)
    corpus.publish()
    assert everything(two) == before
    assert corpus.ids() == ["d0000", "d0001"]


@pytest.mark.parametrize("kind", ["nq", "trig", "nt", "ttl", "jsonld"])
def test_an_export_is_read_back_as_it_was(tmp_path: Path, article: Reading, kind: str) -> None:
    written = bytes_of(filled(tmp_path / "s", [article]), kind)
    form = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES, "ttl": ox.RdfFormat.TURTLE}
    parsed = list(ox.parse(written, format=form.get(kind, ox.RdfFormat.JSON_LD)))
    assert {f"{each.triple} ." for each in parsed} == set(lines([facts()]))
    assert len({each.graph_name for each in parsed}) == (1 if kind in {"nt", "ttl"} else 3)


@pytest.mark.parametrize("kind", ["nq", "trig", "nt", "ttl"])
def test_with_reifiers_a_statement_points_at_what_it_states(tmp_path: Path, article: Reading, kind: str) -> None:
    written = bytes_of(filled(tmp_path / "s", [article]), kind, reifiers=True)
    form = {"nq": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "nt": ox.RdfFormat.N_TRIPLES, "ttl": ox.RdfFormat.TURTLE}[kind]
    quads_ = list(ox.parse(written, format=form))
    reified = {str(quad.object) for quad in quads_ if quad.predicate.value.endswith("#reifies")}
    assert f"<{BASE}liban> <https://w3id.org/kgnews/ontology#borders> <{BASE}syrie>" in reified
    assert not [quad for quad in quads_ if quad.predicate.value.endswith(("ns#subject", "ns#predicate", "ns#object"))]
    assert len(reified) == len([line for line in lines([facts()]) if "ns#predicate>" in line])


def test_json_ld_has_no_reifiers(two: Path) -> None:
    with pytest.raises(KgError, match="no reifiers"):
        bytes_of(two, "jsonld", reifiers=True)


def test_a_store_of_one_base_takes_no_other(two: Path) -> None:
    with pytest.raises(KgError, match=f"made with the base {BASE}"):
        Corpus(two, "https://exemple.org/")
    assert Corpus(two).base == BASE


def test_two_programs_do_not_write_one_store(two: Path) -> None:
    corpus = Corpus(two)
    with pytest.raises(KgError, match="another program writes"):
        Corpus(two)
    assert corpus.ids()


def test_a_folder_that_is_no_store_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no store"):
        Corpus(tmp_path)
    with pytest.raises(KgError, match="no store"):
        open_newest(tmp_path)


def test_readers_see_whole_states_while_the_store_grows(two: Path) -> None:
    first = open_newest(two)
    before = set(first.store)
    corpus = Corpus(two)
    for number in range(2, 7):
        seen = newest(two)
        corpus.put(reading(number))
        corpus.flush()
        assert newest(two) == seen == number - 1
        corpus.publish()
        assert len(documents(open_newest(two).store)) == number + 1
    assert set(first.store) == before
    assert len(documents(first.store)) == 2
    assert snapshots(two) == {"1", "5", "6"}  # the first is still read
    del first
    corpus.remove("d0003")
    corpus.publish()
    assert snapshots(two) == {"6", "7"}


def documents(store: ox.Store) -> list[str]:
    return list(Register(store, BASE).ids())


def snapshots(folder: Path) -> set[str]:
    return {path.name for path in (folder / "published").iterdir()}


def test_nothing_new_makes_no_new_snapshot(two: Path) -> None:
    Corpus(two).publish()
    assert newest(two) == 1


@pytest.mark.parametrize("change", [{"lang": "en"}, {"model": "fr_core_news_sm"}, {"base": "https://exemple.org/"}])
def test_another_configuration_reads_everything_again(change: dict[str, str]) -> None:
    assert configuration(Options(), None) == configuration(Options(), None)
    assert configuration(Options(), None) != configuration(Options(**change), None)  # type: ignore[arg-type]
    assert configuration(Options(), None) != configuration(Options(), "2020")


def test_an_authority_file_that_changes_is_another_configuration(tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    file.write_text("# one")
    first = configuration(Options(authority=(file,)), None)
    file.write_text("# two")
    assert configuration(Options(authority=(file,)), None) != first


def killed(command: list[str], seconds: float, folder: Path) -> bool:
    """Start a program and kill it so many seconds after the store was opened; False where it was done before."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while not (folder / "behind").exists() and process.poll() is None:
            time.sleep(0.001)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


@pytest.mark.parametrize("version", [0, 1])
def test_a_writer_killed_again_and_again_ends_with_the_same_bytes(tmp_path: Path, version: int) -> None:
    """Version 1 replaces what version 0 wrote."""
    count, calm, shot = 120, tmp_path / "calm", tmp_path / "shot"
    for folder in (calm, shot):
        for earlier in range(version):
            write(folder, count, earlier)
    write(calm, count, version)
    command = [sys.executable, str(WRITER), str(shot), str(count), str(version)]
    kills = [killed(command, 0.01 + 0.023 * attempt, shot) for attempt in range(8)]
    assert any(kills)
    subprocess.run(command, check=True)
    assert bytes_of(shot) == bytes_of(calm)
    assert everything(shot) == everything(calm)


@pytest.mark.model
def test_a_build_killed_at_several_moments_ends_with_the_same_bytes(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(4):
        for name, text in TEXTS.items():
            (tmp_path / "in" / f"{name}-{number}.txt").write_text(f"{text}Fin du texte {number}.\n", encoding="utf-8")
    assert kg("build", "in", "--store", "calm", "-q").returncode == 0
    small = "import kg.corpus.store as s, sys; s.LOADED = 1; sys.argv[0] = 'kg'; from kg.cli import main; main()"
    command = [sys.executable, "-c", small, "build", str(tmp_path / "in"), "--store", str(tmp_path / "shot"), "-q"]
    kills = [killed(command, seconds, tmp_path / "shot") for seconds in (0.0, 0.02, 0.06)]
    assert any(kills)
    assert kg("build", "in", "--store", "shot", "-q").returncode == 0
    assert bytes_of(tmp_path / "shot") == bytes_of(tmp_path / "calm")
    assert everything(tmp_path / "shot") == everything(tmp_path / "calm")


@pytest.mark.model
def test_what_did_not_change_is_skipped_and_what_did_is_replaced(kg: Run, tmp_path: Path) -> None:
    def build(store: str = "s") -> dict[str, int]:
        result = kg("build", "in", "--store", store)
        assert result.returncode == 0, result.stderr
        rows = (line.split() for line in result.stdout.splitlines())
        return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}

    (tmp_path / "in").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text, encoding="utf-8")
    assert build() == {"new": 4}
    before = bytes_of(tmp_path / "s")
    assert build() == {"unchanged": 4}
    assert bytes_of(tmp_path / "s") == before
    (tmp_path / "in" / "un.txt").write_text(TEXTS["un"].replace("Petrov", "Ivanov"), encoding="utf-8")
    assert build() == {"changed": 1, "unchanged": 3}
    assert kg("build", "in", "-o", "out", "-q").returncode == 0
    triples = {f"{each.triple} ." for each in ox.parse(path=tmp_path / "out" / "graph.ttl", format=ox.RdfFormat.TURTLE)}
    assert {f"{quad.triple} ." for quad in everything(tmp_path / "s") if quad.graph_name == ox.DefaultGraph()} == triples
    assert kg("remove", "s", "un", "deux", "trois").returncode == 0
    for name in ("un", "deux", "trois"):
        (tmp_path / "in" / f"{name}.txt").unlink()
    assert build("alone") == {"new": 1}
    assert everything(tmp_path / "s") == everything(tmp_path / "alone")
    assert kg("query", "s", "who-leads-what").stdout == kg("query", "alone", "who-leads-what").stdout != ""
    assert kg("check", "s").returncode == 0
    assert kg("view", "s", "-o", "page.html").returncode == 0


def test_remove_tells_what_is_not_there(kg: Run, two: Path) -> None:
    result = kg("remove", two, "d0000", "absent")
    assert (result.returncode, result.stderr) == (1, f"kg: absent: no such document in {two}\n")
    assert kg("remove", two, "absent").returncode == 2
    assert open_newest(two).number == 2


def test_export_writes_to_standard_output_or_a_file(kg: Run, tmp_path: Path, two: Path) -> None:
    assert kg("export", two).stdout.encode() == bytes_of(two)
    assert kg("export", two, "-f", "ttl", "-o", "e.ttl").returncode == 0
    assert (tmp_path / "e.ttl").read_bytes() == bytes_of(two, "ttl")
    refused = kg("export", two, "-f", "xls", "-o", "e.xls")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert not (tmp_path / "e.xls").exists()
