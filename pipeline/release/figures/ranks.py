"""Counts by valence in; two rankings of the themes side by side out, a line joining each theme.

Nearly every theme occurs at nearly every table, so occurrence ranks nothing: what ranks is how a
theme is valued. Equal counts share a place, and a bracket says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.release.figures import frame
from pipeline.release.figures.canvas import LINE, Anchor, Sheet
from pipeline.release.figures.counts import Cell, csv_row, present, sort_value
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, of_tables, spoken, valence_name
from pipeline.release.figures.wrapping import wrap

WAYS = ("knelpunt", "succesfactor")  # left, right
HIGHEST = 3  # places whose lines are drawn firm
BETWEEN = 0.20  # of the width, for the lines
DOT = 7.0


@dataclass(frozen=True)
class Place:
    """One theme in one ranking: `rank` from 1, None where its count is not shown."""

    theme: str
    cell: Cell
    rank: int | None


def draw_ranks(order: Order) -> Drawing | None:
    """Draw the themes by the number of tables where they are a knelpunt, and a succesfactor."""
    lists = {way: _ranked(order, way) for way in WAYS}
    cells = present(place.cell for way in WAYS for place in lists[way])
    if not cells:
        return None
    subtitle = (
        "Links de thema's naar het aantal tafels waar zij een knelpunt zijn, rechts naar het "
        f"aantal waar zij een succesfactor zijn, {of_tables(cells, order.context.n_tables)}"
    )
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = _draw(body, order, lists)
    ties = any(_runs(lists[way]) for way in WAYS)
    firm = f"Gekleurde lijnen: de {HIGHEST} hoogste plaatsen aan elke kant."
    frame.close_sheet(body, bottom, order, cells, [firm, *([frame.TIE_NOTE] if ties else [])])
    return Drawing(body.sheet, _csv_rows(order, lists), _alt(order, subtitle, lists), cells)


def _ranked(order: Order, way: str) -> list[Place]:
    """Rank the themes by one valence; equal counts share the first place of their run."""
    found = [
        (code.id, cell)
        for code in order.codebook.themes
        if (cell := order.counts.get("valentie", code.id, valence=way))
    ]
    found.sort(key=lambda pair: -sort_value(pair[1]))
    counts = [cell.n for _, cell in found]
    return [
        Place(theme, cell, None if cell.n is None else counts.index(cell.n) + 1)
        for theme, cell in found
    ]


def _runs(places: Sequence[Place]) -> list[tuple[int, int]]:
    return frame.tied_runs([place.cell.n for place in places])


def _csv_rows(order: Order, lists: Mapping[str, Sequence[Place]]) -> list[dict[str, object]]:
    return [
        {
            "waardering": way,
            "plaats": "" if place.rank is None else place.rank,
            "thema": order.label(place.theme),
            **csv_row(place.cell),
        }
        for way in WAYS
        for place in lists[way]
    ]


def _alt(order: Order, subtitle: str, lists: Mapping[str, Sequence[Place]]) -> str:
    least = order.context.min_tables
    spoken_rows = [
        f"{way.capitalize()}: "
        + ", ".join(f"{order.label(p.theme)} {spoken(p.cell, least)}" for p in lists[way])
        for way in WAYS
    ]
    return alt_sentence(order, subtitle, spoken_rows)


@dataclass(frozen=True)
class Column:
    """One ranking: where its counts stand, and which way names and places follow."""

    way: str
    x: float
    sign: int  # -1: names stand to the left
    number: float  # room for the count
    names: float  # room for the name
    rank: float  # room for the place

    @property
    def inward(self) -> Anchor:
        """How a text that begins at the lines is anchored."""
        return "end" if self.sign < 0 else "start"

    @property
    def outward(self) -> Anchor:
        """How a text that ends at the edge is anchored."""
        return "start" if self.sign < 0 else "end"


def _columns(sheet: Sheet) -> tuple[Column, Column]:
    inset, number = 7.0, sheet.measure(face="vet")("100") + 6
    rank = sheet.measure(sheet.style.small_pt)("00") + 6
    side = (1 - BETWEEN) * sheet.width / 2
    names = side - inset - rank - number
    return (
        Column(WAYS[0], side, -1, number, names, rank),
        Column(WAYS[1], sheet.width - side, 1, number, names, rank),
    )


def _draw(body: frame.Body, order: Order, lists: Mapping[str, Sequence[Place]]) -> float:
    sheet = body.sheet
    columns = _columns(sheet)
    measure = sheet.measure()
    names = {code.id: wrap(code.label, columns[0].names, measure) for code in order.codebook.themes}
    slot = max(len(lines) for lines in names.values()) * LINE * order.style.text_pt + 4
    top = body.top + LINE * order.style.text_pt + 8
    at = {
        way: {place.theme: top + (i + 0.5) * slot for i, place in enumerate(lists[way])}
        for way in WAYS
    }
    _lines(sheet, lists, at, (columns[0].x + DOT, columns[1].x - DOT))
    for column in columns:
        way = column.way
        heading = valence_name(order.codebook, way)
        frame.swatch_heading(sheet, column.x, body.top, heading, way, anchor=column.inward)
        for place in lists[way]:
            y = at[way][place.theme]
            _entry(sheet, column, y, place, names[place.theme], least=order.context.min_tables)
        spans = [(top + a * slot + 3, top + (b + 1) * slot - 3) for a, b in _runs(lists[way])]
        frame.tie_marks(sheet, spans, right=column.sign > 0)
    return top + slot * max(len(lists[way]) for way in WAYS)


def _lines(
    sheet: Sheet,
    lists: Mapping[str, Sequence[Place]],
    at: Mapping[str, Mapping[str, float]],
    ends: tuple[float, float],
) -> None:
    """Join every theme's two places; those among the highest on a side in that side's colour."""
    ranks = {way: {place.theme: place.rank for place in lists[way]} for way in WAYS}
    for theme in at[WAYS[0]]:
        if theme not in at[WAYS[1]]:
            continue
        high = [way for way in WAYS if (ranks[way][theme] or HIGHEST + 1) <= HIGHEST]
        points = ((ends[0], at[WAYS[0]][theme]), (ends[1], at[WAYS[1]][theme]))
        middle = ((ends[0] + ends[1]) / 2, (points[0][1] + points[1][1]) / 2)
        if not high:
            sheet.line(*points, colour="lijn", width=1.0)
        elif len(high) == 1:
            sheet.line(*points, colour=high[0], width=2.2)
        else:  # high on both sides: each half in its own colour
            sheet.line(points[0], middle, colour=WAYS[0], width=2.2)
            sheet.line(middle, points[1], colour=WAYS[1], width=2.2)


def _entry(
    sheet: Sheet, column: Column, y: float, place: Place, name: Sequence[str], *, least: int
) -> None:
    """Put one theme in a ranking: dot, count, name, place; mirrored on the left."""
    x, sign, cell = column.x, column.sign, place.cell
    if cell.n is None:
        sheet.hatch(x - sign * DOT - DOT / 2, y - DOT / 2, DOT, DOT)
    else:
        paint = sheet.colour(column.way)
        fill = sheet.colour("papier") if cell.proposed or not cell.n else paint
        sheet.dot(x - sign * DOT, y, "cirkel", DOT, fill=fill, edge=paint)
    sheet.middle_text(
        x, y, cell.shown(least), anchor=column.inward,
        face="vet" if cell.n else "normaal", colour="inkt" if cell.n else "grijs",
    )  # fmt: skip
    sheet.middle_lines(x + sign * column.number, y, name, anchor=column.inward)
    if place.rank is not None:
        edge = x + sign * (column.number + column.names + column.rank - 1)
        small = sheet.style.small_pt
        sheet.middle_text(
            edge, y, str(place.rank), size=small, colour="grijs", anchor=column.outward
        )
