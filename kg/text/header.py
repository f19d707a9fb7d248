"""What an article says about itself before its text starts: a metadata header, a title."""

from __future__ import annotations

import re
from calendar import monthrange

from kg.errors import KgError

# Pairs of key and value, at the very start. A date, a language and an address are known by the form of their value, so that text
# may follow on the same line ("date 2022-09 La Géorgie et …") and prose that starts with such a word stays prose.
_ISO = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_TYPED = re.compile(rf"(date)[ \t]*(?:=|:)?[ \t]+({_ISO})(?:T[\d:.+Z-]+)?(?=\s|$)|(lang)[ \t]*(?:=|:)?[ \t]+([a-z]{{2,3}})(?:-\w+)*(?=\s|$)"
                    rf"|(url)[ \t]*(?:=|:)?[ \t]+(https?://\S+)", re.IGNORECASE)  # fmt: skip
# A title and a source are free text, so they take the rest of a line of their own (a source is no sentence) …
_LINE = re.compile(r"(title|source(?!.*[.!?]\s+\S))[ \t]*:[ \t]+(\S[^\r\n]*?)[ \t]*(?=[\r\n]|$)", re.IGNORECASE)
# … or, inside a header that has begun, everything up to the next key or the end of the line; quotes or a single word end a source earlier.
_QUOTED = re.compile(r"(title|source)[ \t]*:?[ \t]+[\"«“][ \t\u00a0]*([^\"»”\r\n]+?)[ \t\u00a0]*[\"»”](?=\s|$)")
_INSIDE = re.compile(r"(title|source)[ \t]+(\S[^\r\n]*?)(?=[ \t]+(?:date|lang|url|title|source)[ \t:]|[ \t]*(?:[\r\n]|$))")
_BAD_DATE = re.compile(r"date[ \t]*:[ \t]+(\d\S*|[^\r\n.!?]{1,40}?(?=[ \t]*(?:[\r\n]|$)))", re.IGNORECASE)
_SPACE = re.compile(r"\s*")
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})[-_](\d{2})[-_](\d{2})(?!\d)")
TITLE_LENGTH = 200


def read_header(text: str) -> tuple[dict[str, str], int]:
    """The header's values by key (`date`, `title`, `source`, `url`, `lang`), and the offset where the article's own text starts.

    Raises KgError where a `date:` is followed by a number, or by a few words on a line of their own, that are no date in ISO 8601.
    """
    found: dict[str, str] = {}
    at = _after_space(text, 0)
    while match := _pair(text, at, begun=bool(found)):
        key, value = (group for group in match.groups() if group)
        if key.lower() in found:
            break
        found[key.lower()] = checked_date(value) if key.lower() == "date" else value
        at = _after_space(text, match.end())
    if bad := _BAD_DATE.match(text, at):
        checked_date(bad.group(1))
    return found, at


def checked_date(value: str) -> str:
    """The same date if it is ISO 8601 at the precision of a year, a month or a day; raises KgError if not."""
    if re.fullmatch(_ISO, value):
        year, month, day = (int(part) for part in (value + "-01-01").split("-")[:3])
        if year and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            return value
    raise KgError(f"{value} is no date: write 2022-09-27, 2022-09 or 2022")


def date_in_name(name: str) -> str | None:
    """The day that a file's name or a record's id bears ("2022-09-27_mobilisation", "wn_2016_01_24-003"), None where it bears none."""
    for match in _IN_NAME.finditer(name):
        try:
            return checked_date("-".join(match.groups()))
        except KgError:
            continue
    return None


def title_of(text: str, start: int) -> str | None:
    """A short first line that is no sentence, with an empty line after it: the title of an article without a header."""
    line, rest = re.match(r"([^\r\n]*)(\s*)", text[start:]).groups()  # type: ignore[union-attr]  # matches anything
    line = line.strip()
    heading = 0 < len(line) <= TITLE_LENGTH and line[-1] not in ".;:,…"
    return line if heading and len(rest.replace("\r\n", "\n").replace("\r", "\n").split("\n")) > 2 else None


def _pair(text: str, at: int, *, begun: bool) -> re.Match[str] | None:
    patterns = (_TYPED, _LINE, _QUOTED, _INSIDE) if begun else (_TYPED, _LINE)
    return next((match for pattern in patterns if (match := pattern.match(text, at))), None)


def _after_space(text: str, at: int) -> int:
    return _SPACE.match(text, at).end()  # type: ignore[union-attr]  # matches anything
