"""Findings in; rows that anyone may see out, and the attack that tries to undo what was blanked.

A count of 1 to `min_tables` - 1 dialogue tables points at a few families, so it is blanked; 0 is
shown as 0. Whatever would give a blank back (a total, a part, a shared denominator) is blanked too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Findings, Released, check
from pipeline.release.guard.cells import COLUMNS, Cells, Floats, read_cells
from pipeline.release.guard.levels import level_derivations
from pipeline.release.guard.relations import Derivation, Relation, relations_of
from pipeline.release.guard.solver import InfeasibleError, blocks_of, open_relations, ranges_in
from pipeline.release.guard.suppression import Blanks, suppress

__all__ = [
    "Derivation",
    "attack",
    "level_derivations",
    "release_beside",
    "release_findings",
    "release_table",
]

SMALL, DERIVABLE = "klein", "afleidbaar"

# What a reader loses with a count, per measure: themes and their valences are what products are
# about; a period or the neutral valence is missed least. Only the order of these numbers matters.
COSTS = {
    "periode": 4.0, "wisselend": 4.0, "anders_gewaardeerd": 4.0, "groep_valentie": 5.0,
    "acties": 5.0, "gekozen": 6.0, "verschil": 6.0, "samen": 6.0, "niveau": 8.0, "tafels": 9.0, "groep": 10.0,
    "valentie": 12.0, "thema": 14.0,
}  # fmt: skip
_DENOMINATOR_COST = 60.0  # a denominator is in every row of its measure
_SIZE = 1000.0
_DETAIL = 0.6  # a subcode, or the neutral valence, is missed less than its whole


def release_findings(
    findings: DataFrame[Findings],
    *,
    min_tables: int,
    derivations: Sequence[Derivation] | None = None,
) -> DataFrame[Released]:
    """Return the findings as anyone may see them, in the same order.

    Rows of a model stay behind: nothing that no person coded leaves. `derivations` are sums that
    products print beside the findings, or that the codebook implies (see `level_derivations`).
    A row for which no blank can help is left out.
    """
    return release_beside(findings, None, min_tables=min_tables, derivations=derivations)[0]


def release_beside(
    findings: DataFrame[Findings],
    beside: pd.DataFrame | None,
    *,
    min_tables: int,
    derivations: Sequence[Derivation] | None = None,
) -> tuple[DataFrame[Released], pd.DataFrame]:
    """Return the findings as anyone may see them, and the counts beside them, shielded as one.

    `beside` are other counts of tables in the same release: see `action_counts.rows_of`.
    """
    kept = findings[findings["source"] != "model"].reset_index(drop=True)
    others = beside if beside is not None else kept.head(0)
    every = pd.concat([kept, others], ignore_index=True) if len(others) else kept
    cells = read_cells(every)
    relations = relations_of(cells, derivations=derivations)
    blanks = suppress(cells, relations, _costs(every, cells), min_tables=min_tables)
    shown = _shown(every, cells, blanks)
    ours = shown["finding_id"].isin(list(kept["finding_id"]))
    return check(shown[ours][Released.names()], Released), shown[~ours].reset_index(drop=True)


def _costs(findings: pd.DataFrame, cells: Cells) -> Floats:
    """Return per variable what a reader loses with it; infinite for the number of all tables."""
    costs = np.full(len(cells.values), _DENOMINATOR_COST)
    own = findings["measure"].map(COSTS).to_numpy(dtype=np.float64)
    detail = findings["code"].str.contains(".", regex=False) | (findings["valence"] == "neutraal")
    sizes = cells.values[cells.variables[:, 0]] / _SIZE  # of two parts, the smaller is missed less
    costs[cells.variables[:, 0]] = np.where(detail, own * _DETAIL, own) + sizes
    costs[cells.whole] = np.inf
    return costs


def _shown(findings: pd.DataFrame, cells: Cells, blanks: Blanks) -> pd.DataFrame:
    """Return the rows with their blanks, why, and without the ids they rest on."""
    rows = findings.drop(columns=["table_ids", "segment_ids"], errors="ignore")
    hidden = blanks.blanked[cells.variables]
    small = (blanks.small & blanks.blanked)[cells.variables]
    for place, column in enumerate(COLUMNS):
        rows[column] = rows[column].astype("Int64").mask(hidden[:, place])
    of_number = np.where(small[:, 0], SMALL, DERIVABLE)
    of_denominator = np.where(small[:, 1:].any(axis=1), SMALL, DERIVABLE)
    why = np.where(hidden[:, 0], of_number, of_denominator)
    rows["blanked"] = np.where(hidden.any(axis=1), why, "")
    return rows[~blanks.withdrawn[cells.variables[:, 0]]]


def attack(
    released: pd.DataFrame,
    *,
    min_tables: int,
    derivations: Sequence[Derivation] | None = None,
) -> pd.DataFrame:
    """Try to work every blanked number out again, from the released rows alone.

    One row per blanked number: `finding_id`, `column`, `low` and `high` (the least and the most
    that it can be, over all whole numbers that fit everything shown) and `pinned` (low == high).
    Integer programming by HiGHS over the same relations that suppression guards. A shared
    denominator is listed once, under the first finding that shows it.
    """
    cells = read_cells(released)
    low, high = _what_is_seen(released, cells, min_tables=min_tables)
    relations = relations_of(cells, derivations=derivations)
    ranges = _ranges(relations, low, high)
    rows = []
    seen: set[int] = set()
    for row, finding_id in enumerate(cells.finding_ids):
        for place, column in enumerate(COLUMNS):
            variable = int(cells.variables[row, place])
            if not np.isnan(cells.values[variable]) or variable in seen:
                continue
            seen.add(variable)
            least, most = ranges[variable]
            rows.append((finding_id, column, int(least), int(most), least == most))
    return pd.DataFrame(rows, columns=["finding_id", "column", "low", "high", "pinned"])


def _what_is_seen(
    released: pd.DataFrame, cells: Cells, *, min_tables: int
) -> tuple[Floats, Floats]:
    """Return the bounds that the released rows themselves state for every variable."""
    unknown = np.isnan(cells.values)
    whole = cells.values[cells.whole & ~unknown]
    cap = float(whole.max()) if len(whole) else float(min_tables - 1)
    low = np.where(unknown, 1.0, cells.values)
    high = np.where(unknown, cap, cells.values)
    small = (released["blanked"] == SMALL).to_numpy()
    number, of, codable = cells.variables.T
    said = small & unknown[number]
    high[number[said]] = min_tables - 1
    # With its count shown, "klein" speaks of a denominator: the codable tables if these are blank.
    beside = small & ~unknown[number]
    high[codable[beside & unknown[codable]]] = min_tables - 1
    high[of[beside & unknown[of] & ~unknown[codable]]] = min_tables - 1
    return low, np.minimum(high, cap)


def _ranges(
    relations: Sequence[Relation], low: Floats, high: Floats
) -> dict[int, tuple[float, float]]:
    """Return what each unknown number can be; where soft relations do not hold, without them."""
    unknown = [int(variable) for variable in np.flatnonzero(low != high)]
    fixed = {int(v): (float(low[v]), float(high[v])) for v in np.flatnonzero(low == high)}
    for tied in (relations, [relation for relation in relations if not relation.soft]):
        lows = {v: float(low[v]) for v in unknown}
        highs = {v: float(high[v]) for v in unknown}
        try:
            found = fixed.copy()
            for block in blocks_of(unknown, open_relations(tied, low, high), lows, highs):
                found.update(ranges_in(block))
        except InfeasibleError:
            continue
        return found
    return fixed | {v: (float(low[v]), float(high[v])) for v in unknown}


def release_table(released: DataFrame[Released], measure: str, **keys: Any) -> DataFrame[Released]:
    """Return the released rows of one measure, narrowed by columns: the CSV behind a figure.

    A value may be one word or a collection of words: `valence="knelpunt"`, `code={"a", "b"}`.
    """
    chosen = released["measure"] == measure
    for column, wanted in keys.items():
        words = {wanted} if isinstance(wanted, str) else set(wanted)
        chosen &= released[column].isin(words)
    return check(released[chosen], Released)
