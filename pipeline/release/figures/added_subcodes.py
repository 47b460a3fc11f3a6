"""What each table added in; columns in order of date out: subcodes not heard before."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from pipeline.domain.wording import plural
from pipeline.release.figures import frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.counts import present
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.table_names import common_start, short_names
from pipeline.release.figures.words import alt_sentence

NARROWEST = 10.5  # points a table
WIDEST = 48.0
TALLEST = 110.0  # points, of the highest column


def draw_new_subcodes(order: Order) -> Drawing | None:
    """Draw how many subcodes each table brought that no earlier table had, in order of date.

    A study in which no subcode was heard has nothing to show, least of all that nothing was new.
    """
    table = order.new_subcodes
    if table is None or not (table["n_subcodes"] > 0).any():
        return None
    rows = [
        (str(row["table_id"]), str(row["date"]), int(row["n_new"]), int(row["n_seen"]))
        for row in table.to_dict("records")
    ]
    silent = len(list(itertools.takewhile(lambda row: not row[2], reversed(rows))))
    subtitle = (
        f"Aantal subcodes dat aan geen eerdere tafel voorkwam, {plural(len(rows), 'tafel', 'tafels')} op "
        "volgorde van datum"
    )
    body = frame.open_sheet(order, f"{subtitle}.")
    names, keyed = short_names([name for name, *_ in rows])
    bottom = _draw_new(body, order, rows, names)
    quiet = f"; de laatste {silent} tafels brachten niets nieuws" if silent > 1 else ""
    heard = plural(rows[-1][3], "subcode", "verschillende subcodes")
    notes = [f"Samen {heard}{quiet}."]
    notes.append(
        "Bij een vast codeboek zegt dit alleen iets over wat het codeboek kent, niet of alles "
        "gehoord is."
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
        alt_sentence(
            order, subtitle, [order.say(f"De eerste tafels: {first}"), order.say(notes[0][:-1])]
        ),
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
    step = min(WIDEST, sheet.width / per_band)
    most = max([1, *(n_new for _, _, n_new, _ in rows)])
    y = body.top + LINE * small
    for start in range(0, len(rows), per_band):
        part = rows[start : start + per_band]
        high = min(TALLEST, max(24.0, TALLEST * max(n_new for _, _, n_new, _ in part) / most))
        base = y + high
        sheet.line((0, base), (step * len(part), base), width=0.6)
        for index, (name, _, n_new, _) in enumerate(part):
            middle = (index + 0.5) * step
            tall = TALLEST * n_new / most
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
