"""Which entity every name, description and pronoun denotes, read from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from kg.authority import Authority, fold
from kg.extract import descriptions, phrases, pronouns
from kg.extract.discourse import Discourse
from kg.extract.entities import BODIES, PLACES, Draft, Registry, named_entities
from kg.extract.grammar import conjuncts, governor, preposition
from kg.extract.kinds import short_form
from kg.extract.names import NamedSpan
from kg.extract.nationalities import adjective
from kg.extract.possessives import settle
from kg.extract.quotations import by_word, outermost
from kg.extract.reading import Reading, span_of
from kg.extract.scene import DescriptionLexicon, RoleNouns, Scene
from kg.memory import Answers
from kg.model import Document, EntityType, Mention, MentionType
from kg.text.tokens import Parse, Token

OPENS, NAMED, AROUND = 200, 2, 1  # what tells that an article is about a country: it opens the heading, is named, or has a town named
HEAD_OF_STATE = "headOfState"
LOCATIVE = frozenset({"à", "a", "en", "au", "aux"})
ACTING = frozenset({"nsubj", "obl:agent"})
OWNING = PLACES | {EntityType.PERSON, EntityType.ORGANIZATION}
NEVER_ROLES = frozenset({EntityType.EVENT, EntityType.WORK, EntityType.PEOPLE})
HOLDING_PLACES = BODIES | {EntityType.EVENT}
GENDERS = {"": None, "Fem": "f"}  # any other is masculine
NAMING = frozenset({"NOUN", "PROPN", "ADJ"})  # what may be a description or a word of origin


def resolve(document: Document, doc: Parse, spans: Sequence[NamedSpan], authority: Authority, lexicon: DescriptionLexicon) -> Reading:
    """The document with its mentions resolved.

    `spans` are the names found in it, by token indices. A description or pronoun without an antecedent that fits denotes nothing.
    """
    registry = Registry(authority)
    role_at: RoleNouns = Answers(lambda i: lexicon.role_at(doc[i]))
    names = _outside_titles(doc, spans, role_at, authority, lexicon)
    starts = {s.start for s in names if s.type in BODIES}  # of a state it is the president "de la République"
    single = {i: role for i, role in role_at.items() if role is None or role[0].end - role[0].start == 1}  # which no name can cut
    role_at = Answers(lambda i: lexicon.role_at(doc[i], starts), single)
    found = _entities_of_names(doc, names, role_at, registry, lexicon)
    quoted = by_word(doc, outermost(document.text, document.body))
    scene = Scene(document, doc, registry, lexicon, Discourse(doc, quoted), {}, set(), {}, {}, role_at)
    _index_names(scene, found)
    scene.main = _main_area(scene, found)
    _walk(scene, sorted(found, key=lambda n: (n.span.start, -n.span.end)))
    return _reading(scene)


class _Named(NamedTuple):
    """A name, the entity it denotes, and how."""

    span: NamedSpan
    draft: Draft
    type: MentionType


def _outside_titles(
    doc: Parse, spans: Sequence[NamedSpan], role_at: RoleNouns, authority: Authority, lexicon: DescriptionLexicon
) -> list[NamedSpan]:
    """The names that are no part of an office's title ("garde des **Sceaux**"), nor, unless they are known, begin in one ("procureur de
    la **République de Chambéry**", but "président de la **République d'Haïti**")."""
    found = [role_at[t.i] for t in doc if t.lower_ in lexicon.firsts]
    inside = {i for role in found if role and role[0].end - role[0].start > 1 for i in range(role[0].start, role[0].end)}
    known = (s for s in spans if s.start in inside and s.end - 1 not in inside)
    states = {s for s in known if authority.candidates(doc.between(s.start, s.end).replace("' ", "'"))}
    return [s for s in spans if s.start not in inside or s in states]


def _entities_of_names(
    doc: Parse, spans: Sequence[NamedSpan], role_at: RoleNouns, registry: Registry, lexicon: DescriptionLexicon
) -> list[_Named]:
    """Each name with its entity: bodies left to their descriptions, capitals that act given to their states."""
    authority = registry.authority
    bare = [kept for s in spans if (kept := _without_role(doc, s, role_at))]
    owners = {s.start for s in bare if s.type in OWNING}
    names = [s for s in bare if not _is_institution(doc, s, owners, authority, lexicon)]
    states = [authority.record(state) if (state := _state_meant(doc, s, authority, lexicon)) else None for s in names]
    plain = [s for s, state in zip(names, states, strict=True) if state is None]
    drafts = named_entities(doc, plain, registry, lexicon.happenings)
    named = [_Named(s, d, MentionType.NAMED if s.named else MentionType.NOMINAL) for s, d in zip(plain, drafts, strict=True)]
    acting = [_Named(s, registry.of_record(state), MentionType.NOMINAL) for s, state in zip(names, states, strict=True) if state]
    return named + acting


def _is_institution(doc: Parse, span: NamedSpan, owners: set[int], authority: Authority, lexicon: DescriptionLexicon) -> bool:
    """True for "ministère de l'Intérieur" and the like, which the description of bodies resolves with their owner; a name of its own
    stays a name."""
    found = lexicon.institutions.at(doc[span.start])
    if found is None or span.type is EntityType.EVENT:
        return False
    if span.end <= found[0].end:
        return True
    if authority.candidates(doc.between(span.start, span.end)):
        return False
    proper = doc[span.start].text[0].isupper() and not doc[span.start].is_sent_start
    inside = range(found[0].end, span.end)
    owned = any(i in owners or (doc[i].is_lower and authority.demonym(doc[i].text)) for i in inside)
    return (owned and span.type is EntityType.GOVERNMENT) or not proper


def _without_role(doc: Parse, span: NamedSpan, role_at: RoleNouns) -> NamedSpan | None:
    """The span without the office in front of a person's name ("Président Révérien Ndikuriyo"); None where only an office is left."""
    found = role_at[span.start]
    if found is None or EntityType.PERSON not in found[1] or span.type in NEVER_ROLES:
        return span
    match = found[0]
    if span.type is not EntityType.PERSON:
        return None if span.end - span.start > 1 or doc[span.start].is_lower else span
    return span._replace(start=match.end) if match.end < span.end and doc[match.end].text[0].isupper() else None


def _state_meant(doc: Parse, span: NamedSpan, authority: Authority, lexicon: DescriptionLexicon) -> str | None:
    """The state that a capital's name stands for where it acts ("Kiev dénonce", "l'offensive de Moscou", "les autorités de Kiev")."""
    if span.type is not EntityType.CITY and span.type is not EntityType.COUNTRY:
        return None
    state = authority.metonym(doc.between(span.start, span.end))
    if state is None:
        return None
    head = doc.span(span.start, span.end).root
    case = preposition(head)
    if case == "de":
        return state if head.head.lemma in lexicon.acting else None
    if case == "entre":
        others = [c for c in conjuncts(governor(head)) if c.i != head.i]
        return state if others and all(authority.metonym(c.text) for c in others) else None
    if case:
        dealing = head.dep_ != "nmod" or head.head.lemma in lexicon.dealings
        return state if case in {"par", "avec", "contre", "selon"} and dealing else None
    return state if governor(head).dep_ in ACTING else None


def _index_names(scene: Scene, names: Sequence[_Named]) -> None:
    for span, draft, _ in sorted(names, key=lambda n: n.span.end - n.span.start):
        scene.names_at[span.start] = span.end
        scene.inside.update(range(span.start, span.end))
        scene.starts[span.start] = draft
        scene.ends[span.end] = draft
    held = {i for n in names for i in range(n.span.start + 1, n.span.end)}  # who "le gouvernement **Valls**" is named after
    scene.talk.names.update(id(n.draft) for n in names if n.draft.type not in PLACES and n.span.start not in held)
    scene.talk.most = max(scene.talk.names.values(), default=1)


def _main_area(scene: Scene, names: Sequence[_Named]) -> Draft | None:
    """The country the article is about: the one that opens its heading with a colon ("Gabon : …"), or lies around the place that does
    ("Normandie : …"), else the one named most, its towns and regions included; a part of a federation may mean its own government."""
    counts: Counter[int] = Counter()
    around_of: dict[int, Draft | None] = {}
    by_id = {id(n.draft): n.draft for n in names if n.draft.type is EntityType.COUNTRY}
    for span, draft, _ in names:
        heading = scene.doc[span.start].sent.number <= 1 and span.end < len(scene.doc) and scene.doc[span.end].text == ":"
        if draft.type is EntityType.COUNTRY:
            counts[id(draft)] += OPENS if heading else NAMED
        elif draft.type in PLACES:
            if id(draft) not in around_of:
                around_of[id(draft)] = _country_around(scene, draft)
            around = around_of[id(draft)]
            if around and (heading or (around.record and around.record.label not in scene.lexicon.federations)):
                by_id[id(around)] = around
                counts[id(around)] += OPENS if heading else AROUND
    demonyms = scene.authority.demonyms
    for token in [t for t in scene.doc if t.pos_ == "ADJ" and demonyms[t.text] and t.i not in scene.inside]:
        if area := demonyms[token.text][0].area:
            counts[id(scene.registry.known(area))] += NAMED
    ranked = [by_id[key] for key, _ in counts.most_common() if key in by_id]
    return ranked[0] if ranked else None


def _country_around(scene: Scene, place: Draft) -> Draft | None:
    records = (scene.authority.record(area) for area in (place.record.within if place.record else ()))
    country = next((r for r in records if r and r.type is EntityType.COUNTRY), None)
    if country is None or (place.type is EntityType.AREA and country.label in scene.lexicon.federations):
        return None  # Quebec has a parliament and ministers of its own
    return scene.registry.of_record(country)


def _walk(scene: Scene, found: Sequence[_Named]) -> None:
    at: dict[int, list[_Named]] = {}
    for name in found:
        at.setdefault(name.span.start, []).append(name)
    firsts, latter, starts = scene.lexicon.firsts, scene.lexicon.latter, scene.starts
    done = -1
    for token in scene.doc:
        i, lemma, pos = token.i, token.lemma, token.pos_
        if scene.ahead and token.is_sent_start:
            settle(scene)
        if i in at:
            for name in at[i]:
                _name(scene, *name)
        listed = token.lower_ in firsts or lemma in firsts
        refers = pos == "PRON" or (pos == "DET" and "Poss=Yes" in token.morph) or lemma in latter
        names = pos in NAMING or (pos == "VERB" and i + 1 in starts)  # what is taken for a verb: "la cycliste **néerlandaise** Anna"
        if (listed or refers or names) and i >= done and not token.is_space and not token.is_punct:  # less than half of all words
            done = _word(scene, token, listed, refers, names) or done
    settle(scene)


def _word(scene: Scene, token: Token, listed: bool, refers: bool, names: bool) -> int:
    """Resolves what starts at this word: a description that is `listed`, what `refers` back, or a word of origin, which `names`.
    Returns the index up to which the words are accounted for, 0 where only this one is."""
    noun, outside = token.pos_ == "NOUN", token.i not in scene.inside
    if outside:
        if listed:
            end = descriptions.describe(scene, token)
        else:
            end = short_form(scene, token) if noun and fold(token.text) in scene.registry.edges else 0
        if end > token.i:
            return end
        if refers:
            pronouns.refer(scene, token)
    if names and (scene.authority.demonyms[token.text] or "-" in token.text):
        adjective(scene, token)
    if outside and noun:
        _thing(scene, token, listed)
    return 0


def _thing(scene: Scene, noun: Token, listed: bool) -> None:
    """A noun that denotes no entity may still be what a pronoun takes up."""
    if noun.i not in scene.talk.heads and phrases.determiner(noun) is not None:
        gender = GENDERS.get(noun.morph.get("Gender"), "m")
        scene.talk.note_thing(noun, gender, "Number=Plur" in noun.morph, listed and scene.lexicon.is_human(noun))


def _name(scene: Scene, span: NamedSpan, draft: Draft, type_: MentionType) -> None:
    doc = scene.doc
    root = doc.span(span.start, span.end).root
    scene.talk.mention(root, span_of(doc[span.start], doc[span.end - 1]), type_, [draft])
    for token in doc[span.start : span.end] if span.end - span.start > 1 else ():
        if not span.start <= token.head.i < span.end and token.i not in scene.talk.heads:
            scene.talk.heads[token.i] = (draft,)
    if draft.type is EntityType.COUNTRY:
        scene.areas.append((root.i, draft))
    if draft.type in HOLDING_PLACES:
        _places_inside(scene, span)
    if span.type in PLACES and span.end < len(doc) and doc[span.end].text == "," and _opens_sentence(doc, span.start):
        scene.settings[root.sent.number] = _state_of(scene, draft)
    _learn_agreement(scene, span, root, draft)


def _opens_sentence(doc: Parse, start: int) -> bool:
    """True for a name behind the preposition that a sentence begins with ("À **Berlin**", "Aux **États-Unis**")."""
    return start > 0 and doc[start - 1].is_sent_start and doc[start - 1].lower_ in LOCATIVE


def _state_of(scene: Scene, place: Draft) -> Draft | None:
    """The state whose ministers are meant where a sentence opens with this place: a country, a capital's, or the article's own around
    it; None abroad, where they may be guests."""
    if place.type is EntityType.COUNTRY:
        return place
    seat = scene.authority.metonym(place.main_name())
    state = scene.authority.record(seat) if seat else None
    if state is not None and state.type is EntityType.COUNTRY:
        return scene.registry.of_record(state)
    around = place.record.within if place.record else ()
    home = scene.main is not None and (place is scene.main or (scene.main.record is not None and scene.main.record.id in around))
    return scene.main if home or not around else None


def _places_inside(scene: Scene, span: NamedSpan) -> None:
    """The state or region that ends a longer name: "Forces armées révolutionnaires de **Colombie**"."""
    last = scene.doc[span.end - 1]
    if span.end - span.start > 2 and last.i not in scene.talk.heads and last.text[:1].isupper() and phrases.follows_of(last):
        found = next((c for c in scene.authority.candidates(last.text)[:1] if c.record.type in {EntityType.COUNTRY, EntityType.AREA}), None)
        if found and (known := scene.registry.known(found.record.id)):
            scene.talk.heads[last.i] = (known,)


def _learn_agreement(scene: Scene, span: NamedSpan, root: Token, draft: Draft) -> None:
    """Gender and number from the title, the first name, or the article in front."""
    before = scene.doc[span.start - 1] if span.start else None
    first = scene.doc[span.start]
    if draft.type is EntityType.PERSON:
        title = scene.lexicon.titles.get(before.lower_) if before is not None else None
        draft.gender = draft.gender or title or scene.lexicon.titles.get(first.lower_) or scene.authority.gender(first.text)
        return
    if before is not None and before.lower_ in {"les", "des", "aux"}:
        draft.plural = True
    source = before if before is not None and before.pos_ == "DET" else root
    gender = source.morph.get("Gender")
    if draft.gender is None and gender:
        draft.gender = "f" if gender == "Fem" else "m"


def _reading(scene: Scene) -> Reading:
    used = {id(d) for _, _, d in scene.talk.mentions} | {id(d.owner) for _, _, d in scene.talk.mentions if d.owner}
    used |= {id(d) for d in (scene.main, *scene.settings.values()) if d}
    entities = scene.registry.entities(scene.document.id, used)
    places = {(s.start, s.end, t, entities[id(d)].id): s for s, t, d in scene.talk.mentions}
    mentions = tuple(Mention(places[place], place[2], place[3]) for place in sorted(places))
    by_head = {i: tuple([entities[id(d)].id for d in drafts if id(d) in entities]) for i, drafts in scene.talk.heads.items()}
    owners = {entities[id(d)].id: (entities[id(d.owner)].id, d.stated) for d in scene.registry.drafts if id(d) in entities and d.owner}
    natives = {i: entities[id(d)].id for i, d in scene.natives.items() if id(d) in entities}
    known = ((entities[id(d)].id, d.record.within) for d in scene.registry.drafts if id(d) in entities and d.record)
    origins = {i: within for i, within in known if within}
    main = entities[id(scene.main)].id if scene.main and id(scene.main) in entities else None
    settings = {number: entities[id(d)].id if d and id(d) in entities else None for number, d in scene.settings.items()}
    office = f"{HEAD_OF_STATE}|"
    heads = {entities[id(d)].id for d in scene.registry.drafts if id(d) in entities and any(r.startswith(office) for r in d.roles)}
    by_id = {e.id: e for e in entities.values()}
    return Reading(
        scene.document,
        scene.doc,
        by_id,
        mentions,
        by_head,
        owners,
        natives,
        scene.roles,
        origins,
        main,
        settings,
        frozenset(scene.adjectives),
        frozenset(heads),
    )
