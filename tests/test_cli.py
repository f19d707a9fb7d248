from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import SEED, Run
from kg.cli.build import write_graph
from kg.rdf.terms import BASE

PROSE = "Ivan Petrov, le président de la Géorgie, est arrivé mardi à Paris, où il a rencontré la ministre française de la Défense.\n"
GRAPH = '<https://w3id.org/kgnews/id/x> a <https://schema.org/Person> ; <http://www.w3.org/2000/01/rdf-schema#label> "X"@fr .\n'


def one_line(result: subprocess.CompletedProcess[str], *words: str) -> bool:
    """True where nothing was printed but one line on standard error that holds the words, and the exit code is 2."""
    assert result.returncode == 2, result
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    return all(word in result.stderr for word in ("kg: ", *words))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    file = tmp_path / "graph.ttl"
    file.write_text(GRAPH)
    return file


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("vide.txt", b"", ("it is empty",)),
        ("blanc.txt", b" \n\n", ("it is empty",)),
        ("image.txt", b"\x89PNG\0\0\0" + bytes(range(256)), ("not text", "plain text file")),
        ("english.txt", b"The president said on Monday that he would not travel to Moscow this year.", ("another language (en, not fr)",)),
        ("date.txt", "date: 12/03/2020\nLe président est arrivé à Paris.".encode(), ("12/03/2020", "2022-09-27")),
    ],
)
def test_a_bad_file_is_one_line_and_exit_2(kg: Run, tmp_path: Path, name: str, content: bytes, words: tuple[str, ...]) -> None:
    (tmp_path / name).write_bytes(content)
    assert one_line(kg("build", name, "-o", "out"), name, *words)
    assert not (tmp_path / "out").exists()


def test_a_missing_file_is_one_line_and_exit_2(kg: Run) -> None:
    assert one_line(kg("build", "absent.txt"), "absent.txt", "no such file")


def test_a_folder_without_articles_is_one_line_and_exit_2(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert one_line(kg("build", "leer"), "leer", "no .txt file")


def test_an_output_that_cannot_be_written_is_one_line_and_exit_2(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "out").write_text("a file, where a folder should be")
    assert one_line(kg("build", "a.txt", "-o", "out"), "out", "cannot write", "-o")


@pytest.mark.parametrize("date", ["hier", "2022-13", "27/09/2022"])
def test_a_date_that_is_none_is_one_line_and_exit_2(kg: Run, date: str) -> None:
    assert one_line(kg("build", SEED, "--date", date), date, "2022-09-27")


@pytest.mark.parametrize("base", ["exemple", "https://exemple.org", "https://exemple.org/a b/"])
def test_a_base_that_is_none_is_one_line_and_exit_2(kg: Run, base: str) -> None:
    assert one_line(kg("build", SEED, "--base", base), base, "absolute IRI")


def test_a_missing_authority_file_is_one_line_and_exit_2(kg: Run) -> None:
    assert one_line(kg("build", SEED, "--authority", "absent.ttl"), "absent.ttl", "authority")


def test_an_unknown_option_is_exit_2(kg: Run) -> None:
    assert kg("build", SEED, "--nonsense").returncode == 2


@pytest.mark.model
def test_an_unknown_model_is_one_line_and_exit_2(kg: Run) -> None:
    assert one_line(kg("build", SEED, "--model", "fr_core_news_none"), "fr_core_news_none", "pip install")


@pytest.mark.model
def test_a_model_of_another_language_is_one_line_and_exit_2(kg: Run) -> None:
    assert one_line(kg("explain", "Bonjour.", "--lang", "xx"), "xx")


@pytest.mark.parametrize("command", ["query", "view", "check"])
def test_a_missing_graph_is_one_line_and_exit_2(kg: Run, command: str) -> None:
    arguments = ["SELECT * {}"] if command == "query" else []
    assert one_line(kg(command, "absent.ttl", *arguments), "absent.ttl")


@pytest.mark.parametrize("command", ["query", "view", "check"])
def test_a_graph_that_is_no_turtle_is_one_line_and_exit_2(kg: Run, tmp_path: Path, command: str) -> None:
    (tmp_path / "bad.ttl").write_text("<a> <b> .\n")
    arguments = ["SELECT * {}"] if command == "query" else []
    assert one_line(kg(command, "bad.ttl", *arguments), "bad.ttl", "1")


@pytest.mark.parametrize("query", ["SELECT ?x WHERE { ?x }", "no-such-question", "absent.rq"])
def test_a_query_that_is_none_is_one_line_and_exit_2(kg: Run, graph: Path, query: str) -> None:
    assert one_line(kg("query", graph, query), query.split()[0] if " " not in query else "SPARQL")


def test_a_page_is_written_where_asked(kg: Run, graph: Path, tmp_path: Path) -> None:
    assert kg("view", graph, "-o", "page.html").returncode == 0
    assert (tmp_path / "page.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("name", "start"),
    [("g.svg", b"<svg"), ("g.png", b"\x89PNG"), ("g.graphml", b"<?xml"), ("g.gexf", b"<gexf"), ("g.dot", b"digraph")],
)
def test_a_graph_is_drawn_as_the_ending_says(kg: Run, graph: Path, tmp_path: Path, name: str, start: bytes) -> None:
    assert kg("view", graph, "-o", name).returncode == 0
    assert (tmp_path / name).read_bytes().lstrip().startswith(start)


def test_an_ending_that_nothing_is_drawn_into_is_one_line_and_exit_2(kg: Run, graph: Path) -> None:
    assert one_line(kg("view", graph, "-o", "graph.docx"), "graph.docx", ".html", ".svg")


def test_a_page_that_cannot_be_written_is_one_line_and_exit_2(kg: Run, graph: Path) -> None:
    assert one_line(kg("view", graph, "-o", "absent/page.html"), "absent", "cannot write")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--version",),
        ("--help",),
        ("build", "--help"),
        ("query", "{graph}", "SELECT * { ?s ?p ?o }"),
        ("query", "{graph}"),
        ("check", "{graph}"),
        ("view", "{graph}"),
    ],
)
def test_commands_without_a_model_do_not_load_spacy(graph: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    given = [argument.replace("{graph}", str(graph)) for argument in arguments]
    code = f"""
import sys
from kg.cli import main
sys.argv = ["kg", *{given!r}]
try:
    main()
finally:
    assert not {{"spacy", "thinc", "py3langid"}} & sys.modules.keys(), "spaCy was loaded"
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert "spaCy was loaded" not in result.stderr
    assert result.returncode in {0, 1}, result.stderr


@pytest.mark.model
def test_the_good_documents_are_in_the_graph_and_the_bad_ones_are_told(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bon.txt").write_text(PROSE)
    (tmp_path / "in" / "vide.txt").write_text("")
    result = kg("build", "in", "absent.txt", "-o", "out")
    assert result.returncode == 1
    assert [line.split(":")[1].strip() for line in result.stderr.splitlines()[-2:]] == ["absent.txt", str(Path("in") / "vide.txt")]
    assert "Ivan Petrov" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["graph.html", "graph.ttl"]


@pytest.mark.model
@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_latin_1_and_a_byte_order_mark_are_read(kg: Run, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.encode(encoding))
    result = kg("build", "a.txt", "-o", "out")
    assert result.returncode == 0, result.stderr
    assert "président de la Géorgie, est arrivé" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
    assert ("read as cp1252" in result.stderr) == (encoding == "cp1252")


@pytest.mark.model
def test_quiet_prints_nothing(kg: Run, tmp_path: Path) -> None:
    result = kg("build", SEED, "-o", "out", "--quiet")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    assert (tmp_path / "out" / "graph.ttl").exists()


@pytest.mark.model
def test_what_was_there_stays_where_the_build_fails(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "graph.ttl").write_text(GRAPH)
    (tmp_path / "out" / "graph.html").mkdir()
    assert one_line(kg("build", SEED, "-o", "out"), "graph.html", "cannot write")
    assert (tmp_path / "out" / "graph.ttl").read_text() == GRAPH
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.model
def test_explain_shows_what_each_stage_found_and_the_rule(kg: Run) -> None:
    result = kg("explain", PROSE.strip(), "--date", "2022-09-28", COLUMNS="200")
    assert result.returncode == 0, result.stderr
    assert all(section in result.stdout for section in ("Words", "Mentions", "Times", "Quantities: none", "Claims", "Relations", "Events"))
    relation = next(line for line in result.stdout.splitlines() if "headOfState" in line)
    assert all(word in relation for word in ("Ivan Petrov", "Géorgie", "asserted", "noun.de.headOfState"))
    assert "2022-09-27" in result.stdout


def test_explain_of_nothing_is_one_line_and_exit_2(kg: Run) -> None:
    assert one_line(kg("explain", " "), "empty")


def test_a_graph_too_large_for_a_page_is_still_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.page.MOST_BYTES", 1)
    (tmp_path / "graph.html").write_text("the page of another graph")
    problems = write_graph(['<https://w3id.org/kgnews/id/x> <https://schema.org/name> "X" .'], BASE, tmp_path)
    assert len(problems) == 1
    assert "graph.html: not written: the page would be" in problems[0]
    assert [file.name for file in tmp_path.iterdir()] == ["graph.ttl"]


def test_what_follows_is_a_file_of_its_own_only_where_it_is_asked_for(tmp_path: Path) -> None:
    borders = "<https://w3id.org/kgnews/id/a> <https://w3id.org/kgnews/ontology#borders> <https://w3id.org/kgnews/id/b> ."
    assert write_graph([borders], BASE, tmp_path, infer=True) == []
    assert ":b kg:borders :a ." in (tmp_path / "inferred.ttl").read_text(encoding="utf-8")
    assert ":b kg:borders" not in (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    write_graph([borders], BASE, tmp_path)
    assert not (tmp_path / "inferred.ttl").exists()
