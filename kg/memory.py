"""What is kept in memory: answers about words, and until when objects that are dead but tie each other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from mypy_extensions import mypyc_attr


@mypyc_attr(native_class=False)  # compiled classes cannot inherit from built-in ones
class Answers(dict[str, bool]):
    """What a question says of each word, asked once a word: `answers[word]` is a plain look-up from then on, and costs no call."""

    def __init__(self, question: Callable[[str], bool], known: Iterable[str] = ()) -> None:
        """The answer is yes for the words that are `known`."""
        super().__init__(dict.fromkeys(known, True))
        self._question = question

    def __missing__(self, word: str) -> bool:
        answer = self[word] = self._question(word)
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
