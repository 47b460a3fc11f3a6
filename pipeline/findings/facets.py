"""Shares of codes per table and what was recorded of tables in; mean shares by kind of table out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Period
from pipeline.domain.tables import DialogueTables
from pipeline.domain.wording import NOT_RECORDED
from pipeline.findings.context import RECORDED
from pipeline.findings.periods import period_of

COLUMNS = ("facet", "stratum", "code", "n_tables", "share", "lowest_share", "highest_share")


def facets_of(
    dialogue_tables: DataFrame[DialogueTables], periods: Sequence[Period]
) -> dict[str, pd.Series]:
    """Return per facet (sector, leeftijdsgroep, soort, periode) the kind of every table.

    What was not recorded is "niet vastgelegd". Gemeenten are no facet: that would be a league table
    of a handful of families.
    """
    table_ids = list(dialogue_tables["table_id"])
    facets = {
        facet: pd.Series(list(dialogue_tables[column]), index=table_ids, dtype=object)
        for facet, column in RECORDED.items()
    }
    if periods:
        placed = [period_of(date, periods) for date in dialogue_tables["date"]]
        facets["periode"] = pd.Series(placed, index=table_ids, dtype=object)
    return {facet: strata.replace("", NOT_RECORDED) for facet, strata in facets.items()}


def shares_by_facet(shares: pd.DataFrame, facets: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return a row (`COLUMNS`) per facet, stratum and code: how much room it takes at such tables.

    `shares` has a row per table and a column per code (see `measures.table_shares`). A stratum of
    which no table was judged has no row.
    """
    rows = []
    for facet, strata in facets.items():
        kinds = strata.reindex(shares.index)
        for stratum in sorted(set(kinds.dropna())):
            own = shares[(kinds == stratum).to_numpy()]
            rows += [
                (facet, stratum, str(code), len(own), float(own[code].mean()),
                 float(own[code].min()), float(own[code].max()))
                for code in shares.columns
            ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def comparable_strata(
    strata: pd.Series, tables: Sequence[str], *, least: int
) -> list[tuple[str, str]]:
    """Return the two kinds of tables to set beside each other, none where one has too few.

    The two largest kinds of which `least` tables were judged; equal ones by name.
    """
    counts = strata.reindex(list(tables)).dropna().value_counts()
    counts = counts[(counts >= least) & (counts.index != NOT_RECORDED)]
    largest = sorted(counts.index, key=lambda name: (-int(counts[name]), str(name)))[:2]
    return [(str(largest[0]), str(largest[1]))] if len(largest) == 2 else []
