"""Who depends on whom, read from a Universal Dependencies tree: the few questions that every kind of fact asks.

Each function takes a token and returns tokens; coordination is distributed ("la Géorgie et le Kazakhstan" is two subjects). Labels are
those of UD French (de Marneffe et al., Universal Dependencies, 2021), as the spaCy models for French use them.
"""

from __future__ import annotations

from typing import NamedTuple

from kg.text.tokens import Token

SUBJECT = frozenset({"nsubj", "nsubj:pass"})
OBLIQUE = frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "iobj"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
VERBAL = frozenset({"VERB", "AUX"})
DATIVE = frozenset({"lui", "leur"})
NEGATION = frozenset({"ne", "n'"})
PERFECT, BEEN = "avoir", "été"
# Prepositions that open an adverbial; "de", "à" and "entre" also stand before a subject's number ("près de cent", "de 5 à 6").
SETTING = frozenset({"selon", "de après", "pour", "après", "avant", "en", "dans", "sur", "chez", "dès", "parmi", "depuis", "pendant"})
CONTRACTED = {"du": "de", "des": "de", "d'": "de", "au": "à", "aux": "à", "a": "à", "jusqu'": "jusque"}


class Complement(NamedTuple):
    """A noun phrase (its head word) and the preposition that ties it to its governor ("" where there is none)."""

    preposition: str
    head: Token


def preposition(token: Token) -> str:
    """The preposition of a noun phrase, multiword ones joined by spaces ("auprès de", "face à"); "" where there is none."""
    cases = [child for child in token.lefts if child.dep_ == "case"] if token.lefts else []
    if not cases:
        return ""
    if len(cases) == 1 and not cases[0].children:  # nearly all
        return _plain(cases[0])
    if len(cases) > 1 and token.doc[cases[-1].i - 1].pos_ == "ADV":  # "suivie **de près** par X"
        cases = cases[-1:]
    words = []
    for case in cases:
        words.append(_plain(case))
        words += [_plain(c) for c in case.children if c.dep_ == "fixed"]
    return " ".join(words)


def _plain(case: Token) -> str:
    """The preposition without its article and its elision; the form, since the lemmatiser takes "entre" for a verb."""
    form = case.lower_
    return CONTRACTED.get(form, form)


def conjuncts(token: Token) -> list[Token]:
    """The word and those coordinated with it, in text order; the parser hangs some on a later word of a name ("Ibrahim **Keïta** et son
    ministre")."""
    found = [token]
    for child in token.rights:
        if child.dep_ == "conj" and _same_kind(token, child) and not _is_apposition(child):
            found += conjuncts(child)
        elif child.dep_ == "flat:name":
            found += conjuncts(child)[1:]
    return found


def _is_apposition(token: Token) -> bool:
    """True for what the parser takes for a conjunct, but nothing coordinates: "le Kazakhstan, **une ex-république** d'Asie, …"."""
    if not any(c.dep_ == "det" and "Definite=Ind" in c.morph for c in token.lefts):
        return False
    return not any(c.dep_ == "cc" for word in (token, *(c for c in token.children if c.dep_ == "conj")) for c in word.children)


def _same_kind(a: Token, b: Token) -> bool:
    return (a.pos_ in VERBAL) == (b.pos_ in VERBAL)


def children(token: Token, *labels: str) -> list[Token]:
    """Direct dependents with one of these labels, each with its conjuncts."""
    return [c for child in token.children if child.dep_ in labels for c in conjuncts(child)]


def complements(noun: Token) -> list[Complement]:
    """The noun's complements with a preposition ("le président **du Kazakhstan**"), coordination distributed; a conjunct without a
    preposition shares it."""
    found = []
    for child in noun.rights:
        if child.dep_ in {"nmod", "obl:arg", "obl:mod", "obl"} and (case := preposition(child)):
            found += _distributed(case, child)
    return found


def _distributed(case: str, head: Token) -> list[Complement]:
    """The complement with what is coordinated with it."""
    return [Complement(case, head), *[Complement(preposition(c) or case, c) for c in conjuncts(head)[1:]]]


def is_passive(verb: Token) -> bool:
    """True for a verb in the passive, or a past participle that modifies a noun ("décrétée par").

    With "avoir" the words decide, not the labels: "a été de nouveau expulsée" is passive, "a également informé" is not; nor is what one
    does to oneself ("je me suis relâché").
    """
    if any("Reflex=Yes" in c.morph for c in verb.lefts):
        return False
    auxiliaries = [c for c in verb.lefts if c.pos_ == "AUX"]
    if auxiliaries and auxiliaries[0].lemma == PERFECT:
        return any(c.lower_ == BEEN for c in auxiliaries)
    if any(c.dep_ in {"aux:pass", "nsubj:pass"} for c in verb.children):
        return True
    return verb.dep_ in {"acl", "amod"} and is_past_participle(verb)


def is_past_participle(verb: Token) -> bool:
    """True for a past participle without an auxiliary of tense."""
    return "Tense=Past" in verb.morph and "VerbForm=Part" in verb.morph and not any(c.dep_ == "aux:tense" for c in verb.children)


def is_infinitive(word: Token) -> bool:
    """True for an infinitive, or a predicate or participle whose copula or auxiliary is one."""
    return "VerbForm=Inf" in word.morph or any("VerbForm=Inf" in c.morph for c in word.children if c.dep_.startswith(("aux", "cop")))


def is_finite(verb: Token) -> bool:
    """True where the verb or one of its auxiliaries is finite."""
    return "VerbForm=Fin" in verb.morph or any("VerbForm=Fin" in c.morph for c in verb.children if c.dep_.startswith(("aux", "cop")))


def copula_subjects(predicate: Token) -> list[Token]:
    """The subjects of a nominal or adjectival predicate with a copula ("X est membre de Y" asked of "membre"); [] where there is no
    copula. The parser takes the copula of some nouns for an auxiliary."""
    return children(predicate, *SUBJECT) if any(c.dep_ == "cop" or _is_copula_of_noun(c) for c in predicate.children) else []


def _is_copula_of_noun(token: Token) -> bool:
    return token.dep_ == "aux:pass" and token.head.pos_ == "NOUN"


def _own_subjects(verb: Token) -> list[Token]:
    """What the tree calls the verb's subjects, adverbials apart, or else its empty one: the parser takes many a personal "il" for that."""
    found = [c for child in verb.children if child.dep_ in SUBJECT for word in _below_heading(child, verb) for c in conjuncts(word)]
    found = found or children(verb, "expl:subj")
    return found if found or not is_finite(verb) else _behind_adverbial(verb) or _coordinated_before(verb)


def _below_heading(word: Token, verb: Token) -> list[Token]:
    """What the tree calls a subject, but for adverbials; what stands in apposition to it where it only opens a heading ("**France :** une
    grève provoque …")."""
    if preposition(word) in SETTING:
        return []
    if word.i > verb.i or not verb.doc[word.left_edge.i].is_sent_start:
        return [word]
    colon = next((t.i for t in verb.doc[word.i : verb.i] if t.text == ":"), None)
    return [word] if colon is None else [c for c in word.rights if c.dep_ == "appos" and colon < c.i < verb.i]


def _behind_adverbial(verb: Token) -> list[Token]:
    """The subject that the tree ties to the adverbial before it: "selon le parquet, **X** a fui"."""
    adverbials = [c for c in verb.lefts if (c.dep_ in SUBJECT or c.dep_ in OBLIQUE) and preposition(c) in SETTING]
    return [c for word in adverbials for c in word.rights if c.dep_ == "appos" and _is_definite(c)]


def _coordinated_before(verb: Token) -> list[Token]:
    """The subject right before the verb that the tree coordinates with a noun before: "de la Russie et **les démocrates** ont demandé"."""
    start = min([c.i for c in verb.lefts if c.pos_ in {"AUX", "PRON"} or c.lower_ in NEGATION], default=verb.i)
    noun = verb.doc[start - 1] if start else verb
    while noun.dep_ in {"nmod", "amod"} and noun.head.i < noun.i:
        noun = noun.head
    opened = noun.dep_ == "conj" and noun.pos_ in {"NOUN", "PROPN"} and noun.head.pos_ in {"NOUN", "PROPN"} and not preposition(noun)
    return [noun] if opened and _is_definite(noun) and any(c.dep_ == "cc" for c in noun.lefts) and not verb.dep_.startswith("acl") else []


def _is_definite(noun: Token) -> bool:
    """True for a name, and behind a definite article."""
    return noun.pos_ == "PROPN" or any("Definite=Def" in c.morph for c in noun.lefts)


def grammatical_subjects(verb: Token) -> list[Token]:
    """The subjects of the verb in its own clause or, where it has none, of the clause that lends it one (coordination, control,
    participle, gerund, relative)."""
    seen = 0
    while seen < 8:
        found = _own_subjects(verb)
        if found:
            return found
        if verb.dep_ in {"acl", "acl:relcl", "amod"}:
            return [] if verb.dep_ == "acl:relcl" else [verb.head]
        if verb.dep_ not in {"conj", "xcomp", "advcl", "aux:tense", "cop", "ccomp"} or verb.head.i == verb.i:
            return []
        if verb.dep_ == "ccomp" and is_finite(verb):
            return []
        verb, seen = verb.head, seen + 1
    return []


def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the "par" complement of a passive one."""
    if not is_passive(verb):
        return grammatical_subjects(verb)
    return children(verb, "obl:agent") or [c.head for c in verb_complements(verb) if c.preposition == "par"]


def patients(verb: Token) -> list[Token]:
    """To whom it is done: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        return grammatical_subjects(verb)
    return children(verb, "obj")


def verb_complements(verb: Token) -> list[Complement]:
    """The verb's complements with a preposition and its indirect clitics."""
    found = []
    for child in verb.children:
        if child.dep_ in OBLIQUE or (child.dep_ == "nmod" and child.i > verb.i) or _is_dative(child):
            found += _distributed(preposition(child), child)
        elif child.dep_ == "advmod":
            found += _after_adverb(child)
    return found


def _is_dative(clitic: Token) -> bool:
    """True for "lui" and "leur" before a verb that the parser took for a direct object or a reflexive."""
    return clitic.lower_ in DATIVE and clitic.pos_ == "PRON" and clitic.dep_ in {"obj", "expl:comp"} and clitic.i < clitic.head.i


def _after_adverb(adverb: Token) -> list[Complement]:
    """The complement of an adverb that makes a preposition with what follows ("**près de** la frontière")."""
    inner = [c for c in adverb.rights if (c.dep_ in OBLIQUE or c.dep_ == "nmod") and preposition(c)]
    return [Complement(f"{adverb.lower_} {preposition(c)}", c) for c in inner]


def governor(token: Token) -> Token:
    """The first word of a coordination that this word belongs to."""
    while token.dep_ == "conj" and token.head.i != token.i and _same_kind(token.head, token):
        token = token.head
    return token


def verb_lemma(verb: Token) -> str:
    """The verb's lemma, with "se" where it is reflexive ("s'allier" → "se allier" is written "s'allier")."""
    lemma = verb.lemma
    if any(c.dep_ in {"expl:comp", "expl:pass"} and c.lemma in {"se", "s'"} for c in verb.children):
        return ("s'" if lemma[:1] in "aàâeéèêiîoôuûhy" else "se ") + lemma
    return lemma
