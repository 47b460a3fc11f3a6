"""The quick way to other values of a number tells the same as asking the whole program of each."""

import numpy as np
import pandas as pd
import pytest

from pipeline.release.guard import people
from pipeline.release.guard.relation import Relation
from pipeline.release.guard.solver import InfeasibleError
from pipeline.release.guard.witnesses import _Program, other_values
from pipeline.release.priorities import attack_shown, shown_of
from pipeline.release.sessions import read_session
from tests.unit.release.session_worlds import lucky


def as_before(relations, low, high, *, wanted):
    """Return what `other_values` returned before it was made quick: a few far answers, then one by one."""
    if not len(low):
        return {}
    program = _Program(relations, len(low), wanted)
    first = program.solve(low, high)
    if first is None:
        raise InfeasibleError
    least, most = first.copy(), first.copy()
    for aim in program.aims():
        found = program.solve(low, high, aim)
        if found is not None:
            least, most = np.minimum(least, found), np.maximum(most, found)
    for variable in wanted:
        for side in (1, -1):
            if least[variable] != most[variable]:
                break
            lows, highs = low.copy(), high.copy()
            (lows if side > 0 else highs)[variable] = first[variable] + side
            found = program.solve(lows, highs) if lows[variable] <= highs[variable] else None
            if found is not None:
                least, most = np.minimum(least, found), np.maximum(most, found)
    return {v: (float(least[v]), float(most[v])) for v in wanted}


BLOCS = (
    {"jeugdige": 3, "ouder": 4, "professionals": 6},
    {"gezin": 7, "professionals": 6},
    {"jeugdige": 3, "ouder": 3, "professionals": 4, "beleid": 5},
)


@pytest.mark.parametrize("seed", range(4))
def test_the_quick_way_pins_what_the_whole_program_pins(seed, monkeypatch):
    world = lucky(seed, n_statements=3 + seed, blocs=BLOCS[seed % 3])
    tables = (world.statements, world.voters, world.votes, world.priorities)
    bare = shown_of([read_session("SB-1", *tables, min_people=3)])
    quick, shielded = attack_shown(bare, min_people=3), world.shown()
    monkeypatch.setattr(people, "other_values", as_before)
    whole = attack_shown(bare, min_people=3)
    named = ["statement_id", "bloc"]
    assert (quick["low"] == quick["high"]).tolist() == (whole["low"] == whole["high"]).tolist()
    pd.testing.assert_frame_equal(quick[[*named, "pinned"]], whole[[*named, "pinned"]])
    again = world.shown()
    for name in ("sessions", "blocs", "statements", "support"):
        pd.testing.assert_frame_equal(getattr(shielded, name), getattr(again, name))


@pytest.mark.parametrize("seed", range(20))
def test_drawn_relations_give_one_value_where_there_is_one(seed):
    draw = np.random.default_rng(seed)
    size, wanted = 7, [0, 1, 2, 3, 4]
    low, high = np.zeros(size), draw.integers(1, 5, size).astype(float)
    inside = np.array([draw.integers(0, int(most) + 1) for most in high], dtype=float)
    relations = []
    for _ in range(4):
        terms = {int(v): float(draw.choice((-1, 1))) for v in draw.choice(size, 3, replace=False)}
        total = sum(factor * inside[v] for v, factor in terms.items())
        relations.append(Relation(terms, total, total + int(draw.integers(0, 2))))
    quick = other_values(relations, low, high, wanted=wanted)
    whole = as_before(relations, low, high, wanted=wanted)
    assert {v: a == b for v, (a, b) in quick.items()} == {v: a == b for v, (a, b) in whole.items()}
    for v, (least, most) in quick.items():
        assert low[v] <= least <= most <= high[v]


def test_what_fits_nothing_is_told():
    relation = Relation({0: 1.0}, 3.0, 3.0)
    with pytest.raises(InfeasibleError):
        other_values([relation], np.zeros(1), np.ones(1), wanted=[0])
