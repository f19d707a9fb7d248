"""One small article and what it says, by hand, for the tests of the graph."""

from __future__ import annotations

from decimal import Decimal
from hashlib import sha256

from kg.model import (
    Approximation,
    Certainty,
    Claim,
    Document,
    Entity,
    EntityType,
    Event,
    Facts,
    Form,
    Judgement,
    Mention,
    MentionType,
    Name,
    Quantity,
    Span,
    Statement,
    TimeExpression,
)

TEXT = """Le Liban borde la Syrie 😀.
La présidente du Liban, Rima Haddad, a affirmé que 1.500 Syriens avaient fui vers le Liban depuis le 3 mai.
« Damas a commis un massacre », accuse un témoin.
Le Liban sera membre de l’Union arabe.
Rien à signaler."""


def span(words: str, occurrence: int = 1) -> Span:
    """The characters of the words, where they stand for the given time."""
    start = -1
    for _ in range(occurrence):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def sentences() -> tuple[Span, ...]:
    """One to a line."""
    return tuple(span(line) for line in TEXT.split("\n"))


def entities() -> tuple[Entity, ...]:
    """Everything the article names."""

    def entity(id_: str, type_: EntityType, label: str, **more: object) -> Entity:
        return Entity(id_, type_, Name(label, "fr"), **more)  # type: ignore[arg-type]

    return (
        entity(
            "liban",
            EntityType.COUNTRY,
            "Liban",
            aliases=(Name("Lebanon", "en"), Name("Liban", "fr")),
            links=("https://sws.geonames.org/272103/",),
            codes=(("iso3166-1", "LB"),),
            score=0.9,
        ),
        entity("syrie", EntityType.COUNTRY, "Syrie", aliases=(Name("Syria", "en"),)),
        entity("rima_haddad", EntityType.PERSON, "Rima Haddad"),
        entity("syriens", EntityType.PEOPLE, "Syriens"),
        entity("union_arabe", EntityType.ORGANIZATION, "Union arabe"),
    )


def facts(document_id: str = "article", date: str | None = "2023-05") -> Facts:
    """What the article says, under a document id of one's choice."""
    lines = sentences()
    haddad = Judgement(Certainty.REPORTED, ("rima_haddad",))
    witness = Judgement(Certainty.DISPUTED, (), "un témoin")
    since = "2023-05-03/.."
    return Facts(
        document=Document(
            document_id, TEXT, Span(0, len(TEXT)), sha256(TEXT.encode()).hexdigest(), date=date, title="Au Liban", source="Agence"
        ),
        sentences=lines,
        entities=entities(),
        mentions=(
            Mention(span("Liban"), MentionType.NAMED, "liban"),
            Mention(span("Syrie"), MentionType.NAMED, "syrie"),
            Mention(span("Rima Haddad"), MentionType.NAMED, "rima_haddad"),
            Mention(span("La présidente du Liban"), MentionType.NOMINAL, "rima_haddad"),
            Mention(span("1.500 Syriens"), MentionType.NOMINAL, "syriens"),
            Mention(span("Damas"), MentionType.NOMINAL, "syrie"),
            Mention(span("Union arabe"), MentionType.NAMED, "union_arabe"),
        ),
        times=(TimeExpression(span("le 3 mai"), "2023-05-03"), TimeExpression(span("Rien"), None)),
        statements=(
            Statement("liban", "borders", "syrie", lines[0], "fr/verb.borders", confidence=0.9),
            Statement("syrie", "borders", "liban", lines[1], "fr/noun.borders", confidence=0.6, inferred=True),
            Statement("rima_haddad", "headOfState", "liban", lines[1], "fr/apposition.headOfState", confidence=0.95, role="présidente"),
            Statement("liban", "memberOf", "union_arabe", lines[3], "fr/copula.memberOf", Judgement(Certainty.PLANNED)),
        ),
        events=(
            Event(
                "fuir",
                span("1.500 Syriens avaient fui vers le Liban depuis le 3 mai"),
                span("fui"),
                "fr/verb",
                agents=("syriens",),
                places=("liban",),
                times=(since,),
                judgement=haddad,
                type="Movement",
            ),
            Event(
                "commettre", lines[2], span("commis"), "fr/verb", agents=("syrie",), judgement=witness, type="Attack", lemmas=("massacre",)
            ),
        ),
        claims=(
            Claim(
                (span("1.500 Syriens avaient fui vers le Liban depuis le 3 mai"),),
                Form.INDIRECT,
                "fr/completive",
                speakers=("rima_haddad",),
                cue=span("affirmé"),
                lemma="affirmer",
                stance="affirming",
            ),
            Claim(
                (span("Damas a commis un massacre"),),
                Form.DIRECT,
                "fr/quotation",
                speaker_text="un témoin",
                cue=span("accuse"),
                lemma="accuser",
                stance="accusing",
            ),
        ),
        quantities=(
            Quantity(
                span("1.500 Syriens"),
                Approximation.EXACT,
                value=Decimal(1500),
                unit="Syriens",
                about=("syriens", "liban"),
                times=(since,),
                judgement=haddad,
            ),
        ),
    )
