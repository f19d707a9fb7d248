"""Descriptions by kind: which country, town, organisation, event or work "ce pays du Caucase", "le journal", "l'accord" denotes."""

from __future__ import annotations

from functools import lru_cache

from kg.authority import fold
from kg.extract import phrases
from kg.extract.apposition import beside, fronted, mention, predicated
from kg.extract.entities import BODIES, PLACES, Draft
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType, MentionType
from kg.text.tokens import Token

LINKS = phrases.OF | {"à", "au", "aux", "en", "pour", "sur", "sous", "contre", "entre", "et", "dans", "par"}
SHORTENED = frozenset({EntityType.EVENT, EntityType.WORK, EntityType.ORGANIZATION, EntityType.GOVERNMENT})


def take_class(scene: Scene, match: Match, types: list[EntityType]) -> bool:
    """Resolves the description by a noun of a kind, and says whether it denotes anything. `types` are the types that the noun can
    describe."""
    head = scene.doc[match.head]
    if scene.talk.denotes(head):
        return True
    wanted = frozenset(types) | (BODIES if EntityType.ORGANIZATION in types else frozenset())
    around = wanted | PLACES if wanted & PLACES else wanted
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at))
    found = (
        beside(scene, head, end, around)
        or _of_name(scene, match, end, wanted)
        or predicated(scene, head, around)
        or fronted(scene, head, wanted)
    )
    if not found and phrases.is_definite(head):
        draft = _taken_up(scene, match, wanted, bare=not any(phrases.is_of(t) for t in scene.doc[match.end : end]))
        if draft is None:
            both = scene.talk.pair(head, lambda d: d.type in wanted)
            if both:  # which are no more of that kind than before: "le pays" does not take up one of "les deux pays"
                mention(scene, head, match, end, both)
            return bool(both)
        found = (draft,)
    if not found:
        return False
    for draft in found:
        draft.kinds.add(match.word)
    mention(scene, head, match, end, found)
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
    """The last entity of the class; one that bears the noun in its own name first ("le Front", "l'accord"). A noun with a complement
    ("le groupe de
    heavy metal") is not `bare` and takes up only what bears it."""
    head = scene.doc[match.head]
    if match.word == "capitale":
        return None

    def of_class(draft: Draft) -> bool:
        return draft.type in wanted and not draft.plural

    found = _bearer(scene, match, wanted)
    if found or wanted & {EntityType.EVENT, EntityType.WORK, EntityType.PEOPLE}:
        return found
    if "Number=Plur" in head.morph:
        return None
    if wanted == {EntityType.COUNTRY}:
        return _country(scene, head)
    if not bare or (EntityType.ORGANIZATION in wanted and match.word not in scene.lexicon.generic):
        return None
    return scene.talk.antecedent(head, of_class, sentences=2)


def _bearer(scene: Scene, match: Match, wanted: frozenset[EntityType]) -> Draft | None:
    """The last entity that bears the noun: in its name, as an event of its kind, or by an earlier description."""
    head = scene.doc[match.head]
    word, written = singular(head.lemma), fold(head.text)
    happening = scene.lexicon.happenings.get(head.lower_)
    groups = {scene.lexicon.kinds.get(match.word), match.word} - {None}
    plural = "Number=Plur" in head.morph

    def named_so(draft: Draft) -> bool:
        if draft.type not in wanted or (plural and not draft.plural and not any(fold(n).split()[:1] == [written] for n in draft.names)):
            return False  # "les quotidiens" are not one of them
        return any(singular(n).split()[:1] == [word] for n in draft.names)

    def of_kind(draft: Draft) -> bool:
        kinds = (scene.lexicon.happenings.get(n.split()[0].lower()) for n in draft.names)
        return draft.type is EntityType.EVENT and happening in kinds

    def described_so(draft: Draft) -> bool:
        return (
            draft.type in wanted
            and plural == draft.plural
            and any(not groups.isdisjoint((k, scene.lexicon.kinds.get(k))) for k in draft.kinds)
        )

    found = scene.talk.latest(head.i, named_so, sentences=30)
    if found is None and happening is not None:
        found = scene.talk.latest(head.i, of_kind, sentences=30)
    if found is None and match.word not in scene.lexicon.generic:
        found = scene.talk.latest(head.i, described_so, sentences=30)
    return found


def _country(scene: Scene, head: Token) -> Draft | None:
    """ "le pays": the country mentioned last in this sentence or the one before, else the one the article is about; "son pays" that of
    its owner's office."""
    possessive = phrases.possessive(head)
    if possessive:
        for person in scene.talk.denotes(possessive):
            keys = {r.split("|")[1] for r in person.roles} - {""}
            for draft in scene.registry.drafts:
                if str(id(draft)) in keys and draft.type is EntityType.COUNTRY:
                    return draft
    here = head.sent.number
    near = (draft for i, draft in reversed(scene.areas[-12:]) if i < head.i and here - scene.doc[i].sent.number <= 2)
    return next(near, None) or scene.main


def short_form(scene: Scene, noun: Token) -> int:
    """ "la réforme" after "la réforme des retraites": a bare definite noun takes up the last event, work or body whose name it begins.
    Returns the index after the noun, 0 where it takes up nothing."""
    word = fold(noun.text)
    if word not in scene.registry.edges or noun.i in scene.talk.heads or not noun.is_lower or not phrases.is_definite(noun):
        return 0
    end = phrases.phrase_end(noun, scene.names_at)
    if any(phrases.is_of(t) for t in scene.doc[noun.i + 1 : end]):
        return 0
    behind = scene.doc[noun.i + 1 : end]
    words = {singular(t.text) for t in behind} if any(t.pos_ == "ADJ" for t in behind) else set()

    def begins(draft: Draft) -> bool:
        return draft.type in SHORTENED and any(fold(n).split()[:1] == [word] and _agrees(n, words) for n in draft.names)

    found = scene.talk.latest(noun.i, begins, sentences=30)
    if found is None:
        return 0
    scene.talk.mention(noun, span_of(scene.doc[phrases.phrase_start(noun)], scene.doc[end - 1]), MentionType.NOMINAL, [found])
    return noun.i + 1


def _agrees(name: str, words: set[str]) -> bool:
    """False where a name's own adjective is none of these words: "les forces rebelles" are not the "forces kurdes"."""
    second = "".join(name.split()[1:2])
    qualifies = second.isalpha() and second.islower() and second not in LINKS
    return not words or not qualifies or singular(second) in words


@lru_cache(maxsize=65536)
def singular(core: str) -> str:
    """The folded words without plural endings, to compare names with."""
    return " ".join(word.rstrip("s") for word in fold(core).split())
