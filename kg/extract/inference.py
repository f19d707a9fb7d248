"""Facts that a reader infers from the structure of the text, beyond one clause. Each rule is named, and each fact says that it is
inferred."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.authority import Authority
from kg.extract import phrases
from kg.extract.grammar import OBLIQUE, children, grammatical_subjects, preposition
from kg.extract.reading import Reading, span_of
from kg.model import EntityType, Mention, MentionType, Statement
from kg.ontology import Ontology
from kg.text.tokens import Token

SITES = frozenset({EntityType.PLACE, EntityType.CITY, EntityType.AREA, EntityType.COUNTRY})
BODIES = frozenset({EntityType.GOVERNMENT, EntityType.ORGANIZATION})
LOCATIVE = frozenset({"à", "en", "dans", "sur"})


def infer(
    reading: Reading, authority: Authority, ontology: Ontology, read: Sequence[Statement], ties: frozenset[str]
) -> tuple[Statement, ...]:
    """The inferred statements of a document that are not among those already read, in order of evidence. `ties` are nouns for a border."""
    first = _first_mentions(reading)
    rules = (
        _owners(reading, first, read),
        _known_containers(reading, first, authority, {s.subject for s in read if s.predicate == "locatedIn"}),
        _heading_places(reading),
        _sites_of_bodies(reading),
        _borders_of_bodies(reading, ties),
    )
    have = {(s.subject, s.predicate, s.object) for s in read}
    found: dict[tuple[str, str, str], Statement] = {}
    for statement in (s for rule in rules for s in rule):
        key = (statement.subject, statement.predicate, statement.object)
        types = (reading.entities[statement.subject].type, reading.entities[statement.object].type)
        if key not in have and statement.subject != statement.object and ontology.accepts(statement.predicate, *types):
            found.setdefault(key, statement)
    return tuple(sorted(found.values(), key=lambda s: (s.evidence, s.subject, s.predicate, s.object)))


def _first_mentions(reading: Reading) -> dict[str, Mention]:
    """The first mention of each entity, a pronoun only where there is nothing else."""
    first: dict[str, Mention] = {}
    for mention in sorted(reading.mentions, key=lambda m: m.type is MentionType.PRONOMINAL):
        first.setdefault(mention.entity, mention)
    return first


def _owners(reading: Reading, first: Mapping[str, Mention], read: Sequence[Statement]) -> Iterator[Statement]:
    """Bodies and what they belong to: stated ("le ministère de l'Intérieur du Kazakhstan"), or implied by what the article is about
    ("la police"). What a person leads is not that state's where the statements read tie the person to other states alone."""
    states: dict[str, set[str]] = {}
    for statement in read:
        if reading.entities[statement.object].type is EntityType.COUNTRY:
            states.setdefault(statement.subject, set()).add(statement.object)
    for body, (owner, stated) in reading.owners.items():
        if body not in first or owner not in reading.entities:
            continue
        kind, how = reading.entities[owner].type, "of" if stated else "implied"
        if kind is EntityType.PERSON:
            yield Statement(owner, "leads", body, first[body].span, f"body.{how}.leads", inferred=not stated)
            main = reading.main
            origins = reading.origins.get(owner, ())
            if (
                main
                and main in states.get(owner, {main})
                and (not origins or main in origins)
                and reading.entities[body].type is EntityType.GOVERNMENT
            ):
                yield Statement(body, "partOf", main, first[body].span, "body.implied.partOf", inferred=True)
            continue
        of_state = reading.entities[body].type is EntityType.GOVERNMENT and kind is not EntityType.CITY
        predicate = "partOf" if of_state else "locatedIn"
        yield Statement(body, predicate, owner, first[body].span, f"body.{how}.{predicate}", inferred=not stated)


def _known_containers(reading: Reading, first: Mapping[str, Mention], authority: Authority, placed: set[str]) -> Iterator[Statement]:
    """A known place and the smallest known area around it that the article names too ("Alep" in an article on "la Syrie"), unless it
    says where it is."""
    for ident, entity in reading.entities.items():
        if entity.type in BODIES and ident in first and (record := authority.record(ident)):
            for whole in record.within:
                if whole in first and reading.entities[whole].type in BODIES:
                    yield Statement(ident, "partOf", whole, first[ident].span, "known.within.partOf", inferred=True)
        if entity.type not in SITES - {EntityType.PLACE} or ident not in first or ident in placed:
            continue
        record = authority.record(ident)
        around = [w for w in record.within if w in reading.entities and w in first and w != ident] if record else []
        around = [w for w in around if reading.entities[w].type is not EntityType.PLACE]
        if around:
            yield Statement(ident, "locatedIn", around[0], first[ident].span, "known.within.locatedIn", inferred=True)


def _heading_places(reading: Reading) -> Iterator[Statement]:
    """The country before the colon of a heading is where the heading's event takes place: "Gabon : violences après l'élection"."""
    if not reading.main:
        return
    heading = next((s for s in reading.doc.sents if not s.text.isspace()), None)
    if heading is None:
        return
    colon = next((t for t in heading if t.text == ":"), None)
    if colon is None or not any(reading.main in reading.denotes(t) for t in reading.doc[heading.start : colon.i]):
        return
    for token in reading.doc[colon.i + 1 : heading.end]:
        for ident in reading.denotes(token):
            if reading.entities[ident].type is EntityType.EVENT:
                yield Statement(
                    ident, "locatedIn", reading.main, span_of(reading.doc[heading.start], token), "heading.locatedIn", inferred=True
                )


def _sites_of_bodies(reading: Reading) -> Iterator[Statement]:
    """What the bodies of a region do at a site they do in their region: the site lies in it."""
    for verb in reading.doc:
        if verb.pos_ != "VERB":
            continue
        for area in _areas_acting(reading, verb):
            for token in _around(verb):
                yield from _site(reading, verb, token, area)


def _around(verb: Token) -> Iterator[Token]:
    """The verb's complements and those of its objects."""
    for child in verb.children:
        if child.dep_ in OBLIQUE | {"advcl", "dep", "nmod"}:
            yield child
    for thing in children(verb, "obj", "dep"):
        for child in thing.children:
            if child.dep_ == "nmod":
                yield child


def _site(reading: Reading, verb: Token, token: Token, area: str) -> Iterator[Statement]:
    case = preposition(token)
    if case not in LOCATIVE:
        return
    evidence = span_of(*sorted((verb, token), key=lambda t: t.i))
    names = reading.denotes(token) or tuple(
        e for c in token.children if c.dep_ == "nmod" and preposition(c) == "de" for e in reading.denotes(c)
    )
    for ident in names:
        if reading.entities[ident].type is EntityType.PLACE:
            yield Statement(ident, "locatedIn", area, evidence, "site.of.body.locatedIn", inferred=True)


def _borders_of_bodies(reading: Reading, ties: frozenset[str]) -> Iterator[Statement]:
    """ "A la frontière avec la Géorgie, les autorités d'Ossétie du Nord …": the area whose body acts there has that border."""
    for token in reading.doc:
        if token.lemma not in ties or phrases.preposition_before(token) != "à" or token.i + 2 >= len(reading.doc):
            continue
        other = token.nbor(1)
        while other.pos_ in {"ADP", "DET"} and other.i + 1 < len(reading.doc):
            other = other.nbor(1)
        for verb in (t for t in token.sent if t.pos_ == "VERB"):
            for area in _areas_acting(reading, verb):
                for neighbour in reading.denotes(other):
                    yield Statement(area, "borders", neighbour, span_of(token, other), "border.of.body.borders", inferred=True)


def _areas_acting(reading: Reading, verb: Token) -> list[str]:
    """The regions whose bodies are the subjects of a verb."""
    areas = [reading.owners[e][0] for s in grammatical_subjects(verb) for e in reading.denotes(s) if e in reading.owners]
    return [a for a in areas if reading.entities[a].type is EntityType.AREA]
