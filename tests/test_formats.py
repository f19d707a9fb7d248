from __future__ import annotations

import csv
import gzip
import io
import json
import tracemalloc
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conftest import Run
from kg.errors import KgError
from kg.text.formats import records
from kg.text.html import read_page
from kg.text.read import read
from kg.text.records import Problem, Record
from kg.text.sources import Sources

PROSE = "La Hongrie et la Slovaquie ont signé lundi un accord à Vienne, a annoncé la présidence autrichienne."
MORE = "Le texte prévoit la réouverture de trois postes de douane, fermés depuis l'hiver dernier, et un calendrier de travaux."
PAGE = f"""<!DOCTYPE html><html lang="fr"><head><title>Un accord à Vienne | Le Quotidien</title>
<meta property="og:site_name" content="Le Quotidien"><meta property="article:published_time" content="2021-03-04T10:00:00+01:00">
<meta name="author" content="Jeanne Dupont"><link rel="canonical" href="https://exemple.org/accord"></head>
<body><nav><a href="/">Accueil</a> <a href="/sport">Sport</a></nav><article><h1>Un accord à Vienne</h1>
<p>{PROSE}</p><p>{MORE}</p></article><footer>Mentions légales</footer></body></html>"""
ROWS = [
    {"id": "a1", "text": PROSE, "date": "2021-03-04", "title": "Un accord", "url": "https://exemple.org/a1", "lang": "fr"},
    {"id": "a2", "text": MORE, "date": "2021-03-05", "title": "", "url": "", "lang": ""},
]


def json_lines(rows: list[dict[str, str]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def comma_separated(rows: list[dict[str, str]], delimiter: str = ",") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def parquet(rows: list[dict[str, str]]) -> bytes:
    pyarrow, tables = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    buffer = io.BytesIO()
    typed = [row | {"date": date.fromisoformat(row["date"])} for row in rows]
    tables.write_table(pyarrow.Table.from_pylist(typed), buffer)
    return buffer.getvalue()


TABLES: dict[str, Callable[[list[dict[str, str]]], bytes]] = {
    "t.jsonl": json_lines,
    "t.csv": comma_separated,
    "t.tsv": lambda rows: comma_separated(rows, "\t"),
    "semicolons.csv": lambda rows: comma_separated(rows, ";"),
    "t.parquet": parquet,
    "t.jsonl.gz": lambda rows: gzip.compress(json_lines(rows)),
    "t.csv.gz": lambda rows: gzip.compress(comma_separated(rows)),
}


def problems(file: Path) -> list[str]:
    return [str(each) for each in records(file) if isinstance(each, Problem)]


@pytest.mark.parametrize("name", TABLES)
def test_the_rows_of_a_table_are_documents_with_their_columns(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(TABLES[name](ROWS))
    articles = read([tmp_path])
    assert not articles.problems
    first, second = articles.documents
    assert (first.id, first.text, first.date, first.title, first.url) == ("a1", PROSE, "2021-03-04", "Un accord", "https://exemple.org/a1")
    assert (second.id, second.text, second.date, second.title, second.url) == ("a2", MORE, "2021-03-05", None, None)


def test_a_row_without_an_id_is_named_after_its_place(tmp_path: Path) -> None:
    (tmp_path / "an.jsonl").write_bytes(json_lines([{"text": PROSE}, {"text": MORE}]))
    assert [document.id for document in read([tmp_path]).documents] == ["an-1", "an-2"]


def test_a_column_counts_for_more_than_the_header_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines([{"id": "x", "text": f"date: 2019\n{PROSE}", "date": "2021-03-04T08:30:00Z"}]))
    [document] = read([tmp_path]).documents
    assert document.date == "2021-03-04"
    assert document.anchor(document.body) == PROSE


def test_bad_rows_are_told_with_their_lines_and_the_others_are_read(tmp_path: Path) -> None:
    good, english = json_lines(ROWS[:1]), json_lines([{"id": "e", "text": PROSE, "lang": "en"}])
    bad_date = json_lines([{"id": "d", "text": PROSE, "date": "hier"}])
    (tmp_path / "a.jsonl").write_bytes(good + b"{not json\n[1]\n\n" + b'{"id": "y"}\n' + english + bad_date + b'{"text": "\\ud800 x"}\n')
    articles = read([tmp_path])
    assert [document.id for document in articles.documents] == ["a1"]
    told = [(each.source.rpartition(":")[2], each.what.split(":")[0]) for each in articles.problems]
    assert told == [
        ("2", "it is no JSON object"),
        ("3", "it is no JSON object"),
        ("5", "it has no 'text'"),
        ("6", "it is in another language (en, not fr)"),
        ("7", "hier is no date"),
        ("8", "it has half characters (lone surrogates)"),
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"id;corps\n1;Texte\n", "no column 'text'"),
        ("a.csv", "id,text\n1,Été\n".encode("cp1252"), "not UTF-8"),
        ("a.parquet", b"PAR1 and no more", "no Parquet file"),
        ("a.txt.gz", b"no gzip", "damaged"),
        ("a.jsonl.gz", gzip.compress(json_lines(ROWS * 100))[:200], "damaged"),
    ],
)
def test_a_damaged_file_is_one_problem(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    told = problems(tmp_path / name)
    assert len(told) == 1
    assert words in told[0]
    assert "\n" not in told[0]


def test_what_came_before_the_damage_is_read(tmp_path: Path) -> None:
    whole = gzip.compress(json_lines([row | {"id": f"{row['id']}-{n}"} for n in range(3000) for row in ROWS]))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) * 9 // 10])
    found = list(records(tmp_path / "a.jsonl.gz"))
    assert isinstance(found[0], Record)
    assert isinstance(found[-1], Problem)
    assert len(found) > 1000


@pytest.mark.parametrize("name", ["a.html", "a.htm", "a.html.gz"])
def test_a_page_is_its_article_with_what_it_says_of_itself(tmp_path: Path, name: str) -> None:
    data = PAGE.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    [document] = read([tmp_path]).documents
    assert PROSE in document.text
    assert MORE in document.text
    assert not {"Accueil", "Mentions"} & set(document.text.split())
    assert (document.id, document.date, document.title) == ("a", "2021-03-04", "Un accord à Vienne")
    assert (document.author, document.url, document.source) == ("Jeanne Dupont", "https://exemple.org/accord", "Le Quotidien")


def test_a_page_without_a_date_of_its_own_gets_none_from_the_calendar(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(PAGE.replace("2021-03-04T10:00:00+01:00", ""), encoding="utf-8")
    [document] = read([tmp_path]).documents
    assert document.date is None


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"<html><body><nav></nav></body></html>"])
def test_a_page_without_an_article_is_a_problem(data: bytes) -> None:
    with pytest.raises(KgError, match="no article"):
        read_page(data)


def test_a_packed_text_has_the_name_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.b.txt.gz").write_bytes(gzip.compress(PROSE.encode()))
    [document] = read([tmp_path]).documents
    assert (document.id, document.text) == ("a.b", PROSE)


def test_paths_are_read_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "b.jsonl").write_bytes(json_lines(ROWS))
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{tmp_path / 'a.txt'}\n\n{tmp_path / 'b.jsonl'}\n{tmp_path / 'c.txt'}\n"))
    articles = read(["-"])
    assert [document.id for document in articles.documents] == ["a", "a1", "a2"]
    assert [Path(problem.source).name for problem in articles.problems] == ["c.txt"]


def test_the_page_of_an_earlier_run_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "graph.html").write_text(PAGE, encoding="utf-8")
    assert len(read([tmp_path]).documents) == 1
    (tmp_path / "graph.ttl").touch()
    assert not read([tmp_path]).documents


def test_rows_of_one_id_are_told_apart_and_the_same_row_comes_once(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines([ROWS[0], ROWS[0] | {"text": MORE}, ROWS[0], ROWS[1], ROWS[1]]))
    found = [each for each in Sources.of([tmp_path]).records() if isinstance(each, Record)]
    assert sorted(each.name for each in found) == sorted([f"a1-{found[0].sha256[:8]}", f"a1-{found[1].sha256[:8]}", "a2"])


def test_memory_does_not_grow_with_the_number_of_rows(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        file = tmp_path / "many.jsonl.gz"
        with gzip.open(file, "wb", compresslevel=1) as stream:
            for number in range(rows):
                stream.write(json_lines([{"id": "same", "text": f"{number} {PROSE * 30}"}]))
        tracemalloc.start()
        try:
            assert sum(1 for _ in records(file)) == rows
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    assert peak(5000) < 1.2 * peak(500)


def test_the_key_of_a_record_changes_with_everything_that_is_read() -> None:
    def key(configuration: str = "c", **changes: object) -> str:
        values = {"name": "a", "source": "a.jsonl:1", "kind": "row", "data": b"x", "fields": (("date", "2020"),)} | changes
        return Record(**values).key(configuration)  # type: ignore[arg-type]

    assert key() == key(source="elsewhere.jsonl:7")
    different = {key(), key("d"), key(name="b"), key(data=b"y"), key(fields=()), key(fields=(("title", "2020"),)), key(kind="text")}
    assert len(different) == 7


@pytest.mark.model
def test_a_table_on_the_command_line(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(json_lines(ROWS))
    assert kg("build", "a.jsonl", "-o", "out").returncode == 0
    assert "doc/a1" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")
