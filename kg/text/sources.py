"""What a user names → the files to read, and their records as a stream, each under a name of its own."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.text.formats import ENDINGS, ending, names, records
from kg.text.records import Problem, Record

STDIN = "-"
NOTHING = f"no .txt file in this folder, nor any of {', '.join(ENDINGS[1:])}"


@dataclass(frozen=True, slots=True)
class Sources:
    """The files, each once and in a fixed order, and the sources that have none.

    `total` counts the records; `shared` are the names that several records have, and how many different articles that are.
    """

    files: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()
    total: int = 0
    shared: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: Iterable[str | Path]) -> Sources:
        """The files, and those of a known ending below the folders; "-" stands for a list of paths on standard input, one a line.

        Tables are read through once for the names in them: memory holds the paths and the names, never the articles.
        """
        files, problems = _files(_listed(sources))
        counts = Counter(name for file in files for name in names(file))
        return cls(tuple(files), tuple(problems), counts.total(), _different(files, {name for name, count in counts.items() if count > 1}))

    def records(self) -> Iterator[Record | Problem]:
        """The articles in the order of the files.

        Of one name, a piece of their hash tells them apart; the same bytes under one name come once.
        """
        seen = set()
        for each in (each for file in self.files for each in records(file)):
            if isinstance(each, Problem) or each.name not in self.shared:
                yield each
            elif (apart := f"{each.name}-{each.sha256[:8]}") not in seen:
                seen.add(apart)
                yield replace(each, name=apart) if self.shared[each.name] > 1 else each


def _different(files: Iterable[Path], repeated: set[str]) -> dict[str, int]:
    hashes: dict[str, set[str]] = {name: set() for name in repeated}
    for each in (each for file in files for each in records(file) if repeated):
        if isinstance(each, Record) and each.name in repeated:
            hashes[each.name].add(each.sha256)
    return {name: len(found) for name, found in hashes.items()}


def _listed(sources: Iterable[str | Path]) -> Iterator[Path]:
    for source in sources:
        if str(source) == STDIN:
            yield from (Path(line.rstrip("\r\n")) for line in sys.stdin if line.strip())
        else:
            yield Path(source)


def _files(sources: Iterable[Path]) -> tuple[list[Path], list[Problem]]:
    files: dict[Path, Path] = {}
    problems = []
    for source in sources:
        found = list(_below(source))
        files |= {file.resolve(): file for file in found}
        if not found:
            problems.append(Problem(str(source), NOTHING if source.is_dir() else "no such file or folder: check the path"))
    return [files[key] for key in sorted(files)], sorted(problems, key=str)


def _below(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield from (file for file in source.rglob("*") if ending(file) in ENDINGS and file.is_file() and not _is_result(file))
    elif source.exists():
        yield source


def _is_result(file: Path) -> bool:
    """The page of an earlier run is no article."""
    return file.name == "graph.html" and file.with_suffix(".ttl").exists()
