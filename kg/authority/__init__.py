"""What is known beforehand about countries, places, organisations, peoples and offices, from one SQLite table."""

from __future__ import annotations

from kg.authority.names import fold, slug
from kg.authority.records import Candidate, Demonym, Record
from kg.authority.store import Authority

__all__ = ["Authority", "Candidate", "Demonym", "Record", "fold", "slug"]
