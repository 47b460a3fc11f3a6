"""Coverage of estimators over themes in; which of them a study of this size may lean on out."""

from __future__ import annotations

import pandas as pd

from pipeline.findings.coverage import RELIABLE

LOWEST = 0.90  # in no world may fewer intervals hold the truth
COLUMNS = ("method", "code", "coverage", "lowest", "width", "usable")


def judge_estimators(coverage: pd.DataFrame) -> pd.DataFrame:
    """Return a row (`COLUMNS`) per estimator and theme: its mean and lowest coverage over worlds.

    `coverage` has the columns of `Coverage`, and `code`. Usable is: 93 to 97 of 100 intervals hold
    the truth on average over the worlds, and in none fewer than 90, also where the estimator's
    assumptions do not hold.
    """
    grouped = coverage.groupby(["method", "code"], sort=False)
    rows = grouped.agg(
        coverage=("coverage", "mean"), lowest=("coverage", "min"), width=("width", "mean")
    ).reset_index()
    within = rows["coverage"].between(*RELIABLE)
    return rows.assign(usable=within & (rows["lowest"] >= LOWEST))[list(COLUMNS)]


def summarise_estimators(judged: pd.DataFrame) -> pd.DataFrame:
    """Return a row per estimator: mean and lowest coverage, mean width, for how many themes usable."""
    grouped = judged.groupby("method", sort=False)
    return grouped.agg(
        coverage=("coverage", "mean"),
        lowest=("lowest", "min"),
        width=("width", "mean"),
        n_usable=("usable", "sum"),
        n_themes=("usable", "size"),
    ).reset_index()
