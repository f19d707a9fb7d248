"""Files of every format that is read → records, one at a time: a file of a million rows takes no more memory than one of ten."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import KgError
from kg.text.records import Kind, Problem, Record, safe

ENDINGS = (".txt", ".html", ".htm", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
COLUMNS = ("author", "date", "lang", "source", "title", "url")  # besides `id` and `text`
_LONGEST_CELL = 10_000_000  # characters; the csv module's own limit is 131,072
_ROWS = 256  # of a Parquet file at a time


def ending(file: Path) -> str:
    """The ending that says the format: ".jsonl" of "a.JSONL.gz", "" where there is none."""
    return _inner(file).suffix.lower()


def stem(file: Path) -> str:
    """The file's name without the endings of its format: "a" of "a.jsonl.gz"."""
    return _inner(file).stem


def records(file: Path) -> Iterator[Record | Problem]:
    """The articles of a file in their order. What is wrong with a row is a problem in its place, with the file one at the end.

    Any ending that is not a table's or HTML's is plain text.
    """
    try:
        yield from _records(file)
    except KgError as error:
        yield Problem(str(file), str(error))
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Problem(str(file), f"it is damaged ({error}): unpack it, or get it again")
    except UnicodeDecodeError:
        yield Problem(str(file), "it is not UTF-8: save the table as UTF-8")
    except OSError as error:
        yield Problem(str(file), f"it cannot be read: {error.strerror or error}")


def names(file: Path) -> Iterator[str]:
    """The names of a file's articles, without reading more than that takes. Rows that are none are left out."""
    if ending(file) in _TABLES:
        yield from (each.name for each in records(file) if isinstance(each, Record))
    else:
        yield safe(stem(file))


def _inner(file: Path) -> Path:
    return file.with_suffix("") if file.suffix.lower() == ".gz" else file


def _records(file: Path) -> Iterator[Record | Problem]:
    rows = _TABLES.get(ending(file))
    with _opened(file) as stream:
        if rows is None:
            kind = Kind.HTML if ending(file) in {".html", ".htm"} else Kind.TEXT
            yield Record(safe(stem(file)), str(file), kind, stream.read())
        else:
            for number, row in rows(stream):
                yield _record(row, f"{file}:{number}", f"{stem(file)}-{number}")


def _opened(file: Path) -> IO[bytes]:
    """The bytes of a file, unpacked where it is packed."""
    return cast("IO[bytes]", gzip.open(file)) if file.suffix.lower() == ".gz" else file.open("rb")


Rows = Iterator[tuple[int, Mapping[str, Any] | str]]  # the number of a line or row, from 1, and its cells, or what is wrong with it


def _json_lines(stream: IO[bytes]) -> Rows:
    for number, line in enumerate(stream, 1):
        if line.strip():
            try:
                row = json.loads(line.decode("utf-8-sig"))
            except ValueError:
                row = None
            yield number, row if isinstance(row, dict) else "it is no JSON object: write one object a line, UTF-8"


def _csv(stream: IO[bytes]) -> Rows:
    """The delimiter is the one (of comma, semicolon and tab) that gives the first line most columns."""
    csv.field_size_limit(_LONGEST_CELL)
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    first = text.readline()
    delimiter = max(",;\t", key=first.count)
    header = _with_text(name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), []))
    try:
        for number, cells in enumerate(csv.reader(text, delimiter=delimiter), 1):
            if cells:
                yield number, dict(zip(header, cells, strict=False))
    except csv.Error as error:
        raise KgError(f"it is no table ({error}): mend it") from error


def _parquet(stream: IO[bytes]) -> Rows:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise KgError("Parquet files need one more package: pip install 'kgnews[parquet]'") from error
    try:
        table = ParquetFile(stream)
        wanted = [name for name in _with_text(table.schema_arrow.names) if name in {"id", "text", *COLUMNS}]
        rows = (row for batch in table.iter_batches(_ROWS, columns=wanted) for row in batch.to_pylist())
        yield from enumerate(rows, 1)
    except ArrowException as error:
        raise KgError(f"it is no Parquet file ({str(error).splitlines()[0]}): write it again") from error


def _with_text(header: Iterable[str]) -> list[str]:
    columns = list(header)
    if "text" not in columns:
        raise KgError(f"it has no column 'text' (but {', '.join(map(repr, columns)) or 'none'}): name the column of the articles so")
    return columns


_TABLES = {".jsonl": _json_lines, ".ndjson": _json_lines, ".csv": _csv, ".tsv": _csv, ".parquet": _parquet}


def _record(row: Mapping[str, Any] | str, source: str, name: str) -> Record | Problem:
    """A row without an `id` is named after its file and number."""
    if isinstance(row, str):
        return Problem(source, row)
    text = row.get("text")
    if not isinstance(text, str):
        return Problem(source, "it has no 'text': give every article one")
    fields = tuple((column, value) for column in COLUMNS if (value := _cell(row.get(column))))
    name = _cell(row.get("id")) or name
    try:
        data, _ = text.encode(), f"{name}{fields}".encode()
    except UnicodeEncodeError:
        return Problem(source, "it has half characters (lone surrogates): write it again")
    return Record(safe(name), source, Kind.ROW, data, fields)


def _cell(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | date) else ""
