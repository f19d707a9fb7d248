"""The same work on many pieces, in this process or in several, with the results in the order of the pieces."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from kg.errors import KgError
from kg.model import Document, Facts
from kg.run import Extractor, Options, load

Piece = TypeVar("Piece")
Result = TypeVar("Result")
LARGEST = 16  # items of a piece; larger ones gain nothing, and the last ones would leave the other processes idle
AHEAD = 3  # pieces under way for each process: enough that none waits for its next one, and no more in memory


def mapped(work: Callable[[Extractor, Piece], Result], pieces: Iterable[Piece], options: Options, jobs: int = 1) -> Iterator[Result]:
    """What `work`, a function of a module, makes of each piece, in order. Each of `jobs` processes loads the extractor once.

    Pieces and results are pickled where there is more than one process; pieces are asked for as they are needed. Raises what the work
    raises, and KgError where a process ends before its work does.
    """
    if jobs == 1:
        waiting = iter(pieces)
        for first in islice(waiting, 1):  # without a piece nothing is loaded
            extractor = load(options)
            yield work(extractor, first)
            yield from (work(extractor, piece) for piece in waiting)
    else:
        yield from _in_processes(work, pieces, options, jobs)


def facts_and_lines(extractor: Extractor, documents: Sequence[Document]) -> tuple[list[Facts], list[str]]:
    """What the documents say, and its graph as lines of N-Triples: work for `mapped`."""
    found = list(extractor.facts(documents))
    return found, extractor.lines(found)


def pieces(items: Sequence[Piece], jobs: int) -> Iterator[Sequence[Piece]]:
    """The items in pieces of a size that gives every process something to do."""
    size = piece_size(len(items), jobs)
    yield from (items[at : at + size] for at in range(0, len(items), size))


def piece_size(total: int, jobs: int) -> int:
    """How many of so many items a process is given at a time."""
    return max(1, min(LARGEST, total // (4 * jobs)))


def _in_processes(work: Callable[[Extractor, Piece], Result], pieces: Iterable[Piece], options: Options, jobs: int) -> Iterator[Result]:
    started = multiprocessing.get_context("spawn")  # a fork would copy locks that threads of this process hold
    under_way: deque[Future[Result]] = deque()
    with ProcessPoolExecutor(jobs, started, _end_with_parent) as pool:
        try:
            for piece in pieces:
                under_way.append(pool.submit(_work, work, options, piece))
                if len(under_way) >= AHEAD * jobs:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        except BrokenProcessPool as error:
            raise KgError("a process was ended from outside (out of memory?): give fewer --jobs, and run it again") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _work(work: Callable[[Extractor, Piece], Result], options: Options, piece: Piece) -> Result:
    return work(_extractor(options), piece)


@lru_cache(maxsize=1)
def _extractor(options: Options) -> Extractor:
    """The extractor of this process."""
    return load(options)


def _end_with_parent() -> None:
    """A process whose parent was killed would wait for its next piece for ever."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
