"""`kg build`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from kg.cli import app
from kg.cli.console import complain, errors, output, table
from kg.cli.options import Authority, Base, Date, Infer, Jobs, Lang, Model, Quiet, Store
from kg.cli.spark import Spark, build_on_spark
from kg.errors import KgError
from kg.model import Certainty, Document, Facts
from kg.output import prepare, write_whole
from kg.parallel import facts_and_lines, mapped, pieces
from kg.rdf.terms import BASE
from kg.run import MODEL, Options
from kg.text.read import read


@app.command()
def build(
    sources: Annotated[
        list[Path],
        typer.Argument(
            metavar="SOURCE...",
            help=".txt, .html, .jsonl, .csv and .parquet files, also packed (.gz), and folders of them; - for a list on standard input.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT", help="Folder for graph.ttl and graph.html.")] = Path("out"),
    lang: Lang = "fr",
    model: Model = MODEL,
    date: Date = None,
    base: Base = BASE,
    authority: Authority = None,
    store: Store = None,
    jobs: Jobs = 1,
    spark: Spark = None,
    infer: Infer = False,
    quiet: Quiet = False,
) -> None:
    """Read articles, write their graph (graph.ttl) and a page to look at it (graph.html)."""
    started = perf_counter()
    options = Options(lang, model, base, tuple(authority or ()))
    if store and spark:
        raise KgError("--store and --spark: a cluster writes N-Quads, not a store: give one of them")
    if infer and (store or spark):
        raise KgError("--infer writes inferred.ttl beside graph.ttl: give it without --store and --spark")
    if store:
        from kg.cli.corpus import build_store  # here, so that its commands are listed after this one

        build_store(sources, options, store, date=date, jobs=jobs, quiet=quiet)
        return
    if spark:
        build_on_spark(sources, options, spark, out, date=date, quiet=quiet)
        return
    articles = read(sources, lang=lang, date=date)
    problems = [str(problem) for problem in articles.problems]
    if not articles.documents:
        raise KgError("\n".join(problems))
    prepare(out)
    found, lines = _with_progress(articles.documents, options, jobs, show=not quiet)
    problems += [facts.problem for facts in found if facts.problem]
    problems += write_graph(lines, base, out, infer=infer)
    if not quiet:
        complain("\n".join(articles.notes))
        output().print(summary(found, perf_counter() - started))
        output().print(f"\n{_next_steps(out)}", soft_wrap=True)
    if problems:
        complain("\n".join(problems))
        raise typer.Exit(1)


def write_graph(lines: Sequence[str], base: str, out: Path, *, infer: bool = False) -> list[str]:
    """Lines of N-Triples as graph.ttl and graph.html, and inferred.ttl if asked, all or none, and what went wrong: a graph too large
    for a page is still a graph."""
    from kg.rdf.write import rdflib_graph, turtle
    from kg.view.page import render

    files: dict[Path, str | bytes] = {out / "graph.ttl": turtle(lines, base)}
    problems = []
    if infer:
        from kg.rdf.entailment import entailed

        files[out / "inferred.ttl"] = turtle(entailed(lines), base)
    try:
        files[out / "graph.html"] = render(rdflib_graph(lines))
    except KgError as error:
        problems = [f"{out / 'graph.html'}: not written: {error}"]
    write_whole(files)
    for stale in {out / "graph.html", out / "inferred.ttl"} - files.keys():
        stale.unlink(missing_ok=True)  # it belongs to another graph
    return problems


def _with_progress(documents: Sequence[Document], options: Options, jobs: int, *, show: bool) -> tuple[list[Facts], list[str]]:
    """The facts of the documents, and their graph as sorted lines of N-Triples."""
    found: list[Facts] = []
    lines: set[str] = set()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors(), disable=not show or len(documents) < 2, transient=True) as progress:
        task = progress.add_task("Reading", total=len(documents))
        for facts, of_facts in mapped(facts_and_lines, pieces(documents, jobs), options, jobs):
            found += facts
            lines.update(of_facts)
            progress.advance(task, len(facts))
    return found, sorted(lines)


def summary(found: Iterable[Facts], seconds: float) -> Table:
    """What was found, in figures."""
    found = list(found)
    certainties = Counter(statement.judgement.certainty for each in found for statement in each.statements)
    rows = [
        ("documents", len(found)),
        ("entities", len({entity.id for each in found for entity in each.entities})),
        ("statements", certainties.total()),
        *((f"  {certainty}", certainties[certainty]) for certainty in Certainty if certainties[certainty]),
        ("events", sum(len(each.events) for each in found)),
        ("claims", sum(len(each.claims) for each in found)),
        ("quantities", sum(len(each.quantities) for each in found)),
    ]
    counts = [(name, f"{count:,}") for name, count in rows]
    return table(("found", "count"), [*counts, ("time", f"{seconds:.1f} s".rjust(8))], numbers=("count",))


def _next_steps(out: Path) -> str:
    return (
        f"Look at it   {out / 'graph.html'} in a browser\n"
        f"Ask it       kg query {out / 'graph.ttl'} who-says-what\n"
        f"Check it     kg check {out / 'graph.ttl'}"
    )
