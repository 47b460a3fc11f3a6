"""What leaves of a dialoogsessie: no small number of people, and none that can be worked out."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.domain.tables.shown import DERIVABLE, FEW, SMALL_GROUP
from pipeline.release.priorities import ShownPriorities, attack_shown, shown_of
from pipeline.release.sessions import joined_blocs, read_session
from tests.unit.release.session_worlds import drawn, joined, lucky

BLOCS = {"professionals": 7, "jeugdige": 3, "ouder": 4}


def count_of(shown: ShownPriorities, key: str):
    row = shown.statements.set_index("statement_id").loc[key]
    return row["n_supporters"], row["blanked"]


def test_a_count_of_one_or_two_people_is_blanked_and_nought_stays_nought():
    votes = {"a": [1] * 14, "b": [1, 1, *[0] * 12], "c": [0] * 14}
    shown = drawn(BLOCS, votes).shown()
    assert count_of(shown, "SB-1-a") == (14, "")
    assert count_of(shown, "SB-1-c") == (0, "")
    count, why = count_of(shown, "SB-1-b")
    assert pd.isna(count)
    assert why == FEW


def test_a_statement_has_a_place_only_with_enough_people_behind_it():
    votes = {"a": [1] * 6 + [0] * 8, "b": [5, 5, *[0] * 12], "c": [1, 1, 1, *[0] * 11]}
    places = drawn(BLOCS, votes).shown().statements.set_index("statement_id")["place"]
    assert pd.isna(places["SB-1-b"])
    assert sorted(places.dropna()) == [1, 2]


def test_of_a_small_group_no_number_is_shown_only_whether_it_supports():
    votes = {"a": [*[1] * 7, 1, 1, 0, *[0] * 4], "b": [*[1] * 7, *[0] * 7]}
    support = drawn(BLOCS, votes).shown().support.set_index(["statement_id", "bloc"])
    assert support.loc[("SB-1-a", "professionals"), "n_supporters"] == 7
    youth = support.loc[("SB-1-a", "jeugdige")]
    assert youth["supports"]
    assert pd.isna(youth["n_supporters"])
    assert youth["blanked"] == SMALL_GROUP
    assert not support.loc[("SB-1-b", "jeugdige"), "supports"]


def test_one_person_is_never_a_group_that_supports():
    votes = {"a": [*[0] * 7, 6, 0, 0, 1, 1, 1, 1]}
    shown = drawn(BLOCS, votes).shown()
    assert shown.statements["supported_by"].iloc[0] == "ouder"


def test_a_count_that_would_follow_from_a_total_takes_the_total_with_it():
    blocs = {"professionals": 7, "beleid": 6}
    votes = {"a": [1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]}
    world = drawn(blocs, votes)
    bare = shown_of([read_session("SB-1", world.statements, world.voters, world.votes,
                                  world.priorities, min_people=3)])  # fmt: skip
    assert attack_shown(bare, min_people=3)["pinned"].any()
    shown = world.shown()
    assert not attack_shown(shown, min_people=3)["pinned"].any()
    assert count_of(shown, "SB-1-a")[1] == DERIVABLE


@pytest.mark.parametrize(
    ("seed", "blocs", "n_statements"),
    [
        (1, {"jeugdige": 3, "ouder": 3, "professionals": 6, "beleid": 4}, 12),
        (2, {"jeugdige": 3, "professionals": 3}, 4),
        (3, {"gezin": 8, "professionals": 9}, 10),
        (4, {"jeugdige": 2, "ouder": 2, "professionals": 4, "beleid": 6}, 15),
        (5, {"jeugdige": 1, "ouder": 1, "professionals": 1}, 6),
    ],
)
def test_no_blanked_number_can_be_worked_out(seed, blocs, n_statements):
    shown = lucky(seed, n_statements=n_statements, blocs=blocs).shown()
    found = attack_shown(shown, min_people=3)
    assert not found["pinned"].any()
    assert (shown.statements["n_supporters"].dropna().isin((1, 2))).sum() == 0
    assert (shown.support["n_supporters"].dropna().isin((1, 2))).sum() == 0


def test_groups_that_are_too_small_are_joined_and_named():
    world = lucky(4, n_statements=8, blocs={"jeugdige": 2, "ouder": 2, "professionals": 4})
    blocs = world.shown().blocs.set_index("bloc")
    assert blocs.loc["jeugdige + ouder", "members"] == "jeugdige; ouder"
    assert blocs.loc["jeugdige + ouder", "n_people"] == 4
    bloc_of, members = joined_blocs(world.voters, min_people=3)
    assert bloc_of["P01"] == "jeugdige + ouder"
    assert members["professionals"] == ("professionals",)


def test_of_a_session_of_two_people_nothing_of_their_choice_is_shown():
    shown = drawn({"jeugdige": 1, "ouder": 1}, {"a": [3, 0], "b": [0, 3], "c": [0, 0]}).shown()
    assert shown.sessions["n_people"].isna().all()
    assert shown.statements["n_supporters"].isna().all()
    assert set(shown.statements["blanked"]) == {FEW}
    assert shown.support.empty


def test_a_session_without_points_has_noughts_and_no_places():
    shown = drawn(BLOCS, {"a": [0] * 14, "b": [0] * 14}).shown()
    assert shown.statements["place"].isna().all()
    assert list(shown.statements["n_supporters"]) == [0, 0]


def test_sessions_are_shielded_each_by_itself():
    one = lucky(1, n_statements=6, blocs={"jeugdige": 4, "ouder": 5})
    other = drawn({"jeugdige": 5}, {"a": [1, 1, 1, 1, 0]}, table_id="SB-2")
    shown = joined(one, other).shown()
    assert list(shown.sessions["table_id"]) == ["SB-1", "SB-2"]
    alone = other.shown()
    own = shown.statements[shown.statements["table_id"] == "SB-2"].reset_index(drop=True)
    pd.testing.assert_frame_equal(own, alone.statements)


def test_equal_places_are_marked():
    votes = {"a": [1, 1, 1, 0, 0, 0], "b": [0, 0, 0, 1, 1, 1]}
    shown = drawn({"gezin": 6}, votes).shown().statements
    assert list(shown["place"]) == [1, 1]
    assert shown["tied"].all()
