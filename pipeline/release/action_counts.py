"""Verbeteracties in; at how many tables each group took one on, with and without a term, out.

The unit is the table, as everywhere. A table may stand in several cells (it agreed more than one
thing), so no cell follows from the others; but none is more than the tables with a verslag, or where
that group sat. So they are shielded together with the findings: see `rows_of` and `counts_of`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Actions

WITH_TERM, WITHOUT_TERM = TERMS = ("met termijn", "zonder termijn")
NO_OWNER = ""  # the verslag names nobody
COLUMNS = ["owner", "term", "n_tables", "of_tables", "blanked"]
MEASURE = "acties"
_OWNERS_JOINED_BY = ";"  # as `Actions.owner_role` holds more than one


def count_actions(
    actions: DataFrame[Actions],
    *,
    owners: Sequence[str],
    group_of: Callable[[str], str],
    n_tables: int,
    min_tables: int,
) -> pd.DataFrame:
    """Count the tables where someone of each group took on something, by whether it has a term.

    `owners` are the groups, in order; `group_of` gives the group of a role. One row per group (and
    one for "", nobody named) and term, zeros included: `owner`, `term`, `n_tables` (<NA> where
    blanked), `of_tables`, `blanked`.
    """
    found: dict[tuple[str, str], set[str]] = {}
    for action in actions.itertuples():
        term = WITH_TERM if action.term else WITHOUT_TERM
        roles = [role.strip() for role in str(action.owner_role).split(_OWNERS_JOINED_BY)]
        for group in {group_of(role) for role in roles if role} or {NO_OWNER}:
            found.setdefault((group, term), set()).add(str(action.table_id))
    others = sorted({group for group, _ in found} - {*owners, NO_OWNER})
    rows = []
    for owner in (*owners, *others, NO_OWNER):
        for term in TERMS:
            count = len(found.get((owner, term), ()))
            small = 0 < count < min_tables
            rows.append(
                (owner, term, pd.NA if small else count, n_tables, "klein" if small else "")
            )
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"n_tables": "Int64", "of_tables": "Int64"})


def finding_id(owner: str, term: str) -> str:
    """Return the id of one count, as products show it."""
    return "/".join((MEASURE, owner or "geen", term))


def rows_of(counts: pd.DataFrame) -> pd.DataFrame:
    """Return counts as rows beside findings, so that one shield and one attack see all of them.

    No row of `Released`: the measure is its own, and no code or valence goes with it.
    """
    plain = dict.fromkeys(("code", "other_code", "valence", "stratum_kind", "coder"), "")
    return pd.DataFrame(
        {
            "finding_id": [
                finding_id(str(one.owner), str(one.term)) for one in counts.itertuples()
            ],
            "measure": MEASURE,
            **plain,
            "group": counts["owner"].to_numpy(),
            "stratum": counts["term"].to_numpy(),
            "n_tables": counts["n_tables"].astype("Int64").array,
            "of_tables": counts["of_tables"].astype("Int64").array,
            "codable_tables": counts["of_tables"].astype("Int64").array,
            "source": "meta",
            "blanked": counts["blanked"].to_numpy(),
        }
    )


def counts_of(rows: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return `counts` as shielded `rows` show them; a count without a row is not shown either."""
    shown = rows.set_index("finding_id")
    ids = [finding_id(str(one.owner), str(one.term)) for one in counts.itertuples()]
    own = shown.reindex(ids)
    kept = counts.assign(
        n_tables=own["n_tables"].astype("Int64").array,
        of_tables=counts["of_tables"].astype("Int64"),
        blanked=own["blanked"].fillna("afleidbaar").to_numpy(),
    )
    return kept[COLUMNS]
