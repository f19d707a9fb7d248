"""Descriptions of one person by office, work or part in the story: who "le président kazakh", "son rival", "l'ancien général" is."""

from __future__ import annotations

from kg.authority import fold
from kg.extract import phrases
from kg.extract.apposition import beside, fronted, mention, predicated
from kg.extract.bodies import owner_of
from kg.extract.entities import Draft
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType
from kg.text.tokens import Token


def take_role(scene: Scene, match: Match, wanted: frozenset[EntityType]) -> bool:
    """Resolves the description by an office or a part in the story, and says whether it denotes anybody."""
    head = scene.doc[match.head]
    end = max(match.end, phrases.phrase_end(scene.doc[match.end - 1], scene.names_at, office=True))
    found = beside(scene, head, end, wanted) or predicated(scene, head, wanted) or fronted(scene, head, wanted)
    area = _area_of(scene, match, end)
    if not found and "Number=Plur" not in head.morph:
        draft = (_holder(scene, match, area) or _topic(scene, match, area, wanted)) if phrases.is_definite(head) else None
        found = (draft,) if draft else ()
    elif not found and phrases.is_definite(head) and EntityType.PERSON in wanted:
        found = scene.talk.pair(head, lambda d: d.type is EntityType.PERSON)
    if not found:
        return False
    for draft in found:
        draft.roles.add(f"{_office(scene, match)}|{id(area) if area else ''}")
        _learn_gender(draft, head)
    mention(scene, head, match, end, found)
    return True


def _learn_gender(draft: Draft, head: Token) -> None:
    """The person's gender from the noun: a feminine one tells more than a first name ("la députée Jo Cox"), a masculine one only where
    nothing is known."""
    gender = head.morph.get("Gender")
    if draft.type is EntityType.PERSON and gender and (draft.gender is None or gender == "Fem"):
        draft.gender = "f" if gender == "Fem" else "m"


def _office(scene: Scene, match: Match) -> str:
    """The office a role noun names, so that "le chef du gouvernement" takes up "le Premier ministre"; else the noun itself."""
    return scene.lexicon.offices.get(match.word) or fold(match.word)


def _area_of(scene: Scene, match: Match, end: int) -> Draft | None:
    owner, _, _ = owner_of(scene, scene.doc[match.head], match.end, end)
    return owner


def _holder(scene: Scene, match: Match, area: Draft | None) -> Draft | None:
    """Who a bare "le président (kazakh)" is: the person the text gave that role, else the holder of the office at the document's date."""
    role = _office(scene, match)

    def has_role(draft: Draft) -> bool:
        if area is not None:
            return f"{role}|{id(area)}" in draft.roles or (f"{role}|" in draft.roles and area is scene.main_at(scene.doc[match.head]))
        return any(r.split("|")[0] == role for r in draft.roles)

    known = scene.talk.latest(match.head, has_role)
    if known:
        return known
    office, state = scene.lexicon.offices.get(match.word), area or scene.main_at(scene.doc[match.head])
    if not office or not state or not state.record:
        return None
    record = scene.authority.holder(office, state.record.id, scene.document.date)
    return scene.registry.known(record.id) if record else None


def _topic(scene: Scene, match: Match, area: Draft | None, wanted: frozenset[EntityType]) -> Draft | None:
    """A new description that opens a sentence as its subject ("L'ancien général, …") goes on about the person spoken of; a bare office
    that the text gave to nobody ("Le porte-parole") is somebody else's."""
    head = scene.doc[match.head]
    start, end = phrases.phrase_start(head), phrases.phrase_end(head, scene.names_at)
    completed = area is not None or any(phrases.is_of(t) for t in scene.doc[head.i : end])
    if match.word in scene.lexicon.posts and start + 1 == match.start and _ends_at(scene, match.end):
        return None
    if head.lemma in scene.lexicon.anonymous or (completed and not any(t.lemma == "ancien" for t in scene.doc[start : head.i])):
        return None
    if EntityType.PERSON not in wanted or not scene.doc[start].is_sent_start or head.dep_ not in {"nsubj", "nsubj:pass"}:
        return None
    return scene.talk.antecedent(head, lambda d: d.type is EntityType.PERSON and d is not area, sentences=2)


def _ends_at(scene: Scene, end: int) -> bool:
    """True where the noun phrase is over: a verb, a clitic or a mark other than a bracket follows."""
    after = scene.doc[min(end, len(scene.doc) - 1)]
    return after.pos_ in {"VERB", "AUX", "PRON", "ADV"} or (after.is_punct and after.text != "(")
