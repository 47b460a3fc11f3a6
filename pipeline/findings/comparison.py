"""Counts of several studies in; what recurs in all of them, what is particular to one, out.

Studies are set side by side, never ranked: tables are few and chosen on purpose, coders differ, and
what works at one place need not work at another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import DialogueTables, Findings
from pipeline.domain.wording import JUDGED_VALENCES

FEWEST_TABLES = 3  # of a study, below which it cannot be said to hold something in common
MOST, SOME = 0.5, 0.2  # at least half of the tables; fewer than one in five
COLUMNS = ("study", "code", "valence", "n_tables", "of_tables", "share")


@dataclass(frozen=True)
class StudySide:
    """One study in a comparison."""

    name: str
    title: str
    findings: DataFrame[Findings]
    tables: DataFrame[DialogueTables]  # the judged ones
    codebook: str  # id and version
    by_people: bool

    @property
    def n_tables(self) -> int:
        """The number of judged tables."""
        return len(self.tables)


def side_by_side(sides: Sequence[StudySide], codes: Sequence[str]) -> pd.DataFrame:
    """Return a row (`COLUMNS`) per study, code and valence ("" for: occurs), in the order given."""
    rows = []
    for side in sides:
        counted = side.findings[side.findings["measure"].isin(("thema", "valentie"))]
        found = {
            (row["code"], row["valence"]): row["n_tables"] for row in counted.to_dict("records")
        }
        for code in codes:
            for valence in ("", *JUDGED_VALENCES):
                n = int(found.get((code, valence), 0))
                share = n / side.n_tables if side.n_tables else 0.0
                rows.append((side.name, code, valence, n, side.n_tables, share))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def what_recurs(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the codes and valences that at least half of the tables of every study hold.

    Studies of fewer than three tables do not count; of fewer than two studies nothing recurs.
    """
    told = _told(rows)
    if told["study"].nunique() < 2:
        return told.iloc[:0][["code", "valence"]]
    lowest = told.groupby(["code", "valence"], sort=False)["share"].min()
    return lowest[lowest >= MOST].reset_index()[["code", "valence"]]


def what_is_particular(rows: pd.DataFrame) -> pd.DataFrame:
    """Return per study the codes and valences of most of its tables, and few of every other's."""
    told = _told(rows)
    kept = []
    for study, own in told.groupby("study", sort=False):
        others = told[told["study"] != study]
        highest = others.groupby(["code", "valence"])["share"].max().to_dict()
        kept += [
            (study, row["code"], row["valence"])
            for row in own[own["share"] >= MOST].to_dict("records")
            if highest.get((row["code"], row["valence"]), 1.0) < SOME
        ]
    return pd.DataFrame(kept, columns=["study", "code", "valence"])


def what_could_travel(rows: pd.DataFrame) -> pd.DataFrame:
    """Return what mostly helped in one study and is mostly a knelpunt in another.

    Mostly is: at half of the tables or more, and at more tables than the other way round. A question
    to take along, not advice: whether it fits is for people who know both places.
    """
    told = _told(rows)
    wide = told.pivot_table(index=["code", "study"], columns="valence", values="share", sort=False)
    sides = wide.reindex(columns=["succesfactor", "knelpunt"], fill_value=0.0).reset_index()
    helped = sides[(sides["succesfactor"] >= MOST) & (sides["succesfactor"] > sides["knelpunt"])]
    stuck = sides[(sides["knelpunt"] >= MOST) & (sides["knelpunt"] > sides["succesfactor"])]
    pairs = helped.merge(stuck, on="code", suffixes=("_from", "_to"))
    return pairs[["code", "study_from", "study_to"]].reset_index(drop=True)


def differing_context(
    first: StudySide, second: StudySide, facets: Mapping[str, str]
) -> dict[str, tuple[list[str], list[str]]]:
    """Return per facet what the tables of two studies have not in common; "" is not recorded."""
    differing = {}
    for column, name in facets.items():
        sides = [sorted(set(side.tables[column]) - {""}) for side in (first, second)]
        if not set(sides[0]) & set(sides[1]) and (sides[0] or sides[1]):
            differing[name] = (sides[0], sides[1])
    return differing


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[(rows["of_tables"] >= FEWEST_TABLES) & (rows["valence"] != "")]
