"""How surely: one judgement for the head word of any fact, whatever kind of fact it is.

From the head word up the tree, each word may say that the fact is negated, planned, doubtful or somebody's. What an indirect report
presupposes rather than says (appositions, definite noun phrases, relative clauses in the indicative) stays the article's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from kg.extract import grammar
from kg.extract.certainty_words import CertaintyLexicon
from kg.extract.modality import finite_of, governed_signs, is_conditional, is_nominal, is_perfect, is_subjunctive, own_signs
from kg.extract.passages import Page
from kg.extract.quotations import Quotation
from kg.extract.reading import Judge, Reading
from kg.model import Certainty, Claim, EntityType, Form, Judgement, TimeExpression
from kg.text.tokens import Token

ORDER = (Certainty.NEGATED, Certainty.PLANNED, Certainty.DISPUTED, Certainty.REPORTED)
DEFINITE = ("Definite=Def", "Poss=Yes", "PronType=Dem")
DOUBTS = frozenset({"doubting", "denying"})
COMPLEMENTS = frozenset({"claim.que", "claim.inf", "claim.nom", "claim.de", "claim.à"})
CONTESTED = 9  # words in which a claim is contested: "ce que le ministre de la Défense conteste"
FAR = 40  # words after a claim in which the writer may still call it unproven
DATING = frozenset({"", "en", "à", "de"})  # "depuis 1872" does not say when
DISTANCE = 3  # words: a longer quotation is speech, not a word held at a distance

__all__ = ["CertaintyLexicon", "judge_of"]


def judge_of(reading: Reading, claims: Sequence[Claim], lexicon: CertaintyLexicon, times: Sequence[TimeExpression] = ()) -> Judge:
    """The judge of a document: from the head word of a fact to its certainty and speakers."""
    doubted = frozenset(_doubted(reading, claims, lexicon))
    return _Judge(Page.of(reading), _claims_by_word(reading, claims), doubted, lexicon, frozenset(_past(reading, times)))


def _past(reading: Reading, times: Sequence[TimeExpression]) -> Iterator[int]:
    """The verbs whose clause has a date before the document's."""
    today = reading.document.date or ""
    for time in times:
        value = (time.value or "").rpartition("/")[2]
        if value[:1].isdigit() and value[: len(today)] < today[: len(value)]:
            last = reading.doc.at(time.span.end - 1)
            verb = next((t for t in last.ancestors if t.pos_ in grammar.VERBAL), None)
            if verb is not None and grammar.preposition(last) in DATING:
                yield verb.i


@dataclass(frozen=True)
class _Judge:
    """`claims` maps the index of a word to the narrowest claim that reports it; `doubted` are those that the writer or another doubts,
    `past` the verbs with a date before the document's."""

    page: Page
    claims: Mapping[int, Claim]
    doubted: frozenset[Claim]
    lexicon: CertaintyLexicon
    past: frozenset[int]
    _known: dict[int, Judgement] = field(default_factory=dict, init=False, repr=False)

    def __call__(self, token: Token) -> Judgement:
        known = self._known.get(token.i)
        if known is None:
            known = self._known[token.i] = self._judged(token)
        return known

    def _judged(self, token: Token) -> Judgement:
        signs, presupposed = self._climb(token)
        claim = self.claims.get(token.i)
        if claim is not None and (not presupposed or self._in_direct_speech(token, claim)):
            signs |= self._said(token, claim)
            return Judgement(_strongest(signs), claim.speakers, claim.speaker_text)
        if claim is None and (self._at_a_distance(token) or (not presupposed and _is_asked(token))):
            signs.add(Certainty.DISPUTED)
        return Judgement(_strongest(signs))

    def _climb(self, token: Token) -> tuple[set[Certainty], bool]:
        """The signs from the word upwards, and whether the walk ended at something presupposed."""
        signs: set[Certainty] = set()
        node, below, shared = token, token, False
        for _ in range(len(token.doc)):
            if not shared:
                own = own_signs(self.lexicon, node, below, node.i in self.past) | self._conditional(token, node)
                affirms = node.i != token.i and node.lemma in self.lexicon.litotes
                signs |= own - {Certainty.NEGATED} if affirms else own
            below, governor = node, node.head
            if governor.i == node.i:
                return signs, False
            if node.dep_ == "conj":
                node, shared = governor, finite_of(node) is not None or is_nominal(node)
                continue
            entity = is_nominal(node) and self._is_entity(node) and not self._becomes(node, governor)
            if not entity:
                signs |= governed_signs(self.lexicon, node, governor)
            if self.claims.get(governor.i) is not self.claims.get(node.i):
                return signs, entity
            if self._presupposed(node, governor, entity):
                return signs, True
            if self._is_indirect_question(node):
                return signs, False
            if _ends_clause(node) or (_is_done(node) and _is_counted(governor)):
                return signs, False
            node, shared = governor, False
        return signs, False

    def _said(self, token: Token, claim: Claim) -> set[Certainty]:
        signs = {Certainty.REPORTED}
        if claim in self.doubted or claim.stance in DOUBTS:
            signs.add(Certainty.DISPUTED)
        if claim.lemma in self.lexicon.planning and claim.rule in COMPLEMENTS:
            signs.add(Certainty.PLANNED)
        if (
            claim.rule == "claim.inf"
            and claim.lemma in self.lexicon.planning_infinitive
            and grammar.is_infinitive(token)
            and not is_perfect(token)
        ):
            signs.add(Certainty.PLANNED)
        return signs

    def _conditional(self, token: Token, node: Token) -> set[Certainty]:
        """A conditional is a plan in what somebody said, under a modal or with a condition; else it is hearsay, also in what somebody says
        ("selon la police, dix personnes **seraient** blessées")."""
        if not is_conditional(self.lexicon, node):
            return set()
        past = any(c.dep_ == "aux:tense" and self.lexicon.is_conditional(c) for c in node.children)
        modal = node.lemma in self.lexicon.modals or (node.i != token.i and grammar.is_infinitive(token) and not past)
        condition = any(
            m.lower_ in self.lexicon.hypothesis for c in node.children if c.dep_ == "advcl" for m in c.children if m.dep_ == "mark"
        )
        claim = self.claims.get(node.i)
        if modal or condition or (claim is not None and not past and self._was_said(claim)):
            return {Certainty.PLANNED}
        return {Certainty.REPORTED}

    def _was_said(self, claim: Claim) -> bool:
        """False where a preposition or a verb in the present reports: no later day is meant there."""
        if claim.rule == "claim.preposition" or claim.cue is None:
            return claim.cue is None
        return any("Tense=Pres" not in t.morph or "VerbForm=Fin" not in t.morph for t in self.page.reading.doc.inside(claim.cue))

    def _presupposed(self, node: Token, governor: Token, entity: bool) -> bool:
        if node.dep_ in {"appos", "amod"} or entity:
            return True
        if node.dep_ == "acl:relcl":
            finite = finite_of(node)
            return finite is not None and not (
                is_subjunctive(node) or self.lexicon.is_conditional(finite) or self.lexicon.is_future(finite)
            )
        if is_nominal(node) and _is_definite(node):
            return not self._becomes(node, governor) and not (node.dep_ in grammar.SUBJECT and self._happens(governor))
        return False

    def _is_indirect_question(self, node: Token) -> bool:
        """True for a clause that says when, where or how: "sans préciser **quand** la France partirait" denies no departure."""
        return any(c.lower_ in self.lexicon.interrogatives and c.i < node.i for c in node.lefts)

    def _becomes(self, node: Token, governor: Token) -> bool:
        """What the subject of the governing verb becomes."""
        return node.dep_ in {"xcomp", "obj", "obl:arg"} and governor.lemma in self.lexicon.becoming

    def _happens(self, verb: Token) -> bool:
        """A verb with which its subject happens, itself or as the infinitive of a modal."""
        return any(v.lemma in self.lexicon.happening for v in (verb, *(c for c in verb.children if c.dep_ == "xcomp")))

    def _is_entity(self, node: Token) -> bool:
        """True for what the article knows already; a number of people ("98.000 citoyens russes") is news."""
        if any(child.dep_ == "nummod" for child in node.children):
            return False
        ids = self.page.reading.denotes(node)
        entities = self.page.reading.entities
        return node.pos_ == "PROPN" or any(entities[i].type is not EntityType.EVENT for i in ids if i in entities)

    def _in_direct_speech(self, token: Token, claim: Claim) -> bool:
        return claim.form is Form.DIRECT or (claim.form is Form.MIXED and self._spoken(self.page.quotation(token)))

    def _spoken(self, quotation: Quotation | None) -> bool:
        return quotation is not None and len(self.page.text[quotation.inner.start : quotation.inner.end].split()) > DISTANCE

    def _at_a_distance(self, token: Token) -> bool:
        """A common noun in short quotation marks after its own article ("des « référendums »"), that names nothing."""
        quotation = self.page.quotation(token)
        if quotation is None or self._spoken(quotation) or token.pos_ not in {"NOUN", "ADJ"} or self.page.reading.denotes(token):
            return False
        before = [t for t in token.lefts if t.pos_ == "DET"]
        return token.lower_ == token.text and bool(before) and before[0].idx < quotation.outer.start


def _is_asked(token: Token) -> bool:
    """True in a sentence that ends with a question mark."""
    last = next((t for t in reversed(token.sent) if not t.is_space), token)
    return last.text.startswith("?")


def _strongest(signs: set[Certainty]) -> Certainty:
    return next((c for c in ORDER if c in signs), Certainty.ASSERTED)


def _is_definite(noun: Token) -> bool:
    return any(sign in c.morph for c in noun.children if c.dep_ in {"det", "case"} for sign in DEFINITE)


def _is_done(node: Token) -> bool:
    """True for what a past participle says of a noun."""
    return node.dep_ == "acl" and grammar.is_past_participle(node)


def _is_counted(noun: Token) -> bool:
    """True for so many of a kind: they are certain ones ("rendre hommage à **six soldats** tués", not "demander un accord signé")."""
    return any(c.dep_ == "nummod" for c in noun.lefts) and not _is_definite(noun)


def _ends_clause(node: Token) -> bool:
    """A finite adverbial or juxtaposed clause is a fact of its own, and so is a participle before the clause ("**accusée** par X, la Russie
    n'a pas répondu")."""
    fronted = node.dep_ == "advcl" and node.i < node.head.i and grammar.is_past_participle(node)
    return node.dep_ in {"parataxis", "ROOT"} or fronted or (node.dep_ == "advcl" and finite_of(node) is not None)


# --- claims ---------------------------------------------------------------------------------------------------------------------------


def _claims_by_word(reading: Reading, claims: Sequence[Claim]) -> Mapping[int, Claim]:
    """Index of word → the narrowest claim that reports it. Linear in the words of all contents."""
    by_word: dict[int, Claim] = {}
    for claim in sorted(claims, key=lambda c: -sum(p.end - p.start for p in c.content)):
        for piece in claim.content:
            by_word.update((t.i, claim) for t in reading.doc.inside(piece) if not _is_cue(t, claim))
    return by_word


def _is_cue(token: Token, claim: Claim) -> bool:
    return claim.cue is not None and claim.cue.start <= token.idx and token.end <= claim.cue.end


def _doubted(reading: Reading, claims: Sequence[Claim], lexicon: CertaintyLexicon) -> Iterator[Claim]:
    """Claims that the writer calls unproven right after them, that somebody else contests there ("ce que Paris conteste"), or that the
    next speaker denies ("dément ces accusations")."""
    for claim, following in zip_longest(claims, claims[1:]):
        after = tuple(_after(reading, claim))
        if (
            any(_unproven(lexicon, t) for t in after)
            or _contested(lexicon, after)
            or (
                following is not None
                and following.stance == "denying"
                and following.speakers != claim.speakers
                and _points_back(reading, following)
            )
        ):
            yield claim


def _after(reading: Reading, claim: Claim) -> Iterator[Token]:
    """The words after a claim to the end of the next sentence."""
    words = reading.doc.inside(claim.content[-1])
    if not words:
        return
    breaks = 0
    for token in reading.doc[words[-1].i + 1 : words[-1].i + 1 + FAR]:
        breaks += bool(token.is_sent_start)
        if breaks > 1 or "\n" in token.text:
            return
        yield token


def _contested(lexicon: CertaintyLexicon, after: Sequence[Token]) -> bool:
    """True where the words after a claim take it up as a whole and contest it."""
    words = [t for t in after if not t.is_space and not t.is_punct][:CONTESTED]
    if [t.lower_ for t in words[:1]] != ["ce"] or words[1:2] == [] or words[1].lower_ not in {"que", "qu'"}:
        return False
    # the lemmatiser leaves rare verbs of the first group as they are ("conteste")
    contests = any({t.lemma, f"{t.lemma}r"} & lexicon.contesting for t in words[2:])
    return contests and not any(t.lower_ in lexicon.negative_adverbs for t in words[2:])


def _unproven(lexicon: CertaintyLexicon, token: Token) -> bool:
    """A noun behind a comma with an adjective of doubt, or a proof that is missing."""
    if token.pos_ != "NOUN":
        return False
    if any(t.text == "," for t in token.doc[max(0, token.i - 3) : token.i]):
        return any(_doubts(lexicon, t) for t in token.doc[token.i + 1 : token.i + 4]) or any(_doubts(lexicon, t) for t in token.lefts)
    if token.lemma not in lexicon.proofs:
        return False
    before = token.doc[max(token.sent.start, token.i - 6) : token.i]
    return any(t.lower_ in lexicon.without or t.lower_ in lexicon.negative_adverbs or t.lemma in lexicon.negative_words for t in before)


def _doubts(lexicon: CertaintyLexicon, modifier: Token) -> bool:
    """An adjective or participle of doubt, or one of proof with a negation before it or in it ("non-prouvée")."""
    forms = {modifier.lemma, modifier.lower_}
    inner = {rest for first, _, rest in (form.partition("-") for form in forms) if first in lexicon.unproven}
    if forms & lexicon.disputed or inner & lexicon.provable:
        return True
    return bool(forms & lexicon.provable) and modifier.nbor(-1).lower_ in lexicon.unproven


def _points_back(reading: Reading, claim: Claim) -> bool:
    """True where the content is a demonstrative noun phrase ("ces accusations")."""
    words = reading.doc.inside(claim.content[0])
    return len(words) > 0 and "PronType=Dem" in words[0].morph
