"""Relations that names show by where they stand: "la Transnistrie en Moldavie", "Tajani (PPE, Italie)", "la guerre civile syrienne"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.entities import BODIES
from kg.extract.grammar import preposition
from kg.extract.reading import span_of
from kg.extract.relation_lexicon import Entry
from kg.extract.relation_scope import Scope, noun_at
from kg.model import EntityType, Statement
from kg.text.tokens import Token

AIMED = frozenset({"à", "contre"})
AGE = frozenset({"de", "âgé", "âgée", "ans"})
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
                        reverse = opening.text == "(" and _is_part(scope, place, bearer)
                        entry = Entry(("locatedIn",), inverse=reverse)
                        rule = "place.parenthesis" if opening.text == "(" else "place.preposition"
                        yield scope.statement(entry, bearer, place, span_of(token, doc[scope.names_at.get(i, i + 1) - 1]), rule, doc[i])


def _is_part(scope: Scope, place: str, whole: str) -> bool:
    """True where parentheses tell a part of a place and not what it lies in: "Île-de-France (Essonne, Yvelines)"."""
    reading = scope.reading
    kinds = reading.entities[place].type, reading.entities[whole].type
    return whole in reading.origins.get(place, ()) or (kinds[0] is EntityType.PLACE and kinds[1] is not EntityType.PLACE)


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
        for person in persons[:1] if _is_listed(inner) else ():
            for other in reading.denotes(inner):
                yield scope.statement(
                    Entry(("nationality", "memberOf")), person, other, span_of(token, inner), "parenthesis.affiliation", inner
                )


def _is_listed(word: Token) -> bool:
    """True right behind the parenthesis or a comma, an article apart: not in "(ministre de l'Intérieur **du Burundi**)"."""
    before = word.nbor(-1)
    while before.pos_ == "DET":
        before = before.nbor(-1)
    return before.text in {"(", ",", "/", ";", "-"}


def body_of(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A public body whose name ends with whose it is: "Cour supérieure **du Québec**", "Commission **de l'Union africaine**"."""
    doc, reading = scope.reading.doc, scope.reading
    end = scope.names_at.get(token.i, 0)
    bodies = [e for e in reading.denotes(token) if reading.entities[e].type is EntityType.GOVERNMENT and e not in reading.owners]
    for at in range(token.i + 1, end) if bodies else ():
        if at in scope.names_at and scope.names_at[at] == end and phrases.follows_of(doc[at]):
            for whole in reading.denotes(doc[at]):
                kind = reading.entities[whole].type
                predicate = "locatedIn" if kind in {EntityType.CITY, EntityType.PLACE} else "partOf"
                if kind in SITES | BODIES:
                    yield scope.statement(Entry((predicate,)), bodies[0], whole, span_of(token, doc[end - 1]), f"name.{predicate}", token)


def work_by(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A work's title and "de" with a person's name: "« La Peste » **d'Albert Camus**", "le film « La Haine », **de Mathieu Kassovitz**"."""
    doc, reading = scope.reading.doc, scope.reading
    end = scope.names_at.get(token.i)
    works = [e for t in doc[token.i : end] for e in reading.denotes(t) if reading.entities[e].type is EntityType.WORK] if end else []
    if not end or not works:
        return
    while end < len(doc) - 2 and (doc[end].is_quote or doc[end].text == ","):
        end += 1
    if end + 1 >= len(doc) or not phrases.is_of(doc[end]) or end + 1 not in scope.names_at:
        return
    for person in reading.denotes(doc[end + 1]):
        if reading.entities[person].type is EntityType.PERSON:
            evidence = span_of(token, doc[scope.names_at[end + 1] - 1])
            yield scope.statement(Entry(("authorOf",)), person, works[0], evidence, "work.authorOf", doc[end + 1])


def native(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """ "l'Italien Antonio Tajani", "la boxeuse britannique Nicola Adams", "un policier français de 29 ans, Kévin Philippy": a person's name
    behind a nationality, where no office is named."""
    area, name = scope.reading.natives.get(token.i), token.i + 1
    noun = token.doc[token.i - 1] if token.i else token
    if area is not None:
        name += name not in scope.names_at  # a title
    elif token.pos_ in {"ADJ", "VERB"} and noun.pos_ in {"NOUN", "PROPN"} and noun.is_lower and not _in_office(scope, noun):
        area, name = next(iter(scope.reading.denotes(token)), None), _apposed(scope, noun, name)
    if area is None or name not in scope.names_at:
        return
    for person in scope.reading.denotes(token.doc[name]):
        evidence = span_of(token, token.doc[scope.names_at[name] - 1])
        yield scope.statement(Entry(("nationality",)), person, area, evidence, "native.nationality", token)


def _apposed(scope: Scope, noun: Token, at: int) -> int:
    """Where the name may start that the noun's phrase, read up to `at`, is in apposition to: there, or behind an age and a comma."""
    behind = next((c.i for c in noun.rights if c.i > at and c.dep_ in {"appos", "conj"} and c.i in scope.names_at), at)
    between = noun.doc[at:behind]
    return (
        behind if len(between) and between[-1].text == "," and all(t.text == "," or t.lower_ in AGE or t.is_digit for t in between) else at
    )


def _in_office(scope: Scope, noun: Token) -> bool:
    """True for the noun of an office, which a nationality is that of; not for one that only says where somebody is from."""
    roles = (start for start, role in scope.reading.roles.items() if role.start <= noun.i < role.end)
    found = noun_at(scope, noun.doc[next(roles, noun.i)])
    return found is not None and not any("nationality" in entry.properties for entry in found[1])


def event_of_area(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """An event or organisation with a place in its name or as an adjective: "la guerre civile syrienne", "Forces armées
    révolutionnaires de Colombie". What a state does abroad is not in that state: "l'intervention russe"."""
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
            if (inside and other.pos_ in {"ADJ", "NOUN", "PROPN"}) or (case in {"en", "à", "dans"} and other.head.i == token.i):
                for place in reading.denotes(other):
                    kind = reading.entities[place].type
                    done = inside and (phrases.follows_of(other) or (other.is_lower and token.lemma in scope.lexicon.done))
                    aimed = inside and preposition(other) in AIMED  # "sanctions **contre l'Iran**"
                    agentive = kind is EntityType.COUNTRY and (done or (aimed and token.lemma in scope.lexicon.remote))
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
