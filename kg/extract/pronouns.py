"""Pronouns: which entity they denote."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.discourse import Past
from kg.extract.entities import Draft
from kg.extract.grammar import DATIVE, PERFECT, SUBJECT, grammatical_subjects, preposition, verb_lemma
from kg.extract.possessives import possessive
from kg.extract.quotations import Quotation
from kg.extract.reading import span_of
from kg.extract.referring import LONGEST_INSERTION, REFERRING, coordinated_subject, pronominal
from kg.extract.relatives import relative
from kg.extract.scene import Scene
from kg.model import EntityType, MentionType
from kg.text.tokens import Token

GENDERS = {"elle": "f", "elles": "f", "il": "m", "ils": "m", "la": "f", "le": "m", "celle-ci": "f", "celui-ci": "m"}
CLITICS = DATIVE | {"le", "la", "les", "l'"}  # of the third person, but for the reflexive
EMPHATIC = frozenset({"même", "mêmes", "seul", "aussi"})  # after a pronoun that only repeats the subject ("X lui même")
REACH = 250  # tokens looked at around a quotation


def refer(scene: Scene, token: Token) -> None:
    """Resolves a pronoun or possessive; leaves one that fits nothing."""
    if token.i in scene.talk.heads:
        return
    if token.pos_ == "DET" and "Poss=Yes" in token.morph:
        possessive(scene, token)
    elif token.pos_ == "PRON" and "PronType=Rel" in token.morph:
        relative(scene, token)
    elif token.pos_ == "PRON" and _is_personal(token):
        _personal(scene, token)
    elif token.lemma in scene.lexicon.latter and phrases.determiner(token) is not None and token.head.pos_ != "NOUN":
        _latter(scene, token)


def _agrees(token: Token, plural: bool, draft: Draft) -> bool:
    gender = token.morph.get("Gender")
    if gender and draft.gender and draft.gender != ("f" if gender == "Fem" else "m"):
        return False
    return plural == (draft.plural or draft.type is EntityType.PEOPLE)


def _is_personal(token: Token) -> bool:
    form = token.lower_.lstrip("-")
    return form in {"il", "elle", "ils", "elles", "lui", "eux", "celui-ci", "celle-ci", "ceux-ci", "celles-ci"} or (
        form in {"le", "la", "les", "l'", "leur"}
        and token.dep_ in {"obj", "iobj"}
        and token.i + 1 < len(token.doc)
        and _may_follow(token.nbor(1))
    )


def _may_follow(token: Token) -> bool:
    return token.pos_ in {"VERB", "AUX", "PRON", "ADV"}


def _personal(scene: Scene, token: Token) -> None:
    form = token.lower_.lstrip("-")
    verb = token.head
    if _denotes_nobody(scene, token, form):
        return
    if (repeated := _repeated(scene, token)) is not None:
        pronominal(scene, token, repeated)
        return
    plural = form in {"ils", "elles", "eux", "les", "leur", "ceux-ci", "celles-ci"}
    gender = GENDERS.get(form)

    def accepts(draft: Draft) -> bool:
        if draft.type not in REFERRING or (gender and draft.gender and draft.gender != gender):
            return False
        return plural == (draft.plural or draft.type is EntityType.PEOPLE)

    if plural and (pair := coordinated_subject(scene, token)):
        pronominal(scene, token, pair)
        return
    excluded = _named_below(scene, token) | _speakers_around(scene, token) | _acting_on(scene, token) | _fronted(scene, token)
    speaks = verb.lemma in scene.lexicon.speech and (token.text.startswith("-") or any(c.dep_ == "ccomp" for c in verb.children))

    def competes(past: Past) -> bool:
        agrees = past.plural == plural and (gender is None or past.gender in {gender, None})
        return not speaks and agrees and (past.subject or past.human or token.dep_ == "obj" or form.endswith("-ci"))

    if (sayer := _sayer(scene, token, plural)) is not None and accepts(sayer):
        pronominal(scene, token, (sayer,))
        return
    inverted = speaks and token.text.startswith("-")
    speaker = scene.talk.antecedent(token, lambda d: d.type is EntityType.PERSON and accepts(d), sentences=2) if inverted else None
    found = speaker or scene.talk.antecedent(token, lambda d: id(d) not in excluded and accepts(d), things=competes)
    if found:
        pronominal(scene, token, (found,))
    elif token.dep_ in SUBJECT:  # the pronouns that follow take up whom this one does
        scene.talk.note_thing(token, gender, plural, human=True)


def _repeated(scene: Scene, token: Token) -> tuple[Draft, ...] | None:
    """What a strong pronoun only repeats, the subject: "Le Fur a **elle** battu", "La maire de Nice, **elle**, a refusé"; None for one that
    stands by itself."""
    if token.text not in {"lui", "eux", "elle", "elles"} or not 0 < token.i < len(scene.doc) - 1:
        return None
    before, after = scene.doc[token.i - 1], scene.doc[token.i + 1]
    if before.pos_ == "AUX":
        return tuple(d for t in grammatical_subjects(token.head) for d in scene.talk.denotes(t))
    if before.text == "," and after.text == ",":
        return scene.described.get(token.i - 1) or _named_alone(scene, token.i - 1)
    return None


def _named_alone(scene: Scene, end: int) -> tuple[Draft, ...]:
    """The entity of the name that ends here, unless it only completes another noun."""
    start = next((i for i in range(end - 1, max(end - LONGEST_INSERTION, -1), -1) if scene.names_at.get(i) == end), None)
    return () if start is None or phrases.follows_of(scene.doc[start]) else (scene.ends[end],)


def _sayer(scene: Scene, token: Token, plural: bool) -> Draft | None:
    """Who says of himself what the clause tells whose subject the pronoun is: "**Pyongyang** a annoncé qu'**il** avait procédé"."""
    clause = token.head
    reports = clause.dep_ == "ccomp" and clause.head.lemma in scene.lexicon.speech
    if token.dep_ not in SUBJECT or not reports or plural or token.lower_ not in {"il", "elle"}:
        return None
    subjects = [t for t in grammatical_subjects(clause.head) if t.i < token.i]
    found = scene.talk.denotes(subjects[0]) if len(subjects) == 1 else ()
    return found[0] if len(found) == 1 else None


def _denotes_nobody(scene: Scene, token: Token, form: str) -> bool:
    """True for an impersonal "il", the "l'" of "l'emporter", what stands for a clause ("**le** faire") and a pronoun that only repeats the
    subject."""
    if form == "il":
        return _is_impersonal(scene, token, token.head)
    if _after_quant(token):
        return True
    verbs = {"l'": scene.lexicon.with_empty_object | scene.lexicon.propositional, "le": scene.lexicon.propositional}
    return token.head.lemma in verbs.get(form, ())


def _after_quant(token: Token) -> bool:
    """True for the pronoun of "quant à lui", which only repeats the subject."""
    return token.lower_ in {"lui", "elle", "eux", "elles"} and token.i > 1 and token.nbor(-2).lower_ == "quant"


def _named_below(scene: Scene, token: Token) -> set[int]:
    """What is named in the clause whose subject the pronoun is: "il précise que l'Iran" is not said of Iran (principle C, Chomsky,
    1981)."""
    if token.dep_ not in SUBJECT:
        return set()
    named, below = set(), [token.head]
    while below:  # in any order, which is many times faster than in that of the text
        word = below.pop()
        below += word.children
        if word.i > token.i and word.i in scene.starts:
            named.add(id(scene.starts[word.i]))
    return named


def _fronted(scene: Scene, token: Token) -> set[int]:
    """What is named in a description before the comma that describes whom the pronoun means: "Ancien pilote chez **Air France**, il …"."""
    first, comma = token.sent.start, token.i - 1
    if token.dep_ not in SUBJECT or comma <= first or scene.doc[comma].text != "," or scene.doc[first].pos_ not in {"NOUN", "ADJ"}:
        return set()
    words = scene.doc[first:comma]
    if any("VerbForm=Fin" in t.morph or t.text == "," for t in words):
        return set()
    return {id(scene.starts[t.i]) for t in words if t.i in scene.starts}


def _acting_on(scene: Scene, clitic: Token) -> set[int]:
    """What the subject of a clitic's clause denotes: "Hamon lui rend hommage" is not about himself (principle B, Chomsky, 1981)."""
    object_form = clitic.lower_ in CLITICS and clitic.dep_ not in SUBJECT and clitic.i < clitic.head.i and not preposition(clitic)
    if not object_form or clitic.nbor(1).lower_ in EMPHATIC:
        return set()
    return {id(d) for t in grammatical_subjects(clitic.head) for d in scene.talk.denotes(t)}


def _speakers_around(scene: Scene, token: Token) -> set[int]:
    """Who is named in the words around the quotation that holds the pronoun: nobody calls himself "il"."""
    quote = scene.talk.quoted.get(token.i)
    if quote is None:
        return set()
    around = (*_outside(scene, token, quote, -1), *_outside(scene, token, quote, 1))
    return {id(scene.starts[i]) for i in around if i in scene.starts and scene.starts[i].type is EntityType.PERSON}


def _outside(scene: Scene, token: Token, quote: Quotation, step: int) -> Iterator[int]:
    """The tokens of the sentence in which the quotation starts (step -1) or ends (step 1) that are not in it."""
    i = token.i + step
    while 0 <= i < len(scene.doc) and abs(i - token.i) < REACH:
        outside = scene.doc[i].idx < quote.outer.start or scene.doc[i].idx >= quote.outer.end
        if outside and step > 0 and scene.doc[i].is_sent_start:
            return
        if outside:
            yield i
        if outside and step < 0 and scene.doc[i].is_sent_start:
            return
        i += step


def _is_impersonal(scene: Scene, token: Token, verb: Token) -> bool:
    """ "il faut", "il lui est reproché de", "il y a": the verb takes no other "il", or has a clause for its real subject."""
    following = scene.doc[token.i + 1].lower_ if token.i + 1 < len(scene.doc) else ""
    if {verb.lemma, verb_lemma(verb)} & scene.lexicon.impersonal or following == "y":
        return True
    if verb.lemma == PERFECT and any(c.lower_ == "y" for c in verb.lefts):  # "il **n'y a** pas"
        return True
    if verb.pos_ == "ADJ" and any("VerbForm=Inf" in c.morph and c.i > verb.i and c.nbor(-1).lower_ in {"de", "d'"} for c in verb.rights):
        return True  # "il est **troublant de** remarquer"
    if token.text.startswith("-"):
        return verb.lemma == "être" and token.i + 1 < len(scene.doc) and scene.doc[token.i + 1].lower_ in {"que", "qu'"}
    if token.dep_ != "expl:subj" and not _is_done_to(verb):
        return False
    return any(c.dep_ in {"ccomp", "xcomp", "csubj"} for c in verb.children)


def _is_done_to(verb: Token) -> bool:
    """True for a verb with "être" and a dative clitic ("il **lui est reproché** de …")."""
    return any(c.lower_ in DATIVE and c.dep_ == "iobj" for c in verb.children) and any(
        c.dep_.startswith("aux") and c.lemma == "être" for c in verb.children
    )


def _latter(scene: Scene, token: Token) -> None:
    """ "ce dernier", "cette dernière": the entity mentioned last that agrees."""
    det = phrases.determiner(token)
    if det is None or "PronType=Dem" not in det.morph:
        return
    plural = "Number=Plur" in token.morph or token.lower_.endswith("s")
    gender = "f" if token.morph.get("Gender") == "Fem" else "m"

    def accepts(draft: Draft) -> bool:
        return draft.type in REFERRING | {EntityType.AREA} and _agrees(token, plural, draft)

    found = scene.talk.final(det)
    if found is None or not accepts(found):
        likely = scene.talk.antecedent(
            det, accepts, sentences=1, things=lambda p: p.plural == plural and p.gender == gender and not p.inner
        )
        found = likely and (scene.talk.latest(det.i, lambda d: d.type is likely.type and accepts(d), sentences=1) or likely)
    if found:  # "… se réclament de **Daesh**. Ce dernier …"; else the last of the likeliest one's kind
        scene.talk.mention(token, span_of(det, token), MentionType.NOMINAL, [found])
