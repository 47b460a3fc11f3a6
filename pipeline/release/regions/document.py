"""The chapters of an overview in; an editable DOCX out, a page on its side, always the same bytes."""

from __future__ import annotations

import string
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.release.chapters import Chapter, PageTable
from pipeline.release.picture import Look
from pipeline.release.regions.wide_document import (
    WIDTH_MM,
    document_bytes,
    new_wide_document,
    write_table,
)

if TYPE_CHECKING:
    from docx.document import Document

MOST_NAMED = 6  # studies; where there are more, each is a letter that is told above the table
MOST_COLUMNS = 13  # studies beside each other on one page
FIRST_MM, WIDEST_MM = 46.0, 40.0  # of a table with a column per study
ROOMY_MM = 72.0  # of its first column, where studies are few
LETTER_MM, CELL_MM = 1.75, 4.5  # of bold type of 8 pt, and the margins of a cell


def render_document(
    title: str, lead: Sequence[str], chapters: Sequence[Chapter], look: Look, *, source: str
) -> bytes:
    """Write the overview as DOCX: Word's own styles, tables whose heads repeat."""
    document = new_wide_document(look, title=title, subject=lead[0], source=source)
    document.add_paragraph(title, style="Title")
    for line in lead:
        document.add_paragraph(line)
    for chapter in chapters:
        heading = document.add_paragraph(chapter.title, style="Heading 1")
        heading.paragraph_format.keep_with_next = True
        if chapter.lead:
            document.add_paragraph(chapter.lead).paragraph_format.keep_with_next = True
        for table in chapter.tables:
            _write(document, table, look, several=len(chapter.tables) > 1)
    return document_bytes(document)


def _write(document: Document, table: PageTable, look: Look, *, several: bool) -> None:
    if several:
        heading = document.add_paragraph(table.title, style="Heading 2")
        heading.paragraph_format.keep_with_next = True
    if table.note:
        document.add_paragraph(table.note).paragraph_format.keep_with_next = len(table.rows) > 0
    if table.rows.empty:
        document.add_paragraph(table.empty, style="Caption")
        return
    if several:
        _write_side(document, table, look)
        return
    headings = [str(name) for name in table.rows.columns]
    rows = table.rows.astype(str).to_numpy().tolist()
    widths = _widths(headings, rows)
    write_table(document, headings, rows, widths, title=table.title, look=look, marked=table.marked)


def _write_side(document: Document, table: PageTable, look: Look) -> None:
    """Write a table with a column per study; where they are many, in parts, each study a letter."""
    names = [str(name) for name in table.rows.columns]
    shown = table.rows.astype(str).to_numpy().tolist()
    letters = letters_for(len(names) - 1)
    for start in range(1, len(names), MOST_COLUMNS):
        part = range(start, min(start + MOST_COLUMNS, len(names)))
        headings = [names[column] for column in part]
        if len(names) - 1 > MOST_NAMED:
            headings = [letters[column - 1] for column in part]
            told = " · ".join(f"{letters[column - 1]} {names[column]}" for column in part)
            caption = document.add_paragraph(told, style="Caption")
            caption.paragraph_format.keep_with_next = True
        rows = [[row[0], *(row[column] for column in part)] for row in shown]
        marked = {
            (row, place): valence
            for place, column in enumerate(part, start=1)
            for row in range(len(rows))
            if (valence := table.marked.get((row, column), ""))
        }
        first = FIRST_MM if len(part) > MOST_NAMED else ROOMY_MM
        widths = [first, *[min((WIDTH_MM - first) / len(part), WIDEST_MM)] * len(part)]
        write_table(
            document, [names[0], *headings], rows, widths, title=table.title, look=look,
            marked=marked, narrow=True,
        )  # fmt: skip


def letters_for(number: int) -> list[str]:
    """Return so many short names: A to Z, then AA, AB and on."""
    alphabet = string.ascii_uppercase
    single = list(alphabet)
    double = [f"{first}{second}" for first in alphabet for second in alphabet]
    return [*single, *double][:number]


def _widths(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return widths in which the longest word of each column fits; what is left goes by how much it holds."""
    columns = list(zip(headings, *rows, strict=True))
    least = [
        max(len(word) for cell in column for word in [*cell.split(), ""]) * LETTER_MM + CELL_MM
        for column in columns
    ]
    if sum(least) >= WIDTH_MM:
        return [WIDTH_MM * one / sum(least) for one in least]
    held = [min(sum(map(len, column)) / len(column), 60.0) for column in columns]
    spare = WIDTH_MM - sum(least)
    return [one + spare * share / sum(held) for one, share in zip(least, held, strict=True)]
