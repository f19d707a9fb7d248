"""Who says it: from a reporting verb or preposition to the entities that speak, or the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.extract import grammar
from kg.extract.claim_words import ClaimLexicon, is_reflexive
from kg.extract.entities import BODIES
from kg.extract.passages import Passage
from kg.extract.quotations import OPENING, STRAIGHT
from kg.extract.reading import span_of
from kg.model import EntityType, unique
from kg.text.tokens import Token

SPEAKING = frozenset(
    {
        EntityType.PERSON,
        EntityType.COUNTRY,
        EntityType.AREA,
        EntityType.CITY,
        EntityType.PLACE,  # a palace or a square speaks for those in it
        EntityType.GOVERNMENT,
        EntityType.ORGANIZATION,
        EntityType.PEOPLE,
    }
)
QUOTES = frozenset({*OPENING, *OPENING.values(), STRAIGHT})
AUXILIARIES = frozenset({"avoir", "être"})  # before a verb that the tagger does not know ("a tweeté"), tagged as anything
APPOSITION = 14  # words after a description in which its holder's name is looked for
PERSONS = frozenset({EntityType.PERSON, EntityType.GOVERNMENT, EntityType.PEOPLE})


@dataclass(frozen=True, slots=True)
class Speaker:
    """Entity ids, or the words of the text; `pronoun` where only an unresolved pronoun stands there, `heard` where somebody can speak."""

    ids: tuple[str, ...] = ()
    text: str | None = None
    pronoun: bool = False
    heard: bool = False


def subject_heads(passage: Passage, verb: Token) -> list[Token]:
    """The words that say it: the subject, that of the governing clause, the antecedent, or the complement with "par" of a passive."""
    if passage.lexicon.in_phrase(verb) and not any(c.dep_ in grammar.SUBJECT for c in verb.children):
        found = subject_heads(passage, passage.lexicon.finite_part(verb))
        return found or [_antecedent(s) for s in grammar.grammatical_subjects(verb)]
    if is_narrative(passage, verb):
        return [_phrase_head(t) for t in passage.doc[verb.i - 2 : verb.i - 1] if t.pos_ in {"NOUN", "PROPN"}]
    if _is_passive(passage.lexicon, verb):
        return agents(verb)
    own = [c for c in grammar.children(verb, *grammar.SUBJECT) if passage.quotation(c) is passage.quotation(verb) and not _apart(c, verb)]
    if own:
        return [_antecedent(s) for s in own]
    pronouns = [c for c in verb.lefts if c.dep_ == "expl:subj"]
    if pronouns:  # "il" of an active reporting verb is always somebody
        return pronouns[:1]
    if is_finite(passage.lexicon, verb):
        near = nearest_noun(passage, verb) or (None if verb.dep_ == "conj" else _before_insertion(passage, verb))
        if near is not None:
            return [near]
    elif "Tense=Pres" in verb.morph and "VerbForm=Part" in verb.morph:
        return _participle_subjects(passage, verb)
    if verb.dep_ in {"acl", "acl:relcl"}:
        return [verb.head]
    return [_antecedent(s) for s in grammar.grammatical_subjects(verb)]


def is_narrative(passage: Passage, verb: Token) -> bool:
    """An infinitive that tells what happened next ("Et X de répondre : …", "Et d'ajouter : …")."""
    if "VerbForm=Inf" not in verb.morph or verb.i < passage.start + 2 or verb.nbor(-1).pos_ != "ADP":
        return False
    first = next((t for t in passage if not t.is_space), verb)
    return first.pos_ == "CCONJ" and not any("VerbForm=Fin" in t.morph for t in passage.doc[passage.start : verb.i])


def agents(verb: Token) -> list[Token]:
    """The complement with "par" of a passive."""
    found = grammar.children(verb, "obl:agent") or [c.head for c in grammar.verb_complements(verb) if c.preposition == "par"]
    return [head for head in found if head.pos_ in grammar.NOMINAL]


def _is_passive(lexicon: ClaimLexicon, verb: Token) -> bool:
    """A passive, also a participle in front of its clause, and where the tree takes its auxiliary for one of tense: only reflexive
    reporting verbs form their past with it."""
    if grammar.is_passive(verb) or _is_fronted(verb):
        return True
    auxiliaries = [c for c in verb.children if c.dep_ == "aux:tense"]
    return bool(auxiliaries) and not any(c.lemma in lexicon.auxiliaries for c in auxiliaries) and not is_reflexive(verb)


def _is_fronted(verb: Token) -> bool:
    """True for a past participle before the clause it belongs to: "Longtemps **accusée** de soutenir X, la Turquie …"."""
    before = verb.dep_ == "advcl" and verb.i < verb.head.i
    return before and grammar.is_past_participle(verb) and not any(c.pos_ == "AUX" for c in verb.lefts)


def _apart(subject: Token, verb: Token) -> bool:
    """True where a colon stands between ("France : les députés annoncent …")."""
    return any(t.text == ":" for t in verb.doc[subject.i : verb.i])


def is_finite(lexicon: ClaimLexicon, verb: Token) -> bool:
    """True where the verb or its auxiliary is finite, also one that the tree gives to another word."""
    if verb.pos_ not in grammar.VERBAL and lexicon.lemma(verb):
        return True
    return grammar.is_finite(verb) or (
        verb.i > 0 and verb.nbor(-1).lemma in lexicon.auxiliaries and "VerbForm=Inf" not in verb.nbor(-1).morph
    )


def group_start(verb: Token) -> Token:
    """The first word of the verb with its auxiliaries and clitics."""
    first = verb
    while first.i > verb.sent.start:
        before = first.nbor(-1)
        auxiliary = before.pos_ == "AUX" or before.lemma in AUXILIARIES
        if not auxiliary and (before.pos_ not in {"PRON", "ADV"} or verb.i not in {before.head.i, before.head.head.i}):
            break
        if before.pos_ == "PRON" and before.dep_ in grammar.SUBJECT and not before.text.startswith("-"):
            break
        first = before
    return first


def nearest_noun(passage: Passage, verb: Token) -> Token | None:
    """The first noun without a preposition between the clause's beginning and the verb: its subject, whatever the tree says."""
    return _free_noun(passage, group_start(verb).i)


def following_noun(passage: Passage, verb: Token) -> Token | None:
    """The first noun without a preposition after the verb, before a mark ("a déclaré de son côté le ministre", "a dit à son arrivée X")."""
    for token in verb.doc[verb.i + 1 : verb.sent.end]:
        if token.is_punct or token.pos_ in grammar.VERBAL:
            return None
        if token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "X" and token.text[0].isupper()):
            at = token.i - 1
            while at > verb.i and token.doc[at].pos_ in {"DET", "ADJ", "NUM"}:
                at -= 1
            cases = [t.i for t in token.doc[verb.i + 1 : token.i] if t.pos_ == "ADP"]
            behind_adverbial = token.nbor(-1).pos_ in {"NOUN", "PROPN"} and cases == [verb.i + 1]
            named = behind_adverbial and token.pos_ != "NOUN" and is_person(passage, token)
            if token.doc[at].pos_ != "ADP" and (named or at == verb.i or token.doc[at].pos_ == "ADV" or token.nbor(-1).pos_ == "DET"):
                return token
    return None


def _free_noun(passage: Passage, end: int) -> Token | None:
    start = end
    while start > passage.start and not _begins_clause(passage.doc[start - 1]):
        start -= 1
    for token in passage.doc[start:end]:
        if _may_be_subject(token) and not _governed(token, start):
            return token
    return None


def _before_insertion(passage: Passage, verb: Token) -> Token | None:
    """The noun before what stands between two commas right before the verb ("X, 58 ans, a dit"; "X, qui revient de Z, a dit")."""
    second = group_start(verb).i - 1
    if second <= passage.start or passage.doc[second].text != ",":
        return None
    clause = False
    for i in range(second - 1, passage.start, -1):
        token = passage.doc[i]
        if token.text == ",":
            relative = "PronType=Rel" in passage.doc[i + 1].morph
            return _free_noun(passage, i) if relative or not clause else None
        if token.is_sent_start:
            return None
        clause = clause or "VerbForm=Fin" in token.morph
    return None


def _may_be_subject(token: Token) -> bool:
    """A noun, a name or a pronoun, or a foreign word with a capital, that is no adverbial."""
    named = token.pos_ in {"NOUN", "PROPN", "PRON"} or (token.pos_ == "X" and token.text[0].isupper())
    return named and not token.dep_.startswith("obl")


def _begins_clause(token: Token) -> bool:
    return token.is_punct or token.pos_ in {"CCONJ", "SCONJ"} or "PronType=Rel" in token.morph or "VerbForm=Fin" in token.morph


def _governed(noun: Token, start: int) -> bool:
    """True where a preposition or another noun comes right before the noun's determiners and adjectives."""
    at = noun.i - 1
    while at >= start and noun.doc[at].pos_ in {"DET", "ADJ", "NUM", "ADV"}:
        at -= 1
    return at >= start and noun.doc[at].pos_ in {"ADP", "NOUN", "PROPN"}


def _participle_subjects(passage: Passage, participle: Token) -> list[Token]:
    """Of a present participle: the noun right before it, else the subject of the clause it accompanies."""
    if (
        participle.dep_ == "acl"
        and participle.head.pos_ == "NOUN"
        and not any(t.is_punct for t in participle.doc[participle.head.i : participle.i])
    ):
        return [participle.head]
    at = participle.i - 1
    while at > passage.start and passage.doc[at].pos_ in {"ADV", "PRON"}:
        at -= 1
    if all(t.is_space or t.pos_ == "ADP" for t in passage.doc[passage.start : participle.i]):
        return _following_subject(passage, participle)
    before = passage.doc[at]
    if before.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return [_phrase_head(before)]
    governor = participle
    while governor.head.i != governor.i and not (grammar.is_finite(governor) and governor.i < participle.i):
        governor = governor.head
    clause = governor if governor.i != participle.i and grammar.is_finite(governor) else participle.sent.root
    subjects = [] if clause.i == participle.i else subject_heads(passage, clause)
    return subjects or ([participle.head] if participle.dep_ == "acl" else [])


def _following_subject(passage: Passage, participle: Token) -> list[Token]:
    """Of a participle that begins its sentence: the first noun without a preposition after its comma."""
    words = passage.doc[participle.i + 1 : passage.end]
    comma = next((t.i for t in words if t.text == "," and passage.quotation(t) is None), passage.end)
    for token in passage.doc[comma + 1 : passage.end]:
        if token.pos_ in {"NOUN", "PROPN", "PRON"} and not _governed(token, comma + 1):
            return [token]
    return []


def _phrase_head(token: Token) -> Token:
    """The head of the noun phrase that ends at this word."""
    while token.head.i < token.i and token.dep_ in {"nmod", "amod", "flat:name", "nummod", "det", "appos"}:
        if any(t.is_punct for t in token.doc[token.head.i : token.i]):
            break
        token = token.head
    return token


def _antecedent(subject: Token) -> Token:
    """A relative pronoun's antecedent, else the word itself."""
    clause = subject.head
    if "PronType=Rel" in subject.morph and clause.dep_ in {"acl:relcl", "acl"}:
        return clause.head
    return subject


def speaker_of(passage: Passage, heads: Iterable[Token]) -> Speaker:
    """What these noun phrases or pronouns, coordinated, name."""
    heads = [h for head in heads for h in coordinated(head)]
    ids = unique(i for head in heads for i in _ids(passage, head))
    if ids:
        entities = passage.reading.entities
        return Speaker(ids, heard=any(entities[i].type in SPEAKING for i in ids if i in entities))
    named = [h for h in heads if h.pos_ != "PRON" or _indefinite(passage.lexicon, h)]
    if not named:
        return Speaker(pronoun=any(_third_person(h) for h in heads))
    first = named[0]
    heard = any(_is_source(passage.lexicon, h) for h in (first, *_members(first)))
    return Speaker(text=noun_phrase(passage, first), heard=heard)


def _is_source(lexicon: ClaimLexicon, head: Token) -> bool:
    return bool({head.lemma, head.lower_} & lexicon.sources) or head.pos_ in {"PROPN", "PRON"}


def _members(head: Token) -> list[Token]:
    """Of whom a part is meant ("l'un des partis", "nombre de députés")."""
    return [c.head for c in grammar.complements(head) if c.preposition == "de"] if head.pos_ in {"PRON", "NUM"} else []


def coordinated(head: Token) -> Iterator[Token]:
    """The word and those joined to it by a conjunction (a comma alone joins an apposition), with no verb or quotation mark between."""
    yield head
    for child in head.rights:
        joined = child.dep_ == "conj" and child.pos_ in grammar.NOMINAL and any(c.dep_ == "cc" for c in child.children)
        between = head.doc[head.i + 1 : child.i]
        if joined and not any("VerbForm=Fin" in t.morph or t.text in QUOTES for t in between):
            yield from coordinated(child)


def _ids(passage: Passage, head: Token) -> tuple[str, ...]:
    """The entities of a noun phrase: of its head, of a name beside it, or of the author where it is a text."""
    found = passage.reading.denotes(head)
    if head.lemma in passage.lexicon.documents | passage.lexicon.comments:
        return _author(passage, head) or found
    if found:
        return found if is_person(passage, head) or _is_body(passage, head) else (_named_beside(passage, head) or found)
    for child in head.children:
        if child.dep_ in {"appos", "flat:name", "flat:foreign"} or (
            child.dep_ == "nmod" and child.pos_ == "PROPN" and not grammar.preposition(child)
        ):
            found = passage.reading.denotes(child)
            if found:
                return found
    return _apposed(passage, head)


def _is_body(passage: Passage, head: Token) -> bool:
    """True for an institution, which may be named after a person ("l'administration **Moretti**")."""
    entities = passage.reading.entities
    return any(entities[i].type in BODIES for i in passage.reading.denotes(head) if i in entities)


def _named_beside(passage: Passage, head: Token) -> tuple[str, ...]:
    """The person whose name follows the word at once ("le Français X")."""
    following = head.nbor(1) if head.i + 1 < head.sent.end else head
    return (
        passage.reading.denotes(following) if following.i != head.i and following.pos_ == "PROPN" and is_person(passage, following) else ()
    )


def _apposed(passage: Passage, head: Token) -> tuple[str, ...]:
    """The person whose name follows a description without a preposition ("le chef de l'organisation X", "le chef de police, X")."""
    commas = 0
    for token in head.doc[head.i + 1 : min(head.i + APPOSITION, head.sent.end)]:
        commas += token.text == ","
        if (
            head.pos_ != "NOUN"
            or commas > 1
            or "VerbForm=Fin" in token.morph
            or token.text in {":", ";", "("}
            or "PronType=Rel" in token.morph
        ):
            return ()
        before = token.nbor(-1)
        beside = before.text == "," or (not commas and before.pos_ in {"NOUN", "PROPN", "ADJ"})
        if beside and is_person(passage, token):
            return passage.reading.denotes(token)
    return ()


def is_person(passage: Passage, head: Token) -> bool:
    """True where the words denote a person."""
    entities = passage.reading.entities
    return any(entities[i].type is EntityType.PERSON for i in passage.reading.denotes(head) if i in entities)


def _author(passage: Passage, document: Token) -> tuple[str, ...]:
    """Whose text it is: its complement with "de", who publishes it ("un rapport publié par X"), or the subject of the verb that does."""
    for complement in grammar.complements(document):
        if complement.preposition == "de" and _speaks(passage, complement.head):
            return passage.reading.denotes(complement.head)
    participles = (c for c in document.rights if c.dep_ == "acl" and grammar.is_past_participle(c))
    for publisher in (t for participle in participles for t in grammar.agents(participle)):
        if publisher.i > document.i and _publishes(passage, publisher):
            return passage.reading.denotes(publisher)
    if document.dep_ in {"obj", "obl", "obl:mod", "obl:arg"} and not _is_cited(passage, document):
        subjects = grammar.agents(document.head)
        subjects = [s for s in subjects if s.i < document.i and passage.quotation(s) is passage.quotation(document)]
        return unique(i for s in subjects for i in passage.reading.denotes(s) if _speaks(passage, s))
    return ()


def _speaks(passage: Passage, head: Token) -> bool:
    entities = passage.reading.entities
    return any(entities[i].type in SPEAKING for i in passage.reading.denotes(head) if i in entities)


def _is_cited(passage: Passage, document: Token) -> bool:
    """True behind "selon" and the like: the clause around it is what the document says, so that its subject is not the author."""
    case = next((c for c in document.lefts if c.dep_ == "case"), None)
    entries = passage.lexicon.prepositions.get(case.lower_, ()) if case is not None else ()
    words = [t.lower_ for t in document.doc[case.i : document.i]] if case is not None else []
    return any(tuple(words[: len(each.words)]) == each.words for each in entries if not each.persons_only)


def _publishes(passage: Passage, head: Token) -> bool:
    """True for who speaks, and for a newspaper that is taken for a work."""
    entities = passage.reading.entities
    works = any(entities[i].type is EntityType.WORK for i in passage.reading.denotes(head) if i in entities)
    return works or _speaks(passage, head)


def is_somebody(passage: Passage, head: Token) -> bool:
    """True where the words denote a person, an authority or a people."""
    entities = passage.reading.entities
    return any(entities[i].type in PERSONS for i in passage.reading.denotes(head) if i in entities)


def _indefinite(lexicon: ClaimLexicon, pronoun: Token) -> bool:
    kind, lemma = pronoun.morph.get("PronType"), pronoun.lemma
    known = kind == "Ind" or lemma in lexicon.sources
    return lemma not in lexicon.personal and (known or not (kind or pronoun.morph.get("Person")))


def _third_person(pronoun: Token) -> bool:
    return "Person=3" in pronoun.morph or pronoun.text.startswith("-")


def noun_phrase(passage: Passage, head: Token) -> str:
    """The words of a noun phrase, without relative clauses, appositions and what a comma sets off."""
    first = last = head
    while first.i > head.sent.start and first.nbor(-1).pos_ in {"DET", "ADJ", "NUM"} and head.is_ancestor(first.nbor(-1)):
        first = first.nbor(-1)
    for token in head.doc[head.i + 1 : head.right_edge.i + 1]:
        if token.is_punct or token.pos_ in {"VERB", "AUX", "CCONJ", "SCONJ"} or "PronType=Rel" in token.morph:
            break
        if token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
            last = token
    span = span_of(first, last)
    return passage.text[span.start : span.end]
