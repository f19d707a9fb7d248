from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.output import prepare, write_whole


def test_files_are_utf_8_with_the_line_ends_given(tmp_path: Path) -> None:
    write_whole({tmp_path / "a": "é\r\nb\n"})
    assert (tmp_path / "a").read_bytes() == "é\r\nb\n".encode()
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    with pytest.raises(KgError, match="b: cannot write there"):
        write_whole({tmp_path / "a": "new", tmp_path / "b": "new"})
    assert (tmp_path / "a").read_text() == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["a", "b"]


def test_a_file_in_a_missing_folder_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot write there"):
        write_whole({tmp_path / "absent" / "a": "new"})


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    prepare(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_folder_that_is_a_file_cannot_be_written_into(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(KgError, match="a: cannot write there"):
        prepare(tmp_path / "a")
