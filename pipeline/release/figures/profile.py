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
PRESENT = "aanwezig"
INDENT = 8.0
MOST_HIDDEN = 4  # rows without a count in one panel before they become one
PANEL_GAP = 18.0
WIDEST_PANEL = 170.0
COLOUR = "inkt"


@dataclass(frozen=True)
class Bar:
    """One bar with its label."""

    label: str
    cell: Cell
    indent: float = 0.0


@dataclass(frozen=True)
class Panel:
    """One panel: its title and its bars."""

    title: str
    rows: tuple[Bar, ...]


def draw_profile(order: Order) -> Drawing | None:
    """Draw how many tables there are by everything that was recorded of them."""
    panels = [
        panel for kind, title in PANELS.items() if (panel := _panel(order, kind, order.say(title)))
    ]
    cells = [row.cell for panel in panels for row in panel.rows]
    if not cells:
        return None
    total = max((cell.of or 0 for cell in cells), default=order.context.n_tables)
    everything = plural(total or order.context.n_tables, "tafel", "tafels")
    subtitle = f"Aantal tafels; de lichte baan is het geheel van {everything}"
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = _draw(body, order, panels, max(total, 1))
    notes = ["Een tafel kan in meer dan één rij tellen bij documenten en bij wie er zat."]
    both = [order.say(PANELS[kind]) for kind in (PRESENT, "document")]
    several = any(panel.title in both for panel in panels)
    frame.close_sheet(body, bottom, order, cells, notes if several else [])
    least = order.context.min_tables
    rows = [
        {"onderwerp": panel.title, "waarde": row.label, **csv_row(row.cell)}
        for panel in panels
        for row in panel.rows
    ]
    said = [
        f"{panel.title}: "
        + ", ".join(f"{row.label} {spoken(row.cell, least)}" for row in panel.rows)
        for panel in panels
    ]
    return Drawing(body.sheet, rows, alt_sentence(order, subtitle, said), cells)


def _panel(order: Order, kind: str, title: str) -> Panel | None:
    """Return one panel; what was not recorded comes last."""
    cells = [cell for cell in order.counts.of("tafels") if cell.stratum_kind == kind]
    if not cells:
        return None
    if kind == PRESENT:
        return Panel(title, tuple(_present(order, cells)))
    if kind in IN_ORDER:
        cells.sort(key=lambda cell: _natural(cell.stratum))
    else:
        cells.sort(key=lambda cell: (-sort_value(cell), cell.stratum))
    cells.sort(key=lambda cell: cell.stratum == NOT_RECORDED)
    return Panel(title, tuple(_gathered([Bar(_label(cell.stratum), cell) for cell in cells])))


def _present(order: Order, cells: Sequence[Cell]) -> list[Bar]:
    """Return who sat there: every group, and below it its perspectives by number."""
    groups = {cell.stratum: cell for cell in cells if not cell.group}
    order_of = [*order.codebook.groups, *sorted(set(groups) - set(order.codebook.groups))]
    bars_ = []
    for group in (group for group in order_of if group in groups):
        bars_.append(Bar(_label(group, group_name(group)), groups[group]))
        members = [cell for cell in cells if cell.group == group and cell.n != 0]
        members.sort(key=lambda cell: (-sort_value(cell), cell.stratum))
        names = order.codebook.perspectives
        below = [Bar(_first_name(names.get(c.stratum, c.stratum)), c, INDENT) for c in members]
        if len(below) > 1:  # a group of one says nothing more by its perspective
            bars_ += _gathered(below)
    return bars_


def _gathered(rows: list[Bar]) -> list[Bar]:
    """Make one row of many without a count: a long list of names says too much and too little."""
    hidden = [row for row in rows if row.cell.n is None]
    if len(hidden) <= MOST_HIDDEN:
        return rows
    least_known = next((row for row in hidden if row.cell.blanked == "afleidbaar"), hidden[0])
    rest = Bar(f"{len(hidden)} andere, elk", least_known.cell, hidden[0].indent)
    return [*(row for row in rows if row.cell.n is not None), rest]


def _first_name(label: str) -> str:
    """Return the first name of a perspective: "Ouder" of "Ouder / opvoeder (ook pleegouder)"."""
    first = label.split(" / ", maxsplit=1)[0].split(" (", maxsplit=1)[0].split(",", maxsplit=1)[0]
    return first[:1].lower() + first[1:]


def _natural(value: str) -> tuple[int, str]:
    """Sort "0-4" before "12-17"."""
    digits = "".join(letter if letter.isdigit() else " " for letter in value).split()
    return (int(digits[0]) if digits else 10_000, value)


def _label(value: str, name: str = "") -> str:
    """Return a recorded value as a figure shows it."""
    if value == NOT_RECORDED:
        return NOT_RECORDED
    named = {"casusspecifiek": "casus-specifiek", "casusoverstijgend": "casus-overstijgend"}
    return name or named.get(value, value.replace("_", " "))


def _draw(body: frame.Body, order: Order, panels: Sequence[Panel], total: int) -> float:
    """Put panels in columns, the longest first, each in the column that is shortest so far."""
    sheet = body.sheet
    columns = max(
        1, min(len(panels), int((sheet.width + PANEL_GAP) // (WIDEST_PANEL * 0.85 + PANEL_GAP)))
    )
    width = min((sheet.width - (columns - 1) * PANEL_GAP) / columns, 1.6 * WIDEST_PANEL)
    bottoms = [body.top] * columns
    for panel in sorted(panels, key=lambda panel: -len(panel.rows)):
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
    longest = max(row.indent + sheet.measure()(row.label) for row in panel.rows)
    room = min(longest + 1, 0.5 * width)
    number = bars.number_room(sheet, total, least)
    unit = (width - room - 7 - number) / total
    for row in panel.rows:
        label = bars.labels(sheet, [row.label], room - row.indent, least=15.0)[0]
        middle = y + label.height / 2
        plain = row.cell.stratum != NOT_RECORDED
        sheet.middle_lines(
            x + row.indent, middle, label.lines, colour="inkt" if plain else "grijs",
            face="normaal" if plain else "cursief",
        )  # fmt: skip
        colour = sheet.tint(COLOUR, 0.3 if row.indent or not plain else 0.62)
        bars.count_bar(
            sheet, x + room + 7, middle, row.cell, unit=unit, track=total, colour=colour,
            min_tables=least, height=8.0,
        )  # fmt: skip
        y += label.height
    return y
