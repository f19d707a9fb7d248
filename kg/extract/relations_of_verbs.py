"""Relations that a verb speaks of, or a noun that a verb or a possessor completes: "préside", "sa frontière avec la Russie", "élu à la
présidence"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract import phrases
from kg.extract.entities import PLACES
from kg.extract.grammar import agents, conjuncts, grammatical_subjects, is_passive, patients, preposition
from kg.extract.reading import span_of
from kg.extract.relation_lexicon import Entry
from kg.extract.relation_scope import Scope
from kg.extract.relations_of_nouns import complements_of
from kg.lexicon import Match
from kg.model import Certainty, EntityType, Statement
from kg.text.tokens import Token

WHOSE = "dont"
MAKE, WHOLE = "faire", frozenset({"de"})
INSIDE, LOCATIVE = "inside", frozenset({"à", "dans", "en"})
FORMERLY = "formerlyPartOf"
OPEN = frozenset({Certainty.PLANNED, Certainty.NEGATED})


def verb_with_arguments(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A verb of the lexicon between its agent, and the agent's opponent, and its patient or complement."""
    if token.pos_ != "VERB":
        return
    for entry in scope.lexicon.of_verb(token):
        reach = list(within_reach(scope, token))
        doers = list(grammatical_subjects(token) if token.lemma in scope.lexicon.intransitive else agents(token))
        doers += [t for case, t in reach if case in entry.opponents and case]
        doers += patients(token) if "" in entry.opponents else []
        subjects = [e for t in doers for e in scope.reading.denotes(t)]
        if not subjects:
            continue
        objects = [("", t) for t in patients(token)] if "" in entry.prepositions else []
        if "où" in entry.prepositions:
            objects += [("où", c) for c in token.children if c.lower_ in {"où", "dont"}]
        objects += [(case, t) for case, t in reach if case in entry.prepositions and case]
        for case, head in objects:
            for other in scope.reading.denotes(head):
                for subject in subjects:
                    evidence = span_of(*sorted((token, head), key=lambda t: t.i))
                    yield scope.statement(entry, subject, other, evidence, f"verb.{case or 'object'}.{entry.properties[0]}", token)


def within_reach(scope: Scope, verb: Token, depth: int = 3) -> Iterator[tuple[str, Token]]:
    """The verb's complements that denote something, also those the tree ties to a complement that denotes nothing ("à l'âge de 71 ans,
    à Bayonne"). What is around where something happens is where it happens ("dans un hôpital **de Rome**"); the event around an object
    comes with `INSIDE` ("la médaille **des Jeux olympiques**")."""
    for child in verb.children:
        if (child.i < verb.i and child.dep_ in {"nsubj", "nsubj:pass"}) or child.pos_ in {"VERB", "AUX"}:
            continue
        if scope.reading.denotes(child) or depth == 0:
            case = preposition(child)
            yield from ((preposition(c) or case, c) for c in conjuncts(child))
        else:
            for case, word in within_reach(scope, child, depth - 1):
                yield _around(scope, child, case, word), word


def _around(scope: Scope, outer: Token, case: str, word: Token) -> str:
    """How a complement's complement stands to the verb: as its preposition says, or with "de" as the complement around it."""
    kinds = {scope.reading.entities[e].type for e in scope.reading.denotes(word)}
    if case != "de" or not kinds:
        return case
    if outer.dep_ == "obj":
        return INSIDE if kinds == {EntityType.EVENT} else case
    around = preposition(outer)
    return around if around in LOCATIVE and kinds <= PLACES else case


def tie_between(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A noun that ties its possessor, or the subject of the verb it completes, to its other complement."""
    for entry in scope.lexicon.ties.get(token.lemma, ()):
        end = phrases.phrase_end(token, scope.names_at)
        match = Match(token.i, token.i + 1, token.i, token.lemma)
        parts = list(complements_of(scope, match, end, entry.prepositions | {"de"}))
        possessors = [e for e, how in parts if how in {"possessive", "de"}]
        if "adjective" in entry.prepositions:
            others = [p for e, how in parts if how == "adjective" for p in _people_of(scope, e)]
        elif not (others := [e for e, how in parts if how in entry.prepositions]):
            behind = [*_through_verb(scope, token, entry)]
            others = [e for t in behind for e in scope.reading.denotes(t)]
            end = max([end, *(t.i + 1 for t in behind)])
        if entry.prepositions == WHOLE:
            if "Tense=Imp" in token.head.morph:
                entry = replace(entry, properties=(FORMERLY, *entry.properties))  # noqa: PLW2901
            possessors, others = _parts_of(scope, token), [e for e, how in parts if how == "de"]
        if not possessors and not others:
            possessors, others = _both_adjectives(parts)
        for bearer in possessors or (_whose(scope, token) if others else ()):
            for other in others:
                evidence = span_of(token, token.doc[end - 1])
                yield scope.statement(entry, bearer, other, evidence, f"tie.{entry.properties[0]}", _open_verb(scope, token) or token)


def _whose(scope: Scope, noun: Token) -> list[str]:
    """Whose something is that has no complement: what the "dont" right before takes up ("Airbus, **dont** le siège est à Toulouse"), or
    who does with it what the verb says ("**Airbus** a son siège à Toulouse")."""
    before = phrases.phrase_start(noun) - 1
    relative = before >= 0 and noun.doc[before].lower_ == WHOSE
    holders = [noun.doc[before]] if relative else agents(noun.head) if noun.dep_ == "obj" else []
    return [e for t in holders for e in scope.reading.denotes(t)]


def _parts_of(scope: Scope, noun: Token) -> list[str]:
    """Who "fait partie" of something."""
    makes = noun.dep_ == "obj" and noun.head.lemma == MAKE
    return [e for t in agents(noun.head) for e in scope.reading.denotes(t)] if makes else []


def _open_verb(scope: Scope, noun: Token) -> Token | None:
    """The verb whose object the noun is, where that is still to come or does not happen ("entend **annoncer** sa candidature")."""
    verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), noun)
    return verb if noun.dep_ == "obj" and scope.judge(verb).certainty in OPEN else None


def _through_verb(scope: Scope, token: Token, entry: Entry) -> Iterator[Token]:
    """The complement of the verb that the noun is an argument of: "le siège de l'Unesco se trouve à Paris", "a son siège à Paris"; with
    a copula the tree makes it the head ("le siège est **à Paris**")."""
    if token.dep_ == "nsubj" and preposition(token.head) in entry.prepositions:
        yield token.head
    if token.dep_ in {"nsubj", "nsubj:pass", "obj"}:
        reach = [*within_reach(scope, token), *within_reach(scope, token.head)]
        yield from (head for case, head in reach if case in entry.prepositions)


def _both_adjectives(parts: Sequence[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """ "la frontière russo-ukrainienne": one adjective for two."""
    ids = [e for e, how in parts if how == "adjective"]
    return (ids[:1], ids[1:2]) if len(ids) == 2 else ([], [])


def _people_of(scope: Scope, area: str) -> list[str]:
    """The people of this document that bears the area's adjective ("russe" → Russes)."""
    names = {n.text.lower().rstrip("s") for n in scope.reading.entities[area].aliases}
    return [
        i
        for i, e in scope.reading.entities.items()
        if e.type is EntityType.PEOPLE and (e.label.text.lower().rstrip("s") in names or i in names)
    ]


def post_held(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A post with "à" after the verb or noun that says who comes to it."""
    entries = scope.lexicon.posts.get(token.lemma)
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
                yield scope.statement(entry, person, body, evidence, f"post.{entry.properties[0]}", governor_, token.lemma)


def voice_of(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """ "les États-Unis ont réagi par la voix de John Kirby": who speaks for the subject."""
    entries = scope.lexicon.voices.get(token.lemma)
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
