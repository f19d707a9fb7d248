"""Who says what: quotations and reported speech with speaker, cue, content and stance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.extract import claim_contents as contents
from kg.extract import grammar
from kg.extract.claim_contents import Content
from kg.extract.claim_locutions import reported
from kg.extract.claim_words import PHRASE as LOCUTION
from kg.extract.claim_words import ClaimLexicon, ReportingVerb
from kg.extract.passages import Page, Passage, passages
from kg.extract.prepositions import preposition_claim
from kg.extract.quotations import Quotation
from kg.extract.reading import Reading, span_of
from kg.extract.speakers import Speaker, following_noun, group_start, is_finite, is_narrative, speaker_of, subject_heads
from kg.model import Claim, EntityType, Form
from kg.text.tokens import Token

HEARD_ONLY = frozenset({"nom", "inf", "de", "à", "attr", "comme"})
PRONOUN_SPEAKERS = frozenset({EntityType.PERSON, EntityType.ORGANIZATION, EntityType.GOVERNMENT, EntityType.PEOPLE})
SHORTEST = 4  # words: a quotation with fewer, that nobody is said to say, may be a title or a word kept at a distance

__all__ = ["ClaimLexicon", "find_claims"]


@dataclass(frozen=True, slots=True)
class History:
    """What was said so far: the claims of the passage, the last one of its paragraph before it, the passage right before, and who was
    said to speak there without a word of it ("X confirme.")."""

    made: tuple[Claim, ...] = ()
    previous: Claim | None = None
    before: Passage | None = None
    announced: Speaker | None = None

    def speaker(self, plural: bool) -> Speaker | None:
        """Who spoke last, where the number fits."""
        last = self.made[-1] if self.made else self.previous
        if last is None or (last.speakers and plural != (len(last.speakers) > 1)):
            return None
        return Speaker(last.speakers, last.speaker_text, heard=True)


def find_claims(reading: Reading, lexicon: ClaimLexicon) -> tuple[Claim, ...]:
    """Every act of reporting in the document that has a speaker, in text order."""
    page = Page.of(reading)
    found: list[Claim] = []
    paragraph, history = -1, History()
    for passage in passages(page, lexicon):
        history = history if passage.paragraph == paragraph else History()
        made = _passage_claims(passage, history)
        found += made
        paragraph = passage.paragraph
        announced = _topic(passage) if not made and any(t.dep_ == "ROOT" and lexicon.verb(t) for t in passage) else None
        history = History((), made[-1] if made else history.previous, passage, announced)
    works = {m.span for m in reading.mentions if reading.entities[m.entity].type is EntityType.WORK}
    said = [c for c in found if len(c.content) > 1 or c.content[0] not in works]  # one who publishes « La Peste » says nothing
    return tuple(sorted(_agreed(page, said), key=lambda c: (c.content[0], c.cue or c.content[0])))


def _agreed(page: Page, claims: list[Claim]) -> Iterator[Claim]:
    """A quotation that the article repeats (in a heading) has the speaker that one of its places resolves."""
    known = {_words(page, c): c for c in reversed(claims) if c.speakers and c.form is Form.DIRECT}
    for claim in claims:
        same = known.get(_words(page, claim)) if not claim.speakers else None
        yield replace(claim, speakers=same.speakers, speaker_text=None) if same else claim


def _words(page: Page, claim: Claim) -> str:
    return " ".join(page.text[p.start : p.end] for p in claim.content)


def _passage_claims(passage: Passage, history: History) -> list[Claim]:
    for token in passage:
        claim, entry = None, passage.lexicon.verb(token)
        if entry:
            claim = verb_claim(passage, token, entry, history)
        elif token.lower_ in passage.lexicon.prepositions:
            claim = preposition_claim(passage, token, history.speaker)
        if claim is None and token.lemma in passage.lexicon.tellers:
            claim = _locution_claim(passage, token, history)
        if claim:
            history = replace(history, made=(*history.made, claim))
    return [*history.made, *_bare(passage, history)]


def _topic(passage: Passage) -> Speaker | None:
    """The one person that a sentence has as the subject of its main clause."""
    subject = next((t for t in passage if t.dep_ in grammar.SUBJECT and t.head.dep_ == "ROOT" and passage.quotation(t) is None), None)
    if subject is None:
        return None
    speaker = speaker_of(passage, [subject])
    types = _types(passage, speaker)
    return speaker if types == {EntityType.PERSON} and len(speaker.ids) == 1 else None


# --- verbs -------------------------------------------------------------------------------------------------------------------------


def verb_claim(passage: Passage, verb: Token, entry: ReportingVerb, history: History) -> Claim | None:
    """The claim that a reporting verb makes, or None."""
    found, heads = _content_and_speakers(passage, verb, entry)
    if found is None:
        return None
    speaker = _continued(passage, speaker_of(passage, heads), heads, entry, history)
    if not heads and is_narrative(passage, verb):
        speaker = history.speaker(plural=False) or speaker
    before = history.made[-1] if history.made else None
    if before is not None and _accompanies(passage, verb, before):
        speaker = Speaker(before.speakers, before.speaker_text, heard=True)
    negated = any(c.lower_ in passage.lexicon.negations for c in verb.children) and not _is_restricted(passage, found)
    if (not speaker.heard and _doubtful(found, heads)) or (negated and found.construction in HEARD_ONLY | {"passive"}):
        return None
    if found.construction in HEARD_ONLY and not speaker.heard and not (found.construction == "nom" and found.form is not Form.INDIRECT):
        return None
    if (not speaker.ids and (not speaker.text or _is_embedded(passage, verb))) or _is_thing(passage, verb, found):
        return None
    if _is_embedded(passage, verb) and any(p.overlaps(q) for c in history.made for p in c.content for q in found.pieces):
        return None
    claim = _claim(found, speaker, "doubting" if negated else entry.stance, verb, passage.lexicon.lemma(verb))
    if passage.lexicon.in_phrase(verb):
        finite = passage.lexicon.finite_part(verb)
        return replace(claim, cue=span_of(finite, verb), lemma=f"{finite.lemma} {verb.lemma}")
    return claim


def _locution_claim(passage: Passage, word: Token, history: History) -> Claim | None:
    """The claim that a verb makes with its noun ("fait état de dix morts"), or None."""
    locution = reported(passage, word)
    if locution is None:
        return None
    verb, found = locution
    heads = subject_heads(passage, verb)
    speaker = _continued(passage, speaker_of(passage, heads), heads, LOCUTION, history)
    if not speaker.heard or any(c.lower_ in passage.lexicon.negations for c in verb.children):
        return None
    claim = _claim(found, speaker, LOCUTION.stance, verb, verb.lemma)
    return claim if verb.i == word.i else replace(claim, cue=span_of(verb, word), lemma=f"{verb.lemma} {word.lemma}")


def _is_thing(passage: Passage, verb: Token, content: Content) -> bool:
    """True for the object of a verb that does not only speak: "rappelle **son ambassadeur**", "relève **ses taux**"."""
    if content.construction != "nom" or content.form is not Form.INDIRECT or passage.lexicon.lemma(verb) not in passage.lexicon.owning:
        return False
    return any("Poss=Yes" in t.morph for t in passage.doc.inside(content.pieces[0])[:1])


def _is_restricted(passage: Passage, content: Content) -> bool:
    """True for "ne … que" and a noun phrase ("n'a confirmé **que le blocage** de l'usine")."""
    return content.construction == "que" and not _has_verb(passage, content)


def _has_verb(passage: Passage, content: Content) -> bool:
    return any("VerbForm=Fin" in t.morph for piece in content.pieces for t in passage.doc.inside(piece))


def _content_and_speakers(passage: Passage, verb: Token, entry: ReportingVerb) -> tuple[Content | None, list[Token]]:
    quotation = passage.quotation(verb)
    inverted = _inverted_subjects(passage, verb)
    if quotation is not None:
        return _interrupting(passage, verb, inverted, quotation), inverted
    if inverted and "quote" in entry.takes and (found := contents.behind_colon(passage, verb)):
        return found, inverted
    if inverted and "quote" in entry.takes and (found := contents.before(passage, _opening(passage, verb))):
        found = contents.continued(passage, verb, inverted[0], found)
        if found.form is not Form.INDIRECT or ("que" in entry.takes and _has_verb(passage, found)):
            return found, inverted
    if inverted and (found := contents.beside(passage, _opening(passage, verb), inverted[0])):
        return found, inverted
    found = contents.after(passage, verb, entry) or contents.passive_subject(passage, verb, group_start(verb), entry)
    if found is None:
        return None, []
    return found, _voiced(passage, verb) or _caused(passage.lexicon, verb) or subject_heads(passage, verb)


def _is_embedded(passage: Passage, verb: Token) -> bool:
    """An infinitive that is no main clause by itself."""
    return "VerbForm=Inf" in verb.morph and not passage.lexicon.in_phrase(verb) and not is_narrative(passage, verb)


def _doubtful(found: Content, heads: list[Token]) -> bool:
    """A clause behind plain text whose noun may as well be its object ("il devance X, signe sa victoire"), or a colon after one."""
    return found.construction == "colon" or (
        found.construction == "before"
        and found.form is Form.INDIRECT
        and any(h.dep_ != "nsubj" and not h.text.startswith("-") for h in heads)
    )


def _accompanies(passage: Passage, verb: Token, before: Claim) -> bool:
    """A participle behind another reporting clause of the same sentence ("…, a-t-il dit, affirmant que …") has its speaker."""
    if "VerbForm=Part" not in verb.morph or "Tense=Pres" not in verb.morph or before.cue is None:
        return False
    between = [t for t in passage if before.cue.end <= t.idx < verb.idx]
    after_content = all(piece.end <= before.cue.start for piece in before.content)
    return after_content and any(t.text == "," for t in between) and not any("VerbForm=Fin" in t.morph for t in between)


def _continued(passage: Passage, speaker: Speaker, heads: list[Token], entry: ReportingVerb, history: History) -> Speaker:
    """Where only a pronoun says who speaks: who spoke last or, in a clause behind a quotation, whom the sentence before is about.

    What the pronoun denotes elsewhere stands where it is a person or an organisation and nothing speaks against it.
    """
    pronoun = len(heads) == 1 and heads[0].pos_ == "PRON" and "Person=3" in heads[0].morph
    if not (pronoun or speaker.pronoun):
        return speaker
    types = _types(passage, speaker)
    clitic = bool(heads) and heads[0].text.startswith("-")
    plural = bool(heads) and "Number=Plur" in heads[0].morph
    if clitic or entry.goes_on or not types & {EntityType.PERSON}:
        earlier = history.speaker(plural)
        if not plural and (earlier is None or (earlier.ids and not _types(passage, earlier) & PRONOUN_SPEAKERS)):
            earlier = (_topic(history.before) if history.before else None) or earlier
        if earlier is not None:
            return earlier
    return Speaker(pronoun=True) if not plural and types and not types & PRONOUN_SPEAKERS else speaker


def _types(passage: Passage, speaker: Speaker) -> set[EntityType]:
    entities = passage.reading.entities
    return {entities[i].type for i in speaker.ids if i in entities}


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


def _opening(passage: Passage, verb: Token) -> Token:
    """The first word of a reporting clause: the verb's group, with the "comme" of "comme l'a dit X"."""
    start = group_start(passage.lexicon.finite_part(verb))
    before = start.nbor(-1) if start.i > passage.start else start
    return before if before.lower_ in passage.lexicon.manner and start.pos_ == "PRON" else start


def _inverted_subjects(passage: Passage, verb: Token) -> list[Token]:
    """The subject of a reporting clause that follows what it reports: a clitic, or a noun phrase after the verb; [] in another clause."""
    finite = passage.lexicon.finite_part(verb)
    if not is_finite(passage.lexicon, finite):
        return []
    start = _opening(passage, verb)
    words = verb.doc[start.i : min(verb.i + 3, verb.sent.end)]
    clitics = [t for t in words if t.text.startswith("-") and t.pos_ == "PRON" and t.text != "-t"]
    if clitics:
        return clitics[:1]
    before = start.nbor(-1) if start.i > 0 else start
    if before.i != start.i and not (before.is_punct or before.is_space):
        return []
    right = [c for c in verb.rights if c.dep_ in {"nsubj", "obj"} and not grammar.preposition(c)]
    subjects = [c for c in right if c.dep_ == "nsubj"]
    left = [
        c for c in finite.lefts if (c.dep_ in grammar.SUBJECT or c.dep_ == "expl:subj") and passage.quotation(c) is passage.quotation(verb)
    ]
    if subjects or left:
        return subjects[:1]
    near = following_noun(passage, verb)
    return right[:1] or ([near] if near is not None else [])


def _voiced(passage: Passage, verb: Token) -> list[Token]:
    """Through whose voice it is said ("par la voix de X"): before the verb in its clause, or after it."""
    for i in range(max(passage.start, group_start(verb).i - 8), min(passage.end - 2, verb.i + 5)):
        token = passage.doc[i]
        if token.lemma in passage.lexicon.voices and grammar.preposition(token) == "par":
            after = [t for t in passage.doc[i + 2 : min(i + 6, passage.end)] if t.pos_ in {"NOUN", "PROPN"}]
            return after[:1]
    return []


def _caused(lexicon: ClaimLexicon, verb: Token) -> list[Token]:
    """Whom something makes say it ("fait dire à X")."""
    if "VerbForm=Inf" not in verb.morph or verb.i == 0 or verb.nbor(-1).lemma not in lexicon.causatives:
        return []
    return [c.head for c in grammar.verb_complements(verb) if c.preposition == "à"] or [
        c.head for c in grammar.verb_complements(verb.nbor(-1)) if c.preposition == "à"
    ]


def _interrupting(passage: Passage, verb: Token, subjects: list[Token], quotation: Quotation) -> Content | None:
    opening = group_start(verb)
    if not subjects or opening.i == 0 or opening.nbor(-1).text != ",":
        return None
    return contents.interrupted(passage, opening, max(subjects[0], verb, key=lambda t: t.i), quotation)


# --- quotations that no verb claims ---------------------------------------------------------------------------------------------------


def _bare(passage: Passage, history: History) -> Iterator[Claim]:
    taken = [piece for claim in history.made for piece in claim.content]
    for quotation in passage.inside(passage.span):
        if (
            any(piece.overlaps(quotation.inner) for piece in taken)
            or len(passage.text[quotation.inner.start : quotation.inner.end].split()) < SHORTEST
        ):
            continue
        found = contents.content(passage, [quotation.outer], "chain")
        speaker = _carried(passage, quotation, history)
        if found and speaker and (speaker.ids or speaker.text):
            yield _claim(found, speaker, "neutral", None, None, 0.6)


def _carried(passage: Passage, quotation: Quotation, history: History) -> Speaker | None:
    """Who says a quotation without a verb: who spoke last, or the one before its colon."""
    lead = passage.text[passage.span.start : quotation.outer.start].strip()
    if not lead and history.announced is not None:
        return history.announced
    if not lead and history.previous is not None and history.previous.form is not Form.INDIRECT:
        return Speaker(history.previous.speakers, history.previous.speaker_text)
    if not lead.endswith(":"):
        return None
    if history.made:
        return Speaker(history.made[-1].speakers, history.made[-1].speaker_text)
    colon = [t for t in passage if t.text == ":" and t.idx < quotation.outer.start][-1:]
    return _before_colon(passage, colon[0]) if colon else None


def _before_colon(passage: Passage, colon: Token) -> Speaker | None:
    governor = colon.head if colon.head.i < colon.i else colon.nbor(-1)
    heads = subject_heads(passage, governor) if governor.pos_ in grammar.VERBAL or passage.lexicon.lemma(governor) else [governor]
    speaker = speaker_of(passage, heads)
    return speaker if speaker.heard else None
