import numpy as np
import pytest

from pipeline.findings.intervals import bootstrap_interval, t_interval, wilson


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)  # fmt: skip
def test_wilson_gives_the_intervals_that_newcombe_1998_published(count, total, low, high):
    found = wilson(count, total)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_wilson_over_no_tables_cannot_be_estimated():
    found = wilson(0, 0)
    assert found.value is None
    assert found.note == "kan niet worden geschat: er zijn geen tafels"


def test_students_interval_is_that_of_the_hand_calculation():
    # mean .3, standard deviation .15811, t(4) = 2.77645, so .3 +- 2.77645 * .15811 / sqrt(5)
    found = t_interval([0.1, 0.2, 0.3, 0.4, 0.5])
    assert (found.low, found.high) == (
        pytest.approx(0.103676, abs=1e-6),
        pytest.approx(0.496324, abs=1e-6),
    )


def test_students_interval_never_leaves_what_a_share_can_be():
    found = t_interval([0.0, 0.0, 0.5])
    assert found.low == 0


@pytest.mark.parametrize(
    ("values", "value", "note"),
    [
        ([], None, "kan niet worden geschat: er zijn geen tafels"),
        ([0.2], 0.2, "zonder interval: er is maar één tafel"),
        ([0.0, 0.0, 0.0], 0.0, "zonder interval: alle tafels zijn gelijk"),
        ([1.0, 1.0], 1.0, "zonder interval: alle tafels zijn gelijk"),
    ],
)
def test_what_says_nothing_about_other_tables_has_no_interval(values, value, note):
    for found in (t_interval(values), bootstrap_interval(values, seed=1)):
        assert (found.value, found.low, found.high, found.note) == (value, None, None, note)
        assert found.width is None


def test_the_bootstrap_agrees_with_theory_and_repeats_with_its_seed():
    values = np.linspace(0, 0.6, 28)
    found = bootstrap_interval(values, seed=3)
    half = 1.96 * values.std() / np.sqrt(28)
    assert found.low == pytest.approx(0.3 - half, abs=0.01)
    assert found.high == pytest.approx(0.3 + half, abs=0.01)
    assert found == bootstrap_interval(values, seed=3)
