"""The chapters of an overview in; the sheets of a workbook out, as `files.spreadsheets` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.release.chapters import Chapter

MOST_NAME = 31  # characters; Excel allows no more in the name of a sheet
WIDE, NARROW = 44.0, 16.0
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")


def overview_sheets(lead: Sequence[str], chapters: Sequence[Chapter]) -> dict[str, Any]:
    """Return the sheets, what they are for first, and how wide their columns are."""
    about = [*lead, *(f"{one.title}: {one.lead}" for one in chapters if one.lead)]
    sheets: dict[str, pd.DataFrame] = {"uitleg": pd.DataFrame({"uitleg": about})}
    widths: dict[str, Mapping[str, float]] = {"uitleg": {"uitleg": 110.0}}
    frozen = {}
    for chapter in chapters:
        several = len(chapter.tables) > 1
        for table in chapter.tables:
            name = _sheet_name(table.title if several else chapter.title, sheets)
            rows = table.rows
            sheets[name] = rows if len(rows) else pd.DataFrame({chapter.title: [table.empty]})
            widths[name] = {str(column): _width(sheets[name][column]) for column in sheets[name]}
            frozen[name] = 1
    return {"sheets": sheets, "widths": widths, "frozen": frozen}


def _width(cells: pd.Series) -> float:
    longest = max((len(str(cell)) for cell in cells), default=0)
    return min(max(NARROW, longest * 0.9), WIDE)


def _sheet_name(title: str, taken: Mapping[str, object]) -> str:
    """Return a name that Excel takes and no other sheet has."""
    name = _NOT_IN_NAME.sub("", title)[:MOST_NAME].strip()
    number = 2
    while name.casefold() in {one.casefold() for one in taken}:
        name = f"{name[: MOST_NAME - 3]} {number}"
        number += 1
    return name
