"""Processes that answer questions, each of which can be ended at any moment.

Oxigraph works out a query in compiled code that cannot be interrupted: a thread that waits for it waits as long as it takes. What ends a
query for certain is the end of the process that runs it. So every question is put to one of a few processes that hold the store open, and
one that takes too long is killed and replaced. The same holds for one that takes all memory: the system ends it, not the server.
"""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from kg.errors import KgError
from kg.serve.opened import Opened, Source

P = ParamSpec("P")
T = TypeVar("T")
STARTING = 60.0  # seconds in which a process must be ready
GRACE = 2.0  # seconds after which a process whose parent is gone ends itself


class TooLong(KgError):  # noqa: N818 - what is answered, no error of the program
    """A question took more time than it may."""


class Busy(KgError):  # noqa: N818
    """All processes are at work, and none came free in time."""


class Ended(KgError):  # noqa: N818
    """The process ended over a question: it took more memory than there is."""


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    pipe: Connection
    ready: bool = False

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


class Pool:
    """`size` processes over the store at `path`; a question may take `seconds`, and take `memory` bytes where the system can limit that."""

    def __init__(self, path: Path, size: int, seconds: float, memory: int | None = None) -> None:
        self.seconds = seconds
        self._path = path
        self._memory = memory
        self._spawn = multiprocessing.get_context("spawn")  # a fork would copy locks that threads of this process hold
        self._free: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._lock = threading.Lock()
        self._workers: list[_Worker] = []
        for _ in range(size):
            self._free.put(self._started())

    def run(self, work: Callable[Concatenate[Opened, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work`, a function of a module, makes of the store and the arguments, in one of the processes.

        Raises what the work raises, and TooLong, Busy or Ended.
        """
        worker = self._take()
        try:
            answer = self._ask(worker, (work, args, kwargs))
        except BaseException:
            self._replace(worker)
            raise
        self._free.put(worker)
        if isinstance(answer, Exception):
            raise answer
        return cast("T", answer)

    def close(self) -> None:
        """End all processes."""
        with self._lock:
            for worker in self._workers:
                worker.end()
            self._workers.clear()

    def _take(self) -> _Worker:
        try:
            return self._free.get(timeout=self.seconds)
        except queue.Empty:
            raise Busy("the server has more to do than it can: ask again in a moment") from None

    def _ask(self, worker: _Worker, question: object) -> object:
        try:
            if not worker.ready and not (worker.pipe.poll(STARTING) and worker.pipe.recv()):
                raise Ended("a process of the server does not start: look at its messages")
            worker.ready = True
            worker.pipe.send(question)
            if not worker.pipe.poll(self.seconds):
                raise TooLong(f"the query was ended after {self.seconds:g} s: ask for less, or narrow it down")
            return worker.pipe.recv()
        except (EOFError, OSError) as error:
            raise Ended("the query was ended: it takes more memory than the server gives it; ask for less") from error

    def _replace(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._workers:  # else the pool has been closed
                self._workers.remove(worker)
                worker.end()
                self._free.put(self._started())

    def _started(self) -> _Worker:
        ours, theirs = self._spawn.Pipe()
        process = self._spawn.Process(target=_serve, args=(theirs, self._path, self.seconds, self._memory), daemon=True)
        process.start()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        return worker


def _serve(pipe: Connection, path: Path, seconds: float, memory: int | None) -> None:
    """What a process does: answer until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its processes itself
    _limit_memory(memory)
    from kg.serve import graphs, pages  # noqa: F401  (so that no question waits for them)

    source = Source(path)
    with suppress(KgError):  # it is raised for whoever asks
        source.current()
    pipe.send(True)
    while True:
        try:
            work, args, kwargs = pipe.recv()
        except (EOFError, OSError):
            return
        _alarm(seconds + GRACE)
        pipe.send(_answer(source, work, args, kwargs))
        _alarm(0)


def _answer(source: Source, work: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> object:
    try:
        return work(source.current(), *args, **kwargs)
    except KgError as error:
        return error
    except MemoryError:
        os._exit(1)
    except Exception as error:  # a defect must not end the process: others wait for it
        return RuntimeError(f"{type(error).__name__}: {error}")


def _alarm(seconds: float) -> None:
    """The system ends this process after so many seconds, should the parent be gone by then."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(most: int | None) -> None:
    if most is not None:
        try:
            import resource
        except ImportError:  # Windows
            return
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
