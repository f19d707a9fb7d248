"""What readers see of a store: whole states of it, each in a folder of its own that nobody writes any more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyoxigraph as ox

from kg.errors import KgError

try:
    import fcntl
except ImportError:  # Windows, where a file that is open cannot be removed anyway
    fcntl = None  # type: ignore[assignment]

KEPT = 2  # the newest, and the one before for whoever is about to open it
_DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a store, open for reading. It stays on the disk as long as this object lives; the next one has a higher number."""

    store: ox.Store
    number: int
    lease: IO[bytes]


def newest(folder: Path) -> int | None:
    """The number of a store's newest snapshot, None where there is none: cheap enough to ask before every answer."""
    return max(_numbers(folder), default=None)


def open_newest(folder: Path) -> Snapshot:
    """The newest state of the store in a folder. Raises KgError where there is none."""
    number = newest(folder)
    if number is None:
        what = (
            "nothing is in this store yet: let kg build finish" if (folder / "live").is_dir() else "this folder is no store: check the path"
        )
        raise KgError(f"{folder}: {what}")
    path = _path(folder, number)
    try:
        lease = _lease(path)
        return Snapshot(ox.Store.read_only(str(path)), number, lease)
    except OSError as error:
        if newest(folder) != number:  # it was replaced just now
            return open_newest(folder)
        raise KgError(f"{folder}: cannot read the store ({error.strerror or error}): check its files") from error


def publish(store: ox.Store, folder: Path, keep: int = KEPT) -> None:
    """Make the state of the store the newest snapshot, in one step; of the older ones `keep` less one stay, and those that are read."""
    draft = folder / "published" / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.parent.mkdir(exist_ok=True)
    store.backup(draft)
    (draft / "lease").touch()
    draft.rename(_path(folder, (newest(folder) or 0) + 1))
    for number in sorted(_numbers(folder))[:-keep]:
        with _unread(_path(folder, number)) as unread:
            if unread:
                shutil.rmtree(_path(folder, number), ignore_errors=True)


def _path(folder: Path, number: int) -> Path:
    return folder / "published" / str(number)


def _numbers(folder: Path) -> list[int]:
    published = folder / "published"
    return [int(path.name) for path in published.iterdir() if path.name.isdecimal()] if published.is_dir() else []


def _lease(path: Path) -> IO[bytes]:
    """A lock that many readers may hold, and that ends with the process however it ends."""
    file = (path / "lease").open("rb")
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_SH)
    return file


@contextmanager
def _unread(path: Path) -> Iterator[bool]:
    try:
        with (path / "lease").open("rb") as file:
            if fcntl:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            yield True
    except BlockingIOError:
        yield False
    except FileNotFoundError:
        yield True
