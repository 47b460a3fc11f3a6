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
_GUTTER = 10.0  # points
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
    gutter = _gutter(lines)
    if gutter is None:
        ordered = [(line, max(one.right for one in lines)) for line in _rows(lines)]
    else:
        ordered = _by_columns(lines, gutter)
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


def _join_on_lines(page: Sequence[Piece]) -> list[Piece]:
    """Join pieces that stand beside each other on one line with no more than a word gap between."""
    joined: list[Piece] = []
    for piece in sorted(page, key=lambda one: (-round(one.top + one.bottom), one.left)):
        near = next(
            (
                at
                for at in range(len(joined) - 1, max(len(joined) - 12, -1), -1)
                if _beside(joined[at], piece)
            ),
            None,
        )
        if near is None:
            joined.append(piece)
            continue
        left = joined[near]
        space = "" if piece.left - left.right < 0.12 * left.size else " "
        joined[near] = replace(
            left, text=f"{left.text}{space}{piece.text}", right=max(left.right, piece.right),
            bottom=min(left.bottom, piece.bottom), top=max(left.top, piece.top), bold=left.bold and piece.bold,
        )  # fmt: skip
    return joined


def _beside(left: Piece, right: Piece) -> bool:
    gap = right.left - left.right
    close = _overlap(left, right) > _SAME_LINE * min(_height(left), _height(right))
    return close and -left.size < gap < _WORD_GAP * max(left.size, 6.0)


def _rows(lines: Sequence[Piece]) -> list[Piece]:
    """Return the lines of a page in one column; cells of a table that share a line become one line."""
    rows: list[list[Piece]] = []
    for line in sorted(lines, key=lambda one: -one.top):
        above = rows[-1][0] if rows else None
        if above and _overlap(above, line) > _SAME_LINE * min(_height(above), _height(line)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_one_line(sorted(row, key=lambda one: one.left)) for row in rows]


def _one_line(row: list[Piece]) -> Piece:
    text = "; ".join(one.text for one in row)
    return replace(row[0], text=text, right=max(one.right for one in row))


def _overlap(one: Piece, other: Piece) -> float:
    return min(one.top, other.top) - max(one.bottom, other.bottom)


def _height(piece: Piece) -> float:
    return piece.top - piece.bottom


def _gutter(lines: Sequence[Piece]) -> float | None:
    """Return the middle of the white strip between two columns of prose, None where there is none."""
    if len(lines) < 8:
        return None
    left_edge, right_edge = min(one.left for one in lines), max(one.right for one in lines)
    width = right_edge - left_edge
    for start in sorted({round(one.right) for one in lines}):
        middle = start + _GUTTER / 2
        if not left_edge + 0.25 * width < middle < right_edge - 0.25 * width:
            continue
        left = [one for one in lines if one.right <= start + 1]
        right = [one for one in lines if one.left >= start + _GUTTER]
        across = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 4 or across > 0.2 * len(lines):
            continue
        if min(median(len(one.text) for one in side) for side in (left, right)) < _PROSE:
            continue
        overlap = min(max(o.top for o in left), max(o.top for o in right)) - max(
            min(o.bottom for o in left), min(o.bottom for o in right)
        )
        if overlap > 4 * median(one.size for one in lines):
            return middle
    return None
