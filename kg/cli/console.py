"""What is printed, and where: results on standard output, everything about the work on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def output() -> Console:
    """The console of results."""
    return Console(markup=False, highlight=False, emoji=False)


def errors() -> Console:
    """The console of progress, remarks and problems."""
    return Console(stderr=True, markup=False, highlight=False, emoji=False)


def complain(message: str) -> None:
    """One problem a line, however wide the terminal."""
    for line in message.splitlines():
        errors().print(f"kg: {line}", soft_wrap=True)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, title: str | None = None, numbers: Sequence[str] = ()) -> Table:
    """A table of text; the columns named in `numbers` are set to the right."""
    made = Table(box=SIMPLE_HEAD, show_edge=False, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        made.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        made.add_row(*row)
    return made
