"""The case profile in; small multiples out: which tables these are, a panel per thing recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.wording import NOT_RECORDED, plural
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import Sheet
from pipeline.release.figures.counts import Cell, csv_row, sort_value
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, group_name, spoken

PANELS = {
    "soort": "Soort tafel",
    "sector": "Sector",
    "leeftijdsgroep": "Leeftijd van de jeugdige",
    "periode": "Periode",
    "gemeente": "Gemeente",
    "document": "Wat er van de tafel is",
    "aanwezig": "Wie er aan tafel zat",
}
IN_ORDER = ("leeftijdsgroep", "periode")  # kept in their own order; the others by number
OTHER_GROUP = "overig"
MOST_HIDDEN = 4  # rows without a count in one panel before they become one
PANEL_GAP = 18.0
WIDEST_PANEL = 170.0
COLOUR = "inkt"


@dataclass(frozen=True)
class Panel:
    """One panel: its title and its bars."""

    title: str
    rows: tuple[tuple[str, Cell], ...]


def draw_profile(order: Order) -> Drawing | None:
    """Draw how many tables there are by everything that was recorded of them."""
    panels = [panel for kind, title in PANELS.items() if (panel := _panel(order, kind, title))]
    cells = [cell for panel in panels for _, cell in panel.rows]
    if not cells:
        return None
    total = max((cell.of or 0 for cell in cells), default=order.context.n_tables)
    subtitle = f"Aantal tafels, van {plural(total or order.context.n_tables, 'tafel', 'tafels')}"
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = _draw(body, order, panels, max(total, 1))
    notes = ["Een tafel kan in meer dan één rij tellen bij documenten en bij wie er zat."]
    several = any(panel.title in (PANELS["aanwezig"], PANELS["document"]) for panel in panels)
    frame.close_sheet(body, bottom, order, cells, notes if several else [])
    least = order.context.min_tables
    rows = [
        {"onderwerp": panel.title, "waarde": label, **csv_row(cell)}
        for panel in panels
        for label, cell in panel.rows
    ]
    said = [
        f"{panel.title}: "
        + ", ".join(f"{label} {spoken(cell, least)}" for label, cell in panel.rows)
        for panel in panels
    ]
    return Drawing(body.sheet, rows, alt_sentence(order, subtitle, said), cells)


def _panel(order: Order, kind: str, title: str) -> Panel | None:
    """Return one panel; those present by group, what was not recorded last."""
    cells = [
        cell
        for cell in order.counts.of("tafels")
        if cell.stratum_kind == kind and not (kind == "aanwezig" and cell.group)
    ]
    if not cells:
        return None
    if kind not in IN_ORDER:
        cells.sort(key=lambda cell: -sort_value(cell))
    else:
        cells.sort(key=lambda cell: _natural(cell.stratum))
    cells.sort(key=lambda cell: cell.stratum in (NOT_RECORDED, OTHER_GROUP))
    rows = [(_label(order, kind, cell), cell) for cell in cells]
    hidden = [row for row in rows if row[1].n is None]
    if (
        len(hidden) > MOST_HIDDEN
    ):  # a long list of names without a count says too much and too little
        rows = [row for row in rows if row[1].n is not None]
        rows.append((f"{len(hidden)} andere, elk", hidden[0][1]))
    return Panel(title, tuple(rows))


def _natural(value: str) -> tuple[int, str]:
    """Sort "0-4" before "12-17"."""
    digits = "".join(letter if letter.isdigit() else " " for letter in value).split()
    return (int(digits[0]) if digits else 10_000, value)


def _label(order: Order, kind: str, cell: Cell) -> str:
    value = cell.stratum
    if value == NOT_RECORDED:
        return NOT_RECORDED
    if kind == "aanwezig":
        return order.codebook.perspectives.get(value, group_name(value))
    return {
        "casusspecifiek": "casus-specifiek",
        "casusoverstijgend": "casus-overstijgend",
    }.get(value, value.replace("_", " "))


def _draw(body: frame.Body, order: Order, panels: Sequence[Panel], total: int) -> float:
    """Put panels in columns, each in the column that is shortest so far."""
    sheet = body.sheet
    columns = max(
        1, min(len(panels), int((sheet.width + PANEL_GAP) // (WIDEST_PANEL * 0.85 + PANEL_GAP)))
    )
    width = min((sheet.width - (columns - 1) * PANEL_GAP) / columns, 1.6 * WIDEST_PANEL)
    bottoms = [body.top] * columns
    for panel in panels:
        column = bottoms.index(min(bottoms))
        x = column * (width + PANEL_GAP)
        start = bottoms[column] + (10 if bottoms[column] > body.top else 0)
        bottoms[column] = _put_panel(
            sheet, (x, start), width, panel, total=total, least=order.context.min_tables
        )
    return max(bottoms)


def _put_panel(
    sheet: Sheet, corner: tuple[float, float], width: float, panel: Panel, *, total: int, least: int
) -> float:
    """Put one panel; return the y below it."""
    x, y = corner
    y = sheet.paragraph(x, y, panel.title, width, face="vet") + 1
    sheet.line((x, y), (x + width, y), width=0.5)
    y += 3
    room = min(max(sheet.measure()(label) for label, _ in panel.rows) + 1, 0.5 * width)
    number = bars.number_room(sheet, total, least)
    unit = (width - room - 7 - number) / total
    measured = bars.labels(sheet, [label for label, _ in panel.rows], room, least=15.0)
    for (_, cell), label in zip(panel.rows, measured, strict=True):
        middle = y + label.height / 2
        plain = cell.stratum != NOT_RECORDED
        sheet.middle_lines(
            x, middle, label.lines, colour="inkt" if plain else "grijs",
            face="normaal" if plain else "cursief",
        )  # fmt: skip
        colour = sheet.tint(COLOUR, 0.62 if plain else 0.3)
        bars.count_bar(
            sheet, x + room + 7, middle, cell, unit=unit, track=total, colour=colour,
            min_tables=least, height=8.0,
        )  # fmt: skip
        y += label.height
    return y
