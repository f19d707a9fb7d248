"""Where what is said ends: the tree runs on too far or stops too soon, so the marks of a new clause decide."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import grammar
from kg.extract.claim_words import ClaimLexicon
from kg.extract.passages import Passage
from kg.extract.quotations import OPENING, STRAIGHT
from kg.extract.speakers import group_start, is_finite, nearest_noun
from kg.model import Span
from kg.text.tokens import Token

CLOSERS = frozenset({"»", "”", '"', ","})
SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "amod"})


def words_from(passage: Passage, start: int) -> Iterator[Token]:
    """The passage's words from an index on, blanks left out."""
    for token in passage.doc[start : passage.end]:
        if not token.is_space:
            yield token


def previous(token: Token) -> Token:
    """The word before, blanks left out; the word itself where there is none."""
    before = token
    while before.i > 0 and (before.i == token.i or before.is_space):
        before = before.nbor(-1)
    return before


def end_of(passage: Passage, verb: Token, start: Token, nominal: bool = False, clause: bool = True) -> int:
    """The character where what begins at `start` under `verb` ends: the passage's end, or where the sentence turns to something else.

    `nominal` says that it is a noun phrase, `clause` that it is a clause with a finite verb.
    """
    last = passage.end
    if _is_subordinate(verb) and verb.right_edge.i >= start.i + 1:
        last = min(last, verb.right_edge.i + 1)
    cuts = [c for c in _cuts(passage, verb, start, nominal, clause and not nominal) if start.i < c < last]
    if is_present_participle(verb) and all(t.pos_ == "ADP" or t.is_space for t in passage.doc[passage.start : verb.i]):
        cuts += [t.i for t in words_from(passage, start.i) if t.text == "," and passage.quotation(t) is None][:1]
    end = _end(passage, min(cuts, default=last))
    enclosing = [q for q in passage.inside(Span(start.idx, end)) if q.outer.end > end]
    return enclosing[0].outer.end if enclosing else end


def _is_subordinate(verb: Token) -> bool:
    """A clause that its own words mark as subordinate; the tree alone errs too often about where it hangs."""
    if verb.dep_ not in SUBORDINATE:
        return False
    marked = any(c.dep_ == "mark" or "PronType=Rel" in c.morph for c in verb.lefts)
    return marked or not grammar.is_finite(verb)


def _end(passage: Passage, last: int) -> int:
    words = [passage.doc[i] for i in range(max(passage.start, last - 3), last) if not passage.doc[i].is_space]
    return words[-1].idx + len(words[-1]) if words else passage.doc[last - 1].idx


def _cuts(passage: Passage, verb: Token, start: Token, nominal: bool, clause: bool) -> Iterator[int]:
    """Where a clause coordinated with the verb's, another act of reporting, or the writer's comment begins."""
    for governor in (verb, *verb.ancestors):
        for child in governor.rights:
            if child.i > start.i and child.dep_ in {"conj", "parataxis"} and _new_clause(verb, child, clause):
                yield _clause_start(child)
    for token in words_from(passage, start.i):
        if token.text == "," and token.i + 2 < passage.end and _turns(passage, token, nominal):
            yield token.i
        if (
            token.text == ";"
            and token.i + 1 < passage.end
            and passage.quotation(token) is None
            and token.nbor(1).lower_ not in passage.lexicon.complementizers
        ):
            yield token.i
        if token.text == ":" and token.i + 1 < passage.end and token.nbor(1).text in {*OPENING, STRAIGHT}:
            yield token.i
        if token.i > start.i and passage.lexicon.lemma(token) and is_finite(passage.lexicon, token):
            yield from _reporting_clause(passage, token)
        if token.pos_ == "CCONJ" and token.i + 1 < passage.end and _goes_elsewhere(passage, token, clause):
            yield token.i


def _turns(passage: Passage, comma: Token, nominal: bool) -> bool:
    """True where another act of reporting or a comment follows the comma or, after a noun phrase, a clause that is no relative."""
    word, second = comma.nbor(1), comma.nbor(2)
    if (nominal and is_present_participle(second if word.pos_ == "PRON" else word)) or _is_reporting_participle(passage.lexicon, word):
        return True
    if word.pos_ == "DET" and any(t.lemma in passage.lexicon.comments for t in passage.doc[second.i : min(second.i + 2, passage.end)]):
        return True
    if word.lower_ == "ce" and second.lower_ in {"que", "qu'"}:  # "…, ce que Paris conteste": somebody's comment on all that was said
        return True
    return nominal and (word.pos_ == "SCONJ" or (word.pos_ == "ADV" and second.lower_ in passage.lexicon.complementizers))


def _goes_elsewhere(passage: Passage, conjunction: Token, clause: bool) -> bool:
    """True where a conjunction leads to another reporting verb without a subject or, after what is no clause, to a clause."""
    word = conjunction.nbor(1)
    if "VerbForm=Inf" not in word.morph and passage.lexicon.lemma(word):
        return True
    if clause:
        return False
    following = passage.doc[conjunction.i + 1 : min(conjunction.i + 8, passage.end)]
    comma = conjunction.nbor(-1).text == ","
    return "VerbForm=Fin" in word.morph or (
        comma and word.pos_ in {"DET", "PROPN", "PRON"} and any("VerbForm=Fin" in t.morph for t in following)
    )


def is_present_participle(word: Token) -> bool:
    """True for a present participle."""
    return "VerbForm=Part" in word.morph and "Tense=Pres" in word.morph


def _is_reporting_participle(lexicon: ClaimLexicon, word: Token) -> bool:
    return is_present_participle(word) and lexicon.lemma(word) is not None


def _reporting_clause(passage: Passage, verb: Token) -> Iterator[int]:
    """Where a coordinated clause with a reporting verb and its own subject, or one set behind a quotation or a comma, begins."""
    opening = group_start(verb)
    subject = nearest_noun(passage, verb)
    if subject is None:
        inverted = (verb.i + 1 < passage.end and verb.nbor(1).pos_ in {"DET", "PROPN"}) or any(
            t.text.startswith("-") for t in verb.doc[opening.i : verb.i]
        )
        if inverted and previous(opening).text in CLOSERS and not any(c.dep_ in grammar.SUBJECT for c in verb.lefts):
            yield opening.i
        return
    first = subject.i
    while first > passage.start and passage.doc[first - 1].pos_ in {"DET", "ADJ", "NUM"}:
        first -= 1
    if first > passage.start + 1 and passage.doc[first - 1].text == "," and passage.doc[first - 2].text in CLOSERS:
        yield first - 1
    if first > passage.start and passage.doc[first - 1].pos_ == "CCONJ":
        first -= 1
        yield first - 1 if passage.doc[first - 1].text == "," else first


def _new_clause(verb: Token, coordinate: Token, clause: bool) -> bool:
    """True for a coordinated finite clause with its own subject or, after what is no clause itself, in the verb's own tense."""
    if not grammar.is_finite(coordinate) or any(c.dep_ == "mark" for c in coordinate.children):
        return False
    own_subject = any(c.dep_ in grammar.SUBJECT or c.dep_ == "expl:subj" for c in coordinate.children)
    return own_subject or (not clause and _tense(verb) == _tense(coordinate) and coordinate.head.i == verb.i)


def _tense(verb: Token) -> tuple[str, ...]:
    finite = next((t for t in (verb, *verb.children) if "VerbForm=Fin" in t.morph and (t.i == verb.i or t.dep_.startswith("aux"))), verb)
    return finite.morph.get("Mood"), finite.morph.get("Tense")


def _clause_start(clause: Token) -> int:
    first = min([clause.left_edge.i, *(c.i for c in clause.children if c.dep_ == "cc")])
    while first > 0 and clause.doc[first - 1].text in {",", ";", "-"}:
        first -= 1
    return first
