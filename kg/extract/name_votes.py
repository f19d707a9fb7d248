"""What a name is of: the recogniser, the gazetteer, the words before it and the rest of the document vote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.authority import Authority, Candidate, Demonym, fold
from kg.extract.name_acronyms import is_acronym
from kg.extract.name_shapes import is_capital, is_model
from kg.extract.name_types import NameLexicon
from kg.memory import Answers
from kg.model import EntityType
from kg.text.tokens import Parse

COARSE = {
    EntityType.COUNTRY: EntityType.PLACE,
    EntityType.AREA: EntityType.PLACE,
    EntityType.CITY: EntityType.PLACE,
    EntityType.GOVERNMENT: EntityType.ORGANIZATION,
}
"""Fine types → the type of their class that votes are counted for; a type that is not listed stands for itself."""

Votes = defaultdict[EntityType, float]


def coarse(kind: EntityType) -> EntityType:
    """The class of a type: person, place, organisation, people, event, work or product."""
    return COARSE.get(kind, kind)


SURNAME = 4.0  # how much more a full name tells of a surname than the surname by itself
REVIEWED = 1.3  # how much more a record counts that is no place: the packages know villages of every name, the rest is written by hand
FAMOUS = 0.8  # a place as well known as a country
LIKELY = 0.3  # a place less known than this is no reason to take a word for its name


class Gazetteer:
    """What the authority knows of texts and words, looked up once for all documents."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.origins: Answers[str, Demonym | None] = Answers(self._origin)
        """What a word of origin in lower case stands for ("russes", "russo-ukrainien"), None for another word."""
        self._best: Answers[str, Candidate | None] = Answers(self._best_known)

    def candidate(self, text: str) -> Candidate | None:
        """The best known thing of that name, or None."""
        return self._best[text]

    def _best_known(self, text: str) -> Candidate | None:
        return max(self.authority.candidates(text), key=lambda c: (c.score, c.record.prior), default=None)

    def _origin(self, word: str) -> Demonym | None:
        found = self.authority.demonym(word)
        if found is None and "-" in word:
            found = self.authority.demonym(word.rpartition("-")[2])
        return found

    def is_origin(self, word: str) -> bool:
        """True for a word of origin, in lower case."""
        return self.origins[word] is not None

    def weight(self, text: str) -> float:
        """How much it weighs that the text is a known name; 1 is the recogniser's weight."""
        best = self.candidate(text)
        if not best:
            return 0.0
        if coarse(best.record.type) is EntityType.PLACE:
            famous = best.score >= FAMOUS and " " in text  # a single word may be anybody's surname ("Hollande")
            return REVIEWED * best.score if famous else best.score
        return REVIEWED * max(0.5, best.score)

    def type_of(self, text: str) -> EntityType:
        """What the best known thing of that name is; an organisation where none is known."""
        best = self.candidate(text)
        return best.record.type if best else EntityType.ORGANIZATION

    def knows(self, text: str) -> bool:
        """True where the text is the name of something well enough known to be taken for it."""
        return self.weight(text) >= LIKELY

    def knows_whole(self, text: str) -> bool:
        """True where a known thing has that very name, article and all ("La Haye", not "La France")."""
        best = self.candidate(text)
        return best is not None and any(fold(name.text) == fold(text) for name in best.record.names)

    def knows_place(self, text: str) -> bool:
        """True where it is a place's."""
        best = self.candidate(text)
        return best is not None and best.score >= LIKELY and coarse(best.record.type) is EntityType.PLACE


def _add(votes: Votes, more: Mapping[EntityType, float]) -> None:
    for kind, weight in more.items():
        votes[kind] += weight


def local_votes(doc: Parse, start: int, end: int, label: str, lexicon: NameLexicon, gazetteer: Gazetteer) -> Votes:
    """The votes that this place in the text gives; `label` is the recogniser's, "" where it saw nothing."""
    votes: Votes = defaultdict(float)
    if label in lexicon.labels:
        votes[lexicon.labels[label]] += 1.0
    text = doc.between(start, end)
    best = gazetteer.candidate(text)
    if best:
        votes[coarse(best.record.type)] += gazetteer.weight(text)
    first, _, rest = text.partition("-")
    if rest and not best and is_acronym(first) and not is_acronym(rest) and gazetteer.weight(first):  # "la **CGT**-Cheminots"
        votes[coarse(gazetteer.type_of(first))] += gazetteer.weight(first)
    if is_model(doc[end - 1].text, end - start > 1):
        votes[EntityType.PRODUCT] += 1.5
    if end - start > 1:
        _add(votes, _own_words(doc, start, lexicon, gazetteer))
    _add(votes, _context(doc, start, lexicon))
    return votes


def _own_words(doc: Parse, start: int, lexicon: NameLexicon, gazetteer: Gazetteer) -> Mapping[EntityType, float]:
    """What the first word of a longer name tells: a noun ("République de …", "Affaire …") or a given name, best a double one."""
    first = doc[start]
    own = lexicon.heads.get(first.lower_) or lexicon.classifiers.get(first.lower_)
    given, hyphen, _ = first.text.partition("-")
    person = (
        not first.is_upper
        and is_capital(doc[start + 1])
        and first.lower_ not in lexicon.articles
        and gazetteer.authority.is_given_name(given)
    )
    if person:
        return {EntityType.PERSON: 1.5 if hyphen else 0.6}
    return {coarse(own): 1.5} if own else {}


def _context(doc: Parse, start: int, lexicon: NameLexicon) -> Mapping[EntityType, float]:
    if start == 0 or doc[start].is_sent_start:
        return {}
    before = doc[start - 1]
    if before.pos_ == "ADJ" and start > 1 and not before.is_sent_start:  # "le journal russe Novaïa Gazeta"
        before = doc[start - 2]
    word = before.lower_
    if word in lexicon.titles:
        return {EntityType.PERSON: 3.0}
    if word in lexicon.cabinets:
        return {EntityType.PERSON: 1.5}
    classifier = lexicon.classifiers.get(word) or lexicon.classifiers.get(before.lemma)
    if classifier:
        return {coarse(classifier): 1.2}
    if (word in lexicon.roles or before.lemma in lexicon.roles) and not is_acronym(doc[start].text):
        return {EntityType.PERSON: 1.5}
    if word in lexicon.of or word in lexicon.definite:
        classifier = _classifier(doc, start - 1, lexicon)
        return {coarse(classifier): 0.8} if classifier and coarse(classifier) is EntityType.PLACE else {}
    if word in lexicon.directions:
        return {EntityType.PLACE: 1.2}
    return {EntityType.PLACE: 0.5} if word in lexicon.places_after else {}


def _classifier(doc: Parse, at: int, lexicon: NameLexicon) -> EntityType | None:
    """The type that the noun before "de (la)" gives ("la ville de Nice")."""
    while at > 0 and doc[at].lower_ in lexicon.joints:
        at -= 1
    word = doc[at].lower_
    whole = lexicon.classifiers.get(doc.between(max(0, at - 2), at + 1).lower()) if word in lexicon.classifier_ends else None
    return whole or lexicon.classifiers.get(word) or lexicon.classifiers.get(doc[at].lemma)


def document_votes(surfaces: Iterable[tuple[tuple[str, ...], Votes]]) -> dict[tuple[str, ...], Votes]:
    """The votes of all the places where a surface (its words, folded) stands, summed.

    A person's full name also votes for the surname alone, and the surname ("Mme Le Pen") for the full names that may be a person's.
    """
    alone: dict[tuple[str, ...], Votes] = {}
    for words, votes in surfaces:
        _add(alone.setdefault(words, defaultdict(float)), votes)
    total = {words: votes.copy() for words, votes in alone.items()}
    for words, votes in alone.items():
        if EntityType.PERSON not in votes or len(words) == 1:
            continue
        if _person(votes) and words[-1:] in total:
            total[words[-1:]][EntityType.PERSON] += SURNAME * votes[EntityType.PERSON]
        elif votes[EntityType.PERSON]:
            total[words][EntityType.PERSON] += max((_person(alone.get(words[k:])) for k in range(1, len(words))), default=0.0)
    return total


def _person(votes: Votes | None) -> float:
    """How many votes say person, where most do."""
    return votes[EntityType.PERSON] if votes and max(votes, key=votes.__getitem__) is EntityType.PERSON else 0.0


def winner(local: Votes, everywhere: Votes) -> tuple[EntityType, float] | None:
    """The class with most votes, here and (at half weight) in the whole document, and its share of them; None without votes."""
    if len(everywhere) == 1:  # most often: all say the same
        return next(iter(everywhere)), 1.0
    votes = {kind: local[kind] + 0.5 * (everywhere[kind] - local[kind]) for kind in sorted({*local, *everywhere})}
    if not votes:
        return None
    kind = max(votes, key=lambda k: (votes[k], local[k], k.value))
    return kind, votes[kind] / sum(votes.values())


def fine(kind: EntityType, doc: Parse, start: int, end: int, lexicon: NameLexicon, gazetteer: Gazetteer) -> EntityType:
    """The finest type of a class that the gazetteer, the name's own first word or the noun before it tells."""
    best = gazetteer.candidate(doc.between(start, end))
    if best and coarse(best.record.type) is kind:
        return best.record.type
    own = lexicon.heads.get(doc[start].lower_)
    if own and coarse(own) is kind and end - start > 1:
        return own
    before = _classifier(doc, start - 1, lexicon) if start else None
    return before if before and coarse(before) is kind else kind
