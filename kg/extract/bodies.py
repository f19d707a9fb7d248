"""Bodies of states, regions, cities and organisations that are known by what they are: "le ministère de l'Intérieur de ce pays", "la
police".

Three ministries of the Interior are three bodies: what tells them apart is whose they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kg.authority import fold
from kg.extract import phrases
from kg.extract.entities import BODIES, PLACES, Draft
from kg.extract.kinds import singular, take_class
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType, MentionType
from kg.text.tokens import Token

OWNERS = (PLACES - {EntityType.PLACE}) | BODIES | {EntityType.PERSON}


class Owner(NamedTuple):
    """Whose a body is, where the words that say so start, and where they end if they are a name or an adjective (None for a
    description)."""

    draft: Draft | None
    start: int
    named_end: int | None


def take_body(scene: Scene, match: Match, type_: EntityType, glued: bool = False) -> int:
    """Resolves the body whose words start with this match, new where the text had none. Returns the index after its own words, 0 for
    none."""
    head = scene.doc[match.head]
    if scene.talk.denotes(head):
        return match.end
    if match.word in scene.lexicon.national and not _by_nationality(scene, match.end, match.end + 1):
        return 0
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, glued=glued))
    owner, owner_start, named_end = owner_of(scene, head, match.end, end)
    core_end = _core_end(scene, match, min(owner_start, end), glued)
    if owner is None and _has_unknown_owner(scene, core_end, end):
        return 0
    if match.word in scene.lexicon.agentive and owner is None and head.dep_ not in {"nsubj", "nsubj:pass", "obl:agent"}:
        return 0
    portfolio = _portfolio_behind(scene, match, owner_start, named_end, end)
    core = words_of([t for t in (*scene.doc[match.start : core_end], *portfolio) if not _is_local(scene, t)])
    definite = phrases.is_definite(head)
    if owner is None and not definite and not scene.doc[match.start].text[:1].isupper():
        return 0
    draft = _known_body(scene, match, core, owner) or _new_body(scene, match, type_, core, owner, definite)
    if draft is None:
        return 0
    if draft.owner is None and owner is not None:
        draft.owner, draft.stated = owner, True
    span_end = max(named_end or core_end, core_end, *(t.i + 1 for t in portfolio))
    written = words_of(scene.doc[match.start : span_end])
    if named_end and draft.label and draft.label not in draft.names:
        draft.label = written
    scene.registry.rename(draft, written)
    named = any(t.text[:1].isupper() and not t.is_sent_start for t in scene.doc[match.start : span_end])
    kind = MentionType.NAMED if named else MentionType.NOMINAL
    scene.talk.mention(head, span_of(scene.doc[match.start], scene.doc[span_end - 1]), kind, [draft])
    return core_end


def _portfolio_behind(scene: Scene, match: Match, owner_start: int, named_end: int | None, end: int) -> list[Token]:
    """What a ministry is for, behind the adjective of whose it is: "le ministère turc **des Affaires étrangères**"."""
    head = scene.doc[match.head]
    if head.lemma not in scene.lexicon.portfolios or owner_start != match.end or named_end != match.end + 1 or named_end >= end:
        return []
    return list(scene.doc[named_end:end]) if phrases.is_of(scene.doc[named_end]) else []


def _has_unknown_owner(scene: Scene, start: int, end: int) -> bool:
    """True where a complement says whose body it is, but that is nobody known: "les autorités d'autres pays", "la police de Trifouilly"."""
    of = next((t for t in scene.doc[start:end] if phrases.is_of(t)), None)
    if of is None or of.i + 1 >= len(scene.doc):
        return False
    following = scene.doc[of.i + 1]
    if scene.doc[start - 1].text[:1].isupper() and not scene.doc[start - 1].is_sent_start:
        return True
    return following.text[:1].isupper() or (of.lower_ not in phrases.CONTRACTED and following.lower_ not in {"la", "l'"})


def take_part(scene: Scene, match: Match) -> int:
    """A part of an organisation that is named by what it belongs to: "le bureau Afrique de la FIDH". 0 where it belongs to none."""
    head = scene.doc[match.head]
    end = phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, glued=True)
    for token in phrases.of_heads(head, match.end, max(end, match.end)):
        owner = next(iter(scene.talk.heads.get(token.i, ())), None) or scene.starts.get(token.i)
        if owner is not None and owner.type in BODIES:
            return take_body(scene, match, EntityType.ORGANIZATION, glued=True)
    return 0


def _core_end(scene: Scene, match: Match, limit: int, glued: bool) -> int:
    """Where the body's own words end: adjectives after the noun and, for a portfolio, its complement ("ministère **de l'Intérieur**")."""
    doc, i = scene.doc, match.end
    if glued and i in scene.names_at:
        i = scene.names_at[i]
    while i < limit and phrases.is_adjectival(doc[i]):
        i += 1
    if doc[match.head].lemma in scene.lexicon.portfolios or doc[match.head].lower_ in scene.lexicon.portfolios:
        i = limit
    while i > match.end and (phrases.is_of(doc[i - 1]) or doc[i - 1].pos_ in {"DET", "PUNCT", "ADP"}):
        i -= 1
    return i


def owner_of(scene: Scene, head: Token, start: int, end: int) -> Owner:
    """Whose body it is, asked of the words from `start` to `end` behind the noun: an adjective before the first complement, the
    complements, an adjective behind them, a word like "local", the possessive. A person owns only what is led ("le gouvernement de
    Michel Barnier")."""
    holder = scene.starts.get(start)
    led = head.lemma in scene.lexicon.led or head.lower_ in scene.lexicon.led
    if holder is not None and holder.type is EntityType.PERSON and led:
        return Owner(holder, start, scene.names_at[start])
    first_of = next((t.i for t in scene.doc[start:end] if phrases.is_of(t)), end)
    return (
        _by_nationality(scene, start, first_of)
        or _by_complements(scene, phrases.of_heads(head, start, end), led)
        or _by_nationality(scene, first_of, end)
        or _by_surroundings(scene, head, start, end)
        or Owner(None, end, None)
    )


def _by_complements(scene: Scene, heads: Iterable[Token], led: bool) -> Owner | None:
    """The first complement that can own. A loop, since asking the next one may already note what it denotes: a generator expression is
    lazy where it is interpreted, but not where it is compiled."""
    for token in heads:
        owner = _by_complement(scene, token)
        if owner is not None and (led or owner.draft is None or owner.draft.type is not EntityType.PERSON):
            return owner
    return None


def _by_complement(scene: Scene, token: Token) -> Owner | None:
    """ "du Kazakhstan", "du régime", "de ce pays du Caucase"."""
    if (body := scene.lexicon.institutions.at(token)) and token.is_lower and token.i not in scene.starts:
        take_body(scene, body[0], body[1][0])
    draft = next(iter(scene.talk.heads.get(token.i, ())), None) or scene.starts.get(token.i) or _known_place(scene, token)
    if draft is not None:
        return Owner(draft, _of_before(scene, token), scene.names_at.get(token.i, token.i + 1)) if draft.type in OWNERS else None
    kind = scene.lexicon.classes.at(token)
    described = scene.talk.denotes(scene.doc[kind[0].head]) if kind and take_class(scene, *kind) else ()
    if not kind or not described or described[0].type not in OWNERS:
        return None
    name = _last_name(scene, kind[0].head)
    named = scene.starts.get(name) is described[0]
    return Owner(described[0], _of_before(scene, token), scene.names_at[name] if named else None)


def _by_surroundings(scene: Scene, head: Token, start: int, end: int) -> Owner | None:
    """ "le ministère local" is the last region's, "son armée" its possessor's."""
    if any(_is_local(scene, t) for t in scene.doc[start:end]):
        area = scene.talk.latest(head.i, lambda d: d.type in {EntityType.AREA, EntityType.CITY})
        if area:
            return Owner(area, end, None)
    possessive = phrases.possessive(head)
    owners = scene.talk.denotes(possessive) if possessive is not None else ()
    return Owner(owners[0], end, None) if owners else None


def _known_place(scene: Scene, token: Token) -> Draft | None:
    """The state or region that a capitalised word inside a longer name is known to name."""
    if not token.text[:1].isupper():
        return None
    found = next((c for c in scene.authority.candidates(token.text)[:1] if c.record.type in {EntityType.COUNTRY, EntityType.AREA}), None)
    return scene.registry.of_record(found.record) if found else None


def _by_nationality(scene: Scene, start: int, end: int) -> Owner | None:
    for token in scene.doc[start:end]:
        adjective = scene.authority.demonym(token.text) if token.pos_ in {"ADJ", "NOUN", "PROPN"} and token.i not in scene.inside else None
        if adjective and adjective.area and (record := scene.authority.record(adjective.area)):
            return Owner(scene.registry.of_record(record), token.i, token.i + 1)
    return None


def _last_name(scene: Scene, noun: int) -> int:
    """Where the name inside "la région russe d'Ossétie du Nord" starts: the last name of the noun's phrase."""
    end = phrases.phrase_end(scene.doc[noun], scene.names_at)
    return next((i for i in range(end - 1, noun, -1) if scene.names_at.get(i, end + 1) <= end), -1) if end - noun < 12 else -1


def _of_before(scene: Scene, token: Token) -> int:
    i = token.i
    while i > 0 and not phrases.is_of(scene.doc[i]):
        i -= 1
    return i


def _is_local(scene: Scene, token: Token) -> bool:
    return token.lower_ in scene.lexicon.local or token.lemma in scene.lexicon.local


def words_of(tokens: object) -> str:
    """The words as the text has them, on one line."""
    out = ""
    for token in tokens:  # type: ignore[attr-defined]
        out += token.text_with_ws
    return " ".join(out.split())


def _known_body(scene: Scene, match: Match, core: str, owner: Draft | None) -> Draft | None:
    """A body mentioned before under the same words and the same owner; without an owner, the last one that the words fit."""
    wanted = singular(core)

    def same(draft: Draft) -> bool:
        if not draft.core:
            return owner is None and draft.type in BODIES and any(fold(n).startswith(wanted + " ") for n in draft.names)
        words = singular(draft.core)
        if owner is not None and draft.owner is not None:
            governs = owner.type is EntityType.COUNTRY and {core, draft.core} <= scene.lexicon.government
            return draft.owner is owner and (words == wanted or governs)
        return words == wanted or (words.startswith(wanted + " ") and owner is None)

    return scene.talk.latest(match.head, same)


def _new_body(scene: Scene, match: Match, type_: EntityType, core: str, owner: Draft | None, definite: bool) -> Draft | None:
    head = scene.doc[match.head]
    stated = owner is not None
    if owner is None and definite and match.word not in scene.lexicon.bare:
        owner = scene.main_at(head)
    if owner is None and match.word not in scene.lexicon.bare and len(core.split()) < 2:
        return None
    draft = Draft(type_, owner=owner, core=core, stated=stated)
    record = None if owner else scene.authority.link(core, type_, frozenset())
    if record:
        draft.record, draft.score = record.record, record.score
    if owner:
        draft.label = f"{core} {_of(owner, scene)}"
    gender, number = head.morph.get("Gender"), head.morph.get("Number")
    draft.gender = None if not gender else "f" if gender == "Fem" else "m"
    draft.plural = number == "Plur"
    return scene.registry.add(draft)


def _of(owner: Draft, scene: Scene) -> str:
    """The owner's name as a complement: "du Kazakhstan", "de Géorgie", "d'Ossétie du Nord", "des États-Unis"."""
    name = owner.label or (owner.record.label if owner.record else owner.main_name())
    if name.split()[0].lower() in scene.lexicon.realms:
        return f"de la {name}"
    if owner.type is EntityType.COUNTRY:
        if owner.plural or (name in scene.lexicon.masculine_countries and name.endswith("s") and name[0] in "ÉEP"):
            return f"des {name}"
        if name[0].lower() not in "aàâeéèêiîoôuûyh" and _is_masculine(name, scene):
            return f"du {name}"
    return f"d'{name}" if name[:1].lower() in "aàâeéèêëiîoôuûyh" else f"de {name}"


def _is_masculine(name: str, scene: Scene) -> bool:
    feminine = name.endswith("e") or name.split()[0].endswith("e") or name in scene.lexicon.feminine_countries  # "Corée du Sud"
    return name in scene.lexicon.masculine_countries or not feminine
