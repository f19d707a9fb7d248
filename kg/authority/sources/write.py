"""Entries → the SQLite file that look-ups read."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.authority.sources.entries import FOREIGN, Alias, Entry
from kg.authority.sources.skos import SURNAME, Knowledge
from kg.model import EntityType

SCHEMA = """
CREATE TABLE record (
  id TEXT PRIMARY KEY, type TEXT, lists TEXT, prior REAL, gender TEXT, stands_for TEXT, scope TEXT
) WITHOUT ROWID;
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
    """The database at `path`, an empty file. Equal input gives equal content."""
    connection = sqlite3.connect(path)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + SCHEMA)
        for table, rows in _tables(entries, knowledge, given):
            for row in rows:
                connection.execute(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608  names of ours
        connection.commit()
    finally:
        connection.close()


def _tables(entries: list[Entry], knowledge: Knowledge, given: dict[str, str]) -> Iterator[tuple[str, Iterable[tuple[object, ...]]]]:
    yield "record", map(_record, entries)
    yield "alias", _best(_aliases(entries, exact=False))
    yield "acronym", _best(_aliases(entries, exact=True))
    yield "demonym", _demonyms(entries, knowledge)
    yield "metonym", _metonyms(entries)
    yield "tenure", ((t.office, t.of, t.start, t.end, t.holder) for t in knowledge.tenures)
    yield "given", sorted(given.items())


def _record(e: Entry) -> tuple[object, ...]:
    names = [(a.text, a.lang) for a in e.aliases if a.shown and (a.text, a.lang) != (e.label, "fr")]
    codes = sorted((k, v) for k, v in e.codes.items() if k not in _INTERNAL and v)
    lists = json.dumps(([(e.label, "fr"), *names], e.links, codes, e.within, e.members, e.near), ensure_ascii=False)
    return (e.id, e.type.value, lists, round(e.prior, 4), e.gender, e.stands_for, e.scope)


def _aliases(entries: Iterable[Entry], *, exact: bool) -> Iterator[tuple[str, str, str, float]]:
    for entry in entries:
        for alias in entry.aliases:
            if alias.exact == exact and len(alias.key) > 1:
                yield alias.key, entry.id, _match(entry, alias), round(entry.prior * alias.quality, 4)


def _match(entry: Entry, alias: Alias) -> str:
    if alias.exact:
        return "acronym"
    return "surname" if entry.type is EntityType.PERSON and alias.quality == SURNAME else "name"


def _best(rows: Iterable[tuple[str, str, str, float]]) -> Iterator[tuple[str, str, str, float]]:
    """Of the rows with the same key and id only the one with the best score comes first, which is the one that stays."""
    return iter(sorted(rows, key=lambda row: (row[0], row[1], -row[3])))


def _demonyms(entries: list[Entry], knowledge: Knowledge) -> Iterator[tuple[str, str, str, str, int]]:
    by_id = {e.id: e for e in entries}
    order = sorted(knowledge.demonyms, key=lambda people: (*_fame(by_id, knowledge.demonyms[people]), people))
    for rank, people in enumerate(order):
        entry = by_id[people]
        for key in sorted({a.key for a in entry.aliases if a.lang == "fr"}):
            for position, area in enumerate(knowledge.demonyms[people]):
                yield key, area if area in by_id else "", people, entry.label, rank * 10 + position


def _fame(by_id: dict[str, Entry], areas: list[str]) -> tuple[float, int]:
    known = [by_id[area] for area in areas if area in by_id]
    return -max((e.prior for e in known), default=0.0), -max((e.population for e in known), default=0)


def _metonyms(entries: list[Entry]) -> Iterator[tuple[str, str]]:
    """The names by which a seat of power stands for what it houses: those of which it is the best known bearer."""
    best: dict[str, tuple[float, Entry]] = {}
    for entry in entries:
        for alias in entry.aliases:
            score = entry.prior * alias.quality
            if not alias.exact and score > best.get(alias.key, (0.0, entry))[0]:
                best[alias.key] = score, entry
    yield from sorted(
        (key, entry.stands_for) for key, (score, entry) in best.items() if entry.stands_for and score >= entry.prior * FOREIGN
    )
