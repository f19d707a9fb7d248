"""A corpus in figures: `python tests/bench_corpus.py [throughput] [memory] [store]`, all of them by default.

Articles are those of `data/winer_fr_2016.jsonl` in KG_DATA (or `shared` beside the checkout), repeated under other ids. Compare the ratios:
each is of two measurements of one run. Those by the clock need a machine that has nothing else to do.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, cast
from unittest.mock import patch

from pyoxigraph import QuerySolutions, Store

from kg import parallel
from kg.corpus.build import Build
from kg.corpus.readings import Reading, quads
from kg.corpus.snapshots import open_newest
from kg.corpus.store import Corpus
from kg.paths import ontology
from kg.rdf.query import ask
from kg.rdf.questions import Question, questions
from kg.rdf.terms import BASE, PREFIXES
from kg.run import Extractor, Options, load
from kg.text.parse import parse
from kg.text.read import read
from kg.text.sources import Sources

ROOT = Path(__file__).parent.parent
ARTICLES = Path(os.environ.get("KG_DATA") or ROOT.parent / "shared") / "data" / "winer_fr_2016.jsonl"
PATIENCE = 10  # seconds that rdflib is given for one question
Row = tuple[str, str, str]


def articles(folder: Path, count: int) -> Path:
    """A file of so many articles, the first ones again under other ids when they run out."""
    rows = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    file = folder / f"{count}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for number, row in enumerate(islice(cycle(rows), count)):
            out.write(json.dumps({"id": f"{number}-{row['id']}", "text": row["text"], "date": row["date"]}, ensure_ascii=False) + "\n")
    return file


def throughput(folder: Path, count: int) -> Iterator[Row]:
    """CPU and wall-clock seconds of one process, and wall-clock seconds of one on one core and two on two, without loading the model.

    The CPU seconds count the thread that loads the store, which another core works through beside the parser.
    """
    file = articles(folder, count)
    extractor = load(Options())
    documents = read([file]).documents
    list(parse(documents[: count // 10], extractor.nlp))  # the model's tables fill up
    before = _seconds(lambda: parsed(extractor, documents))
    with patch("kg.parallel.load", lambda _: extractor):
        whole = _seconds(lambda: Build(Sources.of([file]), Options()).into(folder / "store"))
    after = _seconds(lambda: parsed(extractor, documents))
    for clock, one, built, two in zip(("CPU seconds", "seconds by the clock"), before, whole, after, strict=True):
        yield f"nlp.pipe, {clock}, before and after", f"{one:.1f}  {two:.1f}", ""
        yield f"kg build --store, {clock}", f"{built:.1f}", f"{(one + two) / 2 / built:.2f} of the throughput of nlp.pipe (0.75)"
    few = articles(folder, count // 4)
    for name, work in (("nlp.pipe", parsed), ("kg build --store", None)):
        one, two = (_marginal(folder, work, few, file, cores) for cores in (1, 2))
        yield (
            f"{name}, seconds by the clock, a process on 1 core and 2 on 2",
            f"{one:.1f}  {two:.1f}",
            f"{one / two:.2f} times as fast (1.7)",
        )


def parsed(extractor: Extractor, documents: Sequence[Any]) -> int:
    """The work of the control: spaCy alone."""
    return sum(len(doc) for _, doc in parse(documents, extractor.nlp))


def _marginal(folder: Path, work: Callable[..., Any] | None, few: Path, many: Path, cores: int) -> float:
    """The time of the many less that of the few, so that start and loading are in neither, with a process for each core."""
    with _cores(cores):
        return _clock(folder, work, many, cores) - _clock(folder, work, few, cores)


@contextmanager
def _cores(count: int) -> Iterator[None]:
    """Keeps all threads of this process, and the processes it starts, to so many cores."""
    there = os.sched_getaffinity(0)
    _keep_to(set(sorted(there)[:count]))
    try:
        yield
    finally:
        _keep_to(there)


def _keep_to(cores: set[int]) -> None:
    for thread in Path("/proc/self/task").iterdir():
        with suppress(ProcessLookupError):  # it ended meanwhile
            os.sched_setaffinity(int(thread.name), cores)


def _clock(folder: Path, work: Callable[..., Any] | None, file: Path, jobs: int) -> float:
    documents = read([file]).documents if work else ()
    parallel._extractor.cache_clear()
    started = perf_counter()
    if work:
        list(parallel.mapped(work, parallel.pieces(documents, jobs), Options(), jobs))
    else:
        Build(Sources.of([file]), Options(), jobs=jobs).into(folder / f"store-{file.stem}-{jobs}")
    return perf_counter() - started


def _seconds(work: Callable[[], Any]) -> tuple[float, float]:
    """What it takes, in CPU seconds and by the clock."""
    cpu, clock = process_time(), perf_counter()
    work()
    return process_time() - cpu, perf_counter() - clock


def memory(folder: Path, count: int) -> Iterator[Row]:
    """Peak memory of whole programs, for so many articles and for a tenth of them."""
    peaks = []
    for articles_ in (count // 10, count):
        command = [sys.executable, "-m", "kg", "build", str(articles(folder, articles_)), "--store", str(folder / f"m{articles_}"), "-q"]
        peaks.append(_peak(command))
        yield f"peak memory after {articles_:,} articles, MB", f"{peaks[-1]:.0f}", ""
    yield "", "", f"{peaks[1] / peaks[0]:.2f} times (1.2)"


def _peak(command: list[str]) -> float:
    """Megabytes. Each program is measured by one of its own, since the system only keeps the largest of all children."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    printed = subprocess.run([sys.executable, "-c", code, *command], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout
    return int(printed) / 1024


def store(folder: Path, triples: int) -> Iterator[Row]:
    """Loading and asking a store of so many triples, beside rdflib's own in memory."""
    readings = list(_readings(articles(folder, 569), triples))
    lines = _default(readings)
    path = folder / "graph.nt"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    loaded, _ = _seconds(lambda: _fill(folder / "million", readings))
    yield f"{len(lines):,} triples into the store, CPU seconds", f"{loaded:.1f}", ""
    graph: list[Any] = []
    parsed_, _ = _seconds(lambda: graph.append(_rdflib(path)))
    yield "into rdflib's memory", f"{parsed_:.1f}", f"the store {parsed_ / loaded:.1f} times as fast"
    snapshot = open_newest(folder / "million")
    for question in (each for each in questions() if not any(parameter.required for parameter in each.parameters)):
        ours, _ = _seconds(partial(_asked, snapshot.store, question))
        theirs = _with_patience(graph[0], question)
        yield f"  {question.name}", f"{ours:.2f}", f"rdflib {theirs}"


def _readings(file: Path, triples: int) -> Iterator[Reading]:
    """Readings of the articles, again under other ids until there are enough triples."""
    extractor = load(Options())
    found = [(facts.document.id, extractor.lines([facts])) for facts in extractor.facts(read([file]).documents)]
    total = 0
    for round_ in range(triples):
        for id_, lines in found:
            again = f"{id_}.{round_}"
            renamed = [_renamed(line, id_, round_) for line in lines]
            yield Reading(again, "key", quads(again, renamed, BASE))
            total += len(lines)
            if total >= triples:
                return


def _renamed(line: str, id_: str, round_: int) -> str:
    for kind in ("statement", "event", "claim", "quantity"):
        line = line.replace(f"<{BASE}{kind}/", f"<{BASE}{kind}/{round_}.")
    return line.replace(f"/{id_}#", f"/{id_}.{round_}#").replace(f"/{id_}>", f"/{id_}.{round_}>")


def _default(readings: Iterable[Reading]) -> set[str]:
    """The lines without a graph: the second half of each reading."""
    halves = (each.quads.decode().splitlines() for each in readings)
    return {line for lines in halves for line in lines[len(lines) // 2 :]}


def _fill(folder: Path, readings: Iterable[Reading]) -> None:
    corpus = Corpus(folder, BASE)
    for each in readings:
        corpus.put(each)
    corpus.publish()


def _rdflib(path: Path) -> Any:
    from rdflib import Dataset

    dataset = Dataset()
    dataset.default_graph.parse(path, format="nt")
    dataset.graph("https://w3id.org/kgnews/ontology").parse(ontology() / "kg.ttl")
    return dataset


def _asked(store_: Store, question: Question) -> int:
    return len(list(cast("QuerySolutions", ask(store_, question))))


def _with_patience(dataset: Any, question: Question) -> str:
    """The CPU seconds that rdflib takes, or why there are none."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    try:
        taken, _ = _seconds(lambda: list(dataset.query(question.filled({}), initNs={**PREFIXES, "": BASE})))
        return f"{taken:.2f}"
    except TimeoutError:
        return f"over {PATIENCE}"
    except Exception as error:  # some questions are beyond it
        return f"fails ({type(error).__name__})"
    finally:
        signal.alarm(0)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="*", help="throughput, memory, store")
    parser.add_argument("--articles", type=int, help="how many (throughput 569, memory 5,000)")
    parser.add_argument("--triples", type=int, default=1_000_000, help="of the store (1,000,000)")
    arguments = parser.parse_args()
    wanted = arguments.what or ["throughput", "memory", "store"]
    with TemporaryDirectory() as folder:
        measurements = {
            "throughput": lambda: throughput(Path(folder), arguments.articles or 569),
            "memory": lambda: memory(Path(folder), arguments.articles or 5000),
            "store": lambda: store(Path(folder), arguments.triples),
        }
        for name in wanted:
            for what, value, ratio in measurements[name]():
                print(f"{what:52}{value:>12}  {ratio}", flush=True)


if __name__ == "__main__":
    main()
