"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, cast

from kg.errors import KgError


def prepare(folder: Path) -> None:
    """Make the folder, before the work is done whose result goes there. Raises KgError where nothing can be written into it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise _cannot_write(folder, error) from error


def write_whole(files: Mapping[Path, str | bytes]) -> None:
    """Write all the files, text as UTF-8 with the line ends as given, or none of them. Raises KgError where that is impossible."""
    drafts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            if path.is_dir():  # the one thing that would stop the renaming half way, since all the drafts could be written
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR), str(path))
            drafts[path] = _draft(path, content)
        for path, draft in drafts.items():
            draft.replace(path)
    except OSError as error:
        raise _cannot_write(Path(error.filename2 or error.filename or next(iter(files))), error) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


@contextmanager
def written_whole(path: Path) -> Iterator[IO[bytes]]:
    """A file to write bit by bit, which takes its place when all is written. Raises KgError where that is impossible."""
    draft: Path | None = None
    try:
        with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            draft = Path(file.name)
            yield cast("IO[bytes]", file)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        if draft:
            draft.unlink(missing_ok=True)


def _draft(path: Path, content: str | bytes) -> Path:
    """The content in a file beside the one it will become, on the disk before it takes its place."""
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        draft = Path(file.name)
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(0o666 & ~_umask())
    return draft


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _cannot_write(path: Path, error: OSError) -> KgError:
    return KgError(f"{path}: cannot write there ({error.strerror or error}): give another place with -o")
