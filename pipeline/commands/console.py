"""What every verb says on the screen: progress bars on stderr, a summary on stdout."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.domain.errors import UsageError
from pipeline.stages.progress import Progress

if TYPE_CHECKING:
    import pandas as pd


@contextlib.contextmanager
def progress_bars(*, quiet: bool = False) -> Iterator[Progress]:
    """Give a function that shows how far each part of the work is; silent when `quiet`."""
    if quiet or not sys.stderr.isatty():
        with _plain_lines(quiet=quiet) as report:
            yield report
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    bars = Bars(
        TextColumn("{task.description:<28}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    tasks: dict[str, object] = {}
    with bars:

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield report


@contextlib.contextmanager
def _plain_lines(*, quiet: bool) -> Iterator[Progress]:
    """Say each part once, where there is no screen to draw a bar on."""
    said: set[str] = set()

    def report(what: str, _done: int, total: int) -> None:
        if not quiet and what not in said and total:
            said.add(what)
            print(f"{what} …", file=sys.stderr)

    yield report


def print_table(rows: pd.DataFrame) -> None:
    """Print a table as the screen allows; column names are its headings."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, padding=(0, 1), header_style="bold")
    for name in rows.columns:
        numbers = all(isinstance(cell, int | float) for cell in rows[name])
        table.add_column(name, justify="right" if numbers else "left", no_wrap=True)
    for row in rows.itertuples(index=False):
        table.add_row(*(str(cell) for cell in row))
    Console().print(table)


def can_ask() -> bool:
    """Tell whether there is a person at the keyboard."""
    return sys.stdin.isatty()


def yes(question: str) -> bool:
    """Ask until the answer is ja or nee; nothing typed is no.

    Raises:
        UsageError: where there is nobody to ask.
    """
    import typer

    if not can_ask():
        raise UsageError("Er is niemand om het te bevestigen. Voeg --ja toe.")
    while True:
        answer = str(typer.prompt(f"{question} [ja/nee]", default="nee", show_default=False))
        if answer.strip().casefold() in ("ja", "j"):
            return True
        if answer.strip().casefold() in ("nee", "n"):
            return False
