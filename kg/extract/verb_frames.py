"""Events that a verb names: active and passive, participles, verbal locutions ("rendre hommage", "entrer en vigueur")."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.nominalisations import Frame
from kg.extract.participants import Finder, Participant
from kg.extract.verb_lemmas import lemmas_of


def verb_frame(verb: Token, finder: Finder) -> Frame | None:
    """The event that a verb names; None for verbs of state and of reporting, and for those that only support a noun of action."""
    lexicon = finder.lexicon
    lemmas = lemmas_of(verb, lexicon)
    no_event = lemmas[0] in lexicon.stative | lexicon.reporting or not lemmas[-1].endswith(lexicon.endings)
    if no_event or _supports(verb, finder):
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
    if lemmas[0] in lexicon.versus and patients:
        agents, patients, others = _sides(patients, others)
    return Frame(verb, lemmas, rule, tuple(agents), tuple(patients), tuple(others), tuple(places))


def _sides(objects: list[Participant], others: list[Participant]) -> tuple[list[Participant], list[Participant], list[Participant]]:
    """"Le conflit oppose A à B", "oppose A et B": A against B."""
    if others:
        return objects, others, []
    return objects[:1], objects[1:], []


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
    for complement in grammar.verb_complements(verb):
        if not complement.preposition:
            yield from _bare(complement.head, verb, finder)
            continue
        wanted = any(finder.lexicon.takes(lemma, complement.preposition) for lemma in lemmas)
        if wanted or not _is_agent(complement, verb, finder.lexicon):
            found = finder.within(complement.head, 2 if wanted else 1)
            yield from ((role, p) for p in found if (role := finder.role(complement.preposition, p, lemmas)))
    for noun in [*objects(verb), *grammar.children(verb, "nsubj:pass")]:
        for complement in grammar.complements(noun):
            found = finder.within(complement.head, 1)
            yield from (("place", p) for p in found if finder.is_place(p) and finder.role(complement.preposition, p, ()) == "place")


def _bare(head: Token, verb: Token, finder: Finder) -> Iterator[tuple[str, Participant]]:
    """The role of a complement without preposition: a clitic ("lui"), a relative ("où"), a place in parentheses."""
    pronoun = head.pos_ == "PRON"
    if not pronoun and head.i < verb.i:
        return
    for participant in finder.named(head):
        place = finder.is_place(participant)
        if pronoun or place:
            yield ("place" if place and (not pronoun or "PronType=Rel" in head.morph) else "patient"), participant
