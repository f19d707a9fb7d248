"""What the words of a clause say about its certainty: negation, future, conditional, purpose, doubt.

Each question is asked of one word, or of one word and its governor; kg.extract.certainty walks the tree and puts the answers together.
"""

from __future__ import annotations

from kg.extract import grammar
from kg.extract.certainty_words import CertaintyLexicon
from kg.model import Certainty
from kg.text.tokens import Token

COMPLEMENT = frozenset({"xcomp", "ccomp", "csubj", "acl", "advcl", "obl:arg", "obl:mod", "dep"})
MODIFIER = frozenset({"amod", "acl", "advmod", "appos"})


def own_signs(lexicon: CertaintyLexicon, word: Token, below: Token, past: bool = False) -> set[Certainty]:
    """What the word's own clause or noun phrase says: its negation, its mood and tense, its adjectives; of what stands `below` it, not
    what that one makes of it (who has **proposé** a law has done so). The future of what is `past` by its date is the narrator's ("il
    mourra en 1991")."""
    signs = set() if past else _mood(lexicon, word)
    if _negated(lexicon, word):
        signs.add(Certainty.NEGATED)
    signs |= _marked(lexicon, word) | _modified(lexicon, word, below)
    return signs


def is_perfect(word: Token) -> bool:
    """True for an infinitive that has already happened ("pour avoir compris")."""
    return any(c.dep_ == "aux:tense" and "VerbForm=Inf" in c.morph for c in word.children)


def finite_of(word: Token) -> Token | None:
    """The finite verb of the word's own clause: itself, its auxiliary or its copula."""
    if "VerbForm=Fin" in word.morph:
        return word
    return next((c for c in word.children if "VerbForm=Fin" in c.morph and c.dep_.startswith(("aux", "cop"))), None)


def is_conditional(lexicon: CertaintyLexicon, word: Token) -> bool:
    """True where the word's clause is in the conditional."""
    finite = finite_of(word)
    return finite is not None and lexicon.is_conditional(finite)


def is_subjunctive(word: Token) -> bool:
    """True where the word's clause is in the subjunctive."""
    finite = finite_of(word)
    return finite is not None and "Mood=Sub" in finite.morph


def is_nominal(word: Token) -> bool:
    """True for a noun, name or pronoun that is no predicate."""
    return word.pos_ in grammar.NOMINAL and not any(c.dep_ == "cop" for c in word.children)


def _mood(lexicon: CertaintyLexicon, word: Token) -> set[Certainty]:
    finite = finite_of(word)
    if finite is None or not lexicon.is_future(finite) or (finite.lemma == grammar.PERFECT and _looks_back(lexicon, word, finite)):
        return set()
    return {Certainty.PLANNED}


def _looks_back(lexicon: CertaintyLexicon, word: Token, auxiliary: Token) -> bool:
    """True for the future perfect of a main clause that has no term: a balance ("**aura marqué** son époque", not "d'ici 2020")."""
    if auxiliary.i == word.i:
        return False
    return not any(c.dep_ == "mark" or any(t.lower_ in lexicon.terms for t in (c, *c.lefts)) for c in word.children)


def _negated(lexicon: CertaintyLexicon, word: Token) -> bool:
    children = list(word.children)
    if any(c.dep_ in {"cc", "mark"} and c.lemma in lexicon.negative_conjunctions for c in children):
        return True
    if is_nominal(word):
        return any(c.dep_ == "det" and c.lemma in lexicon.negative_words for c in children)
    group = [c for t in (word, *(c for c in children if c.dep_.startswith(("aux", "cop")))) for c in t.children]
    particle = any(c.lower_ in lexicon.negative_particles for c in group)
    for child in group:
        if child.lower_ in lexicon.negative_adverbs and particle:
            following = child.nbor(1) if child.i + 1 < len(child.doc) else child
            return following.lower_ not in lexicon.restricted
    return particle and any(_negative_argument(lexicon, c) for c in children)


def _is_denied(lexicon: CertaintyLexicon, verb: Token) -> bool:
    return _negated(lexicon, verb) or any(c.lower_ in lexicon.without for c in verb.lefts)


def _negative_argument(lexicon: CertaintyLexicon, argument: Token) -> bool:
    if argument.dep_ not in {"nsubj", "nsubj:pass", "obj"}:
        return False
    return argument.lemma in lexicon.negative_words or any(c.dep_ == "det" and c.lemma in lexicon.negative_words for c in argument.children)


def _marked(lexicon: CertaintyLexicon, word: Token) -> set[Certainty]:
    """What introduces the clause: "pour", "sans", "afin de", "si"."""
    signs: set[Certainty] = set()
    for child in word.lefts:
        if child.dep_ not in {"mark", "case", "advmod", "fixed"}:
            continue
        phrases = _phrases(child)
        if grammar.is_infinitive(word) and not is_perfect(word) and phrases & lexicon.purpose:
            signs.add(Certainty.PLANNED)
        if grammar.is_infinitive(word) and phrases & lexicon.without and word.lemma not in lexicon.litotes:
            signs.add(Certainty.NEGATED)
        if is_subjunctive(word) and phrases & lexicon.purpose_conjunctions:
            signs.add(Certainty.PLANNED)
        if child.dep_ == "mark" and child.lower_ in lexicon.hypothesis and _open_hypothesis(lexicon, child, word):
            signs.add(Certainty.PLANNED)
    return signs


def _phrases(marker: Token) -> set[str]:
    """The marker, and the marker with the word before or after it, as the lexicon may name them."""
    before = marker.nbor(-1).lower_ if marker.i > 0 else ""
    after = marker.nbor(1).lower_ if marker.i + 1 < len(marker.doc) else ""
    forms = {marker.lower_, marker.lemma, f"{before} {marker.lower_}", f"{marker.lower_} {after}"}
    return forms | ({before} if marker.lemma == "de" else set())


def _open_hypothesis(lexicon: CertaintyLexicon, marker: Token, word: Token) -> bool:
    """True for a condition whose consequence is still open: in the future or the conditional."""
    if marker.i > 0 and marker.nbor(-1).lower_ in lexicon.concession:
        return False
    if word.head.i == word.i:
        return True
    finite = finite_of(word.head)
    return finite is not None and (lexicon.is_future(finite) or lexicon.is_conditional(finite))


def _modified(lexicon: CertaintyLexicon, word: Token, below: Token) -> set[Certainty]:
    """Its adjectives, participles and adverbs: "prochain", "prévu", "présumé", "prétendument"."""
    signs: set[Certainty] = set()
    for child in word.children:
        if child.dep_ not in MODIFIER or child.i == below.i:
            continue
        forms = {child.lemma, child.lower_}
        graded = any(c.lower_ in lexicon.degrees for c in child.lefts)  # "très attendu" tells of the thing, not whether there will be one
        planned = child.dep_ == "acl" and child.lemma in lexicon.planning and grammar.is_past_participle(child)
        if is_nominal(word) and not graded and (planned or forms & lexicon.planned):
            signs.add(Certainty.PLANNED)
        if forms & lexicon.disputed:
            signs.add(Certainty.DISPUTED)
    return signs


def _infinitive(word: Token) -> str:
    """The lemma; the lemmatiser leaves some verbs of the first group as they are ("tente")."""
    return f"{word.lemma}r" if word.pos_ == "VERB" and word.lemma.endswith("e") and not word.lemma.endswith("re") else word.lemma


def governed_signs(lexicon: CertaintyLexicon, word: Token, governor: Token) -> set[Certainty]:
    """What the governor makes of its complement: wanted, refused, said without a speaker."""
    lemma = _infinitive(governor)
    if is_nominal(word):
        return _governed_noun(lexicon, word, governor, lemma)
    signs: set[Certainty] = set()
    if word.dep_ not in COMPLEMENT:
        return signs
    infinitive, subjunctive = grammar.is_infinitive(word) and not is_perfect(word), is_subjunctive(word)
    if governor.pos_ == "NOUN":
        return {Certainty.PLANNED} if infinitive and lemma in lexicon.planning_nouns else signs
    if word.dep_ == "advcl":
        return signs
    if (infinitive or subjunctive or word.dep_ == "ccomp") and lemma in lexicon.planning:
        signs.add(Certainty.PLANNED)
    denied = lemma in lexicon.litotes and _is_denied(lexicon, governor)
    if infinitive and not denied and (lemma in lexicon.planning_infinitive or (lemma in lexicon.enabling and not _completed(governor))):
        signs.add(Certainty.PLANNED)
    if infinitive and lemma in lexicon.negating:
        signs |= {Certainty.NEGATED} if not denied else set() if _completed(governor) else {Certainty.PLANNED}  # "n'exclut pas de partir"
    if lemma in lexicon.hearsay and (grammar.is_infinitive(word) or word.dep_ in {"ccomp", "csubj"}):
        signs.add(Certainty.REPORTED)
    return signs


def _governed_noun(lexicon: CertaintyLexicon, word: Token, governor: Token, lemma: str) -> set[Certainty]:
    if governor.pos_ == "NOUN":
        return {Certainty.PLANNED} if word.dep_ == "nmod" and lemma in lexicon.planning_nouns else set()
    if word.dep_ not in {"obj", "nsubj:pass"}:
        return set()
    if lemma in lexicon.planning:
        return {Certainty.PLANNED}
    if lemma in lexicon.provable and any(c.lower_ in lexicon.negative_particles for c in governor.children):
        return {Certainty.DISPUTED}  # "le versement n'a **pas été confirmé**"
    denied = lemma in lexicon.litotes and _is_denied(lexicon, governor)
    return {Certainty.NEGATED} if lemma in lexicon.negating and not denied else set()


def _completed(verb: Token) -> bool:
    """True for a compound past: "a dû partir" happened."""
    return any(c.dep_ == "aux:tense" and "Tense=Pres" in c.morph for c in verb.children)
