"""The compiled extraction gives what the plain one gives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT, SEED

pytestmark = pytest.mark.compiler
ALIKE = ("test_cases.py", "test_properties.py", "test_tokens.py")


def run(compiled: Path, *arguments: str, cwd: Path) -> str:
    """What Python prints with the compiled package before all others; -P keeps the sources in the working directory out."""
    command = [sys.executable, "-P", *arguments]
    environment = os.environ | {"PYTHONPATH": str(compiled)}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


def test_the_modules_are_compiled(compiled: Path, tmp_path: Path) -> None:
    files = "import kg.extract.grammar as g, kg.text.tokens as t, kg.model as m; print(g.__file__, t.__file__, m.__file__)"
    grammar, tokens, model = (Path(file) for file in run(compiled, "-c", files, cwd=tmp_path).split())
    assert grammar.is_relative_to(compiled)
    assert {grammar.suffix, tokens.suffix} <= {".so", ".pyd"}
    assert model.suffix == ".py"  # frozen dataclasses travel between processes, which compiled ones do not


def test_sentences_give_the_same_facts(compiled: Path) -> None:
    tests = [str(ROOT / "tests" / name) for name in ALIKE]
    assert " passed" in run(compiled, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests, cwd=ROOT)


@pytest.mark.model
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_seed_gives_the_same_bytes(compiled: Path, tmp_path: Path, jobs: str) -> None:
    plain, fast = tmp_path / "plain", tmp_path / "fast"
    subprocess.run([sys.executable, "-m", "kg", "build", str(SEED), "-o", str(plain), "--quiet"], cwd=ROOT, check=True)
    run(compiled, "-m", "kg", "build", str(SEED), "-o", str(fast), "--quiet", "--jobs", jobs, cwd=tmp_path)
    assert (fast / "graph.ttl").read_bytes() == (plain / "graph.ttl").read_bytes()
