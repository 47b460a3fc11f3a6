import math

import pytest

from pipeline.findings.evidence import evidence
from pipeline.findings.richness import (
    find_richness,
    find_saturation,
    heard_by_table,
    saturation_point,
)

from .drawing import CODEBOOK, codings, segments


def heard(*tables):
    return {f"T{n}": frozenset(codes.split()) for n, codes in enumerate(tables)}


@pytest.mark.parametrize(
    ("new", "point"),
    [
        ([20, 10, 5, 5, 1, 1, 0, 0], 4),  # 2 new of 40: 5%
        ([20, 10, 5, 5, 2, 1, 1, 0], 5),  # 3 of 40 is too many, then 2
        ([20, 10, 5, 5, 3, 3, 3, 3], None),
        ([0, 0, 0, 0, 0, 0], None),
        ([5, 5, 5], None),
    ],
)
def test_saturation_is_where_a_run_brings_too_little_of_the_base(new, point):
    found = saturation_point(new, base_size=4, run_length=2, threshold=0.05)
    assert found == point


def test_saturation_is_told_over_random_orders_and_a_seed_repeats():
    tables = heard(*["a b c"] * 8)
    found = find_saturation(tables, seed=1, orders=50)
    assert (found.middle, found.low, found.high, found.reached_share) == (4, 4, 4, 1.0)
    assert "Na ongeveer vier tafels" in found.sentence
    mixed = heard(*[f"a b{n % 3} c{n}" for n in range(8)])
    assert find_saturation(mixed, seed=1, orders=50) == find_saturation(mixed, seed=1, orders=50)


def test_tables_that_keep_bringing_new_subcodes_are_not_saturated():
    found = find_saturation(heard(*[f"c{n}" for n in range(8)]), seed=1, orders=20)
    assert (found.middle, found.reached_share) == (None, 0)
    assert "geen sprake" in found.sentence
    assert find_saturation(heard("a", "b"), seed=1) is None


def test_chao2_is_the_hand_calculation():
    # 12 tables; 8 subcodes of one table, 8 of two, 26 of three.
    sets = [set() for _ in range(12)]
    for code in range(42):
        for place in range(1 if code < 8 else 2 if code < 16 else 3):
            sets[(code + place) % 12].add(f"c{code}")
    found = find_richness({f"T{n}": frozenset(own) for n, own in enumerate(sets)})
    unseen = 11 / 12 * 8**2 / (2 * 8)
    variance = 8 * (11 / 12 / 2 + (11 / 12) ** 2 + (11 / 12) ** 2 / 4)
    factor = math.exp(1.959964 * math.sqrt(math.log(1 + variance / unseen**2)))
    assert found.estimate == pytest.approx(42 + unseen)
    assert found.low == pytest.approx(42 + unseen / factor, abs=1e-4)
    assert found.high == pytest.approx(42 + unseen * factor, abs=1e-4)
    assert found.next_table == pytest.approx(unseen * 8 / (8 + 12 * unseen))


def test_chao2_without_doubles_takes_its_corrected_form():
    found = find_richness(heard("a b", "a c", "a d"))
    # Three of one table, none of two: 2/3 * 3 * 2 / 2.
    assert (found.once, found.twice) == (3, 0)
    assert found.estimate == pytest.approx(4 + 2 / 3 * 3)
    assert found.low < found.estimate < found.high


@pytest.mark.parametrize(
    ("tables", "estimate"),
    [((), None), (("a b",), None), (("", ""), None), (("a", "a"), 1), (("a b", "a b", "a b c"), 3)],
)
def test_too_little_to_go_on_is_said_and_never_a_hole(tables, estimate):
    found = find_richness(heard(*tables))
    assert found.estimate == estimate
    assert found.note


def test_subcodes_are_gathered_by_table_and_group():
    parts = segments("table_id | group\nT1 | gezin\nT1 | professionals\nT2 | gezin")
    coded = codings("""
        segment_id | code
        T1/00      | regie.kracht
        T1/01      | toegang.wachttijd
        T2/02      | beleid
    """)
    rows = evidence(coded, parts, CODEBOOK, coder="A")
    assert heard_by_table(rows, tables=["T1", "T2", "T3"]) == {
        "T1": frozenset({"regie.kracht", "toegang.wachttijd"}), "T2": frozenset(), "T3": frozenset(),
    }  # fmt: skip
    assert heard_by_table(rows, group="gezin") == {"T1": frozenset({"regie.kracht"})}
