"""What the project says of itself is true."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def plain(name: str) -> str:
    """A package's name without its versions and extras, as PyPI compares names."""
    match = re.match(r"[\w.-]+", name)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def declared() -> set[str]:
    optional = (name for names in PROJECT["optional-dependencies"].values() for name in names)
    return {plain(name) for name in (*PROJECT["dependencies"], *optional)} - {"kgnews"}


def imported() -> Iterator[tuple[str, str]]:
    """Every package outside the standard library that a module imports, with the module."""
    for file in sorted((ROOT / "kg").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            tops = {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"kg"}
            yield from ((top, str(file.relative_to(ROOT))) for top in tops)


def test_what_is_imported_is_declared() -> None:
    known, packages = declared(), packages_distributions()
    missing = {(top, file) for top, file in imported() if not {plain(name) for name in packages.get(top, [top])} & known}
    assert not missing


def test_extraction_knows_neither_spacy_nor_rdf() -> None:
    beside = {"spacy", "thinc", "rdflib", "pyoxigraph"}
    assert not [(top, file) for top, file in imported() if top in beside and file.startswith("kg/extract/")]
    assert {file for top, file in imported() if top in beside and file.startswith("kg/text/")}  # the check sees imports at all


def test_what_is_declared_is_declared_once() -> None:
    names = [plain(name) for name in PROJECT["dependencies"]]
    assert len(names) == len(set(names))


def test_the_licence_of_every_dependency_is_told() -> None:
    licences = (ROOT / "LICENSES.md").read_text(encoding="utf-8").lower()
    assert {name for name in declared() if name not in licences} == set()
