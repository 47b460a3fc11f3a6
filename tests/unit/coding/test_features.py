"""How alike segments are: what each reading adds, and what an absent one leaves as it was."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.coding.features import BLOCKS, Material, likeness
from pipeline.coding.prediction import _both_ways
from pipeline.language.readings import Readings

STATES = np.random.default_rng(3).normal(size=(144, 12)).astype(np.float32)


@pytest.fixture
def material(study):
    return Material(study.segments, study.tokens, study.readings)


def alike(material, blocks=BLOCKS):
    return likeness(material, np.arange(len(material.segments)), blocks)


def test_a_reading_that_was_not_made_weighs_nothing(material):
    without = {name: block for name, block in BLOCKS.items() if "language_model" not in name}
    np.testing.assert_array_equal(alike(material), alike(material, without))


def test_segments_that_a_language_model_reads_alike_are_more_alike(material):
    states = STATES.copy()
    states[5] = states[100]
    nothing = material.readings.in_context
    read = material._replace(readings=Readings(material.readings.alone, nothing, states))
    gain = alike(read) - alike(material)
    assert gain[5, 100] > np.quantile(gain[5], 0.99)


def test_no_column_of_a_language_model_drowns_the_others(material):
    nothing = material.readings.in_context
    loud = STATES.copy()
    loud[:, 0] *= 1000
    plain, scaled = (
        alike(material._replace(readings=Readings(material.readings.alone, nothing, states)))
        for states in (STATES, loud)
    )
    np.testing.assert_allclose(plain, scaled, atol=1e-4)


def test_a_score_is_half_by_itself_and_half_by_way_of_having_a_theme():
    direct = np.array([[0.2, 0.5], [0.4, -0.1], [0.6, 1.5]])
    among = np.array([[0.8, 1.0], [0.9, 1.0], [-0.3, 1.0]])
    found = _both_ways(direct, among, 1)
    np.testing.assert_allclose(found[:, 0], [(0.2 + 0.5 * 0.8) / 2, 0.2, 0.3])
    np.testing.assert_array_equal(found[:, 1], direct[:, 1])
