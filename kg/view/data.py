"""What a page shows, as plain values: texts, nodes and facts, without RDF and without positions.

Offsets are Unicode code points into a text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Span
from kg.view.terms import DATA


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a text that denotes the nodes `nodes` (ids); `kind` is "named", "nominal", "pronominal" or ""."""

    span: Span
    nodes: tuple[str, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One document: what is known of it, its text, its sentences and its mentions, both in text order."""

    id: str
    uri: str
    title: str
    text: str
    sentences: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    date: str = ""
    url: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """An entity. `cls` is the local name of its class, `degree` the number of facts it takes part in."""

    id: str
    uri: str
    label: str
    cls: str
    aliases: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    degree: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Where a fact is read: `sentence` holds `phrase`; `cues` are the words that say it, `rule` is what fired."""

    text: str
    sentence: Span
    phrase: Span
    cues: tuple[Span, ...] = ()
    rule: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement, event, quantity or claim.

    `roles` pairs a role ("subject", "object", "agent", "patient", "place", "about", "speaker") with a node id; `details` are
    further words: the approximation of a quantity, the form and stance of a claim, the role of a statement, the class of an event;
    `expresses` are the ids of the facts a claim holds; `inferred` is true where the reading needs a step beyond the clause.
    """

    id: str
    kind: str
    predicate: str
    label: str
    roles: tuple[tuple[str, str], ...]
    status: str
    speakers: tuple[str, ...] = ()
    speaker_text: str = ""
    times: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    expresses: tuple[str, ...] = ()
    inferred: bool = False

    def players(self, role: str) -> tuple[str, ...]:
        """The ids of the nodes in a role."""
        return tuple(node for name, node in self.roles if name == role)

    @property
    def confidence(self) -> float | None:
        """The best confidence of its evidence, None where none is given."""
        return max((e.confidence for e in self.evidence if e.confidence is not None), default=None)


@dataclass(frozen=True, slots=True)
class View:
    """Everything a page shows. Nodes and facts are sorted by id, texts too. `base` is what ids leave out of their IRIs."""

    texts: tuple[Text, ...]
    nodes: tuple[Node, ...]
    facts: tuple[Fact, ...]
    base: str = DATA
