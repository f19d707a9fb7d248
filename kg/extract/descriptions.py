"""Descriptions: which entity "le président kazakh", "ce pays du Caucase" or "la police" denotes.

A description next to a name is the name's (apposition, copula); otherwise it takes up an entity mentioned before that fits, or names a
body by what
it belongs to. What fits nothing denotes nothing: a wrong link is worse than none.
"""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.apposition import is_attributive, is_role
from kg.extract.bodies import take_body, take_part
from kg.extract.kinds import short_form, take_class
from kg.extract.roles import take_role
from kg.extract.scene import Scene
from kg.lexicon import Match
from kg.model import EntityType
from kg.text.tokens import Token


def describe(scene: Scene, token: Token) -> int:
    """Resolves the description that starts at this token, if one does: one that the lexicon knows, or the short form of a name.
    Returns the index up to which its own words are accounted for, 0 for none."""
    lexicon = scene.lexicon
    institution = lexicon.institutions.at(token)
    if institution and _is_nominal(scene, institution[0]):
        return take_body(scene, institution[0], institution[1][0])
    part = lexicon.parts.at(token)
    if part and _is_nominal(scene, part[0]) and (end := take_part(scene, part[0])):
        return end
    role = scene.role_at[token.i]
    if role and _is_role(scene, *role):
        scene.roles[token.i] = role[0]
        if take_role(scene, *role):
            return role[0].end
    kind = lexicon.classes.at(token)
    if kind and _is_nominal(scene, kind[0]) and (token.is_lower or token.is_sent_start) and take_class(scene, *kind):
        return kind[0].end
    return short_form(scene, token) if token.pos_ == "NOUN" else 0


def _is_role(scene: Scene, match: Match, types: frozenset[EntityType]) -> bool:
    """True for a role noun of its own: not one in a name ("les droits de l'Homme"), nor a participle before the role ("élu |
    président")."""
    token = scene.doc[match.start]
    written = (
        token.is_lower or token.is_upper or token.is_sent_start or EntityType.PERSON not in types or match.word in scene.lexicon.offices
    )
    follows = match.end < len(scene.doc) and is_role(scene, scene.doc[match.end])
    return written and not follows and _is_nominal(scene, match)


def _is_nominal(scene: Scene, match: Match) -> bool:
    """True where the words stand as a noun, or as what somebody is said to be."""
    head = scene.doc[match.head]
    if head.pos_ in {"VERB", "ADJ"} and (_is_predicate(scene, head) or scene.ends.get(match.start) or _is_apposed(scene, match)):
        return True
    return match.end - match.start > 1 or head.pos_ in {"NOUN", "PROPN"} or (head.pos_ == "ADJ" and phrases.determiner(head) is not None)


def _is_apposed(scene: Scene, match: Match) -> bool:
    """True behind a name and a comma for a noun with a complement that the tagger takes for a verb ("X, **fondateur** du parti")."""
    comma, after = match.start - 1, match.end
    bounded = comma > 0 and scene.doc[comma].text == "," and scene.ends.get(comma) is not None and after < len(scene.doc)
    return bounded and phrases.is_of(scene.doc[after])


def _is_predicate(scene: Scene, head: Token) -> bool:
    """True where a verb that says what somebody is or becomes stands before the word, adverbs apart."""
    i = head.i - 1
    while i > 0 and scene.doc[i].pos_ == "ADV":
        i -= 1
    return i >= 0 and is_attributive(scene, scene.doc[i])
