"""Where the knowledge that is data lives."""

from __future__ import annotations

from pathlib import Path


def ontology() -> Path:
    """The folder of the ontology, lexicons, authority files and questions: inside the installed package, or beside `kg/` in a checkout."""
    inside = Path(__file__).parent / "ontology"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "ontology"


def models() -> Path:
    """The folder of trained components, one folder for each spaCy model that they go on top of."""
    return Path(__file__).parent / "models"
