"""Released findings in; every figure as SVG, PNG, PDF, CSV and words out.

The figures of `FIGURES` that are not private may leave the team once they are released; those that
are show single tables and stay in `besloten/`.
"""

from __future__ import annotations

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.release.figures import (
    columns,
    pairs,
    periods,
    perspectives,
    profile,
    ranks,
    team,
    valuation,
)
from pipeline.release.figures.counts import Counts, read_counts
from pipeline.release.figures.drawing import draw
from pipeline.release.figures.record import (
    Drawing,
    DrawnFigure,
    FigureContext,
    FigureKind,
    Order,
    csv_bytes,
)
from pipeline.release.figures.style import HouseStyle, read_style

__all__ = [
    "FIGURES",
    "DrawnFigure",
    "FigureContext",
    "FigureKind",
    "HouseStyle",
    "draw_figures",
    "draw_private_figures",
    "read_style",
]

FIGURES: dict[str, FigureKind] = {
    "casusprofiel": FigureKind("Welke tafels", profile.draw_profile, False, ("tafels",)),
    "waardering": FigureKind("Waardering per thema", valuation.draw_themes, False, ("valentie",)),
    "ranglijst": FigureKind("Knelpunten en succesfactoren op volgorde", ranks.draw_ranks, False, ("valentie",)),
    "perspectieven": FigureKind(
        "Gezin en professionals per thema", perspectives.draw_perspectives, False,
        ("groep", "anders_gewaardeerd"),
    ),
    "samenhang": FigureKind("Thema's die samengaan", pairs.draw_pairs, False, ("samen",)),
    "niveaus": FigureKind("Waardering per niveau", valuation.draw_levels, False, ("niveau",)),
    "perioden": FigureKind("Waardering per periode", periods.draw_periods, False, ("periode",)),
    "gekozen": FigureKind("Vooraf gekozen en ter tafel gekomen", columns.draw_chosen, False, ("gekozen",)),
    "subcodes": FigureKind("Waardering per subcode", valuation.draw_subcodes, False, ("valentie",)),
    "warmtekaart": FigureKind("Thema's per tafel", team.draw_heat_map, True, ("thema", "valentie")),
    "nieuwe_subcodes": FigureKind("Nieuwe subcodes per tafel", team.draw_new_subcodes, True, ("thema",)),
}  # fmt: skip


def draw_figures(
    released: pd.DataFrame, codebook: Codebook, *, style: HouseStyle, context: FigureContext
) -> list[DrawnFigure]:
    """Draw every figure for which there are counts, in the order of `FIGURES`; none shows a single table."""
    return _draw_all(read_counts(released), codebook, style, context, private=False)


def draw_private_figures(
    findings: pd.DataFrame,
    codebook: Codebook,
    *,
    style: HouseStyle,
    context: FigureContext,
    new_subcodes: pd.DataFrame,
) -> list[DrawnFigure]:
    """Draw the figures that show single tables: for the team and for those who sat there.

    `new_subcodes` is `NewSubcodes`, in its own order (by date).
    """
    counts = read_counts(findings)
    return _draw_all(counts, codebook, style, context, private=True, new_subcodes=new_subcodes)


def _draw_all(
    counts: Counts,
    codebook: Codebook,
    style: HouseStyle,
    context: FigureContext,
    *,
    private: bool,
    new_subcodes: pd.DataFrame | None = None,
) -> list[DrawnFigure]:
    figures = []
    for name, kind in FIGURES.items():
        if kind.private is not private:
            continue
        title = context.titles.get(name) or kind.dutch_name
        order = Order(name, title, counts, codebook, style, context, private, new_subcodes)
        drawing = kind.draw(order)
        if drawing is not None:
            figures.append(_finished(order, drawing))
    return figures


def _finished(order: Order, drawing: Drawing) -> DrawnFigure:
    svg, png, pdf = draw(drawing.sheet, order.name, order.title, drawing.alt_text)
    ids = tuple(dict.fromkeys(cell.finding_id for cell in drawing.cells))
    return DrawnFigure(
        order.name, order.title, drawing.alt_text, svg, png, pdf, csv_bytes(drawing.rows), ids
    )
