"""What pronouns of every kind share: whom they can take up, and how that is noted."""

from __future__ import annotations

from kg.extract.entities import Draft
from kg.extract.reading import span_of
from kg.extract.scene import Scene
from kg.model import EntityType, MentionType
from kg.text.tokens import Token

REFERRING = frozenset({EntityType.PERSON, EntityType.COUNTRY, EntityType.ORGANIZATION, EntityType.GOVERNMENT, EntityType.PEOPLE})
LONGEST_INSERTION = 12  # tokens between two commas


def pronominal(scene: Scene, token: Token, drafts: tuple[Draft, ...]) -> None:
    """Notes that a pronoun denotes these entities."""
    scene.talk.mention(token, span_of(token, token), MentionType.PRONOMINAL, drafts)


def coordinated_subject(scene: Scene, token: Token) -> tuple[Draft, ...]:
    """Several singular subjects of the sentence before, or of this one: "A et B … ils"."""
    here = token.sent.number
    subjects: dict[int, list[Draft]] = {}
    for p in scene.talk.past[-20:]:
        if p.draft and p.named and here - p.sentence <= 1 and p.token < token.i and not p.draft.plural and p.subject:
            subjects.setdefault(p.sentence, []).append(p.draft)
    for sentence in sorted(subjects, reverse=True):
        unique = tuple(dict.fromkeys(subjects[sentence]))
        if len(unique) > 1 and len({d.type for d in unique}) == 1:
            return unique
    return ()
