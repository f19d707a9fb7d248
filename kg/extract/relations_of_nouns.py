"""Relations that a noun or an adjective speaks of: "le président kazakh", "membre de l'OTAN", "allié à la Russie"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from kg.extract import phrases
from kg.extract.entities import BODIES
from kg.extract.grammar import conjuncts, copula_subjects, grammatical_subjects, is_passive, preposition
from kg.extract.reading import Reading, span_of
from kg.extract.relation_lexicon import BESIDE, Entry
from kg.extract.relation_scope import Scope, noun_at
from kg.lexicon import Match
from kg.model import EntityType, Statement
from kg.text.tokens import Parse, Token

MINISTRY = "ministerOf"
LED = "noun.led."  # rules of what follows from whose minister one is
HEADING = frozenset({"leads", "headOfState", "headOfGovernment"})


def noun_with_complement(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """A noun of the lexicon that denotes one entity, with the other as its complement, adjective of nationality or possessor."""
    found = noun_at(scope, token)
    if not found:
        return
    match, entries = found
    head = token.doc[match.head]
    bearers = scope.reading.denotes(head)
    offices = scope.reading.roles
    if not bearers or (
        token.i not in offices and head.pos_ not in {"NOUN", "PROPN"} and match.end - match.start == 1 and phrases.determiner(head) is None
    ):
        return
    end = max(match.end, phrases.phrase_end(token.doc[match.end - 1], scope.names_at, office=True))
    party = _acronym_beside(scope, match) if any(BESIDE in e.prepositions for e in entries) else ()
    for entry in entries:
        if BESIDE in entry.prepositions:
            others = [(e, BESIDE) for e in party]
        else:
            others = [o for o in complements_of(scope, match, end, entry.prepositions) if o[0] not in {*party, *bearers}]
            if entry.properties[0] in HEADING and _is_of_part(scope, match, end):
                others = [o for o in others if o[1] not in {"de", "adjective"}]
            if entry.implied:
                others = [_led_by(scope, o, word, head) for o, word in others]
        evidence = span_of(token.doc[phrases.phrase_start(head)], token.doc[end - 1])
        role = _role(token, match)
        for bearer in bearers:
            made = [
                (scope.statement(entry, bearer, o, evidence, f"noun.{word}.{entry.properties[0]}", head, role), word)
                for o, word in others
                if not (word == "adjective" and _only_says_origin(scope, bearer, o))
            ]
            # "le président français de la Commission" is not France's
            of_other = any(s and word == "de" and scope.reading.entities[s.object].type in BODIES for s, word in made)
            kept = (s for s, word in made if not (of_other and word == "adjective" and entry.properties[0] != "locatedIn"))
            yield from (replace(s, inferred=True) if s and s.rule.startswith(LED) else s for s in kept)
            if (
                not made
                and not others
                and entry.implied
                and not _is_others(scope, entry, match, end)
                and (owner := _implied_owner(scope, bearer, head, end))
            ):
                s = scope.statement(entry, bearer, owner, evidence, f"noun.implied.{entry.properties[0]}", head, role)
                yield replace(s, inferred=True) if s else None


def _is_of_part(scope: Scope, match: Match, end: int) -> bool:
    """True where what is led has no name of its own, only a complement: "la présidente **de la fédération** des commerçants de Lyon" does
    not lead Lyon."""
    doc, reading = scope.reading.doc, scope.reading
    led = next(phrases.of_heads(doc[match.head], match.end, end), None)
    if led is None or led.pos_ != "NOUN" or not led.is_lower or _denoted(reading, led) or phrases.determiner(led) is None:
        return False
    if led.lemma in scope.lexicon.boards:  # who presides the board of a company leads the company
        return False
    below = phrases.of_heads(led, led.i + 1, end)
    return any(_denoted(reading, t) for t in below)


def _led_by(scope: Scope, other: str, how: str, head: Token) -> tuple[str, str]:
    """The state of its head whose minister one is, "led": "Keïta et **son** Premier ministre"; whatever else completes as it is."""
    reading = scope.reading
    main = reading.main_at(head)
    if how != "possessive" or main is None or reading.entities[other].type is not EntityType.PERSON:
        return other, how
    leads = other in reading.heads_of_state or main in reading.origins.get(other, ())
    return (main, "led") if leads else (other, how)


def _only_says_origin(scope: Scope, bearer: str, area: str) -> bool:
    """True for the adjective of a region of the world, and for that of a people: "la communauté **chinoise** de Paris" is not in China."""
    entities = scope.reading.entities
    return entities[area].type is EntityType.PLACE or entities[bearer].type is EntityType.PEOPLE


def counterpart(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """ "Narendra Modi, Premier ministre indien, et **son homologue japonais** Shinzo Abe": the office that its possessor has, elsewhere."""
    if token.lemma not in scope.lexicon.counterparts:
        return
    reading, doc = scope.reading, scope.reading.doc
    match = Match(token.i, token.i + 1, token.i, token.lemma)
    end = phrases.phrase_end(token, scope.names_at, office=True)
    parts = list(complements_of(scope, match, end, frozenset({"de"})))
    holders = {e for e, how in parts if how == "possessive"}
    areas = [e for e, how in parts if how != "possessive" and e not in holders]
    offices = (role for at, role in reading.roles.items() if at < token.i and not holders.isdisjoint(reading.denotes(doc[role.head])))
    bearers = [e for e in reading.denotes(token) if e not in holders]
    evidence = span_of(doc[phrases.phrase_start(token)], doc[end - 1])
    for office in sorted(offices, key=lambda role: -role.start)[:1]:
        first = doc[office.start]
        _, entries = scope.lexicon.nouns.at(first, longest=office.end - office.start) or (None, [])
        for entry, bearer, area in product(entries, bearers, areas):
            rule = f"counterpart.{entry.properties[0]}"
            yield scope.statement(entry, bearer, area, evidence, rule, token, _role(first, office))


def _implied_owner(scope: Scope, bearer: str, head: Token, end: int) -> str | None:
    """The country the article is about, for "le président Tokaïev" and "Tokaïev est président": an office said of a bearer by name who
    is not known to be from elsewhere."""
    reading, doc = scope.reading, head.doc
    origins, main = reading.origins.get(bearer), reading.main_at(head)
    if main is None or phrases.possessive(head) is not None or (origins and main not in origins):
        return None
    if end in scope.names_at and bearer not in reading.denotes(doc[end]):  # "X, le président **Les Républicains** du Sénat"
        return None
    before, after = phrases.phrase_start(head) - 1, min(end, len(doc) - 1)
    before -= before >= 0 and doc[before].text == ","
    after += after < len(doc) - 1 and doc[after].text == ","
    beside = [doc[i] for i in (before, *range(head.i, after + 1)) if i >= 0]
    appointed = grammatical_subjects(head.head) if head.dep_ in {"xcomp", "obj", "obl:arg"} and is_passive(head.head) else []
    named = (
        t for t in (*map(_name_head, beside[:1]), *beside, *copula_subjects(head), *appointed) if t.pos_ == "PROPN" or t.i in scope.names_at
    )
    return main if any(bearer in reading.denotes(t) for t in named) else None


def _name_head(word: Token) -> Token:
    """The word by which the name is known that this is the last word of ("Michel **Sapin**, le ministre")."""
    while word.dep_.startswith("flat") and word.head.i < word.i:
        word = word.head
    return word


def _is_others(scope: Scope, entry: Entry, match: Match, end: int) -> bool:
    """True for an office of something that is nobody known ("la présidente **de Médecins du monde**", "**du parti**"); the "de" of a
    minister only names the portfolio."""
    doc = scope.reading.doc
    if MINISTRY in entry.properties or match.end >= end:
        return False
    after = next((t for t in doc[match.end : end] if t.pos_ not in {"ADP", "DET"}), None)
    named = after is not None and after.text[:1].isupper() and phrases.follows_of(after) and not scope.reading.denotes(after)
    of = doc[match.end]
    return named or (phrases.is_of(of) and (of.lower_ in phrases.CONTRACTED or doc[min(of.i + 1, end - 1)].pos_ == "DET"))


def _role(token: Token, match: Match) -> str:
    """The office as the text has it, with the adjectives before it ("ancien président")."""
    start = match.start
    while start > 0 and token.doc[start - 1].pos_ == "ADJ" and not token.doc[start].is_sent_start:
        start -= 1
    return "".join(t.text_with_ws for t in token.doc[start : match.end]).strip()


def complements_of(scope: Scope, match: Match, end: int, allowed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The entities that complete a noun, each with how: "adjective", a preposition, or "possessive"."""
    doc, reading = scope.reading.doc, scope.reading
    head = doc[match.head]
    if (possessive := phrases.possessive(head)) and "de" in allowed:
        yield from ((e, "possessive") for e in reading.denotes(possessive))
    yield from ((e, "de") for e in _acronym_beside(scope, match))
    first_of = next((t.i for t in doc[match.end : end] if t.pos_ == "ADP"), end)
    adjectives = [t for t in doc[match.end : first_of] if _is_adjective(scope, t)]
    yield from ((e, "adjective") for t in adjectives for e in reading.denotes(t))
    behind = phrases.of_heads(head, match.end, end) if "de" in allowed else iter(())
    complement = next((t for t in behind if _completes_adjective(scope, t) or _denoted(reading, t)), None)
    if complement is None:
        taken = {t.i for t in adjectives}
        yield from _by_tree(scope, match, allowed, taken) or [
            (e, "adjective") for t in _last_word(doc, first_of, end) for e in reading.denotes(t)
        ]
    elif not _completes_adjective(scope, complement):
        yield from ((e, "de") for e in _denoted(reading, complement))
        yield from ((e, "de") for c in conjuncts(complement)[1:] for e in reading.denotes(c))


def _acronym_beside(scope: Scope, match: Match) -> tuple[str, ...]:
    """What the acronym right behind a noun denotes, in parentheses too: "député **PS** de Corrèze", "maire (**LR**) de Nice"."""
    doc, at = scope.reading.doc, match.end
    at += at + 1 < len(doc) and doc[at].text == "("
    return scope.reading.denotes(doc[at]) if at in scope.names_at and doc[at].is_upper else ()


def _is_adjective(scope: Scope, token: Token) -> bool:
    """True for an adjective of nationality, whatever the tagger calls it."""
    return (
        token.pos_ in {"ADJ", "NOUN", "PROPN"}
        and token.i not in scope.names_at
        and not _after_of(token)
        and bool(scope.reading.denotes(token))
    )


def _by_tree(scope: Scope, match: Match, allowed: frozenset[str], taken: set[int]) -> list[tuple[str, str]]:
    """The first complement that the tree ties to the noun with one of these prepositions."""
    doc = scope.reading.doc
    for child in doc[match.head].children:
        case = preposition(child)
        if case in allowed and child.i >= match.end and child.i not in taken and not _is_in_relative(doc[match.end : child.i]):
            found = [(e, case) for c in conjuncts(child) for e in scope.reading.denotes(c)]
            if found:
                return found
    return []


def _is_in_relative(between: Iterable[Token]) -> bool:
    """True where a relative clause begins between a noun and a complement that the tree ties to it ("une ONG, qui part **à Nice**")."""
    return any("PronType=Rel" in t.morph for t in between)


def _last_word(doc: Parse, start: int, end: int) -> Iterable[Token]:
    """The last word of a phrase that has complements: "le ministre de l'Intérieur **français**"."""
    return doc[end - 1 : end] if end > start and doc[end - 1].pos_ in {"ADJ", "PROPN", "NOUN"} and doc[end - 1].is_lower else ()


def _completes_adjective(scope: Scope, token: Token) -> bool:
    """True for "de la Russie" in "deux pays frontaliers de la Russie": the complement is the adjective's."""
    i = token.i
    while i > 0 and not phrases.is_of(token.doc[i]):
        i -= 1
    before = token.doc[i - 1]
    return any("de" in e.prepositions for e in scope.lexicon.adjectives.get(before.lemma, ()))


def _after_of(token: Token) -> bool:
    i = token.i - 1
    while i > 0 and token.doc[i].pos_ in {"DET", "ADJ"} and not phrases.is_of(token.doc[i]):
        i -= 1
    return phrases.is_of(token.doc[i])


def _denoted(reading: Reading, token: Token) -> tuple[str, ...]:
    """What the phrase that begins at this word denotes: itself, the name behind it, or its head where the word is only its first
    adjective."""
    ids = reading.denotes(token) or _name_behind(reading, token)
    return ids or (reading.denotes(token.head) if token.head.i > token.i and token.dep_ in {"amod", "det"} else ())


def _name_behind(reading: Reading, noun: Token) -> tuple[str, ...]:
    """The name right behind the noun for what it is: "la branche syrienne du **réseau Al-Qaïda**", "le fils de **l'explorateur** Paul
    Morel"."""
    following = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    beside = noun.pos_ == "NOUN" and following.pos_ == "PROPN" and following.head.i == noun.i
    found = reading.denotes(following) if beside else ()
    return tuple(i for i in found if reading.entities[i].type in BODIES | {EntityType.PERSON})


def adjective_with_complement(scope: Scope, token: Token) -> Iterator[Statement | None]:
    """An adjective or participle of the lexicon: what it modifies or is said of, and its complement."""
    entries = scope.lexicon.adjectives.get(token.lemma) or scope.lexicon.adjectives.get(token.lower_)
    if not entries or token.pos_ not in {"ADJ", "VERB", "NOUN"}:
        return
    bearers = _modified(scope, token)
    for entry in entries:
        tied = [c for c in token.children if c.i > token.i and preposition(c) in entry.prepositions]
        others = [(e, preposition(c), h) for c in tied for h in conjuncts(c) for e in scope.reading.denotes(h)]
        others = others if tied else [(e, case, token) for e, case in _flat_complement(scope, token, entry)]
        for other, case, last in others:
            for bearer in bearers:
                yield scope.statement(entry, bearer, other, span_of(token, last), f"adjective.{case}.{entry.properties[0]}", token)


def _flat_complement(scope: Scope, token: Token, entry: Entry) -> Iterator[tuple[str, str]]:
    """The complement right after the adjective, where the tree ties it to the noun instead: "deux pays frontaliers de la Russie"."""
    doc, i = token.doc, token.i + 1
    if i >= len(doc) or doc[i].pos_ != "ADP":
        return
    case = "de" if phrases.is_of(doc[i]) else doc[i].lemma
    if case in entry.prepositions:
        j = i + 1
        while j < len(doc) and doc[j].pos_ == "DET":
            j += 1
        if j < len(doc):
            yield from ((e, case) for c in conjuncts(doc[j]) for e in scope.reading.denotes(c))


def _modified(scope: Scope, token: Token) -> tuple[str, ...]:
    """What an adjective is said of: itself where it denotes, its noun, or the subject of its copula."""
    reading = scope.reading
    if ids := reading.denotes(token):
        return ids
    if fronted := _subject_behind(scope, token):
        return fronted
    if token.dep_ in {"amod", "acl", "appos", "nmod", "advcl"} or (token.dep_ == "conj" and token.pos_ != "NOUN"):
        return reading.denotes(token.head)
    subjects = copula_subjects(token) or (grammatical_subjects(token) if token.pos_ == "VERB" and is_passive(token) else [])
    return tuple(e for s in subjects for e in reading.denotes(s))


def _subject_behind(scope: Scope, token: Token) -> tuple[str, ...]:
    """ "Allié à la Russie, le Kazakhstan": an adjective that opens the sentence is said of the name after the first comma."""
    if not token.is_sent_start:
        return ()
    for comma in token.sent:
        if comma.text == ",":
            i = comma.i + 1
            while i < token.sent.end - 1 and token.doc[i].pos_ == "DET":
                i += 1
            return scope.reading.denotes(token.doc[i]) if i in scope.names_at else ()
    return ()
