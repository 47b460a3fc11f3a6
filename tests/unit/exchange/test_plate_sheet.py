"""What people type in praatplaat.xlsx is read back, stays, and is refused where it cannot be followed."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.plate_sheet import (
    COLUMNS,
    GONE_SHEET,
    SHEET,
    PlateRow,
    check_typed,
    plate_book,
    typed_on_plate,
    typed_on_statements,
)

ICONS, GROUPS = ("hek", "lamp"), ("jeugdigen", "ouders en netwerk")


def rows(*keys):
    return [
        PlateRow(
            f"k{key}", "SB-1", f"U-{key}", "kansen", f"Zin {key}.", "nee", f"Zin {key}.", "lamp", ""
        )
        for key in keys
    ]


def book(path, keys, former):
    made = plate_book(
        rows(*keys), {"titel": "Samen", "vraag bij jeugdigen": "Wie?"}, icons=ICONS, groups=GROUPS, former=former
    )  # fmt: skip
    return write_book(path, made, former)


def typed(**cells):
    own = dict.fromkeys(COLUMNS, "") | {"kenmerk": "k1"} | cells
    return {SHEET: pd.DataFrame([own], index=[2])}


def test_what_was_typed_stays_and_a_second_edition_changes_nothing(tmp_path):
    path = tmp_path / "praatplaat.xlsx"
    assert book(path, "12", {})
    sheets = read_book(path)
    sheets[SHEET].loc[sheets[SHEET].index[0], ["korte tekst", "icoon", "eigen kolom"]] = [
        "Kort.",
        "hek",
        "van mij",
    ]
    sheets["plaat"].loc[sheets["plaat"].index[0], "eigen tekst"] = "Mijn titel"
    sheets = {name: sheet.fillna("") for name, sheet in sheets.items()}
    assert book(path, "12", sheets)
    again = read_book(path)
    assert not book(path, "12", again)
    assert typed_on_statements(again) == {
        "k1": {"korte tekst": "Kort.", "vraag om over te praten": "", "icoon": "hek", "tonen": "", "bij welke groep": ""}
    }  # fmt: skip
    assert typed_on_plate(again) == {"titel": "Mijn titel"}
    assert again[SHEET]["eigen kolom"].tolist()[0] == "van mij"


def test_what_was_typed_on_a_statement_that_changed_is_kept_apart_and_comes_back_with_it(tmp_path):
    path = tmp_path / "praatplaat.xlsx"
    book(path, "12", {})
    former = read_book(path)
    former[SHEET].loc[former[SHEET].index[1], "korte tekst"] = "Kort."
    book(path, "13", former)
    sheets = read_book(path)
    assert sheets[GONE_SHEET]["kenmerk"].tolist() == ["k2"]
    assert "k2" not in typed_on_statements(sheets)


def test_a_part_of_the_plate_that_is_not_there_now_keeps_its_text(tmp_path):
    path = tmp_path / "praatplaat.xlsx"
    book(path, "1", {"plaat": pd.DataFrame([("vraag bij bestuur", "", "Wie beslist?")], columns=["onderdeel", "voorstel", "eigen tekst"])})  # fmt: skip
    assert typed_on_plate(read_book(path)) == {"vraag bij bestuur": "Wie beslist?"}


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"icoon": "draak"}, "rij 2: bij 'icoon' kan staan: hek, lamp"),
        ({"tonen": "misschien"}, "rij 2: bij 'tonen' kan staan: ja, nee"),
        ({"bij welke groep": "raad"}, "jeugdigen, ouders en netwerk, midden"),
        ({"korte tekst": "Kort.", "kenmerk": ""}, "kenmerk"),
    ],
)
def test_what_cannot_be_followed_is_told_by_row(cells, says):
    with pytest.raises(InputError, match=says) as error:
        check_typed(typed(**cells), icons=ICONS, groups=GROUPS)
    assert "draak" not in str(error.value)


def test_one_statement_on_two_rows_is_refused():
    twice = typed(tonen="ja")[SHEET]
    with pytest.raises(InputError, match="rij 3: deze uitspraak staat er al"):
        check_typed({SHEET: pd.concat([twice, twice.set_axis([3])])}, icons=ICONS, groups=GROUPS)


@pytest.mark.parametrize(
    "cells", [{}, {"tonen": "JA", "icoon": "Hek", "bij welke groep": "Midden"}]
)
def test_capitals_and_empty_rows_are_fine(cells):
    check_typed(typed(**cells), icons=ICONS, groups=GROUPS)


def test_a_column_that_was_taken_out_is_told():
    with pytest.raises(InputError, match="de kolom 'icoon' ontbreekt"):
        typed_on_statements({SHEET: typed(tonen="ja")[SHEET].drop(columns="icoon")})
