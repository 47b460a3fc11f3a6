"""Evidence in; what each next table still added to the subcodes that were heard before it out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import DialogueTables, Evidence, NewSubcodes, check


def new_subcodes_by_table(
    evidence: DataFrame[Evidence], dialogue_tables: DataFrame[DialogueTables]
) -> DataFrame[NewSubcodes]:
    """List the subcodes that each table brings for the first time, in order of date.

    Tables without evidence have no row; tables without a date come last, by id.
    """
    subcodes = evidence[evidence["code"] != evidence["theme"]]
    heard = subcodes.groupby("table_id")["code"].agg(set).to_dict()
    coded = dialogue_tables[dialogue_tables["table_id"].isin(evidence["table_id"])]
    ordered = coded.assign(undated=coded["date"] == "").sort_values(["undated", "date", "table_id"])
    seen: set[str] = set()
    rows = []
    for position, table in enumerate(ordered.itertuples(), start=1):
        here = heard.get(table.table_id, set())
        new = sorted(here - seen)
        seen |= here
        rows.append((table.table_id, table.date, position, len(here), len(new), len(seen), new))
    return check(pd.DataFrame(rows, columns=NewSubcodes.names()), NewSubcodes)
