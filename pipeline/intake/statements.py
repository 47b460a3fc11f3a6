"""A session's sheet in; its statements as a document, who could give points, and the points, out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.domain.errors import InputError
from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.prioritising import Prioritising
from pipeline.intake import statement_notes as notes
from pipeline.intake.meta import TableMeta
from pipeline.intake.readers.base import UnreadableError
from pipeline.intake.readers.sheet import read_sheets
from pipeline.intake.sheet_columns import TEXT, Columns, Rows
from pipeline.intake.sheet_layout import Layout, without_people
from pipeline.intake.statement_words import perspective_of, themes_of, valence_of
from pipeline.intake.votes import SheetRow, count_votes
from pipeline.language.identify import identify

KIND = "uitspraken"
SUBJECT = "uitspraken"
LONG_TEXT = 300  # characters from which a statement is long for a card

_ID = re.compile(r"[\w./-]{1,24}")
_TOTAL = re.compile(
    r"(?i)(?:sub)?tota(?:al|len)|som|sum|total|(?:totaal )?aantal (?:punten|stickers|stemmen)"
)


@dataclass(frozen=True)
class StatementRules:
    """What reading a session's sheet needs of the study: its settings, perspectives and themes."""

    prioritising: Prioritising = field(default_factory=Prioritising)
    themes: Mapping[str, str] = field(default_factory=dict)  # normal id or label to a theme's id


@dataclass(frozen=True)
class StatementReading:
    """What was read of one session's sheet."""

    # Canonical: one statement a line; below these the questions that are no fixed word, which are no
    # segment but pass the privacy gate too.
    text: str = ""
    segments: Sequence[Mapping[str, Any]] = ()
    statements: Sequence[Mapping[str, Any]] = ()
    voters: Sequence[Mapping[str, Any]] = ()
    votes: Sequence[Mapping[str, Any]] = ()
    notes: Sequence[str] = ()


def read_statements(
    path: Path,
    meta: TableMeta,
    perspectives: PerspectiveMap,
    rules: StatementRules,
    *,
    leaving: Collection[str] = (),
) -> StatementReading:
    """Read the sheet of one session.

    Points stay with the code of who gave them; those of the codes in `leaving` are not read, nor,
    with UNKNOWN among these, those of anybody whom meta.yaml does not know. What is odd becomes a
    note and is never guessed.

    Raises:
        InputError: naming table and file, when it cannot be read, has no column of texts or more
            cells in a row than names, or when nothing says whether numbers are points or places.
    """
    try:
        return _read(path, meta, perspectives, rules, leaving)
    except UnreadableError as error:
        message = f"niet te lezen ({error.kind}). {error.advice}"
    except InputError as error:
        message = str(error)
    raise InputError(f"Tafel {meta.table_id}, {path.name}: {message}")


def _read(
    path: Path,
    meta: TableMeta,
    perspectives: PerspectiveMap,
    rules: StatementRules,
    leaving: Collection[str],
) -> StatementReading:
    layout = Layout(meta, perspectives)
    laid = layout.lay(read_sheets(path, layout.width))
    columns, left_out = without_people(laid.columns, leaving)
    told = [*laid.notes, *left_out]
    kept, row_notes = _rows_with_text(laid.rows, columns)
    if not kept:
        return StatementReading(notes=[*row_notes, notes.NO_STATEMENTS])
    statements, own_notes = _statements(kept, columns, meta.table_id, perspectives, rules)
    votes = count_votes(
        kept,
        [row["statement_id"] for row in statements],
        columns,
        meta,
        rules.prioritising,
        leaving=leaving,
    )
    text, segments = _document(statements, meta.table_id, path, perspectives)
    asked = dict.fromkeys(row["question"] for row in statements if row["question"])
    unknown = [name for name in asked if not rules.prioritising.knows(name)]
    text = "\n\n".join([text, *(["\n".join(unknown)] if unknown else [])])
    for row, segment in zip(statements, segments, strict=True):
        row["segment_id"] = segment["segment_id"]
    return StatementReading(
        text, segments, statements, votes.voters, votes.votes,
        [*told, *row_notes, *own_notes, *votes.notes],
    )  # fmt: skip


def _rows_with_text(rows: Rows, columns: Columns) -> tuple[list[SheetRow], list[str]]:
    """Return the rows that hold a statement; a row of totals is passed over in silence."""
    kept, bare = [], []
    for number, cells in rows[columns.head + 1 :]:
        row = SheetRow(number, cells)
        text = " ".join(row.cell(columns.fields[TEXT]).split())
        mark = row.cell(columns.fields.get("id", -1))
        if _TOTAL.fullmatch(text) or (not text and _TOTAL.fullmatch(mark)):
            continue
        if any(char.isalnum() for char in text):
            kept.append(row)
        else:
            bare.append(row)
    with_points = [row for row in bare if any(row.cell(seat.column) for seat in columns.seats)]
    told = [notes.without_text([row.number for row in bare], len(with_points))] if bare else []
    return kept, told


def _statements(
    rows: Sequence[SheetRow],
    columns: Columns,
    table_id: str,
    perspectives: PerspectiveMap,
    rules: StatementRules,
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return one row of Statements per row of the sheet, in its order."""
    odd: dict[str, list[int]] = {}
    seen: dict[str, set[str]] = {"id": set(), "text": set()}
    found = []
    for place, row in enumerate(rows, start=1):
        cell = {name: row.cell(column) for name, column in columns.fields.items()}
        text = " ".join(cell[TEXT].split())
        own_id = _own_id(cell.get("id", ""), place, table_id)
        statement_id = _free_id(own_id, seen["id"])
        valence = valence_of(cell.get("soort", ""))
        perspective = perspective_of(cell.get("perspectief", ""), perspectives)
        themes, all_known = themes_of(cell.get("thema", ""), rules.themes)
        question = " ".join(cell.get("vraag", "").split())
        plain = "".join(char for char in text.casefold() if char.isalnum())
        for name, is_odd in (
            ("id", statement_id != own_id),
            ("tekst", plain in seen["text"]),
            ("lang", len(text) >= LONG_TEXT),
            ("soort", bool(cell.get("soort")) and not valence),
            ("perspectief", bool(cell.get("perspectief")) and not perspective),
            ("thema", not all_known),
        ):
            if is_odd:
                odd.setdefault(name, []).append(row.number)
        seen["id"].add(statement_id.casefold())
        seen["text"].add(plain)
        found.append(
            {
                "table_id": table_id, "statement_id": statement_id, "segment_id": "", "text": text,
                "question": question, "heading": rules.prioritising.heading_of(question),
                "valence": valence, "perspective": perspective, "themes": " ".join(themes),
                "themes_by": "blad" if themes else "",
            }
        )  # fmt: skip
    return found, list(_told(odd, found))


def _told(odd: Mapping[str, Sequence[int]], found: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """Give what a researcher should know about the statements themselves."""
    if "id" in odd:
        yield notes.double_ids(odd["id"])
    if "tekst" in odd:
        yield notes.double_texts(odd["tekst"])
    if "lang" in odd:
        yield notes.long_texts(odd["lang"], LONG_TEXT)
    for name in ("soort", "perspectief", "thema"):
        if name in odd:
            yield notes.unknown_words(name, odd[name])
    nowhere = sum(bool(row["question"]) and not row["heading"] for row in found)
    if nowhere:
        yield notes.unknown_questions(nowhere)


def _own_id(cell: str, place: int, table_id: str) -> str:
    """Return a statement's number, that of its row where it has none, led by the table's own.

    Two sessions may both number from 1; "SB1-04" already says that it is of SB-1.
    """
    own = cell if _ID.fullmatch(cell) else f"{place:02d}"
    own = own.zfill(2) if own.isdigit() else own
    letters = [re.sub(r"[\W_]", "", part).casefold() for part in (own, table_id)]
    return own if letters[0].startswith(letters[1]) else f"{table_id}-{own}"


def _free_id(own_id: str, taken: set[str]) -> str:
    names = [own_id, *(f"{own_id}.{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name.casefold() not in taken)


def _document(
    statements: Sequence[Mapping[str, Any]],
    table_id: str,
    path: Path,
    perspectives: PerspectiveMap,
) -> tuple[str, list[dict[str, Any]]]:
    """Return the statements as a text of one a line, and each line as a segment."""
    texts = [row["text"] for row in statements]
    rows, start = [], 0
    for number, (row, language) in enumerate(zip(statements, identify(texts), strict=True)):
        end = start + len(row["text"])
        group = row["perspective"] and perspectives.group_of_perspective(row["perspective"])
        rows.append(
            {
                "segment_id": f"{table_id}/{KIND}/{number:04d}", "table_id": table_id,
                "document": path.name, "start": start, "end": end, "speaker": "", "role": "",
                "perspective": row["perspective"], "language": language, "text": row["text"],
                "kind": KIND, "group": group, "heading": row["question"], "block": number,
                "countable": True,
            }
        )  # fmt: skip
        start = end + 1
    return "\n".join(texts), rows
