"""Look-ups in the table: names, adjectives of origin, seats of power, offices, given names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from kg import paths
from kg.authority.cache import database
from kg.authority.choose import choose
from kg.authority.names import fold, is_acronym
from kg.authority.records import Candidate, Demonym, Record
from kg.memory import Answers
from kg.model import EntityType, Name

CACHED = 4096  # answers kept by each kind of look-up
HEADLINE, HEADLINED = 4, 0.4  # a name in capitals, so long, may be a headline's spelling of something so well known
ARTICLES = frozenset({"le", "la", "les", "l"})

_CANDIDATES = "SELECT id, match, score FROM {table} WHERE key = ? ORDER BY score DESC, id LIMIT 12"
_RECORD = "SELECT type, lists, prior, gender, stands_for, scope FROM record WHERE id = ?"
_DEMONYM = "SELECT area, people, label FROM demonym WHERE key = ? ORDER BY rank"
_TENURE = 'SELECT start, "end", holder FROM tenure WHERE office = ? AND of = ? ORDER BY start, holder'


class Authority:
    """The known things, read-only. Open it once; it may be pickled, and each process then opens the file for itself."""

    def __init__(self, path: Path) -> None:
        """The table at `path`, as `kg.authority.sources.database` makes it."""
        self._path = path
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self.candidates: Callable[[str], tuple[Candidate, ...]] = lru_cache(CACHED)(self._candidates)
        self.record: Callable[[str], Record | None] = lru_cache(CACHED)(self._record)
        self._origins = frozenset(key for (key,) in self._db.execute("SELECT key FROM demonym"))
        self.demonyms: Answers[str, tuple[Demonym, ...]] = Answers(self._find_demonyms)
        """What a word of origin may stand for, in any gender and number and either case, the best known first; () for another word."""
        self._metonym: Callable[[str], str | None] = lru_cache(CACHED)(self._find_metonym)
        self._given: Callable[[str], str | None] = lru_cache(CACHED)(self._find_given)

    @classmethod
    def open(cls, extra: Sequence[Path] = (), cache: Path | None = None) -> Authority:
        """The project's authority with the user's own files, later files winning; built on first use and kept in `cache`.

        Raises KgError for a file that is not a good authority file.
        """
        return cls(database((*sorted((paths.ontology() / "authority").glob("*.ttl")), *extra), cache))

    def __reduce__(self) -> tuple[type[Authority], tuple[Path]]:
        return Authority, (self._path,)

    def close(self) -> None:
        """Gives the file back."""
        self._db.close()

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        """What a name may denote, best first: case and accents do not matter, but a name has a capital letter, an acronym is as written.

        The score is the prior of the record times how good the name is for it.
        """
        if not any(c.isupper() for c in name):
            return ()
        if is_acronym(name):
            found = self._look_up("acronym", name.replace(".", ""))
            if found or len(name) < HEADLINE:
                return found
            return tuple(c for c in self._named(name) if c.score >= HEADLINED)
        return self._named(name)

    def _named(self, name: str) -> tuple[Candidate, ...]:
        key = fold(name)
        article, _, rest = key.partition(" ")
        if article not in ARTICLES or not rest:
            return self._look_up("alias", key)
        tail = name[len(article) :].lstrip(" '’")  # "Le Monde" is a newspaper, "Le monde" is not; "La mer Noire" is the sea
        found = self._look_up("alias", key) if tail[:1].isupper() else ()
        return found or (self._look_up("alias", rest) if any(c.isupper() for c in tail) else ())

    def _look_up(self, table: str, key: str) -> tuple[Candidate, ...]:
        rows = self._db.execute(_CANDIDATES.format(table=table), (key,)).fetchall()
        pairs = ((self.record(id_), match, score) for id_, match, score in rows)
        return tuple(Candidate(record, match, score) for record, match, score in pairs if record)

    def _record(self, id_: str) -> Record | None:
        """The record with that id, or None."""
        row = self._db.execute(_RECORD, (id_,)).fetchone()
        if row is None:
            return None
        names, links, codes, within, members, near = json.loads(row[1])
        return Record(
            id=id_,
            type=EntityType(row[0]),
            names=tuple(Name(text, lang) for text, lang in names),
            links=tuple(links),
            codes=tuple((scheme, value) for scheme, value in codes),
            within=tuple(within),
            members=tuple(members),
            near=tuple(near),
            prior=row[2],
            gender=row[3],
            stands_for=row[4],
            scope=row[5],
        )

    def link(self, name: str, type_: EntityType | None, context: frozenset[str] = frozenset()) -> Candidate | None:
        """The one thing a name denotes, given its type and the ids of what else the document mentions; None where that is not clear."""
        return choose(self.candidates(name), type_, context, self.record)

    def demonym(self, word: str, context: frozenset[str] = frozenset()) -> Demonym | None:
        """What an adjective or noun of origin stands for, in any gender and number and either case ("kazakhe", "Sud-Coréens").

        Of several areas ("congolais") the one that the document mentions comes first, else the best known.
        """
        found = self.demonyms[word]
        if not found:  # nearly every word
            return None
        return next((d for d in found if d.area in context), found[0])

    def _find_demonyms(self, word: str) -> tuple[Demonym, ...]:
        key = fold(word)
        if key not in self._origins:
            return ()
        rows = self._db.execute(_DEMONYM, (key,)).fetchall()
        areas = tuple(dict.fromkeys(area for area, _, _ in rows if area))
        return tuple(Demonym(area, people, label, tuple(a for a in areas if a != area)) for area, people, label in rows)

    def metonym(self, name: str) -> str | None:
        """The id of the state or body that a seat stands for ("Kremlin", "Moscou"), or None."""
        return self._metonym(fold(name))

    def _find_metonym(self, key: str) -> str | None:
        row = self._db.execute("SELECT id FROM metonym WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def holder(self, office: str, of: str, date: str | None) -> Record | None:
        """Who held an office ("headOfState") of a country or organisation on a date (ISO 8601 at any precision).

        None without a date, outside the dates known, and where the date is too coarse to tell two holders apart.
        """
        if not date:
            return None
        rows = self._db.execute(_TENURE, (office, of)).fetchall()
        holders = {holder for start, end, holder in rows if _not_before(date, start) and _not_before(end, date)}
        return self.record(holders.pop()) if len(holders) == 1 else None

    def gender(self, name: str) -> str | None:
        """ "m" or "f" for a person's given name or full name ("Marie", "Jean-Pierre Martin"); None where it does not tell."""
        first = name.split()[0] if name.split() else ""
        for key in (fold(first), fold(first).partition(" ")[0]):
            gender = self._given(key)
            if gender is not None:
                return gender or None
        return None

    def is_given_name(self, word: str) -> bool:
        """True for a word known as a given name, of either gender."""
        return self._given(fold(word)) is not None

    def _find_given(self, key: str) -> str | None:
        """The gender of a given name, "" where it is either's; None for another word."""
        row = self._db.execute("SELECT gender FROM given WHERE key = ?", (key,)).fetchone()
        return (row[0] or "") if row else None


def _not_before(later: str, earlier: str) -> bool:
    """True unless `later` is certainly before `earlier`: dates are compared at the coarser precision of the two."""
    precision = min(len(later), len(earlier))
    return later[:precision] >= earlier[:precision]
