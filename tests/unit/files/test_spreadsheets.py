"""Workbooks: the same bytes each time, text that stays text, and files that are no workbook."""

import io
import re
import time
import zipfile

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from pipeline.domain.errors import InputError
from pipeline.files import spreadsheets
from pipeline.files.spreadsheets import CHOICES_SHEET, read_workbook, write_workbook


def back(content, tmp_path):
    path = tmp_path / "terug.xlsx"
    path.write_bytes(content)
    return read_workbook(path)


def test_the_same_tables_give_the_same_bytes_at_another_moment():
    table = pd.DataFrame({"tafel": ["DT-01"], "n": [3]})
    first = write_workbook(None, {"blad": table}, dropdowns={"blad": {"tafel": ["a"]}})
    time.sleep(1.1)  # a workbook's own dates count in seconds
    assert write_workbook(None, {"blad": table}, dropdowns={"blad": {"tafel": ["a"]}}) == first


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5", "@SOM(A1)", '=HYPERLINK("x")', "\t=1"])
def test_text_that_looks_like_a_formula_stays_text(text):
    content = write_workbook(None, {"blad": pd.DataFrame({text: [text]})})
    sheet = load_workbook(io.BytesIO(content))["blad"]
    for cell in (sheet["A1"], sheet["A2"]):
        assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in xml


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_every_text_comes_back_but_for_what_a_workbook_cannot_hold(text, tmp_path_factory):
    tmp_path = tmp_path_factory.mktemp("teksten")
    table = pd.DataFrame({"kolom": ["x" + text + "x"]})
    content = write_workbook(None, {"blad": table})
    expected = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "\ufffd", text)
    expected = expected.replace("\r\n", "\n").replace("\r", "\n")
    assert back(content, tmp_path)["blad"]["kolom"].tolist() == [f"x{expected}x"]


def test_a_text_that_excel_would_decode_is_kept_as_it_is(tmp_path):
    content = write_workbook(None, {"blad": pd.DataFrame({"a": ["code _x0041_ hier"]})})
    xml = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert b"_x005F_x0041_" in xml
    assert back(content, tmp_path)["blad"]["a"].tolist() == ["code _x0041_ hier"]


def test_a_cell_longer_than_excel_allows_is_cut_with_a_mark():
    content = write_workbook(None, {"blad": pd.DataFrame({"a": ["x" * 40_000]})})
    value = load_workbook(io.BytesIO(content))["blad"]["A2"].value
    assert len(value) == 32_767
    assert value.endswith("x…")


def test_missing_values_are_empty_cells_and_lists_are_joined():
    table = pd.DataFrame(
        {
            "a": [None, np.nan, pd.NA, np.inf],
            "b": [["x", "y"], {"q", "p"}, np.array([1, 2]), np.int64(4)],
        }
    )
    sheet = load_workbook(io.BytesIO(write_workbook(None, {"blad": table})))["blad"]
    assert [sheet.cell(row, 1).value for row in range(2, 6)] == [None] * 4
    assert [sheet.cell(row, 2).value for row in range(2, 6)] == ["x; y", "p; q", "1; 2", 4]


def test_dropdowns_offer_their_values_and_allow_another_word():
    table = pd.DataFrame(columns=["vrij", "soort"])
    content = write_workbook(None, {"blad": table}, dropdowns={"blad": {"soort": ["a, b", "=c"]}})
    workbook = load_workbook(io.BytesIO(content))
    (rule,) = workbook["blad"].data_validations.dataValidation
    assert str(rule.sqref) == "B2:B2000"
    assert not rule.showErrorMessage
    assert [cell.value for cell in workbook[CHOICES_SHEET]["A"]][1:] == ["a, b", "=c"]
    assert workbook["blad"].column_dimensions["B"].number_format == "@"


def test_rows_keep_their_number_and_numbers_and_dates_become_plain_text(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "blad"
    sheet.append([])
    sheet.append(["tafel", "datum", None, "n"])
    sheet.append([])
    sheet.append(["DT-01 ", pd.Timestamp("2024-03-22"), "zonder naam", 4.0])
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    table = read_workbook(path)["blad"]
    assert table.to_dict("index") == {4: {"tafel": "DT-01", "datum": "2024-03-22", "n": "4"}}


@pytest.mark.parametrize("claim", ["A1:A1", "A1:XFD1048576"])
def test_what_a_sheet_claims_about_its_size_is_not_believed(claim, tmp_path):
    content = write_workbook(None, {"blad": pd.DataFrame({"a": ["1", "2"], "b": ["3", "4"]})})
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = re.sub(
                rb'dimension ref="[^"]*"', f'dimension ref="{claim}"'.encode(), old.read(name)
            )
            new.writestr(name, part)
    assert back(stream.getvalue(), tmp_path)["blad"].to_dict("list") == {
        "a": ["1", "2"],
        "b": ["3", "4"],
    }


def test_an_empty_sheet_is_an_empty_table(tmp_path):
    path = tmp_path / "leeg.xlsx"
    Workbook().save(path)
    assert read_workbook(path)["Sheet"].empty


def test_a_column_that_stands_twice_is_refused_by_place_and_not_by_name(tmp_path):
    content = write_workbook(None, {"blad": pd.DataFrame([["a", "b"]], columns=["Sanne", "Sanne"])})
    with pytest.raises(InputError, match=r"blad blad: .* \(kolom 1\)") as caught:
        back(content, tmp_path)
    assert "Sanne" not in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"geen archief", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_workbook_or_has_a_password_is_refused(content, tmp_path):
    with pytest.raises(InputError, match="geen XLSX of is met een wachtwoord"):
        back(content, tmp_path)


def test_an_archive_that_is_no_workbook_is_called_damaged(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("iets.txt", "x")
    with pytest.raises(InputError, match="beschadigd"):
        back(stream.getvalue(), tmp_path)


def test_a_workbook_that_unpacks_to_too_much_is_refused_unopened(tmp_path, monkeypatch):
    monkeypatch.setattr(spreadsheets, "MAX_UNPACKED", 10)
    with pytest.raises(InputError, match="te groot"):
        back(write_workbook(None, {"blad": pd.DataFrame({"a": [1]})}), tmp_path)


def test_a_workbook_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match=r"weg\.xlsx bestaat niet"):
        read_workbook(tmp_path / "weg.xlsx")
