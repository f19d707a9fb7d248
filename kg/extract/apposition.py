"""What a description stands beside: the name it is in apposition to, the subject it is said of.

Read from left to right, with the tree asked only for copulas: commas and names are certain, attachments around them are not.
"""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.entities import PLACES, Draft
from kg.extract.grammar import NEGATION, SUBJECT, copula_subjects, grammatical_subjects, patients, preposition
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType, MentionType
from kg.text.tokens import Parse, Token

PARTISAN = ("iste", "ocrate", "libéral", "libérale", "républicain", "républicaine")  # endings of who holds with a party or a doctrine
LINKS = frozenset({",", "et", "ou"})


def beside(scene: Scene, head: Token, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The entity of the name, or the description resolved before, that this description is in apposition to."""
    return _before(scene, head, wanted) or _after(scene, head, end, wanted)


def fits(draft: Draft | None, wanted: frozenset[EntityType]) -> bool:
    """True for an entity of one of these types."""
    return draft is not None and draft.type in wanted


def _after(scene: Scene, head: Token, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "le président Vladimir Poutine"; "le chef de la police, Jean-Thierry Oye Zue, a annoncé"."""
    doc = scene.doc
    if end >= len(doc):
        return ()
    holds_another = any(is_role(scene, doc[i]) for i in range(head.i + 1, end))
    if EntityType.PERSON in wanted:
        end = _past_place(scene, _past_second_role(scene, end))
        if end >= len(doc):
            return ()
    tight = None if holds_another else scene.starts.get(past_quotes(scene, end))
    if tight is not None and fits(tight, wanted) and (EntityType.PERSON not in wanted or tight.type is EntityType.PERSON):
        return _and_others(scene, past_quotes(scene, end), wanted) if "Number=Plur" in head.morph else (tight,)
    if doc[end].text == "(" and "Number=Plur" in head.morph and (listed := _listed(scene, end, wanted)):
        return listed
    if EntityType.PERSON in wanted and _is_anothers(scene, head):
        return ()  # "le directeur de cabinet **du président**, Patrice Furé" is the director
    if doc[end].text in ({","} if wanted & PLACES else {",", "("}) and end + 1 < len(doc):
        at = past_quotes(scene, end + 1)
        at = _past_origin(scene, head, at) if EntityType.PERSON in wanted and at not in scene.starts else at
        loose = scene.starts.get(at)
        if loose is not None and fits(loose, wanted) and not _is_mans(scene, head, loose):
            stop = scene.names_at[at]
            another = stop + 1 < len(doc) and doc[stop].pos_ == "CCONJ" and doc[stop + 1].pos_ == "DET"
            if stop >= len(doc) or another or doc[stop].is_punct or doc[stop].is_space or doc[stop].pos_ in {"VERB", "AUX", "PRON", "ADP"}:
                return (loose,)
    return ()


def _is_mans(scene: Scene, head: Token, draft: Draft) -> bool:
    """True where the name is a man's and the article a woman's: "adjoint à **la** maire de Paris, **Stéphane** Morel, …" goes on a list."""
    article = phrases.determiner(head)
    feminine = article is not None and article.morph.get("Gender") == "Fem" and article.lower_ != "l'"
    return feminine and draft.type is EntityType.PERSON and scene.authority.gender(draft.main_name()) == "m"


def _past_origin(scene: Scene, head: Token, i: int) -> int:
    """The index of a person's name behind a nationality or a party that agrees with the office: "**le** président, **le Tchadien** Moussa
    Faki", "la maire, **la socialiste** Anne Hidalgo"."""
    if i + 2 not in scene.starts or scene.doc[i].pos_ != "DET" or "Definite=Def" not in scene.doc[i].morph:
        return i
    word, gender = scene.doc[i + 1], scene.doc[i].morph.get("Gender")
    office = (phrases.determiner(head) or head).morph.get("Gender")
    if "Number=Plur" in head.morph or (gender and office and gender != office):
        return i
    native = scene.authority.demonym(word.text) is not None and word.pos_ in {"NOUN", "PROPN", "ADJ"}
    return i + 2 if native or (word.is_lower and word.lower_.endswith(PARTISAN)) else i


def _past_second_role(scene: Scene, end: int) -> int:
    """The index after a second office that is coordinated without an article: "le ministre de l'Intérieur **et patron de la Ligue**"."""
    doc = scene.doc
    if end + 1 >= len(doc) or doc[end].lower_ not in {"et", "puis"}:
        return end
    at = end + 1
    while at < len(doc) - 1 and doc[at].pos_ == "ADJ" and scene.role_at[at] is None:
        at += 1
    second = scene.role_at[at]
    if second is None or EntityType.PERSON not in second[1] or not doc[at].is_lower:
        return end
    return max(second[0].end, phrases.phrase_end(doc[second[0].end - 1], scene.names_at, office=True))


def _is_anothers(scene: Scene, head: Token) -> bool:
    """True for an office in the complement of another: "le directeur de cabinet du **président** de la région"."""
    above, word = head.head, head
    while word.dep_ == "nmod" and above.i < word.i and above.i != word.i:
        if is_role(scene, above):
            return True
        above, word = above.head, above
    return False


def _and_others(scene: Scene, start: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The names coordinated from this index on: "les quotidiens **Le Monde et Le Figaro**"."""
    found = [scene.starts[start]]
    while (link := scene.names_at[start]) + 1 < len(scene.doc) and scene.doc[link].lower_ in LINKS:
        start = past_quotes(scene, link + 1)
        if not fits(scene.starts.get(start), wanted):
            break
        found.append(scene.starts[start])
    return tuple(found)


def _listed(scene: Scene, opening: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "quelques villes néerlandaises (La Haye, Nimègue, Maastricht)"."""
    found, i = [], opening + 1
    while i < len(scene.doc) and scene.doc[i].text != ")" and i < opening + 40:
        draft = scene.starts.get(i)
        if draft is not None and not fits(draft, wanted):
            return ()
        found += [draft] if draft is not None else []
        i = scene.names_at.get(i, i + 1)
    return tuple(found)


def is_role(scene: Scene, token: Token) -> bool:
    """True for a noun of a person inside a longer phrase, whose name the next one is: "le conseiller du **président** Trump"."""
    found = scene.role_at[token.i] if token.pos_ == "NOUN" else None
    return found is not None and found[0].head == token.i and EntityType.PERSON in found[1]


def _past_place(scene: Scene, end: int) -> int:
    """The index after a place with "en" or "à": "l'ambassadeur du Japon **en France**, Kenji Mori"."""
    if end < len(scene.doc) and scene.doc[end].lower_ in {"en", "à", "au", "aux"}:
        i = end + 1
        while i < len(scene.doc) - 1 and scene.doc[i].pos_ == "DET":
            i += 1
        if i in scene.starts and scene.starts[i].type in PLACES and scene.names_at[i] < len(scene.doc):
            return scene.names_at[i]
    return end


def past_quotes(scene: Scene, i: int) -> int:
    """The index after articles, titles and opening quotation marks."""
    doc = scene.doc
    while i < len(doc) - 1 and i not in scene.starts and (doc[i].is_quote or doc[i].lower_ in scene.lexicon.titles):
        i += 1
    return i


def _before(scene: Scene, head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "Abbas Akhoundi, le ministre iranien"; "la Géorgie et le Kazakhstan, deux pays"; "ministre et président du conseil"."""
    doc, start = scene.doc, phrases.phrase_start(head)
    if start == 0 or doc[start].is_sent_start:
        return ()
    previous = doc[start - 1]
    plural = "Number=Plur" in head.morph
    while previous.pos_ == "ADV" and start >= 2 and doc[start].pos_ != "DET":  # "X, **désormais** président de Y"
        start, previous = start - 1, doc[start - 2]
    if previous.text in {",", "(", "-", "—"} and start >= 2:
        named = scene.ends.get(start - 1)
        if plural:
            return _coordinated(scene, start - 1, wanted)
        if named is not None and fits(named, wanted):
            return () if _begins_clause(scene, head, start) else (named,)
        return same_as_description(scene, start - 2, wanted)
    bare = doc[start].pos_ != "DET"
    if bare:
        while start > 1 and is_attributive(scene, doc[start - 1]) and not doc[start - 1].is_sent_start:
            start -= 1
        named = scene.ends.get(start)
        if named is not None and fits(named, wanted) and not _is_agent(scene, start):
            return (named,)
        if doc[start - 1].lower_ in {"et", "puis"} and start >= 2:
            return same_as_description(scene, start - 2, wanted)
    return ()


def _begins_clause(scene: Scene, head: Token, start: int) -> bool:
    """True for the subject right before its verb, behind a name that only ends what stands before the clause: "Après une rencontre avec
    Vladimir Poutine, **le président américain s'est envolé**"."""
    doc, end = scene.doc, phrases.phrase_end(head, scene.names_at, office=True)
    name = doc.span(_start_of_name(scene, start - 1), start - 1).root
    fronted = head.dep_ in SUBJECT or doc[head.sent.start].pos_ == "ADP"
    if not fronted or name.dep_ in SUBJECT or end >= len(doc) or "Definite=Def" not in doc[start].morph:
        return False
    clitic = doc[end].pos_ == "PRON" and "PronType=Rel" not in doc[end].morph
    return "VerbForm=Fin" in doc[end].morph or clitic or doc[end].lower_ in NEGATION


def _is_agent(scene: Scene, end: int) -> bool:
    """True for the name that ends here behind "par": "nommé **par François Hollande** premier ministre" says nothing of him."""
    start = _start_of_name(scene, end)
    return start > 0 and scene.doc[start - 1].lower_ == "par"


def _start_of_name(scene: Scene, end: int) -> int:
    """Where the name that ends at this index starts; 0 where none ends there."""
    return next((i for i in range(end - 1, 0, -1) if scene.names_at.get(i) == end), 0)


def same_as_description(scene: Scene, last: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The entity of the description that ends at this index, where the two are coordinated or in apposition."""
    found = scene.described.get(last + 1)
    return found if found and all(fits(d, wanted) for d in found) else ()


def _coordinated(scene: Scene, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The names coordinated right before this index: "la Géorgie et le Kazakhstan" before ", deux pays"."""
    after = scene.doc[end + 1]
    if after.pos_ == "DET" and "Definite=Def" in after.morph:
        return ()
    found: list[Draft] = []
    i = end
    while i in scene.ends and fits(scene.ends[i], wanted):
        found.insert(0, scene.ends[i])
        i = _start_of_name(scene, i)
        while i > 0 and scene.doc[i - 1].pos_ == "DET":
            i -= 1
        if i == 0 or scene.doc[i - 1].lower_ not in {"et", ",", "ou"}:
            break
        i -= 1
    return tuple(found) if len(found) > 1 else ()


def predicated(scene: Scene, head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "X est membre de Y", "X est élu président": what the noun is said of."""
    subjects = copula_subjects(head)
    if (
        not subjects
        and head.dep_ in {"xcomp", "obj", "obl:arg", "obl:mod", "dep", "advmod"}
        and head.head.lemma in scene.lexicon.attributive
    ):
        subjects = grammatical_subjects(head.head) or patients(head.head)
    if not subjects and preposition(head) in scene.lexicon.capacity:
        subjects = grammatical_subjects(head.head)
    if not subjects and head.dep_ == "conj":
        return tuple(d for d in scene.talk.denotes(head.head) if d.type in wanted) if copula_subjects(head.head) else ()
    return tuple(d for s in subjects for d in scene.talk.denotes(s) if d.type in wanted)


def is_attributive(scene: Scene, token: Token) -> bool:
    """True for a verb or participle whose complement says what somebody is or becomes ("élu")."""
    return token.lemma in scene.lexicon.attributive or token.lower_ in scene.lexicon.attributive


def fronted(scene: Scene, head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "Membre de l'OTAN, la Turquie": a noun without a determiner that opens the sentence, or is coordinated with one, is said of its
    subject."""
    doc, start = scene.doc, phrases.phrase_start(head)
    if phrases.determiner(head) is not None:
        return ()
    if not doc[start].is_sent_start:
        if start >= 2 and (found := same_as_description(scene, _before_coordination(scene, start), wanted)):
            return found
        return ()
    return fronted_subject(scene.doc, scene.starts, head, wanted)


def _before_coordination(scene: Scene, start: int) -> int:
    i = start - 1
    while i > 0 and (scene.doc[i].pos_ in {"ADV", "CCONJ"} or scene.doc[i].text == ","):
        i -= 1
    return i


def fronted_subject(doc: Parse, starts: dict[int, Draft], head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The name that follows the first comma of the sentence, with or without an article, where its type fits."""
    for token in doc[head.i : head.sent.end]:
        if token.text == "," and token.i + 1 < len(doc):
            i = token.i + 1
            while i < len(doc) - 1 and doc[i].pos_ == "DET":
                i += 1
            draft = starts.get(i)
            return (draft,) if draft is not None and draft.type in wanted else ()
    return ()


def mention(scene: Scene, head: Token, match: Match, end: int, found: tuple[Draft, ...]) -> None:
    """Notes that the description, with its determiner, denotes these entities."""
    first = scene.doc[phrases.phrase_start(head)]
    first = first if first.i < match.start else scene.doc[match.start]
    scene.talk.mention(head, span_of(first, scene.doc[max(end, match.end) - 1]), MentionType.NOMINAL, found)
    scene.described[max(end, match.end)] = found
