"""Statements, events, quantities and claims of a graph, as facts of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import PROV, RDF, SDO
from rdflib.term import Node as Term

from kg.view.data import Evidence, Fact
from kg.view.terms import KG, local
from kg.view.texts import Articles

ROLES = {
    "statement": (("subject", RDF.subject), ("object", RDF.object)),
    "event": (("agent", KG.agent), ("patient", KG.patient), ("place", KG.place)),
    "quantity": (("about", KG.about),),
    "claim": (("speaker", KG.speaker),),
}
DETAILS = {"statement": (KG.role,), "event": (), "quantity": (KG.approximation,), "claim": (KG.form, KG.stance)}
UNSAID = {KG.exact, KG.neutral}  # what goes without saying
KINDS = (("statement", KG.Statement), ("event", KG.Event), ("quantity", SDO.QuantitativeValue), ("claim", KG.Claim))


@dataclass(frozen=True, slots=True)
class Reader:
    """What turns terms of a graph into ids and words: the texts, ids of IRIs, and the name of a property."""

    graph: Graph
    articles: Articles
    node_id: Callable[[str], str]
    name: Callable[[str], str]

    def facts(self) -> tuple[Fact, ...]:
        """Every fact of the graph, sorted by id; those that say the same of the same, as surely, are one with several evidences."""
        found = [self._fact(kind, subject) for kind, cls in KINDS for subject in sorted(set(self.graph.subjects(RDF.type, cls)), key=str)]
        return _merged([*found, *self._inferred(found)])

    def _fact(self, kind: str, subject: Term) -> Fact:
        predicate = self._text(subject, RDF.predicate if kind == "statement" else KG.lemma)
        return Fact(
            id=self.node_id(str(subject)),
            kind=kind,
            predicate=local(predicate),
            label=self._label(kind, subject, predicate),
            roles=tuple((role, self.node_id(str(o))) for role, p in ROLES[kind] for o in self._objects(subject, p)),
            status=local(self._text(subject, KG.certainty)) or ("reported" if kind == "claim" else "asserted"),
            speakers=tuple(self.node_id(str(o)) for o in self._speakers(subject) if isinstance(o, URIRef)),
            speaker_text="; ".join(str(o) for o in self._speakers(subject) if isinstance(o, Literal)),
            times=tuple(sorted(self._text(t, KG.value) or local(str(t)) for t in self.graph.objects(subject, KG.time))),
            details=tuple(self._details(kind, subject)),
            evidence=tuple(self._evidence(subject, KG.content if kind == "claim" else KG.evidence)),
            inferred=self._text(subject, KG.inferred) == "true",
            expresses=tuple(sorted(self.node_id(str(o)) for o in self.graph.objects(subject, KG.expresses))),
        )

    def _objects(self, subject: Term, predicate: URIRef) -> list[Term]:
        return sorted(self.graph.objects(subject, predicate), key=str)

    def _text(self, subject: Term, predicate: URIRef) -> str:
        return min((str(o) for o in self.graph.objects(subject, predicate)), default="")

    def _speakers(self, subject: Term) -> list[Term]:
        return [o for p in (PROV.wasAttributedTo, KG.speaker, KG.speakerText) for o in self._objects(subject, p)]

    def _label(self, kind: str, subject: Term, predicate: str) -> str:
        if kind == "statement":
            return self.name(predicate)
        if kind == "event":
            return self._as_written(subject)
        return predicate if kind != "quantity" else quantity(self.graph, subject)

    def _as_written(self, event: Term) -> str:
        """Of the lemmas of an event, the one nearest to its trigger in the text: "génocide", not "exterminer"."""
        lemmas = [str(o) for o in self._objects(event, KG.lemma)]
        places = [self.articles.places[t] for t in self._objects(event, KG.trigger) if t in self.articles.places]
        words = [self.articles.texts[p.document].text[p.span.start : p.span.end].lower() for p in places]
        return max(lemmas, key=lambda lemma: max((_shared_start(lemma, word) for word in words), default=0), default="")

    def _details(self, kind: str, subject: Term) -> Iterator[str]:
        """Words of the graph as they are; of the ontology, their local names, and the names of classes of events."""
        for predicate in DETAILS[kind]:
            yield from (local(str(o)) if isinstance(o, URIRef) else str(o) for o in self._objects(subject, predicate) if o not in UNSAID)
        if kind == "event":
            yield from (self.name(str(o)) for o in self._objects(subject, RDF.type) if str(o).startswith(str(KG)) and o != KG.Event)

    def _evidence(self, subject: Term, predicate: URIRef) -> Iterator[Evidence]:
        """The places a fact is read at, those that have one, in order of IRI."""
        places = self.articles.places
        cues = [places[c] for p in (KG.cue, KG.trigger) for c in self._objects(subject, p) if c in places]
        confidence = self._text(subject, KG.confidence)
        for phrase in self._objects(subject, predicate):
            place = places.get(phrase)
            if place is not None:
                yield Evidence(
                    text=self.articles.texts[place.document].id,
                    sentence=self.articles.sentence(place),
                    phrase=place.span,
                    cues=tuple(c.span for c in cues if c.document == place.document),
                    rule=self._text(subject, KG.rule),
                    confidence=float(confidence) if confidence else None,
                )

    def _inferred(self, found: list[Fact]) -> Iterator[Fact]:
        """Plain triples between entities that no statement backs: what a reasoner added."""
        known = {(f.players("subject"), f.predicate, f.players("object")) for f in found if f.kind == "statement"}
        entities = {node for f in found for _, node in f.roles}
        triples = sorted(tuple(map(str, triple)) for triple in self.graph if str(triple[1]).startswith(str(KG)))
        for s, p, o in ((self.node_id(s), p, self.node_id(o)) for s, p, o in triples):
            if s in entities and o in entities and ((s,), local(p), (o,)) not in known:
                yield Fact(f"{s} {local(p)} {o}", "statement", local(p), self.name(p), (("subject", s), ("object", o)), "inferred")


def _shared_start(one: str, other: str) -> int:
    """How many characters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def quantity(graph: Graph, subject: Term) -> str:
    """A quantity in figures: "98 000 citoyens", "≈ 10 000 / jour", "5 000–6 000", "< 10 000"."""
    value, low, high = (_figure(graph, subject, p) for p in (SDO.value, SDO.minValue, SDO.maxValue))
    sign = {"about": "≈ ", "lessThan": "< ", "moreThan": "> "}.get(local(str(graph.value(subject, KG.approximation) or "")), "")
    bound = sign or ("≥ " if low else "≤ ")
    number = f"{sign}{value}" if value else f"{low}–{high}" if low and high else f"{bound}{low or high}"
    unit, per = graph.value(subject, SDO.unitText), graph.value(subject, KG.per)
    return number + (f" {unit}" if unit else "") + (f" / {per}" if per else "")


def _figure(graph: Graph, subject: Term, predicate: URIRef) -> str:
    text = str(graph.value(subject, predicate) or "")
    whole, dot, rest = text.removesuffix(".0").partition(".")
    return f"{int(whole):,}".replace(",", "\u202f") + dot.replace(".", ",") + rest if whole.lstrip("-").isdecimal() else text


def _merged(facts: list[Fact]) -> tuple[Fact, ...]:
    """One fact for those that differ in their evidence only; the claims that express them follow."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        same = replace(fact, id="", label="" if fact.kind == "event" else fact.label, evidence=(), expresses=())
        key = fact.id if fact.kind == "claim" else same
        groups.setdefault(key, []).append(fact)
    kept = {fact.id: min(g.id for g in group) for group in groups.values() for fact in group}
    merged = [_one(group, kept) for group in groups.values()]
    return tuple(sorted(merged, key=lambda f: f.id))


def _one(group: list[Fact], kept: dict[str, str]) -> Fact:
    evidence = sorted({e for fact in group for e in fact.evidence}, key=lambda e: (e.text, e.sentence, e.phrase, e.rule))
    expresses = sorted({kept[i] for fact in group for i in fact.expresses if i in kept})
    return replace(min(group, key=lambda f: f.id), evidence=tuple(evidence), expresses=tuple(expresses))
