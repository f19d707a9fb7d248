"""What a name looks like: capitals, groups of them, and where a recogniser's span should begin and end."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from kg.extract.name_types import NameLexicon
from kg.text.tokens import Parse, Token

# "A320", "F-16"; roads ("A7") and meetings ("G20") have no hyphen and fewer digits.
_MODEL = re.compile(r"[A-Z]{1,3}-?\d{3,4}[A-Z]?|[A-Z]{1,2}-\d{1,3}[A-Z]?")
_ORDINAL = re.compile(r"\d+(?:e|er|re|ère|ème)|1er")
_NUMBER = re.compile(r"\d{3}[A-Z]?")  # "Boeing 737"; four digits are more often a year
_MARKS = frozenset("-,.;:'\"«»“”()[]/–—!?…&")


def is_capital(token: Token) -> bool:
    """True for a word with a capital at its start, or inside it after an article of its own language ("al-Nosra", "iPhone")."""
    text = token.text
    return text != token.lower_ and (text[0].isupper() or (text[0].isalpha() and len(text) > 2))


def is_model(text: str, after_name: bool) -> bool:
    """True for the designation of a model ("A320", "F-16"), and for three digits where they follow a maker's name ("Boeing **737**")."""
    return not text.isalpha() and bool(_MODEL.fullmatch(text) or (after_name and _NUMBER.fullmatch(text)))


def ordinal_start(doc: Parse, head: int) -> int:
    """Where the ordinal before a noun begins ("18e", "13 e"); `head` where there is none."""
    before = doc[head - 1].text
    if _ORDINAL.fullmatch(before):
        return head - 1
    return head - 2 if head > 1 and before == "e" and doc[head - 2].is_digit else head


def is_initial(text: str) -> bool:
    """True for an initial with its full stop ("K.")."""
    return len(text) in {2, 4} and text[0].isupper() and text.endswith(".") and not any(c.islower() for c in text)


def opens_line(token: Token) -> bool:
    """True for the first word of a sentence, a quotation or a bracket: a capital there says little."""
    if token.i == 0 or token.is_sent_start:
        return True
    before = token.doc[token.i - 1]
    return before.is_space or (before.text in _MARKS and before.text not in ",/&'")


def group_end(doc: Parse, start: int, lexicon: NameLexicon, stops: Container[int] = ()) -> int:
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


def trim(doc: Parse, start: int, end: int, lexicon: NameLexicon, known: Callable[[str], bool], dated: bool = True) -> tuple[int, int]:
    """The span without what a reader leaves out: articles, titles and roles before the name, marks around it. Empty where nothing is left.

    `known` says whether a text is a name beforehand: "La Haye" keeps its article at the start of a sentence, "La France" does not.
    `dated`: a year may belong to the name ("élection présidentielle de 2017").
    """
    while end > start and _hangs_over(doc[end - 1], lexicon):
        end -= 1
    if end - start > 2 and doc[end - 1].is_digit and doc[end - 2].lower_ in lexicon.of and not dated:
        end -= 2
    while start < end and _is_outside(doc, start, end, lexicon, known):
        start += 1
    return start, end


def _hangs_over(token: Token, lexicon: NameLexicon) -> bool:
    return token.is_space or token.text in _MARKS or (token.text in lexicon.articles)


def _is_outside(doc: Parse, start: int, end: int, lexicon: NameLexicon, known: Callable[[str], bool]) -> bool:
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
    return opens_line(token) and not known(doc.between(start, end))
