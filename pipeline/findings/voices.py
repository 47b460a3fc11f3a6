"""A basis in; what each group raises, and where two groups differ at one table, out."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.wording import VALENCES
from pipeline.findings.basis import Basis, grid, out_of, tally

PAIR = ("gezin", "professionals")
# Segments of each that a table must hold before the two are compared. A verslag in which one
# sentence is the parents' does not show that they left a theme unsaid.
LEAST_HEARD = 5
NEITHER, BOTH = "geen", "beide"
STRATA = (f"alleen {PAIR[0]}", f"alleen {PAIR[1]}", BOTH, NEITHER)


def count_groups(basis: Basis) -> pd.DataFrame:
    """Count the tables in which each group raises each code, of the tables where it sat."""
    sat = basis.sat["group"].value_counts()
    voiced = basis.voiced["group"].value_counts()
    cells = {
        "groep": grid(code=basis.codes, group=basis.groups),
        "groep_valentie": grid(code=basis.codes, group=basis.groups, valence=VALENCES),
    }
    counted = [
        tally(basis.evidence, rows, measure=name, basis=basis) for name, rows in cells.items()
    ]
    return out_of(pd.concat(counted), "group", sat, voiced)


def count_differences(basis: Basis) -> pd.DataFrame:
    """Split the tables where both of the pair can be heard by who of them raises a code.

    Of those tables also: in how many they value it the other way round (see `_opposed`).
    """
    both = _tables_with_both(basis)
    raised = basis.evidence[
        basis.evidence["table_id"].isin(both) & basis.evidence["group"].isin(PAIR)
    ]
    who = raised.groupby(["code", "table_id"])["group"].agg(_who).rename("stratum").reset_index()
    every = grid(code=basis.codes, table_id=both).merge(who, how="left", on=["code", "table_id"])
    every = every.fillna({"stratum": NEITHER}).merge(
        raised[["code", "table_id", "segment_id"]], how="left", on=["code", "table_id"]
    )
    cells = grid(code=basis.codes, stratum=STRATA).assign(stratum_kind="verschil")
    rows = pd.concat(
        [
            tally(every.assign(stratum_kind="verschil"), cells, measure="verschil", basis=basis),
            tally(
                _opposed(raised), grid(code=basis.codes), measure="anders_gewaardeerd", basis=basis
            ),
        ]
    )
    return rows.assign(of_tables=len(both), codable_tables=len(both))


def _tables_with_both(basis: Basis) -> list[str]:
    """Return the tables where the voices of gezin and of professionals can be compared."""
    ours = basis.heard_well[basis.heard_well["group"].isin(PAIR)]
    n_groups = ours.groupby("table_id")["group"].nunique()
    return sorted(n_groups.index[n_groups == len(PAIR)])


def _who(groups: pd.Series) -> str:
    """Return who of the pair raised a code at a table."""
    raising = set(groups)
    return BOTH if len(raising) == len(PAIR) else f"alleen {raising.pop()}"


def _opposed(raised: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each code at tables where the pair values it the opposite way.

    One group has it as succesfactor only, the other as knelpunt only; verbeterpunt and
    neutraal take no side.
    """
    sided = raised[raised["valence"].isin(("succesfactor", "knelpunt"))]
    keys = ["code", "table_id"]
    own_ways = sided.groupby([*keys, "group"])["valence"].transform("nunique")
    constant = own_ways.groupby([sided["code"], sided["table_id"]]).transform("max") == 1
    per_table = sided.groupby(keys)
    opposed = (per_table["valence"].transform("nunique") == 2) & (
        per_table["group"].transform("nunique") == 2
    )
    return sided[constant & opposed]
