"""Events that a noun of action names: "l'offensive de Moscou contre l'Ukraine", "mener une opération", "son soutien à X"."""

from __future__ import annotations

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.frames import Frame
from kg.extract.participants import Finder, Participant
from kg.extract.subjects import subjects
from kg.extract.verb_lemmas import lemmas_of
from kg.model import EntityType
from kg.text.tokens import Token

SETTINGS = frozenset({"à", "en", "dans"})  # open a time or a place
BARE_OF = frozenset({"de", "d'"})


def verbs_of(noun: Token, lexicon: EventLexicon) -> tuple[str, tuple[str, ...]]:
    """The noun of action, several words long where the lexicon has it so ("entrée en vigueur"), and its verbs; () where it is none."""
    lemma = noun.lemma
    if lemma in lexicon.compounds:
        for child in noun.rights:
            case = next((c for c in child.lefts if c.dep_ == "case"), None)
            name = f"{lemma} {case.lower_} {child.lower_}" if case is not None else ""
            if name in lexicon.nouns:
                return name, lexicon.nouns[name]
    name = lemma if lemma in lexicon.nouns else noun.lower_
    return name, lexicon.nouns.get(name, ())


def support_verb(noun: Token, finder: Finder) -> Token | None:
    """The verb that lends a noun of action its subject ("effectuer des arrestations", "une attaque menée par X"), or None."""
    if finder.reading.denotes(noun):
        return None
    noun = grammar.governor(noun)
    head = noun.head
    if noun.dep_ in {"obj", "nsubj:pass", "obl:arg"} and head.lemma in finder.lexicon.support:
        return head
    participles = (c for c in noun.children if c.dep_ == "acl" and grammar.is_past_participle(c))
    return next((c for c in participles if c.lemma in finder.lexicon.support), None)


def _is_name(noun: Token, finder: Finder) -> bool:
    """True for a capitalised noun that names something else than an event: "le **Rassemblement** national de Marine Le Pen"."""
    kinds = {finder.reading.entities[i].type for i in finder.reading.denotes(noun)}
    return bool(kinds) and not noun.is_lower and EntityType.EVENT not in kinds


def noun_frame(noun: Token, finder: Finder) -> Frame | None:
    """The event that a noun of action names; None where the lexicon knows it as none or where it has no participant."""
    lexicon = finder.lexicon
    name, verbs = verbs_of(noun, lexicon)
    if not verbs or verbs[0] in lexicon.reporting or _is_name(noun, finder):
        return None
    roles = _Roles(finder, verbs)
    for complement in grammar.complements(noun):
        roles.add(complement)
    roles.own(finder.owners(noun))
    verb = support_verb(noun, finder)
    lemmas: tuple[str, ...] = (*verbs, name)
    if verb is not None:
        lemmas = (*lemmas, verb.lemma, f"{verb.lemma} {noun.lower_}")
        roles.support(verb)
    roles.predicated(noun)
    agents, patients = roles.settled()
    if not agents:
        agents, patients = _meeting(noun, patients, finder)
    elif agents and not patients:
        patients = _targets_around(noun, verbs, finder)
    if not agents and all(map(finder.is_site, patients)) and _only_classifies(noun):
        return None
    rule = "event/noun.support" if verb is not None else "event/noun"
    words = () if verb is None else (verb,)
    return Frame(noun, lemmas, rule, lexicon.type_of(*verbs), tuple(agents), tuple(patients), (), tuple(roles.places), words)


def _only_classifies(noun: Token) -> bool:
    """True for a noun that says of what sort another is: "un point de **contrôle** près de Mansoura", "la salle de **réunion**"."""
    own = any(c.dep_ in {"det", "nummod", "amod"} for c in noun.children)
    return noun.dep_ == "nmod" and not own and noun.i > 0 and noun.nbor(-1).lower_ in BARE_OF


def _meeting(noun: Token, patients: list[Participant], finder: Finder) -> tuple[list[Participant], list[Participant]]:
    """Who meets whom in a clause that only mentions it ("X a parlé au cours d'un **entretien avec** Y")."""
    company = finder.lexicon.company
    clause = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
    if clause is None or not noun.dep_.startswith(("obl", "nmod")):
        return [], patients
    own = [c for c in grammar.complements(noun) if c.preposition in company]
    near = own or [c for c in grammar.verb_complements(clause) if c.preposition in company and noun.i < c.head.i <= noun.i + 4]
    met = finder.all(c.head for c in near)
    return (finder.all(subjects(clause, finder.lexicon)), met) if met else ([], patients)


def _targets_around(noun: Token, verbs: tuple[str, ...], finder: Finder) -> list[Participant]:
    """Who undergoes it or profits from it: "X subit l'attaque de Y", "recule face à l'offensive de Y", "est élu avec le soutien de Y"."""
    lexicon, noun = finder.lexicon, grammar.governor(noun)
    clause, case = noun.head, grammar.preposition(noun)
    helped = lexicon.type_of(*verbs) in {"Support", "Aid"} and case in lexicon.thanks
    if clause.pos_ == "VERB" and not lexicon.undergo.isdisjoint(lemmas_of(clause, lexicon)) and noun.dep_ not in grammar.SUBJECT:
        return finder.all(grammar.grammatical_subjects(clause))
    if not helped and case not in lexicon.facing:
        return []
    clause = next((t for t in noun.ancestors if t.pos_ == "VERB"), noun)
    return finder.all(grammar.grammatical_subjects(clause))


def is_victim(token: Token, lexicon: EventLexicon) -> bool:
    """True for the noun of who undergoes something, also where the parser takes it for a participle ("ont été **victimes** de")."""
    as_participle = token.pos_ == "VERB" and token.lower_.removesuffix("s") in lexicon.victim
    return token.lemma in lexicon.victim or (as_participle and bool(grammar.children(token, "aux:pass")))


def _holders(predicate: Token, lexicon: EventLexicon) -> list[Token]:
    """Of whom a noun is said: "**X** est victime", "**X** reste une cible"."""
    found = grammar.grammatical_subjects(predicate) if predicate.pos_ == "VERB" else grammar.copula_subjects(predicate)
    verb = predicate.head
    said = predicate.dep_ in {"xcomp", "obj"} and verb.lemma in lexicon.copular
    return found or (subjects(verb, lexicon) if said else [])


class _Roles:
    """Collects the participants of one noun of action."""

    def __init__(self, finder: Finder, verbs: tuple[str, ...]) -> None:
        self.finder, self.verbs = finder, verbs
        self.agents: list[Participant] = []
        self.patients: list[Participant] = []
        self.places: list[Participant] = []
        self.bare: list[Participant] = []  # "de X": doer or not, as the noun has it
        self.owner: list[Participant] = []  # "son", "russe"

    def add(self, complement: grammar.Complement) -> None:
        """Takes a complement of the noun or of its support verb."""
        case, lexicon = complement.preposition, self.finder.lexicon
        if case in lexicon.genitive:
            if not self.bare:
                found = self.finder.within(complement.head)
                self.places += [p for p in found if self.finder.is_setting(p)]
                self.bare += [p for p in found if not self.finder.is_setting(p)]
                self._hung_on(complement.head)
            return
        found = self.finder.within(complement.head, 1)
        if case in lexicon.agent:
            self.agents += found
            self._acted_on(complement.head)
        elif case in lexicon.between:
            (self.patients if self.agents else self.agents).extend(found)
        else:
            for participant in found:
                role = self.finder.role(case, participant, self.verbs)
                (self.places if role == "place" else self.patients if role else []).append(participant)
            if complement.head.lemma not in lexicon.nouns:
                self._places_on(complement.head)
            if case in SETTINGS:
                self._behind_setting(complement.head)

    def _hung_on(self, head: Token) -> None:
        """The noun's place and doer that the parser hangs on its complement ("la visite de X en France", "l'invasion de X par Y")."""
        self._places_on(head)
        found = (c for c in grammar.complements(head) if c.preposition in self.finder.lexicon.agent)
        self.agents += self.finder.all(c.head for c in found)

    def _places_on(self, head: Token) -> None:
        """The noun's places that the parser hangs on its complement ("des frappes contre X en Syrie")."""
        lexicon = self.finder.lexicon
        found = (c for c in grammar.complements(head) if c.preposition in lexicon.place - lexicon.agent)
        self.places += [p for p in self.finder.all(c.head for c in found) if self.finder.is_place(p)]

    def _behind_setting(self, head: Token) -> None:
        """Whose the noun is, where the parser hangs it on the time or the place before ("l'assassinat à Nice en août **de Zang**")."""
        setting = not self.finder.denotes(head) or all(map(self.finder.is_place, self.finder.named(head)))
        if not self.bare and setting:
            heads = [c.head for c in grammar.complements(head) if c.preposition in self.finder.lexicon.genitive]
            self.bare = [p for p in self.finder.all(heads) if self.finder.is_of(p, {EntityType.PERSON})]

    def _acted_on(self, agent: Token) -> None:
        """What the parser hangs on the agent ("l'attaque par la garde **du quartier général**")."""
        if not self.bare and self.finder.named(agent):
            heads = [c.head for c in grammar.complements(agent) if c.preposition in self.finder.lexicon.genitive]
            self.bare = [Participant(p.token, p.ids, inside=True) for p in self.finder.all(heads)]

    def own(self, owners: list[Participant]) -> None:
        """Takes the noun's possessive and its adjectives of nationality."""
        self.owner = owners

    def support(self, verb: Token) -> None:
        """Takes the subject and the complements of the support verb."""
        if grammar.is_passive(verb):
            self.agents += self.finder.all(grammar.agents(verb))
        elif not self.agents and not (self._is_doers() and (self.bare or self.owner)) and self._is_willed():
            self.agents += self.finder.all(subjects(verb, self.finder.lexicon))
        for complement in grammar.verb_complements(verb):
            if complement.preposition not in self.finder.lexicon.agent | self.finder.lexicon.genitive:
                self.add(complement)
            if not complement.preposition:
                self.patients += self.finder.named(complement.head)
        others = {i for p in self.patients for i in p.ids}
        if self.owner and not self.agents and all(p.token.pos_ == "DET" and others.issuperset(p.ids) for p in self.owner):
            self.owner = []  # "X lui apporte **son** soutien": it cannot be his to whom it goes
            self.agents += self.finder.all(subjects(verb, self.finder.lexicon))

    def predicated(self, noun: Token) -> None:
        """Takes who is said to do or to undergo it: "X est l'auteur de l'attaque", "X est victime d'une attaque", "X reste une cible"."""
        lexicon, head = self.finder.lexicon, noun.head
        if is_victim(noun, lexicon):
            self.patients += self.finder.all(_holders(noun, lexicon))
        elif noun.dep_ in {"nmod", "obl:arg"} and is_victim(head, lexicon):
            self.patients += self.finder.all(_holders(head, lexicon))
        elif noun.dep_ in {"nmod", "obl:arg"} and head.lemma in lexicon.author:
            self.agents += self.finder.all(_holders(head, lexicon))

    def _is_doers(self) -> bool:
        """True for nouns whose "de" names the doer."""
        return any(verb in self.finder.lexicon.doers for verb in self.verbs)

    def _is_willed(self) -> bool:
        """False for deaths and accidents, which nobody does by announcing them."""
        return self.finder.lexicon.type_of(*self.verbs) not in self.finder.lexicon.unwilled

    def _is_held(self) -> bool:
        """True for elections, which a country does not do but hold."""
        return self.finder.lexicon.type_of(*self.verbs) in self.finder.lexicon.held

    def settled(self) -> tuple[list[Participant], list[Participant]]:
        """The agents and the patients, once everything is known."""
        agents, patients = list(self.agents), list(self.patients)
        doer = self._is_doers()
        if doer and self.bare and all(map(self.finder.is_site, self.bare)):
            self.places, self.bare = [*self.places, *self.bare], []  # "les attentats de Bruxelles"
        if self.bare and not agents and (doer or patients):
            agents = self.bare
        elif self.bare:
            patients += self.bare
        if self.owner and not agents and (doer or patients or self.bare):
            agents = self.owner
        elif self.owner and not doer:
            by_nationality = self.owner[0].token.pos_ == "ADJ" and self._is_willed()
            (self.places if by_nationality and self._is_held() else agents if by_nationality else patients).extend(self.owner)
        return agents, patients
