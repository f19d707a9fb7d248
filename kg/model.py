"""What an article says, as plain values: the waist between text and RDF.

Above it spaCy is known and RDF is not; below it RDF is known and spaCy is not. Everything here is a frozen dataclass of the
standard library, so that facts can be compared, pickled, sent to another process and written down by anything.

Offsets are Unicode code points into the untouched text of the document, end exclusive. Entities are referred to by their
`id`, the local part of their IRI.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class EntityType(StrEnum):
    """The classes an entity can have; the values are the local names of their IRIs."""

    PERSON = "Person"
    COUNTRY = "Country"
    AREA = "AdministrativeArea"
    CITY = "City"
    PLACE = "Place"
    GOVERNMENT = "GovernmentOrganization"
    ORGANIZATION = "Organization"
    PEOPLE = "People"
    EVENT = "Event"
    WORK = "CreativeWork"
    PRODUCT = "Product"


class MentionType(StrEnum):
    """How a mention refers: by a name, by a description, or by a pronoun or possessive."""

    NAMED = "named"
    NOMINAL = "nominal"
    PRONOMINAL = "pronominal"


class Certainty(StrEnum):
    """How the article stands to a fact (after Saurí and Pustejovsky, FactBank, 2009)."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    DISPUTED = "disputed"
    PLANNED = "planned"
    NEGATED = "negated"


class Form(StrEnum):
    """How a claim is rendered: quoted, in the writer's words, or both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Approximation(StrEnum):
    """How exactly a quantity is given."""

    EXACT = "exact"
    ABOUT = "about"
    LESS_THAN = "lessThan"
    MORE_THAN = "moreThan"
    RANGE = "range"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` (inclusive) to `end` (exclusive) of a document's text."""

    start: int
    end: int

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True where the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its untouched text and what its header and its file say about it.

    `id` is safe inside an IRI. `body` is where the article's own text stands, without the metadata header. `date` is
    ISO 8601 at the precision known ("2022-09").
    """

    id: str
    text: str
    body: Span
    sha256: str
    lang: str = "fr"
    date: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None

    def anchor(self, span: Span) -> str:
        """The exact characters of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A name of an entity in a language (BCP 47 tag)."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, place, organisation, people, event, work or product.

    `links` are IRIs of the same thing elsewhere (Wikidata, GeoNames), `codes` literal identifiers such as ("iso3166-1", "KZ"), `score`
    the confidence of the links, 0 to 1.
    """

    id: str
    type: EntityType
    label: Name
    aliases: tuple[Name, ...] = ()
    links: tuple[str, ...] = ()
    codes: tuple[tuple[str, str], ...] = ()
    score: float | None = None


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A place in the text that denotes an entity. A plural description ("les deux pays") is one mention for each entity."""

    span: Span
    type: MentionType
    entity: str


@dataclass(frozen=True, slots=True, order=True)
class TimeExpression:
    """A time expression and its TIMEX3 value (TimeML 1.2.1), or an ISO 8601 interval A/B. `value` is None where it stays unresolved."""

    span: Span
    value: str | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How certain a fact is and, where somebody else says it, who (entity ids, or the words of the text)."""

    certainty: Certainty = Certainty.ASSERTED
    speakers: tuple[str, ...] = ()
    speaker_text: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation of the ontology between two entities. `predicate` is the local name of a property ("borders").

    `inferred` marks a reading that needs a step beyond the clause (a heading, an implied place).
    """

    subject: str
    predicate: str
    object: str
    evidence: Span
    rule: str
    judgement: Judgement = field(default_factory=Judgement)
    confidence: float = 0.5
    role: str | None = None
    times: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom: a verb or a noun of action. `lemma` is the verb where one is known, else the noun.

    `type` is the local name of a subclass of kg:Event, or None. `times` are TIMEX3 values.
    """

    lemma: str
    evidence: Span
    trigger: Span
    rule: str
    agents: tuple[str, ...] = ()
    patients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    judgement: Judgement = field(default_factory=Judgement)
    confidence: float = 0.5
    type: str | None = None
    lemmas: tuple[str, ...] = ()  # every lemma of the trigger: the noun of a nominalisation beside its verb


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what: one act of reporting.

    `content` is what is reported, in pieces where the quotation is interrupted; `cue` the reporting word, absent in a bare
    quotation whose speaker is carried over; `stance` how the cue stands to it ("neutral", "affirming", "accusing", "doubting", "denying").
    """

    content: tuple[Span, ...]
    form: Form
    rule: str
    speakers: tuple[str, ...] = ()
    speaker_text: str | None = None
    cue: Span | None = None
    lemma: str | None = None
    stance: str = "neutral"
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a meaning: exactly one of `value` or at least one of `minimum` and `maximum` is given.

    `unit` is the counted noun or the unit ("citoyens Russes", "km", "%", an ISO 4217 code), `per` the noun of a rate ("jour"), `about`
    entity ids.
    """

    evidence: Span
    approximation: Approximation
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    per: str | None = None
    about: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    judgement: Judgement = field(default_factory=Judgement)


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything one document says. `sentences` are in text order. `problem` says why there is nothing else, where reading it failed."""

    document: Document
    sentences: tuple[Span, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[Claim, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    problem: str | None = None

    def sentence_of(self, span: Span) -> Span:
        """The sentence that holds the span's first character, or the span itself where none does."""
        return next((s for s in self.sentences if s.start <= span.start < s.end), span)


def unique(items: Iterable[str]) -> tuple[str, ...]:
    """The items in order, each once."""
    return tuple(dict.fromkeys(items))
