"""Where sentences start, from punctuation and line breaks alone.

The parser's own boundaries break sentences around quotation marks and run headings into the paragraph below; in edited news text
punctuation
is the better witness.
"""

from __future__ import annotations

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

FINAL = frozenset(".!?…") | {"...", "?!", "!?"}
OPENING = frozenset("«“‘([-—")
CLOSING = frozenset("»”’)]")
STRAIGHT = frozenset("\"'")
# What begins a sentence and no surname: behind it a letter with a full stop is no initial ("la bombe H. **La** Corée du Sud").
STARTERS = frozenset({
    "Le", "La", "Les", "L'", "L’", "Un", "Une", "Des", "Il", "Elle", "Ils", "Elles", "On", "Ce", "Cette", "Ces", "C'", "C’", "En", "Dans",
    "Selon", "Au", "Aux", "À", "A", "Pour", "Mais", "Et", "Son", "Sa", "Ses", "Leur", "Leurs", "Depuis", "Après",
})  # fmt: skip
LETTER = 2  # a letter and its full stop


@Language.component("kg_sentences")
def mark_sentence_starts(doc: Doc) -> Doc:
    """Sets `is_sent_start` on every token, so that the parser sets none of its own."""
    words = [token.text for token in doc]
    spaces: list[int] = doc.to_array("SPACY").tolist()
    starts = np.full(len(words), -1, dtype=np.int64)
    starts[:1] = 1
    ended = True
    for i, word in enumerate(words):
        if word.isspace():
            ended = ended or "\n" in word
        elif ended and (_begins(word, spaces[i]) or (i > 0 and words[i - 1].isspace() and "\n" in words[i - 1])):
            starts[i] = 1
            ended = False
        else:
            ended = word in FINAL or _ends_with_letter(words, i) or (ended and (word in CLOSING or (word in STRAIGHT and bool(spaces[i]))))
    doc.from_array([SENT_START], starts.astype(np.uint64).reshape(-1, 1))  # type: ignore[arg-type]
    return doc


def _ends_with_letter(words: list[str], i: int) -> bool:
    """True for a letter with a full stop behind a word in small letters and before one that begins sentences."""
    word = words[i]
    letter = len(word) == LETTER and word[1] == "." and word[0].isupper()
    return letter and 0 < i < len(words) - 1 and words[i - 1].islower() and words[i + 1] in STARTERS


def _begins(word: str, space: int) -> bool:
    """A word with a capital, a number, or an opening mark; a straight quotation mark opens where no space follows."""
    if word in STRAIGHT:
        return not space
    return word in OPENING or word[0].isupper() or word[0].isdigit()
