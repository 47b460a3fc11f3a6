"""Rows of counts in; one column of bars per kind of count out, each with its own heading."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.domain.wording import plural
from pipeline.release.action_counts import MEASURE, finding_id
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell, csv_row, present, sort_value, whole
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, describe, group_name
from pipeline.release.figures.wrapping import wrap

CHOSEN = ("gekozen en besproken", "alleen gekozen", "alleen besproken")
NOBODY = "Geen eigenaar vastgelegd"
COLUMN_GAP = 12.0


@dataclass(frozen=True)
class Column:
    """One column of bars."""

    key: str
    heading: str
    colour: str  # "#rrggbb" or a meaning of the house style


@dataclass(frozen=True)
class Row:
    """One label with its cell in every column."""

    label: str
    cells: dict[str, Cell | None]


def draw_chosen(order: Order) -> Drawing | None:
    """Draw what was chosen beforehand against what was raised, where the choice was recorded."""
    rows = [
        Row(
            order.label(code.id),
            {s: order.counts.get("gekozen", code.id, stratum=s) for s in CHOSEN},
        )
        for code in order.codebook.themes
    ]
    rows = [row for row in rows if any(cell and cell.of for cell in row.cells.values())]
    cells = present(cell for row in rows for cell in row.cells.values())
    if not cells:
        return None
    rows.sort(key=lambda row: tuple(-sort_value(row.cells[key]) for key in CHOSEN))
    recorded = max(cell.of or 0 for cell in cells)
    subtitle = (
        "Aantal tafels waar het thema vooraf was gekozen en waar het ter tafel kwam, van "
        f"{plural(recorded, 'tafel', 'tafels')} waar de keuze is vastgelegd"
    )
    body = frame.open_sheet(order, f"{subtitle}.")
    sheet = body.sheet
    columns = [
        Column(CHOSEN[0], "Gekozen en besproken", sheet.tint("inkt", 0.85)),
        Column(CHOSEN[1], "Alleen gekozen", sheet.tint("inkt", 0.55)),
        Column(CHOSEN[2], "Alleen besproken", sheet.tint("inkt", 0.3)),
    ]
    bottom = put_columns(
        sheet, body.top, columns, rows, most=recorded, least=order.context.min_tables
    )
    notes = [
        "Een tafel staat per thema in één van de drie, of in geen: niet gekozen en niet besproken."
    ]
    frame.close_sheet(body, bottom, order, cells, notes)
    least = order.context.min_tables
    csv_rows: list[dict[str, object]] = [
        {"thema": row.label, "hoe": key, **csv_row(cell)}
        for row in rows
        for key, cell in row.cells.items()
        if cell
    ]
    spoken = [describe(row.label, row.cells, least) for row in rows]
    return Drawing(sheet, csv_rows, alt_sentence(order, subtitle, spoken), cells)


def draw_actions(order: Order) -> Drawing | None:
    """Draw at how many tables each group took on a verbeteractie, with and without a term; none of noughts."""
    table = order.action_counts
    if table is None or table.empty:
        return None
    cells: dict[tuple[str, str], Cell] = {}
    for row in table.to_dict("records"):
        key = str(row["owner"]), str(row["term"])
        cells[key] = action_cell(row)
    owners = [o for o in dict.fromkeys(owner for owner, _ in cells) if o]
    terms = list(dict.fromkeys(term for _, term in cells))
    owners.sort(key=lambda owner: tuple(-sort_value(cells.get((owner, term))) for term in terms))
    rows = [
        Row(
            group_name(owner) if owner else NOBODY,
            {term: cells.get((owner, term)) for term in terms},
        )
        for owner in (*owners, "")
    ]
    used = present(cell for row in rows for cell in row.cells.values())
    if all(cell.n == 0 for cell in used):
        return None
    most = max([1, *(cell.of or 0 for cell in used)])
    subtitle = (
        "Aantal tafels waar iemand van deze groep een verbeteractie op zich nam, van "
        f"{plural(most, 'tafel', 'tafels')}"
    )
    body = frame.open_sheet(order, f"{subtitle}.")
    shades = (0.85, 0.4, 0.6, 0.25)
    columns = [
        Column(term, term.capitalize(), body.sheet.tint("inkt", shade))
        for term, shade in zip(terms, shades, strict=False)
    ]
    bottom = put_columns(
        body.sheet, body.top, columns, rows, most=most, least=order.context.min_tables
    )
    notes = ["Volgens de verslagen. Een tafel kan in meer dan één rij en kolom tellen."]
    frame.close_sheet(body, bottom, order, used, notes)
    least = order.context.min_tables
    csv_rows: list[dict[str, object]] = [
        {"eigenaar": row.label, "termijn": term, **csv_row(cell)}
        for row in rows
        for term, cell in row.cells.items()
        if cell
    ]
    spoken = [describe(row.label, row.cells, least) for row in rows]
    return Drawing(body.sheet, csv_rows, alt_sentence(order, subtitle, spoken), used)


def action_cell(row: Mapping[Hashable, Any]) -> Cell:
    """Return one row of the counted actions as a cell."""
    owner, term = str(row["owner"]), str(row["term"])
    return Cell(
        finding_id=finding_id(owner, term), measure=MEASURE, code="",
        other_code="", valence="", group=owner, stratum_kind="", stratum=term,
        n=whole(row["n_tables"]), of=whole(row["of_tables"]), codable=None, source="meta", coder="",
        blanked=str(row["blanked"]),
    )  # fmt: skip


def put_columns(
    sheet: Sheet, y: float, columns: Sequence[Column], rows: Sequence[Row], *, most: int, least: int
) -> float:
    """Put headings, rows and axes on one scale, `most` tables wide; return the y below."""
    room = bars.label_room(sheet, [row.label for row in rows], 0.32)
    number = bars.number_room(sheet, most, least)
    free = sheet.width - room - 10 - len(columns) * number - (len(columns) - 1) * COLUMN_GAP
    unit = max(free / len(columns) / max(most, 1), 0.1)
    step = unit * most + number + COLUMN_GAP
    lefts = [room + 10 + index * step for index in range(len(columns))]
    y = _headings(sheet, y, columns, lefts, step - COLUMN_GAP)
    measured = bars.labels(sheet, [row.label for row in rows], room)
    for row, label in zip(rows, measured, strict=True):
        middle = y + label.height / 2
        sheet.middle_lines(0, middle, label.lines)
        for column, x in zip(columns, lefts, strict=True):
            bars.count_bar(
                sheet, x, middle, row.cells[column.key], unit=unit, track=most,
                colour=column.colour, min_tables=least,
            )  # fmt: skip
        y += label.height
    for x in lefts:
        bars.axis(sheet, x, y, most, unit)
    return y + 2.5 + sheet.style.small_pt * 1.2


def _headings(
    sheet: Sheet, y: float, columns: Sequence[Column], lefts: Sequence[float], width: float
) -> float:
    """Put wrapped headings that end on one line, a bar of the column's colour under each."""
    wrapped = [wrap(column.heading, width, sheet.measure(face="vet")) for column in columns]
    deepest = max(len(lines) for lines in wrapped)
    size = sheet.style.text_pt
    bottom = y + deepest * LINE * size
    for column, lines, x in zip(columns, wrapped, lefts, strict=True):
        sheet.lines(x, bottom - len(lines) * LINE * size, lines, face="vet")
        longest = max(sheet.measure(face="vet")(line) for line in lines)
        paint = column.colour if column.colour.startswith("#") else sheet.colour(column.colour)
        sheet.box(x, bottom, longest, 2.4, fill=paint)
    return bottom + 6
