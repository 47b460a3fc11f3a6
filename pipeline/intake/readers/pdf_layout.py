"""Pieces of text with their place on a page in; lines in reading order, without furniture, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.intake.furniture import is_page_number

_MARGIN = 0.12  # share of a page's height at its top and its bottom where furniture stands
_OFTEN = 0.5  # share of pages on which a line comes back before it counts as furniture
_SAME_LINE = (
    0.5  # share of the lower height by which two pieces overlap when they stand on one line
)
_WORD_GAP = 2.0  # font sizes; a wider gap parts two columns
_NARROW_GAP = 1.0  # font sizes; what a gutter may be wider than, where lines are justified
_LETTER_GAP = 0.12  # font sizes; a wider gap is a space
_GUTTER = 10.0  # points
_FEWEST_LINES = 4  # in a column
_MOST_LINES = 600  # on a page of which the columns are looked for
_MOST_ACROSS = 0.2  # share of the lines that may reach over the gutter
_PROSE = 25  # code points; columns of shorter pieces are the cells of a table


@dataclass(frozen=True)
class Piece:
    """Some words on one line: where they stand in points from the lower left, and how they look."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    bold: bool
    column_right: float = 0.0  # where the column ends that it stands in
    new_page: bool = False  # the first line of a page


def without_furniture(
    pages: Sequence[Sequence[Piece]], heights: Sequence[float]
) -> tuple[list[list[Piece]], int]:
    """Return the pages without running heads and page numbers, and how many lines those were.

    A line in a margin is a running head when it comes back on half of the pages, whatever its numbers.
    """
    counts: Counter[str] = Counter()
    for page, height in zip(pages, heights, strict=True):
        counts.update({_shape(piece) for piece in page if _in_margin(piece, height)})
    often = {shape for shape, count in counts.items() if count >= max(2, _OFTEN * len(pages))}
    kept, removed = [], 0
    for page, height in zip(pages, heights, strict=True):
        outer = _outer_lines(page, height, often)
        kept.append([piece for piece in page if id(piece) not in outer])
        removed += len(outer)
    return kept, removed


def _outer_lines(page: Sequence[Piece], height: float, often: set[str]) -> set[int]:
    """Return the furniture of one page by identity: from its edges inward up to the first other line."""
    found: set[int] = set()
    for ordered in (
        sorted(page, key=lambda one: -one.top),
        sorted(page, key=lambda one: one.bottom),
    ):
        for piece in ordered:
            if not _in_margin(piece, height):
                break
            if _shape(piece) not in often and not is_page_number(piece.text):
                break
            found.add(id(piece))
    return found


def _shape(piece: Piece) -> str:
    return re.sub(r"\d+", "#", piece.text.casefold())


def _in_margin(piece: Piece, height: float) -> bool:
    return piece.bottom < _MARGIN * height or piece.top > (1 - _MARGIN) * height


def reading_order(page: Sequence[Piece]) -> list[Piece]:
    """Return the lines of one page from top to bottom, a column at a time.

    A line that reaches over the gutter (a title) ends the columns above it.
    """
    lines = _join_on_lines(page)
    if not lines:
        return []
    close = _join_on_lines(page, gap=_NARROW_GAP)  # a narrow gutter is no wider than a loose space
    gutter = _gutter(close)
    if gutter is not None:
        ordered = _by_columns(_joined_by_side(close, gutter), gutter)
    elif (gutter := _gutter(lines)) is not None:
        ordered = _by_columns(lines, gutter)
    else:
        ordered = [(line, max(one.right for one in lines)) for line in _rows(lines)]
    placed = [replace(line, column_right=right) for line, right in ordered]
    placed[0] = replace(placed[0], new_page=True)
    return placed


def _by_columns(lines: Sequence[Piece], gutter: float) -> list[tuple[Piece, float]]:
    ordered: list[tuple[Piece, float]] = []
    band: list[Piece] = []

    def flush() -> None:
        for side in (
            [one for one in band if one.right <= gutter],
            [one for one in band if one.left >= gutter],
        ):
            if side:
                edge = max(one.right for one in side)
                ordered.extend((one, edge) for one in sorted(side, key=lambda one: -one.top))
        band.clear()

    for line in sorted(lines, key=lambda line: -line.top):
        if line.left < gutter < line.right:
            flush()
            ordered.append((line, line.right))
        else:
            band.append(line)
    flush()
    return ordered


def _joined_by_side(lines: Sequence[Piece], gutter: float) -> list[Piece]:
    """Join the pieces on either side of the gutter; what reaches over it stays as it is."""
    over = [one for one in lines if one.left < gutter < one.right]
    sides = (
        [one for one in lines if one.right <= gutter],
        [one for one in lines if one.left >= gutter],
    )
    return [*over, *(one for side in sides for one in _join_on_lines(side))]


def _join_on_lines(page: Sequence[Piece], gap: float = _WORD_GAP) -> list[Piece]:
    """Join pieces that stand beside each other on one line with no more than a word gap between."""
    joined: list[Piece] = []
    for row in _on_one_height(page):
        for number, piece in enumerate(row):
            if number and _beside(joined[-1], piece, gap):
                joined[-1] = _joined(joined[-1], piece)
            else:
                joined.append(piece)
    return joined


def _on_one_height(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return the rows of a page from top to bottom, each from left to right."""
    rows: list[tuple[float, float, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda one: -one.top):
        if rows:
            bottom, top, row = rows[-1]
            shared = min(top, piece.top) - max(bottom, piece.bottom)
            if shared > _SAME_LINE * min(top - bottom, _height(piece)):
                row.append(piece)
                taller = _height(piece) > top - bottom
                rows[-1] = (piece.bottom, piece.top, row) if taller else (bottom, top, row)
                continue
        rows.append((piece.bottom, piece.top, [piece]))
    return [sorted(row, key=lambda one: one.left) for _, _, row in rows]


def _beside(left: Piece, right: Piece, most: float) -> bool:
    gap = right.left - left.right
    return -left.size < gap < most * max(left.size, 6.0)


def _joined(left: Piece, right: Piece) -> Piece:
    space = "" if right.left - left.right < _LETTER_GAP * left.size else " "
    taller = left if _height(left) >= _height(right) else right
    return replace(
        taller, text=f"{left.text}{space}{right.text}", left=left.left, right=max(left.right, right.right),
        bold=left.bold and right.bold,
    )  # fmt: skip


def _rows(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page in one column; cells of a table that share a line become one line."""
    return [_one_line(row) for row in _on_one_height(lines)]


def _one_line(row: list[Piece]) -> Piece:
    text = "; ".join(one.text for one in row)
    return replace(row[0], text=text, right=max(one.right for one in row))


def _height(piece: Piece) -> float:
    return piece.top - piece.bottom


def _gutter(lines: Sequence[Piece]) -> float | None:
    """Return the middle of the white strip between two columns of prose, None where there is none.

    Of all strips the one that the fewest lines cross, and of those the widest.
    """
    if not 2 * _FEWEST_LINES <= len(lines) <= _MOST_LINES:
        return None
    left_edge, right_edge = min(one.left for one in lines), max(one.right for one in lines)
    inner = 0.25 * (right_edge - left_edge)
    strips = []
    for start in {one.right for one in lines}:
        left = [one for one in lines if one.right <= start]
        right = [one for one in lines if one.left >= start + _GUTTER]
        across = len(lines) - len(left) - len(right)
        if across > _MOST_ACROSS * len(lines) or not _are_columns(left, right):
            continue
        end = min(one.left for one in right)
        middle = (start + end) / 2
        if left_edge + inner < middle < right_edge - inner:
            strips.append((across, start - end, middle))
    return min(strips)[2] if strips else None


def _are_columns(left: Sequence[Piece], right: Sequence[Piece]) -> bool:
    """Tell whether two sets of lines are columns of prose beside each other, and no table."""
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    if min(median(len(one.text) for one in side) for side in (left, right)) < _PROSE:
        return False
    shared = min(max(one.top for one in left), max(one.top for one in right)) - max(
        min(one.bottom for one in left), min(one.bottom for one in right)
    )
    return shared > _FEWEST_LINES * median(one.size for one in (*left, *right))
