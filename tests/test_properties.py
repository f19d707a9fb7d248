"""What holds for any text, whatever a parser makes of it: the trees here are as wrong as can be."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.model import Claim, Document, Event, Facts, Quantity, Span, Statement
from kg.pipeline import Knowledge, extract
from kg.rdf.graph import lines
from kg.rdf.write import turtle

WORDS = """
la le les l' une de du d' à en dans par que qui dont et ou mais ne pas selon , . ; : ? ! " « » ( ) - – € % 😀 il elle son leur ce
cette pays président présidente ministre ministère porte-parole directeur capitale frontière voisin allié ancien envahir attaquer
a été dit dira dirait affirmé assuré annoncé offensive annexion mobilisation La Géorgie Kazakhstan Russie Moscou Paris ONU Otan
Caucase Ivan Petrov M. Mme Tokaïev russes kazakh Dupont Renault 98.000 10 5.000 deux milliards millions près moins plus environ
quelque jour mardi septembre 2022 21 hier demain depuis
""".split()  # noqa: SIM905  (a list of strings is hard to read)
WORDS += ["\n", "\n\n", " "]
TAGS = """
NOUN PROPN VERB AUX ADJ ADP DET PRON NUM PUNCT CCONJ SCONJ ADV SPACE X
""".split()  # noqa: SIM905  (a list of strings is hard to read)
ROLES = """
nsubj nsubj:pass obj iobj obl:arg obl:mod obl:agent nmod appos amod conj cc case det cop acl acl:relcl ccomp xcomp advcl parataxis
flat:name nummod punct mark dep
""".split()  # noqa: SIM905  (a list of strings is hard to read)
MORPHS = (
    "",
    "Number=Sing|Gender=Fem",
    "Number=Plur|Gender=Masc",
    "VerbForm=Part|Tense=Past|Voice=Pass",
    "VerbForm=Fin|Mood=Cnd",
    "VerbForm=Inf",
    "Tense=Fut|Mood=Ind|VerbForm=Fin",
)
NAMES = ("O", "B-PER", "B-LOC", "B-ORG", "B-MISC", "I")


class Word(NamedTuple):
    """A word with any analysis at all. `head` picks one of the words that hang on the tree already."""

    text: str
    tag: str
    role: str
    morph: str
    name: str
    head: float
    space: bool


words = st.builds(
    Word,
    st.sampled_from(WORDS),
    st.sampled_from(TAGS),
    st.sampled_from(ROLES),
    st.sampled_from(MORPHS),
    st.sampled_from(NAMES),
    st.floats(0, 1, exclude_max=True),
    st.booleans(),
)
sentences = st.lists(st.lists(words, min_size=1, max_size=14), min_size=1, max_size=4)


@cache
def vocab() -> Vocab:
    return spacy.blank("fr").vocab


@cache
def knowledge() -> Knowledge:
    return Knowledge.load("fr", ())


def parsed(text: list[list[Word]]) -> tuple[Document, Doc]:
    """A document with a parse in which every sentence is some tree."""
    flat = [word for sentence in text for word in sentence]
    heads: list[int] = []
    for sentence in text:
        first = len(heads)
        heads += [first + int(word.head * position) for position, word in enumerate(sentence)]
    doc = Doc(
        vocab(),
        words=[word.text for word in flat],
        spaces=[word.space for word in flat],
        lemmas=[word.text.lower() for word in flat],
        pos=[word.tag for word in flat],
        morphs=[word.morph for word in flat],
        heads=heads,
        deps=["ROOT" if head == position else word.role for position, (word, head) in enumerate(zip(flat, heads, strict=True))],
        ents=list(_names(flat)),
    )
    return Document("x", doc.text, Span(0, len(doc.text)), "0" * 64, date="2022-09-28"), doc


def _names(flat: list[Word]) -> Iterator[str]:
    """The recogniser's marks, where "I" goes on with the name before it if there is one."""
    mark = "O"
    for word in flat:
        mark = f"I-{mark[2:]}" if word.name == "I" and mark != "O" else ("O" if word.name == "I" else word.name)
        yield mark


def spans(facts: Facts) -> list[Span]:
    """Every place in the text that a fact refers to."""
    judged: list[Statement | Event | Quantity] = [*facts.statements, *facts.events, *facts.quantities]
    claims = [span for claim in facts.claims for span in (*claim.content, *([claim.cue] if claim.cue else []))]
    return [
        *facts.sentences,
        *(m.span for m in facts.mentions),
        *(t.span for t in facts.times),
        *(each.evidence for each in judged),
        *claims,
    ]


def people(facts: Facts) -> set[str]:
    """Every entity that a fact refers to."""
    roles = [ids for event in facts.events for ids in (event.agents, event.patients, event.places, event.judgement.speakers)]
    roles += [claim.speakers for claim in facts.claims] + [quantity.about for quantity in facts.quantities]
    roles += [(s.subject, s.object, *s.judgement.speakers) for s in facts.statements]
    return {each for ids in roles for each in ids} | {mention.entity for mention in facts.mentions}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=sentences)
def test_any_parse_gives_facts_that_hold_together(text: list[list[Word]]) -> None:
    document, doc = parsed(text)
    facts = extract(document, doc, knowledge())
    assert all(0 <= span.start < span.end <= len(document.text) for span in spans(facts))
    assert people(facts) <= {entity.id for entity in facts.entities}
    confident: list[Statement | Event | Claim] = [*facts.statements, *facts.events, *facts.claims]
    assert all(0 <= each.confidence <= 1 for each in confident)
    assert extract(document, doc, knowledge()) == facts
    assert pickle.loads(pickle.dumps(facts)) == facts  # noqa: S301  (our own)
    assert turtle(lines([facts])) == turtle(lines([facts, facts]))
