"""Bytes → text, without guessing in silence."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

from kg.errors import KgError

# What western newsrooms and old exports write. Windows-1252 covers every printable character of Latin-1; an open choice of
# code pages would read a short French text as Polish (cp1250).
CODE_PAGES = ("cp1252", "mac_roman", "cp850", "utf_16", "utf_16_le", "utf_16_be")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffd]")


def decode(data: bytes) -> tuple[str, str]:
    """The text in the bytes of a file, and the name of its encoding.

    UTF-8 first, its byte order mark no part of the text; only bytes that are no UTF-8 are examined for another encoding. Line ends
    stay as they are. Raises KgError where the bytes are no text.
    """
    text, encoding = _utf8(data) or _other(data)
    if "\0" in text:
        raise KgError("it is not text, it has zero bytes: give a plain text file")
    return text, encoding


def _utf8(data: bytes) -> tuple[str, str] | None:
    try:
        return data.decode("utf-8-sig"), "utf_8"
    except UnicodeDecodeError:
        return None


def _other(data: bytes) -> tuple[str, str]:
    """A short text has too little in it for the detector, which then gives up: Windows-1252 is what is left."""
    best = from_bytes(data, cp_isolation=list(CODE_PAGES)).best()
    text = data.decode("cp1252", errors="replace") if best is None else str(best)
    if _NO_TEXT.search(text):
        raise KgError("it is not text: give a plain text file, UTF-8 if possible")
    return text, "cp1252" if best is None else best.encoding
