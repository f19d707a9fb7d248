"""Pronouns, possessives and adjectives of nationality: which entity they denote."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract import phrases
from kg.extract.apposition import past_quotes
from kg.extract.discourse import Past
from kg.extract.entities import Draft
from kg.extract.grammar import DATIVE, PERFECT, SUBJECT, copula_subjects, grammatical_subjects, is_passive, preposition, verb_lemma
from kg.extract.quotations import Quotation
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.model import EntityType, MentionType
from kg.text.tokens import Token

REFERRING = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GOVERNMENT, EntityType.PEOPLE})

GENDERS = {"elle": "f", "elles": "f", "il": "m", "ils": "m", "la": "f", "le": "m", "celle-ci": "f", "celui-ci": "m"}
CLITICS = DATIVE | {"le", "la", "les", "l'"}  # of the third person, but for the reflexive
EMPHATIC = frozenset({"même", "mêmes", "seul", "aussi"})  # after a pronoun that only repeats the subject ("X lui même")
LONGEST_INSERTION = 12  # tokens between two commas
REACH = 250  # tokens looked at around a quotation


def refer(scene: Scene, token: Token) -> None:
    """Resolves a pronoun or possessive; leaves one that fits nothing."""
    if token.i in scene.talk.heads:
        return
    if token.pos_ == "DET" and "Poss=Yes" in token.morph:
        _possessive(scene, token)
    elif token.pos_ == "PRON" and "PronType=Rel" in token.morph:
        _relative(scene, token)
    elif token.pos_ == "PRON" and _is_personal(token):
        _personal(scene, token)
    elif token.lemma in scene.lexicon.latter and phrases.determiner(token) is not None and token.head.pos_ != "NOUN":
        _latter(scene, token)


def _pronominal(scene: Scene, token: Token, drafts: tuple[Draft, ...]) -> None:
    scene.talk.mention(token, span_of(token, token), MentionType.PRONOMINAL, drafts)


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
        _pronominal(scene, token, repeated)
        return
    plural = form in {"ils", "elles", "eux", "les", "leur", "ceux-ci", "celles-ci"}
    gender = GENDERS.get(form)

    def accepts(draft: Draft) -> bool:
        if draft.type not in REFERRING or (gender and draft.gender and draft.gender != gender):
            return False
        return plural == (draft.plural or draft.type is EntityType.PEOPLE)

    if plural and (pair := _coordinated_subject(scene, token)):
        _pronominal(scene, token, pair)
        return
    excluded = _named_below(scene, token) | _speakers_around(scene, token) | _acting_on(scene, token) | _fronted(scene, token)
    speaks = verb.lemma in scene.lexicon.speech and (token.text.startswith("-") or any(c.dep_ == "ccomp" for c in verb.children))

    def competes(past: Past) -> bool:
        agrees = past.plural == plural and (gender is None or past.gender in {gender, None})
        return not speaks and agrees and (past.subject or past.human or token.dep_ == "obj" or form.endswith("-ci"))

    if (sayer := _sayer(scene, token, plural)) is not None and accepts(sayer):
        _pronominal(scene, token, (sayer,))
        return
    inverted = speaks and token.text.startswith("-")
    speaker = scene.talk.antecedent(token, lambda d: d.type is EntityType.PERSON and accepts(d), sentences=2) if inverted else None
    found = speaker or scene.talk.antecedent(token, lambda d: id(d) not in excluded and accepts(d), things=competes)
    if found:
        _pronominal(scene, token, (found,))
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


def _coordinated_subject(scene: Scene, token: Token) -> tuple[Draft, ...]:
    """Several singular subjects of the sentence before, or of this one: "A et B … ils"."""
    here = token.sent.number
    subjects: dict[int, list[Draft]] = {}
    for p in scene.talk.past[-20:]:
        if p.draft and p.named and here - p.sentence <= 1 and p.token < token.i and not p.draft.plural and p.subject:
            subjects.setdefault(p.sentence, []).append(p.draft)
    for sentence in sorted(subjects, reverse=True):
        unique = tuple(dict.fromkeys(subjects[sentence]))
        if len(unique) > 1 and len({d.type for d in unique}) == 1:
            return unique
    return ()


def _possessive(scene: Scene, token: Token) -> None:
    if token.head.lemma in scene.lexicon.cataphoric:
        return
    if (subject := _subject_after(scene, token)) is not None:
        scene.ahead.append((token, subject))
        return
    _look_back(scene, token)


def _look_back(scene: Scene, token: Token) -> None:
    """Gives a possessive what a coordinated one before it has ("son père et **sa** mère"), or the likeliest antecedent."""
    plural = token.lower_ in {"leur", "leurs"}
    if before := _possessor_before(scene, token, plural):
        _pronominal(scene, token, before)
        return

    bearers = {EntityType.PERSON} if token.head.lemma in scene.lexicon.personal else REFERRING

    addressed = (
        *_addressed(scene, token),
        *(d for t in copula_subjects(token.head) for d in scene.talk.denotes(t)),
    )  # "X sera **son** chef"

    def accepts(draft: Draft) -> bool:
        return draft.type in bearers and plural == (draft.plural or draft.type is EntityType.PEOPLE) and draft not in addressed

    if plural and (pair := _coordinated_subject(scene, token)):
        _pronominal(scene, token, pair)
        return
    if owner := next((d for d in _subject_of_object(scene, token) if accepts(d)), None):
        _pronominal(scene, token, (owner,))
    elif token.lower_ in {"son", "sa", "ses", "leur", "leurs"}:
        found = scene.talk.antecedent(token, accepts, near=1.0, things=lambda p: p.plural == plural and p.subject)
        if found:
            _pronominal(scene, token, (found,))


def _addressed(scene: Scene, possessive: Token) -> tuple[Draft, ...]:
    """To whom the subject behind its verb speaks: "a assuré **à l'AFP** son porte-parole" is not the AFP's."""
    noun, verb = possessive.head, possessive.head.head
    if verb.pos_ != "VERB" or noun.i < verb.i or preposition(noun):
        return ()
    between = (c for c in verb.rights if c.i < possessive.i and preposition(c) == "à")
    return tuple(d for c in between for d in scene.talk.denotes(c))


def _subject_of_object(scene: Scene, possessive: Token) -> tuple[Draft, ...]:
    """What the subject denotes of the verb whose direct object is the possessive's: "**Froome** garde **son** maillot"."""
    noun = possessive.head
    if noun.dep_ != "obj" or noun.head.pos_ != "VERB" or scene.talk.quoted.get(possessive.i) is not scene.talk.quoted.get(noun.head.i):
        return ()
    subjects = [t for t in grammatical_subjects(noun.head) if t.i < possessive.i]
    return scene.talk.denotes(subjects[0]) if len(subjects) == 1 else ()


def _subject_after(scene: Scene, possessive: Token) -> Token | None:
    """The subject of the clause before which the possessive's phrase stands: "**malgré son recul**, Daech a attaqué"."""
    phrase = possessive.head
    if not preposition(phrase) or not scene.doc[phrase.left_edge.i].is_sent_start:
        return None
    subjects = [t for t in grammatical_subjects(phrase.head) if t.i > phrase.i] if phrase.head.i > phrase.i else []
    between = scene.doc[phrase.i : subjects[0].i] if len(subjects) == 1 else []
    plural = possessive.lower_ in {"leur", "leurs"}
    agrees = bool(between) and plural == ("Number=Plur" in subjects[0].morph)
    return subjects[0] if agrees and any(t.text == "," for t in between) else None


def settle(scene: Scene) -> None:
    """Gives the possessives that wait for the subject of their clause what it denotes; where that is nothing, they look back."""
    for possessive, subject in scene.ahead:
        if drafts := scene.talk.denotes(subject):
            _pronominal(scene, possessive, drafts)
        else:
            _look_back(scene, possessive)
    scene.ahead.clear()


def _possessor_before(scene: Scene, token: Token, plural: bool) -> tuple[Draft, ...]:
    """What the possessive of a coordinated phrase denotes: "de sa frontière avec la Russie et de sa minorité"."""
    for i in range(token.i - 1, max(token.i - 16, -1), -1):
        other = scene.doc[i]
        if other.is_sent_start:
            break
        if other.pos_ == "DET" and "Poss=Yes" in other.morph and (other.lower_ in {"leur", "leurs"}) == plural:
            between = scene.doc[i : token.i]
            if any(t.lower_ == "et" for t in between) and not any(t.pos_ in {"VERB", "AUX"} for t in between):
                return scene.talk.denotes(other)
    return ()


def _relative(scene: Scene, token: Token) -> None:
    """The noun that the relative clause modifies: the head of its verb, else the mention right before."""
    verb = token
    while verb.dep_ != "acl:relcl" and verb.head.i != verb.i:
        verb = verb.head
    if token.lower_ in {"que", "qu'"} and verb.dep_ != "acl:relcl":
        return
    drafts = _around_insertion(scene, token)
    drafts = drafts or (scene.talk.denotes(verb.head) if verb.dep_ == "acl:relcl" and verb.head.i < token.i else ())
    before = scene.doc[token.i - 1] if token.i else token
    if before.pos_ == "NOUN" and before.i not in scene.inside and before.i != verb.head.i and not scene.talk.denotes(before):
        return
    if not drafts:
        drafts = _just_before(scene, token)
        if token.lower_ == "qui" and not all(_fits(verb, d) for d in drafts):
            return
    if gender := token.morph.get("Gender"):
        drafts = tuple(d for d in drafts if d.gender in {None, "f" if gender == "Fem" else "m"})
    if token.lower_ == "qui" and _is_plural(verb):
        drafts = drafts if len(drafts) > 1 or any(d.plural or d.type is EntityType.PEOPLE for d in drafts) else ()
    if drafts:
        _pronominal(scene, token, drafts)


def _around_insertion(scene: Scene, token: Token) -> tuple[Draft, ...]:
    """What stands before what is said of it between two commas: "**Ana Morel**, du Centre d'astrophysique, **qui** dirige …", "**Nice**,
    première ville de la côte, **où** …"."""
    second = token.i - 1
    if second < 0 or scene.doc[second].text != ",":
        return ()
    first = next(
        (i for i in range(second - 1, max(second - LONGEST_INSERTION, 0), -1) if scene.doc[i].text == "," or scene.doc[i].is_sent_start), 0
    )
    host = scene.ends.get(first)
    inserted = scene.doc[first + 1 : second]
    if host is None or len(inserted) < 2 or any(t.pos_ in {"VERB", "AUX", "CCONJ"} for t in inserted):
        return ()
    belongs = phrases.is_of(inserted[0]) and host.type is EntityType.PERSON
    described = inserted[0].is_lower and inserted[0].pos_ in {"NOUN", "ADJ"} and scene.ends.get(second) is not None
    return (host,) if belongs or described else ()


def _fits(verb: Token, draft: Draft) -> bool:
    """False where a verb in the singular or a participle with "être" cannot be said of it ("aux États-Unis, qui **est jugée** …")."""
    if draft.plural and not _is_plural(verb):
        return False
    gender = verb.morph.get("Gender") if is_passive(verb) else None
    return not (gender and draft.gender) or draft.gender == ("f" if gender == "Fem" else "m")


def _is_plural(verb: Token) -> bool:
    finite = next((t for t in (verb, *verb.children) if "VerbForm=Fin" in t.morph), verb)
    return "Number=Plur" in finite.morph


def _just_before(scene: Scene, token: Token) -> tuple[Draft, ...]:
    """What the words right before a relative pronoun denote, a place in parentheses passed over; nothing where they are a noun that
    denotes nothing."""
    i = token.i - 1
    while i > 0 and (scene.doc[i].is_punct or scene.doc[i].pos_ == "ADP"):
        if scene.doc[i].text == ")":
            while i > 0 and scene.doc[i].text != "(":
                i -= 1
        i -= 1
    if i + 1 in scene.ends:
        return (scene.ends[i + 1],)
    return scene.described.get(i + 1, ()) or (scene.talk.denotes(scene.doc[i]) if scene.doc[i].pos_ == "PRON" else ())


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


def adjective(scene: Scene, token: Token) -> None:
    """ "kazakh", "ukrainiennes", an adjective or noun: denotes the country, without taking part in what pronouns take up."""
    if token.i in scene.talk.heads:
        return
    person = scene.starts.get(past_quotes(scene, token.i + 1)) if token.i + 1 < len(scene.doc) else None
    if token.text[:1].isupper() and not (person and person.type is EntityType.PERSON and token.i not in scene.inside):
        return
    if token.i and scene.doc[token.i - 1].lower_.startswith("ex-"):
        return
    areas = _areas(scene, token.text)
    if not areas:
        return
    noun = token.text[:1].isupper() or _is_somebody(scene, token)
    if noun and not person:  # "la britannique de 33 ans" is not the United Kingdom
        return
    scene.talk.heads[token.i] = tuple(areas)
    if token.is_lower:
        scene.adjectives.add(token.i)
    if person and person.type is EntityType.PERSON and noun:
        scene.natives[token.i] = areas[0]
        scene.talk.heads[token.i] = (person,)
    for draft in areas:
        if draft.type is EntityType.COUNTRY:
            scene.areas.append((token.i, draft))
        scene.talk.mentions.append((span_of(token, token), MentionType.NOMINAL, draft))


def _is_somebody(scene: Scene, token: Token) -> bool:
    """True for a word of nationality right behind its own article, in the singular: "la **britannique** Emma Pallant"."""
    before = scene.doc[token.i - 1] if token.i else token
    named = token.i + 1 in scene.starts
    return before.pos_ == "DET" and (named or token.pos_ == "NOUN") and "Number=Plur" not in token.morph


def _areas(scene: Scene, word: str) -> list[Draft]:
    """What an adjective of nationality stands for: one area, or the two of a compound ("russo-ukrainienne")."""
    first, hyphen, second = word.partition("-")
    prefix = scene.lexicon.compounds.get(first.lower()) if hyphen else None
    if prefix is None:
        demonym = scene.authority.demonym(word)
        records = [scene.authority.record(demonym.area)] if demonym and demonym.area else []
    else:
        demonyms = (scene.authority.demonym(prefix), scene.authority.demonym(second))
        records = [scene.authority.record(d.area) for d in demonyms if d and d.area]
        records = records if len(records) == len(demonyms) else []
    return [scene.registry.of_record(record) for record in records if record]
