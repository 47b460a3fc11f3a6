"""A basis in; the tables in which two themes both occur out."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from pipeline.findings.basis import Basis, tally


def count_pairs(basis: Basis) -> pd.DataFrame:
    """Count the tables in which each pair of themes occurs; pairs keep the codebook's order."""
    pairs = pd.DataFrame(
        list(combinations(basis.themes, 2)), columns=["code", "other_code"], dtype=object
    )
    rows = basis.evidence.loc[
        basis.evidence["code"].isin(basis.themes), ["code", "table_id", "segment_id"]
    ]
    present = rows[["code", "table_id"]].drop_duplicates()
    together = pairs.merge(present, on="code").merge(
        present.rename(columns={"code": "other_code"}), on=["other_code", "table_id"]
    )
    sides = [
        together.merge(rows.rename(columns={"code": side}), on=[side, "table_id"])
        for side in ("code", "other_code")
    ]
    return tally(pd.concat(sides), pairs, measure="samen", basis=basis)
