"""The words of a language: one TOML file, one table a stage."""

from __future__ import annotations

import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from kg import paths
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.text.tokens import Token

T = TypeVar("T")


@cache
def tables(lang: str) -> Mapping[str, Any]:
    """The tables of a language's lexicon file. Raises KgError where there is none for it or it is not valid TOML."""
    path = paths.ontology() / "lexicon" / f"{lang}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.toml")))
        raise KgError(f"no lexicon for language {lang!r}: add {path}, or use one of: {known}") from None
    except tomllib.TOMLDecodeError as error:
        raise KgError(f"{path} is not valid TOML: {error}") from error


def check_relations(lang: str, relations: Mapping[str, Sequence[Mapping[str, Any]]], known: Container[str]) -> None:
    """Raises KgError where an entry of the tables `relations` of a language's lexicon lacks something or names no known relation."""
    for kind, entries in relations.items():
        for number, entry in enumerate(entries, 1):
            where = f"{paths.ontology() / 'lexicon' / lang}.toml: entry {number} of [[relations.{kind}]]"
            if missing := sorted({"property", "words"} - entry.keys()):
                raise KgError(f"{where} has no {missing[0]}: it has {', '.join(sorted(entry))}")
            for name in entry["property"]:
                if name not in known:
                    raise KgError(f"{where}: {name!r} is no kg:Relation of kg.ttl: declare it there, or mend the name")


class Match(NamedTuple):
    """Where words of the lexicon stand: token indices, end exclusive; `head` is the noun among them; `word` the entry's words."""

    start: int
    end: int
    head: int
    word: str


class Phrases(Generic[T]):
    """Words and phrases of one or several tokens, each with a value; looked up in a dictionary by the first word.

    A token matches a word by its form or by its lemma, in lower case; the longest phrase wins.
    """

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, T]]] = {}
        for phrase, value in entries:
            words = tuple(phrase.lower().replace("'", "' ").split())
            self._by_first.setdefault(words[0], []).append((words, phrase, value))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    @property
    def firsts(self) -> frozenset[str]:
        """The words that a phrase starts with."""
        return frozenset(self._by_first)

    def at(self, token: Token, longest: int = 99) -> tuple[Match, list[T]] | None:
        """The longest phrase of at most so many words that starts at this token and the values of its entries, in the order of the
        lexicon; None
        where there is none."""
        options = self._by_first.get(token.lower_) or self._by_first.get(token.lemma)
        if not options:
            return None
        best: tuple[Match, list[T]] | None = None
        size = 0
        for words, phrase, value in options:
            length = len(words)
            if length < size:
                break
            if length <= longest and (length == 1 or _goes_on(words, token)):
                if best:
                    best[1].append(value)
                else:
                    start, end, size = token.i, token.i + length, length
                    best = Match(start, end, start if length == 1 else _noun(token, end), phrase), [value]
        return best


def _goes_on(words: tuple[str, ...], token: Token) -> bool:
    """True where the words after the first, by which the phrase was looked up, follow the token."""
    doc, start = token.doc, token.i
    if start + len(words) > len(doc):
        return False
    for k in range(1, len(words)):
        following = doc[start + k]
        if words[k] != following.lower_ and words[k] != following.lemma:
            return False
    return True


def _noun(token: Token, end: int) -> int:
    """The head: the first word that is no adjective before its noun ("premier **ministre**", "**attaché** de presse")."""
    return next((t.i for t in token.doc[token.i : end] if t.pos_ not in {"ADJ", "NUM", "DET"}), token.i)
