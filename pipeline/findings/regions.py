"""Released counts of several studies in; what recurs, what is particular and what could travel, out.

A blank is there, and is no number: of a small one it is known that it is 1 up to the threshold, of a
derivable one that it is 1 up to all. What is said here holds for every number that a blank can be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Recurrences, SideCells, check
from pipeline.domain.tables.regions import (
    COUNTED,
    DERIVABLE,
    JOINED,
    NO_CODE,
    NOT_RELEASED,
    PRESENT,
    SAID,
    SILENT,
    SMALL,
)
from pipeline.domain.wording import JUDGED_VALENCES

MOST, SOME = 0.5, 0.2  # at half of the tables or more; surely at fewer than one in five
FEWEST_STUDIES = 2  # in which something must be strong to be called recurring
VALUES = ("", *JUDGED_VALENCES)


@dataclass(frozen=True)
class StudyCounts:
    """What one bundle released of its themes."""

    name: str
    counted: pd.DataFrame  # code, valence, n_tables, of_tables (missing: blank), blanked
    said: frozenset[tuple[str, str]]  # code and valence of released sentences
    in_words: bool
    codes: frozenset[str]  # themes of its codebook
    min_tables: int
    targets: Mapping[str, str]  # its theme to the shared codebook's, "" where there is no place


def side_cells(studies: Sequence[StudyCounts], themes: Sequence[str]) -> DataFrame[SideCells]:
    """Return what every study says of every theme of the shared codebook.

    Two themes of one study that became one are JOINED: how many tables held either cannot be known
    from the two counts.
    """
    rows = []
    for study in studies:
        sources: dict[str, list[str]] = {}
        for own in sorted(study.codes):
            sources.setdefault(study.targets.get(own, ""), []).append(own)
        counted = {(row["code"], row["valence"]): row for row in study.counted.to_dict("records")}
        for theme in themes:
            for valence in VALUES:
                cell = _cell(study, counted, sources.get(theme, []), valence)
                rows.append((study.name, theme, valence, *cell, study.min_tables))
    return check(pd.DataFrame(rows, columns=SideCells.names()), SideCells)


def _cell(
    study: StudyCounts,
    counted: Mapping[tuple[str, str], Mapping[Any, Any]],
    sources: Sequence[str],
    valence: str,
) -> tuple[str, object, object]:
    """Return state, number and denominator of one cell."""
    if not sources:
        return NO_CODE, pd.NA, pd.NA
    if study.in_words:
        said = any(
            (own, one) in study.said
            for own in sources
            for one in ({valence} if valence else VALUES)
        )
        return (SAID if said else SILENT), pd.NA, pd.NA
    if len(sources) > 1:
        return JOINED, pd.NA, pd.NA
    row = counted.get((sources[0], valence))
    if row is None or _of_none(row):
        return NOT_RELEASED, pd.NA, pd.NA
    if not pd.isna(row["n_tables"]) and not pd.isna(row["of_tables"]):
        return COUNTED, row["n_tables"], row["of_tables"]
    return (SMALL if row["blanked"] == SMALL else DERIVABLE), pd.NA, row["of_tables"]


def _of_none(row: Mapping[Any, Any]) -> bool:
    """Tell whether a count is of no tables at all, which says nothing of any."""
    return not pd.isna(row["of_tables"]) and int(str(row["of_tables"])) == 0


def bounds(cell: Mapping[Any, Any]) -> tuple[float, float]:
    """Return the least and the most that the share of tables can be; (0, 1) where nothing is known."""
    state, of_tables = cell["state"], cell["of_tables"]
    if pd.isna(of_tables):
        return 0.0, 1.0
    whole = int(str(of_tables))
    if state == COUNTED:
        share = int(str(cell["n_tables"])) / whole
        return share, share
    most = min(int(str(cell["min_tables"])) - 1, whole) if state == SMALL else whole
    return (1 / whole, most / whole) if state in (SMALL, DERIVABLE) else (0.0, 1.0)


def find_recurrences(cells: DataFrame[SideCells]) -> DataFrame[Recurrences]:
    """Return, per theme and valence, where it is there, strong and weak, in the codebook's order.

    It recurs when it is strong, or said in a study in words, in at least two studies and in half or
    more of those that count or say it; one that blanked its count is taken not to be strong. It is
    particular when one study is strong and all others that tell are surely weak.
    """
    valued = cells[cells["valence"] != ""]
    rows = []
    for (code, valence), own in valued.groupby(["code", "valence"], sort=False):
        told = own[~own["state"].isin((NO_CODE, NOT_RELEASED, SILENT))].to_dict("records")
        counted = [cell for cell in told if cell["state"] in (COUNTED, SMALL, DERIVABLE)]
        present = [one["bundle"] for one in told if one["state"] in PRESENT or _positive(one)]
        strong = [one["bundle"] for one in counted if bounds(one)[0] >= MOST]
        weak = [one["bundle"] for one in told if one["state"] != JOINED and bounds(one)[1] < SOME]
        said = [one["bundle"] for one in told if one["state"] == SAID]
        n_leading, n_telling = len(strong) + len(said), len(counted) + len(said)
        recurs = n_leading >= max(FEWEST_STUDIES, n_telling / 2)
        alone = len(strong) == 1 and len(told) > 1 and len(weak) == len(told) - 1
        rows.append(
            (code, valence, len(told), len(present), len(counted), len(strong), strong, said, present, weak,
             recurs, strong[0] if alone else "")
        )  # fmt: skip
    return check(pd.DataFrame(rows, columns=Recurrences.names()), Recurrences)


def _positive(cell: Mapping[Any, Any]) -> bool:
    return cell["state"] == COUNTED and int(str(cell["n_tables"])) > 0


def what_could_travel(cells: DataFrame[SideCells]) -> dict[str, tuple[list[str], list[str]]]:
    """Return, per theme, the studies in which it mostly helped and those in which it mostly stalled.

    Mostly is: surely at half of the tables or more, and surely oftener than the other way round.
    Only themes with both. A question to take along, not advice.
    """
    found = {}
    for code, own in cells.groupby("code", sort=False):
        sides: tuple[list[str], list[str]] = ([], [])
        for bundle, rows in own.groupby("bundle", sort=False):
            ends = {row["valence"]: bounds(row) for row in rows.to_dict("records")}
            helped, stalled = ends["succesfactor"], ends["knelpunt"]
            for place, (this, that) in enumerate(((helped, stalled), (stalled, helped))):
                if this[0] >= MOST and this[0] > that[1]:
                    sides[place].append(str(bundle))
        if all(sides):
            found[str(code)] = sides
    return found
