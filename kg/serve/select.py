"""Parts of a store: an entity with what is said of it, a document with what was read in it, a fact with where it stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten

import pyoxigraph as ox

from kg import ontology
from kg.rdf.iris import digest
from kg.rdf.terms import KG, PREFIXES
from kg.serve.opened import DEFAULT, Opened


def term(curie: str) -> ox.NamedNode:
    """A prefixed name ("kg:Claim") as a node."""
    prefix, _, local = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


TYPE, LABEL, DATE = term("rdf:type"), term("rdfs:label"), term("schema:datePublished")
ARTICLE, BODY, HEADLINE = term("schema:NewsArticle"), term("schema:articleBody"), term("schema:headline")
CONTEXT, DENOTES, EXPRESSES = term("nif:referenceContext"), term("itsrdf:taIdentRef"), term("kg:expresses")
FACTS = {term(name) for name in ("kg:Statement", "kg:Event", "kg:Claim", "schema:QuantitativeValue")}
ROLES = {
    term(name)
    for name in ("rdf:subject", "rdf:object", "kg:agent", "kg:patient", "kg:place", "kg:about", "kg:speaker", "prov:wasAttributedTo")
}
PLACES = {term(name) for name in ("kg:evidence", "kg:trigger", "kg:cue", "kg:content")}
NAMES = {TYPE, *(term(name) for name in ("rdfs:label", "skos:altLabel", "skos:exactMatch", "skos:closeMatch", "skos:notation"))}
SUBJECT, PREDICATE, OBJECT = term("rdf:subject"), term("rdf:predicate"), term("rdf:object")
STATEMENT, CERTAINTY, ASSERTED = term("kg:Statement"), term("kg:certainty"), term("kg:asserted")
TIME, VALUE, SENTENCE = term("kg:time"), term("kg:value"), term("nif:sentence")


class Kind(StrEnum):
    """What a page is about."""

    DOCUMENT = "document"
    FACT = "fact"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of N-Triples, sorted, and how many facts or documents there are of which these are some."""

    lines: list[str]
    total: int = 0


def kind_of(opened: Opened, iri: str) -> Kind | None:
    """What an IRI stands for in the store, None where nothing is known of it."""
    picker = _Picker(opened)
    node = ox.NamedNode(iri)
    types = set(picker.objects(node, TYPE))
    if ARTICLE in types:
        return Kind.DOCUMENT
    if types & FACTS:
        return Kind.FACT
    known = types or picker.has(node, None, None) or picker.has(None, None, node)
    return Kind.ENTITY if known else None


def entity(opened: Opened, iri: str, first: int = 0, most: int = 100, bodies: bool = False) -> Part:
    """An entity with `most` of the facts it has a part in, from the `first` on, in the order of their IRIs."""
    picker = _Picker(opened)
    node = ox.NamedNode(iri)
    facts = sorted({quad.subject for quad in picker.quads(None, None, node) if quad.predicate in ROLES}, key=str)
    picker.take(node, only=None if len(facts) <= most else NAMES)  # a relation whose statement is on another page would seem to have none
    for fact in facts[first : first + most]:
        picker.fact(fact)
    if bodies:
        picker.bodies()
    return Part(picker.sorted(), len(facts))


def fact(opened: Opened, iri: str, bodies: bool = False) -> Part:
    """A fact, the claims that express it and, of a claim, what it expresses."""
    picker = _Picker(opened)
    node = ox.NamedNode(iri)
    picker.fact(node)
    around = {*picker.objects(node, EXPRESSES), *(quad.subject for quad in picker.quads(None, EXPRESSES, node))}
    for each in around:
        picker.fact(each)
    if bodies:
        picker.bodies()
    return Part(picker.sorted(), len(around))


def document(opened: Opened, iri: str) -> Part:
    """A document with its text, its mentions and all that was read in it."""
    picker = _Picker(opened)
    node = ox.NamedNode(iri)
    picker.take(node)
    spans = {quad.subject for quad in picker.quads(None, CONTEXT, node)}
    facts = set()
    for span in spans:
        for entity_ in picker.take(span, {DENOTES}):
            picker.entity(entity_)
        facts |= {quad.subject for quad in picker.quads(None, None, span) if quad.predicate in PLACES}
    for each in facts:
        picker.fact(each)
    return Part(picker.sorted(), len(facts))


def drawn(opened: Opened, iri: str, most: int = 500) -> list[str] | None:
    """What the viewer shows of anything in the store, with the texts; None where there is nothing."""
    match kind_of(opened, iri):
        case Kind.DOCUMENT:
            return document(opened, iri).lines
        case Kind.FACT:
            return fact(opened, iri, bodies=True).lines
        case Kind.ENTITY:
            return entity(opened, iri, most=most, bodies=True).lines
    return None


def explained(opened: Opened, lines: list[str]) -> list[str]:
    """Some triples with the names of what is in them, and for each relation the statements that say it, with their evidence.

    A relation that nothing in the store states gets a statement of its own, without evidence: it is the query that asserts it.
    """
    picker = _Picker(opened, set(lines))
    for line in lines:
        terms = line.removesuffix(" .").split(" ", 2)
        if all(term.startswith("<") and term.endswith(">") for term in terms):
            subject, predicate, object_ = (ox.NamedNode(term[1:-1]) for term in terms)
            picker.entity(subject)
            picker.entity(object_)
            if _relates(predicate):
                picker.stated(subject, predicate, object_)
    return picker.sorted()


def _relates(predicate: ox.NamedNode) -> bool:
    """Whether a property is a relation between things, and none of those that describe facts, texts and names."""
    if predicate.value.startswith(KG):
        return predicate.value.removeprefix(KG) in ontology.load().relations
    return not predicate.value.startswith(tuple(PREFIXES.values()))


def mentioned_in(opened: Opened, iri: str) -> Counter[str]:
    """The documents that mention an entity, with how often."""
    spans = _Picker(opened).quads(None, DENOTES, ox.NamedNode(iri))
    return Counter(quad.subject.value.partition("#")[0] for quad in spans if isinstance(quad.subject, ox.NamedNode))


@dataclass(frozen=True, slots=True)
class Article:
    """A document in a list: its IRI, its headline or else how it begins, and its date."""

    iri: str
    title: str
    date: str


def articles(opened: Opened) -> list[str]:
    """The IRIs of all documents, the newest first."""
    picker = _Picker(opened)
    found = {quad.subject.value for quad in picker.quads(None, TYPE, ARTICLE) if isinstance(quad.subject, ox.NamedNode)}
    return sorted(found, key=lambda iri: (picker.text(ox.NamedNode(iri), DATE), iri), reverse=True)


def article(opened: Opened, iri: str) -> Article:
    """A document by its IRI."""
    picker = _Picker(opened)
    node = ox.NamedNode(iri)
    title = picker.text(node, HEADLINE) or shorten(picker.text(node, BODY)[:500], 90, placeholder=" …") or iri
    return Article(iri, title, picker.text(node, DATE))


@dataclass(slots=True)
class _Picker:
    """Collects triples of a store, each node once."""

    opened: Opened
    lines: set[str] = field(default_factory=set)
    _taken: set[object] = field(default_factory=set)
    _articles: set[ox.NamedNode] = field(default_factory=set)

    def quads(self, s: object, p: object, o: object) -> Iterator[ox.Quad]:
        return self.opened.store.quads_for_pattern(s, p, o, DEFAULT)  # type: ignore[arg-type]

    def objects(self, s: object, p: object) -> list[object]:
        return [quad.object for quad in self.quads(s, p, None)]

    def has(self, s: object, p: object, o: object) -> bool:
        return next(self.quads(s, p, o), None) is not None

    def text(self, s: object, p: object) -> str:
        return min((str(getattr(each, "value", each)) for each in self.objects(s, p)), default="")

    def sorted(self) -> list[str]:
        return sorted(self.lines)

    def take(self, node: object, wanted: Iterable[object] = (), only: set[ox.NamedNode] | None = None, but: object = None) -> list[object]:
        """All triples about a node, `only` some or all `but` one predicate; gives back the objects of the `wanted` predicates."""
        given: list[object] = []
        wanted = set(wanted)
        for quad in self.quads(node, None, None):
            if (only is None or quad.predicate in only) and quad.predicate != but:
                self.lines.add(f"{quad.triple} .")
                if quad.predicate in wanted:
                    given.append(quad.object)
        return given

    def stated(self, *relation: ox.NamedNode) -> None:
        """The asserted statements of a relation; one without evidence where there is none."""
        subject, predicate, object_ = relation
        candidates = (quad.subject for quad in self.quads(None, SUBJECT, subject))
        found = [
            each
            for each in candidates
            if self.has(each, OBJECT, object_) and self.has(each, PREDICATE, predicate) and self.has(each, CERTAINTY, ASSERTED)
        ]
        for each in found:
            self.fact(each)
        if not found:
            node = f"<urn:kg:relation:{digest(*relation)}>"
            parts = zip((TYPE, SUBJECT, PREDICATE, OBJECT, CERTAINTY), (STATEMENT, *relation, ASSERTED), strict=True)
            self.lines |= {f"{node} {property_} {value} ." for property_, value in parts}

    def fact(self, node: object) -> None:
        """A fact with its entities, its places and its times."""
        if self._first(node):
            for quad in self.quads(node, None, None):
                self.lines.add(f"{quad.triple} .")
                if quad.predicate in ROLES:
                    self.entity(quad.object)
                elif quad.predicate in PLACES:
                    self.span(quad.object)
                elif quad.predicate == TIME:
                    self.take(quad.object)

    def entity(self, node: object) -> None:
        """What an entity or a time is, and its names."""
        if isinstance(node, ox.NamedNode) and self._first(node):
            self.take(node, only=NAMES | {VALUE})

    def span(self, node: object) -> None:
        """A place in a text, its sentence, and what is known of the text but not all of it."""
        if isinstance(node, ox.NamedNode) and self._first(node):
            for sentence in self.take(node, {SENTENCE}):
                self.take(sentence)
            iri = ox.NamedNode(node.value.partition("#")[0])
            if self._first(iri):
                self._articles.add(iri)
                self.take(iri, but=BODY)

    def bodies(self) -> None:
        """The texts of the documents that places were taken of."""
        for iri in self._articles:
            self.take(iri)

    def _first(self, node: object) -> bool:
        new = node not in self._taken
        self._taken.add(node)
        return new
