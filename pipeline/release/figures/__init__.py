"""Released findings in; every figure as SVG, PNG, PDF, CSV and words out.

The figures of `FIGURES` that are not private may leave the team once they are released; those that
are show single tables and stay in `besloten/`.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.wording import of_sessions
from pipeline.release.figures import (
    added_subcodes,
    columns,
    heat_map,
    pairs,
    periods,
    perspectives,
    profile,
    ranks,
    valuation,
)
from pipeline.release.figures.counts import read_counts
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
    "casusprofiel": FigureKind("Welke tafels", profile.draw_profile, ("tafels",)),
    "waardering": FigureKind("Waardering per thema", valuation.draw_themes, ("valentie",)),
    "ranglijst": FigureKind(
        "Knelpunten en succesfactoren op volgorde", ranks.draw_ranks, ("valentie",)
    ),
    "perspectieven": FigureKind(
        "Gezin en professionals per thema",
        perspectives.draw_perspectives,
        ("groep", "anders_gewaardeerd"),
    ),
    "samenhang": FigureKind("Thema's die samengaan", pairs.draw_pairs, ("samen",)),
    "niveaus": FigureKind("Waardering per niveau", valuation.draw_levels, ("niveau",)),
    "perioden": FigureKind("Waardering per periode", periods.draw_periods, ("periode",)),
    "gekozen": FigureKind("Vooraf gekozen en ter tafel gekomen", columns.draw_chosen, ("gekozen",)),
    "verbeteracties": FigureKind("Wie een verbeteractie op zich nam", columns.draw_actions, ()),
    "subcodes": FigureKind("Waardering per subcode", valuation.draw_subcodes, ("valentie",)),
    "warmtekaart": FigureKind(
        "Thema's per tafel", heat_map.draw_heat_map, ("thema", "valentie"), private=True
    ),
    "nieuwe_subcodes": FigureKind(
        "Nieuwe subcodes per tafel", added_subcodes.draw_new_subcodes, ("thema",), private=True
    ),
}


def draw_figures(
    released: pd.DataFrame,
    codebook: Codebook,
    *,
    style: HouseStyle,
    context: FigureContext,
    action_counts: pd.DataFrame | None = None,
) -> list[DrawnFigure]:
    """Draw every figure for which there are counts, in the order of `FIGURES`: none of one table.

    `action_counts` are those of `release.action_counts.count_actions`.
    """
    return _draw_all(Edition(released, codebook, style, context, action_counts=action_counts))


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
    return _draw_all(Edition(findings, codebook, style, context, new_subcodes, private=True))


@dataclass(frozen=True)
class Edition:
    """What all figures of one edition are made from."""

    findings: pd.DataFrame
    codebook: Codebook
    style: HouseStyle
    context: FigureContext
    new_subcodes: pd.DataFrame | None = None
    action_counts: pd.DataFrame | None = None
    private: bool = False


def _draw_all(edition: Edition) -> list[DrawnFigure]:
    counts = read_counts(edition.findings)
    figures = []
    for name, kind in FIGURES.items():
        if kind.private is not edition.private:
            continue
        order = Order(
            name=name,
            title=edition.context.titles.get(name) or _plain_title(kind, edition.context),
            counts=counts,
            codebook=edition.codebook,
            style=edition.style,
            context=edition.context,
            private=kind.private,
            action_counts=edition.action_counts,
            new_subcodes=edition.new_subcodes,
        )
        drawing = kind.draw(order)
        if drawing is not None:
            figures.append(_finished(order, drawing))
    return figures


def _plain_title(kind: FigureKind, context: FigureContext) -> str:
    return of_sessions(kind.dutch_name) if context.sessions else kind.dutch_name


def _finished(order: Order, drawing: Drawing) -> DrawnFigure:
    svg, png, pdf = draw(drawing.sheet, order.name, order.title, drawing.alt_text)
    ids = tuple(dict.fromkeys(cell.finding_id for cell in drawing.cells))
    table = csv_bytes(drawing.rows)
    return DrawnFigure(order.name, order.title, drawing.alt_text, svg, png, pdf, table, ids)
