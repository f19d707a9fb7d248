"""The article in a page: its main text, and what the page says about it. By trafilatura."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import KgError


@dataclass(frozen=True, slots=True)
class Page:
    """The main text, paragraphs on lines of their own, and the page's metadata by key (`title`, `date`, `author`, `url`, `source`)."""

    text: str
    metadata: dict[str, str]


def read_page(data: bytes) -> Page:
    """The article in the bytes of an HTML file, whatever their encoding.

    The date is one that the page itself declares, never one guessed from its text or bounded by the date of today. Raises KgError where
    there is no main text.
    """
    from trafilatura import bare_extraction  # most of a second

    dates = {"extensive_search": False, "original_date": True, "max_date": "9999-12-31"}
    found = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=dates)
    if found is None or isinstance(found, dict) or not found.text:
        raise KgError("no article found in this page: save its text as .txt")
    metadata = {"title": found.title, "date": found.date, "author": found.author, "url": found.url, "source": found.sitename}
    return Page(found.text, {key: value for key, value in metadata.items() if value})
