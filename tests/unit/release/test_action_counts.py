from __future__ import annotations

import pandas as pd

from pipeline.domain.tables import Actions, Findings, check, empty
from pipeline.release.action_counts import (
    WITH_TERM,
    WITHOUT_TERM,
    count_actions,
    counts_of,
    finding_id,
    rows_of,
)
from pipeline.release.disclosure import attack, release_beside

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


def _profile(strata):
    """Draw the case profile: at how many of nine tables a group sat, and there is a verslag."""
    rows = [
        {"finding_id": f"tafels/{kind}/{stratum}", "measure": "tafels", "stratum_kind": kind,
         "stratum": stratum, "n_tables": n}
        for (kind, stratum), n in strata.items()
    ]  # fmt: skip
    plain = {
        "code": "", "other_code": "", "valence": "", "group": "", "source": "meta", "coder": "",
        "of_tables": 9, "codable_tables": 9, "blanked": "",
    }  # fmt: skip
    table = pd.DataFrame([plain | row for row in rows])
    return table.astype(dict.fromkeys(("n_tables", "of_tables", "codable_tables"), "Int64"))


def findings_of(table):
    rows = table.drop(columns="blanked").assign(
        table_ids=[[] for _ in table.index], segment_ids=[[] for _ in table.index]
    )
    return check(rows, Findings)


def counted(*rows):
    return count_actions(
        actions(*rows), owners=("gezin", "professionals"), group_of=GROUPS.__getitem__,
        n_tables=9, min_tables=1,
    )  # fmt: skip


def test_counts_of_actions_are_shielded_with_the_findings_and_attacked_with_them():
    raw = counted(("T1", "moeder", ""), ("T2", "moeder", ""), *((f"T{n}", "mentor", "mei") for n in (1, 2, 3)))  # fmt: skip
    seen = {("aanwezig", "gezin"): 4, ("document", "verslag"): 9}
    released, beside = release_beside(findings_of(_profile(seen)), rows_of(raw), min_tables=3)
    shown = counts_of(beside, raw).set_index(["owner", "term"])
    assert pd.isna(shown.loc[("gezin", WITHOUT_TERM), "n_tables"])
    assert shown.loc[("professionals", WITH_TERM), "n_tables"] == 3
    assert shown.loc[("gezin", WITH_TERM), "n_tables"] == 0
    every = pd.concat([released, beside], ignore_index=True)
    assert not attack(every, min_tables=3)["pinned"].any()


def test_a_blanked_count_that_a_group_pins_is_found_by_the_attack():
    raw = counted(("T1", "moeder", ""))
    rows = rows_of(count_actions(
        actions(("T1", "moeder", "")), owners=("gezin",), group_of=GROUPS.__getitem__,
        n_tables=9, min_tables=3,
    ))  # fmt: skip
    tight = _profile({("aanwezig", "gezin"): 1, ("document", "verslag"): 9})
    every = pd.concat([tight, rows], ignore_index=True)
    found = attack(every, min_tables=3).set_index("finding_id")
    assert found.loc[finding_id("gezin", WITHOUT_TERM), "pinned"]
    assert len(raw) == len(rows) + 2
