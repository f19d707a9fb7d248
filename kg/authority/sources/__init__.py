"""Packages and authority files → one SQLite file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.authority.sources.assemble import assemble
from kg.authority.sources.given import given_names
from kg.authority.sources.skos import read
from kg.authority.sources.write import write


def build(target: Path, files: Sequence[Path]) -> None:
    """The table of the packages and these authority files, later ones winning, written to `target`, an empty file.

    Raises KgError for a bad authority file.
    """
    knowledge = read(files)
    given = given_names(knowledge.genders)
    write(target, assemble(knowledge, given.keys()), knowledge, given)
