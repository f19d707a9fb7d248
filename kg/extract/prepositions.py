"""Reporting prepositions: "selon X", "d'après X", "aux yeux de X", "pour X,"."""

from __future__ import annotations

from collections.abc import Callable

from kg.extract import claim_contents as contents
from kg.extract import grammar
from kg.extract.claim_contents import Content
from kg.extract.claim_ends import end_of
from kg.extract.claim_words import ClaimLexicon, ReportingPreposition
from kg.extract.passages import Passage
from kg.extract.reading import span_of
from kg.extract.speakers import Speaker, is_person, is_somebody, speaker_of
from kg.model import Claim, Form, Span
from kg.text.tokens import Token

NEAR = 10  # words between a noun and the "selon laquelle" that says what it says
APPOSED = frozenset({"appos", "conj", "nmod", "flat:name", "acl", "acl:relcl"})


def preposition_claim(passage: Passage, token: Token, earlier: Callable[[bool], Speaker | None]) -> Claim | None:
    """The claim of a reporting preposition that begins at this word, or None.

    `earlier` tells who spoke last (of one speaker or, asked with True, of several), for a pronoun ("selon lui") that denotes nothing.
    """
    for entry in passage.lexicon.prepositions.get(token.lower_, ()):
        last = _match(entry, passage, token)
        if last is not None and passage.quotation(token) is None:
            return _claim(passage, entry, token, last, earlier)
    return None


def _match(entry: ReportingPreposition, passage: Passage, token: Token) -> Token | None:
    """The last word of the preposition where it stands here."""
    at = token.i
    for word in entry.words:
        if at >= passage.end or word not in {passage.doc[at].lower_, passage.doc[at].lemma}:
            return None
        at += 1
    return passage.doc[at - 1]


def _claim(passage: Passage, entry: ReportingPreposition, first: Token, last: Token,
           earlier: Callable[[bool], Speaker | None]) -> Claim | None:  # fmt: skip
    head = None if _is_free_relative(passage, last) else _noun(passage, last)
    if head is None or (entry.persons_only and not _initial(passage, first)):
        return None
    if "PronType=Rel" in head.morph:
        return _noun_claim(passage, entry, first, last)
    speaker = speaker_of(passage, [head])
    if _is_pronoun(head) and not is_person(passage, head):
        speaker = earlier("Number=Plur" in head.morph) or speaker
    if not _says(passage.lexicon, head, speaker):
        return None
    found = _content(passage, first, head, entry)
    if found is None or (entry.persons_only and not _thinks(passage, head, found)):
        return None
    return Claim(
        content=found.pieces,
        form=found.form,
        rule=f"claim.{found.construction}",
        speakers=speaker.ids,
        speaker_text=None if speaker.ids else speaker.text,
        cue=span_of(first, last),
        lemma=passage.text[first.idx : last.idx + len(last)].lower(),
        stance=entry.stance,
        confidence=0.7 if entry.persons_only else 0.85,
    )


def _noun_claim(passage: Passage, entry: ReportingPreposition, first: Token, last: Token) -> Claim | None:
    """A claim that a noun makes ("l'affirmation de X selon laquelle …"): its author says it, the noun is the cue."""
    lexicon = passage.lexicon
    nouns = [t for t in passage.doc[max(passage.start, first.i - NEAR) : first.i] if t.lemma in lexicon.documents | lexicon.comments]
    start = last.i + 2
    if not nouns or start >= passage.end:
        return None
    speaker = speaker_of(passage, nouns[-1:])
    opening = passage.doc[start]
    found = contents.content(passage, [Span(opening.idx, end_of(passage, nouns[-1], opening))], "noun")
    if found is None or not speaker.ids:
        return None
    return Claim(
        content=found.pieces,
        form=found.form,
        rule="claim.noun",
        speakers=speaker.ids,
        cue=span_of(nouns[-1], nouns[-1]),
        lemma=nouns[-1].lemma,
        stance=entry.stance,
        confidence=0.7,
    )


def _thinks(passage: Passage, head: Token, found: Content) -> bool:
    """True where "pour X," names whose opinion it is: somebody, or any body that is quoted."""
    return is_somebody(passage, head) or head.pos_ == "PRON" or found.form is not Form.INDIRECT


def _is_pronoun(head: Token) -> bool:
    return head.pos_ == "PRON" and "Person=3" in head.morph


def _is_free_relative(passage: Passage, preposition: Token) -> bool:
    """True before "ce que …"."""
    second = preposition.i + 2
    return second < passage.end and passage.doc[second].lower_ in passage.lexicon.complementizers


def _noun(passage: Passage, preposition: Token) -> Token | None:
    """The head of the noun phrase after the preposition."""
    if preposition.dep_ == "case" and preposition.head.i > preposition.i:
        return preposition.head
    for i in range(preposition.i + 1, min(preposition.i + 5, passage.end)):
        if passage.doc[i].pos_ in grammar.NOMINAL:
            return passage.doc[i]
    return None


def _says(lexicon: ClaimLexicon, head: Token, speaker: Speaker) -> bool:
    """True where the one named can speak: somebody, a text, or a source by its noun."""
    return speaker.heard or (bool(speaker.ids or speaker.text) and head.lemma in lexicon.documents | lexicon.sources)


def _initial(passage: Passage, first: Token) -> bool:
    return all(t.is_space or t.pos_ in {"CCONJ", "ADV", "PUNCT"} for t in passage.doc[passage.start : first.i])


def _content(passage: Passage, first: Token, head: Token, entry: ReportingPreposition) -> Content | None:
    end = _phrase_end(passage, first, head)
    following = next((t for t in passage.doc[end : passage.end] if not t.is_space), None)
    right: list[Span] = []
    if following is not None and not (following.text in {".", ";", ")"} or following.pos_ == "CCONJ"):
        start = next((t for t in passage.doc[following.i : passage.end] if not t.is_space and t.text not in {",", ":"}), None)
        if start is not None and start.pos_ != "CCONJ" and not _is_gapped(passage, start):
            right = [Span(start.idx, min(end_of(passage, head, start), _next_gapped(passage, start)))]
    left = _left(passage, first)
    if entry.persons_only and not (following is not None and following.text == ","):
        return None
    if left and right and following is not None and following.text != ",":
        quotation = passage.quotation(following)
        right, left = (right, []) if quotation is not None else ([], left)
    return contents.content(passage, [*left, *right], "preposition")


def _left(passage: Passage, first: Token) -> list[Span]:
    """The part of the clause that stands before the preposition."""
    start = passage.start
    for i in range(first.i - 1, passage.start - 1, -1):
        token = passage.doc[i]
        if (
            token.text in {";", ":"}
            or (token.text == "," and _is_gapped(passage, passage.doc[i + 1]))
            or token.lower_ in passage.lexicon.complementizers
            or (token.pos_ == "CCONJ" and i > 0 and _breaks(passage, token, first))
        ):
            start = i + 1
            break
    words = [t for t in passage.doc[start : first.i] if not t.is_space and t.pos_ not in {"CCONJ", "PUNCT"}]
    if not words or all(t.pos_ == "ADV" for t in words):
        return []
    return [Span(words[0].idx, first.idx)]


def _is_gapped(passage: Passage, first: Token) -> bool:
    """True for a number, with what it counts, that has a source of its own and no verb: "mille personnes selon X, **deux mille** d'après
    Y"."""
    numbered = False
    for token in passage.doc[first.i : passage.end]:
        if token.is_punct or token.pos_ in grammar.VERBAL:
            return False
        if numbered and _reports(passage, token):
            return any(_reports(passage, t) for t in passage.doc[passage.start : first.i])
        numbered = numbered or token.pos_ == "NUM" or token.text[:1].isdigit()
    return False


def _reports(passage: Passage, token: Token) -> bool:
    return any(_match(e, passage, token) for e in passage.lexicon.prepositions.get(token.lower_, ()) if not e.persons_only)


def _next_gapped(passage: Passage, start: Token) -> int:
    """The character where the next number with a source of its own begins, else the passage's end."""
    commas = (t for t in passage.doc[start.i : passage.end - 1] if t.text == "," and _is_gapped(passage, t.nbor(1)))
    return next((t.idx for t in commas), passage.span.end)


def _breaks(passage: Passage, conjunction: Token, first: Token) -> bool:
    """A conjunction that begins a clause: after a comma, or right before the preposition."""
    before = conjunction.nbor(-1)
    between = [t for t in passage.doc[conjunction.i + 1 : first.i] if not t.is_space and t.text != ","]
    return not between or (before.text in {",", "-"} and any("VerbForm=Fin" in t.morph for t in between))


def _phrase_end(passage: Passage, first: Token, head: Token) -> int:
    """The index after the noun phrase, with its apposition where one follows between commas."""
    comma = next((i for i in range(head.i + 1, passage.end) if passage.doc[i].text == ","), None)
    if comma is not None and _initial(passage, first) and not _has_clause(passage, head.i + 1, comma):
        end = comma
    else:
        end = _tree_end(passage, head)
    if end < passage.end and passage.doc[end].text == ",":
        closing = next((i for i in range(end + 1, passage.end) if passage.doc[i].text == ","), None)
        if closing is not None and _is_apposed(passage, head, end, closing):
            return closing
    return end


def _is_apposed(passage: Passage, head: Token, start: int, end: int) -> bool:
    """True where what stands between two commas describes the noun before them."""
    words = passage.doc[start + 1 : end]
    if _has_clause(passage, start + 1, end):
        return False
    denoted = set(passage.reading.denotes(head))  # "le ministre, **Jean Morel**, …"
    if any(denoted.intersection(passage.reading.denotes(t)) for t in words):
        return True
    return any(t.head.i in range(head.i, start) and t.dep_ in APPOSED for t in words) or _begins_clause(passage, end + 1)


def _begins_clause(passage: Passage, at: int) -> bool:
    """True where a subject with its verb, or a quotation, begins: what stood before it was no subject."""
    words = passage.doc[at : passage.end]
    first = next((t for t in words if not t.is_space), None)
    if first is None or (first.pos_ not in {"DET", "PRON", "PROPN"} and passage.quotation(first) is None) or "PronType=Rel" in first.morph:
        return False
    following = [t for t in words if t.text == "," and passage.quotation(t) is None]
    return _has_clause(passage, at, following[0].i if following else passage.end)


def _has_clause(passage: Passage, start: int, end: int) -> bool:
    return any("VerbForm=Fin" in t.morph or passage.quotation(t) is not None or t.text == ":" for t in passage.doc[start:end])


def _tree_end(passage: Passage, head: Token) -> int:
    """The index after the words that depend on the head, a bracket right behind it included."""
    end = head.i + 1
    while end < passage.end and passage.doc[end].text not in {",", ":", ".", ";", "(", ")"} and passage.quotation(passage.doc[end]) is None:
        token = passage.doc[end]
        if not _depends(token, head) or token.pos_ in grammar.VERBAL:
            break
        end += 1
    if end < passage.end and passage.doc[end].text == "(":
        return next((i + 1 for i in range(end, passage.end) if passage.doc[i].text == ")"), end)
    return end


def _depends(token: Token, head: Token) -> bool:
    return token.is_space or head.is_ancestor(token)
