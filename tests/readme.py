"""The README's examples: blocks of `console` with commands and what they print. `python tests/renew.py` fills them in."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from conftest import ROOT

README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r" *\d+\.\d s")


def filled_in(text: str) -> str:
    """The text with what its commands print now. They run one after the other in one empty folder beside a copy of the seeds."""
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "seeds", Path(folder) / "seeds")
        return _BLOCK.sub(lambda block: "".join(_run(block[0], Path(folder))), text)


def without_times(text: str) -> str:
    """The text without what differs from run to run."""
    return _TIME.sub("… s", text)


def _run(block: str, folder: Path) -> Iterator[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in block.splitlines():
        if line.startswith("$ "):
            environment = os.environ | {"PATH": path, "COLUMNS": "120", "LC_ALL": "C.UTF-8"}
            result = subprocess.run(line[2:], shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=True)  # noqa: S602
            yield f"{line}\n"
            yield "".join(f"{each.rstrip()}\n" for each in result.stdout.splitlines())
