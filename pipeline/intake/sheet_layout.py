"""The rows of a session's sheet in; one statement a row with a seat per participant out, whichever way it lay."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.domain.errors import InputError
from pipeline.domain.perspectives import UNKNOWN, PerspectiveMap
from pipeline.intake import statement_notes as notes
from pipeline.intake.form_columns import Form, find_form
from pipeline.intake.form_words import has_points, is_sentence
from pipeline.intake.meta import TableMeta
from pipeline.intake.people_rows import People, turn
from pipeline.intake.readers.sheet import Sheet
from pipeline.intake.sheet_columns import (
    TEXT,
    Columns,
    Rows,
    find_columns,
    find_head,
    longer_rows,
)
from pipeline.intake.speakers import resolver

_BY_STATEMENT, _BY_PERSON, _EITHER = "uitspraken", "deelnemers", "beide"


@dataclass(frozen=True)
class Laid:
    """A sheet as it is read: statements in rows below the head, and what its columns hold."""

    rows: Rows
    columns: Columns
    notes: tuple[str, ...] = ()


class Layout:
    """What tells whether the rows of a table's sheet are statements or people."""

    def __init__(self, meta: TableMeta, perspectives: PerspectiveMap) -> None:
        """Take who sat at the table, for a cell may hold a code or a role."""
        self.people = People(meta, resolver(meta), perspectives)
        self.places = cache(self.people.places)  # a sheet holds the same few cells many times
        self.knows = cache(self.people.knows)

    def width(self, rows: Rows) -> int:
        """Return how many columns the row of names holds, 0 where there is no such row."""
        head, form = find_head(rows), self._form(rows)
        found = [place for place in (head, form.head if form else None) if place is not None]
        return max((sum(bool(cell) for cell in rows[place][1]) for place in found), default=0)

    def lay(self, sheets: Sequence[Sheet]) -> Laid:
        """Return the first sheet that holds statements, turned where its rows are people.

        Raises:
            InputError: when no sheet holds statements with room for points, nothing tells what a row
                is, or cells of a text file have moved.
        """
        fits = [
            (sheet, found) for sheet in sheets if (found := self._reading(sheet.rows)) is not None
        ]
        if not fits:
            raise InputError(self._why([sheet.rows for sheet in sheets]))
        (rows, from_text), (way, head, form) = fits[0]
        if from_text and (moved := longer_rows(rows, head)):
            raise InputError(notes.too_many_cells(moved))
        if way == _EITHER:
            raise InputError(notes.two_ways())
        told = (notes.several_sheets(len(fits)),) if len(fits) > 1 else ()
        if way == _BY_STATEMENT or form is None:
            meta, resolve = self.people.meta, self.people.resolve
            return Laid(rows, find_columns(rows, head, meta, resolve), told)
        turned = turn(rows, form, self.people)
        return Laid(turned.rows, turned.columns, (*told, *turned.notes))

    def _form(self, rows: Rows) -> Form | None:
        return find_form(rows, self.places, self.knows)

    def _reading(self, rows: Rows) -> tuple[str, int, Form | None] | None:
        """Return what a row is, the place of the head, and the form; None where it is neither."""
        head, form = find_head(rows), self._form(rows)
        usable = form is not None and form.certain and not form.coded
        if head is None:
            return (_BY_PERSON, form.head, form) if usable and form else None
        if form is None or not usable:
            return _BY_STATEMENT, head, None
        columns = find_columns(rows, head, self.people.meta, self.people.resolve)
        texts = [_cell(cells, columns.fields[TEXT]) for _, cells in rows[head + 1 :]]
        words = [not has_points(text) for text in texts if text]
        if 2 * sum(words) <= len(words):
            return _BY_PERSON, form.head, form
        if columns.seats or not form.stamped:
            return (_EITHER if columns.seats and form.stamped else _BY_STATEMENT), head, form
        sentences = sum(is_sentence(one.text) for one in form.statements)
        surely = 2 * sentences >= len(form.statements)
        return (_BY_PERSON if surely else _EITHER), form.head, form

    def _why(self, sheets: Sequence[Rows]) -> str:
        """Return why no sheet can be read, by what it seems to be."""
        forms = [self._form(rows) for rows in sheets]
        if any(form and form.coded for form in forms):
            return notes.only_numbers()
        if any(map(self._chosen, sheets)):
            return notes.choices_in_cells()
        return notes.no_text_column()

    def _chosen(self, rows: Rows) -> bool:
        """Tell whether some column holds the same few texts again and again, as choices do."""
        from collections import Counter

        names = rows[0][1]
        for column in range(len(names)):
            cells = [cell for _, row in rows[1:] if (cell := _cell(row, column))]
            parts = [part for cell in cells for part in cell.split(";") if is_sentence(part)]
            counts = Counter(part.strip() for part in parts)
            if len(cells) > 2 and len(parts) > len(counts) > 1:
                return True
        return False


def without_people(columns: Columns, leaving: Collection[str]) -> tuple[Columns, list[str]]:
    """Return the columns without those of who leaves, and what to tell.

    UNKNOWN in `leaving`: of whoever is not in meta.yaml. A row that says by no code whose it is may
    be of anybody who leaves, so none of those stays.
    """
    stay = [
        seat
        for seat in columns.seats
        if seat.code not in leaving
        and (seat.known or UNKNOWN not in leaving)
        and not (seat.nameless and leaving)
    ]
    withheld = sum(seat.nameless for seat in columns.seats) if leaving else 0
    told = [notes.withheld_rows(withheld)] if withheld else []
    return replace(columns, seats=tuple(stay)), told


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
