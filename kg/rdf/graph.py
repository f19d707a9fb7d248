"""Facts → triples, in the shape that `ontology/kg.ttl` describes.

The triples of a document are a function of its facts, the base and the run; those of several documents are the union of theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg import ontology
from kg.memory import uncollected
from kg.model import Event, Facts, Quantity, Statement
from kg.rdf.expressed import expressed
from kg.rdf.facts import claim_triples, entity_triples, event_node, event_triples, quantity_node, quantity_triples
from kg.rdf.iris import Iris, digest
from kg.rdf.statements import group, statement_triples
from kg.rdf.terms import BASE, Triple, iri, name, text
from kg.rdf.texts import document_triples, mention_triples, span_triples
from kg.rdf.times import time_triples


@dataclass(frozen=True, slots=True)
class Run:
    """What made a graph: the program's version, the model's name and version, the options that change what is found."""

    version: str
    model: str
    options: tuple[tuple[str, str], ...] = ()


def triples(facts: Facts, base: str = BASE, run: Run | None = None) -> list[Triple]:
    """What a document says, sorted, each triple once. `base` is what the IRIs of the data start with.

    Raises KgError where the base is no absolute IRI that ends in "/".
    """
    return sorted(set(_triples(facts, Iris(base, facts.document.id), run)))


@uncollected()
def lines(corpus: Iterable[Facts], base: str = BASE, run: Run | None = None) -> list[str]:
    """What several documents say together, as sorted lines of N-Triples without line ends, whatever the order of the documents."""
    return sorted({triple.line() for facts in corpus for triple in _triples(facts, Iris(base, facts.document.id), run)})


def _triples(facts: Facts, iris: Iris, run: Run | None) -> Iterator[Triple]:
    lang = facts.document.lang
    groups = group(facts.statements, _symmetric(), iris)
    events = [(event_node(event, iris), event) for event in facts.events]
    quantities = [(quantity_node(quantity, iris), quantity) for quantity in facts.quantities]
    yield from document_triples(facts.document, iris)
    yield from span_triples(facts, iris)
    yield from mention_triples(facts, iris)
    yield from entity_triples(facts.entities, iris)
    yield from statement_triples(groups, iris, lang)
    yield from event_triples(events, iris, lang)
    yield from quantity_triples(quantities, iris, lang)
    yield from claim_triples(expressed(facts.claims, groups, events, quantities), iris, lang)
    yield from time_triples(sorted(_time_values(facts)), iris)
    if run:
        yield from _run_triples(run, iris)


def _symmetric() -> frozenset[str]:
    return frozenset(relation.name for relation in ontology.load().relations.values() if relation.symmetric)


def _time_values(facts: Facts) -> set[str]:
    facts_with_times: tuple[Statement | Event | Quantity, ...] = (*facts.statements, *facts.events, *facts.quantities)
    expressions = {time.value for time in facts.times if time.value is not None}
    return expressions.union(*(fact.times for fact in facts_with_times))


def _run_triples(run: Run, iris: Iris) -> Iterator[Triple]:
    """The run, and that what was read in the document comes from it."""
    node = iri(f"{iris.base}run/{digest(run.version, run.model, *run.options)}")
    yield Triple(node, name("rdf:type"), name("prov:Activity"))
    yield Triple(node, name("kg:programVersion"), text(run.version))
    yield Triple(node, name("kg:model"), text(run.model))
    for option, value in run.options:
        yield Triple(node, name("kg:option"), text(f"{option}={value}"))
    yield Triple(iris.bundle(), name("rdf:type"), name("prov:Bundle"))
    yield Triple(iris.bundle(), name("prov:wasDerivedFrom"), iris.doc())
    yield Triple(iris.bundle(), name("prov:wasGeneratedBy"), node)
