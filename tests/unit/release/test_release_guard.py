"""The parts of disclosure control: cells that share a denominator, relations, solver, levels."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from release_worlds import Table, findings_of

from pipeline.domain.codebook import Code, Codebook
from pipeline.release.guard.cells import Key, Series, read_cells
from pipeline.release.guard.levels import level_derivations
from pipeline.release.guard.relations import Relation, relations_of
from pipeline.release.guard.solver import (
    Block,
    InfeasibleError,
    blocks_of,
    ranges_in,
    tighten,
    whole_counts,
)

A = Series("mens", "A")


def world(n: int = 6) -> list[Table]:
    marks = [("regie", "gezin", "knelpunt"), ("regie.kracht", "professionals", "succesfactor")]
    return [Table(frozenset(marks[: 1 + row % 2]), period=str(2016 + row % 2)) for row in range(n)]


def block(low: list[int], high: list[int], *relations: Relation) -> Block:
    variables = list(range(len(low)))
    lows, highs = (
        {v: float(x) for v, x in zip(variables, ends, strict=True)} for ends in (low, high)
    )
    return Block(variables, lows, highs, list(relations))


def test_a_denominator_is_one_number_however_many_rows_show_it():
    cells = read_cells(findings_of(world(), ["regie", "regie.kracht"]))
    themes = [cells.rows[A][Key("thema", code)] for code in ("regie", "regie.kracht")]
    assert len({int(cells.variables[row, 1]) for row in themes}) == 1
    assert cells.values[cells.bases[A, "periode:2016"]] == 3


def test_denominators_that_contradict_each_other_are_not_shared():
    found = findings_of(world(), ["regie", "regie.kracht"])
    found.loc[found["finding_id"] == "thema/regie", "of_tables"] = 5
    cells = read_cells(found)
    assert (A, "alle") not in cells.bases


def test_every_relation_holds_for_counts_of_real_sets():
    random = np.random.default_rng(3)
    codes = ("regie", "regie.kracht", "netwerk")
    marks = list(
        product(codes, ("gezin", "professionals", ""), ("succesfactor", "knelpunt", "neutraal"))
    )
    for _ in range(10):
        tables = [
            Table(
                frozenset(
                    marks[place] for place in random.choice(len(marks), size=random.integers(0, 7))
                ),
                period=str(random.integers(2016, 2019)),
            )
            for _ in range(9)
        ]
        cells = read_cells(findings_of(tables, codes))
        for relation in relations_of(cells):
            total = sum(factor * cells.values[v] for v, factor in relation.terms.items())
            assert relation.low <= total <= relation.high, relation


def test_bounds_are_narrowed_until_nothing_moves():
    low, high = {0: 1.0, 1: 1.0, 2: 4.0}, {0: 2.0, 1: 9.0, 2: 5.0}
    left = tighten([Relation({0: 1, 1: 1, 2: -1}, 0, 0)], low, high)
    assert (low[1], high[1]) == (2.0, 4.0)
    assert len(left) == 1


def test_relations_that_contradict_each_other_are_told():
    with pytest.raises(InfeasibleError):
        tighten([Relation({0: 1.0}, 5, 9)], {0: 1.0}, {0: 2.0})


def test_what_no_relation_ties_stands_in_a_block_of_its_own():
    low, high = dict.fromkeys(range(3), 1.0), dict.fromkeys(range(3), 2.0)
    blocks = blocks_of(range(3), [Relation({0: 1, 1: 1}, 3, 3)], low, high)
    assert sorted(tuple(sorted(each.variables)) for each in blocks) == [(0, 1), (2,)]


def test_ranges_are_those_of_whole_numbers_by_brute_force():
    random = np.random.default_rng(8)
    for _ in range(40):
        relations = [
            Relation({int(v): float(random.choice([-1, 1])) for v in random.choice(4, 3, replace=False)},
                     -float(random.integers(0, 3)), float(random.integers(0, 4)))
            for _ in range(3)
        ]  # fmt: skip
        fits = [
            point
            for point in product(range(1, 5), repeat=4)
            if all(
                r.low <= sum(f * point[v] for v, f in r.terms.items()) <= r.high for r in relations
            )
        ]
        drawn = block([1] * 4, [4] * 4, *relations)
        if not fits:
            with pytest.raises(InfeasibleError):
                ranges_in(drawn)
            continue
        expected = {v: (min(p[v] for p in fits), max(p[v] for p in fits)) for v in range(4)}
        assert ranges_in(drawn) == expected
        found = whole_counts(drawn, {})
        assert tuple(int(found[v]) for v in range(4)) in fits


def test_a_feasible_block_that_presolve_calls_infeasible_has_its_ranges():
    """HiGHS 1.12 with presolve: "infeasible" when the least of the sum is asked for."""
    drawn = block(
        [3, 1, 3, 1, 1, 1], [7, 5, 4, 2, 2, 2],
        Relation({0: 1, 1: 1}, 8, 8), Relation({5: 1, 1: -1}, -np.inf, 0), Relation({3: 1, 1: -1}, -np.inf, 0),
        Relation({2: 1, 3: 1}, 5, 5), Relation({2: 1, 0: -1}, -np.inf, 0), Relation({4: 1, 5: 1}, 3, 3),
    )  # fmt: skip
    assert ranges_in(drawn)[0] == (3, 7)


def test_a_level_holds_its_subcodes_and_no_more_than_all_its_codes():
    codes = (
        Code("regie", "Regie", "gezin", ""),
        Code("regie.overnemen", "Overnemen", "professional", "", parent="regie"),
    )
    book = Codebook("b", "1", codes, {"gezin": "Gezin", "professional": "Professional"}, {}, {})
    terms = [
        dict(one.terms) for one in level_derivations(book) if "valentie/regie/knelpunt" in one.terms
    ]
    assert {"niveau/knelpunt/niveau/gezin": 1.0, "valentie/regie/knelpunt": -1.0} in terms
    assert {
        "valentie/regie/knelpunt": 1.0,
        "niveau/knelpunt/niveau/gezin": -1.0,
        "niveau/knelpunt/niveau/professional": -1.0,
    } in terms
