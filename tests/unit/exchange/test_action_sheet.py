"""What people note of verbeteracties is kept with its date, and no edition loses any of it."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Actions, FollowUps, check
from pipeline.exchange.action_sheet import (
    FILE,
    LEDGER,
    ON,
    SHEET,
    action_book,
    read_action_notes,
    read_ledger,
)
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.follow_up import follow_actions, list_follow_ups, summarise_actions
from tests.unit.findings.drawing import dialogue_tables, rows_of

TABLES = dialogue_tables("table_id | date\nT1 | 2016-01-10\nT2 | 2016-03")
READ = """
    action_id | table_id | owner_role | term       | due
    a1        | T1       | mentor     | voor 1 mei | 2016-05-01
    a2        | T2       |            |            |
"""


def actions(drawing=READ):
    table = pd.DataFrame(rows_of(drawing)).assign(segment_id="s", text="Bellen.")
    table["themes"] = [["regie"]] * len(table)
    return check(table, Actions)


def edition(folder, on_date="2016-06-01", read=None):
    """Write the next edition as the program does, and return the actions as they stand."""
    read = actions() if read is None else read
    former = read_book(folder / FILE)
    ledger = read_action_notes(former, read_ledger(former), on_date=on_date)
    followed = follow_actions(read, ledger)
    book = action_book(
        followed, list_follow_ups(followed, TABLES, on_date=on_date), pd.DataFrame(columns=["tafel"]),
        ledger, as_read=read.astype(str).set_index("action_id").to_dict("index"),
        summary=summarise_actions(followed).sentence, on_date=on_date,
    )  # fmt: skip
    write_book(folder / FILE, book, former)
    return followed.set_index("action_id")


def typed(folder, action_id, **changes):
    sheets = read_book(folder / FILE)
    rows = sheets[SHEET]
    for column, value in changes.items():
        rows.loc[rows["actie"] == action_id, column.replace("_", " ")] = value
    write_workbook(folder / FILE, sheets)


def ledger_of(folder):
    return read_book(folder / FILE).get(LEDGER, pd.DataFrame())


def test_what_was_noted_stands_with_its_date_in_every_edition(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a1", stand="loopt", resultaat="gebeld", **{ON: "12-4-2016"})
    for day in ("2016-06-01", "2017-06-01", "2016-01-01"):
        row = edition(tmp_path, day).loc["a1"]
        assert row[["state", "result", "noted_on"]].tolist() == ["loopt", "gebeld", "2016-04-12"]
    assert len(ledger_of(tmp_path)) == 1


def test_a_later_change_is_a_note_of_its_own_and_the_earlier_one_stays(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a1", stand="loopt")
    edition(tmp_path, "2016-06-01")
    typed(tmp_path, "a1", stand="gereed", teruggekoppeld_aan="gezin")
    assert edition(tmp_path, "2017-01-10").loc["a1", "state"] == "gereed"
    assert ledger_of(tmp_path)["stand"].tolist() == ["loopt", "gereed"]
    assert ledger_of(tmp_path)[ON].tolist() == ["2016-06-01", "2017-01-10"]


def test_what_was_typed_last_stands_also_when_an_earlier_day_is_asked_for(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a1", stand="loopt")
    edition(tmp_path, "2017-01-01")
    typed(tmp_path, "a1", stand="gereed")
    assert edition(tmp_path, "2016-02-01").loc["a1", "state"] == "gereed"
    assert edition(tmp_path, "2016-02-01").loc["a1", "state"] == "gereed"


def test_a_correction_stands_beside_what_the_verslag_says(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a1", **{"wie (verbeterd)": "-", "datum (verbeterd)": "2016-07-01"})
    row = edition(tmp_path).loc["a1"]
    assert (row["owner_role"], row["due"], row["corrected"]) == ("", "2016-07-01", True)
    shown = read_book(tmp_path / FILE)[SHEET].set_index("actie").loc["a1"]
    assert shown["wie (verslag)"] == "mentor"


def test_an_action_that_left_the_verslag_keeps_its_notes(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a2", stand="gereed")
    edition(tmp_path)
    without = edition(tmp_path, read=actions(READ.rsplit("a2", 1)[0].rstrip()))
    assert not without.loc["a2", "found"]
    assert edition(tmp_path).loc["a2", "state"] == "gereed"


def test_who_can_be_asked_now_is_listed(tmp_path):
    edition(tmp_path, "2016-04-11")
    assert read_book(tmp_path / FILE)["vervolg"]["wie"].tolist() == ["mentor"]
    edition(tmp_path, "2016-06-30")
    listed = read_book(tmp_path / FILE)["vervolg"]
    assert sorted(listed["wie"]) == ["mentor", "niemand genoemd"]
    assert listed.set_index("wie").loc["mentor", "over tijd"] == "ja"
    assert list(listed.columns)[:2] == ["wie", "actie"]
    assert len(FollowUps.names()) == 7


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"stand": "bijna"}, "'stand'"), ({"stand": "loopt", ON: "straks"}, "datum")],
)
def test_what_cannot_be_read_is_told_with_its_row(tmp_path, changes, told):
    edition(tmp_path)
    typed(tmp_path, "a1", **changes)
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(InputError, match=f"rij 2.*{told}"):
        edition(tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_date_before_an_earlier_note_is_refused(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "a1", stand="loopt", **{ON: "2017-01-01"})
    edition(tmp_path)
    typed(tmp_path, "a1", stand="gereed", **{ON: "2016-12-31"})
    with pytest.raises(InputError, match="eerdere notitie"):
        edition(tmp_path)
