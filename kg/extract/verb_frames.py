"""Events that a verb names: active and passive, participles, verbal locutions ("rendre hommage", "entrer en vigueur")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.frames import Frame
from kg.extract.nominalisations import is_victim
from kg.extract.participants import MOVEMENT, Finder, Participant
from kg.extract.subjects import of_auxiliary, second_subjects
from kg.extract.verb_lemmas import lemmas_of
from kg.model import EntityType
from kg.text.tokens import Token

# How a past participle ends in the masculine singular, less its "s".
PARTICIPLES_IN_ER = ("é",)
NAMED_BY = frozenset({"det", "case", "nummod", "cop"})  # what a noun has, and a participle in a heading has not
PARTICIPLES = ("é", "i", "ï", "u", "û", "s", "t")


def verb_frame(verb: Token, finder: Finder) -> Frame | None:
    """The event that a verb names; None for verbs of state and of reporting, and for those that only support a noun of action."""
    lexicon = finder.lexicon
    lemmas = lemmas_of(verb, lexicon)
    no_event = lemmas[0] in lexicon.stative or lemmas[0] in lexicon.reporting or not lemmas[-1].endswith(lexicon.endings)
    if no_event or _is_adjective(verb, lemmas[-1]) or _supports(verb, finder) or is_victim(verb, lexicon):
        return None
    places: list[Participant] = []
    if is_passive(verb, lemmas[0], lexicon):
        agents = finder.all(_passive_agents(verb, lexicon))
        patients = finder.all(grammar.grammatical_subjects(verb))
        rule = "event/participle" if verb.dep_ in {"acl", "amod"} else "event/passive"
    else:
        agents = finder.doers(verb)
        found = [p for t in objects(verb) for p in finder.predicate(t, agents) or finder.within(t)]
        aside = [p for p in found if finder.is_setting(p) or (_is_part_of_site(p, finder) and not _aims_at_places(lemmas, lexicon))]
        patients = [p for p in found if p not in aside]
        places += aside if lexicon.type_of(lemmas[0]) in MOVEMENT else []
        rule = "event/svo"
    others: list[Participant] = []
    taken = {p.token.i for p in agents}
    done_to = rule != "event/svo" and bool(patients) and lemmas[0] not in lexicon.giving
    for role, participant in (*_others(verb, lemmas, finder), *_inside(verb, lemmas, finder)):
        if participant.token.i not in taken:
            at_place = done_to and finder.is_place(participant) and grammar.preposition(participant.token) in finder.lexicon.recipient
            (places if role == "place" or at_place else others).append(participant)
    if any(finder.is_of(p, {EntityType.PERSON}) for p in others):  # "succède à X **à Matignon**"
        places += [p for p in others if finder.is_site(p) and not p.inside]
        others = [p for p in others if p not in places]
    if not (agents or patients or others or places):
        places = [*_places_of_setting(verb, finder)]
    if lemmas[0] in lexicon.versus and patients:
        second = _against(verb, finder)
        other = others or finder.all(second)
        # where the other side is nobody known, the first is not to be split
        agents, patients, others = (patients, other, []) if other or second else (patients[:1], patients[1:], [])
    acted_on = patients or others or (agents if lemmas[0] in lexicon.intransitive else [])
    kind = _type(verb, lemmas[0], [*acted_on, *places], finder)
    return Frame(verb, lemmas, rule, kind, tuple(agents), tuple(patients), tuple(others), tuple(places))


def _type(verb: Token, lemma: str, participants: list[Participant], finder: Finder) -> str | None:
    """The class of the event; None for the other senses of a verb that has it only with certain participants, or with an office."""
    wanted = finder.lexicon.only_with.get(lemma)
    fits = wanted is None or any(c.i in finder.reading.roles for c in verb.rights) or any(finder.is_of(p, wanted) for p in participants)
    return finder.lexicon.type_of(lemma) if fits else None


def _is_part_of_site(participant: Participant, finder: Finder) -> bool:
    """True for the place of which the object is something: "la deuxième étape **des Pyrénées**"."""
    return participant.inside and finder.is_site(participant) and grammar.preposition(participant.token) in finder.lexicon.genitive


def _aims_at_places(lemmas: tuple[str, ...], lexicon: EventLexicon) -> bool:
    """True for verbs that do to a place what they do to what is there ("bombarder les faubourgs **d'Alep**")."""
    return lexicon.type_of(lemmas[0]) in lexicon.territorial


def _is_adjective(word: Token, lemma: str) -> bool:
    """True behind a copula for what the tagger takes for a participle, but none ends so ("sont **présentes**", "est **relégable**")."""
    if "VerbForm=Part" not in word.morph or "Tense=Past" not in word.morph:
        return False
    endings = PARTICIPLES_IN_ER if lemma.endswith("er") else PARTICIPLES
    masculine = word.lower_.removesuffix("s").removesuffix("e")
    return not masculine.endswith(endings) and any(c.pos_ == "AUX" for c in word.lefts)


def heading_frame(word: Token, finder: Finder) -> Frame | None:
    """The event of a participle that the parser took for a noun or an adjective, as it does in headings ("X **élu** président")."""
    verb = finder.lexicon.participles.get(word.lower_)
    if verb is None or word.dep_ not in {"appos", "amod", "acl", "ROOT"} or any(c.dep_ in NAMED_BY for c in word.children):
        return None
    before = word.nbor(-1) if word.i > word.sent.start else word
    phrase = [before, *(t for t in before.ancestors if t.i < word.i)]
    patients = next((p for t in phrase if (p := finder.named(t))), [])
    agents = finder.all(c.head for c in grammar.complements(word) if _is_agent(c, finder.lexicon))
    around = [(c.preposition, p) for c in grammar.complements(word) for p in finder.named(c.head)]
    places = tuple(p for case, p in around if finder.role(case, p, (verb,)) == "place")
    return (
        Frame(word, (verb,), "event/participle", finder.lexicon.type_of(verb), tuple(agents), tuple(patients), (), places)
        if patients
        else None
    )


def _against(verb: Token, finder: Finder) -> list[Token]:
    """The other side, also where the parser hangs it on the first ("le conflit oppose A **à B**"); none in "oppose A et B"."""
    found = (*grammar.verb_complements(verb), *(c for t in objects(verb) for c in grammar.complements(t)))
    return [c.head for c in found if c.preposition in finder.lexicon.recipient]


def _passive_agents(verb: Token, lexicon: EventLexicon) -> list[Token]:
    """Who does what a passive says, also where the parser hangs it on a complement ("nommé ministre par X", "accusé de fraude par X")."""
    beside = lexicon.genitive if verb.lemma in lexicon.accompanying else frozenset()  # "suivi **de** X"
    found = [c.head for c in grammar.verb_complements(verb) if _is_agent(c, lexicon) or c.preposition in beside]
    if found:
        return found
    behind = [c for c in verb.rights if c.dep_ in {"xcomp", "obl:arg", "obl:mod"}]
    behind += [c for word in behind for c in word.rights if c.dep_ == "nmod"]  # "éliminée en tableau **de 16 par X**"
    inner = (c for word in behind for c in (*grammar.verb_complements(word), *grammar.complements(word)))
    return list(dict.fromkeys(c.head for c in inner if c.preposition in lexicon.agent))


def _is_agent(complement: grammar.Complement, lexicon: EventLexicon) -> bool:
    """True for "par X", and for what the parser calls an agent with "de" ("suivi de X")."""
    if complement.preposition in lexicon.agent:
        return True
    return complement.head.dep_ == "obl:agent" and complement.preposition in lexicon.genitive


def objects(verb: Token) -> list[Token]:
    """The direct objects; where there is none, the bare noun phrase that the parser took for something else."""
    found = grammar.children(verb, "obj") or of_auxiliary(verb, "obj") or second_subjects(verb)
    if found:
        return found
    first = grammar.governor(verb)
    shared = [t for t in (*grammar.children(first, "obj"), *second_subjects(first)) if first.i < verb.i < t.i]
    if shared:
        return shared
    bare = [t for c in verb.rights if _may_be_object(c) and not grammar.preposition(c) for t in grammar.conjuncts(c)]
    return bare or [t for c in verb.rights if c.dep_.startswith("obl") for t in c.subtree if _is_astray(t)][:1]


def _may_be_object(word: Token) -> bool:
    if word.dep_ == "xcomp":
        before = word.nbor(-1)
        return word.pos_ == "PROPN" and (before.i == word.head.i or before.head.i == word.i)
    if word.dep_ in {"appos", "dep", "conj"}:
        return word.pos_ == "PROPN" and _is_behind(word, word.head)
    return word.dep_ == "obl:arg" and word.pos_ in {"NOUN", "PROPN"}


def _is_behind(name: Token, verb: Token) -> bool:
    """True for a name right behind a verb with a subject of its own, or behind what stands between two commas there ("a condamné,
    **vendredi 3 mai**, X")."""
    if any(c.dep_ == "cc" for c in name.lefts) or not any(c.dep_ in grammar.SUBJECT for c in verb.lefts):
        return False
    first = name.left_edge.i
    first += verb.doc[first].text == ","
    commas = [t.i for t in verb.doc[verb.i + 1 : first] if t.text == ","]
    return first == verb.i + 1 or commas == [verb.i + 1, first - 1]


def _is_astray(word: Token) -> bool:
    """True for a phrase with an article but no preposition that hangs on a noun ("ont rejeté dimanche 4 décembre **les réformes**")."""
    return (
        word.dep_ == "nmod"
        and word.pos_ in {"NOUN", "PROPN"}
        and not grammar.preposition(word)
        and any(c.dep_ == "det" for c in word.children)
    )


def is_passive(verb: Token, lemma: str, lexicon: EventLexicon) -> bool:
    """True for a passive or a bare past participle of a transitive verb; a second participle is what the first is ("soutenue et aidée")."""
    reflexive = grammar.verb_lemma(verb) != verb.lemma
    if lemma in lexicon.intransitive or reflexive or _has_active_form(verb, lexicon):
        return False
    first = grammar.governor(verb)
    participle = grammar.is_past_participle(verb) or ("VerbForm=Inf" in verb.morph and verb.lower_ in lexicon.participles)
    bare = participle and not any(c.dep_.startswith("aux") for c in verb.children)
    if bare and first.i != verb.i:
        return grammar.is_passive(first)
    return bare or grammar.is_passive(verb)


def _has_active_form(verb: Token, lexicon: EventLexicon) -> bool:
    """True for "a rejeté", and for a "participle" with an object of its own: a finite verb that the parser took for one."""
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux")]
    if auxiliaries:
        return len(auxiliaries) == 1 and auxiliaries[0].lemma in lexicon.active
    return any(c.dep_ == "obj" and any(d.dep_ == "det" for d in c.children) for c in verb.children)


def _supports(verb: Token, finder: Finder) -> bool:
    """True where the verb only lends its subject to a noun of action that is no entity of its own."""
    if verb.lemma not in finder.lexicon.support:
        return False
    nouns = grammar.children(verb, "obj", "nsubj:pass") + ([verb.head] if verb.dep_ == "acl" else [])
    return any(_is_action(n, finder) and not finder.reading.denotes(n) for n in nouns)


def _is_action(noun: Token, finder: Finder) -> bool:
    verbs = finder.lexicon.nouns.get(noun.lemma, ())
    return bool(verbs) and verbs[0] not in finder.lexicon.reporting


def _others(verb: Token, lemmas: tuple[str, ...], finder: Finder) -> Iterator[tuple[str, Participant]]:
    """The roles of the verb's complements."""
    for complement in grammar.verb_complements(verb):
        if not complement.preposition:
            yield from _bare(complement.head, verb, finder)
            continue
        wanted = any(finder.lexicon.takes(lemma, complement.preposition) for lemma in lemmas)
        if wanted or not _is_agent(complement, finder.lexicon):
            found = finder.within(complement.head, 2) if wanted else finder.beside(complement)
            yield from ((role, p) for p in found if (role := finder.role(complement.preposition, p, lemmas)))


def _places_of_setting(verb: Token, finder: Finder) -> Iterator[Participant]:
    """Where the event happens in which this one does ("65 personnes sont mortes **dans une explosion à Lahore**")."""
    for complement in grammar.verb_complements(verb):
        if complement.preposition in finder.lexicon.setting and complement.head.lemma in finder.lexicon.nouns:
            inner = (c for c in grammar.complements(complement.head) if c.preposition in finder.lexicon.place)
            yield from (p for c in inner for p in finder.named(c.head) if finder.is_place(p))


def _inside(verb: Token, lemmas: tuple[str, ...], finder: Finder) -> Iterator[tuple[str, Participant]]:
    """The places, and who is given something, that the parser hangs on the object or the agent ("arrêté par la police **à Lyon**")."""
    behind = [c for c in verb.rights if c.dep_ == "obl:agent"]
    for noun in [*objects(verb), *behind, *grammar.children(verb, "nsubj:pass")]:
        for complement in grammar.complements(noun):
            case = complement.preposition
            if case in finder.lexicon.place and not _is_agent(complement, finder.lexicon):
                for participant in finder.within(complement.head, 1):
                    if finder.is_given(case, participant, lemmas):
                        yield "patient", participant
                    elif finder.is_place(participant) and finder.role(case, participant, ()) == "place":
                        yield "place", participant


def _bare(head: Token, verb: Token, finder: Finder) -> Iterator[tuple[str, Participant]]:
    """The role of a complement without preposition: a clitic ("lui"), a relative ("où"), a place in parentheses."""
    pronoun = head.pos_ == "PRON"
    emphatic = head.i + 1 < len(head.doc) and head.nbor(1).lower_ in finder.lexicon.emphatic
    if emphatic or (not pronoun and head.i < verb.i):
        return
    for participant in finder.named(head):
        place = finder.is_place(participant)
        if pronoun or place:
            yield ("place" if place and (not pronoun or "PronType=Rel" in head.morph) else "patient"), participant
