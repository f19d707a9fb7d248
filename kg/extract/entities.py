"""Names → entities: the same thing named twice is one entity, and what it is elsewhere known as is linked.

Inside a document, longer names take up shorter ones ("Ali Bongo" is "Ali Bongo Ondimba"), an acronym its expansion, two spellings of
one linked
thing each other. Across documents, entities are one where their `id` is: that of the authority's record, or the slug of a full name;
what only this document can tell apart (a lone surname, "la mobilisation") has the document in its id.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.authority import Authority, Record, fold, slug
from kg.extract.name_acronyms import is_acronym as in_capitals
from kg.extract.names import NamedSpan
from kg.model import Entity, EntityType, Name
from kg.text.tokens import Parse, Token

PLACES = frozenset({EntityType.COUNTRY, EntityType.AREA, EntityType.CITY, EntityType.PLACE})
BODIES = frozenset({EntityType.ORGANIZATION, EntityType.GOVERNMENT})
LOCAL = frozenset({EntityType.EVENT, EntityType.WORK})


@dataclass(eq=False)
class Draft:
    """An entity while its document is read. `owner` is what a body belongs to ("ministère" of "Géorgie"), `core` its own words,
    `roles` and `kinds` the nouns that the text described it by."""

    type: EntityType
    names: Counter[str] = field(default_factory=Counter)
    record: Record | None = None
    score: float | None = None
    gender: str | None = None
    plural: bool = False
    label: str | None = None
    owner: Draft | None = None
    core: str = ""
    stated: bool = True
    roles: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def main_name(self) -> str:
        """The fullest name, the most frequent of equals."""
        if self.label or len(self.names) < 2:
            return self.label or "".join(self.names)
        return max(self.names, key=lambda n: (len(n.split()), self.names[n], n))

    def fits(self, other: EntityType) -> bool:
        """True where the types can be of one thing."""
        return self.type is other or {self.type, other} <= PLACES or {self.type, other} <= BODIES


class Registry:
    """The entities of one document, in the order of their first mention."""

    def __init__(self, authority: Authority) -> None:
        self.authority = authority
        self.drafts: list[Draft] = []
        self._by_name: dict[str, list[Draft]] = {}
        self._by_record: dict[str, Draft] = {}
        self.edges: set[str] = set()
        """The folded words that a name of the document begins or ends with: most words are none, and need no further look."""

    def add(self, draft: Draft) -> Draft:
        """Registers an entity under its names."""
        self.drafts.append(draft)
        for name in draft.names:
            self._name(draft, name)
        if draft.record:
            self._by_record.setdefault(draft.record.id, draft)
        return draft

    def _name(self, draft: Draft, name: str) -> None:
        key = fold(name)
        known = self._by_name.setdefault(key, [])
        if draft not in known:
            known.append(draft)
            self.edges.add(key.partition(" ")[0])
            self.edges.add(key.rpartition(" ")[2])

    def rename(self, draft: Draft, name: str) -> None:
        """Counts one more mention of the entity under this name."""
        if name not in draft.names:
            self._name(draft, name)
        draft.names[name] += 1

    def named(self, name: str, type_: EntityType) -> Draft | None:
        """The entity of that name (accents, case and hyphens apart) whose type fits."""
        for draft in self._by_name.get(fold(name), ()):
            if draft.fits(type_):
                return draft
        return None

    def known(self, record_id: str) -> Draft | None:
        """The entity linked to that record, if the document has it."""
        return self._by_record.get(record_id)

    def of_record(self, record: Record) -> Draft:
        """The entity linked to that record, new where the document had none."""
        return self.known(record.id) or self.add(Draft(record.type, record=record, score=1.0, gender=record.gender))

    def entities(self, document_id: str, used: set[int]) -> dict[int, Entity]:
        """The finished entities by the identity of their drafts, for those in `used`; ids are unique in the document."""
        taken: dict[str, int] = {}
        own = slug(document_id)
        out = {}
        for draft in self.drafts:
            if id(draft) not in used:
                continue
            base = _identifier(draft, own)
            taken[base] = taken.get(base, 0) + 1
            out[id(draft)] = _entity(draft, base if taken[base] == 1 else f"{base}_{taken[base]}")
        return out


def _identifier(draft: Draft, document: str) -> str:
    if draft.record:
        return draft.record.id
    name = draft.main_name()
    own = slug(name) or "x"
    complete = len(name.split()) > 1 or draft.type is not EntityType.PERSON
    if draft.type in LOCAL or not complete or (draft.owner is None and draft.core):
        return f"{own}.{document}"
    return own


def _entity(draft: Draft, identifier: str) -> Entity:
    record = draft.record
    label = draft.label or (record.label if record else draft.main_name())
    names = {(n, "fr") for n in draft.names}
    if record:
        names.update([(n.text, n.lang) for n in record.names])
    names.discard((label, "fr"))
    aliases = tuple([Name(text, lang) for text, lang in sorted(names)])
    if record is None:
        return Entity(identifier, draft.type, Name(label, "fr"), aliases)
    return Entity(identifier, draft.type, Name(label, "fr"), aliases, record.links, record.codes, draft.score)


def named_entities(doc: Parse, spans: Sequence[NamedSpan], registry: Registry, happenings: Mapping[str, str]) -> list[Draft]:
    """The entity of each named span, in the same order. `happenings` maps nouns of events to groups that take each other up."""
    texts = [_text(doc, s) for s in spans]
    context = frozenset([c.record.id for text in texts for c in registry.authority.candidates(text)[:1]])
    by_length = sorted(range(len(spans)), key=lambda k: -texts[k].count(" "))
    around = _around(spans)
    found: dict[int, Draft] = {}
    for k in by_length:
        span, name = spans[k], texts[k]
        outer = [found[o] for o in around.get(k, ())]  # a name inside another one's never denotes the same ("i within i")
        others = [d for d in registry.drafts if d not in outer] if outer else registry.drafts
        draft = (
            registry.named(name, span.type) or _shorter(name, span.type, others, registry) or _linked(name, span.type, context, registry)
        )
        if draft is None and span.type in LOCAL:
            draft = _same_happening(name, span.type, others) or _same_kind(doc, span, spans, found, outer, happenings)
        if draft is None:
            draft = registry.add(Draft(span.type, plural=span.type is EntityType.PEOPLE))
        registry.rename(draft, name)
        if span.type is EntityType.EVENT and (short := _without_person(doc, span, spans)):
            registry.rename(draft, short)
        found[k] = draft
    _join_acronyms(doc, spans, found, registry)
    first: dict[int, int] = {}
    for k, draft in found.items():
        first[id(draft)] = min(spans[k].start, first.get(id(draft), spans[k].start))
    registry.drafts.sort(key=lambda d: first.get(id(d), 0))
    return [found[k] for k in range(len(spans))]


def _around(spans: Sequence[NamedSpan]) -> dict[int, list[int]]:
    """The longer spans around each span that stands inside others, all by their place in the sequence."""
    around: dict[int, list[int]] = {}
    open_: list[int] = []
    for k in sorted(range(len(spans)), key=lambda k: (spans[k].start, -spans[k].end)):
        open_ = [o for o in open_ if spans[o].end >= spans[k].end]
        if open_:
            around[k] = list(open_)
        open_.append(k)
    return around


def _without_person(doc: Parse, span: NamedSpan, spans: Sequence[NamedSpan]) -> str | None:
    """ "mobilisation partielle" of "mobilisation partielle de Vladimir Poutine"."""
    inner = (s for s in spans if s.type is EntityType.PERSON and span.start + 1 < s.start < span.end and s.end == span.end)
    person = next(inner, None)
    return " ".join(doc.between(span.start, person.start - 1).split()) if person else None


def _text(doc: Parse, span: NamedSpan) -> str:
    return " ".join(doc.between(span.start, span.end).split())


def _linked(name: str, type_: EntityType, context: frozenset[str], registry: Registry) -> Draft | None:
    candidate = registry.authority.link(name, type_, context)
    if candidate is None:
        return _people(name, registry) if type_ is EntityType.PEOPLE else None
    known = registry.known(candidate.record.id)
    if known:
        return known
    record = candidate.record
    return registry.add(
        Draft(record.type, record=record, score=candidate.score, gender=record.gender, plural=record.type is EntityType.PEOPLE)
    )


def _people(name: str, registry: Registry) -> Draft | None:
    """The people that a word of origin behind a common noun names: "citoyens russes" are the Russians."""
    words = name.split()
    demonym = registry.authority.demonym(words[-1]) if len(words) > 1 else None
    record = registry.authority.record(demonym.people) if demonym else None
    if record is None:
        return None
    draft = registry.of_record(record)
    draft.plural = True
    return draft


def _shorter(name: str, type_: EntityType, drafts: Iterable[Draft], registry: Registry) -> Draft | None:
    """The one entity whose longer name this one shortens: "Tokaïev" of "Kassym-Jomart Tokaïev", "al-Nosra" of "Front al-Nosra"."""
    words = fold(name).split()
    if type_ in PLACES or type_ is EntityType.PEOPLE or not words:
        return None
    if words[0] not in registry.edges and words[-1] not in registry.edges:
        return None
    fitting = [d for d in drafts if d.fits(type_) and d.owner is None and any(_shortens(words, fold(n).split(), type_) for n in d.names)]
    if len(fitting) > 1 and type_ is not EntityType.PERSON:
        fitting.sort(key=lambda d: -sum(d.names.values()))
        return fitting[0] if sum(fitting[0].names.values()) > sum(fitting[1].names.values()) else None
    return fitting[0] if len(fitting) == 1 else None


def _same_happening(name: str, type_: EntityType, drafts: Iterable[Draft]) -> Draft | None:
    """The event or work whose name says more of the same: each word of the shorter name that means something is in the longer one."""
    words = _content(name)
    for draft in drafts:
        if draft.type is type_ and any(_content(n)[:1] == words[:1] and set(words) <= set(_content(n)) for n in draft.names):
            return draft
    return None


def _same_kind(
    doc: Parse,
    span: NamedSpan,
    spans: Sequence[NamedSpan],
    found: Mapping[int, Draft],
    outer: Sequence[Draft],
    groups: Mapping[str, str],
) -> Draft | None:
    """The event of the same kind and the same places: "le conflit en Ukraine" is "l'offensive de Moscou contre l'Ukraine"."""
    group, places = groups.get(doc[span.start].lower_), _inner(doc, span, spans)
    for k, draft in found.items():
        other = spans[k]
        if other.type is not span.type or draft in outer:
            continue
        same_group = group is not None and groups.get(doc[other.start].lower_) == group
        same_noun = doc[other.start].lemma == doc[span.start].lemma
        if not same_group and not same_noun:  # nearly all
            continue
        where = _inner(doc, other, spans)
        if same_group and places & where:
            return draft
        mine, theirs = _qualities(doc, span, places), _qualities(doc, other, where)
        if same_noun and (mine <= theirs or theirs <= mine) and (places & where or not places or not where):
            return draft
    return None


def _qualities(doc: Parse, span: NamedSpan, places: set[str]) -> set[str]:
    """The words that tell an event from others of its noun: adjectives, numbers, complements other than places."""
    inside = {w for place in places for w in place.split()}
    words = [t for t in doc[span.start + 1 : span.end] if _tells(t) and fold(t.text) not in inside]
    sides = {part[:4] for t in words if "-" in t.text for part in fold(t.text).split()}  # "américano-russe" is "russo-américain"
    return sides | {fold(t.lemma) for t in words if "-" not in t.text}


def _tells(token: Token) -> bool:
    return token.pos_ in {"ADJ", "NUM", "NOUN", "PROPN"} or token.text[:1].isupper()


def _inner(doc: Parse, span: NamedSpan, spans: Sequence[NamedSpan]) -> set[str]:
    """The places named inside a longer name."""
    return {fold(_text(doc, s)) for s in spans if span.start < s.start and s.end <= span.end and s.type in PLACES}


def _content(name: str) -> list[str]:
    return [w.rstrip("s") for w in fold(name).replace("'", " ").split() if len(w) > 3 or w.isdigit()]


def _shortens(short: list[str], full: list[str], type_: EntityType) -> bool:
    if len(short) >= len(full):
        return False
    if type_ is EntityType.PERSON:
        return full[-len(short) :] == short or (len(short) > 1 and full[: len(short)] == short)
    return full[-len(short) :] == short or full[: len(short)] == short


def _join_acronyms(doc: Parse, spans: Sequence[NamedSpan], found: dict[int, Draft], registry: Registry) -> None:
    """ "Forces nationales de libération (FNL)": the name in parentheses right after a name is another name of it, where its letters are
    the initials."""
    by_start = {s.start: k for k, s in enumerate(spans)}
    for k, span in enumerate(spans):
        if span.end + 1 >= len(doc) or doc[span.end].text != "(":
            continue
        other = by_start.get(span.end + 1)
        if other is None or spans[other].end >= len(doc) or doc[spans[other].end].text != ")":
            continue
        full, short = found[k], found[other]
        if full is short or not full.fits(short.type):
            continue
        if is_acronym(_text(doc, spans[other]), _text(doc, span)) or _is_foreign(doc, span, spans[other], short):
            merge(short, full, found, registry)


def _is_foreign(doc: Parse, span: NamedSpan, other: NamedSpan, short: Draft) -> bool:
    """True for the acronym, unknown otherwise, of an institution's name in another language ("Comité international paralympique (IPC)")."""
    first = doc[span.start]
    opens = first.pos_ == "NOUN" and span.end - span.start > 2
    return opens and short.record is None and short.type in BODIES and in_capitals(_text(doc, other)) and other.end - other.start == 1


def is_acronym(short: str, full: str) -> bool:
    """True where the capitals of `short` are initials of words of `full`, in order ("FIDH", "CPI")."""
    letters = [c for c in fold(short) if c.isalnum()]
    initials = iter(word[0] for word in fold(full).replace("'", " ").split())
    return short.isupper() and 2 <= len(letters) <= 8 and all(letter in initials for letter in letters)


def merge(old: Draft, new: Draft, found: dict[int, Draft], registry: Registry) -> None:
    """Makes every mention of one entity a mention of another."""
    for name, count in old.names.items():
        new.names[name] += count
        registry._name(new, name)
    if new.record is None:
        new.record, new.score = old.record, old.score
    for k, draft in found.items():
        if draft is old:
            found[k] = new
    registry.drafts.remove(old)
    for known in registry._by_name.values():
        if old in known:
            known.remove(old)
