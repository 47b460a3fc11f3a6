"""Bars of counted tables on a pale track that stands for all tables: what most figures share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell
from pipeline.release.figures.wrapping import wrap

Side = Literal["left", "right"]
BAR = 10.0  # height in points
LEAST_HATCH = 9.0  # points: a count that could be anything, or whose reach is too small to see
NUMBER_GAP = 3.0
ROW_PADDING = 6.0


def number_room(sheet: Sheet, highest: int, min_tables: int) -> float:
    """Return the room that the widest count takes beside its bar."""
    measure = sheet.measure(face="vet")
    return max(measure(str(highest)), measure(f"<{min_tables}")) + NUMBER_GAP


def count_bar(
    sheet: Sheet,
    x: float,
    y: float,
    cell: Cell | None,
    *,
    unit: float,
    track: int,
    colour: str,
    min_tables: int,
    side: Side = "right",
    height: float = BAR,
) -> None:
    """Put one bar that begins at `x`, its middle at `y`; `unit` points a table, `track` in all.

    Zero is an empty track with 0; a blanked count is hatched as far as it could reach.
    """
    sign = 1 if side == "right" else -1
    if cell is None:
        return
    full = min(cell.of, track) * unit if cell.of is not None else 0.0
    sheet.box(_left(x, full, sign), y - height / 2, full, height, fill=sheet.colour("baan"))
    if cell.n is None:
        reach = min(min_tables - 1, track) if cell.blanked != "afleidbaar" else 0
        width = max(reach * unit, LEAST_HATCH)
        sheet.hatch(_left(x, width, sign), y - height / 2, width, height)
    else:
        width = cell.n * unit
        paint = colour if colour.startswith("#") else sheet.colour(colour)
        sheet.box(
            _left(x, width, sign), y - height / 2, width, height,
            fill=sheet.tint(paint, 0.35) if cell.proposed else paint,
            edge=paint if cell.proposed else "",
        )  # fmt: skip
    sheet.middle_text(
        x + sign * (width + NUMBER_GAP), y, cell.shown(min_tables),
        face="vet" if cell.n else "normaal", colour="inkt" if cell.n else "grijs",
        anchor="start" if side == "right" else "end",
    )  # fmt: skip


def _left(x: float, width: float, sign: int) -> float:
    return x if sign > 0 else x - width


def axis(
    sheet: Sheet,
    x: float,
    y: float,
    tables: int,
    unit: float,
    *,
    side: Side = "right",
    zero: bool = True,
) -> None:
    """Put a quiet axis under bars: nothing, half and all of the tables, as whole numbers."""
    sign = 1 if side == "right" else -1
    small = sheet.style.small_pt
    measure = sheet.measure(small)
    half = tables // 2 if tables % 2 == 0 else 0
    ticks = (
        [0, tables] if not half or half * unit < 2.2 * measure(str(tables)) else [0, half, tables]
    )
    if tables * unit < measure("0") + measure(str(tables)) + 2:
        ticks = [tables]
    for tick in ticks if zero else [tick for tick in ticks if tick]:
        at = x + sign * tick * unit
        sheet.line((at, y), (at, y + 2.5), width=0.6)
        sheet.text(at, y + 2.5 + small, str(tick), size=small, colour="grijs", anchor="middle")


@dataclass(frozen=True)
class Label:
    """A wrapped row label with the height that its row needs."""

    lines: tuple[str, ...]
    height: float


def labels(
    sheet: Sheet,
    texts: Sequence[str],
    room: float,
    *,
    least: float = BAR + ROW_PADDING,
    size: float = 0.0,
) -> list[Label]:
    """Wrap row labels to `room` points and tell how high each row is."""
    size = size or sheet.style.text_pt
    wrapped = [tuple(wrap(text, room, sheet.measure(size))) for text in texts]
    pad = ROW_PADDING - 1
    return [Label(lines, max(least, len(lines) * LINE * size + pad)) for lines in wrapped]


def label_room(sheet: Sheet, texts: Sequence[str], share: float = 0.36) -> float:
    """Return the width of a column of labels: what they need, at most `share` of the sheet."""
    longest = max((sheet.measure()(text) for text in texts), default=0.0)
    return min(longest + 1, share * sheet.width)
