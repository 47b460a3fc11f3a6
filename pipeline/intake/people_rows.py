"""A sheet with a participant in each row in; the same with a statement in each row out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.domain.perspectives import UNKNOWN, PerspectiveMap, normal_role
from pipeline.intake import statement_notes as notes
from pipeline.intake.form_columns import Form, StatementColumn
from pipeline.intake.form_words import has_points
from pipeline.intake.labels import label_key
from pipeline.intake.meta import TableMeta
from pipeline.intake.sheet_columns import TEXT, Columns, Rows, Seat, is_code, normal_name
from pipeline.intake.speakers import Resolve
from pipeline.intake.statement_notes import ColumnNumber
from pipeline.intake.statement_words import perspective_of

NAMELESS = "rij"  # how a row of which nothing says whose it is, is called: "rij 4"
_OWN_FIELDS = (TEXT, "vraag", "id")
_BETWEEN = re.compile(r"[/,;()|]|\s(?:of|en|or|and)\s")
_LEAD_WORDS = re.compile(r"(?i)^(?:ik ben|als|i am)\s+(?:een|a|an)?\s*")
_SUMMARY = re.compile(
    r"(?i)(?:sub)?tota(?:al|len|l)|som|sum|gemiddelde|gem\.?|average|mean|aantal|mediaan|median|"
    r"maximum|minimum|max\.?|min\.?"
)


@dataclass(frozen=True)
class Turned:
    """The statements of a form as rows of a sheet, what its columns hold, and what to tell."""

    rows: Rows
    columns: Columns
    notes: tuple[str, ...]


@dataclass(frozen=True)
class People:
    """What knows the participants of a table: who a code is, and what a word of a role means."""

    meta: TableMeta
    resolve: Resolve
    perspectives: PerspectiveMap

    def knows(self, cell: str) -> bool:
        """Tell whether a cell is the code of a participant, or what `sprekers` calls her."""
        own = label_key(cell) in {label_key(label) for label in self.meta.speakers}
        voice = self.resolve(cell) if own or is_code(cell) else None
        return voice is not None and voice.single and voice.known

    def places(self, cell: str) -> bool:
        """Tell whether a cell names a perspective, a group, or a role of the table."""
        return not has_points(cell) and self.place(cell) != (UNKNOWN, "overig")

    def place(self, cell: str) -> tuple[str, str]:
        """Return perspective and group that a cell names; UNKNOWN and "overig" where it names none."""
        bare = _LEAD_WORDS.sub("", " ".join(cell.split()))
        found = {self._one(part.strip()) for part in (bare, *_BETWEEN.split(bare)) if part.strip()}
        found -= {(UNKNOWN, "overig")}
        return found.pop() if len(found) == 1 else (UNKNOWN, "overig")

    def _one(self, word: str) -> tuple[str, str]:
        voice = self.resolve(word)
        if voice.known:
            return voice.perspective, voice.group
        perspective = perspective_of(word, self.perspectives) or UNKNOWN
        for name in (word.casefold(), f"{word.casefold()}s", f"{word.casefold()}en"):
            if perspective == UNKNOWN and name in self.perspectives.groups:
                return UNKNOWN, name
        return perspective, self.perspectives.group_of(word, perspective)


def turn(rows: Rows, form: Form, people: People) -> Turned:
    """Return the sheet turned: a row per statement, named by its column, and a seat per person.

    A row of totals and one that holds text where points belong are nobody's. Of who stands there
    twice the first row counts.
    """
    answered, odd = _answers(rows[form.head + 1 :], form)
    roles = Counter(normal_role(_role(cells, form)) for _, cells in answered)
    seats: dict[str, Seat] = {}
    kept: list[Sequence[str]] = []
    double, unread = [], 0
    for number, cells in answered:
        alone = roles[normal_role(_role(cells, form))] == 1
        place = len(_OWN_FIELDS) + len(kept)
        seat, unread_name = _seat(number, cells, form, people, place, alone=alone)
        unread += unread_name
        if seat.code.casefold() in seats:
            double.append(seat.code)
            continue
        seats[seat.code.casefold()] = seat
        kept.append(cells)
    turned: list[tuple[int, list[str]]] = [
        (0, [*_OWN_FIELDS, *(seat.code for seat in seats.values())])
    ]
    for one in form.statements:
        own = [_points(_cell(cells, one.column), one) for cells in kept]
        turned.append((ColumnNumber(one.column + 1), [one.text, one.question, one.own_id, *own]))
    columns = Columns(
        head=0,
        fields={name: place for place, name in enumerate(_OWN_FIELDS)},
        seats=tuple(seats.values()),
        double=tuple(double),
        unknown=tuple(form.other),
        totals=False,
        people_in_rows=True,
    )
    told = _told(form, columns, odd, unread)
    bare = [number for number, cells in turned[1:] if not any(cells[len(_OWN_FIELDS) :])]
    return Turned(turned, columns, (*told, *([notes.unfilled_columns(bare)] if bare else [])))


def _answers(rows: Rows, form: Form) -> tuple[list[tuple[int, Sequence[str]]], list[int]]:
    """Return the rows of participants, and the numbers of those that hold no answer of anybody."""
    answered, odd = [], []
    for number, cells in rows:
        filled = [cell for one in form.statements if (cell := _cell(cells, one.column))]
        first = next((cell for cell in cells if cell), "")
        if _SUMMARY.fullmatch(first.strip(" :")):
            continue
        own = [_points(_cell(cells, one.column), one) for one in form.statements]
        if filled and not any(map(has_points, own)):
            odd.append(number)
        else:
            answered.append((number, cells))
    return answered, odd


def _role(cells: Sequence[str], form: Form) -> str:
    return _cell(cells, form.role) if form.role is not None else ""


def _seat(
    number: int, cells: Sequence[str], form: Form, people: People, column: int, *, alone: bool
) -> tuple[Seat, bool]:
    """Return whose row this is, by code or by a role that is in one row only (`alone`).

    Also whether a name was passed over.
    """
    who = _cell(cells, form.who) if form.who is not None else ""
    role = _role(cells, form)
    voice = people.resolve(who or role)
    by_role = alone and not who and normal_role(role) == normal_role(voice.role)
    if people.knows(who) or (role and by_role and voice.single and voice.known):
        return Seat(column, voice.speaker, voice.perspective, voice.group, known=True), False
    perspective, group = people.place(role) if role else (UNKNOWN, "overig")
    if (perspective, group) == (UNKNOWN, "overig") and who:
        perspective, group = people.place(who)
    if who and is_code(who):
        code = re.sub(r"[ _.-]", "", who).upper()
        return Seat(column, code, perspective, group, known=False), False
    code = f"{NAMELESS} {number}"
    return Seat(column, code, perspective, group, known=False, nameless=True), bool(who)


def _points(cell: str, one: StatementColumn) -> str:
    """Return a cell, "x" where it repeats the statement: so some programs say that it was chosen."""
    return "x" if cell and normal_name(cell) == normal_name(one.text) else cell


def _told(form: Form, columns: Columns, odd: Sequence[int], unread: int) -> list[str]:
    seats = columns.seats
    nameless = [seat for seat in seats if seat.nameless]
    placed = sum((seat.perspective, seat.group) != (UNKNOWN, "overig") for seat in nameless)
    told = [notes.read_as_form(len(form.statements), len(seats))]
    if form.personal:
        told.append(notes.personal_columns(form.personal))
    if nameless:
        told.append(notes.nameless_rows(len(nameless), len(nameless) - placed))
    if unread:
        told.append(notes.unread_names(unread))
    if odd:
        told.append(notes.no_answers(odd))
    return told


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
