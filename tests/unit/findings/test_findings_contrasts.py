import numpy as np
import pandas as pd
import pytest
from scipy import stats

from pipeline.domain.errors import UsageError
from pipeline.findings.contrasts import contrast_groups, contrast_tables
from pipeline.findings.evidence import evidence
from pipeline.findings.permutation import (
    benjamini_hochberg,
    swapped_labels,
    swapped_signs,
    two_sided,
)

from .drawing import CODEBOOK, codings, segments

THEMES = ["regie", "toegang", "beleid"]


def test_benjamini_hochberg_finds_the_four_of_their_own_example():
    p = pd.Series([.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344, .0459, .3240, .4262, .5719,
                   .6528, .7590, 1.0])  # fmt: skip
    q = benjamini_hochberg(p)
    assert int((q <= 0.05).sum()) == 4
    assert q[3] == pytest.approx(0.0095 * 15 / 4)
    with_hole = benjamini_hochberg(pd.Series([0.01, np.nan, 0.04]))
    assert with_hole.tolist()[::2] == pytest.approx([0.02, 0.04])
    assert np.isnan(with_hole[1])


def test_few_arrangements_are_all_tried():
    assert swapped_signs(3, draws=99, seed=1).shape == (8, 3)
    assert swapped_signs(3, draws=99, seed=1)[0].tolist() == [1, 1, 1]
    assert swapped_labels(np.array([1.0, 1, 0, 0]), draws=99, seed=1).shape == (6, 4)
    many = swapped_signs(40, draws=99, seed=1)
    assert many.shape == (100, 40)
    assert many[0].tolist() == [1] * 40


def test_p_is_the_share_of_arrangements_as_far_out():
    gaps = np.array([[0.1], [0.2], [0.3]])
    signs = swapped_signs(3, draws=99, seed=1)
    assert two_sided(gaps.mean(axis=0), signs @ gaps / 3).tolist() == [2 / 8]


def talk(*tables):
    """Return segments and codings: per table the codes of gezin's and of professionals' segments."""
    places, rows = [], []
    for number, sides in enumerate(tables):
        for group, said in zip(("gezin", "professionals"), sides, strict=True):
            for code in said:
                rows.append(f"T{number}/{len(places):02d} | {code}")
                places.append(f"T{number} | {group}")
    parts = segments("\n".join(["table_id | group", *places]))
    return parts, codings("\n".join(["segment_id | code", *rows]))


def contrasted(*tables):
    parts, coded = talk(*tables)
    rows = contrast_groups(evidence(coded, parts, CODEBOOK, coder="A"), parts, THEMES, seed=1)
    return rows.set_index("code")


def test_gezin_and_professionals_are_compared_within_each_table():
    rows = contrasted(*[(["regie", "-"], ["toegang"])] * 2, (["regie"], ["toegang"]))
    assert rows.loc["regie", "difference"] == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert rows.loc["regie", "p"] == pytest.approx(2 / 8)
    assert rows.loc["toegang", "difference"] == -1
    assert np.isnan(rows.loc["toegang", "low"])
    assert rows.loc["beleid", "p"] == 1
    assert set(rows["n_first"]) == {3}


def test_one_table_gives_a_difference_and_nothing_more():
    rows = contrasted((["regie"], ["toegang"]))
    assert rows.loc["regie", "difference"] == 1
    assert rows[["low", "high", "effect", "p", "q"]].isna().all(axis=None)


def test_one_voice_gives_no_difference_at_all():
    rows = contrasted((["regie"], []), (["regie"], []))
    assert rows["difference"].isna().all()
    assert (rows["n_first"] == 0).all()


SHARES = pd.DataFrame(
    {"regie": [0.1, 0.2, 0.3, 0.2, 0.3, 0.4, 0.9], "beleid": [0.0] * 7}, index=list("abcdefg")
)
KINDS = pd.Series(["voor", "voor", "voor", "na", "na", "na", "elders"], index=list("abcdefg"))


def test_kinds_of_tables_are_compared_by_welch_hedges_and_shuffled_tables():
    rows = contrast_tables(SHARES, KINDS, "voor", "na", kind="periode", seed=1).set_index("code")
    row = rows.loc["regie"]
    oracle = stats.ttest_ind(
        [0.1, 0.2, 0.3], [0.2, 0.3, 0.4], equal_var=False
    ).confidence_interval()
    assert row["difference"] == pytest.approx(-0.1)
    assert (row["low"], row["high"]) == (pytest.approx(oracle.low), pytest.approx(oracle.high))
    assert row["effect"] == pytest.approx(-1 * (1 - 3 / (4 * 4 - 1)))
    assert row["p"] == pytest.approx(
        stats.permutation_test(
            ([0.1, 0.2, 0.3], [0.2, 0.3, 0.4]), lambda x, y: np.mean(x) - np.mean(y)
        ).pvalue
    )
    assert (row["n_first"], row["n_second"]) == (3, 3)
    assert rows.loc["beleid", "p"] == 1
    assert np.isnan(rows.loc["beleid", "effect"])


def test_an_empty_period_cannot_be_compared_and_gemeenten_never_are():
    rows = contrast_tables(SHARES, KINDS, "voor", "nooit", kind="periode", seed=1)
    assert rows["difference"].isna().all()
    with pytest.raises(UsageError, match="ranglijst"):
        contrast_tables(SHARES, KINDS, "voor", "na", kind="gemeente", seed=1)
