"""The workbook of accountability: what people type stays, also when an item goes or comes back."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.tables import check
from pipeline.domain.tables.accounting import AccountItems
from pipeline.exchange.accounting_sheet import (
    FILE,
    accounting_book,
    read_account_notes,
    read_entries,
)
from pipeline.exchange.decision_sheets import read_book, write_book

ENTRIES = [("title", "Titel", "Een studie", ""), ("rights", "Licentie", "", "Kies er een.")]


def items(numbers=("1", "2"), facts="Er zijn 12 tafels."):
    rows = [
        ("coreq", "Begin", number, "Size", "Hoeveel?", facts, "meta.yaml", "Vul aan.", "", "", "aan te vullen")
        for number in numbers
    ]  # fmt: skip
    return check(pd.DataFrame(rows, columns=AccountItems.names()), AccountItems)


def write(path, table, notes=None):
    former = read_book(path)
    notes = read_account_notes(former) if notes is None else notes
    wrote = {(r["checklist"], r["number"]): r for r in notes.to_dict("records")}
    table = table.copy()
    for place, row in enumerate(table.to_dict("records")):
        own = wrote.get((row["checklist"], row["number"]))
        if own:
            table.loc[place, ["text", "choice"]] = [own["text"], own["choice"]]
    book = accounting_book(table, notes, ENTRIES, read_entries(former), former=former)
    return write_book(path, book, former)


def type_in(path, sheet, row, **cells):
    import openpyxl

    workbook = openpyxl.load_workbook(path)
    heads = {cell.value: cell.column for cell in workbook[sheet][1]}
    for name, value in cells.items():
        workbook[sheet].cell(row, heads[name.replace("_", " ")]).value = value
    workbook.save(path)


def test_what_was_typed_survives_and_numbers_are_made_anew(tmp_path):
    path = tmp_path / FILE
    write(path, items())
    type_in(path, "coreq", 3, eigen_tekst="Wij waren met z'n drieën.", keuze="alleen mijn tekst")
    write(path, items(facts="Er zijn 13 tafels."))
    sheet = read_book(path)["coreq"]
    assert list(sheet["eigen tekst"]) == ["", "Wij waren met z'n drieën."]
    assert set(sheet["uit de gegevens"]) == {"Er zijn 13 tafels."}
    assert list((tmp_path / "eerder").iterdir())


def test_the_same_again_changes_nothing(tmp_path):
    write(tmp_path / FILE, items())
    assert write(tmp_path / FILE, items()) is False


def test_what_was_written_on_an_item_that_went_is_kept_and_comes_back_with_it(tmp_path):
    path = tmp_path / FILE
    write(path, items())
    type_in(path, "coreq", 3, eigen_tekst="Blijft bewaard.")
    write(path, items(numbers=("1",)))
    gone = read_book(path)["vervallen"]
    assert gone[["lijst", "nr", "eigen tekst"]].to_numpy().tolist() == [
        ["coreq", "2", "Blijft bewaard."]
    ]
    write(path, items())
    book = read_book(path)
    assert list(book["coreq"]["eigen tekst"]) == ["", "Blijft bewaard."]
    assert book["vervallen"].empty


def test_metadata_that_was_filled_in_stays(tmp_path):
    path = tmp_path / FILE
    write(path, items())
    type_in(path, "metadata", 3, zelf_ingevuld="CC BY 4.0")
    write(path, items())
    assert read_entries(read_book(path)) == {"rights": "CC BY 4.0"}


def test_a_sheet_of_ones_own_is_no_checklist(tmp_path):
    import openpyxl

    path = tmp_path / FILE
    write(path, items())
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("eigen").append(["nr", "eigen tekst", "keuze"])
    workbook["eigen"].append(["1", "iets", "wat dan ook"])
    workbook.save(path)
    assert read_account_notes(read_book(path)).empty
    write(path, items())
    assert "eigen" in read_book(path)


def test_an_unknown_choice_is_told_with_its_row_and_without_the_cell(tmp_path):
    path = tmp_path / FILE
    write(path, items())
    type_in(path, "coreq", 2, keuze="misschien")
    with pytest.raises(InputError, match="blad coreq, rij 2: bij 'keuze' kan staan") as told:
        read_account_notes(read_book(path))
    assert "misschien" not in str(told.value)


def test_an_item_that_stands_there_twice_is_refused(tmp_path):
    path = tmp_path / FILE
    write(path, items())
    type_in(path, "coreq", 2, eigen_tekst="een")
    type_in(path, "coreq", 3, nr="1", eigen_tekst="twee")
    with pytest.raises(InputError, match="nr 1 staat er twee keer"):
        read_account_notes(read_book(path))
