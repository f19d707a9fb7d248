"""What several tests need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_9dbf6399c93d94f7.txt"

if TYPE_CHECKING:
    from kg.run import Extractor

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with annotated articles: KG_DATA, or `shared` beside the checkout."""
    folder = Path(os.environ.get("KG_DATA") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no annotated articles in {folder}: set KG_DATA to a folder that has gold/")
    return folder


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    """The program with its model and knowledge, loaded once for all tests that need it."""
    from kg.run import Options, load

    return load(Options())


@pytest.fixture
def kg(tmp_path: Path) -> Run:
    """Runs the command line in an empty folder, as a user does."""

    def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        return subprocess.run(command, cwd=tmp_path, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False)

    return run
