"""Counts by valence in; diverging bars out: knelpunt left, succesfactor right, verbeterpunt apart.

Used for themes, for the subcodes of the strongest themes, and for levels. Bars of one row are never
stacked: a table may count under more than one valence, so a stack would pass all tables.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.wording import JUDGED_VALENCES, number_word
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Face, Sheet
from pipeline.release.figures.counts import Cell, csv_row, present, sort_value
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, describe, of_tables, valence_name
from pipeline.release.figures.wrapping import wrap

SIDES = ("knelpunt", "succesfactor", "verbeterpunt")  # as they stand, from the left
NARROW = 300.0  # points: below this, labels and bars do not fit side by side
STRONGEST = 3  # themes whose subcodes are drawn
SEVERAL = "Een tafel telt per waardering één keer en kan bij meer waarderingen meetellen."


@dataclass(frozen=True)
class Row:
    """One row of bars: a label and its counts by valence; a heading has none of its own."""

    label: str
    cells: dict[str, Cell | None]
    indent: float = 0.0
    heading: bool = False
    before: float = 0.0  # room above, in points


def draw_themes(order: Order) -> Drawing | None:
    """Draw every theme, those with the most knelpunten first."""
    themes = [code.id for code in order.codebook.themes]
    rows = _sorted([Row(order.label(theme), _valences(order, theme)) for theme in themes])
    return _drawing(
        order, rows, "thema",
        "Aantal tafels waar het thema een knelpunt, succesfactor of verbeterpunt is", ties=True,
        notes=(SEVERAL,),
    )  # fmt: skip


def draw_levels(order: Order) -> Drawing | None:
    """Draw every level from near the family to far, in the codebook's order."""
    rows = [
        Row(label, {v: order.counts.get("niveau", valence=v, stratum=level) for v in SIDES})
        for level, label in order.codebook.levels.items()
    ]
    return _drawing(
        order, rows, "niveau",
        "Aantal tafels met een knelpunt, succesfactor of verbeterpunt op dat niveau", ties=False,
        notes=(SEVERAL,),
    )  # fmt: skip


def draw_subcodes(order: Order) -> Drawing | None:
    """Draw the subcodes of the themes with the subcodes that are a knelpunt at most tables."""
    trees = []
    for theme in order.codebook.themes:
        below = [
            Row(code.label, _valences(order, code.id), indent=12.0)
            for code in order.codebook.subcodes(theme.id)
        ]
        heading = Row(theme.label, _valences(order, theme.id), heading=True, before=7.0)
        below = _sorted(below)
        if below:
            trees.append((heading, below))
    trees.sort(
        key=lambda tree: tuple(-sort_value(row.cells["knelpunt"]) for row in (tree[1][0], tree[0]))
    )
    shown = trees[:STRONGEST]
    rows = [row for heading, below in shown for row in (heading, *below)]
    which = "één thema"
    if len(shown) > 1:
        which = f"de {number_word(len(shown))} thema's met de grootste knelpunten"
    subtitle = f"Aantal tafels per subcode, voor {which}"
    return _drawing(order, rows, "thema_of_subcode", subtitle, ties=False, notes=(SEVERAL,))


def _valences(order: Order, code: str) -> dict[str, Cell | None]:
    return {valence: order.counts.get("valentie", code, valence=valence) for valence in SIDES}


def _sorted(rows: Sequence[Row]) -> list[Row]:
    """Sort by knelpunt, then verbeterpunt; what remains equal keeps the codebook's order."""
    there = [row for row in rows if any(row.cells.values())]
    return sorted(
        there,
        key=lambda row: tuple(-sort_value(row.cells[way]) for way in ("knelpunt", "verbeterpunt")),
    )


def _drawing(
    order: Order,
    rows: Sequence[Row],
    heading: str,
    subtitle: str,
    *,
    ties: bool,
    notes: Sequence[str],
) -> Drawing | None:
    """Lay out rows of bars with everything around them."""
    cells = present(row.cells[valence] for row in rows for valence in SIDES)
    if not cells:
        return None
    least = order.context.min_tables
    body = frame.open_sheet(order, f"{subtitle}, {of_tables(cells, order.context.n_tables)}.")
    tracks = max(cell.of or order.context.n_tables for cell in cells)
    bottom, spans = _rows(body, order, rows, max(tracks, 1))
    counts = [cell.n if (cell := row.cells["knelpunt"]) else None for row in rows]
    runs = frame.tied_runs(counts) if ties else []
    frame.tie_marks(body.sheet, [(spans[a][0] + 4, spans[b][1] - 4) for a, b in runs])
    frame.close_sheet(body, bottom, order, cells, [*notes, *([frame.TIE_NOTE] if runs else [])])
    return Drawing(
        sheet=body.sheet,
        rows=[
            {heading: row.label, "waardering": valence, **csv_row(cell)}
            for row in rows
            for valence in SIDES
            if (cell := row.cells[valence])
        ],
        alt_text=alt_sentence(
            order, subtitle, [describe(row.label, row.cells, least) for row in rows]
        ),
        cells=cells,
    )


@dataclass(frozen=True)
class Columns:
    """Where the three columns of bars begin, and how wide a table is."""

    left: float  # knelpunt grows from here to the left
    right: float  # succesfactor from here to the right
    apart: float  # verbeterpunt
    unit: float
    labels: float  # room for labels
    above: bool  # a narrow sheet: labels stand over their bars


def _columns(sheet: Sheet, rows: Sequence[Row], tables: int, least: int) -> Columns:
    inset = 7.0  # for the bracket of ties
    number = bars.number_room(sheet, tables, least)
    above = sheet.width < NARROW
    if above:
        labels = sheet.width - inset
        room = 0.0
    else:
        deepest = max(row.indent for row in rows)
        labels = bars.label_room(sheet, [row.label for row in rows], 0.34) + deepest * 0.5
        room = labels + 10
    free = sheet.width - inset - room - 3 * number - 12
    unit = max(free / 3 / tables, 0.1)
    left = inset + room + number + unit * tables
    return Columns(left, left + 1.2, left + 1.2 + unit * tables + number + 12, unit, labels, above)


def _rows(
    body: frame.Body, order: Order, rows: Sequence[Row], tables: int
) -> tuple[float, list[tuple[float, float]]]:
    """Put headings, rows and axis; return the y below and the span of every row."""
    sheet, least = body.sheet, order.context.min_tables
    at = _columns(sheet, rows, tables, least)
    y = _headings(sheet, body.top, at, order)
    spans = []
    for row in rows:
        y += row.before
        face: Face = "vet" if row.heading else "normaal"
        lines, height = _label(sheet, row, at, face)
        middle = y + height - (bars.BAR + 4) / 2 if at.above else y + height / 2
        if at.above:
            sheet.lines(7.0 + row.indent, y, lines, face=face)
        else:
            sheet.middle_lines(7.0 + row.indent, middle, lines, face=face)
        for valence, x, side in _bar_places(at):
            bars.count_bar(
                sheet, x, middle, row.cells[valence], unit=at.unit, track=tables, colour=valence,
                min_tables=least, side=side,
            )  # fmt: skip
        spans.append((y, y + height))
        y += height
    if not at.above:
        _tree_lines(sheet, rows, spans)
    _axes(sheet, y, at, tables)
    return y + 2.5 + sheet.style.small_pt * 1.2, spans


def _label(sheet: Sheet, row: Row, at: Columns, face: Face) -> tuple[list[str], float]:
    """Return the wrapped label of a row, and how high the row is with its bars."""
    lines = wrap(row.label, at.labels - row.indent, sheet.measure(face=face))
    text = len(lines) * LINE * sheet.style.text_pt
    if at.above:
        return lines, text + bars.BAR + 8
    return lines, max(bars.BAR + bars.ROW_PADDING, text + bars.ROW_PADDING - 1)


def _bar_places(at: Columns) -> tuple[tuple[str, float, bars.Side], ...]:
    return (
        ("knelpunt", at.left, "left"),
        ("succesfactor", at.right, "right"),
        ("verbeterpunt", at.apart, "right"),
    )


def _headings(sheet: Sheet, y: float, at: Columns, order: Order) -> float:
    names = {valence: valence_name(order.codebook, valence) for valence in JUDGED_VALENCES}
    frame.swatch_heading(sheet, at.left - 2, y, names["knelpunt"], "knelpunt", anchor="end")
    frame.swatch_heading(sheet, at.right + 2, y, names["succesfactor"], "succesfactor")
    frame.swatch_heading(sheet, at.apart, y, names["verbeterpunt"], "verbeterpunt")
    return y + LINE * sheet.style.text_pt + 6


def _tree_lines(sheet: Sheet, rows: Sequence[Row], spans: Sequence[tuple[float, float]]) -> None:
    """Join subcodes to their theme with the lines of a tree."""
    trunk = 0.0
    for row, (top, bottom) in zip(rows, spans, strict=True):
        middle = (top + bottom) / 2
        if row.heading:
            trunk = bottom - 2
        elif row.indent:
            sheet.line((10.5, trunk), (10.5, middle), (16.5, middle), width=0.7)
            trunk = middle


def _axes(sheet: Sheet, y: float, at: Columns, tables: int) -> None:
    for valence, x, side in _bar_places(at):
        bars.axis(sheet, x, y, tables, at.unit, side=side, zero=valence != "knelpunt")
