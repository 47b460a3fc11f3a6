import pandas as pd
import pytest

from pipeline.domain.tables import ActionNotes, Actions, check, empty
from pipeline.findings.follow_up import (
    follow_actions,
    list_follow_ups,
    shares_by_table,
    summarise_actions,
)

from .drawing import dialogue_tables, rows_of

ACTIONS = """
    action_id | table_id | owner_role     | term       | due
    a1        | T1       | mentor         | voor 1 mei | 2016-05-01
    a2        | T1       | moeder; mentor |            |
    a3        | T2       |                |            |
"""


def drawn(drawing, schema, **filled):
    return check(pd.DataFrame([{**filled, **row} for row in rows_of(drawing)]), schema)


def actions(drawing=ACTIONS):
    table = pd.DataFrame(rows_of(drawing)).assign(segment_id="s", text="x")
    table["themes"] = [["regie"]] * len(table)
    return check(table, Actions)


def notes(drawing):
    blank = dict.fromkeys(["owner_role", "term", "due", "state", "result", "reported_to"], "")
    return drawn(drawing, ActionNotes, **blank)


def test_actions_without_notes_are_unknown_and_as_they_were_read():
    rows = follow_actions(actions(), empty(ActionNotes))
    assert list(rows["state"]) == ["onbekend"] * 3
    assert list(rows["owner_role"]) == ["mentor", "moeder; mentor", ""]
    assert not rows["corrected"].any()


def test_the_last_note_of_each_kind_counts_and_an_empty_cell_changes_nothing():
    rows = follow_actions(
        actions(),
        notes("""
            action_id | noted_on   | owner_role | state  | result
            a1        | 2016-09-01 |            | gereed |
            a1        | 2016-06-01 | vader      | loopt  | gebeld
            a3        | 2016-06-01 |            |        | niets
        """),
    ).set_index("action_id")
    assert rows.loc["a1", ["owner_role", "state", "result", "noted_on"]].tolist() == [
        "vader", "gereed", "gebeld", "2016-09-01",
    ]  # fmt: skip
    assert rows.loc["a1", "term"] == "voor 1 mei"
    assert rows["corrected"].tolist() == [True, False, False]
    assert rows.loc["a3", "state"] == "onbekend"


def test_a_dash_says_that_there_is_no_owner():
    rows = follow_actions(
        actions(), notes("action_id | noted_on | owner_role\na1 | 2016-06-01 | -")
    )
    assert rows.loc[0, "owner_role"] == ""
    assert rows.loc[0, "corrected"]


def test_a_note_about_an_action_that_was_not_found_again_is_kept():
    rows = follow_actions(
        actions(), notes("action_id | noted_on | state\nweg | 2016-06-01 | loopt")
    )
    assert rows["found"].tolist() == [True, True, True, False]
    assert rows.iloc[-1][["action_id", "state", "text"]].tolist() == ["weg", "loopt", ""]
    assert rows.iloc[-1]["themes"] == []


@pytest.mark.parametrize(
    ("on_date", "moment"),
    [("2016-06-21", None), ("2016-06-22", "3 maanden"), ("2016-12-01", "6 maanden"), ("2019-01-01", "12 maanden")],
)  # fmt: skip
def test_actions_come_up_three_six_and_twelve_months_after_the_table(on_date, moment):
    tables = dialogue_tables("table_id | date\nT1 | 2016-03-22\nT2 |")
    listed = list_follow_ups(follow_actions(actions(), empty(ActionNotes)), tables, on_date=on_date)
    assert sorted(set(listed["moment"])) == ([moment] if moment else [])


def test_every_owner_has_a_list_and_what_is_done_is_not_in_it():
    tables = dialogue_tables("table_id | date\nT1 | 2016-03-22\nT2 | 2016-03")
    followed = follow_actions(actions(), empty(ActionNotes))
    listed = list_follow_ups(followed, tables, on_date="2016-07-01")
    assert list(listed[["owner_role", "action_id"]].itertuples(index=False, name=None)) == [
        ("", "a3"), ("mentor", "a1"), ("mentor", "a2"), ("moeder", "a2"),
    ]  # fmt: skip
    assert listed.set_index("action_id").loc["a1", "overdue"]
    done = follow_actions(
        actions(), notes("action_id | noted_on | state\na1 | 2016-06-01 | gereed")
    )
    assert "a1" not in set(list_follow_ups(done, tables, on_date="2016-07-01")["action_id"])


def test_a_table_known_by_its_year_comes_up_after_that_year():
    tables = dialogue_tables("table_id | date\nT1 | 2016\nT2 | 2016")
    followed = follow_actions(actions(), empty(ActionNotes))
    assert list_follow_ups(followed, tables, on_date="2017-03-30").empty
    assert len(list_follow_ups(followed, tables, on_date="2017-03-31")) == 4


def test_the_summary_counts_and_says_how_actions_stand():
    followed = follow_actions(
        actions(),
        notes("action_id | noted_on | state | reported_to\na1 | 2016-06-01 | gereed | gezin"),
    )
    summary = summarise_actions(followed)
    assert (
        summary.sentence
        == "Van 3 acties 1 gereed, 2 onbekend; 1 zonder eigenaar, 2 zonder termijn."
    )
    assert summary.n_reported == 1
    nothing = follow_actions(empty(Actions), empty(ActionNotes))
    assert summarise_actions(nothing).sentence == "Er zijn geen verbeteracties gevonden."
    assert shares_by_table(nothing).empty
    assert shares_by_table(followed).to_numpy().tolist() == [["T1", 2, 2, 1], ["T2", 1, 0, 0]]
