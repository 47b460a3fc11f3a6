"""Replies in their workbook: added once, never written over, and held until a person answered them."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange import reply_sheet
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.reply_sheet import TableState, add_replies, reply_book

STATES = [TableState("T1", "1a2b3c4d"), TableState("T2", "1a2b3c4d"), TableState("T3", "")]


def reply(
    choice, table="T1", number="1", element="bevinding/regie/knelpunt", words="", who="samen"
):
    return {
        "tafel": table, "nr": number, "onderdeel": element, "reactie": choice, "eigen woorden": words, "wie": who,
        "versie": "1a2b3c4d",
    }  # fmt: skip


def keep(path, *replies, on_date="2026-11-25"):
    former = read_book(path)
    rows, n_new = add_replies(former, replies)
    write_book(path, reply_book(rows, STATES, former=former, on_date=on_date), former)
    return n_new


def type_in(path, sheet, row, **cells):
    book = read_book(path)
    table = book[sheet].reset_index(drop=True)
    for column, value in cells.items():
        table.loc[row, column.replace("_", " ")] = value
    write_book(path, reply_sheet.DecisionBook({**book, sheet: table}, keys={}), {})


def stands(path):
    rows = read_book(path)["tafels"]
    return dict(zip(rows["tafel"], rows["stand"], strict=True))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "reacties.xlsx"


def test_the_same_reply_comes_in_once(path):
    assert keep(path, reply("anders"), reply("anders")) == 1
    assert keep(path, reply("anders")) == 0
    assert keep(path, reply("anders", words="Zo was het.")) == 1
    assert len(read_book(path)["reacties"]) == 2


def test_what_a_person_typed_is_never_written_over(path):
    keep(path, reply("onduidelijk"))
    type_in(
        path,
        "reacties",
        0,
        reactie="klopt",
        antwoord="Gebeld: het klopt.",
        eigen_kolom="mijn notitie",
    )
    keep(path, reply("onduidelijk"), reply("klopt", number="2"))
    rows = read_book(path)["reacties"]
    assert rows["reactie"].tolist() == ["klopt", "klopt"]
    assert rows["antwoord"].tolist() == ["Gebeld: het klopt.", ""]
    assert rows["eigen kolom"].tolist() == ["mijn notitie", ""]


@pytest.mark.parametrize("choice", ["anders", "niet gebruiken", "onduidelijk", "opmerking"])
def test_an_objection_holds_until_it_is_answered_and_then_bears_the_day(path, choice):
    keep(path, reply(choice), reply("klopt", number="2"))
    assert reply_sheet.open_objections(read_book(path)) == ["T1"]
    type_in(path, "reacties", 0, antwoord="Overlegd en aangepast.")
    keep(path, on_date="2026-12-01")
    assert reply_sheet.open_objections(read_book(path)) == []
    assert read_book(path)["reacties"]["afgehandeld op"].tolist() == ["2026-12-01", ""]
    keep(path, on_date="2026-12-31")
    assert read_book(path)["reacties"]["afgehandeld op"].tolist() == ["2026-12-01", ""]


def test_what_may_not_be_used_stays_so_after_an_answer(path):
    keep(
        path,
        reply("niet gebruiken", element="citaat/T1/transcript/0001"),
        reply("anders", number="2"),
    )
    expected = [("T1", "citaat/T1/transcript/0001")]
    assert reply_sheet.withheld(read_book(path)) == expected
    type_in(path, "reacties", 0, antwoord="Weggelaten.")
    keep(path)
    assert reply_sheet.withheld(read_book(path)) == expected


def test_a_row_that_somebody_added_by_hand_counts_as_one_from_a_form(path):
    keep(path)
    book = read_book(path)
    rows = pd.DataFrame([{"tafel": "T2", "reactie": "Niet gebruiken", "antwoord": ""}])
    write_book(path, reply_sheet.DecisionBook({**book, "reacties": rows}, keys={}), {})
    keep(path, reply("klopt"))
    assert reply_sheet.open_objections(read_book(path)) == ["T2"]
    assert reply_sheet.withheld(read_book(path)) == [("T2", "")]
    assert len(read_book(path)["reacties"]) == 2


def test_the_overview_says_of_every_table_how_far_it_is(path):
    keep(path)
    assert stands(path) == {
        "T1": "gemaakt, nog niet verstuurd", "T2": "gemaakt, nog niet verstuurd", "T3": "nog niet gemaakt",
    }  # fmt: skip
    type_in(path, "tafels", 0, verstuurd_op="1-11-2026")
    keep(path)
    assert stands(path)["T1"] == "verstuurd, nog geen reactie"
    assert read_book(path)["tafels"]["verstuurd op"].iloc[0] == "2026-11-01"
    keep(path, reply("anders"), reply("klopt", number="2"))
    assert stands(path)["T1"] == "wacht op jouw antwoord (1)"
    type_in(path, "reacties", 0, antwoord="Aangepast.")
    keep(path)
    assert stands(path)["T1"] == "gereageerd, alles beantwoord"
    assert read_book(path)["tafels"]["verstuurd op"].iloc[0] == "2026-11-01"


def test_a_day_that_is_no_date_and_a_reply_that_is_none_name_their_row(path):
    keep(path, reply("anders"))
    type_in(path, "tafels", 1, verstuurd_op="vorige week")
    with pytest.raises(InputError, match="blad tafels, rij 3"):
        keep(path)
    type_in(path, "tafels", 1, verstuurd_op="")
    type_in(path, "reacties", 0, reactie="nou ja, geheim")
    with pytest.raises(InputError, match="rij 2") as told:
        reply_sheet.withheld(read_book(path))
    assert "geheim" not in str(told.value)
