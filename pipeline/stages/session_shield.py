"""Stage that shields the points of dialoogsessies: what anyone may see of them, session by session."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Collection

import pandas as pd

from pipeline.domain.tables import (
    Clashes,
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
from pipeline.findings.priority_bootstrap import LEADING
from pipeline.provenance import code_digest
from pipeline.release.priorities import ShownPriorities, release_priorities
from pipeline.release.session_view import SessionView, views_of
from pipeline.release.texts import Texts
from pipeline.stages.apart import only_sessions
from pipeline.stages.run import Run
from pipeline.stages.sessions import table_digest
from pipeline.stages.table_files import WORK
from pipeline.store import read_table

SHOWN: tuple[type[Table], ...] = (ShownSessions, ShownBlocs, ShownStatements, ShownSupport)
MADE_BEFORE: tuple[type[Table], ...] = (
    Statements, Voters, Votes, Priorities, Clashes, Emphases, ThemeEchoes,
)  # fmt: skip


def reopen(run: Run) -> None:
    """Put the tables about dialoogsessies that an analysis wrote in a run that was opened again."""
    for schema in MADE_BEFORE:
        path = run.store.folder / "werk" / f"{WORK[schema.__name__]}.parquet"
        run.put(read_table(path) if path.is_file() else empty(schema), schema)


def shield(run: Run) -> None:
    """Points to what anyone may see of them, and each session as products tell it."""
    if only_sessions(run):
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


def only_released(view: SessionView, released: Collection[str]) -> SessionView:
    """Return a session with only the statements whose words a person released."""
    placed = tuple(one for one in view.placed if one.text in released)
    return dataclasses.replace(view, placed=placed)


def words_of(view: SessionView) -> tuple[str, ...]:
    """Return the words of the statements that have a place, each once."""
    return tuple(dict.fromkeys(one.text for one in view.placed))
