from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from conftest import SEED
from kg.errors import KgError
from kg.text.decode import decode
from kg.text.header import read_header, title_of
from kg.text.read import read, read_text

PROSE = "Le président de la République a reçu hier soir le Premier ministre à l'Élysée. L'été sera « très chaud », a-t-il dit."


def body(text: str) -> str:
    document = read_text(text)
    return document.anchor(document.body)


def test_the_seed_starts_with_its_date_and_goes_on_with_its_text() -> None:
    [document] = read([SEED]).documents
    assert document.date == "2022-09"
    assert document.anchor(document.body).startswith("La Géorgie et le Kazakhstan, deux pays frontaliers")
    assert document.text == SEED.read_bytes().decode()
    assert document.id == "000_9dbf6399c93d94f7"


@pytest.mark.parametrize(
    ("text", "header", "rest"),
    [
        (" date 2022-09 La Géorgie", {"date": "2022-09"}, "La Géorgie"),
        ("date 2022-09-27\r\n\r\nTexte", {"date": "2022-09-27"}, "Texte"),
        ("date: 2022-09-27T10:00:00Z Texte", {"date": "2022-09-27"}, "Texte"),
        ("Title: Un : deux\nDate: 2022\nTexte", {"title": "Un : deux", "date": "2022"}, "Texte"),
        (
            "date 2022 source AFP title Une affaire url https://a.b/c\nTexte",
            {"date": "2022", "source": "AFP", "title": "Une affaire", "url": "https://a.b/c"},
            "Texte",
        ),
        ("lang: fr-FR\nsource: lemonde.fr\n\nTexte", {"lang": "fr", "source": "lemonde.fr"}, "Texte"),
        ('date 2022-09 source "Le Monde" La Géorgie', {"date": "2022-09", "source": "Le Monde"}, "La Géorgie"),
    ],
)
def test_a_header_is_metadata(text: str, header: dict[str, str], rest: str) -> None:
    found, start = read_header(text)
    assert (found, text[start:]) == (header, rest)


@pytest.mark.parametrize(
    "text",
    [
        "Date limite : le 12 mars.",
        "date de naissance inconnue",
        "Source : AFP. Le président est parti.",
        "Lang Lang joue à Paris.",
        "Title fights are rare.",
        "url de la page",
        "Le 2022-09 est une date 2022-09.",
        "dater 2022-09",
        "date 2022-091",
        "Date : hier, il pleuvait à Paris.",
    ],
)
def test_prose_that_starts_like_a_header_stays_text(text: str) -> None:
    assert read_header(text) == ({}, 0)


@pytest.mark.parametrize("date", ["27/09/2022", "2022-13", "2022-02-30", "0000", "hier", "mardi 27 septembre"])
def test_a_header_with_a_date_that_is_none_is_a_problem(date: str) -> None:
    with pytest.raises(KgError, match="is no date: write 2022-09-27"):
        read_header(f"date: {date}\nTexte")


def test_a_key_given_twice_ends_the_header() -> None:
    assert read_header("date 2022 date 2023 Texte")[0] == {"date": "2022"}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Un titre court\n\nLe texte.", "Un titre court"),
        ("Un titre\r\n \r\nLe texte.", "Un titre"),
        ("« Une guerre est en cours »\n\nLe texte.", "« Une guerre est en cours »"),
        ("Une phrase entière.\n\nLe texte.", None),
        ("Une ligne\nqui continue.", None),
        ("mot " * 80 + "\n\nLe texte.", None),
        ("Une seule ligne", None),
    ],
)
def test_a_short_first_line_with_an_empty_one_after_it_is_the_title(text: str, title: str | None) -> None:
    assert title_of(text, 0) == title


def test_the_title_stays_in_the_text() -> None:
    assert body("Un titre\n\nLe texte.\n") == "Un titre\n\nLe texte."


def test_the_date_given_is_for_documents_without_their_own() -> None:
    assert read_text("Le texte.", date="2020").date == "2020"
    assert read_text("date 2022-09 Le texte.", date="2020").date == "2022-09"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "latin-1", "mac_roman", "utf-16"])
def test_encodings_that_french_newsrooms_write_are_read(encoding: str) -> None:
    assert decode(PROSE.encode(encoding))[0] == PROSE


@pytest.mark.parametrize("text", ["Été", "L'été, à Évry : 12 €.", "œuvre"])
def test_windows_1252_is_read_however_short_the_text(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252")


@pytest.mark.parametrize(
    "data", [os.urandom(600), b"%PDF-1.7\n" + os.urandom(600), b"du texte\0 puis un octet nul", b"\x7fELF\x02\x01\x01\0\0"]
)
def test_bytes_that_are_no_text_are_a_problem(data: bytes) -> None:
    with pytest.raises(KgError, match="not text"):
        decode(data)


def test_line_ends_count_as_they_are_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Une phrase.\r\nUne autre phrase.\r\n")
    [document] = read([tmp_path]).documents
    assert document.text == "Une phrase.\r\nUne autre phrase.\r\n"


def test_bad_files_are_told_and_the_good_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "bon.txt").write_text(PROSE)
    (tmp_path / "vide.txt").write_text(" \n")
    (tmp_path / "en-tete.txt").write_text("date 2022-09\n")
    (tmp_path / "binaire.txt").write_bytes(b"\0\1\2" * 100)
    (tmp_path / "anglais.txt").write_text("The president of Georgia said on Monday that he would not travel to Moscow this year.")
    articles = read([tmp_path, tmp_path / "absent.txt"])
    assert [d.id for d in articles.documents] == ["bon"]
    assert {Path(p.source).name: p.what.split(":")[0].split(", it has")[0] for p in articles.problems} == {
        "absent.txt": "no such file or folder",
        "anglais.txt": "it is in another language (en, not fr)",
        "binaire.txt": "it is not text",
        "en-tete.txt": "it is empty",
        "vide.txt": "it is empty",
    }


def test_a_folder_without_articles_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "image.png").write_bytes(b"\x89PNG")
    assert [p.what for p in read([tmp_path]).problems] == [
        "no .txt file in this folder, nor any of .html, .htm, .jsonl, .ndjson, .csv, .tsv, .parquet"
    ]


def test_a_text_too_long_for_the_parser_is_a_problem() -> None:
    with pytest.raises(KgError, match="1,000,001 characters"):
        read_text("a" * 1_000_001)


def test_another_encoding_is_remarked_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PROSE.encode("cp1252"))
    articles = read([tmp_path])
    assert articles.notes == (f"{tmp_path / 'a.txt'}: not UTF-8, read as cp1252",)
    assert not articles.problems


def test_the_header_decides_the_language_against_the_guess() -> None:
    english = "The president of Georgia said on Monday that he would not travel to Moscow this year."
    assert read_text(f"lang: fr\n{english}").text.endswith("year.")
    with pytest.raises(KgError, match=r"another language \(en, not fr\): leave it out$"):
        read_text(f"lang: en\n{PROSE}")


def test_a_name_is_made_safe_for_an_iri() -> None:
    assert read_text(PROSE, "a b/c#d?é'%").id == "a_b_c_d_é_"


def test_files_of_one_name_in_two_folders_are_two_documents_whatever_their_order(tmp_path: Path) -> None:
    for folder in ("a", "b", "c"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text(PROSE if folder != "b" else PROSE + " Fin.")
    forth = read([tmp_path / "a", tmp_path / "b", tmp_path / "c"]).documents
    back = read([tmp_path / "c" / "x.txt", tmp_path / "b", tmp_path / "a", tmp_path]).documents
    assert forth == back
    assert len(forth) == 2  # the one in c is the one in a, byte for byte
    assert all(document.id == f"x-{document.sha256[:8]}" for document in forth)


@given(st.text(max_size=300))
@example("date 2022-09")
@example("\ufeff date: 2022-09\r\rtitle")
def test_any_text_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        document = read_text(text)
    except KgError as error:
        problem = str(error)
    else:
        problem = ""
        assert document.text == text
        assert document.anchor(document.body) == document.anchor(document.body).strip()
        assert any(map(str.isalpha, document.anchor(document.body)))
    assert "\n" not in problem


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except KgError:
        return
    assert "\0" not in text
    assert text.encode(encoding).lstrip(b"\xef\xbb\xbf\xff\xfe")[:1] in data


@given(
    st.sampled_from(["2022", "2022-09", "2022-09-27"]),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1).filter(lambda t: t[0].isalpha()),
)
def test_what_stands_after_a_date_is_the_body(date: str, rest: str) -> None:
    text = f"date {date} Le {rest}"
    header, start = read_header(text)
    assert header == {"date": date}
    assert text[start:] == f"Le {rest}"


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("2022-09-27_mobilisation", "2022-09-27"),
        ("wn_2016_01_24-003", "2016-01-24"),
        ("000_9dbf6399c93d94f7", None),
        ("a-2022-13-45", None),
        ("12016-01-24", None),
    ],
)
def test_a_day_in_the_name_dates_an_article_that_has_no_date(tmp_path: Path, name: str, date: str | None) -> None:
    (tmp_path / f"{name}.txt").write_text("Le ministre a reçu les maires des villes de la région hier soir.", encoding="utf-8")
    [document] = read([tmp_path]).documents
    assert document.date == date


def test_the_header_and_the_option_come_before_the_name(tmp_path: Path) -> None:
    (tmp_path / "2022-09-27.txt").write_text(
        "date 2021-01-02 Le ministre a reçu les maires des villes de la région hier soir.", encoding="utf-8"
    )
    (tmp_path / "2022-09-28.txt").write_text("Le ministre a reçu les maires des villes de la région hier soir.", encoding="utf-8")
    assert [d.date for d in read([tmp_path], date="2020-05").documents] == ["2021-01-02", "2020-05"]
