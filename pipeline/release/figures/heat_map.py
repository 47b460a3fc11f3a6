"""Private findings in; what single tables hold out, for the team and for those who sat there.

The heat map puts tables that are alike side by side: average linkage over Jaccard distances of
(theme, valence), leaves in the order with the least distance between neighbours (Bar-Joseph,
Gifford & Jaakkola 2001), so that an order means something and is the same at every run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.domain.wording import plural
from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell, present
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.table_names import common_start, natural, short_names
from pipeline.release.figures.words import alt_sentence, valence_name

WAYS = ("knelpunt", "verbeterpunt", "succesfactor")  # from left to right within a cell
NARROWEST = 10.5  # points a table
WIDEST = 24.0
ROW = 17.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Board:
    """Which tables hold which theme, and as what."""

    themes: tuple[str, ...]
    tables: tuple[str, ...]
    raised: Mapping[str, frozenset[str]]  # theme to tables
    valued: Mapping[tuple[str, str], frozenset[str]]  # (theme, valence) to tables


def draw_heat_map(order: Order) -> Drawing | None:
    """Draw every theme at every table, tables and themes that are alike side by side."""
    board, cells = _board(order)
    if not board.tables:
        return None
    subtitle = (
        f"Wat er aan elk van de {len(board.tables)} tafels speelde; tafels en thema's die op "
        "elkaar lijken, staan naast elkaar"
        if len(board.tables) > 1
        else "Wat er aan deze tafel speelde"
    )
    body = frame.open_sheet(order, f"{subtitle}.")
    names, keyed = short_names(board.tables)
    bottom = _draw(body, order, board, names)
    notes = [f"Tafels: {'; '.join(f'{names[t]} = {t}' for t in board.tables)}."] if keyed else []
    prefix = "" if keyed else common_start(board.tables)
    if prefix:
        notes.append(f"Vóór elk nummer hoort '{prefix}'.")
    frame.close_sheet(body, bottom, order, cells, notes)
    return Drawing(body.sheet, _csv_rows(order, board), _alt(order, subtitle, board), cells)


def _board(order: Order) -> tuple[Board, list[Cell]]:
    themes = [code.id for code in order.codebook.themes]
    cells = present(
        [order.counts.get("thema", theme) for theme in themes]
        + [order.counts.get("valentie", theme, valence=way) for theme in themes for way in WAYS]
    )
    raised = {c.code: frozenset(c.table_ids) for c in cells if c.measure == "thema"}
    valued = {(c.code, c.valence): frozenset(c.table_ids) for c in cells if c.measure == "valentie"}
    tables = sorted({table for cell in cells for table in cell.table_ids}, key=natural)
    themes = [theme for theme in themes if theme in raised]
    marks = [(theme, "") for theme in themes] + sorted(valued)
    holds = np.array(
        [
            [table in (valued[mark] if mark[1] else raised[mark[0]]) for mark in marks]
            for table in tables
        ],
        dtype=bool,
    ).reshape(len(tables), len(marks))
    by_theme = np.array(
        [
            [
                table in there
                for there in (raised[theme], *(valued.get((theme, way), ()) for way in WAYS))
                for table in tables
            ]
            for theme in themes
        ],
        dtype=bool,
    ).reshape(len(themes), (1 + len(WAYS)) * len(tables))  # fmt: skip
    board = Board(
        tuple(themes[i] for i in similar_order(by_theme)),
        tuple(tables[i] for i in similar_order(holds)),
        raised,
        valued,
    )
    return board, cells


def similar_order(rows: np.ndarray) -> list[int]:
    """Return an order of the rows of a boolean matrix in which neighbours are alike.

    Equal input gives the same order; of the two directions, the one that begins nearest to the
    first row.
    """
    n_rows = len(rows)
    if n_rows < 3:
        return list(range(n_rows))
    from scipy.cluster.hierarchy import leaves_list, linkage
    from scipy.spatial.distance import pdist

    distances = np.nan_to_num(pdist(rows, "jaccard"))  # two empty rows are alike
    leaves: list[int] = leaves_list(linkage(distances, "average", optimal_ordering=True)).tolist()
    return leaves if leaves.index(0) < n_rows / 2 else leaves[::-1]


def _csv_rows(order: Order, board: Board) -> list[dict[str, object]]:
    return [
        {
            "tafel": table,
            "thema": order.label(theme),
            "besproken": int(table in board.raised[theme]),
            **{way: int(table in board.valued.get((theme, way), ())) for way in WAYS},
        }
        for table in board.tables
        for theme in board.themes
    ]


def _alt(order: Order, subtitle: str, board: Board) -> str:
    rows = [
        f"{order.label(theme)}: {order.say(_raised_at(len(board.raised[theme])))}"
        for theme in sorted(board.themes, key=lambda theme: -len(board.raised[theme]))
    ]
    return alt_sentence(order, subtitle, rows)


def _raised_at(n_tables: int) -> str:
    return f"besproken aan {plural(n_tables, 'tafel', 'tafels')}"


def _draw(body: frame.Body, order: Order, board: Board, names: Mapping[str, str]) -> float:
    """Put bands of tables below one another, as many tables in each as can be read."""
    sheet = body.sheet
    labels = [order.label(theme) for theme in board.themes]
    room = bars.label_room(sheet, labels, 0.3)
    free = sheet.width - room - 8
    longest = max(sheet.measure(order.style.small_pt)(name) for name in names.values())
    narrow = max(NARROWEST, longest + 1.2)
    n_bands = -(-len(board.tables) // max(1, int(free // narrow)))
    per_band = -(-len(board.tables) // n_bands)
    step = min(WIDEST, free / per_band)
    y = _key(sheet, body.top, order)
    for start in range(0, len(board.tables), per_band):
        tables = board.tables[start : start + per_band]
        y = _table_names(sheet, room + 8, y, [names[table] for table in tables], step)
        measured = bars.labels(sheet, labels, room, least=ROW)
        for theme, label in zip(board.themes, measured, strict=True):
            sheet.middle_lines(0, y + label.height / 2, label.lines)
            for index, table in enumerate(tables):
                _cell(
                    sheet, (room + 8 + index * step, y), (step, label.height), board, (theme, table)
                )
            y += label.height
        y += 8
    return y - 8


def _table_names(sheet: Sheet, x: float, y: float, names: Sequence[str], step: float) -> float:
    """Put a short name over every column, in two rows by turns where they would crowd; return y."""
    small = sheet.style.small_pt
    longest = max(sheet.measure(small)(name) for name in names)
    rows = 2 if longest > 0.75 * step else 1
    for index, name in enumerate(names):
        middle = x + (index + 0.5) * step
        baseline = y + small + (index % rows) * LINE * small
        sheet.text(middle, baseline, name, size=small, colour="grijs", anchor="middle")
        if rows == 2 and index % 2 == 0:
            sheet.line((middle, baseline + 2), (middle, y + 2 * LINE * small), width=0.5)
    return y + rows * LINE * small + 2


def _cell(sheet: Sheet, corner: Point, size: Point, board: Board, mark: tuple[str, str]) -> None:
    """Put one cell: pale where the theme was raised, with a strip in a fixed place per valence."""
    (x, y), (theme, table) = corner, mark
    width, height = size[0] - 1.2, size[1] - 1.2
    there = table in board.raised[theme]
    sheet.box(
        x + 0.6, y + 0.6, width, height, fill=sheet.colour("baan") if there else "",
        edge="" if there else sheet.tint("lijn", 0.45), line=0.5,
    )  # fmt: skip
    strip = width / len(WAYS)
    for index, way in enumerate(WAYS):
        if table in board.valued.get((theme, way), ()):
            sheet.box(x + 0.6 + index * strip, y + 0.6, strip, height, fill=sheet.colour(way))


def _key(sheet: Sheet, y: float, order: Order) -> float:
    """Put one large cell per meaning, in the places that they have in every cell."""
    small, x = order.style.small_pt, 0.0
    words = [
        *((valence_name(order.codebook, way), i) for i, way in enumerate(WAYS)),
        ("alleen genoemd", -1),
        ("niet besproken", -2),
    ]
    for text, place in words:
        needed = 18 + sheet.measure(small)(text) + 14
        if x and x + needed > sheet.width:
            x, y = 0.0, y + LINE * small + 4
        empty = place == -2
        sheet.box(
            x, y, 13, small + 2, fill="" if empty else sheet.colour("baan"),
            edge=sheet.tint("lijn", 0.45) if empty else "", line=0.5,
        )  # fmt: skip
        if place >= 0:
            sheet.box(x + place * 13 / 3, y, 13 / 3, small + 2, fill=sheet.colour(WAYS[place]))
        sheet.middle_text(x + 17, y + (small + 2) / 2, text, size=small, colour="grijs")
        x += needed
    return y + LINE * small + 8
