"""Who says what: quotations and reported speech with speaker, cue, content and stance."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import claim_contents as contents
from kg.extract import grammar
from kg.extract.claim_contents import Content
from kg.extract.claim_words import ClaimLexicon, ReportingVerb
from kg.extract.passages import Page, Passage, passages
from kg.extract.prepositions import preposition_claims
from kg.extract.quotations import Quotation
from kg.extract.reading import Reading, span_of
from kg.extract.speakers import Speaker, speaker_of, subject_heads
from kg.model import Claim, Form, Span

HEARD_ONLY = frozenset({"nom", "inf", "de", "à", "attr", "comme"})
SHORTEST = 4  # words: a quotation with fewer, that nobody is said to say, may be a title or a word kept at a distance


def find_claims(reading: Reading, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    """Every act of reporting in the document that has a speaker, in text order."""
    page = Page.of(reading)
    found: list[Claim] = []
    last: tuple[int, Claim] | None = None
    for passage in passages(page):
        previous = last[1] if last and last[0] == passage.paragraph else None
        for claim in _passage_claims(page, lexicon, passage, previous):
            found.append(claim)
            last = (passage.paragraph, claim)
    return tuple(sorted(found, key=lambda c: (c.content[0], c.cue or c.content[0])))


def _passage_claims(page: Page, lexicon: ClaimLexicon, passage: Passage, previous: Claim | None) -> Iterator[Claim]:
    made: list[Claim] = []
    for token in passage:
        before = made[-1] if made else previous
        entry = lexicon.verb(token)
        claim = verb_claim(page, lexicon, passage, token, entry, before) if entry else None
        claim = claim or preposition_claims(page, lexicon, passage, token)
        if claim:
            made.append(claim)
            yield claim
    yield from _bare(page, lexicon, passage, made, previous)


# --- verbs -------------------------------------------------------------------------------------------------------------------------


def verb_claim(page: Page, lexicon: ClaimLexicon, passage: Passage, verb: Token, entry: ReportingVerb, previous: Claim | None) -> Claim | None:
    """The claim that a reporting verb makes, or None."""
    quotation = page.quotation(verb)
    inverted = _inverted_subjects(verb)
    found: Content | None
    if quotation is not None:
        found = _interrupting(page, passage, verb, inverted, quotation)
        heads = inverted
    elif inverted and "quote" in entry.takes and (found := contents.before(page, passage, _group_start(verb))):
        heads = inverted
    else:
        found = contents.after(page, lexicon, passage, verb, entry)
        heads = _voiced(lexicon, verb) or subject_heads(verb)
    if found is None:
        return None
    speaker = speaker_of(page, lexicon, heads)
    if speaker.pronoun and previous is not None:
        speaker = Speaker(previous.speakers, previous.speaker_text, heard=True)
    if found.construction in HEARD_ONLY and not speaker.heard:
        return None
    if not speaker.ids and not speaker.text:
        return None
    return _claim(found, speaker, entry.stance, verb, verb.lemma_.lower())


def _claim(found: Content, speaker: Speaker, stance: str, cue: Token | None, lemma: str | None, confidence: float = 0.8) -> Claim:
    return Claim(
        content=found.pieces,
        form=found.form,
        rule=f"claim.{found.construction}",
        speakers=speaker.ids,
        speaker_text=None if speaker.ids else speaker.text,
        cue=span_of(cue, cue) if cue is not None else None,
        lemma=lemma,
        stance=stance,
        confidence=confidence,
    )


def _group_start(verb: Token) -> Token:
    """The first word of the verb with its auxiliaries and clitics."""
    first = verb
    while first.i > verb.sent.start:
        before = first.nbor(-1)
        if before.pos_ not in {"AUX", "PRON", "ADV"} or not (before.head.i == verb.i or before.head.head.i == verb.i):
            break
        first = before
    return first


def _inverted_subjects(verb: Token) -> list[Token]:
    """The subject of a finite reporting clause that follows what it reports: a clitic, or a noun phrase after the verb; [] in any other clause."""
    if not grammar.is_finite(verb):
        return []
    clitics = [t for t in verb.doc[_group_start(verb).i : min(verb.i + 3, verb.sent.end)] if t.text.startswith("-") and t.pos_ == "PRON" and t.text != "-t"]
    if clitics:
        return clitics[:1]
    start = _group_start(verb)
    before = start.nbor(-1) if start.i > 0 else start
    if before.i != start.i and not (before.is_punct or before.is_space):
        return []
    right = [c for c in verb.rights if c.dep_ in {"nsubj", "obj"} and not grammar.preposition(c)]
    subjects = [c for c in right if c.dep_ == "nsubj"]
    left = [c for c in verb.lefts if c.dep_ in grammar.SUBJECT or c.dep_ == "expl:subj"]
    if subjects:
        return subjects[:1]
    return [] if left else right[:1]


def _voiced(lexicon: ClaimLexicon, verb: Token) -> list[Token]:
    """Through whose voice it is said ("par la voix de X")."""
    for complement in grammar.verb_complements(verb):
        if complement.preposition == "par" and complement.head.lemma_.lower() in lexicon.voices:
            return [c.head for c in grammar.complements(complement.head) if c.preposition == "de"]
    return []


def _interrupting(page: Page, passage: Passage, verb: Token, subjects: list[Token], quotation: Quotation) -> Content | None:
    opening = _group_start(verb)
    if not subjects or opening.i == 0 or opening.nbor(-1).text != ",":
        return None
    return contents.interrupted(page, passage, opening, max(subjects[0], verb, key=lambda t: t.i), quotation)


# --- quotations that no verb claims ---------------------------------------------------------------------------------------------------


def _bare(page: Page, lexicon: ClaimLexicon, passage: Passage, made: list[Claim], previous: Claim | None) -> Iterator[Claim]:
    taken = [piece for claim in made for piece in claim.content]
    for quotation in page.inside(passage.span):
        if any(piece.overlaps(quotation.inner) for piece in taken) or len(page.text[quotation.inner.start : quotation.inner.end].split()) < SHORTEST:
            continue
        found = contents.content(page, [quotation.outer], "chain")
        speaker = _carried(page, lexicon, passage, quotation, made, previous)
        if found and speaker and (speaker.ids or speaker.text):
            yield _claim(found, speaker, "neutral", None, None, 0.6)


def _carried(page: Page, lexicon: ClaimLexicon, passage: Passage, quotation: Quotation, made: list[Claim], previous: Claim | None) -> Speaker | None:
    """Who says a quotation without a verb: who spoke last, or the one before its colon."""
    lead = page.text[passage.span.start : quotation.outer.start].strip()
    if not lead and previous is not None and previous.form is not Form.INDIRECT:
        return Speaker(previous.speakers, previous.speaker_text)
    if not lead.endswith(":"):
        return None
    if made:
        return Speaker(made[-1].speakers, made[-1].speaker_text)
    colon = [t for t in passage if t.text == ":" and t.idx < quotation.outer.start][-1:]
    return _before_colon(page, lexicon, colon[0]) if colon else None


def _before_colon(page: Page, lexicon: ClaimLexicon, colon: Token) -> Speaker | None:
    governor = colon.head if colon.head.i < colon.i else colon.nbor(-1)
    heads = subject_heads(governor) if governor.pos_ in grammar.VERBAL else [governor]
    speaker = speaker_of(page, lexicon, heads)
    return speaker if speaker.heard else None


def content_spans(claim: Claim) -> tuple[Span, ...]:
    """The claim's pieces."""
    return claim.content
