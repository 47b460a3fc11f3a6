"""One dialoogsessie in; which group supports which statement out, as a matrix of dots."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.wording import plural
from pipeline.release.figures import frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.session_parts import ROW_GAP, draw_leading, heading, put_statement
from pipeline.release.figures.wrapping import wrap
from pipeline.release.session_view import Bloc, Placed, SessionView, Support

DOT = 12.0
COLUMN, NARROWEST = 74.0, 36.0  # room of one group, in points
LEAST_WORDS = 0.38  # of the sheet's width
GAP = 10.0


def draw_support(order: Order, view: SessionView) -> Drawing | None:
    """Draw, for the leading statements, which groups support them; band those of one group alone."""
    if not view.ordered or len(view.blocs) < 2:
        return None
    everyone = plural(view.n_people or 0, "deelnemer", "deelnemers")
    subtitle = (
        f"Welke groep een uitspraak steunt, van {everyone}: een gevulde stip waar ten minste een derde van de "
        "groep er punten aan gaf, en nooit één mens alleen"
    )
    return draw_leading(order, view, subtitle, put=_draw, key=_key, spoken=_spoken, rows=csv_rows)


def csv_rows(view: SessionView, one: Placed) -> list[dict[str, object]]:
    """Return a line per group of one statement."""
    return [
        {
            "sessie": view.table_id,
            "uitspraak": one.statement_id,
            "tekst": one.text,
            "groep": bloc.label,
            "mensen_in_groep": "" if bloc.n_people is None else bloc.n_people,
            "steunt": _said(one.support[bloc.name]),
            "personen": "" if (count := one.support[bloc.name].count) is None else count,
            "afgeschermd": "" if count is not None else _why(one.support[bloc.name]),
            "telling": f"{one.finding_id}/{bloc.name}",
        }
        for bloc in view.blocs
        if bloc.name in one.support
    ]


def _said(cell: Support) -> str:
    return ("ja" if cell.supports else "nee") if cell.said else ""


def _why(cell: Support) -> str:
    return "niet getoond" if cell.said else "afleidbaar"


def _key(view: SessionView, shown: Sequence[Placed]) -> str:
    alone = "Lichte band: één groep steunt dit, en geen andere."
    alone = alone if any(one in view.clashes for one in shown) else ""
    numbers = any(cell.count for one in shown for cell in one.support.values())
    counted = "Een getal staat er alleen bij een groep die groot genoeg is." if numbers else ""
    unsaid = any(not cell.said for one in shown for cell in one.support.values())
    hidden = "Gearceerd: niet getoond, anders is een aantal af te leiden." if unsaid else ""
    return " ".join(filter(None, (alone, counted, hidden)))


def _spoken(view: SessionView, one: Placed) -> str:
    support = f"gesteund door {view.said_support(one)}" if one.supported_by else "door geen groep gesteund"  # fmt: skip
    return f"{one.text.rstrip('.')}: {support}"


def _draw(body: frame.Body, view: SessionView, shown: Sequence[Placed]) -> float:
    sheet = body.sheet
    column = min(COLUMN, (1 - LEAST_WORDS) * sheet.width / len(view.blocs))
    column = max(column, NARROWEST)
    words = sheet.width - column * len(view.blocs) - GAP
    measure = sheet.measure(sheet.style.small_pt)
    names = [wrap(_name(bloc), column - 5, measure) for bloc in view.blocs]
    middles = [words + GAP + (at + 0.5) * column for at in range(len(view.blocs))]
    y = body.top + max(map(len, names)) * LINE * sheet.style.small_pt
    for x, lines in zip(middles, names, strict=True):
        heading(sheet, x, y, lines)
    y += 5
    for one in shown:
        top = y + ROW_GAP * 0.6
        at = len(sheet.marks)
        height = max(put_statement(sheet, 3, top, one, width=words - 3), DOT + 2)
        if one in view.clashes:  # behind the words
            band = Sheet(sheet.style)
            band.box(0, y + 0.5, sheet.width, height + ROW_GAP - 1, fill=sheet.colour("baan"))
            sheet.marks[at:at] = band.marks
        sheet.line((0, y), (sheet.width, y), width=0.4)
        for x, bloc in zip(middles, view.blocs, strict=True):
            _dot(sheet, x, top + height / 2, one.support.get(bloc.name), bloc)
        y = top + height + ROW_GAP * 0.4
    return y


def _name(bloc: Bloc) -> str:
    return bloc.label if bloc.n_people is None else f"{bloc.label} ({bloc.n_people})"


def _dot(sheet: Sheet, x: float, y: float, cell: Support | None, bloc: Bloc) -> None:
    """Put one dot: filled where the group supports it, with its number where that may be told."""
    if cell is None or not cell.said:
        sheet.hatch(x - DOT / 2, y - DOT / 2, DOT, DOT)
    elif cell.supports:
        paint = sheet.colour(bloc.group)
        sheet.dot(x, y, "cirkel", DOT, fill=paint, edge=paint)
        if cell.count:
            size = sheet.style.small_pt
            sheet.middle_text(x + DOT / 2 + 3, y, str(cell.count), size=size, face="vet")
    else:
        sheet.dot(x, y, "cirkel", 4.5, fill=sheet.colour("papier"), edge=sheet.colour("lijn"), line=0.9)  # fmt: skip
