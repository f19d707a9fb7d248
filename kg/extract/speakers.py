"""Who says it: from a reporting verb or preposition to the entities that speak, or the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.claim_words import ClaimLexicon
from kg.extract.passages import Page
from kg.extract.reading import span_of
from kg.model import EntityType, unique

SPEAKING = frozenset(
    {
        EntityType.PERSON,
        EntityType.COUNTRY,
        EntityType.AREA,
        EntityType.CITY,
        EntityType.GOVERNMENT,
        EntityType.ORGANIZATION,
        EntityType.PEOPLE,
    }
)
PERSONS = frozenset({EntityType.PERSON, EntityType.GOVERNMENT, EntityType.PEOPLE})
FIRST_OR_SECOND = frozenset({"1", "2"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Entity ids, or the words of the text; `pronoun` where only an unresolved pronoun stands there, `heard` where somebody can speak."""

    ids: tuple[str, ...] = ()
    text: str | None = None
    pronoun: bool = False
    heard: bool = False


def subject_heads(verb: Token) -> list[Token]:
    """The words that say it: the subject, that of the governing clause, the antecedent, or the complement with "par" of a passive."""
    if grammar.is_passive(verb):
        return grammar.agents(verb)
    if verb.dep_ in {"acl", "acl:relcl"} and not _own_subjects(verb):
        return [verb.head]
    heads = [_antecedent(verb, s) for s in grammar.grammatical_subjects(verb)]
    return heads or _clitic_subjects(verb)


def _own_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in grammar.SUBJECT]


def _clitic_subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ == "expl:subj" and c.text.startswith("-") and c.lemma_ != "-t"]


def _antecedent(verb: Token, subject: Token) -> Token:
    """A relative pronoun's antecedent, else the word itself."""
    clause = subject.head
    if "PronType=Rel" in subject.morph and clause.dep_ in {"acl:relcl", "acl"}:
        return clause.head
    return subject


def speaker_of(page: Page, lexicon: ClaimLexicon, heads: Iterable[Token]) -> Speaker:
    """What these noun phrases or pronouns, coordinated, name."""
    heads = [h for head in heads for h in coordinated(head)]
    ids = unique(i for head in heads for i in _ids(page, lexicon, head))
    if ids:
        entities = page.reading.entities
        return Speaker(ids, heard=any(entities[i].type in SPEAKING for i in ids if i in entities))
    named = [h for h in heads if h.pos_ != "PRON" or _indefinite(h)]
    if not named:
        return Speaker(pronoun=any(_third_person(h) for h in heads))
    first = named[0]
    heard = first.lemma_.lower() in lexicon.sources or first.lower_ in lexicon.sources or first.pos_ == "PROPN"
    return Speaker(text=noun_phrase(page, first), heard=heard)


def coordinated(head: Token) -> Iterator[Token]:
    """The word and those joined to it by a conjunction (a comma alone joins an apposition)."""
    yield head
    for child in head.children:
        if child.dep_ == "conj" and child.i > head.i and child.pos_ in grammar.NOMINAL and any(c.dep_ == "cc" for c in child.children):
            yield from coordinated(child)


def _ids(page: Page, lexicon: ClaimLexicon, head: Token) -> tuple[str, ...]:
    """The entities of a noun phrase: of its head, of a name beside it, or of the author where it is a text."""
    found = page.reading.denotes(head)
    if head.lemma_.lower() in lexicon.documents:
        return _author(page, head) or found
    if found:
        return found
    for child in head.children:
        if child.dep_ in {"appos", "flat:name", "flat:foreign"} or (child.dep_ == "nmod" and child.pos_ == "PROPN" and not grammar.preposition(child)):
            found = page.reading.denotes(child)
            if found:
                return found
    return ()


def _author(page: Page, document: Token) -> tuple[str, ...]:
    """Whose text it is: its complement with "de", or the subject of the verb that publishes it."""
    for complement in grammar.complements(document):
        if complement.preposition == "de" and _speaks(page, complement.head):
            return page.reading.denotes(complement.head)
    if document.dep_ in {"obj", "obl", "obl:mod", "obl:arg"}:
        subjects = grammar.agents(document.head)
        return unique(i for s in subjects if s.i != document.i for i in page.reading.denotes(s) if _speaks(page, s))
    return ()


def _speaks(page: Page, head: Token) -> bool:
    entities = page.reading.entities
    return any(entities[i].type in SPEAKING for i in page.reading.denotes(head) if i in entities)


def is_somebody(page: Page, head: Token) -> bool:
    """True where the words denote a person, an authority or a people."""
    entities = page.reading.entities
    return any(entities[i].type in PERSONS for i in page.reading.denotes(head) if i in entities)


def _indefinite(pronoun: Token) -> bool:
    return "PronType=Ind" in pronoun.morph or (pronoun.lemma_.lower() not in {"il", "lui", "ce", "on"} and not pronoun.morph.get("Person") and not pronoun.morph.get("PronType"))


def _third_person(pronoun: Token) -> bool:
    return "Person=3" in pronoun.morph or pronoun.text.startswith("-")


def noun_phrase(page: Page, head: Token) -> str:
    """The words of a noun phrase, without relative clauses, appositions and what a comma sets off."""
    first = last = head
    for token in head.subtree:
        if token.i < head.i and first.i == head.i and not token.is_punct and grammar.preposition(head) != token.lemma_.lower() and token.dep_ != "case":
            first = token
    for i in range(head.i + 1, head.right_edge.i + 1):
        token = head.doc[i]
        if token.text in {",", ":", ";", "(", "«", '"', "-"} or token.dep_ in {"acl:relcl"} or "PronType=Rel" in token.morph:
            break
        if token.pos_ in {"VERB", "AUX", "CCONJ"}:
            break
        last = token
    span = span_of(first, last)
    return page.text[span.start : span.end]
