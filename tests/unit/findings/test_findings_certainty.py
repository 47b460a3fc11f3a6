"""Which estimators a study of its own size may lean on."""

import pandas as pd
import pytest

from pipeline.findings.certainty import judge_estimators, summarise_estimators
from pipeline.findings.coverage import World, simulate_coverage
from pipeline.release.appendix.selftest import METHODS, estimator_table


def coverage(*rows):
    table = pd.DataFrame(rows, columns=["code", "method", "world", "coverage"])
    return table.assign(width=0.1, runs=100)


def test_an_estimator_must_hold_on_average_and_in_the_worst_world():
    judged = judge_estimators(
        coverage(
            ("regie", "t (tafels)", "beta", 0.96),
            ("regie", "t (tafels)", "logistisch", 0.94),
            ("regie", "met de hand", "beta", 0.99),
            ("regie", "met de hand", "logistisch", 0.88),
            ("regie", "gecorrigeerd", "beta", 1.0),
            ("regie", "gecorrigeerd", "logistisch", 1.0),
        )
    ).set_index("method")
    assert judged["usable"].to_dict() == {
        "t (tafels)": True, "met de hand": False, "gecorrigeerd": False,
    }  # fmt: skip
    assert judged.loc["met de hand", "lowest"] == 0.88


def test_the_verdict_counts_themes_and_names_every_estimator_in_dutch():
    world = World(12, 40, 0.1, 0.05, 0.7, 0.9, 0.3)
    found = pd.concat(
        [simulate_coverage(world, seed=3, runs=60).assign(code=code) for code in ("a", "b")]
    )
    assert set(found["method"]) == set(METHODS)
    summary = summarise_estimators(judge_estimators(found)).set_index("method")
    assert (summary["n_themes"] == 2).all()
    assert summary.loc["naief (model, fragmenten)", "n_usable"] == 0
    assert summary.loc["t (tafels)", "coverage"] == pytest.approx(0.93, abs=0.06)
    told = estimator_table(summary.reset_index()).rows
    assert not told.astype(str).apply(lambda column: column.str.contains("nan")).any().any()
