"""What encoders made of segments, kept apart by how they read."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.language.readings import Readings


@pytest.fixture
def readings():
    rows = np.arange(6, dtype=np.float32).reshape(3, 2)
    return Readings(rows, rows[:, :1] + 10, rows[:, :0])


def test_rows_are_taken_of_every_reading(readings):
    some = readings[np.array([True, False, True])]
    assert len(some) == 2
    assert some.alone.tolist() == [[0, 1], [4, 5]]
    assert some.in_context.tolist() == [[10], [14]]
    assert some.by_language_model.shape == (2, 0)
    assert len(readings[:0]) == 0


def test_sets_stand_below_one_another(readings):
    both = Readings.joined([readings, readings[:1]])
    assert len(both) == 4
    assert both.in_context[:, 0].tolist() == [10, 12, 14, 10]


def test_sets_of_other_sizes_do_not_join(readings):
    other = Readings.of(readings.alone)
    assert other.widths == (2, 0, 0) != readings.widths
    with pytest.raises(ValueError, match="dimension"):
        Readings.joined([readings, other])
