"""Frames → events: every agent with every patient, and the words that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.extract.frames import Frame
from kg.extract.participants import Participant
from kg.extract.reading import Judge, span_of
from kg.model import Event, Span, unique
from kg.text.tokens import Token

CORE = frozenset({"obj", "iobj", "nsubj", "nsubj:pass", "obl:agent"})  # parts of the evidence whether they name an entity or not
NAME = frozenset({"flat", "flat:name", "fixed", "amod"})
LISTED = frozenset({"conj", "appos", "dep"})


def paired(frame: Frame, when: Mapping[int, Sequence[str]], judge: Judge) -> Iterator[Event]:
    """One event for each pair of an agent and a patient of the frame; `when` gives the TIMEX3 values by trigger."""
    patients, others = (frame.patients, frame.others) if frame.patients else (frame.others, ())
    alone = not patients and not (frame.agents and frame.places)
    if alone and (frame.kind is None or any(c.dep_ in {"xcomp", "ccomp"} and c.pos_ == "VERB" for c in frame.trigger.children)):
        return
    if frame.rule == "event/participle" and not frame.agents and frame.kind is None:
        return
    for agent in _each(frame.agents):
        for patient in _besides(agent, patients):
            for places in _places(frame, agent, patient):
                cast = _Cast(agent, patient, tuple(others), tuple(places))
                if cast.everybody:
                    yield _event(frame, cast, when, judge)


def _besides(agent: Participant | None, patients: Sequence[Participant]) -> list[Participant | None]:
    """The patients but for the agent: nobody acts on himself."""
    taken = set(agent.ids) if agent is not None else set()
    return [p for p in _each(patients) if p is None or not taken.issuperset(p.ids)]


@dataclass(frozen=True)
class _Cast:
    """Who stands in which role of one event."""

    agent: Participant | None
    patient: Participant | None
    others: tuple[Participant, ...]
    places: tuple[Participant, ...]

    @property
    def everybody(self) -> list[Participant]:
        return [p for p in (self.agent, self.patient, *self.others, *self.places) if p is not None]

    @property
    def patients(self) -> tuple[str, ...]:
        """The patient's entity and those that take part beside it."""
        agents = self.agent.ids if self.agent else ()
        return unique(i for p in (self.patient, *self.others) if p is not None for i in p.ids if i not in agents)


def _event(frame: Frame, cast: _Cast, when: Mapping[int, Sequence[str]], judge: Judge) -> Event:
    return Event(
        lemma=frame.lemmas[0],
        lemmas=unique(frame.lemmas),
        evidence=_evidence(frame, [p for p in cast.everybody if not frame.inferred or p not in frame.places]),
        trigger=span_of(frame.trigger, frame.trigger),
        rule=f"{frame.rule}.{_kind_of_cast(frame, cast)}",
        agents=cast.agent.ids if cast.agent else (),
        patients=cast.patients,
        places=unique(i for p in cast.places for i in p.ids),
        times=unique(v for t in (frame.trigger, *frame.words) for v in when.get(t.i, ())),
        judgement=judge(frame.trigger),
        type=frame.kind,
    )


def _kind_of_cast(frame: Frame, cast: _Cast) -> str:
    """What the rule's reliability hangs on: where the participants were found."""
    if frame.inferred:
        return "heading"
    if any(p.inside for p in cast.everybody):
        return "inside"
    if cast.patient is None:
        return "place" if cast.places else "alone"
    return "object" if frame.patients else "oblique"


def _each(participants: Sequence[Participant]) -> list[Participant | None]:
    """Each entity on its own, once; [None] where there is none."""
    each: dict[str, Participant] = {}
    for p in participants:
        for i in p.ids:
            each.setdefault(i, Participant(p.token, (i,), p.inside))
    return list(each.values()) or [None]


def _places(frame: Frame, agent: Participant | None, patient: Participant | None) -> Iterator[list[Participant]]:
    """The places of one event: all together where there is a patient, else one event for each of those coordinated."""
    taken = {i for p in (agent, patient) if p is not None for i in p.ids}
    places = [p for p in _each(frame.places) if p is not None and not taken & set(p.ids)]
    if patient is not None or not places:
        yield places
        return
    coordinated = [p for p in places if _is_coordinated(p.token, frame.trigger)]
    first = [p for p in places if p not in coordinated]
    yield from filter(None, (first, *([p] for p in coordinated)))


def _is_coordinated(token: Token, trigger: Token) -> bool:
    """True for a second conjunct or a member of a list: "France" in "en Italie et en France"."""
    while token.i != trigger.i and token.head.i != token.i:
        if token.dep_ in LISTED:
            return True
        token = token.head
    return False


FAR = 10  # words between a trigger and a participant outside its clause


def _evidence(frame: Frame, involved: Sequence[Participant]) -> Span:
    """From the first to the last word among the trigger, its subject and objects, and the phrases of its participants; an understood
    one far away is
    left out, since the words in between say something else."""
    trigger = frame.trigger
    clause = range(trigger.left_edge.i, trigger.right_edge.i + 1)
    involved = [p for p in involved if p.token.i in clause or abs(p.token.i - trigger.i) <= FAR]
    inner = {p.token.i for p in involved}
    words = [frame.trigger, *frame.words, *(p.token for p in involved)]
    doc = frame.trigger.doc
    edges = [w.i for w in words]
    for child in (c for w in (frame.trigger, *frame.words) for c in w.children):
        left, right = child.left_edge.i, child.right_edge.i
        if child.dep_ in CORE or any(left <= i <= right for i in inner):
            edges += [left, right]
    edges += [i for p in involved for i in (p.token.left_edge.i, *(c.i for c in p.token.children if c.dep_ in NAME))]
    return span_of(doc[min(edges)], doc[max(edges)])
