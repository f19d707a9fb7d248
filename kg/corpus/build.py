"""Sources → store: what is new is read, what changed is read again, the rest is left as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from time import monotonic

from kg.corpus.configuration import configuration
from kg.corpus.readings import Reading, Refusal, Task, read_task
from kg.corpus.store import Corpus
from kg.parallel import mapped, piece_size
from kg.run import Options
from kg.text.records import Problem, Record
from kg.text.sources import Sources

PUBLISHED = 60.0  # seconds after which readers see what came in


class Outcome(StrEnum):
    """What became of a record."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BAD = "bad"


def _nothing(_: object) -> None: ...


@dataclass(frozen=True, slots=True)
class Build:
    """One run. `tell` is given every problem and remark, `done` the outcome of each record, in order."""

    sources: Sources
    options: Options
    date: str | None = None
    jobs: int = 1
    tell: Callable[[str], None] = _nothing
    done: Callable[[Outcome], None] = _nothing
    outcomes: Counter[Outcome] = field(default_factory=Counter)

    def into(self, folder: Path) -> Counter[Outcome]:
        """Read into the store in a folder, and publish it at the end and once a minute.

        Raises KgError where the store or the model cannot be opened. Whatever ends the run, the documents that are in the store are whole,
        and the same run again ends as one that nothing ended.
        """
        corpus = Corpus(folder, self.options.base)
        for name in (name for name, different in self.sources.shared.items() if different > 1):
            corpus.remove(name)  # it was of one article when it came in
        published = monotonic()
        try:
            for results in mapped(read_task, self._tasks(corpus), self.options, self.jobs):
                for each in results:
                    self._take(corpus, each)
                if monotonic() - published >= PUBLISHED:
                    corpus.publish()
                    published = monotonic()
        finally:
            corpus.flush()
        corpus.publish()
        return self.outcomes

    def _tasks(self, corpus: Corpus) -> Iterator[Task]:
        size = piece_size(self.sources.total, self.jobs)
        waiting: list[tuple[Record, str]] = []
        for record, key in self._fresh(corpus):
            waiting.append((record, key))
            if len(waiting) == size:
                yield Task(tuple(waiting), self.date)
                waiting = []
        if waiting:
            yield Task(tuple(waiting), self.date)

    def _fresh(self, corpus: Corpus) -> Iterator[tuple[Record, str]]:
        """The records that are not in the store as they are now, with their keys."""
        current = configuration(self.options, self.date)
        for each in self.sources.problems:
            self._bad(each)
        for record in self.sources.records():
            if isinstance(record, Problem):
                self._bad(record)
            elif corpus.register.key(record.name) == (key := record.key(current)):
                self._count(Outcome.UNCHANGED)
            elif reason := corpus.register.refusal(record.name, key):
                self._bad(Problem(record.source, reason))
            else:
                yield record, key

    def _take(self, corpus: Corpus, each: Reading | Refusal) -> None:
        if isinstance(each, Refusal):
            self._bad(each.problem)
            corpus.refuse(each.id, each.key, each.problem.what)
            return
        if each.note:
            self.tell(each.note)
        self._count(Outcome.NEW if corpus.register.key(each.id) is None else Outcome.CHANGED)
        corpus.put(each)

    def _bad(self, problem: Problem) -> None:
        self.tell(str(problem))
        self._count(Outcome.BAD)

    def _count(self, outcome: Outcome) -> None:
        self.outcomes[outcome] += 1
        self.done(outcome)
