"""What the figures of one dialoogsessie share: head and foot, the rows that fit, and the words around them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.domain.wording import plural
from pipeline.release.figures import frame
from pipeline.release.figures.canvas import LINE, Sheet
from pipeline.release.figures.record import Drawing, Order
from pipeline.release.figures.words import alt_sentence
from pipeline.release.figures.wrapping import wrap
from pipeline.release.session_view import Placed, SessionView

MOST = 10  # statements in one figure: the order of what comes after is never firm
ROW_GAP = 7.0


def draw_leading(
    order: Order,
    view: SessionView,
    subtitle: str,
    *,
    put: Callable[[frame.Body, SessionView, Sequence[Placed]], float],
    key: Callable[[SessionView, Sequence[Placed]], str],
    spoken: Callable[[SessionView, Placed], str],
    rows: Callable[[SessionView, Placed], list[dict[str, object]]],
) -> Drawing:
    """Draw the leading statements of a session between the head and foot that its figures share.

    `put` draws them and returns how far down it came, `key` explains the marks it used; `spoken` says
    one statement in the alt text, `rows` are its lines in the CSV, where every placed one stands.
    """
    shown = leading_ones(view)
    body = frame.open_sheet(order, f"{subtitle}.")
    bottom = put(body, view, shown)
    notes = [note for note in (key(view, shown), joined_note(view), rest_note(view)) if note]
    frame.close_sheet(body, bottom, order, [], notes)
    table = [row for one in view.placed for row in rows(view, one)]
    said = alt_sentence(order, subtitle, [spoken(view, one) for one in shown])
    return Drawing(body.sheet, table, said, [])


def leading_ones(view: SessionView) -> Sequence[Placed]:
    """Return the statements that a figure shows; those that share the last place go along."""
    placed = view.placed
    if len(placed) <= MOST:
        return placed
    last = placed[MOST - 1].by_person.place
    return [one for one in placed if one.by_person.place <= last][: MOST + 2]


def rest_note(view: SessionView) -> str:
    """Say how many statements the figure does not show, and why; "" where it shows them all."""
    more = len(view.placed) - len(leading_ones(view))
    parts = []
    if more:
        parts.append(f"En {plural(more, 'andere uitspraak', 'andere uitspraken')} met een plaats")
    if view.n_few:
        few = plural(view.n_few, "uitspraak", "uitspraken")
        parts.append(f"{few} met punten van minder dan {view.min_people} mensen, zonder plaats")
    if view.n_without:
        parts.append(f"{plural(view.n_without, 'uitspraak', 'uitspraken')} zonder punten")
    return f"{'; '.join(parts)}." if parts else ""


def joined_note(view: SessionView) -> str:
    """Say which groups are counted together, and why; "" where none is."""
    joined = [bloc.label for bloc in view.blocs if bloc.joined]
    if not joined:
        return ""
    names = "; ".join(joined)
    return f"Samen geteld, want alleen met minder dan {view.min_people} mensen: {names}."


def put_statement(
    sheet: Sheet, x: float, y: float, one: Placed, *, width: float, under: str = ""
) -> float:  # fmt: skip
    """Put the words of a statement and, small, what stands under them; return the height."""
    lines = wrap(one.text, width, sheet.measure(), even=False)
    bottom = sheet.lines(x, y, lines)
    if under:
        bottom = sheet.paragraph(
            x, bottom, under, width, size=sheet.style.small_pt, colour="grijs", even=False
        )
    return bottom - y


def heading(sheet: Sheet, x: float, y: float, lines: Sequence[str], *, middle: bool = True) -> None:
    """Put a small heading whose last line stands on `y`."""
    size = sheet.style.small_pt
    top = y - len(lines) * LINE * size
    sheet.lines(x, top, lines, size=size, colour="grijs", anchor="middle" if middle else "start")
