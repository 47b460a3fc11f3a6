"""How good the model is with fewer hand-coded tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from pipeline.coding.learning import COLUMNS, learning_curve
from pipeline.domain.tables import Codings, empty


def test_more_tables_to_learn_from_make_a_better_model(study, codebook):
    curve = learning_curve(*study, codebook, seed=2, sizes=(1, 2, 5, 9)).set_index("n_tables")
    assert list(curve.index) == [1, 2, 5]
    assert curve.loc[5, "average_precision"] > curve.loc[1, "average_precision"]
    assert curve["n_segments"].is_monotonic_increasing


def test_one_table_gives_no_f1(study, codebook):
    curve = learning_curve(*study, codebook, seed=2, sizes=(1, 2)).set_index("n_tables")
    assert np.isnan(curve.loc[1, "f1"])
    assert 0 <= curve.loc[2, "f1"] <= 1


def test_the_same_seed_gives_the_same_curve(study, codebook):
    curves = [learning_curve(*study, codebook, seed=2, sizes=(2, 4)) for _ in range(2)]
    pd.testing.assert_frame_equal(*curves)


def test_without_codings_there_is_no_curve(study, codebook):
    curve = learning_curve(*study._replace(codings=empty(Codings)), codebook, seed=2)
    assert curve.empty
    assert tuple(curve.columns) == COLUMNS
