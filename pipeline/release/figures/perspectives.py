"""Counts by group in; two dots per theme and a line between them, whose length is the gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.wording import plural
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import ASCENT, LINE, Face, Shape, Sheet
from pipeline.release.figures.counts import Cell, csv_row, present
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, describe, group_name

GROUPS = ("gezin", "professionals")
SHAPES: dict[str, Shape] = {
    "gezin": "cirkel", "professionals": "ruit", "beleid": "driehoek", "overig": "vierkant",
}  # fmt: skip
DOT = 9.0  # across, in points
ROW = 19.0
TOUCH = DOT + 3  # nearer than this, dots stand above one another
NARROW = 300.0  # points: below this, labels and dots do not fit side by side
SAME = "Even vaak"
HIDDEN_ROOM = 70.0  # points that the hatched cells with their words take at the low end
HIDDEN = "Niet te vergelijken"


@dataclass(frozen=True)
class Row:
    """One theme with the count of each group, and how many tables valued it differently."""

    label: str
    gezin: Cell | None
    professionals: Cell | None
    differing: Cell | None

    @property
    def groups(self) -> dict[str, Cell | None]:
        """The two counts by group."""
        return {"gezin": self.gezin, "professionals": self.professionals}

    @property
    def gap(self) -> float | None:
        """How much further the professionals' dot stands to the right, as a share; None: hidden."""
        places = [_place(cell) for cell in (self.gezin, self.professionals)]
        if places[0] is None or places[1] is None:
            return None
        return places[1] - places[0]


def _base(cell: Cell) -> int | None:
    """Return the tables out of which a group's count is read: where its voice can be coded."""
    return cell.codable if cell.codable is not None else cell.of


def _place(cell: Cell | None) -> float | None:
    """Return where a dot stands: its share of the tables where this group's voice can be coded."""
    base = _base(cell) if cell else None
    return None if cell is None or cell.n is None or not base else cell.n / base


def draw_perspectives(order: Order) -> Drawing | None:
    """Draw gezin against professionals per theme, by who raises it more, largest gap first."""
    rows = [
        Row(
            order.label(code.id),
            order.counts.get("groep", code.id, group="gezin"),
            order.counts.get("groep", code.id, group="professionals"),
            order.counts.get("anders_gewaardeerd", code.id),
        )
        for code in order.codebook.themes
    ]
    rows = [row for row in rows if any(row.groups.values())]
    cells = present(cell for row in rows for cell in (row.gezin, row.professionals, row.differing))
    if not rows:
        return None
    sections = _sections(rows)
    subtitle = _subtitle(rows)
    body = frame.open_sheet(order, subtitle)
    bottom = _draw(body, order, sections)
    frame.close_sheet(body, bottom, order, cells, _notes(rows))
    least = order.context.min_tables
    ordered = [row for _, members in sections for row in members]
    spoken = [
        describe(row.label, {group: row.groups[group] for group in GROUPS}, least)
        for row in ordered
    ]
    return Drawing(body.sheet, _csv_rows(ordered), alt_sentence(order, subtitle, spoken), cells)


def _csv_rows(rows: Sequence[Row]) -> list[dict[str, object]]:
    named = [
        (row, name, cell)
        for row in rows
        for name, cell in (*row.groups.items(), ("anders gewaardeerd", row.differing))
    ]
    return [{"thema": row.label, "wie": name, **csv_row(cell)} for row, name, cell in named if cell]


def _subtitle(rows: Sequence[Row]) -> str:
    parts = []
    for group in GROUPS:
        bases = sorted(
            {base for row in rows if (cell := row.groups[group]) and (base := _base(cell))}
        )
        if bases:
            span = str(bases[0]) if bases[0] == bases[-1] else f"{bases[0]} tot {bases[-1]}"
            said = f"{group}: {span} {'tafel' if span == '1' else 'tafels'}"
            parts.append(said.replace(" ", "\N{NO-BREAK SPACE}"))  # never parted by a line end
    of = f", van de tafels waar die stem te coderen is ({', '.join(parts)})" if parts else ""
    return f"Aantal tafels waar gezin en professionals het thema noemen{of}."


def _notes(rows: Sequence[Row]) -> list[str]:
    """Say at how many tables each group sat, and what the right column means, in one paragraph."""
    notes = []
    sat = [
        max((cell.of or 0 for row in rows if (cell := row.groups[group])), default=0)
        for group in GROUPS
    ]
    if any(sat):
        notes.append(
            f"Gezin zat aan bij {plural(sat[0], 'tafel', 'tafels')}, professionals bij {sat[1]}."
        )
    if any(row.differing for row in rows):
        notes.append(
            "Anders gewaardeerd: beide noemen het, de één alleen als succesfactor, de ander alleen "
            "als knelpunt."
        )
    return [" ".join(notes)] if notes else []


def _sections(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    """Part the rows by who names it more; the side, and in it the row, of the largest gap first."""
    known = [row for row in rows if row.gap is not None]
    more = sorted((row for row in known if (row.gap or 0) < 0), key=lambda row: row.gap or 0)
    less = sorted(
        (row for row in known if (row.gap or 0) > 0), key=lambda row: row.gap or 0, reverse=True
    )
    sides = [("Gezin noemt het vaker", more), ("Professionals noemen het vaker", less)]
    sides.sort(key=lambda side: -abs(side[1][0].gap or 0) if side[1] else 0)
    named = (
        *sides,
        (SAME, [row for row in known if row.gap == 0]),
        (HIDDEN, [row for row in rows if row.gap is None]),
    )
    return [(name, members) for name, members in named if members]


@dataclass(frozen=True)
class Field:
    """Where labels end and dots stand, and the column at the right."""

    labels: float  # room for labels
    left: float
    width: float
    aside: float  # the middle of the column "anders gewaardeerd", 0 where there is none
    number: float  # room that a count takes beside its dot
    with_base: bool  # whether counts need the tables they are out of
    above: bool  # a narrow sheet: labels stand over their dots


def _field(sheet: Sheet, rows: Sequence[Row]) -> Field:
    texts = [row.label for row in rows]
    above = sheet.width < NARROW
    room = sheet.width if above else bars.label_room(sheet, texts, 0.3)
    with_base = len(_bases(rows)) > 1
    number = sheet.measure(face="vet")("100") + DOT
    if with_base:
        number += sheet.measure(sheet.style.small_pt)("van 100") + 3
    aside = max(sheet.measure(sheet.style.small_pt)("gewaardeerd") + 6, 0.12 * sheet.width)
    aside = aside if any(row.differing for row in rows) and not above else 0.0
    left = (0.0 if above else room) + number + 4
    width = sheet.width - left - number - aside
    return Field(
        room, left, width, sheet.width - aside / 2 if aside else 0.0, number, with_base, above
    )


def _bases(rows: Sequence[Row]) -> set[int]:
    """Return the different numbers of tables that counts are out of."""
    return {base for row in rows for cell in row.groups.values() if cell and (base := _base(cell))}


def _draw(body: frame.Body, order: Order, sections: Sequence[tuple[str, list[Row]]]) -> float:
    sheet = body.sheet
    at = _field(sheet, [row for _, rows in sections for row in rows])
    y = _legend(sheet, body.top, at)
    for name, rows in sections:
        y = (
            sheet.lines(0, y + 3, [name], size=sheet.style.small_pt, face="cursief", colour="grijs")
            + 1
        )
        measured = bars.labels(sheet, [row.label for row in rows], at.labels, least=ROW)
        for row, label in zip(rows, measured, strict=True):
            if at.above:
                y = sheet.lines(0, y, label.lines)
                height = ROW - 2
            else:
                height = label.height
                sheet.middle_lines(0, y + height / 2, label.lines)
            _row(sheet, at, y + height / 2, row, order.context.min_tables)
            y += height
    shown = [row for _, rows in sections for row in rows]
    _axis(sheet, at, y, shown, order.say("alle tafels"))
    return y + 2.5 + 1.2 * sheet.style.small_pt


def _legend(sheet: Sheet, y: float, at: Field) -> float:
    """Put the two shapes with their names, and the heading of the right column."""
    x = 0.0 if at.above else at.left
    middle = y + ASCENT * sheet.style.text_pt - 3
    for group in GROUPS:
        paint = sheet.colour(group)
        sheet.dot(x + DOT / 2, middle, SHAPES[group], DOT, fill=paint, edge=paint)
        x += DOT + 4
        x += sheet.middle_text(x, middle, group_name(group), face="vet") + 16
    if at.aside:
        heading = ["anders", "gewaardeerd"]
        small = sheet.style.small_pt
        sheet.lines(at.aside, y - 3, heading, size=small, colour="grijs", anchor="middle")
    return y + LINE * sheet.style.text_pt + 6


def _row(sheet: Sheet, at: Field, y: float, row: Row, least: int) -> None:
    sheet.line((at.left, y), (at.left + at.width, y), colour="baan", width=DOT)
    places = {group: _place(cell) for group, cell in row.groups.items()}
    xs = {group: at.left + place * at.width for group, place in places.items() if place is not None}
    shift = 0.0
    if len(xs) == 2:
        sheet.line((xs["gezin"], y), (xs["professionals"], y), colour="grijs", width=2.2)
        shift = DOT / 2 if abs(xs["gezin"] - xs["professionals"]) < TOUCH else 0.0
    first = min(xs, key=lambda group: (xs[group], GROUPS.index(group)), default="")
    for index, group in enumerate(GROUPS):
        cell = row.groups[group]
        if group in xs and cell:
            level = y + (shift if index else -shift)
            _dot(sheet, xs[group], level, group, open_=cell.proposed)
            side = -1 if (group == first and len(xs) == 2) else 1
            number = xs[group] + side * (DOT / 2 + 3.5)
            anchor = "end" if side < 0 else "start"
            _count(sheet, number, y, cell, anchor, with_base=at.with_base)
    _hidden(sheet, at, y, row, xs=xs, least=least)
    if at.aside and row.differing:
        _aside(sheet, at.aside, y, row.differing, least)


def _count(sheet: Sheet, x: float, y: float, cell: Cell, anchor: str, *, with_base: bool) -> None:
    """Put a count beside its dot, "18 van 23" where the two groups have not one base."""
    small = sheet.style.small_pt
    base = f" van {_base(cell)}" if with_base else ""
    number = str(cell.n)
    wide = sheet.measure(face="vet")(number)
    room = sheet.measure(small)(base.strip()) + 3 if base else 0.0
    left = x if anchor == "start" else x - wide - room
    sheet.middle_text(left, y, number, face="vet")
    if base:
        sheet.middle_text(left + wide + 3, y, base.strip(), size=small, colour="grijs")


def _dot(sheet: Sheet, x: float, y: float, group: str, *, open_: bool) -> None:
    paint = sheet.colour(group)
    sheet.dot(x, y, SHAPES[group], DOT, fill=sheet.colour("papier") if open_ else paint, edge=paint)


def _hidden(
    sheet: Sheet, at: Field, y: float, row: Row, *, xs: dict[str, float], least: int
) -> None:
    """Put a hatched cell with the group's shape for every count that is not shown."""
    small = sheet.style.small_pt
    x = at.left - DOT / 2
    if xs and min(xs.values()) - at.left < HIDDEN_ROOM:  # a dot stands there: begin after its count
        x = max(xs.values()) + at.number + 4
    for group in GROUPS:
        cell = row.groups[group]
        if cell is None or group in xs:
            continue
        paint = sheet.colour(group)
        if cell.n is None:
            sheet.hatch(x, y - DOT / 2, 14, DOT)
        sheet.dot(x + 7, y, SHAPES[group], 5.5, fill=sheet.colour("papier"), edge=paint)
        x += 17
        x += sheet.middle_text(x, y, _shown(cell, least), size=small, colour="grijs") + 8


def _shown(cell: Cell, least: int) -> str:
    return cell.shown(least) if cell.n is None else "niet te coderen"


def _aside(sheet: Sheet, x: float, y: float, cell: Cell, least: int) -> None:
    words = cell.shown(least)
    if cell.n is None:
        width = sheet.measure()(words)
        sheet.hatch(x - width / 2 - 16, y - DOT / 2, 12, DOT)
    face: Face = "vet" if cell.n else "normaal"
    colour = "inkt" if cell.n else "grijs"
    sheet.middle_text(x, y, words, face=face, colour=colour, anchor="middle")


def _axis(sheet: Sheet, at: Field, y: float, rows: Sequence[Row], everything: str) -> None:
    """Put the axis: whole tables where both groups have one base, else words for the share."""
    bases = _bases(rows)
    small = sheet.style.small_pt
    if len(bases) == 1:
        whole = bases.pop()
        ticks = [(0.0, "0"), (0.5, str(whole // 2)), (1.0, str(whole))]
        ticks = ticks if whole % 2 == 0 else [ticks[0], ticks[2]]
    else:
        ticks = [(0.0, "geen"), (0.5, "de helft"), (1.0, everything)]
    for share, words in ticks:
        x = at.left + share * at.width
        sheet.line((x, y), (x, y + 2.5), width=0.6)
        sheet.text(x, y + 2.5 + small, words, size=small, colour="grijs", anchor="middle")
