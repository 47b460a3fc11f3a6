"""Stages that tell dialoogsessies on paper: a factsheet each, a part of the report, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from pipeline.domain.tables import Statements, ThemeEchoes
from pipeline.files.names import file_name
from pipeline.release.factsheet import Factsheet
from pipeline.release.factsheet.session_sheet import (
    ThemeEcho,
    compose_session_sheet,
    place_mark,
    said_firm,
    said_left,
    said_people,
)
from pipeline.release.figures import DrawnFigure
from pipeline.release.figures.record import csv_bytes
from pipeline.release.figures.session_figures import SUPPORT, figure_name
from pipeline.release.figures.session_ranks import csv_row
from pipeline.release.figures.session_support import csv_rows
from pipeline.release.figures.session_themes import PROPOSED
from pipeline.release.report import SessionRow, SessionSection
from pipeline.release.session_view import Placed, SessionView
from pipeline.release.texts import Texts
from pipeline.stages.leaflets import render_sheet
from pipeline.stages.run import Run
from pipeline.stages.session_drawing import shown_tables
from pipeline.stages.sessions import DRAWS

TABLES = ("prioriteiten", "steun-per-groep")
SHEET = "sessie-"
HIGHEST = 1.1  # of a figure on a sheet, for its width: what follows still has room on that side


def session_sheets(run: Run) -> dict[str, Factsheet]:
    """Return the factsheet of every session, by the name of its file."""
    return {
        f"{SHEET}{file_name(view.table_id)}": session_sheet(run, view)
        for view in run.records["session_views"]
    }


def session_sheet(run: Run, view: SessionView) -> Factsheet:
    """Return the factsheet of one session."""
    statements = run.table(Statements)
    own = statements[statements["table_id"] == view.table_id]
    return compose_session_sheet(
        view,
        title=run.settings.title,
        texts=run.records["texts"],
        questions=[one for one in dict.fromkeys(own["question"]) if one],
        echoes=_echoes(run, view),
        perspectives=run.codebook.perspectives,
        draws=DRAWS,
        concept=run.concept,
        overview=figure_name(SUPPORT, view.table_id)
        if len(view.blocs) > 1 and view.ordered
        else "",
    )


def _echoes(run: Run, view: SessionView) -> list[ThemeEcho]:
    """Return what tables of another study said of this session's themes, those of most statements first.

    Themes that a model proposed are left out of what may leave.
    """
    own = [one for one in view.placed if one.themes_by != PROPOSED]
    themes = Counter(theme for one in own for theme in one.themes)
    found = run.table(ThemeEchoes)
    rows = found[~found["words_only"]].dropna(subset=["shown_of"])
    told = []
    for theme, _ in sorted(themes.items(), key=lambda one: (-one[1], one[0])):
        cells = {row["valence"]: row for row in rows[rows["theme"] == theme].to_dict("records")}
        problem, success = (
            shown_tables(cells[way]) if way in cells else None
            for way in ("knelpunt", "succesfactor")
        )
        if (problem is not None or success is not None) and theme in run.codebook:
            any_row = next(iter(cells.values()))
            told.append(
                ThemeEcho(
                    run.codebook.label(theme), str(any_row["title"]), int(any_row["shown_of"]),
                    problem, success,
                )
            )  # fmt: skip
    return told


def compose(run: Run) -> None:
    """Every session to its factsheet, in both forms, and to its part of the report."""
    run.records["session_sections"] = sections(run)
    sheets = session_sheets(run)
    figures: dict[str, DrawnFigure] = run.records.get("session_figures", {})
    for done, (name, sheet) in enumerate(sheets.items(), start=1):
        for form, content in render_sheet(run, sheet, pictured(sheet, figures)).items():
            run.files[f"{run.place}/factsheets/{name}.{form}"] = content
        run.progress("Factsheets per dialoogsessie maken", done, len(sheets))


def sections(run: Run, released: Collection[str] | None = None) -> list[SessionSection]:
    """Return the sessions as the report shows them; with `released` only these statements."""
    texts: Texts = run.records["texts"]
    return [
        SessionSection(
            title=texts.fill("sessieblad", "titel", sessie=view.table_id),
            people=said_people(view, texts),
            firm=said_firm(view, texts),
            rows=[
                _row(view, one, texts)
                for one in view.placed
                if released is None or one.text in released
            ],
            notes=said_left(view, texts),
        )
        for view in run.records["session_views"]
    ]


def _row(view: SessionView, one: Placed, texts: Texts) -> SessionRow:
    group = one.by_group
    return SessionRow(
        place=place_mark(one),
        reach=one.by_person.reach,
        firm=one.by_person.firm,
        words=one.text,
        heading=texts.fill("sessieblad", f"kop_{one.heading or 'anders'}"),
        support=view.said_support(one),
        people="–" if one.count is None else f"{one.count} van {one.of_people}",
        by_group="" if group is None else f"{group.place}{'=' if group.tied else ''}",
        finding_id=one.finding_id,
    )


def pictured(sheet: Factsheet, figures: Mapping[str, DrawnFigure]) -> dict[str, DrawnFigure]:
    """Return the figure that stands on a sheet; of statements so long that it fills a page, none."""
    figure = figures.get(sheet.overview)
    return {} if figure is None or _height(figure.png) > HIGHEST else {sheet.overview: figure}


def _height(png: bytes) -> float:
    """Return how high a picture is for its width, from the head of its file (PNG, IHDR)."""
    return int.from_bytes(png[20:24], "big") / int.from_bytes(png[16:20], "big")


def tabulate(run: Run) -> None:
    """What may be shown of sessions to CSV."""
    for name, content in tables_of(run.records["session_views"]).items():
        run.files[f"{run.place}/tabellen/{name}.csv"] = content


def tables_of(views: Sequence[SessionView]) -> dict[str, bytes]:
    """Return the tables of sessions as CSV, by name; none where nothing has a place."""
    order = [csv_row(view, one) for view in views for one in view.placed]
    support = [row for view in views for one in view.placed for row in csv_rows(view, one)]
    made = zip(TABLES, (order, support), strict=True)
    return {name: csv_bytes(rows) for name, rows in made if rows}
