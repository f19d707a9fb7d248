"""Events that a verb names: active and passive, participles, verbal locutions ("rendre hommage", "entrer en vigueur")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.nominalisations import Frame
from kg.extract.participants import Finder, Participant

MOVEMENT = frozenset({"Movement", "Visit"})


def verb_frame(verb: Token, finder: Finder) -> Frame | None:
    """The event that a verb names; None for verbs of state and of reporting, and for those that only support a noun of action."""
    lexicon = finder.lexicon
    lemmas = lemmas_of(verb, lexicon)
    if lemmas[0] in lexicon.stative or lemmas[0] in lexicon.reporting or not lemmas[-1].endswith(lexicon.endings) or _supports(verb, finder):
        return None
    passive = is_passive(verb, lemmas[0], lexicon)
    if passive:
        agents = finder.all(c.head for c in grammar.verb_complements(verb) if _is_agent(c, verb, lexicon))
        patients = finder.all(grammar.grammatical_subjects(verb))
        rule = "event/participle" if verb.dep_ in {"acl", "amod"} else "event/passive"
    else:
        agents = finder.doers(verb)
        patients = [p for t in objects(verb) for p in finder.within(t)]
        rule = "event/svo"
    places: list[Participant] = []
    others: list[Participant] = []
    taken = {p.token.i for p in agents}
    for role, participant in _others(verb, lemmas, finder):
        if participant.token.i not in taken:
            (others if role == "patient" else places).append(participant)
    return Frame(verb, lemmas, rule, tuple(agents), tuple(patients), tuple(others), tuple(places))


def _is_agent(complement: grammar.Complement, verb: Token, lexicon: EventLexicon) -> bool:
    """True for "par X", and for what the parser calls an agent with "de" ("suivi de X")."""
    if complement.preposition in lexicon.agent:
        return True
    return complement.head.dep_ == "obl:agent" and complement.preposition in lexicon.genitive


def objects(verb: Token) -> list[Token]:
    """The direct objects; where there is none, the bare noun phrases that the parser took for an oblique."""
    bare = [c for c in verb.rights if c.dep_ == "obl:arg" and c.pos_ in {"NOUN", "PROPN"} and not grammar.preposition(c)]
    return grammar.children(verb, "obj") or bare


def is_passive(verb: Token, lemma: str, lexicon: EventLexicon) -> bool:
    """True for a passive or a past participle of a transitive verb, a coordinated one too ("soutenue par A mais **refusée** par B")."""
    if lemma in lexicon.intransitive or lemma.startswith(("se ", "s'")):
        return False
    if _has_active_form(verb):
        return False
    first = grammar.governor(verb)
    bare = grammar.is_past_participle(verb) and not any(c.dep_.startswith("aux") for c in verb.children)
    return grammar.is_passive(verb) or (first.i != verb.i and bare and grammar.is_passive(first))


def _has_active_form(verb: Token) -> bool:
    """True for "a rejeté", and for a "participle" with an object of its own: a finite verb that the parser took for one."""
    auxiliaries = {c.lower_ for c in verb.children if c.dep_.startswith("aux")}
    if any(c.lemma_.lower() == "avoir" for c in verb.children if c.dep_.startswith("aux")):
        return "été" not in auxiliaries
    return not auxiliaries and any(c.dep_ == "obj" and any(d.dep_ == "det" for d in c.children) for c in verb.children)


def lemmas_of(verb: Token, lexicon: EventLexicon) -> tuple[str, ...]:
    """The verb's lemmas, the most telling first: the locution it heads, the reflexive form, the bare verb."""
    bare = _repaired(verb.lemma_.lower(), lexicon)
    reflexive = grammar.verb_lemma(verb).replace(verb.lemma_.lower(), bare)
    locutions = [form for form in _locutions(verb, bare) if form in lexicon.verbs]
    return tuple(dict.fromkeys([*locutions, reflexive, bare]))


def _repaired(lemma: str, lexicon: EventLexicon) -> str:
    """The lemmatiser leaves some verbs in their present form ("aide")."""
    ending = None if lemma.endswith(lexicon.endings) else next((e for e in lexicon.repairs if lemma.endswith(e)), None)
    return lemma.removesuffix(ending) + lexicon.repairs[ending] if ending else lemma


def _locutions(verb: Token, lemma: str) -> Iterator[str]:
    for child in verb.rights:
        if child.pos_ == "NOUN" and not any(c.dep_ in {"det", "nummod"} for c in child.children):
            case = next((c.lower_ for c in child.lefts if c.dep_ == "case"), "")
            yield " ".join(filter(None, (lemma, case, child.lower_)))


def _supports(verb: Token, finder: Finder) -> bool:
    """True where the verb only lends its subject to a noun of action that is no entity of its own."""
    if verb.lemma_.lower() not in finder.lexicon.support:
        return False
    nouns = grammar.children(verb, "obj", "nsubj:pass") + ([verb.head] if verb.dep_ == "acl" else [])
    return any(_is_action(n, finder) and not finder.reading.denotes(n) for n in nouns)


def _is_action(noun: Token, finder: Finder) -> bool:
    verbs = finder.lexicon.nouns.get(noun.lemma_.lower(), ())
    return bool(verbs) and verbs[0] not in finder.lexicon.reporting


def _others(verb: Token, lemmas: tuple[str, ...], finder: Finder) -> Iterator[tuple[str, Participant]]:
    """The roles of complements with a preposition, of the verb and (places only) of its objects."""
    lexicon = finder.lexicon
    moves = lexicon.type_of(*lemmas) in MOVEMENT
    for complement in grammar.verb_complements(verb):
        case = complement.preposition
        wanted = any(lexicon.takes(lemma, case) for lemma in lemmas) if case else complement.head.pos_ == "PRON"
        if not case and not wanted and complement.head.i > verb.i:
            yield from (("place", p) for p in finder.named(complement.head) if finder.is_place(p))
        if (case in lexicon.agent or not case) and not wanted:
            continue
        if "PronType=Rel" in complement.head.morph and not case:
            yield from (("place" if finder.is_place(p) else "patient", p) for p in finder.named(complement.head))
            continue
        for participant in finder.within(complement.head, 1 if not wanted else 2):
            if wanted and not (moves and case in lexicon.place and finder.is_place(participant)):
                yield "patient", participant
            elif case in lexicon.place and (finder.is_place(participant) or (finder.is_institution(participant) and case not in lexicon.participant)):
                yield "place", participant
            elif case in lexicon.participant and not finder.is_occasion(participant) and not (participant.inside and finder.is_place(participant)):
                yield "patient", participant
    for noun in [*objects(verb), *grammar.children(verb, "nsubj:pass")]:
        for complement in grammar.complements(noun):
            if complement.preposition in lexicon.place and complement.preposition not in lexicon.participant - lexicon.recipient:
                yield from (("place", p) for p in finder.within(complement.head, 1) if finder.is_place(p))
