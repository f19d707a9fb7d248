"""The words at a node: how they are shortened and wrapped, and the room they need."""

from __future__ import annotations

import re

FONT = 13
LINE = 16
LONGEST = 26
_ADVANCE = 0.56  # mean width of a letter in system fonts, in ems; wide on purpose
_BIDI = {c: f"[U+{c:04X}]" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def visible(text: str) -> str:
    """Text with the controls that reorder what is read made visible, and on one line."""
    return re.sub(r"[\t\n\r]+", " ", text.translate(_BIDI)).strip()


def wrapped(label: str, longest: int = LONGEST) -> tuple[str, ...]:
    """A label in at most two lines of at most `longest` characters, with an ellipsis where it is longer."""
    text = visible(label)
    if len(text) <= longest:
        return (text,)
    cut = text.rfind(" ", 0, longest + 1)
    cut = cut if cut > 0 else longest
    rest = text[cut:].strip()
    return (text[:cut], rest if len(rest) <= longest else rest[: longest - 1].rstrip() + "…")


def box(label: str, radius: float, share: float = 1.0) -> tuple[float, float, float]:
    """Width and height of a node with a share of its label below, and how far the middle of that box is below the node's own."""
    lines = wrapped(label)
    text = share * LINE * len(lines)
    width = max(2 * radius, share * FONT * _ADVANCE * max(map(len, lines)))
    return width, 2 * radius + text, text / 2
