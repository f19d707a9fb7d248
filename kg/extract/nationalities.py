"""Words of nationality: which country "kazakh", "ukrainiennes" or "russo-ukrainienne" denotes, and whom "l'Italien" before a name."""

from __future__ import annotations

from kg.extract.apposition import past_quotes
from kg.extract.entities import Draft
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.model import EntityType, MentionType
from kg.text.tokens import Token


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
