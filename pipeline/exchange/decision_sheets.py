"""A workbook that people edit in; what they typed out, and a new edition that loses none of it.

The program owns some columns and people own others. Whatever else people add (columns, sheets) is
carried over, and the former edition is always kept in `eerder/`.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.files.atomic import write_bytes
from pipeline.files.spreadsheets import CHOICES_SHEET, read_workbook, write_workbook

FORMER = "eerder"
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class DecisionBook:
    """A new edition of a workbook: its sheets, and how people work in them."""

    sheets: Mapping[str, pd.DataFrame]
    keys: Mapping[str, str]  # sheet to the column that names its rows
    widths: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    dropdowns: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    links: Mapping[str, Mapping[tuple[int, str], tuple[str, int]]] = field(default_factory=dict)
    frozen: Mapping[str, int] = field(default_factory=dict)


def read_book(path: Path) -> dict[str, pd.DataFrame]:
    """Return the sheets of the present edition, none where there is none yet.

    Raises:
        InputError: when it cannot be read; nothing is written then.
    """
    return read_workbook(path) if path.is_file() else {}


def write_book(path: Path, book: DecisionBook, former: Mapping[str, pd.DataFrame]) -> bool:
    """Write a new edition and return whether anything changed; the former one is put in `eerder/`.

    Columns and sheets that people added to `former` are carried over, row by row.
    """
    sheets = keep_own(book, former)
    content = write_workbook(
        None,
        sheets,
        widths=book.widths,
        dropdowns=book.dropdowns,
        links=book.links,
        frozen=book.frozen,
    )
    if path.is_file():
        old = path.read_bytes()
        if old == content:
            return False
        mark = hashlib.sha256(old).hexdigest()[:8]
        write_bytes(path.parent / FORMER / f"{path.stem}-{mark}{path.suffix}", old)
    write_bytes(path, content)
    return True


def keep_own(book: DecisionBook, former: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the new sheets with what people added of their own: columns by row, whole sheets."""
    sheets = dict(book.sheets)
    for name, old in former.items():
        if name == CHOICES_SHEET:
            continue
        if name not in sheets:
            sheets[name] = old.reset_index(drop=True)
            continue
        key = book.keys.get(name)
        added = [column for column in old.columns if column not in sheets[name].columns]
        if key is None or key not in old.columns:
            continue
        by_key = old[old[key] != ""].drop_duplicates(key, keep="last").set_index(key)
        for column in added:
            sheets[name] = sheets[name].assign(
                **{column: sheets[name][key].map(by_key[column]).fillna("")}
            )
    return sheets


def typed_rows(
    former: Mapping[str, pd.DataFrame], sheet: str, needed: Sequence[str], file: str
) -> pd.DataFrame:
    """Return the rows of one sheet with at least the columns `needed`; the index is the row number.

    A sheet that is not there gives no rows.

    Raises:
        InputError: naming file and sheet, when a column was taken out.
    """
    if sheet not in former or former[sheet].empty:
        return pd.DataFrame(columns=list(needed), dtype=object)
    rows = former[sheet]
    missing = [column for column in needed if column not in rows.columns]
    if missing:
        raise InputError(
            f"{file}, blad {sheet}: de kolom '{missing[0]}' ontbreekt. Zet hem terug (de "
            f"vorige versie staat in de map '{FORMER}'), of hernoem het bestand en draai de "
            "opdracht opnieuw."
        )
    return rows


def typed_date(value: str, where: str) -> str:
    """Return a date that someone typed ("2026-05-01", "1-5-2026") as ISO, "" for an empty cell.

    Raises:
        InputError: saying where, when it is no date.
    """
    if not value:
        return ""
    iso, dutch = _ISO_DATE.match(value), _DUTCH_DATE.fullmatch(value)
    parts = iso.groups() if iso else dutch.groups()[::-1] if dutch else ("0", "0", "0")
    try:
        return datetime.date(*(int(part) for part in parts)).isoformat()
    except ValueError:
        raise InputError(
            f"{where}: hier hoort een datum te staan, als 2026-05-01 of 1-5-2026."
        ) from None
