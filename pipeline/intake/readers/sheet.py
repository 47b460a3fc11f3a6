"""A sheet (CSV, XLSX, ODS) in; the rows of its cells out, as text and with their numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.domain.errors import InputError
from pipeline.files.archives import ArchiveError
from pipeline.files.decoding import NotTextError, canonical, decode
from pipeline.files.safexml import XmlError, parse_xml
from pipeline.files.spreadsheets import MAX_COLUMNS, read_rows
from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.word import safe_archive

Rows = list[tuple[int, list[str]]]


class Sheet(NamedTuple):
    """One sheet: its rows that hold anything, each with its number in the file."""

    rows: Rows
    from_text: bool  # parted at a mark, so that a mark too many moves all cells behind it


TEXT_SHEETS = (".csv", ".tsv", ".tab", ".txt")
WORKBOOKS = (".xlsx", ".xlsm")
OPEN_DOCUMENT = ".ods"
ENDINGS = (*TEXT_SHEETS, *WORKBOOKS, OPEN_DOCUMENT)
LARGEST_SHEET = 16 * 1024 * 1024  # bytes; a session of a hundred people and statements is under 0.1
MOST_ROWS = 2_000  # with anything in them
_WHOLE_LINES = "\x1f"  # stands in no canonical text: a file of one column, whatever its lines hold
_DELIMITERS = (_WHOLE_LINES, ";", "\t", ",", "|")
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ADVICE = "Open het in Excel of LibreOffice en bewaar het opnieuw als csv of xlsx."


def read_sheets(path: Path, head_width: Callable[[Rows], int]) -> list[Sheet]:
    """Return the sheets of a file that hold anything, in order.

    Text is parted by whichever of `;`, tab, comma and bar gives the row of names most cells, which
    `head_width` counts (0: no such row); where none does, a line is one cell.

    Raises:
        UnreadableError: when it is empty, too large, of no known format, broken or encrypted.
    """
    content = _bytes_of(path)
    if content.startswith(b"PK"):
        sheets = [Sheet(rows, from_text=False) for rows in _of_archive(path, content)]
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError("oud of beveiligd rekenblad", f"Haal het wachtwoord eraf. {_ADVICE}")
    else:
        sheets = [Sheet(_of_text(content, head_width), from_text=True)]
    if any(len(sheet.rows) > MOST_ROWS for sheet in sheets):
        raise UnreadableError(
            "te groot", f"Een blad met uitspraken mag {MOST_ROWS} regels hebben; verdeel het."
        )
    return [sheet for sheet in sheets if sheet.rows]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_SHEET:
            raise UnreadableError("te groot", "Een blad met uitspraken mag tot 16 MB zijn.")
        content = path.read_bytes()
    except OSError:
        raise UnreadableError(
            "niet te openen", "Sluit het bestand in Excel of LibreOffice en probeer het opnieuw."
        ) from None
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError("leeg bestand", "Zet de goede versie in de map of haal het weg.")
    return content


def _of_archive(path: Path, content: bytes) -> list[Rows]:
    """Return the sheets of a workbook, after what could harm this machine was refused."""
    archive = safe_archive(content)
    if "content.xml" in archive.sizes:
        try:
            if b"encryption-data" in archive.read("META-INF/manifest.xml"):
                raise UnreadableError("versleuteld", f"Haal het wachtwoord eraf. {_ADVICE}")
            return _of_opendocument(parse_xml(archive.read("content.xml")))
        except (ArchiveError, XmlError) as error:
            raise UnreadableError(error.kind, _ADVICE) from None
    try:
        sheets = read_rows(path).values()
    except InputError:
        raise UnreadableError("geen leesbaar rekenblad", _ADVICE) from None
    return [
        [(number, [canonical(cell).strip() for cell in cells]) for number, cells in rows]
        for rows in sheets
    ]


def _of_text(content: bytes, head_width: Callable[[Rows], int]) -> Rows:
    """Return the rows of delimited text; the number is that of the row, not of the line."""
    try:
        text = canonical(decode(content).text)
    except NotTextError:
        raise UnreadableError("geen tekst en geen rekenblad", _ADVICE) from None
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == len("sep=;"):
        return _parted(rest, first.strip()[-1], from_row=2)
    parted = [_parted(text, delimiter) for delimiter in _DELIMITERS]
    return max(parted, key=head_width)  # of equals the first


def _parted(text: str, delimiter: str, from_row: int = 1) -> Rows:
    try:
        parted = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:  # a cell of more than 131,072 characters: a quote that was never closed
        raise UnreadableError(
            "niet in kolommen te lezen", f"Staat er een los aanhalingsteken in? {_ADVICE}"
        ) from None
    rows = [
        (number, [cell.strip() for cell in cells[:MAX_COLUMNS]])
        for number, cells in enumerate(parted, start=from_row)
    ]
    return [(number, cells) for number, cells in rows if any(cells)]


def _of_opendocument(root: Any) -> list[Rows]:
    """Return the sheets of an OpenDocument workbook.

    A cell or row can say that it stands there a million times; the empty ones at an end do.
    """
    body = root.find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
    if body is None:
        raise UnreadableError("geen rekenblad", _ADVICE)
    return [_ods_rows(table) for table in body.iter(f"{_TABLE}table")]


def _ods_rows(table: Any) -> Rows:
    rows, number = [], 1
    for row in table.iter(f"{_TABLE}table-row"):
        cells = list(_ods_cells(row))[:MAX_COLUMNS]
        repeats = _count(row, "number-rows-repeated")
        if any(cells):
            rows += [(number + step, cells) for step in range(min(repeats, MOST_ROWS + 1))]
        number += repeats
        if len(rows) > MOST_ROWS:
            break
    return rows


def _ods_cells(row: Any) -> Iterator[str]:
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        kind, value = cell.get(f"{_OFFICE}value-type"), cell.get(f"{_OFFICE}value") or ""
        lines = ["".join(part.itertext()) for part in cell if part.tag == f"{_TEXT}p"]
        text = value.removesuffix(".0") if kind == "float" and value else " ".join(lines)
        for _ in range(min(_count(cell, "number-columns-repeated"), MAX_COLUMNS)):
            yield canonical(text).strip()


def _count(node: Any, name: str) -> int:
    value = node.get(f"{_TABLE}{name}") or "1"
    return int(value) if value.isdigit() and len(value) < 8 else 1
