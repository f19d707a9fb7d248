"""Compiles the extraction with mypyc where `KG_COMPILE=1` is set while a wheel is built; without it the wheel is plain Python.

An editable install stays plain Python: compiled modules beside their sources would hide every later change of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

MODULES = ("kg/extract/*.py", "kg/text/tokens.py", "kg/confidence.py", "kg/lexicon.py")
SETUP = """
from mypyc.build import mypycify
from setuptools import setup

setup(name="kg", packages=["kg"], ext_modules=mypycify(["--ignore-missing-imports", *{modules}], opt_level="{level}", multi_file=True))
"""
LEVEL = "1"  # of optimisation, as gcc counts them: 2, or all modules as one file, takes up to twice as long and gains a twentieth


class CompileHook(BuildHookInterface[Any]):
    """Adds compiled modules to a wheel, beside the Python modules that they stand for."""

    @property
    def wanted(self) -> bool:
        """True where the extraction is to be compiled."""
        return os.environ.get("KG_COMPILE", "0") not in {"", "0"}

    def dependencies(self) -> list[str]:
        """What compiling needs, besides a C compiler and the headers of Python."""
        return ["mypy[mypyc]>=1.13", "setuptools>=75"] if self.wanted else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile in a temporary folder, and add what comes out. Raises RuntimeError with the compiler's last words where it fails."""
        if self.target_name != "wheel" or not self.wanted:
            return
        if version == "editable":
            self.app.display_warning("KG_COMPILE compiles nothing in an editable install: leave out -e")
            return
        self.folder = Path(tempfile.mkdtemp(prefix="kg-compiled-"))
        for found in self._compile():
            build_data["force_include"][str(found)] = str(found.relative_to(self.folder))
        build_data |= {"pure_python": False, "infer_tag": True}

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the temporary folder."""
        shutil.rmtree(getattr(self, "folder", "no folder"), ignore_errors=True)

    def _compile(self) -> list[Path]:
        root = Path(self.root)
        modules = sorted(str(path.relative_to(root)) for pattern in MODULES for path in root.glob(pattern) if path.stem != "__init__")
        shutil.copytree(root / "kg", self.folder / "kg", ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
        (self.folder / "setup.py").write_text(SETUP.format(modules=modules, level=LEVEL), encoding="utf-8")
        command = [sys.executable, "setup.py", "build_ext", "--inplace"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).splitlines()[-30:])
            raise RuntimeError(
                f"the extraction could not be compiled; install a C compiler and Python's headers, or leave KG_COMPILE out:\n{said}"
            )
        return sorted(path for path in self.folder.glob("**/*") if path.suffix in {".so", ".pyd"} and "build" not in path.parts)
