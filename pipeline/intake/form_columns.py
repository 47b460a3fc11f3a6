"""The rows of a form's export in; which column holds a statement, whose row it is, and what is left out, out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.intake.form_words import (
    NOTHING,
    OTHER,
    PERSONAL,
    QUESTION,
    ROLE,
    STAMP_NAMES,
    STATEMENT,
    WHO,
    has_points,
    is_sentence,
    kind_of,
    says_something,
)
from pipeline.intake.sheet_columns import Rows, normal_name

_HIGHEST_HEAD = 12  # rows of title, codes and questions above the statements
_SEEN = 300  # rows by which a column is judged
_LEAST = 2  # statements: a form with one column of numbers asks for anything
_BRACKETED = re.compile(r"(.*?)\s*\[(.+)\]\s*", re.DOTALL)
_DASHED = re.compile(r"(.+?)\s+[-–—]\s+(.+)", re.DOTALL)
_NUMBERED = re.compile(r"((?:[A-Za-z]{1,3}\d{0,2}[-_.]?)?\d{1,3})(?:[.):]\s*|\s+)(?=\S)")


@dataclass(frozen=True)
class StatementColumn:
    """A column of points below one statement."""

    column: int
    text: str
    question: str
    own_id: str


@dataclass(frozen=True)
class Form:
    """What a form's export holds, and how certain that is."""

    head: int  # the place of the row with the statements, among the rows
    statements: tuple[StatementColumn, ...]
    who: int | None  # the column with participants' codes
    role: int | None
    personal: tuple[int, ...]  # names, addresses and ages: never taken in
    other: tuple[int, ...]  # neither points nor anything known
    stamped: bool  # with what a program of forms adds: when, by which number
    certain: bool  # people stand in the rows, whatever else the sheet may hold
    coded: bool  # the points stand below numbers, which say no statement


def find_form(
    rows: Rows, places: Callable[[str], bool], knows: Callable[[str], bool]
) -> Form | None:
    """Return the sheet as one with a participant in each row, None where it cannot be that.

    The row of names is the one that gives most statements; of equals the first.
    """
    best: Form | None = None
    for place in range(min(_HIGHEST_HEAD, len(rows) - 1)):
        found = _form(rows, place, places, knows)
        if best is None or (len(found.statements), not found.coded) > (
            len(best.statements),
            not best.coded,
        ):
            best = found
        if _is_answer(rows[place][1]):
            break
    if best is None or (len(best.statements) < _LEAST and not best.coded):
        return None
    return best


def _form(
    rows: Rows, head: int, places: Callable[[str], bool], knows: Callable[[str], bool]
) -> Form:
    names = rows[head][1]
    above = rows[head - 1][1] if head else ()
    cells = [
        [_cell(row, column) for _, row in rows[head + 1 : head + 1 + _SEEN]]
        for column in range(len(names))
    ]
    kinds = [
        kind_of(name or _cell(above, column), below, places, knows)
        for column, (name, below) in enumerate(zip(names, cells, strict=True))
    ]
    kinds = _without_questions(kinds, names, cells)
    found = [column for column, kind in enumerate(kinds) if kind == STATEMENT]
    who, role = _first(kinds, WHO), _first(kinds, ROLE)
    stamped = any(normal_name(name) in STAMP_NAMES for name in (*names, *above))
    sentences = sum(is_sentence(names[column]) for column in found)
    told = [cell for column in (who, role) if column is not None for cell in cells[column] if cell]
    told_who = bool(told) and 2 * sum(knows(cell) or places(cell) for cell in told) >= len(told)
    numbered = [
        column
        for column, kind in enumerate(kinds)
        if kind == OTHER
        and any(map(has_points, cells[column]))
        and not says_something(names[column])
    ]
    return Form(
        head=head,
        statements=tuple(_statements(names, _spread(above, names), found)),
        who=who,
        role=role,
        personal=tuple(column for column, kind in enumerate(kinds) if kind == PERSONAL),
        other=tuple(
            column
            for column, kind in enumerate(kinds)
            if kind in (OTHER, QUESTION) and any(cells[column])
        ),
        stamped=stamped,
        certain=stamped or told_who or 2 * sentences >= max(len(found), 1),
        coded=len(found) < _LEAST <= len(numbered) and (stamped or told_who),
    )


def _without_questions(
    kinds: Sequence[str], names: Sequence[str], cells: Sequence[Sequence[str]]
) -> list[str]:
    """Return the kinds, where a question among statements asks for something else.

    A column that nobody filled in is a statement only between two that somebody gave points to.
    """
    points = [
        column for column, kind in enumerate(kinds) if kind == STATEMENT and any(cells[column])
    ]
    asked = [column for column in points if names[column].rstrip().endswith("?")]
    asking = 2 * len(asked) > len(points)
    kept = list(kinds)
    for column, kind in enumerate(kinds):
        if kind != STATEMENT:
            continue
        if column in asked and not asking:
            kept[column] = QUESTION
        elif column not in points and not (points and points[0] < column < points[-1]):
            kept[column] = NOTHING
    return kept


def _statements(
    names: Sequence[str],
    above: Sequence[str],
    found: Sequence[int],
) -> list[StatementColumn]:
    """Return the statements with the question that a form puts before or above them."""
    parted = _parted([names[column] for column in found])
    numbers = [_NUMBERED.match(text) for _, text in parted]
    own = [number[1] for number in numbers if number]
    numbered = len(own) == len(found) == len(set(own))
    return [
        StatementColumn(
            column,
            text[number.end() :] if numbered and number else text,
            question or above[column],
            number[1] if numbered and number else "",
        )
        for column, (question, text), number in zip(found, parted, numbers, strict=True)
    ]


def _parted(names: Sequence[str]) -> list[tuple[str, str]]:
    """Return question and statement of every heading; a question is what several begin with."""
    for pattern in (_BRACKETED, _DASHED):
        parts = [pattern.fullmatch(name) for name in names]
        shared = Counter(part[1] for part in parts if part)
        if sum(count for count in shared.values() if count > 1) * 2 >= len(names) > 1:
            return [
                (part[1].strip(), part[2].strip()) if part and shared[part[1]] > 1 else ("", name)
                for part, name in zip(parts, names, strict=True)
            ]
    return [("", name) for name in names]


def _spread(above: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return for every column what stands above it, where one question spans several columns.

    A code or a lone title above the first column is no question.
    """
    spread, last = [], ""
    for column in range(len(names)):
        own = _cell(above, column)
        if own:
            last = own if says_something(own) and column else ""
        spread.append(last)
    return spread


def _is_answer(cells: Sequence[str]) -> bool:
    """Tell whether a row holds answers: then no row below it names the columns."""
    filled = [cell for cell in cells if cell]
    return sum(map(has_points, filled)) * 2 > len(filled)


def _first(kinds: Sequence[str], kind: str) -> int | None:
    return kinds.index(kind) if kind in kinds else None


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
