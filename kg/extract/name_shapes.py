"""What a name looks like: capitals, groups of them, and where a recogniser's span should begin and end."""

from __future__ import annotations

from collections.abc import Callable, Container

from spacy.tokens import Doc, Token

from kg.extract.name_types import NameLexicon

_MARKS = frozenset("-,.;:'\"«»“”()[]/–—!?…&")


def is_capital(token: Token) -> bool:
    """True for a word with a capital at its start, or inside it after an article of its own language ("al-Nosra", "iPhone")."""
    text = token.text
    return text[0].isupper() or (text[0].isalpha() and len(text) > 2 and any(c.isupper() for c in text[1:]))


def opens_line(token: Token) -> bool:
    """True for the first word of a sentence, a quotation or a bracket: a capital there says little."""
    if token.i == 0 or token.is_sent_start:
        return True
    before = token.doc[token.i - 1]
    return before.is_space or (before.text in _MARKS and before.text not in ",/&'")


def group_end(doc: Doc, start: int, lexicon: NameLexicon, stops: Container[int] = ()) -> int:
    """The end of the run of capitalised words from `start`, with the particles between them ("Ali Bongo", "Thiago Braz da Silva").

    `start` where there is none; the run ends before a sentence's start and before each index of `stops`.
    """
    end = at = start
    while at < len(doc) and (at == start or not (doc[at].is_sent_start or at in stops)):
        token = doc[at]
        if is_capital(token):
            end = at = at + 1
        elif end == at > start and (token.lower_ in lexicon.particles and token.lower_ not in lexicon.of):
            at += 1
        else:
            break
    return end


def trim(doc: Doc, start: int, end: int, lexicon: NameLexicon, known: Callable[[str], bool]) -> tuple[int, int]:
    """The span without what a reader leaves out: articles, titles and roles before the name, marks around it. Empty where nothing is left.

    `known` says whether a text is a name beforehand: "La Haye" keeps its article at the start of a sentence, "La France" does not.
    """
    while end > start and _hangs_over(doc[end - 1], lexicon):
        end -= 1
    while start < end and _is_outside(doc, start, end, lexicon, known):
        start += 1
    return start, end


def _hangs_over(token: Token, lexicon: NameLexicon) -> bool:
    return token.is_space or token.text in _MARKS or (token.text in lexicon.articles)


def _is_outside(doc: Doc, start: int, end: int, lexicon: NameLexicon, known: Callable[[str], bool]) -> bool:
    token = doc[start]
    word = token.lower_
    if token.is_space or token.text in _MARKS or word in lexicon.titles:
        return True
    if word in lexicon.roles:
        return end - start > 1 and token.text.islower()
    if word not in lexicon.articles:
        return False
    if token.text[0].islower():
        return True
    return word.endswith("'") or (opens_line(token) and not known(doc[start:end].text))
