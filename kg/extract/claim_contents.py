"""What is said: the stretches of text that a reporting verb or preposition reports, with exact ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import grammar
from kg.extract.claim_words import ClaimLexicon, ReportingVerb
from kg.extract.passages import Page, Passage
from kg.extract.quotations import OPENING, STRAIGHT, Quotation, trimmed
from kg.extract.speakers import group_start, is_finite, nearest_noun
from kg.model import Form, Span

EDGES = " \t\r\n\u00a0\u202f\u2009.,;:–—-"
CLITIC = frozenset({"PRON", "ADV", "PART"})
CLOSERS = frozenset("»”\",")
OBJECTS = frozenset({"obj", "dep", "xcomp"})
SUBORDINATE = frozenset({"acl", "acl:relcl", "advcl", "amod"})


@dataclass(frozen=True, slots=True)
class Content:
    """What is reported, in pieces, and through which construction."""

    pieces: tuple[Span, ...]
    form: Form
    construction: str


def content(page: Page, spans: list[Span], construction: str) -> Content | None:
    """The pieces trimmed of punctuation and, where one quotation is all of a piece, of its marks; None where nothing is left."""
    pieces = []
    quoted = []
    for span in spans:
        piece = trimmed(page.text, span, EDGES)
        whole = next((q for q in page.inside(piece) if q.outer.start == piece.start and q.outer.end == piece.end), None)
        inner = whole.inner if whole else piece
        if inner.start < inner.end:
            pieces.append(inner)
            quoted.append(2 if whole or _within(page, piece) else int(bool(page.inside(piece))))
    if not pieces:
        return None
    form = Form.DIRECT if all(q == 2 for q in quoted) else Form.MIXED if any(quoted) else Form.INDIRECT
    return Content(tuple(pieces), form, construction)


def _within(page: Page, span: Span) -> bool:
    return any(span in q.inner for q in page.inside(Span(max(0, span.start - 1), span.end))) or any(
        q.outer.start <= span.start and span.end <= q.outer.end for q in page.quotations
    )


# --- after the verb -------------------------------------------------------------------------------------------------------


def after(page: Page, lexicon: ClaimLexicon, passage: Passage, verb: Token, entry: ReportingVerb) -> Content | None:
    """What follows the verb as its complement."""
    for token in _rest(passage, verb.i + 1):
        quotation = page.quotation(token)
        if quotation is not None and token.idx > quotation.outer.start:
            continue
        found = _opens(lexicon, passage, verb, entry, token, quotation)
        if found:
            construction, start = found
            if construction == "quote" and quotation is not None:
                return _quoted(page, passage, quotation)
            return content(page, [Span(start.idx, _end_after(page, lexicon, passage, verb, start, construction))], construction)
        if token.text == ";" or (quotation is None and lexicon.lemma(token) and token.dep_ not in {"acl", "amod"}):
            break
        if (quotation is None and "VerbForm=Fin" in token.morph and not _parenthetical(token, verb)):
            break
    return _object(page, lexicon, passage, verb, entry)


def _end_after(page: Page, lexicon: ClaimLexicon, passage: Passage, verb: Token, start: Token, construction: str) -> int:
    end = end_of(page, lexicon, passage, verb, start, nominal=construction == "comme", clause=construction in {"que", "colon"})
    if construction == "attr":
        phrase = [t for t in _rest(passage, start.i + 1) if (t.is_punct and page.quotation(t) is None) or (t.pos_ == "ADP" and grammar.preposition(t.head) not in {"de", "à"})]
        return min([end, *(t.idx for t in phrase[:1])])
    if construction != "comme":
        return end
    quotation = next(iter(page.inside(Span(start.idx, end))), None)
    agents = [c.left_edge.idx for c in verb.rights if c.dep_ == "obl:agent" and c.left_edge.i > start.i]
    return min([end, *agents, *([quotation.outer.end] if quotation else [])])


def _rest(passage: Passage, start: int) -> Iterator[Token]:
    return (passage.doc[i] for i in range(start, passage.end) if not passage.doc[i].is_space)


def _opens(
    lexicon: ClaimLexicon, passage: Passage, verb: Token, entry: ReportingVerb, token: Token, quotation: Quotation | None
) -> tuple[str, Token] | None:
    """The construction that begins at this word, and where what it reports begins."""
    takes, adjacent = entry.takes, _adjacent(verb, token)
    following = next(_rest(passage, token.i + 1), None)
    if quotation is not None:
        before = previous(token)
        fitting = before.text in {":", ","} or (bool({"de", "à"} & takes) and before.pos_ == "ADP")
        return ("quote", token) if adjacent or fitting else None
    if following is None:
        return None
    if token.lower_ in lexicon.complementizers and "que" in takes and _complementizer(lexicon, verb, token):
        return "que", following
    if "inf" in takes and adjacent and _infinitive(passage, token):
        return "inf", token
    if token.lower_ in {"de", "d'", "à"} and token.pos_ == "ADP":
        return _prepositional(lexicon, passage, verb, takes, token, following)
    if token.text == ":" and "quote" in takes and following.i + 1 < passage.end and following.text not in OPENING and following.text != STRAIGHT:
        return "colon", following
    if "comme" in takes and token.lower_ == "comme":
        return "comme", token
    if "attr" in takes and adjacent and token.pos_ in {"ADJ", "NOUN"} and token.head.i == verb.i:
        return "attr", token
    return None


def _prepositional(
    lexicon: ClaimLexicon, passage: Passage, verb: Token, takes: frozenset[str], token: Token, following: Token
) -> tuple[str, Token] | None:
    construction = "à" if token.lower_ == "à" else "de"
    if construction not in takes:
        return None
    if following.lower_ == "ce" and following.i + 2 < passage.end and passage.doc[following.i + 1].lower_ in lexicon.complementizers:
        return construction, passage.doc[following.i + 2]
    infinitive = _infinitive(passage, following)
    if infinitive is None:
        return None
    verbal = _clause_head(infinitive)
    of_object = "nom" not in takes and verbal.dep_ == "acl" and verbal.head.head.i == verb.i
    if of_object or verbal.head.i == verb.i or verbal.dep_ in {"xcomp", "ccomp", "advcl"}:
        return construction, following
    return None


def _clause_head(infinitive: Token) -> Token:
    """The infinitive, or the participle whose auxiliary it is."""
    return infinitive.head if infinitive.dep_.startswith(("aux", "cop")) else infinitive


def _infinitive(passage: Passage, token: Token) -> Token | None:
    """The infinitive that begins here, its clitics and negation before it."""
    for word in _rest(passage, token.i):
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
        return not any(t.lemma_.lower() in lexicon.comparatives for t in between[-2:])
    clause = next((a for a in token.ancestors if a.dep_ == "ccomp"), None)
    return token.pos_ != "ADV" and (_adjacent(verb, token) or (clause is not None and clause.head.i == verb.i))


def previous(token: Token) -> Token:
    before = token
    while before.i > 0 and (before.i == token.i or before.is_space):
        before = before.nbor(-1)
    return before


def _parenthetical(token: Token, verb: Token) -> bool:
    """A finite verb of a relative clause about something between the verb and its complement."""
    clause = token.head if token.dep_.startswith(("aux", "cop")) else token
    return clause.dep_ == "acl:relcl" and clause.head.i > verb.i


def _quoted(page: Page, passage: Passage, first: Quotation) -> Content | None:
    """The quotation and those joined to it by a conjunction; where words of the sentence run on, what follows belongs to it only up to a comma."""
    span = first.outer
    for quotation in page.inside(Span(first.outer.end, passage.span.end)):
        between = page.text[span.end : quotation.outer.start].strip(" ,\u00a0")
        if len(between.split()) > 1:
            break
        span = Span(span.start, quotation.outer.end)
    return content(page, [span], "quote")


def _object(page: Page, lexicon: ClaimLexicon, passage: Passage, verb: Token, entry: ReportingVerb) -> Content | None:
    """A noun phrase as object: all of it where the verb takes one, or where it opens with a quotation."""
    start = _object_start(page, passage, verb)
    if start is None:
        return None
    span = Span(start.idx, end_of(page, lexicon, passage, verb, start, nominal=True))
    quotation = next(iter(page.inside(span)), None)
    if quotation is not None and "PronType=Rel" in previous(_first_of(verb, quotation)).morph:
        return _quoted(page, passage, quotation)
    if "nom" in entry.takes or ("quote" in entry.takes and _opens_quoted(verb, quotation)):
        return content(page, [span], "nom")
    return None


def _object_start(page: Page, passage: Passage, verb: Token) -> Token | None:
    """The first word of the object: the tree's, else of a noun phrase right after the verb."""
    heads = [c for c in verb.rights if c.dep_ in OBJECTS and c.pos_ in {"NOUN", "PROPN"} and not grammar.preposition(c) and c.i < passage.end]
    if not heads:
        following = next(_rest(passage, verb.i + 1), None)
        return following if following is not None and following.pos_ == "DET" and following.head.dep_ != "obl:mod" else None
    start = verb.doc[max(heads[0].left_edge.i, verb.i + 1)]
    while start.i < heads[0].i and (start.pos_ == "ADV" or start.is_punct) and page.quotation(start) is None:
        start = start.nbor(1)
    return start


def _first_of(verb: Token, quotation: Quotation) -> Token:
    return next((t for t in verb.doc[verb.i : verb.sent.end] if t.idx >= quotation.outer.start), verb)


def _opens_quoted(verb: Token, quotation: Quotation | None) -> bool:
    """True where no verb stands between the reporting verb and the first quotation of its object."""
    if quotation is None:
        return False
    return not any(t.pos_ in grammar.VERBAL for t in verb.doc[verb.i + 1 : verb.sent.end] if t.idx < quotation.outer.start)


def passive_subject(page: Page, passage: Passage, verb: Token, opening: Token, entry: ReportingVerb) -> Content | None:
    """The subject of a passive main clause with its agent ("un contrat a été annoncé par X")."""
    if "nom" not in entry.takes or not any(c.dep_ == "obl:agent" for c in verb.children):
        return None
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj:pass" and c.pos_ in {"NOUN", "PROPN"}), None)
    if subject is None or page.quotation(subject) is not page.quotation(verb):
        return None
    end = min([opening.idx, *(c.idx for c in verb.lefts if c.dep_.startswith("aux"))])
    return content(page, [Span(passage.doc[subject.left_edge.i].idx, end)], "passive")


# --- where it ends -------------------------------------------------------------------------------------------------------------


def end_of(page: Page, lexicon: ClaimLexicon, passage: Passage, verb: Token, start: Token, nominal: bool = False, clause: bool = True) -> int:
    """The character where what begins at `start` under `verb` ends: the passage's end, or where the sentence goes on about something else."""
    last = passage.end
    if _is_subordinate(verb) and verb.right_edge.i >= start.i + 1:
        last = min(last, verb.right_edge.i + 1)
    cuts = [c for c in _cuts(lexicon, passage, verb, start, nominal, clause and not nominal) if start.i < c < last]
    if _is_present_participle(verb) and all(t.pos_ == "ADP" or t.is_space for t in passage.doc[passage.start : verb.i]):
        cuts += [t.i for t in _rest(passage, start.i) if t.text == "," and page.quotation(t) is None][:1]
    end = _end(passage, min(cuts, default=last))
    enclosing = [q for q in page.inside(Span(start.idx, end)) if q.outer.end > end]
    return enclosing[0].outer.end if enclosing else end


def _is_subordinate(verb: Token) -> bool:
    """A clause that its own words mark as subordinate; the tree alone errs too often about where it hangs."""
    if verb.dep_ not in SUBORDINATE:
        return False
    marked = any(c.dep_ == "mark" or "PronType=Rel" in c.morph for c in verb.lefts)
    return marked or not grammar.is_finite(verb)


def _end(passage: Passage, last: int) -> int:
    words = [passage.doc[i] for i in range(max(passage.start, last - 3), last) if not passage.doc[i].is_space]
    return words[-1].idx + len(words[-1]) if words else passage.doc[last - 1].idx


def _cuts(lexicon: ClaimLexicon, passage: Passage, verb: Token, start: Token, nominal: bool, clause: bool) -> Iterator[int]:
    """Where a clause coordinated with the verb's, another act of reporting, or the writer's comment begins."""
    for governor in (verb, *verb.ancestors):
        for child in governor.rights:
            if child.i > start.i and child.dep_ in {"conj", "parataxis"} and _new_clause(verb, child, clause):
                yield _clause_start(child)
    for token in _rest(passage, start.i):
        if token.text == "," and token.i + 2 < passage.end and _turns(lexicon, passage, token, nominal):
            yield token.i
        if token.text == ":" and token.i + 1 < passage.end and token.nbor(1).text in {*OPENING, STRAIGHT}:
            yield token.i
        if token.i > start.i and lexicon.lemma(token) and is_finite(lexicon, token):
            yield from _reporting_clause(passage, token)
        if token.pos_ == "CCONJ" and token.i + 1 < passage.end and _goes_elsewhere(lexicon, passage, token, clause):
            yield token.i


def _turns(lexicon: ClaimLexicon, passage: Passage, comma: Token, nominal: bool) -> bool:
    """True where another act of reporting or a comment follows the comma or, after a noun phrase, a clause that is no relative."""
    word, second = comma.nbor(1), comma.nbor(2)
    if (nominal and _is_present_participle(word)) or _is_reporting_participle(lexicon, word):
        return True
    if word.pos_ == "DET" and any(t.lemma_.lower() in lexicon.comments for t in passage.doc[second.i : min(second.i + 2, passage.end)]):
        return True
    return nominal and (word.pos_ == "SCONJ" or (word.pos_ == "ADV" and second.lower_ in lexicon.complementizers))


def _goes_elsewhere(lexicon: ClaimLexicon, passage: Passage, conjunction: Token, clause: bool) -> bool:
    """True where a conjunction leads to another reporting verb without a subject or, after what is no clause, to a clause."""
    word = conjunction.nbor(1)
    if "VerbForm=Inf" not in word.morph and lexicon.lemma(word):
        return True
    if clause:
        return False
    following = passage.doc[conjunction.i + 1 : min(conjunction.i + 8, passage.end)]
    comma = conjunction.nbor(-1).text == ","
    return "VerbForm=Fin" in word.morph or (comma and word.pos_ in {"DET", "PROPN", "PRON"} and any("VerbForm=Fin" in t.morph for t in following))


def _is_present_participle(word: Token) -> bool:
    return "VerbForm=Part" in word.morph and "Tense=Pres" in word.morph


def _is_reporting_participle(lexicon: ClaimLexicon, word: Token) -> bool:
    return _is_present_participle(word) and lexicon.lemma(word) is not None


def _reporting_clause(passage: Passage, verb: Token) -> Iterator[int]:
    """Where a coordinated clause with a reporting verb and its own subject, or one set behind a quotation or a comma, begins."""
    opening = group_start(verb)
    subject = nearest_noun(passage, verb)
    if subject is None:
        inverted = verb.i + 1 < passage.end and verb.nbor(1).pos_ in {"DET", "PROPN"} or any(t.text.startswith("-") for t in verb.doc[opening.i : verb.i])
        if inverted and previous(opening).text in CLOSERS and not any(c.dep_ in grammar.SUBJECT for c in verb.lefts):
            yield opening.i
        return
    first = subject.i
    while first > passage.start and passage.doc[first - 1].pos_ in {"DET", "ADJ", "NUM"}:
        first -= 1
    if first > passage.start and passage.doc[first - 1].pos_ == "CCONJ":
        first -= 1
        yield first - 1 if passage.doc[first - 1].text == "," else first


def _new_clause(verb: Token, coordinate: Token, clause: bool) -> bool:
    """True for a coordinated finite clause with its own subject or, after what is no clause itself, in the verb's own tense."""
    if not grammar.is_finite(coordinate) or any(c.dep_ == "mark" for c in coordinate.children):
        return False
    own_subject = any(c.dep_ in grammar.SUBJECT or c.dep_ == "expl:subj" for c in coordinate.children)
    return own_subject or (not clause and _tense(verb) == _tense(coordinate) and coordinate.head.i == verb.i)


def _tense(verb: Token) -> tuple[str, ...]:
    finite = next((t for t in (verb, *verb.children) if "VerbForm=Fin" in t.morph and (t.i == verb.i or t.dep_.startswith("aux"))), verb)
    return (*finite.morph.get("Mood"), *finite.morph.get("Tense"))


def _clause_start(clause: Token) -> int:
    first = min([clause.left_edge.i, *(c.i for c in clause.children if c.dep_ == "cc")])
    while first > 0 and clause.doc[first - 1].text in {",", ";", "-"}:
        first -= 1
    return first


# --- before the verb -----------------------------------------------------------------------------------------------------------


def before(page: Page, passage: Passage, opening: Token) -> Content | None:
    """What stands before a reporting clause that begins at `opening` ("…, a indiqué X")."""
    mark = previous(opening)
    comma = mark.text in {",", "-", "–", "—"}
    if comma:
        mark = previous(mark)
    if mark.i < passage.start or mark.i >= opening.i:
        return None
    start = _start(passage, mark)
    quotation = page.quotation(mark)
    if quotation is not None and mark.idx + len(mark) == quotation.outer.end:
        lead = page.text[start : quotation.outer.start].strip()
        whole = not lead or lead.endswith(":") or not comma
        return content(page, [quotation.outer if whole else Span(start, quotation.outer.end)], "before")
    return content(page, [Span(start, mark.idx + len(mark))], "before") if comma or mark.text in {"?", "!", "…"} else None


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


def interrupted(page: Page, passage: Passage, opening: Token, last: Token, quotation: Quotation) -> Content | None:
    """A quotation with the reporting clause inside its marks ("« …, confiait X. … »")."""
    close = next((t for t in _rest(passage, last.i + 1) if t.text in {",", ".", ";", "!", "?"}), None)
    pieces = [Span(quotation.inner.start, opening.idx)]
    if close is not None and close.idx + 1 < quotation.inner.end:
        pieces.append(Span(close.idx + 1, quotation.inner.end))
    return content(page, pieces, "interrupted")


def beside(passage: Passage, page: Page, opening: Token, subject: Token) -> Content | None:
    """What a clause with "comme" stands beside ("Comme le dit X, …"): the rest of the sentence after its comma."""
    words = [t for t in passage.doc[max(passage.start, opening.i - 1) : opening.i + 1] if t.pos_ == "SCONJ"]
    if not words or any(not t.is_space for t in passage.doc[passage.start : words[0].i]):
        return None
    comma = next((t for t in _rest(passage, subject.i) if t.text == ","), None)
    if comma is None or comma.i + 1 >= passage.end:
        return None
    return content(page, [Span(comma.idx + 1, passage.span.end)], "as")
