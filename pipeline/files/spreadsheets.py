"""Tables in, a workbook for Excel or LibreOffice out, and back; no cell ever becomes a formula."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.files.atomic import write_bytes

CHOICES_SHEET = "keuzes"  # the sheet that holds what the dropdowns offer
DROPDOWN_ROWS = 2000  # so many rows have a dropdown, filled in or not
MAX_CELL = 32_767  # characters; Excel calls a workbook with more in one cell damaged
MAX_UNPACKED = 300_000_000  # bytes; a workbook that unpacks to more is refused
MAX_COLUMNS = 1_000  # what lies further right is formatting, not data

Scalar = str | int | float | bool | None

_FIXED_DATE = (1980, 1, 1, 0, 0, 0)  # the first date a ZIP can hold
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOOKS_LIKE_ESCAPE = re.compile("_(x[0-9A-Fa-f]{4}_)")  # Excel would read _x0041_ as an A
_IS_ESCAPE = re.compile("_x005[Ff]_")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(
    path: Path | None,
    sheets: Mapping[str, pd.DataFrame],
    *,
    widths: Mapping[str, Mapping[str, float]] | None = None,
    dropdowns: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    links: Mapping[str, Mapping[tuple[int, str], tuple[str, int]]] | None = None,
    frozen: Mapping[str, int] | None = None,
) -> bytes:
    """Return the bytes of a workbook with these sheets, and write them to `path` if there is one.

    The same tables give the same bytes. The first row of a sheet holds the column names and stays
    in view; text is wrapped. `widths` and `dropdowns` go by sheet and column: a width in
    characters, the values that a cell may be chosen from. `links` lead from a cell (row of the
    table, column) to a row of another sheet's table; `frozen` columns of a sheet stay in view.
    Missing values give empty cells, lists are joined by "; ", and text that looks like a formula
    stays text.

    Raises:
        InputError: when `path` cannot be written, or is open in another program.
    """
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for name, table in sheets.items():
        sheet = workbook.create_sheet(name)
        _fill(sheet, table, (widths or {}).get(name, {}))
        _link(sheet, table, (links or {}).get(name, {}))
        if frozen and name in frozen:
            sheet.freeze_panes = sheet.cell(2, frozen[name] + 1)
    _add_dropdowns(workbook, sheets, dropdowns or {})
    stream = io.BytesIO()
    workbook.save(stream)
    content = _without_dates(stream.getvalue())
    if path is not None:
        write_bytes(path, content)
    return content


def read_workbook(path: Path) -> dict[str, pd.DataFrame]:
    """Return every sheet as a table of text; the index is the row number in the sheet.

    The first row with anything in it names the columns. Empty rows and columns without a name are
    left out, whole numbers lose their ".0", dates become ISO, a formula gives its last value.

    Raises:
        InputError: when this is no workbook, is locked with a password, unpacks to more than a
            computer can hold, or names a column twice in one sheet.
    """
    return {name: _table(path, name, found) for name, found in read_rows(path).items()}


def read_rows(path: Path) -> dict[str, list[tuple[int, list[str]]]]:
    """Return of every sheet the rows that hold anything, each with its number in the sheet.

    Cells become text as in `read_workbook`; which row names the columns is for the caller to say.

    Raises:
        InputError: when this is no workbook, is locked with a password, or unpacks to more than a
            computer can hold.
    """
    from openpyxl import load_workbook

    _check_archive(path)
    try:
        workbook = load_workbook(path, read_only=True, data_only=True, keep_links=False)
        rows = {sheet.title: _rows(sheet) for sheet in workbook.worksheets}
        workbook.close()
    except InputError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file breaks openpyxl in many ways, in words that quote cells
        raise InputError(
            f"{path.name} is beschadigd of is geen XLSX. Open het in Excel of LibreOffice en "
            "bewaar het opnieuw als .xlsx."
        ) from None
    return rows


def _fill(sheet: Any, table: pd.DataFrame, widths: Mapping[str, float]) -> None:
    """Write one table into one sheet."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    top = Alignment(wrap_text=True, vertical="top")
    for column, name in enumerate(table.columns, start=1):
        head = sheet.cell(1, column)
        _put(head, str(name))
        head.font, head.alignment = Font(bold=True), top
        head.fill = PatternFill("solid", fgColor="FFE8EEF2")
        below = sheet.column_dimensions[get_column_letter(column)]
        below.width = widths.get(str(name), 18)
        if not pd.api.types.is_numeric_dtype(table.dtypes.iloc[column - 1]):
            below.number_format = "@"  # else Excel makes a date of "4-11" that someone types
    for row, values in enumerate(table.itertuples(index=False, name=None), start=2):
        for column, value in enumerate(values, start=1):
            cell = sheet.cell(row, column)
            _put(cell, _plain(value))
            cell.alignment = top
    sheet.freeze_panes = "A2"


def _link(
    sheet: Any, table: pd.DataFrame, links: Mapping[tuple[int, str], tuple[str, int]]
) -> None:
    """Make cells lead to a row of another sheet of the same workbook."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    columns = {str(name): number for number, name in enumerate(table.columns, start=1)}
    for (row, column), (target, target_row) in links.items():
        cell = sheet.cell(row + 2, columns[column])
        quoted = target.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A{target_row + 2}")
        cell.font = Font(underline="single", color="FF1F5A8A")


def _plain(value: Any) -> Scalar:
    """Return a cell's value as a workbook holds it: text, a number, a truth, or nothing."""
    if isinstance(value, (list, tuple, np.ndarray)):
        return "; ".join(str(part) for part in value)
    if isinstance(value, (set, frozenset)):
        return "; ".join(sorted(str(part) for part in value))
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or pd.isna(value) or (isinstance(value, float) and not np.isfinite(value)):
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def _put(cell: Any, value: Scalar) -> None:
    """Put a value in a cell; text is marked as text, whatever it starts with."""
    if not isinstance(value, str):
        cell.value = value
        return
    text = _UNPRINTABLE.sub("\ufffd", value).replace("\r\n", "\n").replace("\r", "\n")
    text = _LOOKS_LIKE_ESCAPE.sub(r"_x005F_\1", text)
    if len(text) > MAX_CELL:
        text = text[: MAX_CELL - 1] + "…"
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(_FORMULA_STARTS)  # stays text when someone edits it


def _add_dropdowns(
    workbook: Any,
    sheets: Mapping[str, pd.DataFrame],
    dropdowns: Mapping[str, Mapping[str, Sequence[str]]],
) -> None:
    """Put the choices on a sheet of their own and point the columns at them."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    chosen = [
        (name, column, values)
        for name, columns in dropdowns.items()
        for column, values in columns.items()
    ]
    if not chosen:
        return
    choices = workbook.create_sheet(CHOICES_SHEET)
    for index, (name, column, values) in enumerate(chosen, start=1):
        letter = get_column_letter(index)
        for row, value in enumerate((f"{name}: {column}", *values), start=1):
            _put(choices.cell(row, index), value)
        choices.column_dimensions[letter].width = 30
        rule = DataValidation(
            type="list",
            formula1=f"'{CHOICES_SHEET}'!${letter}$2:${letter}${len(values) + 1}",
            allow_blank=True,
            showErrorMessage=False,  # one's own word is allowed; the reader of the sheet judges it
        )
        target = get_column_letter(list(sheets[name].columns).index(column) + 1)
        rule.add(f"{target}2:{target}{max(DROPDOWN_ROWS, len(sheets[name]) + 1)}")
        workbook[name].add_data_validation(rule)


def _without_dates(content: bytes) -> bytes:
    """Return the same archive with fixed dates, so that equal tables give equal bytes."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            member = zipfile.ZipInfo(name, _FIXED_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3  # the same on Windows
            member.external_attr = 0o644 << 16
            new.writestr(member, _STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z\g<3>", old.read(name)))
    return stream.getvalue()


def _check_archive(path: Path) -> None:
    """Refuse what is no workbook, is locked, or unpacks to too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except FileNotFoundError:
        raise InputError(f"{path.name} bestaat niet (gezocht in {path.parent}).") from None
    except PermissionError:
        raise InputError(
            f"{path.name} is niet te lezen. Staat het nog open in Excel? Sluit het en probeer het "
            "opnieuw."
        ) from None
    except (zipfile.BadZipFile, OSError):
        raise InputError(
            f"{path.name} is geen XLSX of is met een wachtwoord beveiligd. Bewaar het als gewone "
            ".xlsx, zonder wachtwoord."
        ) from None
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise InputError(f"{path.name} is uitgepakt te groot. Verdeel het over meer bestanden.")


def _rows(sheet: Any) -> list[tuple[int, list[str]]]:
    """Return the rows that hold anything, with their number."""
    sheet.reset_dimensions()  # what a file claims about its size may be wrong
    found = []
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, values_only=True), start=1):
        values = [_text(value) for value in row]
        if any(values):
            found.append((number, values))
    return found


def _text(value: Any) -> str:
    """Return a cell as text: numbers without ".0", dates as ISO."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return _IS_ESCAPE.sub("_", str(value)).strip()


def _table(path: Path, name: str, rows: list[tuple[int, list[str]]]) -> pd.DataFrame:
    """Return the rows of one sheet as a table under the names of its first row."""
    if not rows:
        return pd.DataFrame()
    (_, head), body = rows[0], rows[1:]
    named = [(index, column) for index, column in enumerate(head) if column]
    columns = [column for _, column in named]
    twice = sorted({column for column in columns if columns.count(column) > 1})
    if twice:
        raise InputError(
            f"{path.name}, blad {name}: een kolomnaam staat er twee keer (kolom "
            f"{columns.index(twice[0]) + 1}). Geef elke kolom een eigen naam."
        )
    values = [[row[index] if index < len(row) else "" for index, _ in named] for _, row in body]
    return pd.DataFrame(values, columns=columns, index=[number for number, _ in body], dtype=object)
