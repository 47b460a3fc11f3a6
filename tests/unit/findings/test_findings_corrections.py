from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from pipeline.findings.corrections import (
    choose_estimate,
    horvitz_thompson,
    horvitz_thompson_here,
    naive,
    power_tuning,
    prediction_powered,
    prediction_powered_here,
)
from pipeline.findings.intervals import Estimate, t_interval

POPULATION = {"T1": [1, 0, 0, 1], "T2": [0, 0, 1, 0]}
MODEL = {"T1": [1, 0, 1, 1], "T2": [0, 0, 0, 0]}


def frame(labels=POPULATION, predictions=MODEL, picked=None):
    """Return a frame; `picked` are the places judged of each table, all where not given."""
    rows = []
    for table_id, own in labels.items():
        places = range(len(own)) if picked is None else picked.get(table_id, ())
        for place, label in enumerate(own):
            judged = place in places
            rows.append((table_id, float(label) if judged else np.nan,
                         len(places) / len(own) if places else 1.0,
                         float(predictions[table_id][place])))  # fmt: skip
    return pd.DataFrame(rows, columns=["table_id", "label", "probability", "prediction"])


def samples():
    """Return every frame in which two of four segments of each table were picked."""
    pairs = list(combinations(range(4), 2))
    return [frame(picked={"T1": a, "T2": b}) for a in pairs for b in pairs]


TRUTH = (2 / 4 + 1 / 4) / 2


def test_horvitz_thompson_is_right_on_average_over_every_possible_sample():
    assert np.mean([horvitz_thompson(one).value for one in samples()]) == pytest.approx(TRUTH)


def test_its_variance_about_these_tables_is_that_of_every_possible_sample():
    from pipeline.findings.corrections import _totals_by_table

    values = [horvitz_thompson_here(one).value for one in samples()]
    variances = [_totals_by_table(one, tuning=0.0)["variance"].sum() / 4 for one in samples()]
    assert np.mean(variances) == pytest.approx(np.var(values))


def test_unequal_probabilities_weigh_a_segment_by_one_over_its_own():
    table = pd.DataFrame({
        "table_id": ["T1"] * 4, "label": [1.0, 0.0, np.nan, np.nan],
        "probability": [0.25, 0.75, 0.5, 0.5], "prediction": [0.0] * 4,
    })  # fmt: skip
    # The total is 1 / .25 = 4 of 4 segments.
    assert horvitz_thompson(table).value == pytest.approx(1.0)


def test_one_judged_segment_still_has_its_variance():
    found = horvitz_thompson_here(frame(picked={"T1": (0,), "T2": (2,)}))
    assert found.high - found.low > 0.5


def test_a_model_that_errs_nowhere_gives_the_share_of_all_segments():
    one = frame(predictions=POPULATION, picked={"T1": (0, 1), "T2": (2, 3)})
    assert power_tuning(one) == pytest.approx(1)
    assert prediction_powered(one).value == pytest.approx(TRUTH)
    here = prediction_powered_here(one)
    assert here.value == pytest.approx(TRUTH)
    assert (here.low, here.high) == (None, None)  # so few were seen that no error proves nothing


def test_a_model_that_says_nothing_leaves_the_hand_codes_as_they_are():
    silent = {"T1": [0] * 4, "T2": [0] * 4}
    one = frame(predictions=silent, picked={"T1": (0, 1), "T2": (2, 3)})
    assert power_tuning(one) == 0
    by_hand, corrected = horvitz_thompson(one), prediction_powered(one)
    assert (corrected.value, corrected.low) == (by_hand.value, by_hand.low)


def test_trust_in_the_model_weighs_a_segment_by_one_over_its_probability():
    table = pd.DataFrame({
        "table_id": ["T1"] * 4, "label": [1.0, 1.0, 0.0, 0.0], "prediction": [1.0, 0.0, 0.0, 1.0],
        "probability": [0.25, 0.5, 0.25, 0.5],
    })  # fmt: skip
    # Products of the deviations are 1/4, -1/4, 1/4, -1/4, with weights 4, 2, 4, 2: 1 over 3.
    assert power_tuning(table) == pytest.approx(1 / 3)


def test_the_correction_is_the_hand_calculation():
    one = frame(picked={"T1": (0, 2), "T2": (1, 2)})
    # Within T1 labels 1, 0 and predictions 1, 1; within T2 labels 0, 1 and predictions 0, 0: slope 0.
    assert power_tuning(one) == 0
    other = frame(picked={"T1": (0, 1), "T2": (1, 2)})
    # T1: labels 1, 0 with predictions 1, 0: slope 1. T1: 3/4 + 0; T2: 0 + (0 + 1) * 2 / 4.
    assert power_tuning(other) == 1
    assert prediction_powered(other).value == pytest.approx((3 / 4 + 2 / 4) / 2)


def test_tables_without_hand_codes_lend_their_predictions():
    labels = {**POPULATION, "T3": [0, 0, 0, 0]}
    model = {"T1": [1, 0, 0, 1], "T2": [0, 0, 1, 0], "T3": [1, 1, 1, 1]}
    one = frame(labels, model, picked={"T1": range(4), "T2": range(4)})
    # The model is right where people judged, so the mean of its shares stands.
    found = prediction_powered(one)
    assert found.value == pytest.approx((2 / 4 + 1 / 4 + 1) / 3)
    assert found.n_tables == 3
    assert horvitz_thompson_here(one).value is None


def test_wholly_judged_tables_give_students_interval_over_their_shares():
    found, plain = horvitz_thompson(frame()), t_interval([0.5, 0.25])
    assert (found.value, found.low, found.high) == (plain.value, plain.low, plain.high)
    here = horvitz_thompson_here(frame())
    assert (here.low, here.note) == (None, "alles is met de hand gecodeerd")


def test_nothing_judged_cannot_be_estimated_and_the_model_alone_is_marked():
    nobody = frame(picked={})
    for method in (
        horvitz_thompson,
        horvitz_thompson_here,
        prediction_powered,
        prediction_powered_here,
    ):
        assert method(nobody).value is None
        assert method(nobody).note.startswith("kan niet worden geschat")
    assert naive(nobody).note == "niet gecorrigeerd"


def test_the_gate_wants_agreement_and_a_narrower_interval():
    by_hand = Estimate("met de hand", 0.2, 0.1, 0.3, 5)
    narrow = Estimate("gecorrigeerd", 0.2, 0.15, 0.25, 5)
    wide = Estimate("gecorrigeerd", 0.2, 0.0, 0.4, 5)
    assert choose_estimate(by_hand, narrow, agreement=0.7).chosen is narrow
    for corrected, agreement in ((narrow, 0.5), (narrow, None), (wide, 0.9)):
        assert choose_estimate(by_hand, corrected, agreement=agreement).chosen is by_hand


def test_a_theme_that_no_drawn_segment_has_gets_no_interval_of_no_width():
    rows = [
        ("T1", 0.0, 0.5, 0.0),
        ("T1", None, 0.5, 1.0),
        ("T2", 0.0, 0.5, 0.0),
        ("T2", None, 0.5, 0.0),
    ]
    frame = pd.DataFrame(rows, columns=["table_id", "label", "probability", "prediction"])
    found = horvitz_thompson_here(frame)
    assert (found.value, found.low, found.high) == (0.0, None, None)
    assert "zonder interval" in found.note
