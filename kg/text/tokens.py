"""The parse of a document as plain Python objects: what all extraction reads.

spaCy makes a new object at every access to a token and looks every string up in a table, and the rules here ask for tokens very often.
So each is copied once, for three or four hundredths of the cost of the parse. Attributes are called as in spaCy.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from mypy_extensions import mypyc_attr

from kg.memory import Answers
from kg.model import Span

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

NUMBERS = ("IDX", "HEAD", "SENT_START")
FLAGS = ("IS_SPACE", "IS_PUNCT", "SPACY")
STRINGS = ("ORTH", "LOWER", "LEMMA", "POS", "DEP", "MORPH", "ENT_TYPE")
QUOTES = frozenset("\"'`«»‘’‚‛“”„‟‹›❮❯") | {"''", "``"}


@mypyc_attr(native_class=False)  # compiled classes cannot inherit from built-in ones
class Morph(frozenset[str]):
    """The morphological features of a word, each as "Number=Plur"."""

    def __init__(self, features: Iterable[str] = ()) -> None:  # noqa: ARG002  they are taken as the set is made
        self._values = {name: value for name, _, value in (feature.partition("=") for feature in self)}

    def get(self, field: str) -> str:
        """The value of a feature, "" where the word has none."""
        return self._values.get(field, "")


class Token:
    """A word, mark or stretch of white space. `i` is its index in the document, `idx` the offset of its first character, `lemma` its lemma
    in small letters, `head` its governor (itself for a root), `lefts` and `rights` its dependents before and after it, `sent` its
    sentence."""

    __slots__ = (
        "children", "dep_", "doc", "ent_type_", "head", "i", "idx", "is_punct", "is_sent_start", "is_space", "lefts", "lemma", "lower_",
        "morph", "pos_", "rights", "sent", "text", "whitespace_",
    )  # fmt: skip
    doc: Parse
    head: Token
    sent: Sentence
    lefts: Sequence[Token]
    rights: Sequence[Token]
    children: Sequence[Token]

    def __init__(
        self, i: int, idx: int, text: str, lower: str, lemma: str, pos: str, dep: str, morph: Morph, space: bool, ent_type: str,
        is_space: bool, is_punct: bool,
    ) -> None:  # fmt: skip
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower
        self.lemma = lemma
        self.pos_ = pos
        self.dep_ = dep
        self.morph = morph
        self.whitespace_ = " " if space else ""
        self.ent_type_ = ent_type
        self.is_space = is_space
        self.is_punct = is_punct
        self.is_sent_start = False
        self.lefts = self.rights = self.children = ()

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.idx + len(self.text)

    @property
    def is_lower(self) -> bool:
        """True for a word in small letters."""
        return self.text.islower()

    @property
    def is_upper(self) -> bool:
        """True for a word in capital letters."""
        return self.text.isupper()

    @property
    def is_digit(self) -> bool:
        """True for digits alone."""
        return self.text.isdigit()

    @property
    def is_quote(self) -> bool:
        """True for a quotation mark."""
        return self.text in QUOTES

    @property
    def text_with_ws(self) -> str:
        """The word and the space after it."""
        return self.text + self.whitespace_

    def nbor(self, distance: int = 1) -> Token:
        """The word so many places after this one. Raises IndexError beyond the ends of the document."""
        index = self.i + distance
        if index < 0:
            raise IndexError(f"no word {-distance} places before word {self.i}")
        return self.doc[index]

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its governor, the governor of that one, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    def is_ancestor(self, other: Token) -> bool:
        """True where `other` depends on this word, directly or not."""
        return any(above is self for above in other.ancestors)

    @property
    def subtree(self) -> list[Token]:
        """The word and all that depend on it, in text order."""
        found: list[Token] = []
        for child in self.lefts:
            found += child.subtree
        found.append(self)
        for child in self.rights:
            found += child.subtree
        return found

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        token = self
        while token.lefts:
            token = token.lefts[0]
        return token

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        token = self
        while token.rights:
            token = token.rights[-1]
        return token


class TokenSpan:
    """Consecutive tokens of a document, from index `start` to before `end`."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Parse, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __reversed__(self) -> Iterator[Token]:
        return reversed(self.doc[self.start : self.end])

    @property
    def text(self) -> str:
        """The text from the first of its tokens to the last, "" where there are none."""
        return self.doc.between(self.start, self.end)

    @property
    def root(self) -> Token:
        """The token that is nearest to the root of its sentence, the first where several are; a mark or space only where all are."""
        tokens = self.doc[self.start : self.end]
        if len(tokens) == 1:
            return tokens[0]
        for token in tokens:
            if token.head is token:
                return token
        outside = [t for t in tokens if not self.start <= t.head.i < self.end]
        return outside[0] if len(outside) == 1 else min(outside, key=_depth)


def _depth(token: Token) -> tuple[bool, int]:
    bare = (token.is_space or token.is_punct) and not token.children
    return bare, 0 if bare else sum(1 for _ in token.ancestors)


class Sentence(TokenSpan):
    """A sentence; `number` is its place among those of the document."""

    __slots__ = ("number",)

    def __init__(self, doc: Parse, start: int, end: int, number: int) -> None:
        super().__init__(doc, start, end)
        self.number = number


class Entity(NamedTuple):
    """A name that the recogniser found: the indices of its tokens, `end` exclusive, and the label it gave."""

    start: int
    end: int
    label: str


@mypyc_attr(native_class=False)
class Parse(tuple[Token, ...]):
    """The tokens of a document, with its text, its sentences and the names that the recogniser found."""

    text: str
    sents: tuple[Sentence, ...]
    ents: tuple[Entity, ...]
    _offsets: list[int]

    def span(self, start: int, end: int) -> TokenSpan:
        """The tokens from index `start` to before `end`, as far as there are any."""
        return TokenSpan(self, max(start, 0), min(end, len(self)))

    def between(self, start: int, end: int) -> str:
        """The text from the token at index `start` to the one before `end`, "" where there are none."""
        if end - start <= 1:
            return self[start].text if start < end else ""
        last = self[end - 1]
        return self.text[self[start].idx : last.idx + len(last.text)]

    def index_at(self, offset: int) -> int:
        """The index of the token that holds a character, or of the last one before it; 0 where there is none."""
        return max(0, bisect_right(self._offsets, offset) - 1)

    def at(self, offset: int) -> Token:
        """The token that holds a character, or the last one before it."""
        return self[self.index_at(offset)]

    def inside(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly in a part of the text."""
        first = bisect_left(self._offsets, span.start)
        last = bisect_left(self._offsets, span.end, lo=first)
        return self[first : last - 1 if last > first and self[last - 1].end > span.end else last]

    def starting_in(self, span: Span) -> range:
        """The indices of the tokens whose first character lies in a part of the text."""
        first = bisect_left(self._offsets, span.start)
        return range(first, bisect_left(self._offsets, span.end, lo=first))

    def touching(self, span: Span) -> TokenSpan:
        """The tokens that have a character in a part of the text."""
        first = self.index_at(span.start)
        return TokenSpan(self, first + 1 if self[first].end <= span.start else first, bisect_left(self._offsets, span.end))


def copied(doc: Doc) -> Parse:
    """The plain copy of a spaCy document."""
    table = doc.to_array([*NUMBERS, *FLAGS, *STRINGS])
    numbers, flags, strings = np.split(table.T, (len(NUMBERS), len(NUMBERS) + len(FLAGS)))
    idx, heads, starts = numbers.astype("int64").tolist()
    spaces, puncts, whites = flags.astype(bool).tolist()
    known = _known(doc.vocab.strings)
    texts, lowers, lemmas, classes, roles, morphs, labels = ([*map(known.__getitem__, ids)] for ids in strings.tolist())
    small, features = map(str.lower, lemmas), map(_morph, morphs)
    parse = Parse(map(Token, range(len(idx)), idx, texts, lowers, small, classes, roles, features, whites, labels, spaces, puncts))
    parse.text = "".join([text + " " if white else text for text, white in zip(texts, whites, strict=True)])
    parse._offsets = idx
    parse.ents = tuple(Entity(each.start, each.end, each.label_) for each in doc.ents)
    _connect(parse, heads)
    _divide(parse, starts)
    return parse


@lru_cache(maxsize=2)
def _known(strings: StringStore) -> Answers[int, str]:
    """The strings by their number, those of earlier documents ready-made."""
    return Answers(strings.__getitem__)


@lru_cache(maxsize=4096)
def _morph(features: str) -> Morph:
    return Morph(features.split("|") if features not in {"", "_"} else ())


def _connect(parse: Parse, heads: list[int]) -> None:
    """Ties each token to its governor, so many places away, and each governor to its dependents."""
    before: defaultdict[int, list[Token]] = defaultdict(list)
    after: defaultdict[int, list[Token]] = defaultdict(list)
    for token, distance in zip(parse, heads, strict=True):
        token.doc = parse
        at = token.i + distance
        token.head = parse[at]
        if distance > 0:
            before[at].append(token)
        elif distance < 0:
            after[at].append(token)
    for i, dependents in before.items():
        parse[i].lefts = parse[i].children = dependents
    for i, dependents in after.items():
        parse[i].rights = dependents
        parse[i].children = [*parse[i].lefts, *dependents]


def _divide(parse: Parse, starts: list[int]) -> None:
    """Marks the first tokens of the sentences, and tells each token its own."""
    opening = [i for i, start in enumerate(starts) if start == 1 or i == 0]
    parse.sents = tuple(Sentence(parse, *ends, number) for number, ends in enumerate(pairwise([*opening, len(parse)])))
    for sentence in parse.sents:
        parse[sentence.start].is_sent_start = True
        for token in sentence:
            token.sent = sentence
