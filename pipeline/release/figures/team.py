"""Private findings in; what single tables hold out, for the team and for those who sat there.

The heat map puts tables that are alike side by side: average linkage over Jaccard distances of
(theme, valence), leaves in the order with the least distance between neighbours (Bar-Joseph, Gifford
& Jaakkola 2001), so that an order means something and is the same at every run.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.release.figures import bars, frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import Cell, present
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, valence_name

WAYS = ("knelpunt", "verbeterpunt", "succesfactor")  # from left to right within a cell
NARROWEST = 10.5  # points a table
WIDEST = 24.0
ROW = 17.0


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
        f"Wat er aan elk van de {len(board.tables)} tafels speelde; tafels en thema's die op elkaar "
        "lijken, staan naast elkaar"
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
            [table in there for there in (raised[theme], *(valued.get((theme, w), ()) for w in WAYS))
             for table in tables]
            for theme in themes
        ],
        dtype=bool,
    ).reshape(len(themes), -1)  # fmt: skip
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
    leaves = leaves_list(linkage(distances, "average", optimal_ordering=True)).tolist()
    return leaves if leaves.index(0) < n_rows / 2 else leaves[::-1]


def natural(name: str) -> tuple[object, ...]:
    """Sort "DT-2" before "DT-10"."""
    parts, digits = [], ""
    for letter in f"{name}\0":
        if letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((0, int(digits), ""))
            digits = ""
        parts.append((1, 0, letter))
    return tuple(parts)


def common_start(names: Sequence[str]) -> str:
    """Return what all names begin with, up to a mark such as "-": "DT-" of "DT-01", "DT-02"."""
    start = os.path.commonprefix(list(names)) if len(names) > 1 else ""
    while start and (start[-1].isalnum()):
        start = start[:-1]
    return start


def short_names(tables: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Return a name of at most three characters per table, and whether it needs a key."""
    start = common_start(tables)
    short = {table: table[len(start) :] for table in tables}
    if all(len(name) <= 3 for name in short.values()):
        return short, False
    ordered = sorted(tables, key=natural)
    return {table: str(number) for number, table in enumerate(ordered, start=1)}, True


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
        f"{order.label(theme)}: besproken aan {len(board.raised[theme])} tafels"
        for theme in sorted(board.themes, key=lambda theme: -len(board.raised[theme]))
    ]
    return alt_sentence(order, subtitle, rows)


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
                _cell(sheet, room + 8 + index * step, y, (step, label.height), board, theme, table)
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


def _cell(
    sheet: Sheet,
    x: float,
    y: float,
    size: tuple[float, float],
    board: Board,
    theme: str,
    table: str,
) -> None:
    """Put one cell: pale where the theme was raised, with a strip in a fixed place per valence."""
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
    ]  # noqa: E501
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


def draw_new_subcodes(order: Order) -> Drawing | None:
    """Draw how many subcodes each table brought that no earlier table had, in order of date."""
    table = order.new_subcodes
    if table is None or table.empty:
        return None
    rows = [
        (str(row["table_id"]), str(row["date"]), int(row["n_new"]), int(row["n_seen"]))
        for row in table.to_dict("records")
    ]
    silent = 0
    for _, _, n_new, _ in reversed(rows):
        if n_new:
            break
        silent += 1
    subtitle = f"Aantal subcodes dat aan geen eerdere tafel voorkwam, {len(rows)} tafels op volgorde van datum"
    body = frame.open_sheet(order, f"{subtitle}.")
    names, keyed = short_names([name for name, *_ in rows])
    bottom = _draw_new(body, order, rows, names)
    notes = [
        f"Samen {rows[-1][3]} verschillende subcodes; de laatste {silent} tafels brachten niets nieuws."
    ]
    if silent < 2:
        notes = [f"Samen {rows[-1][3]} verschillende subcodes."]
    notes.append(
        "Bij een vast codeboek zegt dit alleen iets over wat het codeboek kent, niet of alles gehoord is."
    )
    if keyed:
        notes.append(f"Tafels: {'; '.join(f'{names[t]} = {t}' for t, *_ in rows)}.")
    elif start := common_start([name for name, *_ in rows]):
        notes.append(f"Vóór elk nummer hoort '{start}'.")
    cells = present(
        order.counts.get("thema", code.id) for code in order.codebook.codes if code.parent
    )
    frame.close_sheet(body, bottom, order, cells, notes)
    csv_rows: list[dict[str, object]] = [
        {"tafel": name, "datum": date, "nieuwe_subcodes": n_new, "subcodes_tot_en_met": n_seen}
        for name, date, n_new, n_seen in rows
    ]
    first = ", ".join(str(n_new) for _, _, n_new, _ in rows[:20])
    return Drawing(
        body.sheet,
        csv_rows,
        alt_sentence(order, subtitle, [f"De eerste tafels: {first}", notes[0][:-1]]),
        cells,
    )


def _draw_new(
    body: frame.Body,
    order: Order,
    rows: Sequence[tuple[str, str, int, int]],
    names: Mapping[str, str],
) -> float:
    """Put columns in bands, each table's number under its column and its count above."""
    sheet, small = body.sheet, order.style.small_pt
    longest = max(sheet.measure(small)(name) for name in names.values())
    narrow = max(NARROWEST, longest + 1.2)
    n_bands = -(-len(rows) // max(1, int(sheet.width // narrow)))
    per_band = -(-len(rows) // n_bands)
    step = min(2 * WIDEST, sheet.width / per_band)
    most = max(max(n_new for _, _, n_new, _ in rows), 1)
    y = body.top + LINE * small
    for start in range(0, len(rows), per_band):
        part = rows[start : start + per_band]
        high = min(110.0, max(24.0, 110.0 * max(n_new for _, _, n_new, _ in part) / most))
        base = y + high
        sheet.line((0, base), (step * len(part), base), width=0.6)
        for index, (name, _, n_new, _) in enumerate(part):
            middle = (index + 0.5) * step
            tall = 110.0 * n_new / most
            sheet.box(
                middle - step * 0.36, base - tall, step * 0.72, tall, fill=sheet.tint("inkt", 0.62)
            )
            sheet.text(
                middle, base - tall - 2.5, str(n_new), size=small, anchor="middle",
                colour="inkt" if n_new else "grijs", face="vet" if n_new else "normaal",
            )  # fmt: skip
            sheet.text(
                middle, base + small + 2, names[name], size=small, colour="grijs", anchor="middle"
            )
        _years(sheet, [date[:4] for _, date, _, _ in part], step, base + LINE * small + 3)
        y = base + 3 * LINE * small + 9
    return y - LINE * small - 8


def _years(sheet: Sheet, years: Sequence[str], step: float, y: float) -> None:
    """Put each year under its first table, where there is room for it."""
    small, free = sheet.style.small_pt, 0.0
    for index, year in enumerate(years):
        if not year or (index and year == years[index - 1]):
            continue
        x = index * step + step * 0.14
        if x < free or x + sheet.measure(small)(year) > sheet.width:
            continue
        free = x + sheet.text(x, y + small, year, size=small, colour="grijs", face="cursief") + 4
        sheet.line(
            (index * step + 0.5, y - LINE * small - 2), (index * step + 0.5, y + small), width=0.5
        )
