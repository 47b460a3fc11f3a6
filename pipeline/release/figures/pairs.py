"""Counts of pairs in; a lower triangle out, each theme named once, on the diagonal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from pipeline.release.figures import frame
from pipeline.release.figures.canvas import CAP, LINE, Sheet
from pipeline.release.figures.counts import Cell, csv_row
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence, describe, of_tables
from pipeline.release.figures.wrapping import wrap

SMALLEST_CELL = 15.0  # points: a count of two digits at 8 pt fits
LARGEST_CELL = 24.0
Point = tuple[float, float]
STEPS = 5  # shades
LEAST_LABEL = 90.0  # points kept right of the last cell for the last theme's name


def draw_pairs(order: Order) -> Drawing | None:
    """Draw at how many tables two themes both occur, the theme that goes with most others first."""
    pairs = _pairs(order)
    themes = sorted(
        {code for pair in pairs for code in pair},
        key=lambda theme: (-_company(theme, pairs), _position(order, theme)),
    )
    if len(themes) < 2:
        return None
    most = max(2, int((order.style.width_pt - LEAST_LABEL) // SMALLEST_CELL))
    shown = themes[:most]
    cells = [cell for pair, cell in pairs.items() if set(pair) <= set(shown)]
    out_of = of_tables(cells, order.context.n_tables)
    subtitle = f"Aantal tafels waar twee thema's allebei voorkomen, {out_of}"
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = _draw(body, order, shown, pairs)
    notes = ["Samen aan één tafel zegt niet dat het één door het ander komt."]
    if len(shown) < len(themes):
        notes.append(
            f"Getoond: de {len(shown)} thema's die het vaakst met andere samengaan, "
            f"van {len(themes)}."
        )
    frame.close_sheet(body, bottom, order, cells, notes)
    return _finish(order, body.sheet, cells, subtitle)


def _finish(order: Order, sheet: Sheet, cells: Sequence[Cell], subtitle: str) -> Drawing:
    least = order.context.min_tables
    ranked = sorted(cells, key=lambda cell: -(cell.n or 0))
    spoken = [
        describe(
            f"{order.label(cell.code)} met {order.label(cell.other_code)}", {"samen": cell}, least
        )
        for cell in ranked
    ]
    rows = [
        {
            "thema": order.label(cell.code),
            "ander_thema": order.label(cell.other_code),
            **csv_row(cell),
        }
        for cell in ranked
    ]
    return Drawing(sheet, rows, alt_sentence(order, subtitle, spoken), list(cells))


def _pairs(order: Order) -> dict[tuple[str, str], Cell]:
    """Return the cells of two different themes, each pair once, in the codebook's order."""
    pairs: dict[tuple[str, str], Cell] = {}
    themes = {code.id for code in order.codebook.themes}
    for cell in order.counts.of("samen"):
        if (
            cell.stratum
            or cell.code == cell.other_code
            or not {cell.code, cell.other_code} <= themes
        ):
            continue
        pair = tuple(sorted((cell.code, cell.other_code), key=lambda code: _position(order, code)))
        pairs.setdefault((pair[0], pair[1]), cell)
    return pairs


def _position(order: Order, theme: str) -> int:
    return [code.id for code in order.codebook.themes].index(theme)


def _company(theme: str, pairs: dict[tuple[str, str], Cell]) -> int:
    return sum(cell.n or 0 for pair, cell in pairs.items() if theme in pair)


@dataclass(frozen=True)
class Shades:
    """Which shade a count gets: equal steps from the lowest to the highest count that is shown."""

    low: int
    high: int
    strength: float = 1.0  # less where a model proposed the codes

    @property
    def steps(self) -> list[tuple[int, int]]:
        """The first and last count of every shade, lightest first."""
        span = self.high - self.low + 1
        size = max(1, ceil(span / STEPS))
        starts = range(self.low, self.high + 1, size)
        return [(start, min(start + size - 1, self.high)) for start in starts]

    def share(self, count: int) -> float:
        """Return how dark a count is, from nearly white to the full colour."""
        steps = self.steps
        index = next(i for i, (_, last) in enumerate(steps) if count <= last)
        return self.strength * (0.5 if len(steps) == 1 else 0.08 + 0.66 * index / (len(steps) - 1))


def _draw(
    body: frame.Body, order: Order, themes: Sequence[str], pairs: dict[tuple[str, str], Cell]
) -> float:
    sheet = body.sheet
    label = max(LEAST_LABEL, 0.3 * sheet.width)
    cell = min(LARGEST_CELL, max(SMALLEST_CELL, (sheet.width - label) / (len(themes) - 1)))
    counts = [pair.n for pair in pairs.values() if pair.n]
    proposed = any(pair.proposed for pair in pairs.values())
    shades = Shades(min(counts, default=0), max(counts, default=0), 0.5 if proposed else 1.0)
    y = body.top
    for row, theme in enumerate(themes):
        room = max(sheet.width - row * cell - 7, 40.0)
        lines = wrap(order.label(theme), room, sheet.measure())
        height = max(cell, len(lines) * LINE * sheet.style.text_pt + 3)
        for column, other in enumerate(themes[:row]):
            found = pairs.get((theme, other)) or pairs.get((other, theme))
            if found:
                _tile(
                    sheet,
                    (column * cell, y),
                    (cell, height),
                    found,
                    shades,
                    least=order.context.min_tables,
                )
        sheet.middle_lines(row * cell + (6 if row else 0), y + height / 2, lines)
        y += height
    return _key(sheet, y + 6, shades, order.say("tafels")) if counts else y


def _tile(
    sheet: Sheet, corner: Point, size: Point, cell: Cell, shades: Shades, *, least: int
) -> None:
    """Put one cell with its count; zero is white, a blanked count hatched."""
    (x, y), (width, height) = corner, size
    small = sheet.style.small_pt
    middle = y + height / 2
    if cell.n is None:
        sheet.hatch(x + 0.6, y + 0.6, width - 1.2, height - 1.2, "lijn")
        words = cell.shown(least)
        plate = sheet.measure(small)(words) + 2
        sheet.box(
            x + (width - plate) / 2,
            middle - small * 0.55,
            plate,
            small * 1.1,
            fill=sheet.colour("papier"),
        )
        sheet.middle_text(x + width / 2, middle, words, size=small, anchor="middle")
        return
    fill = sheet.tint("inkt", shades.share(cell.n)) if cell.n else sheet.colour("papier")
    sheet.box(
        x + 0.6, y + 0.6, width - 1.2, height - 1.2, fill=fill,
        edge="" if cell.n else sheet.colour("lijn"), line=0.5,
    )  # fmt: skip
    sheet.middle_text(
        x + width / 2,
        middle,
        str(cell.n),
        size=small,
        anchor="middle",
        colour=sheet.reading_colour(fill),
    )


def _key(sheet: Sheet, y: float, shades: Shades, unit: str) -> float:
    """Put what the shades stand for, in `unit`: tafels or sessies."""
    size, x = sheet.style.small_pt, 0.0
    for index, (first, last) in enumerate(shades.steps):
        words = str(first) if first == last else f"{first}–{last}"
        words += f" {unit}" if index == len(shades.steps) - 1 else ""
        needed = 15 + sheet.measure(size)(words)
        if x and x + needed > sheet.width:
            x, y = 0.0, y + LINE * size + 2
        sheet.box(x, y, 12, size, fill=sheet.tint("inkt", shades.share(first)))
        sheet.text(x + 15, y + CAP * size + 1.2, words, size=size, colour="grijs")
        x += needed + 9
    return y + size
