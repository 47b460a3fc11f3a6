"""What a figure is made from and what it becomes: frozen records, and the CSV behind a figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.wording import of_sessions
from pipeline.release.figures.canvas import Sheet
from pipeline.release.figures.counts import Cell, Counts
from pipeline.release.figures.style import HouseStyle

# Excel in Dutch parts columns at semicolons and takes UTF-8 only with a byte order mark; a comma
# file opens there as one column. No cell holds a semicolon, so any reader splits it right.
CSV_SEPARATOR = ";"
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class FigureContext:
    """What every figure of one edition says about itself."""

    study: str  # the study's title, as the source line shows it
    n_tables: int
    coder: str  # the series: "A", "model"
    codebook_version: str
    concept: bool
    titles: Mapping[str, str] = field(default_factory=dict)  # figure to finding, as a sentence
    min_tables: int = 3
    correction: str = ""  # how model codes were corrected; "" where nothing was
    sessions: bool = False  # the study consists of dialoogsessies: figures say "sessies"
    source: str = ""  # what stands below it in place of the tables: "Bron: … · 3 dialoogsessies"


@dataclass(frozen=True)
class DrawnFigure:
    """One figure in every form, the same bytes for the same input."""

    name: str
    title: str
    alt_text: str
    svg: bytes
    png: bytes
    pdf: bytes
    csv: bytes
    finding_ids: tuple[str, ...]


@dataclass(frozen=True)
class Order:
    """What a family's function is handed."""

    name: str
    title: str
    counts: Counts
    codebook: Codebook
    style: HouseStyle
    context: FigureContext
    private: bool = False
    action_counts: pd.DataFrame | None = None  # see `release.action_counts`
    new_subcodes: pd.DataFrame | None = None  # per table, see `draw_private_figures`

    def say(self, text: str) -> str:
        """Return a fixed sentence about tables as it is said of this study."""
        return of_sessions(text) if self.context.sessions else text

    def label(self, code_id: str) -> str:
        """Return the Dutch name of a code."""
        return self.codebook.label(code_id)


@dataclass(frozen=True)
class Drawing:
    """What a family's function gives back: the sheet, its numbers, and the same in words."""

    sheet: Sheet
    rows: Sequence[
        Mapping[str, object]
    ]  # Dutch headings to values, one mapping per line of the CSV
    alt_text: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class FigureKind:
    """One kind of figure; `draw` gives nothing where the study has nothing to show."""

    dutch_name: str  # also the plain title where there is no finding
    draw: Callable[[Order], Drawing | None]
    measures: tuple[str, ...]  # of the findings; none where it is made from another table
    private: bool = False


def csv_bytes(rows: Sequence[Mapping[str, object]]) -> bytes:
    """Return rows as the CSV behind a figure, for Excel and for `read_csv(sep=";")`.

    No cell can become a formula: a text that begins as one gets an apostrophe before it.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=CSV_SEPARATOR, lineterminator="\r\n")
    if rows:
        writer.writerow(list(rows[0]))
        writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    flat = " ".join(value.replace(CSV_SEPARATOR, ",").split())
    return f"'{flat}" if flat.startswith(_FORMULA_START) else flat
