"""The command line. Exit codes: 0 done; 1 done, but a document was bad or a graph does not conform; 2 nothing could be done."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kg.cli.console import complain
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    help="French news articles into a knowledge graph that says where each fact stands, who says it and how surely.",
    epilog="Exit codes: 0 done; 1 done, but a document was bad or a graph does not conform; 2 nothing could be done.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        import kg

        typer.echo(f"kg {kg.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None:
    """French news articles into a knowledge graph that says where each fact stands, who says it and how surely."""


def main() -> None:
    """Run the command line; a problem the user can mend is one line on standard error and exit code 2."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal that has no "é" still gets the rest
    try:
        app(prog_name="kg")
    except KgError as error:
        complain(str(error))
        sys.exit(2)


from kg.cli import build, corpus, explain, graph, lexicon, push, serve  # noqa: E402  (each adds its commands to `app`)

__all__ = ["app", "build", "corpus", "explain", "graph", "lexicon", "main", "push", "serve"]
