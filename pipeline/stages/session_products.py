"""Stages that make what leaves of dialoogsessies: shielded points, figures, a factsheet each, tables."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.domain.tables import (
    Clashes,
    DialogueTables,
    Emphases,
    Priorities,
    ShownBlocs,
    ShownSessions,
    ShownStatements,
    ShownSupport,
    Statements,
    Table,
    ThemeEchoes,
    Voters,
    Votes,
    empty,
)
from pipeline.domain.wording import plural
from pipeline.files.atomic import file_digest
from pipeline.findings.priority_bootstrap import LEADING
from pipeline.provenance import code_digest, digest_of
from pipeline.release.factsheet import Factsheet
from pipeline.release.factsheet.session_sheet import (
    ThemeEcho,
    compose_session_sheet,
    place_mark,
    said_firm,
    said_left,
    said_people,
    span,
)
from pipeline.release.figures import DrawnFigure, FigureContext, read_style
from pipeline.release.figures.record import csv_bytes
from pipeline.release.figures.session_figures import (
    ORDER,
    SUPPORT,
    THEMES,
    draw_session_figures,
    draw_theme_figure,
    figure_name,
)
from pipeline.release.figures.session_ranks import csv_row
from pipeline.release.figures.session_support import csv_rows
from pipeline.release.figures.session_themes import PROPOSED, Echo
from pipeline.release.priorities import ShownPriorities, release_priorities
from pipeline.release.report import SessionRow, SessionSection
from pipeline.release.session_view import Placed, SessionView, views_of
from pipeline.release.texts import Texts
from pipeline.stages.figures import FORMS, keep_figures
from pipeline.stages.leaflets import render_sheet
from pipeline.stages.run import Run
from pipeline.stages.sessions import DRAWS, table_digest
from pipeline.stages.table_files import WORK
from pipeline.store import read_table

SHOWN: tuple[type[Table], ...] = (ShownSessions, ShownBlocs, ShownStatements, ShownSupport)
MADE_BEFORE: tuple[type[Table], ...] = (
    Statements, Voters, Votes, Priorities, Clashes, Emphases, ThemeEchoes,
)  # fmt: skip
TABLES = ("prioriteiten", "steun-per-groep")
SHEET = "sessie-"
SESSION_KIND = "dialoogsessie"


def reopen(run: Run) -> None:
    """Put the tables about dialoogsessies that an analysis wrote in a run that was opened again."""
    for schema in MADE_BEFORE:
        path = run.store.folder / "werk" / f"{WORK[schema.__name__]}.parquet"
        run.put(read_table(path) if path.is_file() else empty(schema), schema)


def shield(run: Run) -> None:
    """Points to what anyone may see of them, and each session as products tell it."""
    kinds = set(run.table(DialogueTables)["kind"])
    if kinds == {SESSION_KIND}:
        run.records["texts"] = run.records["texts"].of_sessions()
    if run.table(Statements).empty:
        run.records["session_views"] = []
        for schema in SHOWN:
            run.put(empty(schema), schema)
        return
    needed = ("Statements", "Voters", "Votes", "Priorities")
    min_people = run.settings.min_people
    parts = [code_digest(), str(min_people), *(table_digest(run.tables[name]) for name in needed)]

    def make() -> dict[str, pd.DataFrame]:
        run.progress("Punten afschermen", 0, 1)
        shown = release_priorities(
            run.table(Statements), run.table(Voters), run.table(Votes), run.table(Priorities),
            min_people=min_people,
        )  # fmt: skip
        run.progress("Punten afschermen", 1, 1)
        tables: tuple[pd.DataFrame, ...] = (
            shown.sessions,
            shown.blocs,
            shown.statements,
            shown.support,
        )
        return {schema.__name__: table for schema, table in zip(SHOWN, tables, strict=True)}

    for name, table in run.store.remember("afschermen-personen", parts, make).items():
        run.put(table, next(schema for schema in SHOWN if schema.__name__ == name))
    run.records["session_views"] = _views(run)


def shown_of(run: Run) -> ShownPriorities:
    """Return what may be shown, as `shield` made it."""
    return ShownPriorities(
        run.table(ShownSessions), run.table(ShownBlocs), run.table(ShownStatements), run.table(ShownSupport)
    )  # fmt: skip


def _views(run: Run) -> list[SessionView]:
    texts: Texts = run.records["texts"]
    voters = run.table(Voters)
    groups: dict[str, str] = {}
    for bloc, own in voters.groupby("bloc", sort=True)["group"]:
        first = str(bloc).split(" + ", maxsplit=1)[0]
        groups[first] = sorted(Counter(own).items(), key=lambda one: (-one[1], one[0]))[0][0]
    return views_of(
        shown_of(run), min_people=run.settings.min_people, leading=LEADING,
        labels=texts.part("groepen_midden"), groups=groups,
    )  # fmt: skip


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
        Echo(row["theme"], row["title"], row["valence"], _shown(row), int(row["shown_of"]))
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


def _shown(row: Any) -> int | None:
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


def session_sheets(run: Run) -> dict[str, Factsheet]:
    """Return the factsheet of every session, by the name of its file."""
    return {
        f"{SHEET}{safe_name(view.table_id)}": session_sheet(run, view)
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


def safe_name(table_id: str) -> str:
    """Return an id as every system takes it for the name of a file."""
    return re.sub(r"[^\w.-]", "_", table_id)


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
            _shown(cells[way]) if way in cells else None for way in ("knelpunt", "succesfactor")
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
    """Return the figure that stands on a sheet."""
    return {sheet.overview: figures[sheet.overview]} if sheet.overview in figures else {}


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


def only_released(view: SessionView, released: Collection[str]) -> SessionView:
    """Return a session with only the statements whose words a person released."""
    placed = tuple(one for one in view.placed if one.text in released)
    return dataclasses.replace(view, placed=placed)


def words_of(view: SessionView) -> tuple[str, ...]:
    """Return the words of the statements that have a place, each once."""
    return tuple(dict.fromkeys(one.text for one in view.placed))
