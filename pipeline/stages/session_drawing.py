"""Stage that draws dialoogsessies: an order, who supports what, and what statements are about."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pipeline.domain.tables import DialogueTables, ThemeEchoes
from pipeline.domain.wording import plural
from pipeline.files.atomic import file_digest
from pipeline.provenance import code_digest, digest_of
from pipeline.release.factsheet.session_sheet import span
from pipeline.release.figures import DrawnFigure, FigureContext, read_style
from pipeline.release.figures.session_figures import (
    ORDER,
    SUPPORT,
    THEMES,
    draw_session_figures,
    draw_theme_figure,
    figure_name,
)
from pipeline.release.figures.session_themes import PROPOSED, Echo
from pipeline.release.session_view import SessionView
from pipeline.release.texts import Texts
from pipeline.stages.figures import FORMS, keep_figures
from pipeline.stages.run import Run


def draw(run: Run) -> None:
    """Sessions to their figures; themes that a model proposed stay inside."""
    views: list[SessionView] = run.records["session_views"]
    if not views:
        return
    drawn = {figure.name: figure for figure in figures_of(run, views)}
    run.records["session_figures"] = drawn
    for figure in drawn.values():
        _put(run, run.place, figure)
    if run.concept:
        for figure in _theme_figures(run, views, private=True):
            _put(run, "besloten", figure)


def figures_of(run: Run, views: Sequence[SessionView]) -> list[DrawnFigure]:
    """Return the figures of sessions that may leave, from the cache where nothing in them changed."""
    style = read_style(run.settings.house_style)
    context = _context(run, views)

    def make() -> list[DrawnFigure]:
        return draw_session_figures(views, run.codebook, style=style, context=context)

    drawn = keep_figures(run, "sessiefiguren", _parts(run, views, context), make)
    return [*drawn, *_theme_figures(run, views, private=False)]


def _theme_figures(run: Run, views: Sequence[SessionView], *, private: bool) -> list[DrawnFigure]:
    if private and not any(one.themes_by == PROPOSED for view in views for one in view.placed):
        return []  # then the one that may leave shows everything
    style = read_style(run.settings.house_style)
    echoes = [
        Echo(row["theme"], row["title"], row["valence"], shown_tables(row), int(row["shown_of"]))
        for row in run.table(ThemeEchoes).dropna(subset=["shown_of"]).to_dict("records")
        if row["valence"] and not row["words_only"]
    ]
    context = _context(run, views)

    def make() -> list[DrawnFigure]:
        return draw_theme_figure(
            views, echoes, run.codebook, style=style, context=context, private=private
        )

    parts = [*_parts(run, views, context), digest_of({"echoes": repr(echoes)}), str(private)]
    return keep_figures(run, "themafiguur", parts, make)


def shown_tables(row: Any) -> int | None:
    """Return at how many tables of another study a theme was valued so, None where it is not shown."""
    return None if pd.isna(row["shown_tables"]) else int(row["shown_tables"])


def _parts(run: Run, views: Sequence[SessionView], context: FigureContext) -> list[str]:
    told = {
        "views": repr(views),
        "context": repr(dataclasses.asdict(context)),
        "codebook": [code.label for code in run.codebook.codes],
    }
    return [digest_of(told), file_digest(run.settings.house_style), code_digest()]


def _put(run: Run, place: str, figure: DrawnFigure) -> None:
    for form in FORMS:
        run.files[f"{place}/figuren/{figure.name}.{form}"] = getattr(figure, form)


def _context(run: Run, views: Sequence[SessionView]) -> FigureContext:
    held = len(run.records["session_views"])
    sessions = plural(held, "dialoogsessie", "dialoogsessies")
    return FigureContext(
        study=run.settings.title,
        n_tables=len(run.table(DialogueTables)),
        coder="",
        codebook_version=run.codebook.version,
        concept=run.concept,
        titles=_titles(run, views),
        min_tables=run.settings.min_tables,
        source=f"Bron: {run.settings.title}\N{NO-BREAK SPACE}· {sessions}",
    )


def _titles(run: Run, views: Sequence[SessionView]) -> dict[str, str]:
    """Return the finding above every figure, made from what may be shown."""
    texts: Texts = run.records["texts"]

    def say(name: str, **fields: object) -> str:
        return texts.fill("titels_sessies", name, **fields)

    titles = {}
    whole = {view.table_id: view for view in run.records["session_views"]}
    for view in views:
        session, every = (
            view.table_id,
            whole[view.table_id],
        )  # places are of all, not of the released
        firm = every.firm_to
        if not view.ordered:
            continue
        if not firm:
            order = say("volgorde_los", sessie=session)
        elif firm == len(every.placed):
            order = say("volgorde_alles", sessie=session)
        else:
            order = say("volgorde_vast", sessie=session, vast=span(1, firm))
        titles[figure_name(ORDER, session)] = order
        alone = len(view.clashes)
        said = plural(alone, "uitspraak wordt", "uitspraken worden")
        titles[figure_name(SUPPORT, session)] = (
            say("steun_alleen", sessie=session, uitspraken=said)
            if alone
            else say("steun_samen", sessie=session)
        )
    return titles | _theme_title(run, views, say)


def _theme_title(run: Run, views: Sequence[SessionView], say: Any) -> dict[str, str]:
    themes = Counter(theme for view in views for one in view.placed for theme in one.themes)
    leading = [theme for theme, count in themes.items() if count == max(themes.values())]
    if len(leading) != 1 or leading[0] not in run.codebook:
        return {}
    return {THEMES: say("themas", thema=run.codebook.label(leading[0]))}
