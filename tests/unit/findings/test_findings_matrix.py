"""A framework matrix: every cell, whose words are in it, and what researchers wrote in it."""

import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.exchange.matrix_sheet import (
    FILE,
    GONE,
    SHEET,
    count_column,
    matrix_book,
    read_matrix_notes,
)
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.evidence import evidence
from pipeline.findings.matrix import REST, fill_matrix, summaries_by_pattern
from pipeline.findings.patterns import find_patterns

from .drawing import CODEBOOK, codings, dialogue_tables, segments

PARTS = segments(
    """
    table_id | group         | kind       | text
    T1       | gezin         | transcript | eerste
    T1       | gezin         | transcript | tweede
    T1       | professionals | transcript | derde
    T1       |               | verslag    | vierde
    T2       | gezin         | transcript | vijfde
    """
)
FIRST = "segment_id | code\nT1/00 | regie.kracht\nT1/02 | toegang\nT1/03 | regie"
TABLES = dialogue_tables("table_id | sector\nT1 | ggz\nT2 |")


def cells_of(drawing=FIRST, tables=("T1", "T2")):
    rows = evidence(codings(drawing), PARTS, CODEBOOK, coder="A")
    return fill_matrix(rows, CODEBOOK, tables), rows


def edition(folder, drawing=FIRST, tables=("T1", "T2")):
    """Write the next edition as the program does, and return the notes in it by cell."""
    cells, rows = cells_of(drawing, tables)
    former = read_book(folder / FILE)
    notes = read_matrix_notes(former, dict(zip(cells["cell_id"], cells["digest"], strict=True)))
    book = matrix_book(cells, notes, CODEBOOK, evidence=rows, segments=PARTS, dialogue_tables=TABLES)  # fmt: skip
    write_book(folder / FILE, book, former)
    return notes.set_index("cell_id")


def typed(folder, row, column, value):
    sheets = read_book(folder / FILE)
    table = sheets[SHEET]
    table.loc[table["rij"] == row, column] = value
    write_workbook(folder / FILE, sheets)


def test_every_table_and_voice_has_a_cell_for_every_theme():
    cells = cells_of()[0].set_index("cell_id")
    assert len(cells) == 2 * 3 * 3
    assert cells.loc["T1/gezin/regie", "segment_ids"] == ["T1/00"]
    assert cells.loc[f"T1/{REST}/regie", "segment_ids"] == ["T1/03"]
    assert cells.loc["T2/gezin/regie", "digest"] == ""


def test_a_summary_survives_and_is_flagged_when_its_words_change(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "T1/gezin", "Regie", "Zij deden het zelf.")
    assert not edition(tmp_path)["changed"].any()
    more = f"{FIRST}\nT1/01 | regie"
    for _ in range(2):
        note = edition(tmp_path, more).loc["T1/gezin/regie"]
        assert (note["summary"], note["changed"]) == ("Zij deden het zelf.", True)
    typed(tmp_path, "T1/gezin", count_column("Regie"), "2")
    assert not edition(tmp_path, more)["changed"].any()


def test_a_rewritten_summary_has_seen_the_words_of_its_edition(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "T1/gezin", "Regie", "Eerst.")
    more = f"{FIRST}\nT1/01 | regie"
    edition(tmp_path, more)
    edition(tmp_path, more)
    typed(tmp_path, "T1/gezin", "Regie", "Beter.")
    assert edition(tmp_path, more).loc["T1/gezin/regie"].tolist()[::2] == ["Beter.", False]


def test_summaries_of_a_table_that_left_are_kept_and_come_back(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "T2/gezin", "Regie", "Niets gezegd.")
    edition(tmp_path)
    for _ in range(2):
        edition(tmp_path, tables=("T1",))
        assert read_book(tmp_path / FILE)[GONE]["samenvatting"].tolist() == ["Niets gezegd."]
    edition(tmp_path)
    assert "Niets gezegd." in set(read_book(tmp_path / FILE)[SHEET]["Regie"])


def test_the_words_are_one_click_away(tmp_path):
    from openpyxl import load_workbook

    edition(tmp_path)
    book = load_workbook(tmp_path / FILE)
    head = {cell.value: cell.column for cell in book[SHEET][1]}
    places = {book[SHEET].cell(row, 1).value: row for row in range(2, book[SHEET].max_row + 1)}
    cell = book[SHEET].cell(places["T1/professionals"], head[count_column("Toegang")])
    assert cell.value == "1"
    row = int(cell.hyperlink.location.split("!A")[1])
    assert "derde" in [found.value for found in book["fragmenten"][row]]


def test_a_column_that_was_taken_out_is_named_and_nothing_is_written(tmp_path):
    edition(tmp_path)
    sheets = read_book(tmp_path / FILE)
    sheets[SHEET] = sheets[SHEET].drop(columns="Regie")
    write_workbook(tmp_path / FILE, sheets)
    with pytest.raises(InputError, match="Regie"):
        edition(tmp_path)


def test_summaries_stand_on_the_cards_of_their_theme(tmp_path):
    edition(tmp_path)
    typed(tmp_path, "T1/gezin", "Regie", "Zij deden het zelf.")
    cells, rows = cells_of()
    notes = read_matrix_notes(read_book(tmp_path / FILE), {})
    patterns = find_patterns(rows, CODEBOOK, ["T1", "T2"])
    assert summaries_by_pattern(patterns, cells, notes, CODEBOOK) == {
        "regie.kracht/knelpunt": "T1 (gezin): Zij deden het zelf."
    }
