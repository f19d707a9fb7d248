"""Graphs for tests of the viewer, written down in a few words: texts with facts, offsets found by the words they stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import PROV, RDF, RDFS, SKOS, XSD

KG = Namespace("https://w3id.org/kgnews/ontology#")
NIF = Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
ITSRDF = Namespace("http://www.w3.org/2005/11/its/rdf#")
SCHEMA = Namespace("https://schema.org/")
TIME = Namespace("http://www.w3.org/2006/time#")
BASE = Namespace("https://w3id.org/kgnews/id/")


class Article:
    """A document in the making; `graph` is what there is of it so far."""

    def __init__(
        self, stem: str, text: str, *, title: str | None = None, date: str | None = None, graph: Graph | None = None, body: bool = True
    ) -> None:
        self.graph = Graph() if graph is None else graph
        self.doc, self.text, self.count = BASE[f"doc/{stem}"], text, 0
        self.stem = stem
        self.add(self.doc, RDF.type, SCHEMA.NewsArticle)
        if body:
            self.add(self.doc, SCHEMA.articleBody, Literal(text))
        if title:
            self.add(self.doc, SCHEMA.headline, Literal(title))
        if date:
            self.add(
                self.doc, SCHEMA.datePublished, Literal(date, datatype=XSD.gYearMonth if len(date) == 7 else XSD.date, normalize=False)
            )
        for match in re.finditer(r"[^\s].*?(?:[.!?]+[\"»”]?(?=\s|$)|$)", text, re.MULTILINE):
            self.span(*match.span(), NIF.Sentence)

    def add(self, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
        self.graph.add((subject, predicate, value))

    def span(self, start: int, end: int, kind: URIRef = NIF.Phrase) -> URIRef:
        phrase = URIRef(f"{self.doc}#char={start},{end}")
        self.add(phrase, RDF.type, kind)
        self.add(phrase, NIF.beginIndex, Literal(start))
        self.add(phrase, NIF.endIndex, Literal(end))
        self.add(phrase, NIF.anchorOf, Literal(self.text[start:end]))
        self.add(phrase, NIF.referenceContext, self.doc)
        return phrase

    def at(self, words: str) -> URIRef:
        """The phrase that these words are, at their first place."""
        start = self.text.index(words)
        return self.span(start, start + len(words))

    def sentence(self, words: str) -> URIRef:
        """The sentence that holds these words."""
        start = self.text.index(words)
        for match in re.finditer(r"[^\s].*?(?:[.!?]+[\"»”]?(?=\s|$)|$)", self.text, re.MULTILINE):
            if match.start() <= start < match.end():
                return self.span(*match.span(), NIF.Sentence)
        raise AssertionError(words)

    def entity(self, name: str, cls: str, label: str, *words: str, alias: Iterable[str] = (), link: str | None = None) -> URIRef:
        """An entity with mentions wherever its words stand."""
        node = BASE[name]
        self.add(node, RDF.type, KG[cls] if cls == "People" else SCHEMA[cls])
        self.add(node, RDFS.label, Literal(label, lang="fr"))
        for other in alias:
            self.add(node, SKOS.altLabel, Literal(other, lang="en"))
        if link:
            self.add(node, SKOS.exactMatch, URIRef(link))
        for word in words or (label,):
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", self.text):
                phrase = self.span(*match.span())
                self.add(phrase, ITSRDF.taIdentRef, node)
                self.add(phrase, KG.mentionType, KG.named if word[:1].isupper() else KG.nominal)
        return node

    def fact(
        self,
        kind: str,
        cls: URIRef,
        words: str,
        certainty: str = "asserted",
        who: str = "",
        rule: str = "test/rule",
        **roles: Iterable[str] | str,
    ) -> URIRef:
        """A statement, event or quantity read in the sentence that holds `words`."""
        self.count += 1
        fact = BASE[f"{kind}/{self.stem}-{self.count:03}"]
        self.add(fact, RDF.type, cls)
        self.add(fact, KG.certainty, KG[certainty])
        self.add(fact, KG.evidence, self.sentence(words))
        self.add(fact, KG.rule, Literal(rule))
        self.add(fact, KG.confidence, Literal("0.9", datatype=XSD.decimal))
        if who:
            self.add(fact, PROV.wasAttributedTo, BASE[who])
        for role, nodes in roles.items():
            for node in [nodes] if isinstance(nodes, str) else nodes:
                if node:
                    self.add(fact, KG[role], BASE[node])
        return fact

    def statement(self, s: str, p: str, o: str, words: str, certainty: str = "asserted", who: str = "") -> URIRef:
        fact = self.fact("statement", KG.Statement, words, certainty, who, rule=f"test/{p}")
        for predicate, value in ((RDF.subject, BASE[s]), (RDF.predicate, KG[p]), (RDF.object, BASE[o])):
            self.add(fact, predicate, value)
        if certainty == "asserted":
            self.add(BASE[s], KG[p], BASE[o])
        return fact

    def event(
        self, lemma: str, agent: str, patient: str, words: str, certainty: str = "asserted", who: str = "", place: str = "", time: str = ""
    ) -> URIRef:
        fact = self.fact("event", KG.Event, words, certainty, who, agent=agent.split(), patient=patient.split(), place=place.split())
        self.add(fact, KG.lemma, Literal(lemma, lang="fr"))
        if time:
            self.add(fact, KG.time, self.time(time))
        return fact

    def time(self, value: str, words: str = "") -> URIRef:
        node = BASE[f"time/{value}"]
        self.add(node, RDF.type, TIME.TemporalEntity)
        self.add(node, KG.value, Literal(value))
        if words:
            self.add(self.at(words), ITSRDF.taIdentRef, node)
        return node

    def quantity(
        self,
        value: str,
        unit: str,
        about: str,
        words: str,
        certainty: str = "asserted",
        who: str = "",
        low: str = "",
        high: str = "",
        per: str = "",
        sign: str = "exact",
        time: str = "",
    ) -> URIRef:
        fact = self.fact("quantity", SCHEMA.QuantitativeValue, words, certainty, who, about=about.split())
        for predicate, number in ((SCHEMA.value, value), (SCHEMA.minValue, low), (SCHEMA.maxValue, high)):
            if number:
                self.add(fact, predicate, Literal(number, datatype=XSD.decimal))
        self.add(fact, KG.approximation, KG[sign])
        self.add(fact, SCHEMA.unitText, Literal(unit, lang="fr"))
        if per:
            self.add(fact, KG.per, Literal(per, lang="fr"))
        if time:
            self.add(fact, KG.time, self.time(time))
        return fact

    def claim(self, speaker: str, lemma: str, cue: str, content: str, *expresses: URIRef, form: str = "indirect") -> URIRef:
        self.count += 1
        claim = BASE[f"claim/{self.stem}-{self.count:03}"]
        self.add(claim, RDF.type, KG.Claim)
        self.add(claim, KG.speaker, BASE[speaker])
        self.add(claim, KG.lemma, Literal(lemma, lang="fr"))
        self.add(claim, KG.cue, self.at(cue))
        self.add(claim, KG.content, self.at(content))
        self.add(claim, KG.form, KG[form])
        for fact in expresses:
            self.add(claim, KG.expresses, fact)
        return claim
