"""The `--spark` of `kg build`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from kg.cli.console import complain, output, table
from kg.errors import KgError
from kg.run import Options

Spark = Annotated[
    str | None,
    typer.Option(
        "--spark", metavar="MASTER", help="Read on an Apache Spark cluster (local[4], spark://HOST:7077, yarn): N-Quads in OUT/quads."
    ),
]


def build_on_spark(sources: Sequence[Path], options: Options, master: str, out: Path, *, date: str | None, quiet: bool) -> None:
    """Read sources on a cluster into N-Quads in a folder, with a summary; exit code 1 where a document was bad."""
    from kg.spark import QUADS, build
    from kg.text.header import checked_date
    from kg.text.sources import Sources

    started = perf_counter()
    found = Sources.of(sources)
    if not found.total:
        raise KgError("\n".join(map(str, found.problems)) or "no article in these sources: name files or folders that have some")
    done = build(found, options, master, out, checked_date(date) if date else None)
    if not quiet:
        rows = [("articles", f"{done.articles:,}"), ("bad", f"{len(done.problems):,}"), ("time", f"{perf_counter() - started:.1f} s")]
        output().print(table(("documents", "count"), rows, numbers=("count",)))
        output().print(f"\nTheir graphs are in {out / QUADS}/part-*, as N-Quads", soft_wrap=True)
    if done.problems:
        complain("\n".join(done.problems))
        raise typer.Exit(1)
