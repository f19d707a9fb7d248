"""Events: who did what to whom, read from verbs and nouns of action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.extract.frames import Frame
from kg.extract.nominalisations import noun_frame
from kg.extract.pairing import paired
from kg.extract.participants import Finder, Participant
from kg.extract.reading import Judge, Reading
from kg.extract.verb_frames import heading_frame, verb_frame
from kg.model import Claim, Event, Form, TimeExpression
from kg.text.tokens import Token

__all__ = ["EventLexicon", "find_events"]

AT_AGE = "à"
NAMING = frozenset({"VERB", "NOUN", "PROPN", "ADJ"})  # what can name an event


def find_events(
    reading: Reading, times: Sequence[TimeExpression], claims: Sequence[Claim], judge: Judge, lexicon: EventLexicon
) -> tuple[Event, ...]:
    """The events of a document in text order, one for each pair of an agent and a patient ("A et B ont attaqué C et D" is four).

    An event has an agent and a patient or a place; without agent, a patient; and of one participant alone only where the lexicon gives
    its verb a type. A verb that only lets somebody speak is none ("« … », **a accusé** X").
    """
    finder = Finder(reading, lexicon, judge)
    when = _times_by_trigger(reading, times, lexicon)
    scene = _scene(finder)
    speaking = {c.cue.start for c in claims if c.cue and c.form is not Form.INDIRECT and c.content[0].start < c.cue.start}
    found: list[Event] = []
    for token in reading.doc:
        frame = _frame(token, finder) if token.pos_ in NAMING and token.idx not in speaking else None
        if frame is not None:
            found += paired(_placed(frame, scene, lexicon), when, judge)
    return tuple(_without_repeats(found))


def _without_repeats(events: Sequence[Event]) -> Iterator[Event]:
    """The events less those that only the heading places and that are told already, or told elsewhere with their place."""
    told = {(e.lemma, e.agents) for e in events if e.places and not _is_placed_by_heading(e)}
    for event in events:
        key = (event.lemma, event.agents)
        if not (_is_placed_by_heading(event) and key in told):
            yield event
        told.add(key)


def _is_placed_by_heading(event: Event) -> bool:
    return event.rule.endswith(".heading")


def _scene(finder: Finder) -> Participant | None:
    """The place that opens the heading, "Gabon" in "Gabon : violences après l'élection"."""
    heading = next((s for s in finder.reading.doc.sents if not s.text.isspace()), None)
    if heading is None:
        return None
    colon = next((t for t in heading if t.text == ":"), None)
    opening = finder.reading.doc[heading.start : colon.i] if colon is not None else ()
    places = [p for t in opening for p in finder.named(t) if finder.is_place(p)]
    return places[0] if len(places) == 1 else None


def _placed(frame: Frame, scene: Participant | None, lexicon: EventLexicon) -> Frame:
    """An event of one participant that the text places nowhere else takes place where the heading says."""
    alone = frame.agents and not frame.patients and not frame.others and not frame.places
    acts_on = frame.trigger.pos_ == "VERB" and len(frame.lemmas) == 1 and any(c.dep_ == "obj" for c in frame.trigger.children)
    happens = frame.kind in lexicon.located and frame.lemmas[0] not in lexicon.copular
    if scene is None or not alone or acts_on or not happens:
        return frame
    return replace(frame, places=(scene,), inferred=True)


def _frame(token: Token, finder: Finder) -> Frame | None:
    if token.pos_ == "VERB":
        return verb_frame(token, finder)
    if token.pos_ != "ADJ" and (frame := noun_frame(token, finder)):
        return frame
    return heading_frame(token, finder) if token.pos_ != "PROPN" else None


def _times_by_trigger(reading: Reading, times: Sequence[TimeExpression], lexicon: EventLexicon) -> dict[int, list[str]]:
    """Trigger → TIMEX3 values of the time expressions in its clause; "depuis X" is the interval X/.. ."""
    found: dict[int, list[str]] = {}
    for expression in times:
        value, root = expression.value, reading.doc.touching(expression.span).root
        if value is None:
            continue
        if grammar.preposition(root) in lexicon.since and "/" not in value:
            value = f"{value}/.."
        trigger = None if _is_age(root, value, lexicon) else _trigger_above(root, lexicon)
        if trigger is not None:
            found.setdefault(trigger.i, []).append(value)
    return found


def _is_age(root: Token, value: str, lexicon: EventLexicon) -> bool:
    """True for a length of time that somebody has and nothing takes ("un policier **de 29 ans**", "**à 21 ans**")."""
    if not value.startswith("P"):
        return False
    case, head = grammar.preposition(root), root.head
    had = head.pos_ in grammar.NOMINAL and head.lemma not in lexicon.nouns
    return case == AT_AGE or (had and case in lexicon.genitive)


def _trigger_above(token: Token, lexicon: EventLexicon) -> Token | None:
    """The verb or noun of action that a time belongs to; None inside an apposition ("X, prix Nobel **en 1986**, est mort")."""
    for word in token.ancestors:
        if word.pos_ == "VERB" or word.lemma in lexicon.nouns:
            return word
        if word.pos_ in grammar.NOMINAL and _is_parenthetical(word):
            return None
    return None


def _is_parenthetical(noun: Token) -> bool:
    """True for a noun phrase without preposition between commas."""
    first, after = noun.left_edge.i, noun.right_edge.i + 1
    bounded = first > 0 and after < len(noun.doc) and noun.doc[first - 1].text == "," and noun.doc[after].text == ","
    return bounded and noun.dep_ in {"appos", "nmod"} and not grammar.preposition(noun)
