"""Each session's order of statements in; which share of the points went to a heading or theme, out.

Sessions put other statements in order, so their statements are never ranked together. What can be
put side by side is where the points went.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Emphases, Priorities, Statements, check, empty
from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON
from pipeline.domain.wording import HEADINGS

HEADING, THEME = "kop", "thema"
ALL_SESSIONS = ""
_DECIMALS = 9


def weigh_emphases(
    statements: DataFrame[Statements], priorities: DataFrame[Priorities], themes: Sequence[str]
) -> DataFrame[Emphases]:
    """Return the share of points per heading and theme: of all sessions first, then of each.

    Of all sessions together each weighs the same, and one without such a statement gave it nothing.
    A statement with two themes counts whole for both; a statement without any, or under no heading,
    stands under "". Largest share first within a session and view.
    """
    ranked = priorities[priorities["view"].isin((BY_PERSON, BY_GROUP))]
    if ranked.empty:
        return empty(Emphases)
    joined = ranked[["table_id", "view", "statement_id", "share"]].merge(
        statements[["table_id", "statement_id", "heading", "themes"]],
        on=["table_id", "statement_id"],
    )
    by_heading = joined.assign(kind=HEADING, code=joined["heading"])
    by_theme = joined.assign(kind=THEME, code=joined["themes"].map(_codes))
    rows = pd.concat([by_heading, by_theme.explode("code")], ignore_index=True)
    keys = ["table_id", "view", "kind", "code"]
    each = rows.groupby(keys, as_index=False).agg(
        n_statements=("statement_id", "nunique"), share=("share", "sum")
    )
    of_each = each.assign(n_sessions=1, of_sessions=1)
    n_sessions = ranked["table_id"].nunique()
    together = each.groupby(keys[1:], as_index=False).agg(
        n_sessions=("table_id", "nunique"), n_statements=("n_statements", "sum"), share=("share", "sum")
    )  # fmt: skip
    together = together.assign(
        table_id=ALL_SESSIONS, of_sessions=n_sessions, share=together["share"] / n_sessions
    )
    table = pd.concat([together, of_each], ignore_index=True)
    table["share"] = table["share"].clip(0, 1).round(_DECIMALS)
    return check(_in_order(table, [*HEADINGS, *themes]), Emphases)


def _codes(cell: str) -> list[str]:
    return cell.split() or [""]


def _in_order(table: pd.DataFrame, codes: Iterable[str]) -> pd.DataFrame:
    """Return the rows by session, view and kind, the largest share first."""
    place: dict[str, Any] = {code: number for number, code in enumerate(codes)}
    views = {BY_PERSON: 0, BY_GROUP: 1}
    order = table.assign(
        by_view=table["view"].map(views), by_share=-table["share"],
        by_code=table["code"].map(place).fillna(len(place)),
    )  # fmt: skip
    order = order.sort_values(["table_id", "by_view", "kind", "by_share", "by_code"], kind="stable")
    return order[Emphases.names()]
