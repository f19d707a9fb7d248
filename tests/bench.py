"""Speed and quality in one table: `python tests/bench.py [--repeat N] [--json] [--readme]`. It measures the package that is installed,
compiled or not.

Articles are the seed, and where there are any the annotated ones (KG_DATA, or `shared` beside the checkout), repeated. Times are
CPU time of one process; the shares come from one run, so that they hold on a busy machine too.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from rich.console import Console

from annotated import DATA, ROOT, Judged, articles, judged
from kg import pipeline
from kg.cli.console import table
from kg.confidence import Confidence, share
from kg.extract import grammar
from kg.model import Document, Facts
from kg.rdf.write import rdflib_graph, turtle
from kg.run import Extractor, Options, load
from kg.text.parse import parse
from kg.view.page import render

STAGES = (
    "copied", "find_times", "find_names", "resolve", "find_claims", "judge_of", "find_relations", "infer", "find_events", "find_quantities",
)  # fmt: skip
LAYERS = ("entities", "relations", "relations_explicit", "actions", "claims", "quantities", "dates")
README = ROOT / "README.md"
PLACE = re.compile(r"(<!-- figures -->).*?(<!-- end of figures -->)", re.DOTALL)
SPACY = "spaCy alone, its model loaded, one sentence"
Seconds = dict[str, float]


def measure(extractor: Extractor, documents: list[Document]) -> tuple[Seconds, list[Facts]]:
    """CPU seconds of each stage, and what was found. The judge's own work counts for the stages that ask it."""
    seconds: Seconds = {}
    parsed = timed(seconds, "nlp.pipe", lambda: list(parse(documents, extractor.nlp)))
    with_clocks(seconds)
    found = timed(seconds, "extract", lambda: [pipeline.extract(document, doc, extractor.knowledge) for document, doc in parsed])
    lines = timed(seconds, "triples", lambda: extractor.lines(found))
    timed(seconds, "turtle", lambda: turtle(lines))
    return dict(seconds), found  # the clocks go on


def timed(seconds: Seconds, name: str, work: Callable[[], Any]) -> Any:
    """What the work gives, its CPU seconds added under the name."""
    started = process_time()
    result = work()
    seconds[name] = seconds.get(name, 0.0) + process_time() - started
    return result


def with_clocks(seconds: Seconds) -> None:
    """Put a clock around each stage of the pipeline."""
    for name in STAGES:
        stage = getattr(pipeline, name)

        @wraps(stage)
        def clocked(*arguments: Any, _stage: Callable[..., Any] = stage, _name: str = name) -> Any:
            return timed(seconds, f"  {_name}", lambda: _materialised(_stage(*arguments)))

        setattr(pipeline, name, clocked)


def _materialised(result: Any) -> Any:
    """A lazy stage does its work here, on its own clock."""
    return tuple(result) if isinstance(result, Iterator) else result


def cold_start() -> Iterator[tuple[str, float]]:
    """CPU seconds of whole processes."""
    with TemporaryDirectory() as folder:
        out = str(Path(folder) / "out")
        spacy_alone = "import spacy; spacy.load('fr_core_news_md')('Un mot.')"
        yield SPACY, _cpu(sys.executable, "-c", spacy_alone)
        yield "kg build of the seed", _cpu(sys.executable, "-m", "kg", "build", str(ROOT / "seeds"), "-o", out, "--quiet")
        yield "kg query", _cpu(sys.executable, "-m", "kg", "query", str(Path(out) / "graph.ttl"), "SELECT * { ?s a ?c }")
        yield "kg --help", _cpu(sys.executable, "-m", "kg", "--help")


def _cpu(*command: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def quality(lines: list[str], gold: list[Path]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by layer, from the scorer that comes with the annotations."""
    with TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.ttl"
        graph.write_text(turtle(lines), encoding="utf-8")
        command = [sys.executable, str(DATA / "score.py"), "--json", str(graph), *map(str, gold)]
        result: dict[str, dict[str, float]] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return result


def bins(facts: list[Judged], confidence: Confidence) -> list[tuple[str, str, int, float]]:
    """Confidence against the truth: kind, fifth, how many facts, the share of them that is right."""
    found: dict[tuple[str, int], list[bool]] = {}
    for fact in facts:
        fifth = min(int(share(getattr(confidence, fact.kind), fact.rule) * 5), 4)
        found.setdefault((fact.kind, fifth), []).append(fact.right)
    return [(kind, f"{n / 5:.1f} to {n / 5 + 0.2:.1f}", len(right), sum(right) / len(right)) for (kind, n), right in sorted(found.items())]


def wrong_speakers(facts: list[Judged]) -> float:
    """The share of the claims whose words are annotated as somebody else's."""
    claims = [fact.wrong_speaker for fact in facts if fact.kind == "claims"]
    return sum(claims) / len(claims)


def repeated(documents: list[Document], times: int) -> list[Document]:
    """The documents as often as asked, each under a name of its own."""
    return [replace(document, id=f"{document.id}.{number}") for number in range(times) for document in documents]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=8, help="how often the articles are read (8)")
    parser.add_argument("--no-cold-start", action="store_true", help="leave out the whole processes")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")
    parser.add_argument("--readme", action="store_true", help="put the figures into the README too")
    arguments = parser.parse_args()
    documents, gold = articles()
    extractor = load(Options())
    lines = extractor.lines(extractor.facts(documents))
    corpus = repeated(documents, arguments.repeat)
    seconds, found = measure(extractor, corpus)
    page: Seconds = {}
    timed(page, "page of one round of the articles", lambda: render(rdflib_graph(lines)))
    facts = judged(extractor) if (DATA / "score.py").exists() else []
    figures = {
        "articles": len(corpus),
        "code": "plain Python" if str(grammar.__file__).endswith(".py") else "compiled",
        "words": sum(len(each.document.text.split()) for each in found),
        "seconds": seconds,
        "page": page,
        "cold start": {} if arguments.no_cold_start else dict(cold_start()),
        "quality": {"seed": quality(lines, gold[:1]), "dev": quality(lines, gold[1:])} if facts else {},
        "confidence": bins(facts, Confidence.load()),
        "wrong speakers": wrong_speakers(facts) if facts else None,
    }
    if arguments.json:
        print(json.dumps(figures, indent=1))
    else:
        show(figures)
    if arguments.readme:
        text = README.read_text(encoding="utf-8")
        README.write_text(PLACE.sub(lambda place: f"{place[1]}\n{in_words(figures)}\n{place[2]}", text), encoding="utf-8", newline="\n")


def show(figures: dict[str, Any]) -> None:
    """The figures as tables."""
    console = Console(markup=False, highlight=False)
    seconds = figures["seconds"]
    whole = sum(value for name, value in seconds.items() if not name.startswith(" "))
    rows = [(name, f"{value:.2f}", f"{value / seconds['nlp.pipe']:.1%}", f"{value / whole:.1%}") for name, value in seconds.items()]
    console.print(f"{figures['articles']} articles, {figures['words']:,} words, {figures['words'] / whole:,.0f} words a second")
    console.print(f"share of the time that is not nlp.pipe: {1 - seconds['nlp.pipe'] / whole:.1%}; extraction {figures['code']}")
    console.print(table(("stage", "CPU s", "of nlp.pipe", "of all"), rows, numbers=("CPU s", "of nlp.pipe", "of all")))
    processes = [(name, f"{value:.1f}") for name, value in (figures["page"] | figures["cold start"]).items()]
    console.print(table(("once", "CPU s"), processes, numbers=("CPU s",)))
    for name, layers in figures["quality"].items():
        rows = [
            (layer, *(f"{scores[key]:.3f}" for key in ("precision", "recall", "f1")), f"{scores['gold']:.0f}")
            for layer, scores in layers.items()
        ]
        console.print(table((name, "precision", "recall", "F1", "annotated"), rows, numbers=("precision", "recall", "F1", "annotated")))
    if figures["confidence"]:
        truth = [(kind, fifth, f"{count}", f"{right:.2f}") for kind, fifth, count, right in figures["confidence"]]
        console.print(table(("fact", "confidence", "found", "right"), truth, numbers=("found", "right")))
        console.print(f"claims given to a wrong speaker: {figures['wrong speakers']:.1%}")


def in_words(figures: dict[str, Any]) -> str:
    """The figures as the README has them."""
    seconds, quality, cold = figures["seconds"], figures["quality"], figures["cold start"]
    whole = sum(value for name, value in seconds.items() if not name.startswith(" "))
    rows = [
        f"| {layer.replace('_', ', ')} | "
        + " | ".join(f"{quality[name][layer][key]:.2f}" for name in quality for key in ("precision", "recall", "f1"))
        + " |"
        for layer in LAYERS
    ]
    speed = (
        f"Speed, on one core: {figures['words'] / whole:,.0f} words a second; {1 - seconds['nlp.pipe'] / whole:.0%} of the time is ours, "
        "the rest spaCy's `nlp.pipe`.\n"
        f"A build of the seed takes {cold['kg build of the seed']:.1f} s of CPU, {cold[SPACY]:.1f} s of which spaCy needs to load; "
        f"a query {cold['kg query']:.1f} s."
    )
    head = "| | seed: precision | recall | F1 | 12 articles: precision | recall | F1 |\n|---|---|---|---|---|---|---|"
    return "\n".join([head, *rows, "", speed])


if __name__ == "__main__":
    main()
