"""Sessions as they may be told in; every figure of them out, drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.domain.codebook import Codebook
from pipeline.files.names import file_name
from pipeline.release.figures.counts import Counts
from pipeline.release.figures.drawing import draw
from pipeline.release.figures.record import Drawing, DrawnFigure, FigureContext, Order, csv_bytes
from pipeline.release.figures.session_ranks import draw_order
from pipeline.release.figures.session_support import draw_support
from pipeline.release.figures.session_themes import Echo, draw_themes
from pipeline.release.figures.style import HouseStyle
from pipeline.release.session_view import SessionView

ORDER, SUPPORT, THEMES = "volgorde", "steun", "themas-in-sessies"
_TITLES = {
    ORDER: "Uitspraken op volgorde",
    SUPPORT: "Wie wat steunt",
    THEMES: "Waar de uitspraken over gaan",
}
KINDS: dict[str, Callable[[Order, SessionView], Drawing | None]] = {
    ORDER: draw_order, SUPPORT: draw_support,
}  # fmt: skip


def figure_name(kind: str, table_id: str) -> str:
    """Return the name of a figure of one session, as every system takes it for a file."""
    return f"{kind}-{file_name(table_id)}"


def draw_session_figures(
    views: Sequence[SessionView],
    codebook: Codebook,
    *,
    style: HouseStyle,
    context: FigureContext,
) -> list[DrawnFigure]:
    """Draw the order and the support of every session that has an order."""
    figures = []
    for view in views:
        for kind, make in KINDS.items():
            order = _order(kind, figure_name(kind, view.table_id), codebook, style, context)
            drawing = make(order, view)
            if drawing is not None:
                figures.append(_finished(order, drawing))
    return figures


def draw_theme_figure(
    views: Sequence[SessionView],
    echoes: Sequence[Echo],
    codebook: Codebook,
    *,
    style: HouseStyle,
    context: FigureContext,
    private: bool,
) -> list[DrawnFigure]:
    """Draw what the statements with a place are about beside what tables said; none without themes.

    Themes that a model proposed stay inside: `private` shows them too, else they are left out.
    """
    order = _order(THEMES, THEMES, codebook, style, context, private=private)
    drawing = draw_themes(order, views, echoes)
    return [] if drawing is None else [_finished(order, drawing)]


def _order(
    kind: str,
    name: str,
    codebook: Codebook,
    style: HouseStyle,
    context: FigureContext,
    *,
    private: bool = False,
) -> Order:  # fmt: skip
    title = context.titles.get(name) or _TITLES[kind]
    return Order(name, title, Counts(()), codebook, style, context, private=private)


def _finished(order: Order, drawing: Drawing) -> DrawnFigure:
    svg, png, pdf = draw(drawing.sheet, order.name, order.title, drawing.alt_text)
    table = csv_bytes(drawing.rows)
    return DrawnFigure(order.name, order.title, drawing.alt_text, svg, png, pdf, table, ())
