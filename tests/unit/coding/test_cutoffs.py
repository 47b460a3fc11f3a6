"""From scores to proposals, probabilities and valences."""

from __future__ import annotations

import numpy as np

from pipeline.coding.cutoffs import best_shifts, best_threshold, probabilities


def test_the_threshold_separates_where_scores_do():
    scores = np.array([0.1, 0.2, 0.8, 0.9])
    assert 0.2 < best_threshold(scores, np.array([False, False, True, True])) <= 0.8


def test_without_examples_nothing_is_proposed():
    assert best_threshold(np.array([0.1, 0.2]), np.array([False, False])) == np.inf


def test_probabilities_are_what_people_gave_on_average():
    random = np.random.default_rng(2)
    scores = random.normal(size=4000)
    truth = random.random(4000) < 1 / (1 + np.exp(-(2 * scores - 1)))
    found = probabilities(scores, truth, np.array([-1.0, 0.0, 1.0]))
    np.testing.assert_allclose(found, 1 / (1 + np.exp(-np.array([-3.0, -1.0, 1.0]))), atol=0.04)


def test_probabilities_stay_off_nought_and_one_when_scores_separate():
    found = probabilities(np.arange(10.0), np.arange(10) > 4, np.array([0.0, 9.0]))
    assert 0 < found[0] < 0.2
    assert 0.8 < found[1] < 1


def test_a_rare_class_is_favoured_when_that_helps():
    scores = np.array([[0.6, 0.4]] * 6 + [[0.55, 0.45]] * 2)
    truth = np.array([0] * 6 + [1] * 2)
    shifts = best_shifts(scores, truth)
    assert list((scores * shifts).argmax(axis=1)) == list(truth)


def test_scores_that_say_nothing_do_not_propose_everything():
    truth = np.arange(100) % 10 == 0
    scores = np.random.default_rng(1).normal(size=100)
    assert (scores >= best_threshold(scores, truth)).sum() <= 20
