"""Sheets as Excel, LibreOffice and text editors store them, and what harms a machine."""

import io
import zipfile

import pytest

from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.sheet import LARGEST_SHEET, MOST_ROWS, read_sheets

NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def ods(rows, manifest="<manifest/>", head=""):
    body = f"<office:body><office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f"{head}<office:document-content {NAMES}>{body}</office:document-content>",
        )
    return stream.getvalue()


def cell(text="", kind="string", repeat=1):
    value = f' office:value-type="{kind}" office:value="{text}"' if kind == "float" else ""
    return f'<table:table-cell{value} table:number-columns-repeated="{repeat}"><text:p>{text}</text:p></table:table-cell>'


def row(*cells, repeat=1):
    return (
        f'<table:table-row table:number-rows-repeated="{repeat}">{"".join(cells)}</table:table-row>'
    )


def stored(tmp_path, content, name="uitspraken.ods"):
    path = tmp_path / name
    path.write_bytes(content)
    sheets = read_sheets(path, lambda rows: len(rows[0][1]) if rows else 0)
    return [sheet.rows for sheet in sheets]


def test_an_open_document_gives_its_cells_with_their_row_numbers(tmp_path):
    rows = (
        row(cell("tekst"), cell("P01"), cell("", repeat=16_000))
        + row(cell("", repeat=1024), repeat=2)
        + row(cell("Een."), cell("3", "float"))
        + row(cell("Twee."), cell("2", repeat=2))
        + row(cell("", repeat=1024), repeat=1_048_000)
    )
    (sheet,) = stored(tmp_path, ods(rows))
    assert [(number, cells[:2]) for number, cells in sheet] == [
        (1, ["tekst", "P01"]),
        (4, ["Een.", "3"]),
        (5, ["Twee.", "2"]),
    ]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (ods(row(cell("x")), manifest="<encryption-data/>"), "versleuteld"),
        (ods(row(cell("x")), head='<!DOCTYPE x [<!ENTITY a "b">]>'), "verdachte inhoud"),
        (ods(row(cell("x"), repeat=MOST_ROWS + 1)), "te groot"),
        (ods("")[:90], "beschadigd"),
        (b"x" * (LARGEST_SHEET + 1), "te groot"),
        (b"\xef\xbb\xbf \r\n", "leeg bestand"),
    ],
    ids=[
        "encrypted",
        "entity",
        "too many rows",
        "cut off",
        "too large",
        "empty",
    ],  # a zip holds the time
)
def test_what_is_locked_broken_empty_or_too_much_is_refused_in_a_word(tmp_path, content, kind):
    with pytest.raises(UnreadableError) as error:
        stored(tmp_path, content)
    assert error.value.kind == kind


def test_what_a_sheet_is_goes_by_its_bytes_and_not_by_its_name(tmp_path):
    (sheet,) = stored(tmp_path, ods(row(cell("tekst"))), "uitspraken.csv")
    assert sheet == [(1, ["tekst"])]
    (sheet,) = stored(tmp_path, b"tekst;P01\nEen, en twee.;1\n", "uitspraken.xlsx")
    assert sheet[1] == (2, ["Een, en twee.", "1"])


@pytest.mark.parametrize("mark", [";", ",", "\t", "|"])
def test_the_mark_that_parts_the_names_is_used(tmp_path, mark):
    lines = [["tekst", "P01", "P02", "P03"], ["Ja; soms, of nooit.", "1", "2", "0"]]
    if mark in ";,":
        lines[1][0] = f'"{lines[1][0]}"'
    text = "\n".join(mark.join(cells) for cells in lines)
    (sheet,) = stored(tmp_path, text.encode(), "uitspraken.csv")
    assert sheet[1][1] == ["Ja; soms, of nooit.", "1", "2", "0"]


def test_a_file_of_one_column_is_not_parted_at_its_commas(tmp_path):
    (sheet,) = stored(tmp_path, b"tekst\nEen, twee, drie.\nVier; vijf.\n", "uitspraken.csv")
    assert [cells for _, cells in sheet] == [["tekst"], ["Een, twee, drie."], ["Vier; vijf."]]
