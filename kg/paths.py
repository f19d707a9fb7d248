"""Where the knowledge that is data lives."""

from __future__ import annotations

import os
from pathlib import Path

from kg.errors import KgError


def ontology() -> Path:
    """The folder of the ontology, lexicons, authority files and questions: the one that the environment variable KG_ONTOLOGY names, for
    a copy with relations and words of one's own; else the project's, inside the installed package or beside `kg/` in a checkout.

    Raises KgError where KG_ONTOLOGY names no such folder."""
    if own := os.environ.get("KG_ONTOLOGY"):
        if not (Path(own) / "kg.ttl").is_file():
            raise KgError(f"{own}: no folder with a kg.ttl: the environment variable KG_ONTOLOGY names it; mend or unset it")
        return Path(own)
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def models() -> Path:
    """The folder of trained components, one folder for each spaCy model that they go on top of."""
    return Path(__file__).parent / "models"
