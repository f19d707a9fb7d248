"""What a verb is called: its lemma, its reflexive form, the locution it heads ("rendre hommage", "entrer en vigueur")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import grammar
from kg.extract.event_lexicon import EventLexicon
from kg.text.tokens import Token


def lemmas_of(verb: Token, lexicon: EventLexicon) -> tuple[str, ...]:
    """The verb's lemmas, the most telling first: the locution it heads, the reflexive form, the bare verb."""
    bare = repaired(verb.lemma, lexicon)
    reflexive = grammar.verb_lemma(verb).replace(verb.lemma, bare)
    locutions = [form for form in _locutions(verb, bare) if form in lexicon.verbs]
    return tuple(dict.fromkeys([*locutions, reflexive, bare]))


def repaired(lemma: str, lexicon: EventLexicon) -> str:
    """The lemma with the ending of an infinitive, which the lemmatiser misses for some verbs ("aide")."""
    ending = None if lemma.endswith(lexicon.endings) else next((e for e in lexicon.repairs if lemma.endswith(e)), None)
    return lemma.removesuffix(ending) + lexicon.repairs[ending] if ending else lemma


def _locutions(verb: Token, lemma: str) -> Iterator[str]:
    """The verb with each noun behind it as the text has them: "rendre hommage", "perdre la vie", "entrer en vigueur"; "l'emporter"."""
    if any(child.lower_ == "l'" for child in verb.lefts):
        yield f"l'{lemma}"
    for child in verb.rights:
        if child.pos_ == "NOUN":
            yield " ".join([lemma, *(c.lower_ for c in child.lefts if c.dep_ in {"case", "det"}), child.lower_])
