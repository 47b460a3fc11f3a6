"""A study's plate in; the workbook in which people choose its words out, with all that they typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from pipeline.domain.tables import Statements
from pipeline.exchange import plate_sheet as sheet
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.release.praatplaat import icon_names
from pipeline.release.praatplaat.compose import Proposal, voice_name
from pipeline.release.praatplaat.shorten import MOST_WORDS
from pipeline.stages.decisions import Updated
from pipeline.stages.praatplaat import (
    MIDDLE_QUESTION,
    TITLE,
    VOICE_QUESTION,
    PlateWork,
    part_of,
    plate_of,
    sessions_of,
    statement_key,
)
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

_TOO_LONG = "te lang voor een plaat: kort zelf in"
_SHORTENED = "het programma liet de rest weg: kijk na of de strekking klopt"
_NO_ROOM = "past niet meer op de plaat: kort in, of zet bij een andere 'nee'"


def update_plate(run: Run) -> Updated | None:
    """Write the workbook anew with all that people typed; None where the study has no statements.

    Raises:
        InputError: when something in it cannot be followed; it is left as it is then.
    """
    if "Statements" not in run.tables or not len(run.table(Statements)):
        return None
    path = decisions_folder(run.settings) / sheet.FILE
    former, work = read_book(path), plate_of(run)
    apart = [own for one in sessions_of(run) if (own := plate_of(run, one)) is not None]
    names = {bloc: voice_name(bloc, work.texts.voice_names) for bloc in work.blocs} if work else {}
    typed = {key: own[sheet.TEXT] for key, own in sheet.typed_on_statements(former).items()}
    rows = _sheet_rows(run.table(Statements), work, names, typed)
    rows = _with_sessions(rows, apart)
    book = sheet.plate_book(
        rows, _parts(work, apart), icons=icon_names(), groups=list(names.values()), former=former
    )
    known = {one.key for one in rows}
    counts = {
        "statements": len(rows),
        "shown": len(work.board.statements) if work else 0,
        "voices": len(work.board.voices) if work else 0,
        "plates": len(apart),
        "long": sum(one.note.startswith(_TOO_LONG) for one in rows if one.placed != sheet.NO),
        "refused": len(work.choice.refused) if work else 0,
        "left_out": len(work.left_out) if work else 0,
        "unseated": len(work.choice.left_out) if work else 0,
        "lapsed": sum(key not in known for key in sheet.typed_on_statements(former)),
    }
    return Updated(path, write_book(path, book, former), counts)


def _sheet_rows(
    statements: pd.DataFrame,
    work: PlateWork | None,
    names: Mapping[str, str],
    typed: Mapping[str, str],
) -> list[sheet.PlateRow]:
    """Return the statements with what the program says of each, those on the plate first."""
    placed: dict[str, str] = {}
    for bloc, said in work.choice.voices.items() if work else ():
        placed |= dict.fromkeys(said, f"bij {names[bloc]}")
    placed |= dict.fromkeys(work.choice.shared if work else (), sheet.MIDDLE)
    rows = []
    for row in statements.to_dict("records"):
        one = str(row["statement_id"])
        proposal = work.proposals[one] if work else Proposal(str(row["text"]), "heel", "")
        left = work is not None and one in work.left_out
        note = work.choice.refused.get(one, "") if work else ""
        if left:
            note = _NO_ROOM
        elif one in placed and not note:
            note = _length_note(proposal, typed.get(statement_key(row), ""))
        where = sheet.NO if left else placed.get(one, sheet.NO)
        rows.append(
            sheet.PlateRow(
                statement_key(row), str(row["table_id"]), one, str(row["heading"]), str(row["text"]),
                where, proposal.text, proposal.icon, note,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda one: one.placed == sheet.NO)


def _with_sessions(
    rows: Sequence[sheet.PlateRow], plates: Sequence[PlateWork]
) -> list[sheet.PlateRow]:
    """Return the rows with where each statement lies on the plate of its own session."""
    placed: dict[str, str] = {}
    for work in plates:
        placed |= dict.fromkeys(map(str, work.shown["statement_id"]), sheet.NO)
        for voice in work.board.voices:
            placed |= {one.statement_id: f"bij {voice.name}" for one in voice.statements}
        placed |= {one.statement_id: sheet.MIDDLE for one in work.board.shared}
    return [replace(row, placed_apart=placed.get(row.statement_id, "")) for row in rows]


def _length_note(proposal: Proposal, own: str) -> str:
    """Return what a person should look at: her own words where she typed any, else the proposal."""
    if own:
        return _TOO_LONG if len(own.split()) > MOST_WORDS else ""
    return {"te lang": _TOO_LONG, "heel": ""}.get(proposal.how, _SHORTENED)


def _parts(work: PlateWork | None, apart: Sequence[PlateWork]) -> dict[str, str]:
    """Return what the program proposes for the plates themselves, by part."""
    if work is None:
        return {}
    own = work.texts.voice_questions
    asked = {
        VOICE_QUESTION.format(voice.name): "" if own.get(voice.key) else voice.question
        for voice in work.board.voices
    }
    parts = {TITLE: work.texts.title, MIDDLE_QUESTION: work.texts.question, **asked}
    for one in apart:
        parts[part_of(TITLE, one.session)] = one.texts.title
        parts[part_of(MIDDLE_QUESTION, one.session)] = one.texts.question
    return parts
