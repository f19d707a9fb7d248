"""Locutions that report: "fait état de dix morts", "parle de dix morts"."""

from __future__ import annotations

from kg.extract import claim_contents as contents
from kg.extract import phrases
from kg.extract.claim_contents import Content
from kg.extract.claim_ends import end_of
from kg.extract.passages import Passage
from kg.model import Span
from kg.text.tokens import Token

ADVERBS = 2  # words between the verb and its noun at most ("fait également état")


def reported(passage: Passage, word: Token) -> tuple[Token, Content] | None:
    """The verb of the locution that this word completes, and what it reports; None where it completes none."""
    verb = _verb(passage, word)
    of = word.i + 1
    if verb is None or of + 1 >= passage.end or not phrases.is_of(passage.doc[of]):
        return None
    start = passage.doc[of + 1]
    numbered = start.pos_ == "NUM" or start.text[:1].isdigit()
    if word.lemma in passage.lexicon.telling and not numbered:
        return None
    found = contents.content(passage, [Span(start.idx, end_of(passage, verb, start, nominal=True))], "nom")
    return (verb, found) if found else None


def _verb(passage: Passage, word: Token) -> Token | None:
    """The verb before the noun of a locution ("**fait** état"), or one that reports numbers by itself ("**parle** de dix morts")."""
    locutions = passage.lexicon.locutions
    if word.pos_ == "VERB":
        return word
    i = word.i - 1
    while i > max(passage.start, word.i - 1 - ADVERBS) and passage.doc[i].pos_ == "ADV":
        i -= 1
    verb = passage.doc[i] if i >= passage.start else word
    return verb if verb.i < word.i and word.lemma in locutions.get(verb.lemma, ()) else None
