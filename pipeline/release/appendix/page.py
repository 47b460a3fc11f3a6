"""Titled tables in; one page for the team out, where a number that is missing says so in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from pipeline.release import chapters as shared
from pipeline.release.figures.style import HouseStyle
from pipeline.release.report.content import TeamTable

NOTHING = "Kan niet worden geschat: hier is niets om op te rekenen."


@dataclass(frozen=True)
class Chapter:
    """Tables that belong together, with one sentence on what they are for."""

    title: str
    tables: Sequence[TeamTable]
    lead: str = ""


def render_page(
    title: str, lead: Sequence[str], chapters: Sequence[Chapter], style: HouseStyle
) -> bytes:
    """Return a page of every chapter that has tables, each under its own title."""
    shown = [
        shared.Chapter(chapter.title, chapter.lead, [_printed(table) for table in chapter.tables])
        for chapter in chapters
        if chapter.tables
    ]
    return shared.render_chapters(title, lead, shown, style, every_title=True)


def _printed(table: TeamTable) -> shared.PageTable:
    """Return the table with every cell as text; a missing number never shows as such."""
    rows = table.rows.astype(object).where(table.rows.notna(), "niet te schatten")
    return shared.PageTable(table.title, table.note, pd.DataFrame(rows).astype(str), empty=NOTHING)
