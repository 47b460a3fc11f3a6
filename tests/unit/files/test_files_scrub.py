"""Workbooks of which withdrawn words are overwritten, and nothing else."""

import io

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from pipeline.files.scrub import REMOVED, empty_rows, scrub_workbook
from pipeline.files.spreadsheets import write_workbook

SENTENCE = "ik heb zo vaak om hulp gebeld"


def book(rows, note=""):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    if note:
        workbook.active["A1"].comment = Comment(note, "onderzoeker")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def cells(content):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).active]


def test_a_cell_with_the_sentence_is_overwritten_whatever_its_marks():
    content = book([["besluit", "Zij zei: “Ik heb zo vaak, om hulp gebeld!”"], ["telt", "Anders."]])
    assert cells(scrub_workbook(content, [SENTENCE], {})) == [
        ["besluit", REMOVED],
        ["telt", "Anders."],
    ]


def test_short_words_go_only_from_the_row_of_their_segment():
    texts = {"DT-03/transcript/0001": "Ja, echt."}
    content = book(
        [["DT-03/transcript/0001", "Ja, echt."], ["DT-03/transcript/0002", "Ja, echt."], ["nee", 4]]
    )
    assert cells(scrub_workbook(content, [], texts)) == [
        ["DT-03/transcript/0001", REMOVED], ["DT-03/transcript/0002", "Ja, echt."], ["nee", 4]
    ]  # fmt: skip


def test_a_note_on_a_cell_goes_with_it():
    clean = scrub_workbook(book([["kaart"]], note=f"citaat: {SENTENCE}"), [SENTENCE], {})
    assert load_workbook(io.BytesIO(clean)).active["A1"].comment is None


def test_a_workbook_without_her_words_keeps_its_bytes_and_a_broken_one_is_told():
    content = book([["niets", "hier"]])
    assert scrub_workbook(content, [SENTENCE], {}) == content
    with pytest.raises(ValueError, match="BadZipFile"):
        scrub_workbook(b"PK\x03\x04kapot", [SENTENCE], {})


def test_a_translation_goes_with_the_words_it_was_made_of():
    words = "wy woene it leaver sels dwaan"
    rows = pd.DataFrame(
        {"citaat": [words, "iets anders"], "vertaling": ["Wij wilden het liever zelf.", "Iets."]}
    )
    book = write_workbook(None, {"citaten": rows})
    clean = load_workbook(io.BytesIO(scrub_workbook(book, [words], {})))["citaten"]
    said = [[cell.value for cell in row] for row in clean.iter_rows(min_row=2)]
    assert said == [[REMOVED, REMOVED], ["iets anders", "Iets."]]


def test_rows_of_one_table_lose_some_columns_and_no_other_row_does():
    rows = pd.DataFrame({"tafel": ["DT-07", "DT-08"], "eigen woorden": ["Zo niet.", "Zo wel."]})
    book = write_workbook(None, {"reacties": rows})
    clean = empty_rows(book, column="tafel", value="dt-07", columns=("eigen woorden",))
    sheet = load_workbook(io.BytesIO(clean))["reacties"]
    assert [sheet["B2"].value, sheet["B3"].value] == [REMOVED, "Zo wel."]
    assert empty_rows(clean, column="tafel", value="DT-07", columns=("eigen woorden",)) == clean


def test_a_cell_that_is_a_short_turn_and_nothing_else_goes_and_an_answer_stays():
    turns = {"niemand belde", "ja"}
    rows = pd.DataFrame(
        {"tekst": ["Niemand belde.", "Ja!", "Iets anders."], "gezien": ["ja", "", "ja"],
         "notitie": ["niemand belde", "niemand belde terug", ""]}
    )  # fmt: skip
    book = write_workbook(None, {"coderen": rows})
    clean = load_workbook(io.BytesIO(scrub_workbook(book, [], {}, turns)))["coderen"]
    said = [[cell.value or "" for cell in row] for row in clean.iter_rows(min_row=2)]
    assert said == [
        [REMOVED, "ja", REMOVED],
        [REMOVED, "", "niemand belde terug"],
        ["Iets anders.", "ja", ""],
    ]
