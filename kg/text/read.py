"""Records → documents. An article that cannot be read is a problem beside the documents, never the end of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.model import Document, Span
from kg.text.decode import decode
from kg.text.header import checked_date, date_in_name, read_header, title_of
from kg.text.records import Kind, Problem, Record, safe
from kg.text.sources import Sources

LONGEST = 1_000_000  # characters; spaCy's own limit (`Language.max_length`)
_WITH_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d\S*")


@dataclass(frozen=True, slots=True)
class Articles:
    """What was read: the documents in the order of their ids, the sources that gave none, and remarks worth a line each."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read(sources: Iterable[str | Path], *, lang: str = "fr", date: str | None = None) -> Articles:
    """Every article in the files, and in the files below the folders, all in memory.

    `lang` is the language they should be in, `date` (ISO 8601) the date of those that have none of
    their own; without it a day in the file's name counts ("2022-09-27_title.txt"). The result does not depend on
    the order of the sources. Raises KgError for a date that is none.
    """
    default_date = checked_date(date) if date else None
    documents, problems, notes = [], [], []
    found = Sources.of(sources)
    for record in found.records():
        try:
            document, note = read_record(record, lang, default_date)
        except KgError as problem:
            problems.append(Problem(record.source, str(problem)))
        else:
            documents.append(document)
            notes += [note] if note else []
    return Articles(tuple(sorted(documents, key=lambda d: d.id)), (*found.problems, *problems), tuple(notes))


def read_record(record: Record | Problem, lang: str, date: str | None) -> tuple[Document, str | None]:
    """The document in a record, and a remark where there is one to make; `date` is for one without its own.

    Raises KgError where the record is a problem, and as `read_text` does.
    """
    if isinstance(record, Problem):
        raise KgError(record.what)
    note = None
    start = 0
    if record.kind is Kind.HTML:
        text, found = _page(record)
    else:
        text, encoding = decode(record.data) if record.kind is Kind.TEXT else (record.data.decode(), "utf_8")
        found, start = read_header(text)
        note = None if encoding == "utf_8" else f"{record.source}: not UTF-8, read as {encoding}"
    return _document(text, start, record.name, found | _checked(dict(record.fields)), record.sha256, lang, date), note


def read_text(text: str, name: str = "text", *, lang: str = "fr", date: str | None = None) -> Document:
    """One document from text already in memory. `name` becomes its id.

    Raises KgError where there is nothing to read, where the text is too long or in another language, and for a date that is none.
    """
    header, start = read_header(text)
    return _document(text, start, safe(name), header, hashlib.sha256(text.encode()).hexdigest(), lang, date)


def _document(text: str, start: int, id_: str, about: Mapping[str, str], sha256: str, lang: str, date: str | None) -> Document:
    """The document whose own text begins at `start`; `about` is what its header or its row say of it."""
    if not any(map(str.isalpha, text[start:])):
        raise KgError("it is empty: there is no text to read")
    if len(text) > LONGEST:
        raise KgError(f"it has {len(text):,} characters, more than {LONGEST:,}: split it")
    end = len(text.rstrip())
    _check_language(text[start:end], about.get("lang"), lang)
    return Document(
        id=id_,
        text=text,
        body=Span(start, end),
        sha256=sha256,
        lang=lang,
        date=about.get("date") or date or date_in_name(id_),
        title=about.get("title") or title_of(text, start),
        source=about.get("source"),
        url=about.get("url"),
        author=about.get("author"),
    )


def _page(record: Record) -> tuple[str, dict[str, str]]:
    from kg.text.html import read_page

    page = read_page(record.data)
    return page.text, page.metadata


def _checked(fields: dict[str, str]) -> dict[str, str]:
    """A row's columns, its date without a time of day. Raises KgError for a date that is none."""
    if "date" in fields:
        fields["date"] = checked_date(_WITH_TIME.sub(r"\1", fields["date"].strip()))
    return fields


def _check_language(body: str, declared: str | None, expected: str) -> None:
    """An article's own word counts for more than the guess."""
    from kg.text.language import other_language

    declared = declared.lower().partition("-")[0] if declared else None
    other = (declared if declared != expected else None) if declared else other_language(body, expected)
    if other:
        hint = "" if declared else f', or start it with "lang: {expected}" if it is not'
        raise KgError(f"it is in another language ({other}, not {expected}): leave it out{hint}")
