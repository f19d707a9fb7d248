"""What is printed, and where: results on standard output, everything about the work on standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from statistics import median
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

LONG = 40  # characters; a column where half of the cells have more holds sentences, and they get lines of their own
GAP = 3
WIDE = 120


def output() -> Console:
    """The console of results."""
    return Console(markup=False, highlight=False, emoji=False, width=_width(sys.stdout))


def _width(stream: TextIO) -> int | None:
    """Room for a row where the reader is a program or a file; a terminal and COLUMNS say their own."""
    return None if stream.isatty() or "COLUMNS" in os.environ else WIDE


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


def answer(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> RenderableType:
    """A table whose columns of sentences, if it has any, stand below the row they belong to; `width` is that of the terminal."""
    long = [at for at in range(len(columns)) if median([len(row[at]) for row in rows if row[at]] or [0]) > LONG]
    short = [at for at in range(len(columns)) if at not in long]
    if not long or not short:
        return table(columns, rows)
    widths = _fitting([max(len(row[at]) for row in [columns, *rows]) for at in short], width - GAP * (len(short) - 1))
    lines: list[RenderableType] = [_aligned([columns[at] for at in short], widths), Text("─" * (sum(widths) + GAP * (len(short) - 1)))]
    for row in rows:
        lines.append(_aligned([row[at] for at in short], widths))
        lines += [Padding(Text(row[at]), (0, 0, 0, 4)) for at in long if row[at]]
    return Group(*lines)


def _fitting(widths: list[int], width: int) -> list[int]:
    """The widths, the widest made narrower until all fit."""
    while sum(widths) > width and max(widths) > 1:
        widths[widths.index(max(widths))] -= 1
    return widths


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> Table:
    grid = Table.grid(padding=(0, GAP, 0, 0), pad_edge=False)
    for width in widths:
        grid.add_column(width=width, overflow="fold")
    grid.add_row(*cells)
    return grid
