"""Pooled shares against published and hand-computed values."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize_scalar

from pipeline.domain.tables import SideCells, check
from pipeline.findings.pooling import (
    between_studies,
    heterogeneity,
    logits,
    moment_estimate,
    pool,
    pool_shares,
)

# Thirteen trials of BCG (Colditz e.a. 1994): ill and not, vaccinated and not.
BCG = np.array(
    [
        (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619),
        (33, 5036, 47, 5761), (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892),
        (29, 7470, 45, 7232), (17, 1699, 65, 1600), (186, 50448, 141, 27197), (5, 2493, 3, 2338),
        (27, 16886, 29, 17825),
    ],
    dtype=float,
).T  # fmt: skip


def log_ratios():
    ill, well, ill_without, well_without = BCG
    treated, others = ill + well, ill_without + well_without
    effects = np.log((ill / treated) / (ill_without / others))
    return effects, 1 / ill - 1 / treated + 1 / ill_without - 1 / others


def test_the_bcg_trials_give_what_metafor_and_statsmodels_give():
    effects, variances = log_ratios()
    assert between_studies(effects, variances) == pytest.approx(0.3132, abs=5e-5)  # metafor
    assert moment_estimate(effects, variances) == pytest.approx(
        0.308760262862, rel=1e-9
    )  # statsmodels
    assert heterogeneity(effects, variances) == pytest.approx(152.2330, abs=5e-5)  # both
    found = pool(effects, variances)
    assert found.mean == pytest.approx(-0.7145, abs=5e-5)  # metafor
    assert found.i2 == pytest.approx(0.921173468546, rel=1e-9)  # statsmodels, of Q


def test_the_interval_is_that_of_hartung_and_knapp_by_hand():
    effects, variances = log_ratios()
    found = pool(effects, variances)
    weights = 1 / (variances + found.tau2)
    spread = (weights * (effects - found.mean) ** 2).sum() / 12
    error = math.sqrt(max(1.0, spread) / weights.sum())
    assert (found.high - found.mean) == pytest.approx(2.178812829663 * error)  # t of 12 degrees
    apart = 2.200985160083 * math.sqrt(found.tau2 + error**2)  # t of 11 degrees
    assert (found.next_high - found.mean) == pytest.approx(apart)


@pytest.mark.parametrize("counts", [(19, 4, 9, 12, 0), (3, 3, 4, 5, 3), (1, 20, 2, 19, 11)])
def test_the_spread_between_studies_is_where_the_restricted_likelihood_is_highest(counts):
    effects, variances = logits(np.array(counts, float), np.array([28.0, 25, 30, 24, 20]))

    def minus_likelihood(tau2):
        weights = 1 / (variances + tau2)
        mean = (weights * effects).sum() / weights.sum()
        return (
            -np.log(weights).sum() + np.log(weights.sum()) + (weights * (effects - mean) ** 2).sum()
        )

    best = minimize_scalar(minus_likelihood, bounds=(0, 60), method="bounded", options={"xatol": 1e-10}).x  # fmt: skip
    assert between_studies(effects, variances) == pytest.approx(best, abs=1e-4)


def test_studies_that_agree_have_no_spread_and_an_interval_around_their_share():
    effects, variances = logits(np.array([10.0, 10, 10]), np.array([20.0, 20, 20]))
    found = pool(effects, variances)
    assert (found.tau2, found.i2, found.mean) == (0.0, 0.0, 0.0)
    error = math.sqrt(0.2 / 3)  # each logit has variance 1/10 + 1/10
    assert found.high == pytest.approx(4.302652729696 * error)  # t of 2 degrees


def test_a_study_of_none_or_all_tables_gets_half_a_table_on_both_sides():
    effects, variances = logits(np.array([0.0, 5, 10]), np.array([10.0, 10, 10]))
    assert effects == pytest.approx([math.log(0.5 / 10.5), 0, math.log(10.5 / 0.5)])
    assert variances == pytest.approx([1 / 0.5 + 1 / 10.5, 0.4, 1 / 0.5 + 1 / 10.5])


def cells(*states):
    rows = [
        (f"S{place}", "regie", "knelpunt", state, n, of_tables, 3)
        for place, (state, n, of_tables) in enumerate(states)
    ]
    return check(pd.DataFrame(rows, columns=SideCells.names()), SideCells)


def pooled(*states):
    return pool_shares(cells(*states)).iloc[0]


COUNTED = [("geteld", 12, 20), ("geteld", 9, 30), ("geteld", 20, 25)]


def test_shares_of_three_studies_are_pooled():
    row = pooled(*COUNTED, ("in woorden", pd.NA, pd.NA), ("niet in codeboek", pd.NA, pd.NA))
    assert (row["n_studies"], row["n_tables"], row["note"]) == (3, 75, "")
    assert row["low"] < row["share"] < row["high"]
    assert row["next_low"] < row["low"]


@pytest.mark.parametrize(
    ("states", "why"),
    [
        (COUNTED[:2], "2 van de 3"),
        ([*COUNTED, ("klein", pd.NA, 20)], "bij één studie is het aantal klein"),
        ([("geteld", 0, 20)] * 3, "geen tafels"),
        ([("geteld", 20, 20)] * 3, "alle tafels"),
        ([("in woorden", pd.NA, pd.NA)] * 4, "0 van de 3"),
    ],
)
def test_what_cannot_be_estimated_says_why(states, why):
    row = pooled(*states)
    assert pd.isna(row["share"])
    assert row["note"].startswith("Kan niet worden geschat")
    assert why in row["note"]


def test_a_derivable_blank_is_left_out_and_told():
    row = pooled(*COUNTED, ("afleidbaar", pd.NA, 40))
    assert not pd.isna(row["share"])
    assert row["n_studies"] == 3
    assert "één studie" in row["note"]
