"""Descriptions: which entity "le président kazakh", "ce pays du Caucase" or "la police" denotes.

A description next to a name is the name's (apposition, copula); otherwise it takes up an entity mentioned before that fits, or names a body by what
it belongs to. What fits nothing denotes nothing: a wrong link is worse than none.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.authority import fold
from kg.extract import phrases
from kg.extract.entities import BODIES, PLACES, Draft
from kg.extract.grammar import copula_subjects, grammatical_subjects, patients, preposition
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType, MentionType

OWNERS = (PLACES - {EntityType.PLACE}) | BODIES | {EntityType.PERSON}

SHORTENED = frozenset({EntityType.EVENT, EntityType.WORK, EntityType.ORGANIZATION, EntityType.GOVERNMENT})


def describe(scene: Scene, token: Token) -> int:
    """Resolves the description that starts at this token, if one does. Returns the index up to which its own words are accounted for, 0 for none."""
    lexicon = scene.lexicon
    institution = lexicon.institutions.at(token)
    if institution and _is_nominal(scene, institution[0]):
        return _institution(scene, institution[0], institution[1][0])
    part = lexicon.parts.at(token)
    if part and _is_nominal(scene, part[0]) and (end := _part(scene, part[0])):
        return end
    role = lexicon.role_at(token)
    plain = token.is_lower or token.is_sent_start or EntityType.PERSON not in (role[1] if role else ()) or (role and role[0].word in lexicon.offices)
    if role and plain and _is_nominal(scene, role[0]) and not (role[0].end < len(scene.doc) and _is_role(scene, scene.doc[role[0].end])):
        scene.roles[token.i] = role[0]
        if _role(scene, *role):
            return role[0].end
    kind = lexicon.classes.at(token)
    if kind and _is_nominal(scene, kind[0]) and (token.is_lower or token.is_sent_start):
        if _class(scene, kind[0], kind[1]):
            return kind[0].end
    if token.pos_ == "NOUN" and token.is_lower and not scene.talk.denotes(token) and phrases.is_definite(token):
        return _short_form(scene, token)
    return 0


def _short_form(scene: Scene, noun: Token) -> int:
    """ "la réforme" after "la réforme des retraites": a bare definite noun takes up the last event, work or body whose name it begins."""
    end = phrases.phrase_end(noun, scene.names_at)
    if any(phrases.is_of(t) for t in scene.doc[noun.i + 1 : end]):
        return 0
    word = fold(noun.text)

    def begins(draft: Draft) -> bool:
        return draft.type in SHORTENED and any(fold(name).split()[:1] == [word] for name in draft.names)

    found = scene.talk.latest(noun.i, begins, sentences=30)
    if found is None:
        return 0
    scene.talk.mention(noun, span_of(scene.doc[phrases.phrase_start(noun)], scene.doc[end - 1]), MentionType.NOMINAL, [found])
    return noun.i + 1


def _is_nominal(scene: Scene, match: Match) -> bool:
    head = scene.doc[match.head]
    if head.pos_ in {"VERB", "ADJ"} and (_is_predicate(scene, head) or scene.ends.get(match.start)):
        return True
    return match.end - match.start > 1 or head.pos_ in {"NOUN", "PROPN"} or (head.pos_ == "ADJ" and phrases.determiner(head) is not None)


def _is_predicate(scene: Scene, head: Token) -> bool:
    """True where a verb that says what somebody is or becomes stands before the word, adverbs apart."""
    i = head.i - 1
    while i > 0 and scene.doc[i].pos_ == "ADV":
        i -= 1
    return i >= 0 and _is_attributive(scene, scene.doc[i])


def _is_attributive(scene: Scene, token: Token) -> bool:
    return token.lemma_.lower() in scene.lexicon.attributive or token.lower_ in scene.lexicon.attributive


# -- bodies of states, regions and cities


def _institution(scene: Scene, match: Match, type_: EntityType, glued: bool = False) -> int:
    head = scene.doc[match.head]
    if scene.talk.denotes(head):
        return match.end
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, glued=glued))
    owner, owner_start, named_end = _owner(scene, head, match.end, end)
    core_end = _core_end(scene, match, min(owner_start, end), glued)
    if owner is None and _has_unknown_owner(scene, core_end, end):
        return 0
    if match.word in scene.lexicon.agentive and owner is None and head.dep_ not in {"nsubj", "nsubj:pass", "obl:agent"}:
        return 0
    core = _words([t for t in scene.doc[match.start : core_end] if not _is_local(scene, t)])
    definite = phrases.is_definite(head)
    if owner is None and not definite and not scene.doc[match.start].text[:1].isupper():
        return 0
    draft = _known_body(scene, match, core, owner) or _new_body(scene, match, type_, core, owner, definite)
    if draft is None:
        return 0
    if draft.owner is None and owner is not None:
        draft.owner, draft.stated = owner, True
    span_end = max(named_end or core_end, core_end)
    written = _words(scene.doc[match.start : span_end])
    if named_end and draft.label and draft.label not in draft.names:
        draft.label = written
    scene.registry.rename(draft, written)
    named = any(t.text[:1].isupper() and not t.is_sent_start for t in scene.doc[match.start : span_end])
    kind = MentionType.NAMED if named else MentionType.NOMINAL
    scene.talk.mention(head, span_of(scene.doc[match.start], scene.doc[span_end - 1]), kind, [draft])
    return core_end


def _has_unknown_owner(scene: Scene, start: int, end: int) -> bool:
    """True where a complement says whose body it is, but that is nobody known: "les autorités d'autres pays", "la police de Trifouilly"."""
    of = next((t for t in scene.doc[start:end] if phrases.is_of(t)), None)
    if of is None or of.i + 1 >= len(scene.doc):
        return False
    following = scene.doc[of.i + 1]
    if scene.doc[start - 1].text[:1].isupper() and not scene.doc[start - 1].is_sent_start:
        return True
    return following.text[:1].isupper() or (of.lower_ not in phrases.CONTRACTED and following.lower_ not in {"la", "l'"})


def _part(scene: Scene, match: Match) -> int:
    """A part of an organisation that is named by what it belongs to: "le bureau Afrique de la FIDH". 0 where it belongs to none."""
    head = scene.doc[match.head]
    end = phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, glued=True)
    for token in phrases.of_heads(head, match.end, max(end, match.end)):
        owner = next(iter(scene.talk.heads.get(token.i, ())), None) or scene.starts.get(token.i)
        if owner is not None and owner.type in BODIES:
            return _institution(scene, match, EntityType.ORGANIZATION, glued=True)
    return 0


def _core_end(scene: Scene, match: Match, limit: int, glued: bool) -> int:
    """Where the body's own words end: adjectives after the noun and, for a portfolio, its complement ("ministère **de l'Intérieur**")."""
    doc, i = scene.doc, match.end
    if glued and i in scene.names_at:
        i = scene.names_at[i]
    while i < limit and phrases.is_adjectival(doc[i]):
        i += 1
    if doc[match.head].lemma_.lower() in scene.lexicon.portfolios or doc[match.head].lower_ in scene.lexicon.portfolios:
        i = limit
    while i > match.end and (phrases.is_of(doc[i - 1]) or doc[i - 1].pos_ in {"DET", "PUNCT", "ADP"}):
        i -= 1
    return i


def _owner(scene: Scene, head: Token, start: int, end: int) -> tuple[Draft | None, int, int | None]:
    """Whose body it is: the owner, where its words start, and where they end if they are a name or an adjective (None for a description)."""
    holder = scene.starts.get(start)
    if holder is not None and holder.type is EntityType.PERSON:
        return holder, start, scene.names_at[start]
    first_of = next((t.i for t in scene.doc[start:end] if phrases.is_of(t)), end)
    if (found := _by_nationality(scene, start, first_of)) is not None:
        return found
    for token in phrases.of_heads(head, start, end):
        if (body := scene.lexicon.institutions.at(token)) and token.is_lower and token.i not in scene.starts:
            _institution(scene, body[0], body[1][0])
        draft = next(iter(scene.talk.heads.get(token.i, ())), None) or scene.starts.get(token.i) or _known_place(scene, token)
        if draft is None and (kind := scene.lexicon.classes.at(token)) and _class(scene, kind[0], kind[1]):
            described = scene.talk.denotes(scene.doc[kind[0].head])
            if described and described[0].type in OWNERS:
                name = _last_name(scene, kind[0].head)
                return described[0], _of_before(scene, token), scene.names_at[name] if scene.starts.get(name) is described[0] else None
        if draft is not None and draft.type in OWNERS:
            return draft, _of_before(scene, token), scene.names_at.get(token.i, token.i + 1)
    if (found := _by_nationality(scene, first_of, end)) is not None:
        return found
    if any(t.lower_ in scene.lexicon.local or t.lemma_.lower() in scene.lexicon.local for t in scene.doc[start:end]):
        area = scene.talk.latest(head.i, lambda d: d.type in {EntityType.AREA, EntityType.CITY})
        if area:
            return area, end, None
    if possessive := phrases.possessive(head):
        owners = scene.talk.denotes(possessive)
        if owners:
            return owners[0], end, None
    return None, end, None


def _known_place(scene: Scene, token: Token) -> Draft | None:
    """The state or region that a capitalised word inside a longer name is known to name."""
    if not token.text[:1].isupper():
        return None
    found = next((c for c in scene.authority.candidates(token.text)[:1] if c.record.type in {EntityType.COUNTRY, EntityType.AREA}), None)
    return scene.registry.of_record(found.record) if found else None


def _by_nationality(scene: Scene, start: int, end: int) -> tuple[Draft, int, int] | None:
    for token in scene.doc[start:end]:
        adjective = scene.authority.demonym(token.text) if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.i not in scene.inside else None
        if adjective and adjective.area and (record := scene.authority.record(adjective.area)):
            return scene.registry.of_record(record), token.i, token.i + 1
    return None


def _last_name(scene: Scene, noun: int) -> int:
    """Where the name inside "la région russe d'Ossétie du Nord" starts: the last name of the noun's phrase."""
    end = phrases.phrase_end(scene.doc[noun], scene.names_at)
    return max((start for start, stop in scene.names_at.items() if noun < start and stop <= end), default=-1) if end - noun < 12 else -1


def _of_before(scene: Scene, token: Token) -> int:
    i = token.i
    while i > 0 and not phrases.is_of(scene.doc[i]):
        i -= 1
    return i


def _is_local(scene: Scene, token: Token) -> bool:
    return token.lower_ in scene.lexicon.local or token.lemma_.lower() in scene.lexicon.local


def _words(tokens: object) -> str:
    out = ""
    for token in tokens:  # type: ignore[attr-defined]
        out += token.text_with_ws
    return " ".join(out.split())


def _known_body(scene: Scene, match: Match, core: str, owner: Draft | None) -> Draft | None:
    """A body mentioned before under the same words and the same owner; without an owner, the last one that the words fit."""
    wanted = _singular(core)

    def same(draft: Draft) -> bool:
        if not draft.core:
            return owner is None and draft.type in BODIES and any(fold(n).startswith(wanted + " ") for n in draft.names)
        words = _singular(draft.core)
        if owner is not None and draft.owner is not None:
            governs = owner.type is EntityType.COUNTRY and {core, draft.core} <= scene.lexicon.government
            return draft.owner is owner and (words == wanted or governs)
        return words == wanted or (words.startswith(wanted + " ") and owner is None)

    return scene.talk.latest(match.head, same)


def _singular(core: str) -> str:
    return " ".join(word.rstrip("s") for word in fold(core).split())


def _new_body(scene: Scene, match: Match, type_: EntityType, core: str, owner: Draft | None, definite: bool) -> Draft | None:
    head = scene.doc[match.head]
    stated = owner is not None
    if owner is None and definite and match.word not in scene.lexicon.bare:
        owner = scene.main
    if owner is None and match.word not in scene.lexicon.bare and len(core.split()) < 2:
        return None
    draft = Draft(type_, owner=owner, core=core, stated=stated)
    record = None if owner else scene.authority.link(core, type_, frozenset())
    if record:
        draft.record, draft.score = record.record, record.score
    if owner:
        draft.label = f"{core} {_of(owner, scene)}"
    gender, number = head.morph.get("Gender", []), head.morph.get("Number", [])
    draft.gender = None if not gender else "f" if gender[0] == "Fem" else "m"
    draft.plural = bool(number) and number[0] == "Plur"
    return scene.registry.add(draft)


def _of(owner: Draft, scene: Scene) -> str:
    """The owner's name as a complement: "du Kazakhstan", "de Géorgie", "d'Ossétie du Nord", "des États-Unis"."""
    name = owner.label or (owner.record.label if owner.record else owner.main_name())
    if owner.type is EntityType.COUNTRY:
        if owner.plural or name in scene.lexicon.masculine_countries and name.endswith("s") and name[0] in "ÉEP":
            return f"des {name}"
        if name[0].lower() not in "aàâeéèêiîoôuûyh" and _is_masculine(name, scene):
            return f"du {name}"
    return f"d'{name}" if name[:1].lower() in "aàâeéèêëiîoôuûyh" else f"de {name}"


def _is_masculine(name: str, scene: Scene) -> bool:
    return name in scene.lexicon.masculine_countries or (not name.endswith("e") and name not in scene.lexicon.feminine_countries)


# -- one person by office, work or part in the story


def _role(scene: Scene, match: Match, wanted: frozenset[EntityType]) -> bool:
    head = scene.doc[match.head]
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, office=True))
    found = _beside(scene, head, end, wanted) or _predicated(scene, head, wanted) or _fronted(scene, head, wanted)
    area = _area_of(scene, match, end)
    if not found and "Number=Plur" not in head.morph:
        draft = (_holder(scene, match, area) or _topic(scene, head, area, wanted)) if phrases.is_definite(head) else None
        found = (draft,) if draft else ()
    if not found:
        return False
    for draft in found:
        draft.roles.add(f"{_office(scene, match)}|{id(area) if area else ''}")
        _learn_gender(draft, head)
    _mention(scene, head, match, end, found)
    return True


def _learn_gender(draft: Draft, head: Token) -> None:
    """The person's gender from the noun: a feminine one tells more than a first name ("la députée Jo Cox"), a masculine one only where nothing is known."""
    gender = head.morph.get("Gender", [])
    if draft.type is EntityType.PERSON and gender and (draft.gender is None or gender[0] == "Fem"):
        draft.gender = "f" if gender[0] == "Fem" else "m"


def _office(scene: Scene, match: Match) -> str:
    """The office a role noun names, so that "le chef du gouvernement" takes up "le Premier ministre"; else the noun itself."""
    return scene.lexicon.offices.get(match.word) or fold(match.word)


def _area_of(scene: Scene, match: Match, end: int) -> Draft | None:
    owner, _, _ = _owner(scene, scene.doc[match.head], match.end, end)
    return owner


def _holder(scene: Scene, match: Match, area: Draft | None) -> Draft | None:
    """Who a bare "le président (kazakh)" is: the person the text gave that role, else the holder of the office at the document's date."""
    role = _office(scene, match)

    def has_role(draft: Draft) -> bool:
        if area is not None:
            return f"{role}|{id(area)}" in draft.roles or (f"{role}|" in draft.roles and area is scene.main)
        return any(r.split("|")[0] == role for r in draft.roles)

    known = scene.talk.latest(match.head, has_role)
    if known:
        return known
    office, state = scene.lexicon.offices.get(match.word), area or scene.main
    if not office or not state or not state.record:
        return None
    record = scene.authority.holder(office, state.record.id, scene.document.date)
    return scene.registry.known(record.id) if record else None


def _topic(scene: Scene, head: Token, area: Draft | None, wanted: frozenset[EntityType]) -> Draft | None:
    """A new description that opens a sentence as its subject ("L'ancien général, …") goes on about the person spoken of."""
    start, end = phrases.phrase_start(head), phrases.phrase_end(head, scene.names_at)
    completed = area is not None or any(phrases.is_of(t) for t in scene.doc[head.i : end])
    if head.lemma_.lower() in scene.lexicon.anonymous or (completed and not any(t.lemma_.lower() == "ancien" for t in scene.doc[start : head.i])):
        return None
    if EntityType.PERSON not in wanted or not scene.doc[start].is_sent_start or head.dep_ not in {"nsubj", "nsubj:pass"}:
        return None
    return scene.talk.antecedent(head, lambda d: d.type is EntityType.PERSON and d is not area, sentences=2)


# -- things by their class


def _class(scene: Scene, match: Match, types: list[EntityType]) -> bool:
    head = scene.doc[match.head]
    if scene.talk.denotes(head):
        return True
    wanted = frozenset(types) | (BODIES if EntityType.ORGANIZATION in types else frozenset())
    beside = wanted | PLACES if wanted & PLACES else wanted
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at))
    found = _beside(scene, head, end, beside) or _of_name(scene, match, end, wanted) or _predicated(scene, head, beside) or _fronted(scene, head, wanted)
    if not found and phrases.is_definite(head):
        draft = _taken_up(scene, match, wanted, bare=not any(phrases.is_of(t) for t in scene.doc[match.end : end]))
        found = (draft,) if draft else ()
    if not found:
        return False
    for draft in found:
        draft.kinds.add(match.word)
    _mention(scene, head, match, end, found)
    return True


def _of_name(scene: Scene, match: Match, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "la région russe d'Ossétie du Nord": a noun that only says what the name after its "de" is."""
    if match.word not in scene.lexicon.naming or "Number=Plur" in scene.doc[match.head].morph:
        return ()
    for token in phrases.of_heads(scene.doc[match.head], match.end, end):
        draft = scene.starts.get(token.i)
        if draft is not None and (draft.type in wanted or {draft.type, *wanted} <= PLACES):
            return (draft,)
    return ()


def _taken_up(scene: Scene, match: Match, wanted: frozenset[EntityType], bare: bool) -> Draft | None:
    """The last entity of the class; one that bears the noun in its own name first ("le Front", "l'accord"). A noun with a complement ("le groupe de
    heavy metal") is not `bare` and takes up only what bears it."""
    head = scene.doc[match.head]
    word = _singular(head.lemma_)
    if match.word in {"capitale"}:
        return None

    def named_so(draft: Draft) -> bool:
        return draft.type in wanted and any(_singular(n).split()[:1] == [word] for n in draft.names)

    def of_class(draft: Draft) -> bool:
        return draft.type in wanted and not draft.plural

    def of_kind(draft: Draft) -> bool:
        group = scene.lexicon.happenings.get(head.lower_)
        return group is not None and draft.type is EntityType.EVENT and any(scene.lexicon.happenings.get(n.split()[0].lower()) == group for n in draft.names)

    def described_so(draft: Draft) -> bool:
        groups = {scene.lexicon.kinds.get(match.word), match.word}
        return draft.type in wanted and any({k, scene.lexicon.kinds.get(k)} & groups - {None} for k in draft.kinds)

    ways = (named_so, of_kind) if match.word in scene.lexicon.generic else (named_so, of_kind, described_so)
    found = next((d for of in ways if (d := scene.talk.latest(head.i, of, sentences=30))), None)
    if found or wanted & {EntityType.EVENT, EntityType.WORK, EntityType.PEOPLE}:
        return found
    if "Number=Plur" in head.morph:
        return None
    if wanted == {EntityType.COUNTRY}:
        return _country(scene, head)
    if not bare or (EntityType.ORGANIZATION in wanted and match.word not in scene.lexicon.generic):
        return None
    return scene.talk.antecedent(head, of_class, sentences=2)


def _country(scene: Scene, head: Token) -> Draft | None:
    """ "le pays": the country mentioned last in this sentence or the one before, else the one the article is about; "son pays" that of its owner's office."""
    possessive = phrases.possessive(head)
    if possessive:
        for person in scene.talk.denotes(possessive):
            keys = {r.split("|")[1] for r in person.roles} - {""}
            for draft in scene.registry.drafts:
                if str(id(draft)) in keys and draft.type is EntityType.COUNTRY:
                    return draft
    here = scene.talk.sentence_of[head.i]
    near = (draft for i, draft in reversed(scene.areas[-12:]) if i < head.i and here - scene.talk.sentence_of[i] <= 2)
    return next(near, None) or scene.main


# -- what stands beside


def _beside(scene: Scene, head: Token, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The entity of the name, or the description resolved before, that this description is in apposition to."""
    return _before(scene, head, wanted) or _after(scene, head, end, wanted)


def _fits(draft: Draft | None, wanted: frozenset[EntityType]) -> bool:
    return draft is not None and draft.type in wanted


def _after(scene: Scene, head: Token, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "le président Vladimir Poutine"; "le chef de la police, Jean-Thierry Oye Zue, a annoncé"."""
    doc = scene.doc
    if end >= len(doc) or any(_is_role(scene, doc[i]) for i in range(head.i + 1, end)):
        return ()
    if EntityType.PERSON in wanted:
        end = _past_place(scene, end)
    tight = scene.starts.get(_past_quotes(scene, end))
    if tight is not None and _fits(tight, wanted) and (EntityType.PERSON not in wanted or tight.type is EntityType.PERSON):
        return (tight,)
    if doc[end].text == "(" and "Number=Plur" in head.morph and (listed := _listed(scene, end, wanted)):
        return listed
    if doc[end].text in ({","} if wanted & PLACES else {",", "("}) and end + 1 < len(doc):
        loose = scene.starts.get(_past_quotes(scene, end + 1))
        if loose is not None and _fits(loose, wanted):
            stop = scene.names_at[_past_quotes(scene, end + 1)]
            another = stop + 1 < len(doc) and doc[stop].pos_ == "CCONJ" and doc[stop + 1].pos_ == "DET"
            if stop >= len(doc) or another or doc[stop].is_punct or doc[stop].is_space or doc[stop].pos_ in {"VERB", "AUX", "PRON", "ADP"}:
                return (loose,)
    return ()


def _listed(scene: Scene, opening: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "quelques villes néerlandaises (La Haye, Nimègue, Maastricht)"."""
    found, i = [], opening + 1
    while i < len(scene.doc) and scene.doc[i].text != ")" and i < opening + 40:
        draft = scene.starts.get(i)
        if draft is not None and not _fits(draft, wanted):
            return ()
        found += [draft] if draft is not None else []
        i = scene.names_at.get(i, i + 1)
    return tuple(found)


def _is_role(scene: Scene, token: Token) -> bool:
    """True for a noun of a person inside a longer phrase, whose name the next one is: "le conseiller du **président** Trump"."""
    found = scene.lexicon.role_at(token)
    return found is not None and found[0].head == token.i and token.pos_ == "NOUN" and EntityType.PERSON in found[1]


def _past_place(scene: Scene, end: int) -> int:
    """The index after a place with "en" or "à": "l'ambassadeur du Japon **en France**, Kenji Mori"."""
    if scene.doc[end].lower_ in {"en", "à", "au", "aux"}:
        i = end + 1
        while i < len(scene.doc) - 1 and scene.doc[i].pos_ == "DET":
            i += 1
        if i in scene.starts and scene.starts[i].type in PLACES and scene.names_at[i] < len(scene.doc):
            return scene.names_at[i]
    return end


def _past_quotes(scene: Scene, i: int) -> int:
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
    if previous.text in {",", "(", "-", "—"} and start >= 2:
        named = scene.ends.get(start - 1)
        if plural:
            return _coordinated(scene, start - 1, wanted)
        if named is not None and _fits(named, wanted):
            return (named,)
        return _same_as_description(scene, start - 2, wanted)
    bare = doc[start].pos_ != "DET"
    if bare:
        while start > 1 and _is_attributive(scene, doc[start - 1]) and not doc[start - 1].is_sent_start:
            start -= 1
        named = scene.ends.get(start)
        if named is not None and _fits(named, wanted):
            return (named,)
        if doc[start - 1].lower_ in {"et", "puis"} and start >= 2:
            return _same_as_description(scene, start - 2, wanted)
    return ()


def _same_as_description(scene: Scene, last: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The entity of the description that ends at this index, where the two are coordinated or in apposition."""
    found = scene.described.get(last + 1)
    return found if found and all(_fits(d, wanted) for d in found) else ()


def _coordinated(scene: Scene, end: int, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The names coordinated right before this index: "la Géorgie et le Kazakhstan" before ", deux pays"."""
    after = scene.doc[end + 1]
    if after.pos_ == "DET" and "Definite=Def" in after.morph:
        return ()
    found: list[Draft] = []
    i = end
    while i in scene.ends and _fits(scene.ends[i], wanted):
        found.insert(0, scene.ends[i])
        i = max(start for start, stop in scene.names_at.items() if stop == i)
        while i > 0 and scene.doc[i - 1].pos_ == "DET":
            i -= 1
        if i == 0 or scene.doc[i - 1].lower_ not in {"et", ",", "ou"}:
            break
        i -= 1
    return tuple(found) if len(found) > 1 else ()


def _predicated(scene: Scene, head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "X est membre de Y", "X est élu président": what the noun is said of."""
    subjects = copula_subjects(head)
    if not subjects and head.dep_ in {"xcomp", "obj", "obl:arg", "obl:mod", "dep", "advmod"} and head.head.lemma_.lower() in scene.lexicon.attributive:
        subjects = grammatical_subjects(head.head) or patients(head.head)
    if not subjects and preposition(head) in scene.lexicon.capacity:
        subjects = grammatical_subjects(head.head)
    if not subjects and head.dep_ == "conj":
        return tuple(d for d in scene.talk.denotes(head.head) if d.type in wanted) if copula_subjects(head.head) else ()
    return tuple(d for s in subjects for d in scene.talk.denotes(s) if d.type in wanted)


def _fronted(scene: Scene, head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """ "Membre de l'OTAN, la Turquie": a noun without a determiner that opens the sentence, or is coordinated with one, is said of its subject."""
    doc, start = scene.doc, phrases.phrase_start(head)
    if phrases.determiner(head) is not None:
        return ()
    if not doc[start].is_sent_start:
        if start >= 2 and (found := _same_as_description(scene, _before_coordination(scene, start), wanted)):
            return found
        return ()
    return fronted_subject(scene.doc, scene.starts, head, wanted)


def _before_coordination(scene: Scene, start: int) -> int:
    i = start - 1
    while i > 0 and (scene.doc[i].pos_ in {"ADV", "CCONJ"} or scene.doc[i].text == ","):
        i -= 1
    return i


def fronted_subject(doc: Doc, starts: dict[int, Draft], head: Token, wanted: frozenset[EntityType]) -> tuple[Draft, ...]:
    """The name that follows the first comma of the sentence, with or without an article, where its type fits."""
    for token in doc[head.i : head.sent.end]:
        if token.text == "," and token.i + 1 < len(doc):
            i = token.i + 1
            while i < len(doc) - 1 and doc[i].pos_ == "DET":
                i += 1
            draft = starts.get(i)
            return (draft,) if draft is not None and draft.type in wanted else ()
    return ()


def _mention(scene: Scene, head: Token, match: Match, end: int, found: tuple[Draft, ...]) -> None:
    first = scene.doc[phrases.phrase_start(head)]
    first = first if first.i < match.start else scene.doc[match.start]
    scene.talk.mention(head, span_of(first, scene.doc[max(end, match.end) - 1]), MentionType.NOMINAL, found)
    scene.described[max(end, match.end)] = found
