import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.agenda_sheet import (
    GONE,
    KEY,
    MADE,
    OWN,
    SHEET,
    STATE,
    THEME,
    agenda_book,
    read_agenda,
)
from pipeline.exchange.decision_sheets import read_book, write_book

REGIONS = ["Noord", "Zuid"]


def made(*codes):
    rows = [(code, code.capitalize(), *(f"{name} {code}" for name in MADE)) for code in codes]
    return pd.DataFrame(rows, columns=[KEY, THEME, *MADE], dtype=object)


def sheet(path, items=("regie", "netwerk"), regions=REGIONS):
    agenda = read_agenda(read_book(path), made(*items), regions)
    write_book(path, agenda_book(agenda, pd.DataFrame({"samen": []})), read_book(path))
    return agenda


def typed(path, *cells, rows=()):
    """Type cells (item, column, value) and whole rows in the workbook, as a person would."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    own = book[SHEET]
    heads = [cell.value for cell in own[1]]
    keys = {own.cell(row, 1).value: row for row in range(2, own.max_row + 1)}
    for item, column, value in cells:
        own.cell(keys[item], heads.index(column) + 1).value = value
    for row in rows:
        own.append([row.get(head) for head in heads])
    book.save(path)


def test_what_regions_typed_stays_and_is_read_as_places(tmp_path):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path)
    typed(path, ("regie", "prioriteit Noord", 2), ("netwerk", "prioriteit Noord", "1e"),
          ("regie", "wie trekt", "Anna"), ("regie", "wanneer", "mei"))  # fmt: skip
    agenda = sheet(path)
    assert agenda.places["Noord"].to_dict() == {"regie": 2.0, "netwerk": 1.0}
    assert agenda.places["Zuid"].isna().all()
    assert list(agenda.rows["wie trekt"]) == ["Anna", ""]
    again = sheet(path)
    assert again.rows.equals(agenda.rows)
    assert again.places.equals(agenda.places)


def test_an_item_that_nothing_makes_any_more_stays_while_something_is_typed(tmp_path):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path, ("regie", "netwerk", "toegang"))
    typed(path, ("toegang", "opmerkingen", "Niet vergeten"))
    agenda = sheet(path, ("regie",))
    assert list(agenda.rows[KEY]) == ["regie", "toegang"]
    assert list(agenda.rows[STATE]) == ["", GONE]
    assert agenda.rows["waar"].iloc[1] == "waar toegang", "with the words it had"


def test_a_row_that_a_region_adds_is_kept_and_ranked(tmp_path):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path)
    typed(path, rows=[{THEME: "Wachten", "prioriteit Zuid": 1}, {THEME: "Vervoer"}])
    agenda = sheet(path)
    assert list(agenda.rows[KEY]) == ["regie", "netwerk", f"{OWN} 1", f"{OWN} 2"]
    assert list(agenda.rows[THEME])[2:] == ["Wachten", "Vervoer"]
    assert agenda.places["Zuid"].to_dict()[f"{OWN} 1"] == 1.0
    assert sheet(path).rows.equals(agenda.rows)


def test_places_of_a_region_without_a_bundle_are_told_and_kept(tmp_path):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path)
    typed(path, ("regie", "prioriteit Zuid", 1))
    agenda = sheet(path, regions=["Noord"])
    assert agenda.former_regions == ("Zuid",)
    assert list(agenda.places.columns) == ["Noord"]
    assert sheet(path).places["Zuid"].to_dict()["regie"] == 1.0


@pytest.mark.parametrize("value", ["hoog", "0", "-1", "1,5", "1 of 2", "=1+1"])
def test_a_place_that_is_no_whole_number_is_told_by_row_and_column_and_not_by_its_words(
    tmp_path, value
):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path)
    typed(path, ("netwerk", "prioriteit Noord", value))
    before = path.read_bytes()
    if value == "=1+1":  # a formula without a stored value is an empty cell
        assert sheet(path).places["Noord"].isna().all()
        return
    with pytest.raises(InputError, match="rij 3: bij 'prioriteit Noord'") as caught:
        sheet(path)
    assert value not in str(caught.value).replace("1, 2, 3", "")
    assert path.read_bytes() == before


def test_an_item_that_stands_there_twice_is_refused(tmp_path):
    path = tmp_path / "leeragenda.xlsx"
    sheet(path)
    typed(path, rows=[{KEY: "regie", THEME: "Nog eens"}])
    with pytest.raises(InputError, match="twee keer"):
        sheet(path)
