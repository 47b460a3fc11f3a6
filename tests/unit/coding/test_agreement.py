"""Krippendorff's alpha, against another program and by hand."""

from __future__ import annotations

import math

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.coding.agreement import agreement_by_code, krippendorff_alpha
from pipeline.domain.tables import Codings, check


def codings(*rows):
    """Draw codings: segment, coder, code (None: no theme), valence."""
    drawn = [
        (segment, code, coder, "regel" if coder == "regels" else "mens", 0, 1, valence, False,
         None, "bevestigd", "", "")
        for segment, coder, code, valence in rows
    ]  # fmt: skip
    return check(pd.DataFrame(drawn, columns=Codings.names()), Codings)


def test_the_example_of_krippendorff_2011_comes_out():
    data = [  # section C: four observers, twelve units, values missing
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ]
    units = [[value for value in unit if value is not None] for unit in zip(*data, strict=True)]
    assert krippendorff_alpha(units) == pytest.approx(0.743, abs=5e-4)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=2, max_size=25))  # fmt: skip
def test_alpha_is_what_the_krippendorff_package_says(units):
    kept = [[value for value in unit if value is not None] for unit in units]
    values = {value for unit in kept if len(unit) > 1 for value in unit}
    if len(values) < 2:
        return
    data = np.array([[np.nan if v is None else v for v in unit] for unit in units], dtype=float).T
    expected = krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0, 1, 2])
    assert krippendorff_alpha(kept) == pytest.approx(expected)


def test_nothing_to_disagree_about_is_no_number():
    assert math.isnan(krippendorff_alpha([[1, 1], [1, 1]]))
    assert math.isnan(krippendorff_alpha([[1], [2]]))


def test_only_segments_that_both_judged_count(codebook):
    found = agreement_by_code(
        codings(
            ("T1/v/1", "A", "regie", "neutraal"), ("T1/v/1", "B", "regie.overnemen", "neutraal"),
            ("T1/v/2", "A", None, "neutraal"), ("T1/v/2", "B", None, "knelpunt"),
            ("T2/v/3", "A", "regie", "knelpunt"),
        ), "A", "B", codebook,
    ).set_index(["measure", "code"])  # fmt: skip
    regie = found.loc[("thema", "regie")]
    assert (regie["n_segments"], regie["n_tables"]) == (2, 1)
    assert (regie["n_a"], regie["n_b"], regie["n_both"]) == (1, 1, 1)
    assert regie["alpha"] == pytest.approx(1.0)
    assert found.loc[("subcode", "regie.overnemen"), "alpha"] == pytest.approx(0.0)
    assert found.loc[("geen thema", ""), "n_both"] == 1
    assert found.loc[("valentie", ""), "n_segments"] == 2


def test_the_interval_holds_alpha_and_comes_from_tables(codebook):
    random = np.random.default_rng(4)
    rows = []
    for number in range(200):
        code = "regie" if random.random() < 0.4 else None
        other = code if random.random() < 0.85 else ("regie" if code is None else None)
        segment = f"T{number % 8}/v/{number:04d}"
        rows += [(segment, "A", code, "neutraal"), (segment, "B", other, "neutraal")]
    found = agreement_by_code(codings(*rows), "A", "B", codebook, seed=1)
    regie = found.set_index(["measure", "code"]).loc[("thema", "regie")]
    assert regie["low"] < regie["alpha"] < regie["high"]
    pd.testing.assert_frame_equal(
        found, agreement_by_code(codings(*rows), "A", "B", codebook, seed=1)
    )


def test_a_silent_rule_is_a_judgement_where_the_other_coder_judged(codebook):
    found = agreement_by_code(
        codings(
            ("T1/v/1", "A", "regie", ""), ("T1/v/2", "A", None, ""), ("T1/v/1", "regels", "regie", ""),
        ), "A", "regels", codebook,
    ).set_index(["measure", "code"])  # fmt: skip
    assert found.loc[("thema", "regie"), "n_segments"] == 2


def test_coders_without_a_segment_in_common_have_no_alpha(codebook):
    found = agreement_by_code(
        codings(("T1/v/1", "A", "regie", ""), ("T1/v/2", "B", "regie", "")), "A", "B", codebook
    )
    assert (found["n_segments"] == 0).all()
    assert found["alpha"].isna().all()
