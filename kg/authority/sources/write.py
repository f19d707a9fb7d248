"""Entries → the SQLite file that look-ups read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.authority.names import fold
from kg.authority.sources.entries import ALIAS, Alias, Entry
from kg.authority.sources.skos import SURNAME, Knowledge
from kg.model import EntityType

SCHEMA = """
CREATE TABLE record (id TEXT PRIMARY KEY, type TEXT, names TEXT, links TEXT, codes TEXT, within TEXT, members TEXT, near TEXT, prior REAL, gender TEXT)
  WITHOUT ROWID;
CREATE TABLE alias (key TEXT, id TEXT, match TEXT, score REAL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE acronym (key TEXT, id TEXT, match TEXT, score REAL, PRIMARY KEY (key, id)) WITHOUT ROWID;
CREATE TABLE demonym (key TEXT, area TEXT, people TEXT, label TEXT, rank INTEGER, PRIMARY KEY (key, area, people)) WITHOUT ROWID;
CREATE TABLE metonym (key TEXT PRIMARY KEY, id TEXT) WITHOUT ROWID;
CREATE TABLE tenure (office TEXT, of TEXT, start TEXT, "end" TEXT, holder TEXT);
CREATE INDEX tenures ON tenure (office, of);
CREATE TABLE given (key TEXT PRIMARY KEY, gender TEXT) WITHOUT ROWID;
"""
_INTERNAL = ("admin1", "ftm")


def write(path: Path, entries: list[Entry], knowledge: Knowledge, given: dict[str, str]) -> None:
    """The database at `path`, which must not exist. Rows are in the order of their keys, so equal input gives equal content."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        connection.executemany(f"INSERT INTO record VALUES ({', '.join('?' * 10)})", map(_record, entries))
        for table, exact in (("alias", False), ("acronym", True)):
            rows = sorted(_best(_aliases(entries, knowledge, exact)).items())
            connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", [(*key, *value) for key, value in rows])
        connection.executemany("INSERT OR IGNORE INTO demonym VALUES (?, ?, ?, ?, ?)", _demonyms(entries, knowledge))
        connection.executemany("INSERT OR IGNORE INTO metonym VALUES (?, ?)", _metonyms(entries))
        connection.executemany(
            "INSERT INTO tenure VALUES (?, ?, ?, ?, ?)", ((t.office, t.of, t.start, t.end, t.holder) for t in knowledge.tenures)
        )
        connection.executemany("INSERT INTO given VALUES (?, ?)", sorted(given.items()))
        connection.commit()
    finally:
        connection.close()


def _record(e: Entry) -> tuple[object, ...]:
    names = [(a.text, a.lang) for a in e.aliases if a.shown and a.text != e.label] if e.aliases else []
    codes = sorted((k, v) for k, v in e.codes.items() if k not in _INTERNAL and v)
    lists = (json.dumps(value, ensure_ascii=False) for value in ([(e.label, "fr"), *names], e.links, codes, e.within, e.members, e.near))
    return (e.id, e.type.value, *lists, round(e.prior, 4), e.gender)


def _aliases(entries: Iterable[Entry], knowledge: Knowledge, exact: bool) -> Iterator[tuple[tuple[str, str], tuple[str, float]]]:
    for entry in entries:
        reviewed = entry.id in knowledge.entries
        for alias in entry.aliases:
            key = alias.text.replace(".", "") if exact else fold(alias.text)
            if alias.exact == exact and len(key) > 1 and (reviewed or key not in knowledge.never):
                yield (key, entry.id), (_match(entry, alias), round(entry.prior * alias.quality, 4))


def _match(entry: Entry, alias: Alias) -> str:
    if alias.exact:
        return "acronym"
    return "surname" if entry.type is EntityType.PERSON and alias.quality == SURNAME else "name"


def _best(rows: Iterable[tuple[tuple[str, str], tuple[str, float]]]) -> dict[tuple[str, str], tuple[str, float]]:
    best: dict[tuple[str, str], tuple[str, float]] = {}
    for key, value in rows:
        if key not in best or value[1] > best[key][1]:
            best[key] = value
    return best


def _demonyms(entries: list[Entry], knowledge: Knowledge) -> Iterator[tuple[str, str, str, str, int]]:
    by_id = {e.id: e for e in entries}
    order = sorted(knowledge.demonyms, key=lambda p: (-max((by_id[a].prior if a in by_id else 0.0) for a in knowledge.demonyms[p]), p))
    for rank, people in enumerate(order):
        entry = by_id[people]
        for key in sorted({fold(a.text) for a in entry.aliases if a.lang == "fr" and a.quality >= ALIAS}):
            for position, area in enumerate(knowledge.demonyms[people]):
                yield key, area if area in by_id else "", people, entry.label, rank * 10 + position


def _metonyms(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """The names by which a seat of power stands for it; the better known seat is inserted first."""
    seats = sorted((e for e in entries if e.stands_for), key=lambda e: (-e.prior, e.id))
    for entry in seats:
        for alias in entry.aliases:
            if not alias.exact and alias.quality >= 0.8:
                yield fold(alias.text), entry.stands_for
