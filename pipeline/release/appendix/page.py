"""Titled tables in; one page for the team out, where a number that is missing says so in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.domain.wording import of_sessions
from pipeline.release import chapters as shared
from pipeline.release.figures.style import HouseStyle
from pipeline.release.report.content import TeamTable

OF_PEOPLE = ("Patroon", "Woord", "Woorden", "Onderwerp")  # columns with words that people chose
_COUNTS = re.compile(r"(?:\d|één|twee|zes|deze|de|dezelfde) (?:dialoog)?tafels?\b")
NOTHING = "Kan niet worden geschat: hier is niets om op te rekenen."


@dataclass(frozen=True)
class Chapter:
    """Tables that belong together, with one sentence on what they are for."""

    title: str
    tables: Sequence[TeamTable]
    lead: str = ""


def render_page(
    title: str,
    lead: Sequence[str],
    chapters: Sequence[Chapter],
    style: HouseStyle,
    *,
    sessions: bool = False,
) -> bytes:
    """Return a page of every chapter that has tables, each under its own title.

    With `sessions` what it says of dialoogtafels is said of dialoogsessies.
    """
    if sessions:
        lead = [of_sessions(line) for line in lead]
        chapters = [_of_sessions(chapter) for chapter in chapters]
    shown = [
        shared.Chapter(chapter.title, chapter.lead, [_printed(table) for table in chapter.tables])
        for chapter in chapters
        if chapter.tables
    ]
    return shared.render_chapters(title, lead, shown, style, every_title=True)


def _of_sessions(chapter: Chapter) -> Chapter:
    """Return a chapter that speaks of sessions; what people wrote or said stays as it is."""
    tables = []
    for table in chapter.tables:
        rows = table.rows.copy()
        for column in rows.columns.difference(list(OF_PEOPLE)):
            if rows[column].dtype == object or pd.api.types.is_string_dtype(rows[column]):
                rows[column] = [
                    of_sessions(cell) if isinstance(cell, str) and _COUNTS.search(cell) else cell
                    for cell in rows[column]
                ]
        rows.columns = pd.Index([of_sessions(str(name)) for name in rows.columns])
        words = (table.title, table.note, table.empty)
        title, note, nothing = (of_sessions(one) for one in words)
        tables.append(TeamTable(title, note, rows, nothing))
    return Chapter(of_sessions(chapter.title), tables, of_sessions(chapter.lead))


def _printed(table: TeamTable) -> shared.PageTable:
    """Return the table with every cell as text; a missing number never shows as such."""
    rows = table.rows.astype(object).where(table.rows.notna(), "niet te schatten")
    shown, nothing = pd.DataFrame(rows).astype(str), table.empty or NOTHING
    return shared.PageTable(table.title, table.note, shown, empty=nothing)
