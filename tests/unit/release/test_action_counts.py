from __future__ import annotations

import pandas as pd

from pipeline.domain.tables import Actions, check, empty
from pipeline.release.action_counts import WITH_TERM, WITHOUT_TERM, count_actions

GROUPS = {
    "moeder": "gezin",
    "mentor": "professionals",
    "voogd": "professionals",
    "buurman": "buren",
}


def actions(*rows):
    table = pd.DataFrame(
        [
            (f"a{i}", t, f"{t}/v/1", "Iemand doet iets.", owner, term, "", [])
            for i, (t, owner, term) in enumerate(rows)
        ],
        columns=Actions.names(),
    )
    return check(table, Actions)


def count(table, **changes):
    rows = count_actions(
        table, owners=("gezin", "professionals"), group_of=GROUPS.__getitem__, n_tables=9,
        **({"min_tables": 3} | changes),
    )  # fmt: skip
    return {
        (r.owner, r.term): (None if pd.isna(r.n_tables) else r.n_tables, r.blanked)
        for r in rows.itertuples()
    }


def test_a_table_counts_once_however_many_actions_it_agreed():
    rows = count(actions(*[(f"T{n}", "mentor", "voor mei") for n in (1, 2, 3, 3, 3)]))
    assert rows["professionals", WITH_TERM] == (3, "")
    assert rows["professionals", WITHOUT_TERM] == (0, "")


def test_few_tables_are_blanked_and_none_is_nought():
    rows = count(actions(("T1", "moeder", ""), ("T2", "moeder", "")))
    assert rows["gezin", WITHOUT_TERM] == (None, "klein")
    assert rows["gezin", WITH_TERM] == (0, "")


def test_an_action_of_two_owners_counts_for_the_group_of_each():
    table = actions(*[(f"T{n}", "moeder; voogd", "") for n in range(4)])
    rows = count(table)
    assert rows["gezin", WITHOUT_TERM] == rows["professionals", WITHOUT_TERM] == (4, "")


def test_a_missing_owner_is_a_row_of_its_own_and_an_unforeseen_group_too():
    rows = count(actions(("T1", "", "direct"), ("T2", "buurman", "")), min_tables=1)
    assert rows["", WITH_TERM] == (1, "")
    assert rows["buren", WITHOUT_TERM] == (1, "")


def test_no_actions_give_noughts():
    assert set(count(empty(Actions)).values()) == {(0, "")}
