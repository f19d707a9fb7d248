"""Relations between entities, from the words of the lexicon and a few constructions.

The lexicon says which word speaks of which property; a construction says where its two entities stand. What a noun denotes is already known
(apposition, copula and coreference are `kg.extract.coreference`'s work), so "le président kazakh, Kassym-Jomart Tokaïev", "Tokaïev est président du
Kazakhstan" and "son président" are one construction here: a noun that denotes one entity and has the other as its complement. The ontology rejects
what may not hold between the types of the two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokens import Doc, Token

from kg.extract import phrases
from kg.extract.grammar import agents, conjuncts, copula_subjects, grammatical_subjects, is_passive, patients, preposition, verb_lemma
from kg.extract.reading import Judge, Reading, span_of
from kg.lexicon import Match, Phrases
from kg.model import EntityType, Span, Statement
from kg.ontology import Ontology


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the lexicon: the candidate properties in order, the prepositions of its complement, whether the complement is the subject, and
    whether the complement may be left out."""

    properties: tuple[str, ...]
    prepositions: frozenset[str] = frozenset({"de"})
    inverse: bool = False
    implied: bool = False


@dataclass(frozen=True)
class RelationLexicon:
    """The words of relations by what they are."""

    nouns: Phrases[Entry]
    adjectives: Mapping[str, tuple[Entry, ...]]
    verbs: Mapping[str, tuple[Entry, ...]]
    ties: Mapping[str, tuple[Entry, ...]]
    posts: Mapping[str, tuple[Entry, ...]]
    voices: Mapping[str, tuple[Entry, ...]]
    repairs: Mapping[str, str]
    intransitive: frozenset[str]

    def of_verb(self, token: Token) -> tuple[Entry, ...]:
        """The entries of a verb; the lemmatiser leaves some forms as they are ("préside"), which get the ending of their infinitive."""
        lemma = token.lemma_.lower()
        repaired = (lemma.removesuffix(end) + infinitive for end, infinitive in self.repairs.items() if lemma.endswith(end))
        words = (verb_lemma(token), lemma, token.lower_, *repaired)
        return next((self.verbs[word] for word in words if word in self.verbs), ())

    @property
    def borders(self) -> frozenset[str]:
        """The nouns for a border between two."""
        return frozenset(word for word, entries in self.ties.items() if any("borders" in e.properties for e in entries))

    @classmethod
    def from_table(cls, table: Mapping[str, Any], events: Mapping[str, Any]) -> RelationLexicon:
        """From the tables `relations` and `events` of a lexicon; the latter has what is known of verbs in general."""
        return cls(
            Phrases((w, _entry(e)) for e in table["noun"] for w in e["words"]),
            _by_word(table["adjective"]),
            _by_word(table["verb"]),
            _by_word(table["tie"]),
            _by_word(table["post"]),
            _by_word(table["voice"]),
            dict(events["repairs"]),
            frozenset(events["intransitive"]),
        )


def _entry(table: Mapping[str, Any]) -> Entry:
    prepositions = frozenset(table.get("prepositions", ("de",)))
    return Entry(tuple(table["property"]), prepositions, bool(table.get("inverse")), bool(table.get("implied")))


def _by_word(entries: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, tuple[Entry, ...]] = {}
    for e in entries:
        for word in e["words"]:
            found[word] = (*found.get(word, ()), _entry(e))
    return found


@dataclass(frozen=True)
class Scope:
    """What a construction needs to know: the document, the words, the ontology, the judge of certainty, and where names are."""

    reading: Reading
    lexicon: RelationLexicon
    ontology: Ontology
    judge: Judge
    names_at: dict[int, int]

    def statement(
        self, entry: Entry, bearer: str, other: str, evidence: Span, rule: str, at: Token, role: str | None = None
    ) -> Statement | None:
        """The statement of the first property that may hold between the two, None where none may."""
        subject, object_ = (other, bearer) if entry.inverse else (bearer, other)
        if subject == object_:
            return None
        entities = self.reading.entities
        for name in entry.properties:
            if name == "locatedIn" and not _contains(entities[object_].type, entities[subject].type):
                continue
            if self.ontology.accepts(name, entities[subject].type, entities[object_].type):
                return Statement(subject, name, object_, evidence, rule, self.judge(at), role=role)
        return None


SIZE = {EntityType.PLACE: 0, EntityType.CITY: 1, EntityType.AREA: 2, EntityType.COUNTRY: 3}


def _contains(outer: EntityType, inner: EntityType) -> bool:
    """False where a thing of the one type is too small for one of the other: no country lies in a country or a city. Regions of the world are places."""
    if EntityType.PLACE in {outer, inner} or inner not in SIZE or outer not in SIZE:
        return True
    return SIZE[outer] > SIZE[inner] or outer is inner is EntityType.AREA


Construction = Callable[[Scope, Token], Iterator[Statement | None]]


def find_relations(
    reading: Reading, names: Sequence[tuple[int, int]], judge: Judge, lexicon: RelationLexicon, ontology: Ontology
) -> tuple[Statement, ...]:
    """The statements of a document, each once per place where it is said, in text order.

    `names` are the token extents of the names in it.
    """
    scope = Scope(reading, lexicon, ontology, judge, {start: end for start, end in names})
    found, inside = [], 0
    for token in reading.doc:
        if token.is_space or token.i < inside:
            continue
        if found_noun := _noun_at(scope, token):
            inside = found_noun[0].end
        found += [s for construction in CONSTRUCTIONS for s in construction(scope, token) if s]
    return tuple(sorted(dict.fromkeys(_known(found)), key=lambda s: (s.evidence, s.subject, s.predicate, s.object, s.rule)))


def _known(found: Iterable[Statement]) -> Iterator[Statement]:
    """One statement a place: the same fact read by two constructions in one sentence counts as the first's."""
    seen = set()
    for s in found:
        key = (s.subject, s.predicate, s.object, s.evidence.start)
        if key not in seen:
            seen.add(key)
            yield s


# -- nouns: "le président kazakh", "membre de l'OTAN"


def noun_with_complement(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A noun of the lexicon that denotes one entity, with the other as its complement, adjective of nationality or possessor."""
    found = _noun_at(scope, token)
    if not found:
        return
    match, entries = found
    head = token.doc[match.head]
    bearers = scope.reading.denotes(head)
    offices = scope.reading.roles
    if not bearers or (token.i not in offices and head.pos_ not in {"NOUN", "PROPN"} and match.end - match.start == 1 and phrases.determiner(head) is None):
        return
    end = max(match.end, phrases.phrase_end(token.doc[match.end - 1], scope.names_at, office=True))
    for entry in entries:
        others = list(complements_of(scope, match, end, entry.prepositions))
        evidence = span_of(token.doc[phrases.phrase_start(head)], token.doc[end - 1])
        role = _role(token, match)
        for bearer in bearers:
            made = [
                scope.statement(entry, bearer, o, evidence, f"noun.{word}.{entry.properties[0]}", head, role)
                for o, word in others
                if not (word == "adjective" and scope.reading.entities[o].type is EntityType.PLACE)
            ]
            yield from made
            if not any(made) and not others and entry.implied and scope.reading.main and phrases.possessive(head) is None:
                s = scope.statement(entry, bearer, scope.reading.main, evidence, f"noun.implied.{entry.properties[0]}", head, role)
                yield replace(s, inferred=True) if s else None


def _noun_at(scope: Scope, token: Token) -> tuple[Match, list[Entry]] | None:
    role = scope.reading.roles.get(token.i)
    return scope.lexicon.nouns.at(token, longest=role.end - role.start) if role else scope.lexicon.nouns.at(token)


def _role(token: Token, match: Match) -> str:
    """The office as the text has it, with the adjectives before it ("ancien président")."""
    start = match.start
    while start > 0 and token.doc[start - 1].pos_ == "ADJ" and not token.doc[start].is_sent_start:
        start -= 1
    return "".join(t.text_with_ws for t in token.doc[start : match.end]).strip()


def complements_of(scope: Scope, match: Match, end: int, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The entities that complete a noun, each with how: "adjective", a preposition, or "possessive"."""
    doc, reading = scope.reading.doc, scope.reading
    head = doc[match.head]
    if (possessive := phrases.possessive(head)) and "de" in allowed:
        yield from ((e, "possessive") for e in reading.denotes(possessive))
    seen: set[int] = set()
    first_of = next((t.i for t in doc[match.end : end] if t.pos_ == "ADP"), end)
    if match.end in scope.names_at and doc[match.end].is_upper:
        yield from ((e, "de") for e in reading.denotes(doc[match.end]))
    for token in doc[match.end : first_of]:
        if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.i not in scope.names_at and not _after_of(token) and reading.denotes(token):
            seen.add(token.i)
            yield from ((e, "adjective") for e in reading.denotes(token))
    if "de" in allowed:
        for token in phrases.of_heads(head, match.end, end):
            if _completes_adjective(scope, token):
                return
            if ids := _denoted(reading, token):
                yield from ((e, "de") for e in ids)
                yield from ((e, "de") for c in list(conjuncts(token))[1:] for e in reading.denotes(c))
                return
    for child in head.children:
        case = preposition(child)
        found = [e for c in conjuncts(child) for e in reading.denotes(c)] if case in allowed and child.i >= match.end else []
        if found and child.i not in seen:
            yield from ((e, case) for e in found)
            return
    yield from ((e, "adjective") for t in _last_word(doc, first_of, end) for e in reading.denotes(t))


def _last_word(doc: Doc, start: int, end: int) -> Iterable[Token]:
    """The last word of a phrase that has complements: "le ministre de l'Intérieur **français**"."""
    return doc[end - 1 : end] if end > start and doc[end - 1].pos_ in {"ADJ", "PROPN", "NOUN"} and doc[end - 1].is_lower else ()


def _completes_adjective(scope: Scope, token: Token) -> bool:
    """True for "de la Russie" in "deux pays frontaliers de la Russie": the complement is the adjective's."""
    i = token.i
    while i > 0 and not phrases.is_of(token.doc[i]):
        i -= 1
    before = token.doc[i - 1]
    return any("de" in e.prepositions for e in scope.lexicon.adjectives.get(before.lemma_.lower(), ()))


def _after_of(token: Token) -> bool:
    i = token.i - 1
    while i > 0 and token.doc[i].pos_ in {"DET", "ADJ"} and not phrases.is_of(token.doc[i]):
        i -= 1
    return phrases.is_of(token.doc[i])


def _denoted(reading: Reading, token: Token) -> tuple[str, ...]:
    """What the phrase that begins at this word denotes: itself, or its head where the word is only its first adjective."""
    ids = reading.denotes(token)
    return ids or (reading.denotes(token.head) if token.head.i > token.i and token.dep_ in {"amod", "det"} else ())


# -- adjectives and participles: "allié à la Russie", "né à Paris", "deux pays frontaliers de la Russie"


def adjective_with_complement(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """An adjective or participle of the lexicon: what it modifies or is said of, and its complement."""
    entries = scope.lexicon.adjectives.get(token.lemma_.lower()) or scope.lexicon.adjectives.get(token.lower_)
    if not entries or token.pos_ not in {"ADJ", "VERB", "NOUN"}:
        return
    bearers = _modified(scope, token)
    for entry in entries:
        for child in token.children:
            case = preposition(child)
            if case not in entry.prepositions or child.i < token.i:
                continue
            for c in conjuncts(child):
                for bearer in bearers:
                    for other in scope.reading.denotes(c):
                        yield scope.statement(entry, bearer, other, span_of(token, c), f"adjective.{case}.{entry.properties[0]}", token)
        if not any(preposition(c) in entry.prepositions for c in token.children if c.i > token.i):
            for other, case in _flat_complement(scope, token, entry):
                for bearer in bearers:
                    yield scope.statement(entry, bearer, other, span_of(token, token), f"adjective.{case}.{entry.properties[0]}", token)


def _flat_complement(scope: Scope, token: Token, entry: Entry) -> Iterator[tuple[str, str]]:
    """The complement right after the adjective, where the tree ties it to the noun instead: "deux pays frontaliers de la Russie"."""
    doc, i = token.doc, token.i + 1
    if i >= len(doc) or doc[i].pos_ != "ADP":
        return
    case = "de" if phrases.is_of(doc[i]) else doc[i].lemma_.lower()
    if case in entry.prepositions:
        j = i + 1
        while j < len(doc) and doc[j].pos_ == "DET":
            j += 1
        if j < len(doc):
            yield from ((e, case) for c in conjuncts(doc[j]) for e in scope.reading.denotes(c))


def _modified(scope: Scope, token: Token) -> tuple[str, ...]:
    """What an adjective is said of: itself where it denotes, its noun, or the subject of its copula."""
    reading = scope.reading
    if ids := reading.denotes(token):
        return ids
    if fronted := _subject_behind(scope, token):
        return fronted
    if token.dep_ in {"amod", "acl", "appos", "nmod", "advcl"} or (token.dep_ == "conj" and token.pos_ != "NOUN"):
        return reading.denotes(token.head)
    return tuple(e for s in copula_subjects(token) for e in reading.denotes(s))


def _subject_behind(scope: Scope, token: Token) -> tuple[str, ...]:
    """ "Allié à la Russie, le Kazakhstan": an adjective that opens the sentence is said of the name after the first comma."""
    if not token.is_sent_start:
        return ()
    for comma in token.sent:
        if comma.text == ",":
            i = comma.i + 1
            while i < token.sent.end - 1 and token.doc[i].pos_ == "DET":
                i += 1
            return scope.reading.denotes(token.doc[i]) if i in scope.names_at else ()
    return ()


# -- verbs: "présider", "appartenir à", passive included


def verb_with_arguments(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A verb of the lexicon between its agent and its patient or complement."""
    if token.pos_ != "VERB":
        return
    for entry in scope.lexicon.of_verb(token):
        doers = grammatical_subjects(token) if token.lemma_.lower() in scope.lexicon.intransitive else agents(token)
        subjects = [e for t in doers for e in scope.reading.denotes(t)]
        if not subjects:
            continue
        objects = [("", t) for t in patients(token)] if "" in entry.prepositions else []
        if "où" in entry.prepositions:
            objects += [("où", c) for c in token.children if c.lower_ in {"où", "dont"}]
        objects += [(case, t) for case, t in _within_reach(scope, token) if case in entry.prepositions and case]
        for case, head in objects:
            for other in scope.reading.denotes(head):
                for subject in subjects:
                    evidence = span_of(*sorted((token, head), key=lambda t: t.i))
                    yield scope.statement(entry, subject, other, evidence, f"verb.{case or 'object'}.{entry.properties[0]}", token)


def _within_reach(scope: Scope, verb: Token, depth: int = 3) -> Iterator[tuple[str, Token]]:
    """The verb's complements that denote something, also those the tree ties to a complement that denotes nothing ("à l'âge de 71 ans, à Bayonne")."""
    for child in verb.children:
        if child.i < verb.i and child.dep_ in {"nsubj", "nsubj:pass"} or child.pos_ in {"VERB", "AUX"}:
            continue
        if scope.reading.denotes(child) or depth == 0:
            case = preposition(child)
            yield from ((preposition(c) or case, c) for c in conjuncts(child))
        else:
            yield from _within_reach(scope, child, depth - 1)


# -- ties: "sa frontière avec la Russie", "sa minorité ethnique russe"


def tie_between(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A noun that ties its possessor, or the subject of the verb it completes, to its other complement."""
    entries = scope.lexicon.ties.get(token.lemma_.lower())
    for entry in entries or ():
        end = phrases.phrase_end(token, scope.names_at)
        match = Match(token.i, token.i + 1, token.i, token.lemma_)
        parts = list(complements_of(scope, match, end, entry.prepositions | {"de"}))
        possessors = [e for e, how in parts if how in {"possessive", "de"}]
        if "adjective" in entry.prepositions:
            others = [p for e, how in parts if how == "adjective" for p in _people_of(scope, e)]
        else:
            others = [e for e, how in parts if how in entry.prepositions] or list(_through_verb(scope, token, entry))
        if not possessors and not others:
            possessors, others = _both_adjectives(parts)
        if not possessors and others and token.dep_ == "obj":
            possessors = [e for t in agents(token.head) for e in scope.reading.denotes(t)]
        for bearer in possessors:
            for other in others:
                yield scope.statement(entry, bearer, other, span_of(token, token.doc[end - 1]), f"tie.{entry.properties[0]}", token)


def _through_verb(scope: Scope, token: Token, entry: Entry) -> Iterator[str]:
    """The complement of the verb that the noun is an argument of: "le siège de l'Unesco se trouve à Paris", "a son siège à Paris"."""
    if token.dep_ in {"nsubj", "nsubj:pass", "obj"}:
        reach = [*_within_reach(scope, token), *_within_reach(scope, token.head)]
        yield from (e for case, head in reach if case in entry.prepositions for e in scope.reading.denotes(head))


def _both_adjectives(parts: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """ "la frontière russo-ukrainienne": one adjective for two."""
    ids = [e for e, how in parts if how == "adjective"]
    return (ids[:1], ids[1:2]) if len(ids) == 2 else ([], [])


def _people_of(scope: Scope, area: str) -> list[str]:
    """The people of this document that bears the area's adjective ("russe" → Russes)."""
    names = {n.text.lower().rstrip("s") for n in scope.reading.entities[area].aliases}
    return [i for i, e in scope.reading.entities.items() if e.type is EntityType.PEOPLE and (e.label.text.lower().rstrip("s") in names or i in names)]


# -- posts: "élu à la présidence du Gabon", "la réélection d'Ali Bongo à la présidence"


def post_held(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A post with "à" after the verb or noun that says who comes to it."""
    entries = scope.lexicon.posts.get(token.lemma_.lower())
    if not entries or preposition(token) != "à":
        return
    reading, governor_ = scope.reading, token.head
    if governor_.pos_ == "VERB":
        holders = patients(governor_) if is_passive(governor_) or not agents(governor_) else agents(governor_)
        ids = [e for t in holders for e in reading.denotes(t)]
    else:
        ids = [e for t in phrases.of_heads(governor_, governor_.i + 1, token.i) for e in reading.denotes(t)]
    end = phrases.phrase_end(token, scope.names_at)
    bodies = [e for t in phrases.of_heads(token, token.i + 1, end) for e in reading.denotes(t)][:1]
    for entry in entries:
        for person in ids:
            for body in bodies:
                evidence = span_of(governor_, token.doc[end - 1])
                yield scope.statement(entry, person, body, evidence, f"post.{entry.properties[0]}", governor_, token.lemma_)


def voice_of(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """ "les États-Unis ont réagi par la voix de John Kirby": who speaks for the subject."""
    entries = scope.lexicon.voices.get(token.lemma_.lower())
    if not entries or preposition(token) != "par":
        return
    end = phrases.phrase_end(token, scope.names_at)
    heads = [t for t in phrases.of_heads(token, token.i + 1, end + 1) for _ in scope.reading.denotes(t)][:1]
    subjects = [e for t in agents(token.head) for e in scope.reading.denotes(t)]
    for entry in entries:
        for head in heads:
            for person in scope.reading.denotes(head):
                for principal in subjects:
                    yield scope.statement(entry, person, principal, span_of(token, head), f"voice.{entry.properties[0]}", token)


# -- places and bodies: "le poste de contrôle de Verkhni Lars", "la Transnistrie en Moldavie", "l'armée ukrainienne"

PLACED = frozenset({EntityType.EVENT, EntityType.PLACE, EntityType.CITY, EntityType.AREA, EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GOVERNMENT})
SITES = frozenset({EntityType.PLACE, EntityType.CITY, EntityType.AREA, EntityType.COUNTRY})


def place_of_name(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A name right before "à", "en", "dans" and a place, or one in parentheses: "la Transnistrie en Moldavie", "Mugron (Landes)"."""
    doc, reading = scope.reading.doc, scope.reading
    end = scope.names_at.get(token.i)
    if end is None or end + 1 >= len(doc):
        return
    bearers = tuple(e for t in doc[token.i : end] for e in reading.denotes(t) if t.head.i < token.i or t.head.i >= end or t.dep_ == "ROOT")
    opening = doc[end]
    if opening.text == "," and end + 2 < len(doc) and doc[end + 1].lower_ in {"en", "au", "aux", "dans"}:
        end, opening = end + 1, doc[end + 1]
    if opening.lower_ in {"en", "à", "au", "aux", "dans"} or opening.text == "(":
        i = end + 1
        while i < len(doc) and doc[i].pos_ == "DET":
            i += 1
        if i < len(doc):
            for bearer in dict.fromkeys(bearers):
                for place in reading.denotes(doc[i]):
                    kind = reading.entities[bearer].type
                    tied = kind in SITES | {EntityType.EVENT} or (kind is EntityType.ORGANIZATION and token.i <= doc[i].head.i < end)
                    if tied and reading.entities[place].type in SITES:
                        reverse = opening.text == "(" and reading.entities[place].type is EntityType.PLACE and kind is not EntityType.PLACE
                        entry = Entry(("locatedIn",), inverse=reverse)
                        rule = "place.parenthesis" if opening.text == "(" else "place.preposition"
                        yield scope.statement(entry, bearer, place, span_of(token, doc[scope.names_at.get(i, i + 1) - 1]), rule, doc[i])


def affiliation(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A person's party or country in parentheses: "Antonio Tajani (PPE, Italie)"."""
    doc, reading = scope.reading.doc, scope.reading
    end = scope.names_at.get(token.i)
    if end is None or end >= len(doc) or doc[end].text != "(":
        return
    persons = [e for t in doc[token.i : end] for e in reading.denotes(t) if reading.entities[e].type is EntityType.PERSON]
    for inner in doc[end + 1 : end + 12]:
        if inner.text == ")":
            return
        for person in persons[:1]:
            for other in reading.denotes(inner):
                yield scope.statement(Entry(("nationality", "memberOf")), person, other, span_of(token, inner), "parenthesis.affiliation", inner)


def native(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """ "l'Italien Antonio Tajani", "la boxeuse britannique Nicola Adams": a person's name right after a nationality, where no office is named."""
    area, nxt = scope.reading.natives.get(token.i), token.i + 1
    if nxt not in scope.names_at:
        return
    noun = token.doc[token.i - 1] if token.i else token
    if area is None and token.pos_ == "ADJ" and noun.pos_ == "NOUN" and not _in_office(scope, noun):
        area = next(iter(scope.reading.denotes(token)), None)
    for person in scope.reading.denotes(token.doc[nxt]) if area else ():
        evidence = span_of(token, token.doc[scope.names_at[nxt] - 1])
        yield scope.statement(Entry(("nationality",)), person, area or "", evidence, "native.nationality", token)


def _in_office(scope: Scope, noun: Token) -> bool:
    return _noun_at(scope, noun) is not None or any(m.start <= noun.i < m.end for m in scope.reading.roles.values())


def event_of_area(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """An event or organisation with a place in its name or as an adjective: "la guerre civile syrienne", "Forces armées révolutionnaires de Colombie"."""
    reading = scope.reading
    for ident in reading.denotes(token):
        entity = reading.entities[ident]
        if entity.type not in {EntityType.EVENT, EntityType.ORGANIZATION} or token.pos_ not in {"NOUN", "PROPN"} or ident in reading.owners:
            continue
        if entity.type is EntityType.ORGANIZATION and scope.names_at.get(token.i, 0) <= token.i + 1:
            continue
        end = max(scope.names_at.get(token.i, 0), phrases.phrase_end(token, scope.names_at))
        small = SITES if entity.type is EntityType.EVENT else SITES - {EntityType.PLACE}
        yield from _both_sides(scope, token, ident, end)
        reach = end + 4 if entity.type is EntityType.EVENT else end
        for other in token.doc[token.i + 1 : min(reach, len(token.doc))]:
            inside = other.i < end
            case = preposition(other) if not inside else "adjective"
            if inside and "-" in other.text and len(reading.denotes(other)) == 2:
                continue
            if inside and other.pos_ in {"ADJ", "NOUN", "PROPN"} or case in {"en", "à", "dans"} and other.head.i == token.i:
                for place in reading.denotes(other):
                    kind = reading.entities[place].type
                    agentive = kind is EntityType.COUNTRY and inside and phrases.follows_of(other)
                    if kind in small and not agentive and not (case == "adjective" and kind is EntityType.PLACE):
                        yield scope.statement(Entry(("locatedIn",)), ident, place, span_of(token, other), "event.place", token)
                    elif entity.type is EntityType.EVENT and kind is EntityType.PERSON and inside:
                        yield scope.statement(Entry(("participatesIn",)), place, ident, span_of(token, other), "event.person", token)


def _both_sides(scope: Scope, token: Token, event: str, end: int) -> Iterator[Statement | None]:
    """ "le rapprochement américano-russe": a compound adjective names the two that take part."""
    for other in token.doc[token.i + 1 : end]:
        sides = scope.reading.denotes(other)
        if len(sides) == 2 and "-" in other.text:
            for side in sides:
                yield scope.statement(Entry(("participatesIn",)), side, event, span_of(token, other), "event.sides", token)


CONSTRUCTIONS: tuple[Construction, ...] = (
    noun_with_complement,
    adjective_with_complement,
    verb_with_arguments,
    tie_between,
    post_held,
    voice_of,
    place_of_name,
    affiliation,
    native,
    event_of_area,
)
