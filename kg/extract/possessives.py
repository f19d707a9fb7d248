"""Possessives: whose "son mari", "leur pays" or "ses taux" is."""

from __future__ import annotations

from kg.extract.entities import Draft
from kg.extract.grammar import copula_subjects, grammatical_subjects, preposition
from kg.extract.referring import REFERRING, coordinated_subject, pronominal
from kg.extract.scene import Scene
from kg.model import EntityType
from kg.text.tokens import Token


def possessive(scene: Scene, token: Token) -> None:
    """Resolves a possessive; one before the subject of its clause waits for that, see `settle`."""
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
        pronominal(scene, token, before)
        return

    bearers = {EntityType.PERSON} if token.head.lemma in scene.lexicon.personal else REFERRING

    addressed = (
        *_addressed(scene, token),
        *(d for t in copula_subjects(token.head) for d in scene.talk.denotes(t)),
    )  # "X sera **son** chef"

    def accepts(draft: Draft) -> bool:
        return draft.type in bearers and plural == (draft.plural or draft.type is EntityType.PEOPLE) and draft not in addressed

    if plural and (pair := coordinated_subject(scene, token)):
        pronominal(scene, token, pair)
        return
    if owner := next((d for d in _subject_of_object(scene, token) if accepts(d)), None):
        pronominal(scene, token, (owner,))
    elif token.lower_ in {"son", "sa", "ses", "leur", "leurs"}:
        found = scene.talk.antecedent(token, accepts, near=1.0, things=lambda p: p.plural == plural and p.subject)
        if found:
            pronominal(scene, token, (found,))


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
            pronominal(scene, possessive, drafts)
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
