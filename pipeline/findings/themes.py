"""A basis in; in how many tables a code occurs, how it is valued and at which level out."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.wording import VALENCES
from pipeline.findings.basis import Basis, grid, tally


def count_themes(basis: Basis) -> pd.DataFrame:
    """Count the tables in which each code occurs, is valued in each way, and both ways."""
    rows = basis.evidence
    codes = grid(code=basis.codes)
    return pd.concat(
        [
            tally(rows, codes, measure="thema", basis=basis),
            tally(rows, grid(code=basis.codes, valence=VALENCES), measure="valentie", basis=basis),
            tally(_both_ways(rows), codes, measure="wisselend", basis=basis),
        ]
    )


def count_levels(basis: Basis) -> pd.DataFrame:
    """Count the tables in which each level is valued in each way.

    A subcode counts at its own level, and no more at that of its theme.
    """
    direct = basis.evidence[basis.evidence["direct"]]
    hits = direct.assign(stratum=direct["code"].map(basis.codebook.level_of), stratum_kind="niveau")
    cells = grid(stratum=list(basis.codebook.levels), valence=VALENCES).assign(
        stratum_kind="niveau"
    )
    return tally(hits, cells, measure="niveau", basis=basis)


def _both_ways(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each code in tables where it is both succesfactor and knelpunt."""
    judged = rows[rows["valence"].isin(("succesfactor", "knelpunt"))]
    ways = judged.groupby(["code", "table_id"])["valence"].transform("nunique")
    return judged[ways == 2]
