"""The extent of a noun phrase, read from left to right.

The tree often ties "de ce pays du Caucase" to the wrong noun of "le ministère de l'Intérieur de ce pays du Caucase"; which noun phrase the
words belong to is nevertheless clear from their order. So extents are linear, attachments inside them are not asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.text.tokens import Token

NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "X", "SYM"})
INSIDE = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "X", "SYM", "ADV"})
OF = frozenset({"de", "du", "des", "d'", "d"})
CONTRACTED = frozenset({"du", "des"})
FUSED = CONTRACTED | {"au", "aux"}  # prepositions that hold an article
DEFINITE = frozenset({"Definite=Def", "PronType=Dem", "Poss=Yes"})


def is_of(token: Token) -> bool:
    """True for "de" in any of its forms, as a preposition or fused with the article."""
    return token.lower_ in OF


def phrase_end(noun: Token, names_at: Mapping[int, int], office: bool = False, glued: bool = False) -> int:
    """The index after the last word of the noun phrase that this noun heads: adjectives and complements with "de", names whole.

    `names_at` maps the first token of a name to the index after its last. A person's name that follows without a preposition is not
    part of it
    ("le président | Vladimir Poutine") and is left to apposition. An `office` may also have a complement with "à" ("conseiller à la
    sécurité"), and
    with `glued` a name may stand right after the noun ("bureau Afrique de la FIDH").
    """
    doc, i = noun.doc, noun.i + 1
    after_of = False
    while i < len(doc) and not doc[i].is_sent_start:
        token = doc[i]
        if is_of(token) or (token.pos_ == "DET" and after_of) or (office and _at_work(token, names_at, noun)):
            nxt = i + 1
            title = nxt + 1 in names_at and doc[nxt].is_quote
            if nxt >= len(doc) or doc[nxt].pos_ in {"VERB", "AUX", "PRON"} or (doc[nxt].is_punct and not title):
                return i
            after_of, i = True, nxt
        elif (
            token.lower_ in {"et", "ou"}
            and i + 1 < len(doc)
            and doc[i - 1].pos_ == "ADJ"
            and is_adjectival(doc[i + 1])
            and doc[i + 1].pos_ == "ADJ"
        ):
            i += 1
        elif i in names_at:
            if not after_of and not (office and _is_initials(token)) and not (glued and i == noun.i + 1):
                return i
            after_of, i = False, names_at[i]
        elif after_of and token.is_quote and i + 1 in names_at:
            after_of, i = False, names_at[i + 1]
            i += i < len(doc) and doc[i].is_quote
        elif is_adjectival(token) or (after_of and token.pos_ in INSIDE) or _glued(token):
            after_of, i = after_of and token.pos_ == "ADJ", i + 1
        else:
            return i
    return i


def _is_initials(token: Token) -> bool:
    """A party glued to an office: "le candidat **PS** à la présidentielle"."""
    return token.is_upper and 2 <= len(token) <= 6


def _at_work(token: Token, names_at: Mapping[int, int], noun: Token) -> bool:
    """The "à" of an office: "conseiller à la sécurité nationale", "ministre délégué aux Affaires européennes"; not of a place."""
    if token.lower_ not in {"à", "au", "aux"} or token.head.i < noun.i:
        return False
    i = token.i + 1
    while i < len(token.doc) - 1 and token.doc[i].pos_ == "DET":
        i += 1
    return (
        (i not in names_at or token.doc[i].is_lower)
        and token.doc[i].pos_ == "NOUN"
        and token.doc[i].dep_ == "nmod"
        and token.doc[i].head.i >= noun.i
    )


def is_adjectival(token: Token) -> bool:
    """An adjective after its noun, also where the tagger takes a rare one for a name ("kazakh")."""
    if token.pos_ == "ADJ":
        return not any(child.dep_ == "cop" for child in token.children)
    return token.is_lower and (
        token.pos_ in {"PROPN", "X"} or (token.pos_ == "NOUN" and token.dep_ in {"amod", "nmod"} and not _has_case(token))
    )


def _has_case(token: Token) -> bool:
    return any(child.dep_ in {"case", "det"} for child in token.children)


def _glued(token: Token) -> bool:
    """A noun or number right after a noun in a compound: "le bureau Afrique", "le Boeing 737"."""
    return token.pos_ in {"PROPN", "X"} and token.dep_ in {"flat:name", "flat:foreign", "amod", "nmod"} and token.text[:1].isupper()


def phrase_start(noun: Token) -> int:
    """The index of the phrase's first word: its determiner or the adjectives before the noun."""
    doc, i = noun.doc, noun.i
    while i > 0 and not doc[i].is_sent_start:
        before = doc[i - 1]
        if before.pos_ == "DET":
            return i - 1
        if before.pos_ not in {"ADJ", "NUM"} or before.head.i not in (noun.i, i):
            break
        i -= 1
    return i


def of_heads(noun: Token, start: int, end: int) -> Iterator[Token]:
    """The words right after a "de" between two indexes (determiners and adjectives passed over): the complements' heads, in order."""
    doc = noun.doc
    for i in range(start, end):
        if is_of(doc[i]):
            j = i + 1
            while j < end and doc[j].pos_ in {"DET", "ADJ", "NUM"} and not doc[j].text[:1].isupper():
                j += 1
            if j < end:
                yield doc[j]


def follows_of(token: Token) -> bool:
    """True for the head of a complement with "de", with or without an article."""
    i = token.i - 1
    while i > 0 and token.doc[i].pos_ == "DET" and not is_of(token.doc[i]):
        i -= 1
    return i >= 0 and is_of(token.doc[i])


def preposition_before(noun: Token) -> str:
    """The preposition in front of a noun's phrase, whatever the tree ties it to; "" where there is none. A capital "A" is "à"."""
    i = phrase_start(noun) - 1
    if i < 0 or noun.doc[i + 1].is_sent_start:
        return ""
    before = noun.doc[i].lower_
    if noun.doc[i].pos_ == "ADP" or (before == "a" and noun.doc[i].is_sent_start):
        return {"a": "à", "au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"}.get(before, before)
    return ""


def determiner(noun: Token) -> Token | None:
    """The noun's determiner, None where it has none."""
    i = phrase_start(noun)
    first = noun.doc[i]
    if first.pos_ == "DET" and i < noun.i:
        return first
    before = noun.doc[i - 1] if i > 0 and not first.is_sent_start else None
    return before if before is not None and before.lower_ in FUSED else None


def is_definite(noun: Token) -> bool:
    """True for a phrase that takes up something known: a definite article (also fused, "du"), a demonstrative or a possessive."""
    det = determiner(noun)
    if det is None:
        return False
    return det.pos_ == "ADP" or not DEFINITE.isdisjoint(det.morph)


def possessive(noun: Token) -> Token | None:
    """The possessive determiner of a noun ("**son** pays"), None where it has none."""
    det = determiner(noun)
    return det if det is not None and "Poss=Yes" in det.morph else None
