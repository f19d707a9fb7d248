from __future__ import annotations

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import kg
import kg.api
from conftest import ROOT


@pytest.mark.model
@pytest.mark.parametrize("module", [kg, kg.api], ids=["kg", "kg.api"])
def test_the_examples_in_the_docstrings_run(module: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = doctest.testmod(module)  # type: ignore[arg-type]  # a module
    assert result.attempted
    assert not result.failed


@pytest.mark.model
def test_a_bad_source_is_a_warning_beside_good_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Le président est arrivé mardi à Paris.")
    with pytest.warns(UserWarning, match=r"absent\.txt: no such file"):
        graph = kg.build([tmp_path, tmp_path / "absent.txt"])
    assert len(graph) > 0


def test_bad_sources_only_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(kg.KgError, match=r"absent\.txt: no such file"):
        kg.build([tmp_path / "absent.txt"])


def test_no_source_is_an_error() -> None:
    with pytest.raises(kg.KgError, match="no source given"):
        kg.build([])


def test_importing_kg_loads_nothing_heavy() -> None:
    heavy = "{'spacy', 'rdflib', 'networkx', 'pyoxigraph', 'typer'}"
    code = f"import sys, kg; assert not {heavy} & sys.modules.keys(), {heavy} & sys.modules.keys()"
    subprocess.run([sys.executable, "-c", code], check=True)
