from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from pipeline.findings.coverage import (
    World,
    _beta_rates,
    _logistic_rates,
    fit_world,
    intraclass_correlation,
    simulate_coverage,
)

WORLD = World(28, 100, rate=0.15, icc=0.05, sensitivity=0.8, specificity=0.92, hand_share=0.15)


def test_intervals_over_segments_are_wrong_and_those_over_tables_right():
    rows = simulate_coverage(WORLD, seed=1, runs=200)
    by_method = rows.groupby("method")["coverage"].agg(["min", "max"])
    assert by_method.loc["naief (model, fragmenten)", "max"] < 0.3
    assert by_method.loc["wilson (fragmenten)", "max"] < 0.75
    for method in ("t (tafels)", "met de hand", "gecorrigeerd"):
        assert by_method.loc[method, "min"] > 0.88
    widths = rows[rows["world"] == "beta"].set_index("method")["width"]
    assert widths["gecorrigeerd"] < widths["met de hand"]


def test_every_kind_of_world_is_tried_and_a_seed_repeats():
    rows = simulate_coverage(WORLD, seed=1, runs=20)
    assert set(rows["world"]) == {
        "beta", "beta, fouten per tafel", "logistisch", "logistisch, fouten per tafel",
    }  # fmt: skip
    assert rows.equals(simulate_coverage(WORLD, seed=1, runs=20))


@pytest.mark.parametrize("rates", [_beta_rates, _logistic_rates])
def test_worlds_have_the_rate_and_clustering_they_are_asked_for(rates):
    drawn = rates(WORLD, (400, 400), np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(0.15, abs=0.002)
    assert drawn.var() == pytest.approx(0.05 * 0.15 * 0.85, rel=0.05)


@pytest.mark.parametrize("rate", [0.005, 0.5, 0.995])
def test_a_theme_that_is_rare_or_everywhere_can_be_simulated(rate):
    rows = simulate_coverage(replace(WORLD, n_tables=3, n_segments=10, rate=rate), seed=1, runs=10)
    assert not rows.isna().to_numpy().any()


def test_intraclass_correlation_is_the_hand_calculation():
    tables = pd.Series(["a", "a", "a", "b", "b", "b"])
    assert intraclass_correlation(pd.Series([1, 1, 1, 0, 0, 0]), tables) == 1
    assert intraclass_correlation(pd.Series([1, 0, 0, 1, 0, 0]), tables) == 0
    # Between 2/3, within 1/4 * 2/3 = 1/6, size 3: (2/3 - 1/6) / (2/3 + 2 * 1/6).
    found = intraclass_correlation(pd.Series([1, 1, 1, 1, 0, 0]), tables)
    assert found == pytest.approx((2 / 3 - 1 / 6) / (2 / 3 + 2 / 6))
    assert intraclass_correlation(pd.Series([1, 0]), pd.Series(["a", "a"])) == 0


def test_a_world_is_fitted_to_what_people_and_model_said():
    frame = pd.DataFrame({
        "table_id": ["a"] * 4 + ["b"] * 4,
        "label": [1, 1, 0, 0, 1, 0, 0, np.nan],
        "prediction": [1, 0, 0, 1, 1, 0, 0, 1.0],
    })  # fmt: skip
    world = fit_world(frame)
    assert (world.n_tables, world.n_segments) == (2, 4)
    assert world.rate == pytest.approx(3 / 7)
    assert world.sensitivity == pytest.approx(2 / 3)
    assert world.specificity == pytest.approx(3 / 4)
    assert world.hand_share == pytest.approx(7 / 8)
    nobody = fit_world(frame.assign(label=np.nan))
    assert 0 < nobody.rate < 1


def test_intervals_about_these_tables_hold_their_own_truth():
    rows = simulate_coverage(replace(WORLD, n_segments=250), seed=1, runs=200)
    here = rows[rows["method"].str.endswith("deze tafels")]
    assert here["coverage"].between(0.9, 0.99).all()
    widths = rows[rows["world"] == "beta"].set_index("method")["width"]
    assert widths["gecorrigeerd, deze tafels"] < widths["met de hand, deze tafels"]
    assert widths["met de hand, deze tafels"] < widths["met de hand"]
