"""How names are compared, and how they become ids."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, the dots of abbreviations, and the apostrophes and hyphens that separate the parts of a name.
_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ə": "e", "ħ": "h", "ŋ": "n"}
_PLAIN = str.maketrans(_LETTERS | {".": ""} | dict.fromkeys("-‐‑–—'’ʼʻʿʾ‘`´/,", " "))
_SAINTS = {"st": "saint", "ste": "sainte"}
_NO_SLUG = re.compile(r"[^a-z0-9 ]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """A name as the table compares it: lower case, no accents or dots, parts separated by one space ("St-Étienne" → "saint etienne")."""
    text = name.casefold().translate(_PLAIN)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join([_SAINTS.get(part, part) for part in text.split()])


def slug(name: str) -> str:
    """The id of a name: folded, in ASCII, parts joined by an underscore ("Côte d'Ivoire" → "cote_d_ivoire")."""
    return "_".join(_NO_SLUG.sub("", fold(name)).split())


def is_acronym(name: str) -> bool:
    """True for a name written in capitals only ("ONU", "U.R.S.S.", "G20", "AIEA")."""
    letters = [c for c in name if c.isalpha()]
    return bool(letters) and " " not in name and all(c.isupper() for c in letters)
