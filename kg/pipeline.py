"""The whole flow on one screen: document → parse → names → entities → facts.

`extract` is a pure function of the document, its parse and the knowledge, so that the same input gives the same facts in any process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from kg.authority import Authority
from kg.confidence import Confidence
from kg.extract.certainty import CertaintyLexicon, judge_of
from kg.extract.claims import ClaimLexicon, find_claims
from kg.extract.coreference import resolve
from kg.extract.events import EventLexicon, find_events
from kg.extract.inference import infer
from kg.extract.names import Gazetteer, NameLexicon, find_names
from kg.extract.numbers import NumberLexicon
from kg.extract.quantities import QuantityLexicon, find_quantities
from kg.extract.relations import RelationLexicon, find_relations
from kg.extract.scene import DescriptionLexicon
from kg.extract.times import TimeLexicon, dateline, find_times
from kg.lexicon import check_relations, tables
from kg.memory import uncollected
from kg.model import Document, Facts, MentionType, Span
from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from kg.text.parse import parse
from kg.text.tokens import Parse, copied


@dataclass(frozen=True)
class Knowledge:
    """What extraction knows beforehand, loaded once: the ontology, the authority, and the lexicon by stage."""

    ontology: Ontology
    authority: Authority
    gazetteer: Gazetteer
    names: NameLexicon
    descriptions: DescriptionLexicon
    relations: RelationLexicon
    events: EventLexicon
    claims: ClaimLexicon
    certainty: CertaintyLexicon
    times: TimeLexicon
    quantities: QuantityLexicon
    confidence: Confidence

    @classmethod
    def load(cls, lang: str = "fr", authority: Sequence[Path] = ()) -> Knowledge:
        """The knowledge for a language; `authority` are the user's own files, later ones win.

        Raises KgError where a file is missing or not of its form.
        """
        ontology = load_ontology()
        table = tables(lang)
        check_relations(lang, table["relations"], ontology.relations)
        claims = ClaimLexicon.from_table(table["claims"])
        numbers = NumberLexicon.from_table(table["quantity"]["number"], lang)
        known = Authority.open(authority)
        return cls(
            ontology,
            known,
            Gazetteer(known),
            NameLexicon.from_table(table["names"]),
            DescriptionLexicon.from_tables(
                table["descriptions"], table["relations"], ontology, frozenset(lemma for lemma, _ in claims.verbs)
            ),
            RelationLexicon.from_table(table["relations"], table["events"]),
            EventLexicon.from_table(table),
            claims,
            CertaintyLexicon.from_table(table["certainty"]),
            TimeLexicon.from_table(table["time"], numbers),
            QuantityLexicon.from_table(table["quantity"], numbers),
            Confidence.load(),
        )


@uncollected()
def extract(document: Document, parsed: Doc, knowledge: Knowledge) -> Facts:
    """Everything the document says. Where nothing else tells when it was published, its dateline does."""
    doc = copied(parsed)
    if document.date is None:
        document = replace(document, date=dateline(doc, knowledge.times))
    times = find_times(doc, document.date, knowledge.times)
    names = find_names(doc, knowledge.gazetteer, knowledge.names)
    reading = resolve(document, doc, names, knowledge.authority, knowledge.descriptions)
    claims = find_claims(reading, knowledge.claims)
    judge = judge_of(reading, claims, knowledge.certainty, times)
    read = find_relations(reading, [(n.start, n.end) for n in names], judge, knowledge.relations, knowledge.ontology)
    facts = Facts(
        document=document,
        sentences=tuple(_sentence_spans(doc)),
        entities=tuple(sorted(reading.entities.values(), key=lambda e: e.id)),
        mentions=reading.mentions,
        times=times,
        statements=(*read, *infer(reading, knowledge.authority, knowledge.ontology, read, knowledge.relations.borders)),
        events=find_events(reading, times, claims, judge, knowledge.events),
        claims=claims,
        quantities=find_quantities(reading, times, judge, knowledge.quantities),
    )
    return knowledge.confidence.of(without_unused(facts))


def facts_of(documents: Iterable[Document], nlp: Language, knowledge: Knowledge) -> Iterator[Facts]:
    """The facts of each document, in order. One whose reading fails says so, and takes nothing from the others."""
    for document, doc in parse(documents, nlp):
        try:
            yield extract(document, doc, knowledge)
        except Exception as error:  # whatever it is, it is a fault of the program, not of the other documents
            what = f"{document.id}: its facts could not be read: {type(error).__name__}: {error}; please report it with the article"
            yield Facts(document, tuple(_sentence_spans(copied(doc))), problem=what)


def without_unused(facts: Facts) -> Facts:
    """The facts without entities that no name, description or pronoun mentions as themselves and no fact uses: adjectives
    ("soviétique") name many."""
    used = {e for s in facts.statements for e in (s.subject, s.object)} | {m.entity for m in facts.mentions if m.type is MentionType.NAMED}
    used |= {e for v in facts.events for e in (*v.agents, *v.patients, *v.places)} | {e for c in facts.claims for e in c.speakers}
    used |= {e for q in facts.quantities for e in q.about}
    kept = tuple(e for e in facts.entities if e.id in used)
    return replace(facts, entities=kept, mentions=tuple(m for m in facts.mentions if m.entity in used))


def _sentence_spans(doc: Parse) -> Iterator[Span]:
    for sentence in doc.sents:
        text, offset = sentence.text, doc[sentence.start].idx
        start = offset + len(text) - len(text.lstrip())
        end = offset + len(text.rstrip())
        if end > start:
            yield Span(start, end)
