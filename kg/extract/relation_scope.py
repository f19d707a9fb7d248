"""What every construction of a relation needs to know, and the statement it makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kg.extract.reading import Judge, Reading
from kg.extract.relation_lexicon import Entry, RelationLexicon
from kg.lexicon import Match
from kg.model import EntityType, Span, Statement
from kg.ontology import Ontology
from kg.text.tokens import Token

SIZE = {EntityType.PLACE: 0, EntityType.CITY: 1, EntityType.AREA: 2, EntityType.COUNTRY: 3}


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
            if name == "locatedIn" and not may_contain(entities[object_].type, entities[subject].type):
                continue
            if self.ontology.accepts(name, entities[subject].type, entities[object_].type):
                guessed = not self.reading.owners.get(object_, ("", True))[1]  # a body whose owner the text leaves out
                return Statement(subject, name, object_, evidence, rule, self.judge(at), role=role, inferred=guessed)
        return None


def may_contain(outer: EntityType, inner: EntityType) -> bool:
    """False where a thing of the one type is too small for one of the other: no country lies in a country or a city. Regions of the
    world are places."""
    if EntityType.PLACE in {outer, inner} or inner not in SIZE or outer not in SIZE:
        return True
    return SIZE[outer] > SIZE[inner] or outer is inner is EntityType.AREA


def noun_at(scope: Scope, token: Token) -> tuple[Match, list[Entry]] | None:
    """The noun of a relation that starts at this word, with its entries; the office that coreference read there, where it read one, with
    what rides on it ("directeur **par intérim**")."""
    role = scope.reading.roles.get(token.i)
    found = scope.lexicon.nouns.at(token, longest=role.end - role.start) if role else scope.lexicon.nouns.at(token)
    return (found[0]._replace(end=max(found[0].end, role.end)), found[1]) if found and role else found


Construction = Callable[[Scope, Token], Iterator[Statement | None]]
