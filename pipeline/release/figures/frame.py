"""What surrounds every figure: the finding as title, what is shown, how to read it, its source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.domain.wording import CONCEPT, NOT_HAND_CODED, plural
from pipeline.release.figures.canvas import ASCENT, LINE, Anchor, Sheet
from pipeline.release.figures.counts import Cell
from pipeline.release.figures.drawing import logo_size
from pipeline.release.figures.record import Order

PRIVATE = "BESLOTEN"
GAP = 8.0  # between the parts of a figure, in points
TITLE_TOP = 2.0  # above the title
MIDDLE_DOT = "\N{NO-BREAK SPACE}· "  # never at the start of a line


@dataclass(frozen=True)
class Body:
    """The room between head and foot."""

    sheet: Sheet
    top: float


def open_sheet(order: Order, subtitle: str) -> Body:
    """Begin a figure: mark, title and subtitle."""
    sheet = Sheet(order.style)
    style = order.style
    y = TITLE_TOP
    room = sheet.width - _stamp(sheet, order)
    y = sheet.paragraph(0, y, order.title, room, size=style.title_pt, face="vet", even=True)
    y = sheet.paragraph(0, y + 1.5, order.say(subtitle), sheet.width, colour="grijs")
    return Body(sheet, y + GAP)


def _stamp(sheet: Sheet, order: Order) -> float:
    """Put CONCEPT or BESLOTEN in the upper right corner, quiet but there; return its room."""
    words = PRIVATE if order.private else CONCEPT if order.context.concept else ""
    if not words:
        return 0.0
    size = order.style.small_pt
    width = sheet.measure(size, "vet")(words) + 10
    height = size * 1.6
    sheet.box(
        sheet.width - width - 0.5, 2.5, width, height, edge=sheet.colour("grijs"), round=height / 2
    )
    middle = sheet.width - width / 2 - 0.5
    sheet.middle_text(
        middle, 2.5 + height / 2, words, size=size, face="vet", colour="grijs", anchor="middle"
    )
    return width + 12


def close_sheet(
    body: Body, y: float, order: Order, cells: Sequence[Cell], notes: Iterable[str]
) -> None:
    """End a figure below `y`: notes, then the source line."""
    sheet, small = body.sheet, order.style.small_pt
    y += GAP
    for note in (*notes, *_coding_notes(cells)):
        y = sheet.paragraph(0, y, order.say(note), sheet.width, size=small, colour="grijs") + 1.5
    keyed = _blank_keys(sheet, y, cells, order)
    y = keyed + (1.5 if keyed > y else 0)
    y += 3
    sheet.line((0, y), (sheet.width, y), width=0.5)
    logo_width, logo_height = logo_size(sheet)
    room = sheet.width - (logo_width + 10 if logo_width else 0)
    bottom = sheet.paragraph(0, y + 3, source_line(order, cells), room, size=small, colour="grijs")
    sheet.height = max(bottom, y + 3 + logo_height) + 2


def source_line(order: Order, cells: Sequence[Cell]) -> str:
    """Return whose codes were counted, over how many tables, by which codebook, how far."""
    context = order.context
    parts = [context.source] if context.source else []
    parts = parts or [
        f"Bron: {context.study}",
        order.say(plural(context.n_tables, "tafel", "tafels")),
    ]
    coders = sorted({cell.coder for cell in cells if cell.coder})
    proposed = any(cell.proposed for cell in cells)
    if proposed:
        parts.append(f"reeks {context.coder}, {context.correction or 'niet gecorrigeerd'}")
    elif coders:
        parts.append(f"reeks {' en '.join(coders)}, door mensen gecodeerd")
    if coders or proposed:
        parts.append(f"codeboek {context.codebook_version}")
    state = "besloten, voor wie erbij was" if order.private else ""
    return MIDDLE_DOT.join([*parts, state or ("concept" if context.concept else "vrijgegeven")])


def _coding_notes(cells: Sequence[Cell]) -> list[str]:
    """Say that nothing may be shown, and how sure the codes are where no person made them."""
    notes = []
    if cells and all(cell.n is None for cell in cells):
        notes.append("Geen van deze aantallen mag worden getoond.")
    if any(cell.proposed for cell in cells):
        notes.append(f"Lichte vlakken en open stippen: voorstel van het model, {NOT_HAND_CODED}.")
    return notes


def _blank_keys(sheet: Sheet, y: float, cells: Sequence[Cell], order: Order) -> float:
    """Explain the hatched cells that this figure has, side by side where they fit; return y."""
    small, min_tables = sheet.style.small_pt, order.context.min_tables
    reasons = {cell.blanked or "klein" for cell in cells if cell.n is None}
    words = {
        "klein": order.say(f"<{min_tables}: minder dan {min_tables} tafels, niet getoond."),
        "afleidbaar": "–: niet getoond, anders is een ander aantal af te leiden.",
    }
    x, bottom = 0.0, y
    for reason in (reason for reason in words if reason in reasons):
        needed = 17 + sheet.measure(small)(words[reason])
        if x and x + needed > sheet.width:
            x, y = 0.0, bottom + 1
        sheet.hatch(x, y + 1.5, 12, small * 0.8)
        room = sheet.width - x - 17
        bottom = sheet.paragraph(x + 17, y, words[reason], room, size=small, colour="grijs")
        x += needed + 16
    return bottom


def swatch_heading(
    sheet: Sheet,
    x: float,
    y: float,
    text: str,
    colour: str,
    *,
    anchor: Anchor = "start",
    width: float = 0.0,
) -> None:
    """Put a bold column heading on `y` with a bar of its colour under it: label and legend."""
    size = sheet.style.text_pt
    put = sheet.text(x, y + ASCENT * size, text, face="vet", anchor=anchor)
    width = width or put
    left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
    sheet.box(left, y + LINE * size, width, 2.4, fill=sheet.colour(colour))


def tie_marks(sheet: Sheet, spans: Sequence[tuple[float, float]], *, right: bool = False) -> None:
    """Put a bracket before rows that share a place, or behind them at the right edge."""
    x, foot = (sheet.width - 1.5, -2.5) if right else (1.5, 2.5)
    for top, bottom in spans:
        points = ((x + foot, top), (x, top), (x, bottom), (x + foot, bottom))
        sheet.line(*points, colour="grijs", width=0.9)


TIE_NOTE = "Een haak vóór thema's: evenveel tafels, dus dezelfde plaats."


def tied_runs(values: Sequence[object]) -> list[tuple[int, int]]:
    """Return the first and last index of every run of two or more equal values, None apart."""
    runs, start = [], 0
    for index in range(1, len(values) + 1):
        if index == len(values) or values[index] != values[start]:
            if index - start > 1 and values[start] is not None:
                runs.append((start, index - 1))
            start = index
    return runs
