"""Places that regions gave to items in; one order per region and one together out, every region weighing the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

TOGETHER = "samen"
COLUMNS = ("view", "item", "mean_place", "place", "tied", "given", "n_regions")


def rank_together(places: pd.DataFrame) -> pd.DataFrame:
    """Return the order of items per region and together (`COLUMNS`), best first.

    `places` has a row per item (the index) and a column per region: a whole number from 1, equal
    numbers allowed, missing where a region gave no place. Items without a place stand behind those
    with one, sharing the places that are left; a region that gave none at all does not take part.
    Together is the mean over regions of those places, so that no region weighs more for ranking
    more items. Equal means share a place. `given` tells what somebody ranked from what was left.
    """
    given = places.dropna(axis="columns", how="all")
    orders = {str(region): _mean_places(given[region]) for region in given.columns}
    rows = [
        row
        for region, order in orders.items()
        for row in _rows(region, order, given[region].notna(), 1)
    ]
    if orders:
        together = pd.DataFrame(orders).mean(axis="columns")
        rows += _rows(TOGETHER, together, given.notna().any(axis="columns"), len(orders))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _mean_places(own: pd.Series) -> pd.Series:
    """Return the place of every item in one region; equals share the mean of theirs."""
    last = own.max() + 1
    return own.fillna(last).rank(method="average")


def _rows(
    view: str, mean_places: pd.Series, given: pd.Series, n_regions: int
) -> list[tuple[object, ...]]:
    rounded = mean_places.astype(float).round(9)  # means of thirds are not exact
    order = rounded.sort_values(kind="stable")
    ranks = rounded.rank(method="min").astype(int)
    sizes = rounded.value_counts()
    return [
        (view, item, float(order.loc[item]), int(ranks.loc[item]), bool(sizes.loc[order.loc[item]] > 1),
         bool(given.loc[item]), n_regions)
        for item in order.index
    ]  # fmt: skip


def place_words(row: Mapping[Any, Any]) -> str:
    """Return a place as people read it: "2", "2 =" where it is shared, "–" where nobody gave one."""
    if not row["given"]:
        return "–"
    return f"{row['place']}{' =' if row['tied'] else ''}"
