"""A workbook and withdrawn words in; the same workbook with those cells overwritten out."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pipeline.files.traces import traces_in

REMOVED = "[ingetrokken]"
WORDS = ("tekst", "ervoor", "erna", "fragment", "citaat", "woorden")  # columns of people's words
GOES_ALONG = "vertaling"  # the column that holds a row's words in another language
_WORD = re.compile(r"\w+")


def scrub_workbook(
    content: bytes,
    sentences: Sequence[str],
    texts: Mapping[str, str],
    turns: Collection[str] = (),
) -> bytes:
    """Return a workbook in which no cell holds a withdrawn sentence; the same bytes when none did.

    `texts`: id of a withdrawn segment to its words; in a row that names such an id, a cell with its
    words is overwritten however short they are. `turns`: short turns, folded, that nobody else said;
    a cell that is one of them and nothing else goes too, one word only in a column of words. Rows,
    columns and all other cells stay.

    Raises:
        ValueError: when it is no workbook that can be opened.
    """
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content))
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        raise ValueError(type(error).__name__) from None
    words = {key: f" {_words(text)} " for key, text in texts.items() if _words(text)}
    changed = False
    for sheet in workbook.worksheets:
        along, said = _columns(sheet, [GOES_ALONG]), _columns(sheet, WORDS)
        for row in sheet.iter_rows():
            found = [*_to_remove(row, sentences, words), *_whole_cells(row, turns, said)]
            for cell in [*found, *(row[place] for place in along if found and row[place].value)]:
                cell.value = REMOVED
                cell.comment = None
                changed = True
    return _saved(workbook) if changed else content


def empty_rows(content: bytes, *, column: str, value: str, columns: Sequence[str]) -> bytes:
    """Return a workbook in which some columns of the rows with `value` in `column` are overwritten.

    The same bytes when there was nothing in them. Case does not count.

    Raises:
        ValueError: when it is no workbook that can be opened.
    """
    from openpyxl import load_workbook

    try:
        workbook = load_workbook(io.BytesIO(content))
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its parsers raise
        raise ValueError(type(error).__name__) from None
    changed = False
    for sheet in workbook.worksheets:
        keys, places = _columns(sheet, [column]), _columns(sheet, columns)
        for row in sheet.iter_rows(min_row=2):
            if not any(str(row[key].value).casefold() == value.casefold() for key in keys):
                continue
            for cell in (row[place] for place in places):
                if cell.value not in (None, "", REMOVED):
                    cell.value = REMOVED
                    changed = True
    return _saved(workbook) if changed else content


def _columns(sheet: Any, names: Sequence[str]) -> list[int]:
    """Return where the columns with these names stand, from 0."""
    head = next(iter(sheet.iter_rows(max_row=1, values_only=True)), ())
    return [place for place, name in enumerate(head) if name in names]


def _saved(workbook: Any) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _to_remove(
    row: Sequence[Any], sentences: Sequence[str], words: Mapping[str, str]
) -> Collection[Any]:
    """Return the cells of a row that hold withdrawn words, in themselves or in a note on them."""
    named = [words[key] for key in _ids(row) if key in words]
    found = []
    for cell in row:
        note = cell.comment.text if cell.comment else ""
        said = f"{cell.value}\n{note}" if isinstance(cell.value, str) else note
        if not said:
            continue
        whole = f" {_words(said)} "
        if any(part in whole for part in named) or traces_in(said.encode(), sentences):
            found.append(cell)
    return found


def _whole_cells(row: Sequence[Any], turns: Collection[str], said: Collection[int]) -> list[Any]:
    """Return the cells that are a short turn and nothing else; "ja" may be a person's own answer."""
    return [
        cell
        for place, cell in enumerate(row)
        if isinstance(cell.value, str)
        and (words := _words(cell.value)) in turns
        and (" " in words or place in said)
    ]


def _ids(row: Sequence[Any]) -> list[str]:
    return [
        part
        for cell in row
        if isinstance(cell.value, str) and "/" in cell.value
        for part in re.split(r"[;,\s]+", cell.value)
    ]


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))
