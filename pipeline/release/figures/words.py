"""Cells in; the Dutch sentences around a figure, and in its place for who cannot see it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.domain.codebook import Codebook
from pipeline.domain.wording import plural
from pipeline.release.figures.counts import Cell
from pipeline.release.figures.record import Order

SPOKEN_ROWS = 12  # more than this many rows are left to the table behind the figure


def valence_name(codebook: Codebook, valence: str) -> str:
    """Return the name of a valence without the explanation between brackets."""
    return codebook.valence_labels.get(valence, valence.capitalize()).split(" (")[0]


def group_name(group: str) -> str:
    """Return a group of perspectives as a figure names it."""
    return group.replace("_", " ").capitalize()


def of_tables(cells: Sequence[Cell], n_tables: int) -> str:
    """Return "van 28 tafels", or the range where rows have their own number of tables."""
    numbers = sorted({cell.of for cell in cells if cell.of is not None}) or [n_tables]
    if numbers[0] == numbers[-1]:
        return f"van {plural(numbers[0], 'tafel', 'tafels')}"
    return f"van {numbers[0]} tot {numbers[-1]} tafels (de lichte baan toont hoeveel)"


def spoken(cell: Cell, min_tables: int) -> str:
    """Return a count as it is read aloud."""
    if cell.n is not None:
        return str(cell.n)
    return "niet getoond" if cell.blanked == "afleidbaar" else f"minder dan {min_tables}"


def describe(label: str, cells: Mapping[str, Cell | None], min_tables: int) -> str:
    """Return one row in words: "Toegang: knelpunt 12, succesfactor 3"."""
    parts = [
        f"{name} {spoken(cell, min_tables)}" for name, cell in cells.items() if cell is not None
    ]
    return f"{label}: {', '.join(parts)}"


def alt_sentence(order: Order, subtitle: str, rows: Sequence[str]) -> str:
    """Return the figure in words: title, what it shows, and its rows in the order shown."""
    parts = [f"{order.title.rstrip('.')}.", f"{order.say(subtitle).rstrip('.')}."]
    parts += [f"{row}." for row in rows[:SPOKEN_ROWS]]
    if len(rows) > SPOKEN_ROWS:
        parts.append(f"De overige {len(rows) - SPOKEN_ROWS} rijen staan in de tabel bij de figuur.")
    return " ".join(parts)
