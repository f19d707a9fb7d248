"""One article as it comes: its bytes and what stands beside them, not decoded yet, cheap to compare and to send to a process."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What the bytes of a record are."""

    TEXT = "text"
    HTML = "html"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Record:
    """An article not yet read.

    `name` becomes its id, `source` says where it came from ("a.txt", "a.jsonl:12"). `data` are the bytes of its file, or its text in UTF-8
    where it is a row of a table; `fields` are the row's other columns that are not empty (`date`, `title`, `url`, `lang`, `source`,
    `author`), sorted.
    """

    name: str
    source: str
    kind: Kind
    data: bytes
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of the data, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def key(self, configuration: str) -> str:
        """The SHA-256 of everything that decides what is read in the record, `configuration` being that of the program."""
        beside = "\x1f".join((configuration, self.kind, self.name, *(f"{name}\x1e{value}" for name, value in self.fields)))
        return hashlib.sha256(beside.encode(errors="surrogatepass") + b"\x1d" + self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Problem:
    """A source that gave no document: which, and what is wrong with it and what to do."""

    source: str
    what: str

    def __str__(self) -> str:
        return f"{self.source}: {self.what}"


def safe(name: str) -> str:
    """A name made fit for the last step of an IRI: letters of any script, digits and `-._~` stay, anything else becomes `_`."""
    return re.sub(r"[^\w.~-]+", "_", unicodedata.normalize("NFC", name)) or "_"
