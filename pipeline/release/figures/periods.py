"""Counts by period in; small multiples out: per theme and valence small columns in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.wording import plural
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell, csv_row, sort_value
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, spoken, valence_name
from pipeline.release.figures.wrapping import wrap

WAYS = ("knelpunt", "succesfactor", "verbeterpunt")
COLUMN = 7.0  # width of one small column
NARROWEST = 23.0  # a column with its number beside it
ROW = 24.0
BLOCK_GAP = 12.0
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Grid:
    """What is drawn: themes, periods with their number of tables, and the cells."""

    themes: tuple[str, ...]
    periods: tuple[str, ...]
    tables: dict[str, int | None]
    cells: dict[tuple[str, str, str], Cell]  # theme, valence, period


def draw_periods(order: Order) -> Drawing | None:
    """Draw per theme at how many tables of each period it was valued in each way."""
    grid = _grid(order)
    if len(grid.periods) < 2 or not grid.themes:
        return None
    cells = [
        cell
        for theme in grid.themes for way in WAYS for period in grid.periods
        if (cell := grid.cells.get((theme, way, period)))
    ]  # fmt: skip
    counted = ", ".join(
        f"{period}: {'–' if number is None else number}" for period, number in grid.tables.items()
    )
    subtitle = f"Aantal tafels per periode (van alle tafels in die periode, {counted})"
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom, notes = _draw(body, order, grid)
    frame.close_sheet(body, bottom, order, cells, notes)
    return Drawing(body.sheet, _csv_rows(order, cells), _alt(order, subtitle, grid), cells)


@dataclass(frozen=True)
class Band:
    """The blocks that stand beside one another: how wide, and of what."""

    room: float  # for labels
    width: float  # of one block
    ways: Sequence[str]
    periods: Sequence[str]


def _grid(order: Order) -> Grid:
    themes = {code.id for code in order.codebook.themes}
    cells = {
        (cell.code, cell.valence, cell.stratum): cell
        for cell in order.counts.of("periode")
        if cell.code in themes and cell.valence in WAYS
    }
    periods = tuple(dict.fromkeys(period for _, _, period in cells))
    tables = {
        period: next(
            (c.of for key, c in cells.items() if key[2] == period and c.of is not None), None
        )
        for period in periods
    }
    total = {
        code.id: sum(sort_value(cells.get((code.id, WAYS[0], period))) for period in periods)
        for code in order.codebook.themes
        if any(key[0] == code.id for key in cells)
    }
    ranked = tuple(sorted(total, key=lambda theme: -total[theme]))
    return Grid(ranked, periods, tables, cells)


def _csv_rows(order: Order, cells: Sequence[Cell]) -> list[dict[str, object]]:
    return [
        {"thema": order.label(c.code), "waardering": c.valence, "periode": c.stratum, **csv_row(c)}
        for c in cells
    ]


def _alt(order: Order, subtitle: str, grid: Grid) -> str:
    least = order.context.min_tables
    rows = []
    for theme in grid.themes:
        parts = [
            f"{way} "
            + ", ".join(
                spoken(cell, least)
                for period in grid.periods
                if (cell := grid.cells.get((theme, way, period)))
            )
            for way in WAYS
        ]
        rows.append(f"{order.label(theme)}: {'; '.join(parts)}")
    return alt_sentence(order, subtitle, rows)


def _draw(body: frame.Body, order: Order, grid: Grid) -> tuple[float, list[str]]:
    """Put the blocks of the three valences beside one another, or below where they do not fit."""
    sheet = body.sheet
    room = bars.label_room(sheet, [order.label(theme) for theme in grid.themes], 0.28)
    free = sheet.width - room - 8
    beside = next(
        (n for n in (3, 2) if (free - (n - 1) * BLOCK_GAP) / n >= NARROWEST * len(grid.periods)), 1
    )
    width = (free - (beside - 1) * BLOCK_GAP) / beside
    per_band = max(1, int(width // NARROWEST))
    y, lettered = body.top, False
    for first in range(0, len(WAYS), beside):
        for start in range(0, len(grid.periods), per_band):
            periods = grid.periods[start : start + per_band]
            band = Band(room, width, WAYS[first : first + beside], periods)
            y, used = _band(sheet, y, order, grid, band)
            lettered |= used
            y += 6
    notes = [frame_note(grid)]
    if lettered:
        key = ", ".join(f"{LETTERS[i % 26]} = {period}" for i, period in enumerate(grid.periods))
        notes.insert(0, f"Perioden: {key}.")
    return y - 6, notes


def frame_note(grid: Grid) -> str:
    """Say what the pale columns are, with how small the periods are."""
    known = [number for number in grid.tables.values() if number is not None]
    small = f" De kleinste periode telt {plural(min(known), 'tafel', 'tafels')}." if known else ""
    return f"De lichte kolom is het aantal tafels van die periode.{small}"


def _band(sheet: Sheet, y: float, order: Order, grid: Grid, place: Band) -> tuple[float, bool]:
    """Put one band: headings, period names, a row per theme; return y and if letters were used."""
    room, width, ways, periods = place.room, place.width, place.ways, place.periods
    step, least = width / len(periods), order.context.min_tables
    lefts = [room + 8 + index * (width + BLOCK_GAP) for index in range(len(ways))]
    for way, x in zip(ways, lefts, strict=True):
        frame.swatch_heading(sheet, x, y, valence_name(order.codebook, way), way, width=width)
    y += LINE * sheet.style.text_pt + 6
    y, lettered = _period_names(sheet, y, grid, place, lefts)
    measured = bars.labels(sheet, [order.label(theme) for theme in grid.themes], room, least=ROW)
    for theme, label in zip(grid.themes, measured, strict=True):
        sheet.middle_lines(0, y + label.height / 2, label.lines)
        for way, left in zip(ways, lefts, strict=True):
            sheet.line(
                (left, y + label.height - 2), (left + width, y + label.height - 2), width=0.4
            )
            for index, period in enumerate(periods):
                cell = grid.cells.get((theme, way, period))
                if cell:
                    x = left + index * step + max(2.0, (step - NARROWEST) / 2)
                    _column(
                        sheet, x, y + label.height - 2, label.height - 5, cell=cell, least=least
                    )
        y += label.height
    return y, lettered


def _period_names(
    sheet: Sheet, y: float, grid: Grid, place: Band, lefts: Sequence[float]
) -> tuple[float, bool]:
    """Put the names of the periods over their columns; or letters where names do not fit."""
    periods, step = place.periods, place.width / len(place.periods)
    small = sheet.style.small_pt
    measure = sheet.measure(small)
    names = [wrap(period, step - 2, measure) for period in periods]
    fits = all(
        len(lines) <= 2 and all(measure(line) <= step - 2 for line in lines)
        and "".join(lines) == period.replace(" ", "")
        for lines, period in zip(names, periods, strict=True)
    )  # fmt: skip
    if not fits:
        names = [[LETTERS[grid.periods.index(period) % 26]] for period in periods]
    deepest = max(len(lines) for lines in names)
    for left in lefts:
        for index, lines in enumerate(names):
            middle = left + (index + 0.5) * step
            sheet.lines(middle, y, lines, size=small, colour="grijs", anchor="middle")
    return y + deepest * LINE * small + 2, not fits


def _column(sheet: Sheet, x: float, base: float, height: float, *, cell: Cell, least: int) -> None:
    """Put one small column on `base`, its frame as high as all tables of the period."""
    small = sheet.style.small_pt
    of = cell.of or 0
    if of:
        sheet.box(x, base - height, COLUMN, height, fill=sheet.colour("baan"))
    if cell.n is None:
        sheet.hatch(x, base - height * 0.45, COLUMN, height * 0.45)
    elif of:
        paint = sheet.colour(cell.valence)
        sheet.box(
            x, base - height * cell.n / of, COLUMN, height * cell.n / of,
            fill=sheet.tint(paint, 0.35) if cell.proposed else paint,
            edge=paint if cell.proposed else "",
        )  # fmt: skip
    words = cell.shown(least)
    sheet.text(x + COLUMN + 2, base - 1.2, words, size=small, colour="inkt" if cell.n else "grijs")
