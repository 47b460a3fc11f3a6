"""The columns of a session's participants in; who could give points, and the points given, out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.domain.prioritising import POINTS, SCALE, TOP3, Prioritising
from pipeline.intake import statement_notes as notes
from pipeline.intake.meta import TableMeta
from pipeline.intake.points import (
    EMPTY,
    MARK,
    NEGATIVE,
    NUMBER,
    UNREADABLE,
    AmbiguousFormError,
    Cell,
    allowed_points,
    double_places,
    form_of,
    out_of_place,
    points_of,
    read_cell,
    scale_of,
)
from pipeline.intake.sheet_columns import Columns

LEADS = ("voorzitter", "verslaglegger")  # perspectives that lead a session and give no points


@dataclass(frozen=True)
class SheetRow:
    """One row of a sheet that holds a statement."""

    number: int  # in the file
    cells: Sequence[str]

    def cell(self, column: int) -> str:
        """Return a cell, "" where the row is shorter or the column is not there."""
        return self.cells[column].strip() if 0 <= column < len(self.cells) else ""


@dataclass(frozen=True)
class CountedVotes:
    """Rows of Voters and of Votes, and what a researcher should know about them."""

    voters: Sequence[Mapping[str, Any]]
    votes: Sequence[Mapping[str, Any]]
    notes: Sequence[str]


def count_votes(
    rows: Sequence[SheetRow],
    statement_ids: Sequence[str],
    columns: Columns,
    meta: TableMeta,
    prioritising: Prioritising,
    *,
    leaving: Collection[str] = (),
) -> CountedVotes:
    """Return who could give points and what they gave; `bloc` is left open.

    That a participant in `leaving` has no column is nothing to tell.

    Raises:
        InputError: when nothing says whether 1, 2 and 3 are points or places.
    """
    if not columns.seats:
        why = [notes.ONLY_TOTALS if columns.totals else notes.NO_SEATS]
        return CountedVotes((), (), [] if columns.people_in_rows else why)
    cells = {
        seat.code: [read_cell(row.cell(seat.column)) for row in rows] for seat in columns.seats
    }
    try:
        form, assumed = form_of(list(cells.values()), prioritising.form)
    except AmbiguousFormError:
        raise InputError(notes.ambiguous_form()) from None
    highest = scale_of(cells.values(), prioritising.highest) if form == SCALE else 0
    points = {
        code: [points_of(cell, form, highest) for cell in column] for code, column in cells.items()
    }
    given = {code: sum(column) for code, column in points.items()}
    allowed, how = allowed_points(given, form, prioritising.per_person)
    voters = [
        {
            "table_id": meta.table_id, "participant": seat.code, "perspective": seat.perspective,
            "group": seat.group, "bloc": "", "given": given[seat.code],
            "allowed": allowed[seat.code],
            "n_empty": sum(cell.kind == EMPTY for cell in cells[seat.code]),
        }
        for seat in columns.seats
    ]  # fmt: skip
    votes = [
        {
            "table_id": meta.table_id,
            "statement_id": statement_id,
            "participant": code,
            "points": own,
        }
        for code, column in points.items()
        for statement_id, own in zip(statement_ids, column, strict=True)
        if own > 0
    ]
    told = [
        *_about_seats(columns, meta, leaving),
        *_about_form(form, how, allowed, highest, assumed=assumed and bool(votes)),
        *_about_cells(rows, cells, form, highest),
        *_about_totals(given, allowed, how),
    ]
    return CountedVotes(voters, votes, told)


def _about_seats(columns: Columns, meta: TableMeta, leaving: Collection[str]) -> Iterable[str]:
    """Give what is odd about the columns: double, unknown, missing, or nobody's."""
    turned = columns.people_in_rows
    if columns.double:
        yield notes.double_seats(columns.double, "rijen" if turned else "kolommen")
    strangers = [seat.code for seat in columns.seats if not (seat.known or seat.nameless)]
    if strangers:
        yield notes.unknown_seats(strangers)
    seated = {seat.code for seat in columns.seats} | set(leaving)
    missing = [
        one.code for one in meta.people if one.code not in seated and one.perspective not in LEADS
    ]
    if missing and not any(seat.nameless for seat in columns.seats):
        yield notes.missing_seats(missing, "rij" if turned else "kolom")
    if columns.unknown:
        yield (notes.unread_columns if turned else notes.unknown_columns)(columns.unknown)


def _about_form(
    form: str, how: str, allowed: Mapping[str, float], highest: int, *, assumed: bool
) -> Iterable[str]:
    """Give what was taken for granted about the way of giving points."""
    if form == SCALE:
        yield notes.read_as_scale(highest)
    elif assumed:
        yield notes.assumed_form(form)
    if how == "aangenomen":
        yield notes.assumed_most(max(allowed.values()))
    if how == "onbekend" and any(allowed.values()):
        yield notes.UNKNOWN_MOST


def _about_cells(
    rows: Sequence[SheetRow], cells: Mapping[str, Sequence[Cell]], form: str, highest: int
) -> Iterable[str]:
    """Give how many cells were odd, and in which rows."""
    placed = [
        (row.number, cell)
        for column in cells.values()
        for row, cell in zip(rows, column, strict=True)
    ]

    def where(kind: str) -> list[int]:
        return sorted(number for number, cell in placed if cell.kind == kind)

    if unreadable := where(UNREADABLE):
        yield notes.unreadable(len(unreadable), unreadable)
    if negative := where(NEGATIVE):
        yield notes.negative(len(negative), negative)
    if odd := sorted(number for number, cell in placed if out_of_place(cell, form, highest)):
        yield notes.out_of_form(len(odd), form, odd)
    written = sum(cell.as_text and cell.kind in (MARK, NUMBER) for _, cell in placed)
    if written and form == POINTS:
        yield notes.as_text(written)
    if form == TOP3 and (
        double := [code for code, column in cells.items() if double_places(column)]
    ):
        yield notes.double_places_note(double)
    if form == POINTS and any(cell.kind == NUMBER and not cell.value for _, cell in placed):
        empty = {code: sum(cell.kind == EMPTY for cell in column) for code, column in cells.items()}
        if total := sum(empty.values()):
            yield notes.empty_cells(total, sum(bool(count) for count in empty.values()))


def _about_totals(
    given: Mapping[str, float], allowed: Mapping[str, float], how: str
) -> Iterable[str]:
    """Give who gave too much, too little or nothing."""
    if not any(given.values()):
        yield notes.NO_POINTS
        return
    over = [code for code, points in given.items() if points > allowed[code]]
    if over:
        yield notes.too_many_points(over, max(allowed.values()))
    nothing = [code for code, points in given.items() if not points]
    if nothing:
        yield notes.gave_nothing(nothing)
    left = {code: max(allowed[code] - points, 0) for code, points in given.items()}
    if how != "onbekend" and any(left.values()):
        yield notes.unused_points(
            sum(left.values()), sum(allowed.values()), sum(bool(points) for points in left.values())
        )
