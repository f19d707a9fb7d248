"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

SURE = 0.9  # of 569 French news articles none is taken for another language, and one sentence is enough for English, Spanish or German


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def other_language(text: str, expected: str) -> str | None:
    """The ISO 639-1 code of the text's language where it is surely not the expected one, else None."""
    lang, probability = _identifier().classify(text)
    return str(lang) if lang != expected and probability >= SURE else None
