"""Files and folders of `.txt` → documents. A file that cannot be read is a problem beside the documents, never the end of them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import KgError
from kg.model import Document, Span
from kg.text.decode import decode
from kg.text.header import checked_date, read_header, title_of

LONGEST = 1_000_000  # characters; spaCy's own limit (`Language.max_length`)


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that gave no document: which, and what is wrong with it and what to do."""

    source: str
    what: str

    def __str__(self) -> str:
        return f"{self.source}: {self.what}"


@dataclass(frozen=True, slots=True)
class Articles:
    """What was read: the documents in the order of their ids, the sources that gave none, and remarks worth a line each."""

    documents: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def read(sources: Iterable[str | Path], *, lang: str = "fr", date: str | None = None) -> Articles:
    """Every article in the files, and in the `.txt` files below the folders.

    `lang` is the language they should be in, `date` (ISO 8601) the date of those whose header has none. The result does not depend on
    the order of the sources. Raises KgError for a date that is none.
    """
    default_date = checked_date(date) if date else None
    documents, problems, notes = [], [], []
    files, missing = _files(sources)
    for file in files:
        try:
            document, encoding = _read_file(file, lang, default_date)
        except KgError as problem:
            problems.append(Problem(str(file), str(problem)))
        else:
            documents.append(document)
            if encoding != "utf_8":
                notes.append(f"{file}: not UTF-8, read as {encoding}")
    return Articles(_apart(documents), tuple(missing + problems), tuple(notes))


def read_text(text: str, name: str = "text", *, lang: str = "fr", date: str | None = None, data: bytes | None = None) -> Document:
    """One document from text already in memory. `name` becomes its id, `data` are the bytes to be hashed where they are not UTF-8.

    Raises KgError where there is nothing to read, where the text is too long or in another language, and for a date that is none.
    """
    header, start = read_header(text)
    if not any(map(str.isalpha, text[start:])):
        raise KgError("it is empty: there is no text to read")
    if len(text) > LONGEST:
        raise KgError(f"it has {len(text):,} characters, more than {LONGEST:,}: split it")
    end = len(text.rstrip())
    _check_language(text[start:end], header.get("lang"), lang)
    return Document(
        id=safe(name),
        text=text,
        body=Span(start, end),
        sha256=hashlib.sha256(text.encode() if data is None else data).hexdigest(),
        lang=lang,
        date=header.get("date") or date,
        title=header.get("title") or title_of(text, start),
        source=header.get("source"),
        url=header.get("url"),
    )


def safe(name: str) -> str:
    """A name made fit for the last step of an IRI: letters of any script, digits and `-._~` stay, anything else becomes `_`."""
    return re.sub(r"[^\w.~-]+", "_", unicodedata.normalize("NFC", name)) or "_"


def _files(sources: Iterable[str | Path]) -> tuple[list[Path], list[Problem]]:
    """The files to read, each once and in a fixed order, and the sources that have none."""
    files: dict[Path, Path] = {}
    problems = []
    for source in map(Path, sources):
        found = list(_below(source))
        files |= {file.resolve(): file for file in found}
        if not found:
            what = "no .txt file in this folder" if source.is_dir() else "no such file or folder: check the path"
            problems.append(Problem(str(source), what))
    return [files[key] for key in sorted(files)], sorted(problems, key=str)


def _below(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from (file for file in source.rglob("*.txt") if file.is_file())
    elif source.exists():
        yield source


def _read_file(file: Path, lang: str, date: str | None) -> tuple[Document, str]:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise KgError(f"it cannot be read: {error.strerror or error}") from error
    text, encoding = decode(data)
    return read_text(text, file.stem, lang=lang, date=date, data=data), encoding


def _check_language(body: str, declared: str | None, expected: str) -> None:
    """A header's own word counts for more than the guess."""
    from kg.text.language import other_language

    other = (declared.lower() if declared.lower() != expected else None) if declared else other_language(body, expected)
    if other:
        hint = "" if declared else f', or start it with "lang: {expected}" if it is not'
        raise KgError(f"it is in another language ({other}, not {expected}): leave it out{hint}")


def _apart(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, ordered by id. Of one name, a piece of their hash tells them apart; the same bytes under one name count once."""
    distinct = {(document.id, document.sha256): document for document in documents}
    names = Counter(name for name, _ in distinct)
    apart = (replace(d, id=f"{d.id}-{d.sha256[:8]}") if names[d.id] > 1 else d for d in distinct.values())
    return tuple(sorted(apart, key=lambda document: document.id))
