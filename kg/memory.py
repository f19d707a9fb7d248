"""What is kept in memory: answers about words, and until when objects that are dead but tie each other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


MOST = 500_000  # answers of one kind that are kept: more words than even large corpora use often


class Answers(dict[K, V]):
    """What a question says of each thing, asked once of each: `answers[thing]` is a plain look-up from then on, and costs no call. When
    they are too many, all are forgotten."""

    def __init__(self, question: Callable[[K], V], known: Mapping[K, V] | None = None) -> None:
        """`known` are the answers that need not be asked for."""
        super().__init__(known or {})
        self._question = question
        self._known = known or {}

    def __missing__(self, thing: K) -> V:
        answer = self._question(thing)
        if len(self) >= MOST:
            self.clear()
            self.update(self._known)
        self[thing] = answer
        return answer


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for dead cycles inside. A document's parse and facts are many objects that all live until it is done, and a search after
    every 700 of them takes a tenth of the time."""
    wanted = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if wanted:
            gc.enable()
