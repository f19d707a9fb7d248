"""`kg remove` and `kg export`, and the `--store` of `kg build`: what is done with a store."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from kg.cli import app
from kg.cli.console import complain, errors, output, table
from kg.errors import KgError
from kg.output import written_whole
from kg.run import Options

if TYPE_CHECKING:
    from kg.corpus.build import Outcome

Store = Annotated[Path, typer.Argument(metavar="STORE", help="A folder that kg build --store made.")]


def build_store(sources: Sequence[Path], options: Options, folder: Path, *, date: str | None, jobs: int, quiet: bool) -> None:
    """Read sources into the store in a folder, with progress and a summary; exit code 1 where a document was bad, 2 where all were."""
    from kg.corpus.build import Build, Outcome
    from kg.text.header import checked_date
    from kg.text.sources import Sources

    started = perf_counter()
    found = Sources.of(sources)
    if not found.total:
        raise KgError("\n".join(map(str, found.problems)) or "no article in these sources: name files or folders that have some")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors(), disable=quiet, transient=True) as progress:
        task = progress.add_task("Reading", total=found.total)
        run = Build(found, options, checked_date(date) if date else None, jobs, complain, lambda _: progress.advance(task))
        outcomes = run.into(folder)
    if not quiet:
        _show(outcomes, perf_counter() - started, folder)
    if bad := outcomes[Outcome.BAD]:
        raise typer.Exit(1 if bad < outcomes.total() else 2)


def _show(outcomes: Counter[Outcome], seconds: float, folder: Path) -> None:
    rows = [(outcome, f"{count:,}") for outcome, count in sorted(outcomes.items())]
    output().print(table(("documents", "count"), [*rows, ("time", f"{seconds:.1f} s")], numbers=("count",)))
    output().print(f"\nAsk it   kg query {folder} who-says-what", soft_wrap=True)


@app.command()
def remove(
    store: Store,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Documents: the last part of their IRI, such as 2016_01_01-001.")],
    wipe: Annotated[
        bool, typer.Option("--erase", help="Write the store anew, so that their text is in none of its files: as long as loading it.")
    ] = False,
) -> None:
    """Take documents out of a store, with everything that no other document says."""
    from kg.corpus.erase import erase
    from kg.corpus.store import Corpus

    corpus = Corpus(store)
    missing = [id_ for id_ in ids if not corpus.remove(id_.rpartition("/")[2])]
    if len(missing) < len(ids):
        corpus.publish()
    del corpus
    if wipe:
        erase(store)
    complain("\n".join(f"{id_}: no such document in {store}" for id_ in missing))
    if missing:
        raise typer.Exit(1 if len(missing) < len(ids) else 2)


@app.command()
def export(
    store: Store,
    kind: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="nq, trig, nt, ttl or jsonld.")] = "nq",
    out: Annotated[Path | None, typer.Option("--out", "-o", metavar="FILE", help="The file to write; standard output if left out.")] = None,
    reifiers: Annotated[bool, typer.Option("--reifiers", help="Statements as RDF 1.2 writes them: rdf:reifies <<( s p o )>>.")] = False,
) -> None:
    """Write what a store holds in a standard format."""
    from kg.corpus.export import export as write
    from kg.corpus.snapshots import open_newest

    snapshot = open_newest(store)
    if out is None:
        write(snapshot.store, sys.stdout.buffer, kind, reifiers=reifiers)
    else:
        with written_whole(out) as file:
            write(snapshot.store, file, kind, reifiers=reifiers)
