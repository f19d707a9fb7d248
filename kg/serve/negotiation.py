"""Which of the formats on offer a client prefers (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def best(accept: str, offers: Sequence[str]) -> str | None:
    """The media type among `offers` that the value of an Accept header ranks highest, the earlier offer where two are equal.

    None where none is acceptable. An empty header accepts everything.
    """
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    ranked = [(quality, -index, offer) for index, offer in enumerate(offers) if (quality := _quality(offer, ranges)) > 0]
    return max(ranked)[2] if ranked else None


def _range(part: str) -> tuple[str, float]:
    name, *parameters = (piece.strip().lower() for piece in part.split(";"))
    quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return name, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return name, 0.0


def _quality(offer: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The most specific range that the offer is in decides."""
    wanted = dict(reversed(ranges))
    for name in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
        if name in wanted:
            return wanted[name]
    return 0.0
