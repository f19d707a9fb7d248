"""What several tests need."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "000_9dbf6399c93d94f7.txt"

if TYPE_CHECKING:
    from kg.run import Extractor

COMPILING = pytest.StashKey[tuple[Path, subprocess.Popen[bytes]]]()
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder with annotated articles: KG_DATA, or `shared` beside the checkout."""
    folder = Path(os.environ.get("KG_DATA") or ROOT.parent / "shared")
    if not (folder / "gold").is_dir():
        pytest.skip(f"no annotated articles in {folder}: set KG_DATA to a folder that has gold/")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Compiling takes minutes and one core: it starts before the first test, and the tests of it come last."""
    items.sort(key=_is_of_compiler)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Start to compile, where what is selected needs it."""
    if any(map(_is_of_compiler, session.items)) and shutil.which("cc"):
        folder = Path(tempfile.mkdtemp(prefix="kg-compiled-"))
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder / "site"), str(ROOT)]
        environment = os.environ | {"KG_COMPILE": "1", "TMPDIR": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
        session.config.stash[COMPILING] = (folder, subprocess.Popen(command, env=environment, start_new_session=True))


def _is_of_compiler(item: pytest.Item) -> bool:
    return item.get_closest_marker("compiler") is not None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave neither a compiler running nor what it made."""
    if COMPILING in config.stash:
        folder, compiler = config.stash[COMPILING]
        if compiler.poll() is None:
            os.killpg(compiler.pid, signal.SIGKILL)
            compiler.wait()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def compiled(pytestconfig: pytest.Config) -> Path:
    """The folder with the package installed as KG_COMPILE=1 has it."""
    if COMPILING not in pytestconfig.stash:
        pytest.skip("no C compiler")
    folder, compiler = pytestconfig.stash[COMPILING]
    assert compiler.wait() == 0, "KG_COMPILE=1 pip install failed: see what it printed"
    return folder / "site"


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
