"""A sheet of codings (CSV or XLSX) in; spans out, one row per span that a person coded."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Spans, check
from pipeline.domain.wording import VALENCES

COLUMNS = ("tafel", "document", "start", "eind", "codes", "valentie", "twijfel")
OPTIONAL = ("fase", "reikwijdte")  # of the trajectory; what it is about
SEEN = "gezien"  # a sheet with this column lists places beforehand: only filled rows count
FOLLOWS = ".vervolg-"  # "A.vervolg-1.xlsx" goes on with series A
YES = frozenset(("1", "ja", "j", "true", "waar", "x"))
NO = frozenset(("", "0", "nee", "n", "false", "onwaar"))
BETWEEN_CODES = re.compile(r"[\s,;|]+")

Rows = Iterator[tuple[int, list[str]]]  # line in the file (from 1), cells as text


def read_spans(path: Path) -> DataFrame[Spans]:
    """Read one person's codings; the file's name, without ending, is the name of the series.

    "A.vervolg-1.xlsx" goes on with series A. An empty `codes` is a judgement too: this span holds
    no theme. Rows without cells are skipped, and where there is a column `gezien` also those in
    which codes, valence and `gezien` are all empty: nobody judged them yet.

    Raises:
        InputError: with file, line and column: no known format, a column that is missing, offsets
            that are no whole numbers, an unknown valence or doubt.
    """
    if path.suffix.lower() not in READERS:
        raise InputError(
            f"{path.name}: coderingen op '{path.suffix}' kan ik niet lezen. Bewaar het bestand als "
            f"{' of '.join(READERS)}."
        )
    if not path.is_file():
        raise InputError(
            f"{path.name}: dit bestand met coderingen bestaat niet (gezocht in {path.parent})."
        )
    lines = READERS[path.suffix.lower()](path)
    places = _columns(path, header := next(lines, (1, []))[1])
    judged = _judged(header, places)
    rows = [
        _span(path, line, {name: _cell(cells, place) for name, place in places.items()})
        for line, cells in lines
        if any(cell.strip() for cell in cells) and judged(cells)
    ]
    return check(pd.DataFrame(rows, columns=Spans.names()), Spans)


def _columns(path: Path, header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands."""
    names = [cell.strip().lower() for cell in header]
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        raise InputError(
            f"{path.name}, regel 1: de kolom{'men' if len(missing) > 1 else ''} "
            f"{', '.join(missing)} ontbreek{'en' if len(missing) > 1 else 't'}. De eerste regel "
            f"hoort te zijn: {','.join(COLUMNS)}"
        )
    return {name: names.index(name) for name in (*COLUMNS, *OPTIONAL) if name in names}


def _judged(header: Sequence[str], places: dict[str, int]) -> Callable[[Sequence[str]], bool]:
    """Return what tells whether a person judged a row of this sheet."""
    names = [cell.strip().lower() for cell in header]
    seen = names.index(SEEN) if SEEN in names else None

    def judged(cells: Sequence[str]) -> bool:
        coded = _cell(cells, places["codes"]) or _cell(cells, places["valentie"])
        return bool(coded) or seen is None or _cell(cells, seen).lower() not in NO

    return judged


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""


def _span(path: Path, line: int, cells: dict[str, str]) -> tuple[object, ...]:
    """Return one row of `Spans`."""

    def wrong(column: str, advice: str) -> InputError:
        return InputError(f"{path.name}, regel {line}, kolom {column}: {advice}")

    for column in ("tafel", "document"):
        if not cells[column]:
            raise wrong(column, "deze cel is leeg. Vul in waar de codering bij hoort.")
    valence = cells["valentie"].lower()
    if valence and valence not in VALENCES:
        raise wrong("valentie", f"deze waarde ken ik niet. Kies uit {', '.join(VALENCES)}.")
    doubt = cells["twijfel"].lower()
    if doubt not in YES | NO:
        raise wrong("twijfel", "hier hoort 0 of 1 te staan.")
    offsets = []
    for column in ("start", "eind"):
        if not re.fullmatch(r"\d{1,9}(\.0+)?", cells[column]):
            raise wrong(
                column, "hier hoort een heel getal van 0 of meer te staan (een plaats in de tekst)."
            )
        offsets.append(int(cells[column].split(".")[0]))
    codes = [code for code in BETWEEN_CODES.split(cells["codes"]) if code]
    return (
        cells["tafel"], cells["document"], *offsets, list(dict.fromkeys(codes)), valence,
        doubt in YES, path.stem.split(FOLLOWS)[0], line,
        *(cells.get(column, "") for column in OPTIONAL),
    )  # fmt: skip


def _csv_rows(path: Path) -> Rows:
    """Give the rows of a CSV file, whatever its separator and its character set."""
    text = _decode(path.read_bytes()).replace("\r\n", "\n").replace("\r", "\n")
    header = text.split("\n", 1)[0]
    separator = max((",", ";", "\t"), key=header.count)
    reader = csv.reader(text.split("\n"), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error:
        raise InputError(
            f"{path.name}, regel {reader.line_num}: deze regel is geen geldige CSV. Kijk of de "
            "aanhalingstekens kloppen."
        ) from None


def _decode(raw: bytes) -> str:
    """Return text from UTF-8, UTF-16 with a BOM, or else the Western European code page."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _xlsx_rows(path: Path) -> Rows:
    """Give the rows of the first sheet of a workbook."""
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except Exception:  # noqa: BLE001 - openpyxl raises many kinds, and its messages may quote cells
        raise InputError(
            f"{path.name}: dit is geen leesbaar Excel-bestand. Open het in Excel, haal een "
            "wachtwoord eraf en bewaar het opnieuw als .xlsx."
        ) from None
    try:
        sheet = workbook.worksheets[0]
        for line, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            yield line, ["" if cell is None else _text(cell) for cell in cells]
    finally:
        workbook.close()


def _text(cell: object) -> str:
    """Return a cell as one would type it: TRUE is 1, 12.0 is 12."""
    if isinstance(cell, bool):
        return str(int(cell))
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


READERS: dict[str, Callable[[Path], Rows]] = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
