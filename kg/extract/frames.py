"""An event before its participants are paired."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.participants import Participant
from kg.text.tokens import Token


@dataclass(frozen=True)
class Frame:
    """What a verb or a noun of action says: the trigger, its lemmas (the verb first) and who stands in which role.

    `kind` is the class of the event, where the lexicon knows one; `others` take part through a preposition, beside the patients that are
    the object.
    """

    trigger: Token
    lemmas: tuple[str, ...]
    rule: str
    kind: str | None
    agents: tuple[Participant, ...] = ()
    patients: tuple[Participant, ...] = ()
    others: tuple[Participant, ...] = ()
    places: tuple[Participant, ...] = ()
    words: tuple[Token, ...] = ()  # further words that belong to the evidence
    inferred: bool = False  # the places come from elsewhere
