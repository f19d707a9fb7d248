"""Who does what a verb says, where the clause does not say it itself or the parser hangs it elsewhere."""

from __future__ import annotations

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.text.tokens import Token


def subjects(verb: Token, lexicon: EventLexicon) -> list[Token]:
    """The subjects of a verb, understood ones too: grammatical_subjects, and those of infinitives that a noun or an object governs.

    "l'intention **de X** d'attaquer", "X a l'intention d'attaquer", "inviter **X** à partir", "accuser **X** d'avoir attaqué",
    "X a attaqué, **en affirmant**".
    """
    infinitive = grammar.is_infinitive(verb)
    if verb.dep_ == "acl" and "Tense=Pres" in verb.morph and _is_detached(verb):
        return _subjects_above(verb, lexicon)
    if infinitive and verb.dep_ == "acl":
        return _subjects_of_noun(verb.head, lexicon)
    if infinitive and verb.dep_ in {"xcomp", "ccomp", "obl:arg"} and verb.head.lemma in lexicon.object_control:
        head = verb.head
        if not grammar.is_passive(head) or any(c.dep_ == "iobj" for c in head.children):
            recipients = [c.head for c in grammar.verb_complements(head) if c.preposition in lexicon.recipient]
            return grammar.children(head, "obj", "iobj") or recipients
    found = of_auxiliary(verb, *grammar.SUBJECT) or grammar.grammatical_subjects(verb)
    second = second_subjects(verb)
    found = [t for t in found if t not in second]
    return [*_before_in_list(verb, found), *found] or _stranded(verb)


def of_auxiliary(verb: Token, *labels: str) -> list[Token]:
    """What the parser hangs on the verb's auxiliary instead of the verb ("qu'il **a** lui-même convoqué")."""
    return [t for c in verb.children if c.dep_.startswith("aux") for t in grammar.children(c, *labels)]


def second_subjects(verb: Token) -> list[Token]:
    """What the parser calls a subject too, behind a verb that has one before it: an object ("la police a arrêté **X**")."""
    found = grammar.children(verb, "nsubj")
    if len(found) < 2:
        return []
    return [t for t in found if t.i > verb.i] if any(t.i < verb.i for t in found) else []


def _is_detached(participle: Token) -> bool:
    """True for a gerund ("en partant") and for a present participle after a comma (", succédant à X")."""
    if any(c.dep_ == "mark" and c.i < participle.i for c in participle.children):
        return True
    first = participle.left_edge.i
    return first > 0 and participle.doc[first - 1].text == ","


def _before_in_list(verb: Token, found: list[Token]) -> list[Token]:
    """What begins a list of subjects that the parser took for an adverbial: "**le Brésil**, l'Australie et la France ont signé"."""
    if len(found) < 2 or not any(c.dep_ == "cc" for c in found[-1].lefts):
        return []
    bare = [c for c in verb.lefts if _is_taken_for_adverbial(c) and not grammar.preposition(c) and c.i < found[0].i]
    comma = found[0].left_edge.i - 1
    return [c for c in bare[-1:] if verb.doc[comma].text == "," and c.right_edge.i == comma - 1 and c.pos_ == found[0].pos_ == "PROPN"]


def _stranded(verb: Token) -> list[Token]:
    """A bare noun phrase or name before a finite verb without subject, which the parser took for an adverbial."""
    if not grammar.is_finite(verb):
        return []
    bare = [c for c in verb.lefts if _is_taken_for_adverbial(c) and not grammar.preposition(c)]
    return bare[-1:]


def _is_taken_for_adverbial(word: Token) -> bool:
    return word.dep_ in {"obl:mod", "obl:arg", "dislocated"} or (word.dep_ == "advmod" and word.pos_ == "PROPN")


def _subjects_above(participle: Token, lexicon: EventLexicon) -> list[Token]:
    """A detached participle has the subject of its clause, whatever noun the parser hangs it on."""
    clause = next((t for t in participle.ancestors if t.pos_ in grammar.VERBAL), None)
    return [] if clause is None else subjects(clause, lexicon)


def _subjects_of_noun(noun: Token, lexicon: EventLexicon) -> list[Token]:
    owners = [c for c in noun.children if c.dep_ == "det" and "Poss=Yes" in c.morph]
    owners = owners or [c.head for c in grammar.complements(noun) if c.preposition in lexicon.genitive]
    if owners:
        return owners
    head = grammar.governor(noun).head
    return subjects(head, lexicon) if head.lemma in lexicon.support and head.i != noun.i else []
