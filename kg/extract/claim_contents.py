"""What is said: the stretches of text that a reporting verb or preposition reports, with exact ends."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import grammar
from kg.extract.claim_ends import end_of, previous, words_from
from kg.extract.claim_words import ClaimLexicon, ReportingVerb, is_reflexive
from kg.extract.passages import Passage
from kg.extract.quotations import OPENING, STRAIGHT, Quotation, trimmed
from kg.extract.speakers import agents
from kg.model import Form, Span
from kg.text.tokens import Token

EDGES = " \t\r\n\u00a0\u202f\u2009.,;:–—-"
CLITIC = frozenset({"PRON", "ADV", "PART"})
NEAR = 5  # words from a preposition to a quotation
OBJECTS = frozenset({"obj", "dep", "xcomp"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported, in pieces, and through which construction."""

    pieces: tuple[Span, ...]
    form: Form
    construction: str


def content(passage: Passage, spans: list[Span], construction: str) -> Content | None:
    """The pieces trimmed of punctuation and, where one quotation is all of a piece, of its marks; None where nothing is left."""
    pieces = []
    quoted = []
    for span in spans:
        piece = trimmed(passage.text, span, EDGES)
        whole = next((q for q in passage.inside(piece) if q.outer.start == piece.start and q.outer.end == piece.end), None)
        inner = whole.inner if whole else piece
        if inner.start < inner.end:
            pieces.append(inner)
            quoted.append(2 if whole or _within(passage, piece) else int(bool(passage.inside(piece))))
    if not pieces:
        return None
    form = Form.DIRECT if all(q == 2 for q in quoted) else Form.MIXED if any(quoted) else Form.INDIRECT
    return Content(tuple(pieces), form, construction)


def _within(passage: Passage, span: Span) -> bool:
    return any(span in q.inner for q in passage.inside(Span(max(0, span.start - 1), span.end))) or any(
        q.outer.start <= span.start and span.end <= q.outer.end for q in passage.page.quotations
    )


# --- after the verb -------------------------------------------------------------------------------------------------------


def after(passage: Passage, verb: Token, entry: ReportingVerb) -> Content | None:
    """What follows the verb as its complement."""
    for token in words_from(passage, verb.i + 1):
        quotation = passage.quotation(token)
        if quotation is not None and token.idx > quotation.outer.start:
            continue
        found = _opens(passage, verb, entry, token, quotation)
        if found:
            construction, start = found
            if construction == "quote" and quotation is not None:
                behind = _clause_behind(passage, entry, quotation)
                return (
                    content(passage, [Span(start.idx, end_of(passage, verb, behind))], "quote") if behind else _quoted(passage, quotation)
                )
            return content(passage, [Span(start.idx, _end_after(passage, verb, start, construction))], construction)
        if token.text == ";" or (quotation is None and passage.lexicon.lemma(token) and token.dep_ not in {"acl", "amod"}):
            break
        if quotation is None and "VerbForm=Fin" in token.morph and not _parenthetical(token, verb):
            break
    return _object(passage, verb, entry)


def _end_after(passage: Passage, verb: Token, start: Token, construction: str) -> int:
    end = end_of(passage, verb, start, nominal=construction == "comme", clause=construction in {"que", "colon"})
    if construction == "attr":
        phrase = [
            t
            for t in words_from(passage, start.i + 1)
            if (t.is_punct and passage.quotation(t) is None) or (t.pos_ == "ADP" and not _completes_adjective(t))
        ]
        return min([end, *(t.idx for t in phrase[:1])])
    if construction != "comme":
        return end
    quotation = next(iter(passage.inside(Span(start.idx, end))), None)
    by = [a.left_edge.idx for a in agents(verb) if a.left_edge.i > start.i]
    return min([end, *by, *([quotation.outer.end] if quotation else [])])


def _clause_behind(passage: Passage, entry: ReportingVerb, quotation: Quotation) -> Token | None:
    """The first word of the clause that a quoted adjective is said of: "juge « honteux » **que X refuse**"."""
    words = [t for t in passage if t.idx < quotation.outer.end]
    if "que" not in entry.takes or not words or words[-1].i + 1 >= passage.end:
        return None
    after = words[-1].nbor(1)
    return after if after.lower_ in passage.lexicon.complementizers and after.pos_ == "SCONJ" else None


def _completes_adjective(case: Token) -> bool:
    """True for the "de" and "à" of an adjective's complement, an infinitive too ("prêt **à** négocier")."""
    return grammar.preposition(case.head) in {"de", "à"} or (case.lower_ in {"de", "d'", "à"} and "VerbForm=Inf" in case.head.morph)


def _opens(passage: Passage, verb: Token, entry: ReportingVerb, token: Token, quotation: Quotation | None) -> tuple[str, Token] | None:
    """The construction that begins at this word, and where what it reports begins."""
    takes, adjacent = entry.takes, _adjacent(verb, token)
    following = next(words_from(passage, token.i + 1), None)
    if quotation is not None:
        before = previous(token)
        fitting = before.text in {":", ","} or (bool({"de", "à"} & takes) and before.pos_ == "ADP" and not _in_adverbial(before))
        return ("quote", token) if adjacent or fitting else None
    if following is None:
        return None
    if token.lower_ in passage.lexicon.complementizers and "que" in takes and _complementizer(passage.lexicon, verb, token):
        return "que", following
    if "inf" in takes and adjacent and _infinitive(passage, token):
        own = next((t for t in words_from(passage, token.i) if t.pos_ != "ADV" or t.head.i != verb.i), token)
        return "inf", own  # "annonce **aujourd'hui** avoir mené une enquête"
    if token.lower_ in {"de", "d'", "à"} and token.pos_ == "ADP":
        return _prepositional(passage, verb, takes, token, following)
    if (
        token.text == ":"
        and "quote" in takes
        and following.i + 1 < passage.end
        and following.text not in OPENING
        and following.text != STRAIGHT
    ):
        return "colon", following
    if "comme" in takes and token.lower_ == "comme":
        return "comme", token
    if "attr" in takes and adjacent and token.pos_ in {"ADJ", "NOUN"} and token.head.i == verb.i:
        return "attr", token
    return None


def _in_adverbial(of: Token) -> bool:
    """True behind a noun with another preposition: "ordonne un blocage **pour des raisons** de « sécurité »"."""
    noun = of.nbor(-1)
    return noun.pos_ == "NOUN" and grammar.preposition(noun) not in {"", "de", "à"}


def _prepositional(passage: Passage, verb: Token, takes: frozenset[str], token: Token, following: Token) -> tuple[str, Token] | None:
    construction = "à" if token.lower_ == "à" else "de"
    if construction == "de" and "quote" in takes and is_reflexive(verb) and _quotes_soon(passage, following):
        return "nom", following
    if construction not in takes:
        return None
    if (
        following.lower_ == "ce"
        and following.i + 2 < passage.end
        and passage.doc[following.i + 1].lower_ in passage.lexicon.complementizers
    ):
        return construction, passage.doc[following.i + 2]
    infinitive = _infinitive(passage, following)
    if infinitive is None:
        return None
    verbal = _clause_head(infinitive)
    of_object = "nom" not in takes and verbal.dep_ == "acl" and verbal.head.head.i == verb.i
    if of_object or verbal.head.i == verb.i or not any(t.pos_ in grammar.VERBAL for t in verb.doc[verb.i + 1 : token.i]):
        return construction, following
    return None


def _quotes_soon(passage: Passage, start: Token) -> bool:
    """True for a noun phrase that begins with a quotation or has one close by: "s'est félicité d'**une édition « exceptionnelle »**"."""
    for token in passage.doc[start.i : min(start.i + NEAR, passage.end)]:
        if passage.quotation(token) is not None:
            return True
        if token.pos_ not in {"DET", "ADJ", "NOUN"}:
            return False
    return False


def _clause_head(infinitive: Token) -> Token:
    """The infinitive, or the participle whose auxiliary it is."""
    return infinitive.head if infinitive.dep_.startswith(("aux", "cop")) else infinitive


def _infinitive(passage: Passage, token: Token) -> Token | None:
    """The infinitive that begins here, its clitics and negation before it."""
    for word in words_from(passage, token.i):
        if "VerbForm=Inf" in word.morph:
            return word
        if word.pos_ == "DET" and word.i + 1 < passage.end and "VerbForm=Inf" in passage.doc[word.i + 1].morph:
            continue
        if word.pos_ not in CLITIC or word.i > token.i + 4:
            return None
    return None


def _adjacent(verb: Token, token: Token) -> bool:
    """True where only adverbs and adverbial words stand between."""
    between = verb.doc[verb.i + 1 : token.i]
    if len(between) > 2 and between[0].text == "," and between[-1].text == ",":
        return not any(t.pos_ == "VERB" for t in between)
    return all(t.is_space or t.pos_ in {"ADV", "PUNCT"} or t.text.startswith("-") for t in between)


def _complementizer(lexicon: ClaimLexicon, verb: Token, token: Token) -> bool:
    """False for the "que" of a restriction, a comparison or a relative clause that belongs to something between."""
    if token.pos_ == "SCONJ" or token.dep_ == "mark":
        between = token.doc[verb.i + 1 : token.i]
        return not any(t.lemma in lexicon.comparatives for t in between[-2:])
    if (_is_gapless(token.head) and token.head.head.head.i == verb.i) or _behind_insertion(verb, token):
        return True
    clause = next((a for a in token.ancestors if a.dep_ == "ccomp"), None)
    return token.pos_ != "ADV" and (_adjacent(verb, token) or (clause is not None and clause.head.i == verb.i))


def _behind_insertion(verb: Token, token: Token) -> bool:
    """True right behind what stands between two commas after a verb without object ("annonce lundi, **en retenant ses larmes**, qu'il")."""
    between = verb.doc[verb.i + 1 : token.i]
    enclosed = len(between) > 2 and between[-1].text == "," and any(t.text == "," for t in between[:-1])
    return enclosed and verb.dep_ not in {"acl", "amod"} and not any(c.dep_ in OBJECTS and c.i < token.i for c in verb.rights)


def _is_gapless(clause: Token) -> bool:
    """True for a "relative" clause behind a complement that has an object of its own: "annonce dans un communiqué qu'**elle remboursera
    les billets**"."""
    if clause.dep_ != "acl:relcl" or clause.head.dep_ not in grammar.OBLIQUE:
        return False
    return any(c.dep_ in {"obj", "nsubj:pass"} and c.i > clause.left_edge.i for c in clause.children)


def _parenthetical(token: Token, verb: Token) -> bool:
    """A finite verb of a relative clause about something between the verb and its complement."""
    clause = token.head if token.dep_.startswith(("aux", "cop")) else token
    return clause.dep_ == "acl:relcl" and clause.head.i > verb.i


def behind_colon(passage: Passage, verb: Token) -> Content | None:
    """The quotation behind a colon that ends the verb's own clause ("comme l'indique X : « … »")."""
    for token in words_from(passage, verb.i + 1):
        if token.text == ":":
            quotation = next(iter(passage.inside(Span(token.idx, passage.span.end))), None)
            adjacent = quotation is not None and not passage.text[token.idx + 1 : quotation.outer.start].strip()
            return _quoted(passage, quotation) if quotation is not None and adjacent else None
        if "VerbForm=Fin" in token.morph or passage.quotation(token) is not None:
            return None
    return None


def _quoted(passage: Passage, first: Quotation) -> Content | None:
    """The quotation, with those that a conjunction joins to it."""
    span = first.outer
    for quotation in passage.inside(Span(first.outer.end, passage.span.end)):
        between = passage.text[span.end : quotation.outer.start].strip(" ,\u00a0")
        if len(between.split()) > 1:
            break
        span = Span(span.start, quotation.outer.end)
    return content(passage, [span], "quote")


def _object(passage: Passage, verb: Token, entry: ReportingVerb) -> Content | None:
    """A noun phrase as object: all of it where the verb takes one, or where it opens with a quotation."""
    start = _object_start(passage, verb)
    if start is None:
        return None
    span = Span(start.idx, end_of(passage, verb, start, nominal=True))
    quotation = next(iter(passage.inside(span)), None)
    if quotation is not None and "PronType=Rel" in previous(_first_of(verb, quotation)).morph:
        return _quoted(passage, quotation)
    speaks = "quote" in entry.takes and (entry.stance != "neutral" or "inf" in entry.takes)  # one may launch a « plan » without saying it
    if "nom" in entry.takes or (speaks and _opens_quoted(verb, quotation)):
        return content(passage, [span], "nom")
    return None


def _object_start(passage: Passage, verb: Token) -> Token | None:
    """The first word of the object: the tree's, else of a noun phrase right after the verb."""
    nouns = [c for c in verb.rights if c.dep_ in OBJECTS and c.pos_ in {"NOUN", "PROPN"}]
    heads = [c for c in nouns if not _is_oblique(c) and c.i < passage.end]
    if not heads:
        following = next(words_from(passage, verb.i + 1), None)
        return following if following is not None and following.pos_ == "DET" and following.head.dep_ != "obl:mod" else None
    start = verb.doc[max(heads[0].left_edge.i, verb.i + 1)]
    while start.i < heads[0].i and _before_noun_phrase(start) and not passage.quotation(start):
        start = start.nbor(1)
    return start


def _before_noun_phrase(token: Token) -> bool:
    """An adverb, or a word of one ("d'abord"), or a mark."""
    return token.is_punct or token.pos_ in {"ADV", "ADP"} or token.dep_ == "fixed"


def _is_oblique(noun: Token) -> bool:
    """True for a noun with a preposition; an adverb such as "d'abord" before its article is none."""
    return any(c.dep_ == "case" and not any(f.dep_ == "fixed" for f in c.children) for c in noun.lefts)


def _first_of(verb: Token, quotation: Quotation) -> Token:
    return next((t for t in verb.doc[verb.i : verb.sent.end] if t.idx >= quotation.outer.start), verb)


def _opens_quoted(verb: Token, quotation: Quotation | None) -> bool:
    """True where no verb stands between the reporting verb and the first quotation of its object."""
    if quotation is None:
        return False
    return not any(t.pos_ in grammar.VERBAL for t in verb.doc[verb.i + 1 : verb.sent.end] if t.idx < quotation.outer.start)


def passive_subject(passage: Passage, verb: Token, opening: Token, entry: ReportingVerb) -> Content | None:
    """The subject of a passive main clause with its agent ("un contrat a été annoncé par X")."""
    if "nom" not in entry.takes or not agents(verb):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj:pass" and c.pos_ in {"NOUN", "PROPN"}), None)
    if subject is None or passage.quotation(subject) is not passage.quotation(verb):
        return None
    end = min([opening.idx, *(c.idx for c in verb.lefts if c.dep_.startswith("aux"))])
    return content(passage, [Span(passage.doc[subject.left_edge.i].idx, end)], "passive")


# --- before the verb -----------------------------------------------------------------------------------------------------------


def before(passage: Passage, opening: Token) -> Content | None:
    """What stands before a reporting clause that begins at `opening` ("…, a indiqué X")."""
    mark = previous(opening)
    comma = mark.text in {",", "-", "–", "—"}
    if comma:
        mark = previous(mark)
    if mark.i < passage.start or mark.i >= opening.i:
        return None
    start = _start(passage, mark)
    quotation = passage.quotation(mark)
    if quotation is not None and mark.idx + len(mark) == quotation.outer.end:
        lead = passage.text[start : quotation.outer.start].strip()
        whole = not lead or lead.endswith(":") or not comma
        return content(passage, [quotation.outer if whole else Span(start, quotation.outer.end)], "before")
    return content(passage, [Span(start, mark.idx + len(mark))], "before") if comma or mark.text in {"?", "!", "…"} else None


def _start(passage: Passage, last: Token) -> int:
    """Where the clause that ends at `last` begins: after a semicolon, or at the passage's first word that is no conjunction."""
    first = passage.start
    for i in range(last.i, passage.start, -1):
        if passage.doc[i].text == ";":
            first = i + 1
            break
    while first < last.i and (passage.doc[first].is_space or passage.doc[first].pos_ == "CCONJ" or passage.doc[first].text == ","):
        first += 1
    return passage.doc[first].idx


def continued(passage: Passage, verb: Token, subject: Token, found: Content) -> Content:
    """The content with the quotation that goes on behind the reporting clause of the same sentence ("« … », a dit X, « … »")."""
    start = max(verb.i, subject.i) + 1
    following = next(iter(passage.inside(Span(passage.doc[start].idx, passage.span.end))), None) if start < passage.end else None
    if found.form is not Form.DIRECT or following is None:
        return found
    between = [t for t in passage.doc[start : passage.end] if t.idx < following.outer.start]
    if not between or between[-1].text != "," or any("VerbForm=Fin" in t.morph or t.text in {".", ":", ";"} for t in between):
        return found
    more = content(passage, [following.outer], found.construction)
    return Content((*found.pieces, *more.pieces), found.form, found.construction) if more else found


def interrupted(passage: Passage, opening: Token, last: Token, quotation: Quotation) -> Content | None:
    """A quotation with the reporting clause inside its marks ("« …, confiait X. … »")."""
    close = next((t for t in words_from(passage, last.i + 1) if t.text in {",", ".", ";", "!", "?"}), None)
    pieces = [Span(quotation.inner.start, opening.idx)]
    if close is not None and close.idx + 1 < quotation.inner.end:
        pieces.append(Span(close.idx + 1, quotation.inner.end))
    return content(passage, pieces, "interrupted")


def beside(passage: Passage, opening: Token, subject: Token) -> Content | None:
    """What a clause with "comme" stands beside ("Comme le dit X, …"): the rest of the sentence after its comma."""
    if opening.lower_ not in passage.lexicon.manner or any(not t.is_space for t in passage.doc[passage.start : opening.i]):
        return None
    comma = next((t for t in words_from(passage, subject.i) if t.text == ","), None)
    if comma is None or comma.i + 1 >= passage.end:
        return None
    return content(passage, [Span(comma.idx + 1, passage.span.end)], "as")
