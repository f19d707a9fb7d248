"""Relative pronouns: what a relative clause is about."""

from __future__ import annotations

from kg.extract import phrases
from kg.extract.entities import Draft
from kg.extract.grammar import is_passive
from kg.extract.referring import LONGEST_INSERTION, pronominal
from kg.extract.scene import Scene
from kg.model import EntityType
from kg.text.tokens import Token


def relative(scene: Scene, token: Token) -> None:
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
        pronominal(scene, token, drafts)


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
