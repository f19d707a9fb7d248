"""Where sentences start, from punctuation and line breaks alone.

The parser's own boundaries break sentences around quotation marks and run headings into the paragraph below; in edited news text
punctuation
is the better witness.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

FINAL = frozenset(".!?…") | {"...", "?!", "!?"}
OPENING = frozenset("«“‘([-—")
CLOSING = frozenset("»”’)]")
STRAIGHT = frozenset("\"'")


@Language.component("kg_sentences")
def mark_sentence_starts(doc: Doc) -> Doc:
    """Sets `is_sent_start` on every token, so that the parser sets none of its own."""
    ended = True
    for token in doc:
        if token.is_space:
            token.is_sent_start = token.i == 0
            ended = ended or "\n" in token.text
        elif ended and (_begins(token) or _after_break(token)):
            token.is_sent_start = True
            ended = False
        else:
            token.is_sent_start = token.i == 0
            ended = token.text in FINAL or (ended and _closes(token))
    return doc


def _after_break(token: Token) -> bool:
    return token.i > 0 and token.nbor(-1).is_space and "\n" in token.nbor(-1).text


def _begins(token: Token) -> bool:
    """A word with a capital, a number, or an opening mark."""
    if token.text in OPENING:
        return True
    if token.text in STRAIGHT:
        return not token.whitespace_
    return token.text[0].isupper() or token.text[0].isdigit()


def _closes(token: Token) -> bool:
    return token.text in CLOSING or (token.text in STRAIGHT and bool(token.whitespace_))
