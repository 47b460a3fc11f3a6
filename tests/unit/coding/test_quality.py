"""How good a coder is, next to the leading series."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.coding.classifier import predict, proposals
from pipeline.coding.quality import (
    _at_the_top,
    calibration,
    quality_by_code,
    quality_by_group,
    valence_confusion,
)
from pipeline.domain.tables import Codings, check


def codings(*rows):
    """Draw codings: segment, coder, code, valence, confidence."""
    drawn = [
        (segment, code, coder, "model" if coder == "model" else "mens", 0, 1, valence, False,
         confidence, "voorstel", "", "")
        for segment, coder, code, valence, confidence in rows
    ]  # fmt: skip
    return check(pd.DataFrame(drawn, columns=Codings.names()), Codings)


@pytest.fixture
def compared():
    return codings(
        ("T1/v/1", "A", "regie.overnemen", "knelpunt", None),
        ("T1/v/2", "A", "regie", "neutraal", None),
        ("T1/v/3", "A", None, "neutraal", None),
        ("T1/v/4", "A", "toegang", "knelpunt", None),
        ("T1/v/1", "model", "regie", "knelpunt", 0.9),
        ("T1/v/2", "model", None, "knelpunt", 0.6),
        ("T1/v/3", "model", "regie", "neutraal", 0.7),
    )


def test_counts_and_rates_are_of_segments_that_both_judged(compared, codebook):
    found = quality_by_code(compared, "model", codebook).set_index(["measure", "code"])
    regie = found.loc[("thema", "regie")]
    assert regie["n_segments"] == 3
    assert (regie["n_given"], regie["n_proposed"], regie["n_right"]) == (2, 2, 1)
    assert (regie["precision"], regie["recall"], regie["f1"]) == (0.5, 0.5, 0.5)
    assert found.loc[("subcode", "regie.overnemen"), "recall"] == 0
    assert found.loc[("geen thema", ""), "n_right"] == 0


def test_the_mean_is_over_themes_that_people_gave(compared, codebook):
    found = quality_by_code(compared, "model", codebook).set_index("measure")
    assert found.loc["gemiddeld thema", "f1"] == 0.5


def test_the_top_is_the_same_in_whatever_order_ties_stand():
    given = np.array([True] + [False] * 39)
    level = np.zeros(40)
    for truth in (given, given[::-1]):
        assert _at_the_top(truth, level) == pytest.approx(1 / 40)
    ranked = level.copy()
    ranked[0] = 1.0
    assert _at_the_top(given, ranked) == pytest.approx(0.5)  # of two, one is sure and right


def test_average_precision_ranks_by_confidence(compared, codebook):
    found = quality_by_code(compared, "model", codebook).set_index(["measure", "code"])
    assert found.loc[("thema", "regie"), "average_precision"] == pytest.approx((1 + 2 / 3) / 2)


def test_the_valence_confusion_counts_pairs(compared):
    found = valence_confusion(compared, "model").set_index("valence")
    assert found.loc["neutraal", "knelpunt"] == 1
    assert found.loc["knelpunt", "knelpunt"] == 1
    assert found.loc["knelpunt", "recall"] == 1
    assert np.isnan(found.loc["verbeterpunt", "recall"])


def test_probabilities_of_the_model_rank_all_segments(study, codebook):
    predictions = predict(*study, codebook, seed=3)
    coded = proposals(predictions, study.segments, codebook)
    both = check(pd.concat([study.codings, coded]), Codings)
    found = quality_by_code(
        both, "model", codebook, probabilities=predictions.probabilities
    ).set_index(["measure", "code"])
    assert found.loc[("thema", "regie"), "average_precision"] > 0.8
    assert found.loc[("thema", "regie"), "top_precision"] > 0.8
    bins = calibration(both, predictions.probabilities, codebook)
    assert bins["n"].sum() == 2 * len(study.segments)
    assert bins["share_given"].iloc[-1] > bins["share_given"].iloc[0]


def test_groups_are_told_apart(study, codebook):
    predictions = predict(*study, codebook, seed=3)
    coded = proposals(predictions, study.segments, codebook)
    both = check(pd.concat([study.codings, coded]), Codings)
    found = quality_by_group(both, "model", study.segments, codebook, column="table_id")
    assert found["table_id"].tolist() == sorted(set(study.segments["table_id"]))
    assert found["n_segments"].sum() == len(study.segments)
    assert found["f1"].between(0, 1).all()
