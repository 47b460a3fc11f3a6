"""The order of statements, by person, by group and by bloc, and how firm a place is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON
from pipeline.findings.blocs import assign_blocs
from pipeline.findings.priorities import rank_statements
from pipeline.findings.priority_bootstrap import drawn_shares
from tests.unit.findings.sessions_drawn import BLOCS, joined, session

SEED = 7


def ranked(*sessions, draws=200, leading=5, min_people=3):
    statements, voters, votes = joined(*sessions)
    voters = assign_blocs(voters, BLOCS, min_people=min_people)
    return rank_statements(
        statements, voters, votes, BLOCS, draws=draws, seed=SEED, leading=leading
    )  # fmt: skip


def view(table, name):
    return table[table["view"] == name].set_index("statement_id")


def test_every_person_weighs_the_same_whatever_she_left_or_gave_too_much():
    table = ranked(session("a b\njeugdige 6 0\njeugdige 0 1\njeugdige 0 60"))
    shares = view(table, BY_PERSON)["share"]
    assert shares["a"] == pytest.approx(1 / 3)
    assert shares["b"] == pytest.approx(2 / 3)
    assert list(view(table, BY_PERSON)["points"]) == [61, 6]


def test_by_group_every_bloc_weighs_the_same_however_many_sat_in_it():
    rows = ["a b", *["jeugdige 6 0"] * 3, *["professional_1e 0 6"] * 9]
    table = ranked(session("\n".join(rows)))
    assert view(table, BY_PERSON)["share"].to_dict() == pytest.approx({"b": 0.75, "a": 0.25})
    assert view(table, BY_GROUP)["share"].to_dict() == pytest.approx({"a": 0.5, "b": 0.5})
    assert view(table, BY_GROUP)["tied"].all()
    assert list(view(table, "jeugdigen").index) == ["a", "b"]
    assert view(table, "professionals").loc["a", "n_supporters"] == 0


def test_ties_share_the_lowest_place_and_say_so():
    table = view(
        ranked(session("a b c\njeugdige 2 2 2\njeugdige 3 3 0\njeugdige 0 0 6")), BY_PERSON
    )
    assert table["rank"].to_dict() == {"c": 1, "a": 2, "b": 2}
    assert table["tied"].to_dict() == {"c": False, "a": True, "b": True}


def test_who_gave_nothing_is_counted_among_those_who_could():
    table = view(
        ranked(session("a b\njeugdige 6 0\njeugdige 0 0\njeugdige 3 3\nouder 6 0")), BY_PERSON
    )
    assert set(table["n_people"]) == {4}
    assert table["share"].to_dict() == pytest.approx({"a": 5 / 6, "b": 1 / 6})


def test_sessions_are_never_ranked_together():
    first = session("a b\n" + "jeugdige 6 0\n" * 3)
    second = session("c\n" + "ouder 6\n" * 3, table="SB-2")
    table = ranked(first, second)
    assert set(table.query("table_id == 'SB-2'")["statement_id"]) == {"c"}
    assert list(view(table, BY_PERSON)["rank"]) == [1, 2, 1]


def test_what_everyone_supports_most_is_firm_and_equals_are_not():
    ids = "a b c d e f g"
    clear = [ids, *["jeugdige 4 1 1 0 0 0 0"] * 6]
    table = view(ranked(session("\n".join(clear)), leading=3), BY_PERSON)
    assert table["firm"].to_dict() == dict.fromkeys("abc", True) | dict.fromkeys("defg", False)
    assert list(table.loc["a", ["rank_low", "rank_high"]]) == [1, 1]
    equal = [ids, *["jeugdige 1 1 1 1 1 1 1"] * 6]
    table = view(ranked(session("\n".join(equal)), leading=3), BY_PERSON)
    assert not table["firm"].any()
    assert set(table["rank"]) == {1}


@pytest.mark.parametrize(
    "drawing",
    ["a\njeugdige 6", "a\njeugdige 0", "a b\njeugdige 0 0\nouder 0 0", "a b c\nouder 2 2 2"],
)
def test_degenerate_sessions_give_an_order_or_none(drawing):
    table = ranked(session(drawing))
    if "6" not in drawing and "2" not in drawing:
        assert table.empty
        return
    assert set(table["view"]) == {BY_PERSON, BY_GROUP, table["view"].iloc[-1]}
    assert (table["rank_low"] <= table["rank"]).all()
    assert (table["rank"] <= table["rank_high"]).all()


def test_a_bloc_is_drawn_by_itself_one_fewer_than_sat_there():
    shares = np.eye(4)
    drawn = drawn_shares(shares, ["x", "x", "x", "y"], np.full(4, 0.25), draws=50, seed=SEED)
    assert np.allclose(drawn[:, :3].sum(axis=1), 0.75)
    assert np.allclose(drawn[:, 3], 0.25)
    assert set(np.round(drawn[:, :3] / 0.375).ravel()) == {0, 1, 2}


def test_the_spread_of_the_draws_is_that_of_a_mean_of_so_many_people():
    shares = np.random.default_rng(SEED).dirichlet([1, 1, 1], size=5)
    drawn = drawn_shares(shares, ["x"] * 5, np.full(5, 0.2), draws=20_000, seed=SEED)
    assert drawn.var(axis=0) == pytest.approx(shares.var(axis=0, ddof=1) / 5, rel=0.05)


@settings(max_examples=25)
@given(
    st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=7),
    st.integers(0, 3),
)
def test_whatever_people_give_the_order_holds_together(given_points, shift):
    names = ["jeugdige", "ouder", "professional_1e", "bestuur_management"]
    rows = [
        " ".join([names[(number + shift) % 4], *map(str, own)])
        for number, own in enumerate(given_points)
    ]
    table = ranked(session("\n".join(["a b c d", *rows])), draws=20)
    for _, own in table.groupby("view"):
        assert own["share"].sum() == pytest.approx(1)
        assert (own["rank_low"] <= own["rank"]).all()
        assert (own["rank"] <= own["rank_high"]).all()
        assert own["share"].is_monotonic_decreasing
        assert (own["n_supporters"] <= own["n_people"]).all()
        assert (own.loc[own["share"] == 0, "n_supporters"] == 0).all()


def test_the_order_of_people_on_the_sheet_moves_no_share():
    rows = ["jeugdige 6 0 0", "ouder 1 2 3", "professional_1e 0 3 3"]
    forth = view(ranked(session("\n".join(["a b c", *rows]))), BY_PERSON)["share"]
    back = view(ranked(session("\n".join(["a b c", *rows[::-1]]))), BY_PERSON)["share"]
    assert forth.to_dict() == pytest.approx(back.to_dict())
