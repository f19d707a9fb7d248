"""Where the knowledge that is data lives."""

from __future__ import annotations

import os
from pathlib import Path


def ontology() -> Path:
    """The folder of the ontology, lexicons, authority files and questions: the one that the environment variable KG_ONTOLOGY names, for
    a copy with
    relations and words of one's own; else the project's, inside the installed package or beside `kg/` in a checkout."""
    if own := os.environ.get("KG_ONTOLOGY"):
        return Path(own)
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def models() -> Path:
    """The folder of trained components, one folder for each spaCy model that they go on top of."""
    return Path(__file__).parent / "models"
