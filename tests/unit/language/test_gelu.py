"""The smooth step, against the exact one."""

from __future__ import annotations

from math import erf, sqrt

import numpy as np

from pipeline.language.gelu import gelu


def test_the_step_is_that_of_the_normal_distribution_to_three_places():
    values = np.linspace(-6, 6, 49, dtype=np.float32)
    exact = [value * (1 + erf(value / sqrt(2))) / 2 for value in values.tolist()]
    found = gelu(values)
    np.testing.assert_allclose(found, exact, atol=1e-3)
    assert found.dtype == np.float32
    assert values[0] == -6  # what is given stays as it was
