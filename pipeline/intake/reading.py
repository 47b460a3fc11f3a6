"""A table's folder in; everything that was read of it out, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.perspectives import UNKNOWN, PerspectiveMap
from pipeline.domain.tables import (
    DialogueTables,
    Documents,
    Notices,
    Participants,
    Quarantine,
    Segments,
    Statements,
    Table,
    Voters,
    Votes,
    check,
    empty,
)
from pipeline.domain.tables.intake import MetaTexts, MetSpeakers, Times
from pipeline.domain.wording import of_sessions
from pipeline.intake import messages
from pipeline.intake.consent import consent_gaps, may_count
from pipeline.intake.documents import DocumentReading, read_document
from pipeline.intake.folders import (
    document_files,
    input_files,
    skipped_files,
    statement_file,
    table_folders,
)
from pipeline.intake.meta import TableMeta, check_unique_tables, read_meta
from pipeline.intake.relatives import absent_relatives
from pipeline.intake.statement_notes import NO_SHEET
from pipeline.intake.statements import KIND, SUBJECT, StatementRules, read_statements
from pipeline.intake.withdrawal import Reading, Withdrawal, without_people

__all__ = ["TableReading", "check_unique_tables", "input_files", "read_table", "table_folders"]

T = TypeVar("T", bound=Table)
SESSION = "dialoogsessie"  # the kind of table that puts statements in order


@dataclass(frozen=True)
class TableReading:
    """What was read of one table."""

    dialogue_tables: DataFrame[DialogueTables]
    participants: DataFrame[Participants]
    documents: DataFrame[Documents]
    segments: DataFrame[Segments]
    quarantine: DataFrame[Quarantine]
    notices: DataFrame[Notices]
    times: DataFrame[Times]
    speakers: DataFrame[MetSpeakers]
    meta_texts: DataFrame[MetaTexts] = field(default_factory=lambda: empty(MetaTexts))
    statements: DataFrame[Statements] = field(default_factory=lambda: empty(Statements))
    voters: DataFrame[Voters] = field(default_factory=lambda: empty(Voters))
    votes: DataFrame[Votes] = field(default_factory=lambda: empty(Votes))


@dataclass
class _Rows:
    """The rows that the documents of one table give, in order."""

    table_id: str
    is_session: bool = False  # a dialoogsessie, of which notices speak as such
    documents: list[Sequence[Any]] = field(default_factory=list)
    segments: list[Mapping[str, Any]] = field(default_factory=list)
    quarantine: list[Sequence[Any]] = field(default_factory=list)
    notices: list[Sequence[Any]] = field(default_factory=list)
    times: list[Sequence[Any]] = field(default_factory=list)
    speakers: list[Mapping[str, Any]] = field(default_factory=list)
    statements: list[Mapping[str, Any]] = field(default_factory=list)
    voters: list[Mapping[str, Any]] = field(default_factory=list)
    votes: list[Mapping[str, Any]] = field(default_factory=list)

    def note(self, document: str, subject: str, message: str) -> None:
        """Add a notice; `document` "" means the whole table."""
        said = of_sessions(message) if self.is_session else message
        self.notices.append((self.table_id, document, subject, said))


def read_table(
    folder: Path,
    *,
    perspectives: PerspectiveMap,
    theme_ids: Collection[str],
    cut_above: int,
    withdrawn: Collection[str] = (),
    on: date = date.min,
    rules: StatementRules | None = None,
) -> TableReading:
    """Read the folder of one table: who sat there, its documents, their segments, its statements.

    A document that cannot be read gives a row of quarantine and a notice; the others are read. The
    turns and points of participants in `withdrawn` (codes, or labels that stand in nobody's role), and
    of those whose consent does not hold `on` a day, are not in what comes back.

    Raises:
        InputError: naming folder, file and line, when meta.yaml is missing or faulty, or when a sheet of
            statements cannot be used.
    """
    meta = read_meta(folder, perspectives, theme_ids)
    rows = _Rows(meta.table_id, is_session=meta.values.get("kind") == SESSION)
    _note_meta(meta, rows)
    for name, why in skipped_files(folder):
        rows.note(name, "overgeslagen", why)
    files = document_files(folder)
    stems = Counter(path.stem.casefold() for path in files)
    for path in files:
        stem = path.stem if stems[path.stem.casefold()] == 1 else path.name
        _add(rows, path.name, read_document(path, stem, meta, cut_above=cut_above))
    leaving = _leaving(meta, withdrawn, on, rows)
    _add_statements(rows, folder, meta, perspectives, rules or StatementRules(), leaving=leaving)
    _note_files(files, stems, rows)
    _note_consent(meta, rows, on)
    return _without(_tables(meta, rows, on), leaving)


def _tables(meta: TableMeta, rows: _Rows, on: date) -> TableReading:
    return TableReading(
        dialogue_tables=meta.tables(),
        participants=meta.participants(on),
        documents=_table(rows.documents, Documents),
        segments=_table(rows.segments, Segments),
        quarantine=_table(rows.quarantine, Quarantine),
        notices=_table(rows.notices, Notices),
        times=_table(rows.times, Times),
        speakers=_table(rows.speakers, MetSpeakers),
        meta_texts=meta.free_texts(),
        statements=_table(rows.statements, Statements),
        voters=_table(rows.voters, Voters),
        votes=_table(rows.votes, Votes),
    )


def _leaving(meta: TableMeta, withdrawn: Collection[str], on: date, rows: _Rows) -> list[str]:
    """Return the codes of those whose turns are left out; UNKNOWN where it may be any stranger's."""
    asked = {code.casefold() for code in withdrawn}
    codes = [
        person.code
        for person in meta.people
        if person.code.casefold() in asked or not may_count(person.consent, on=on)
    ]
    known = {person.code.casefold() for person in meta.people}
    strange = sorted(code for code in withdrawn if code.casefold() not in known)
    if codes:
        rows.note("", "toestemming", messages.left_out_people(codes))
    if strange:
        rows.note("", "toestemming", messages.unknown_withdrawn(strange))
    return [*codes, *([UNKNOWN] if strange else [])]


def _without(reading: TableReading, codes: Sequence[str]) -> TableReading:
    """Return what was read without the turns of `codes`."""
    if not codes:
        return reading
    table_id = str(reading.dialogue_tables["table_id"].iloc[0])
    whole = Reading(
        reading.dialogue_tables, reading.participants, reading.documents, reading.segments
    )
    left = without_people(whole, [Withdrawal(table_id, code) for code in codes])
    speakers = reading.speakers
    gone = speakers["participant"].isin(codes) | ((UNKNOWN in codes) & ~speakers["known"])
    timed = reading.times["segment_id"].isin(left.segments["segment_id"])
    return replace(
        reading,
        participants=left.participants,
        documents=left.documents,
        segments=left.segments,
        speakers=check(speakers[~gone], MetSpeakers),
        meta_texts=check(
            reading.meta_texts[~reading.meta_texts["participant"].isin(codes)], MetaTexts
        ),
        times=check(reading.times[timed], Times),
    )


def _table(rows: Sequence[Any], schema: type[T]) -> DataFrame[T]:
    return check(pd.DataFrame(rows, columns=schema.names()), schema) if rows else empty(schema)


def _add(rows: _Rows, document: str, reading: DocumentReading) -> None:
    """Add what one document gave."""
    for subject, message in reading.notes:
        rows.note(document, subject, message)
    if reading.refused:
        rows.quarantine.append((rows.table_id, document, "fout", reading.refused, -1, -1))
        return
    digest = sha256(reading.text.encode("utf-8")).hexdigest()
    rows.documents.append((rows.table_id, document, reading.kind, digest, reading.text))
    rows.segments += reading.segments
    rows.times += reading.times
    rows.speakers += reading.speakers


def _add_statements(
    rows: _Rows,
    folder: Path,
    meta: TableMeta,
    perspectives: PerspectiveMap,
    rules: StatementRules,
    *,
    leaving: Sequence[str],
) -> None:
    """Add what the sheet of a session gave without who leaves, or note that a session has none."""
    path = statement_file(folder)
    if path is None:
        if meta.values.get("kind") == SESSION:
            rows.note("", SUBJECT, NO_SHEET)
        return
    reading = read_statements(path, meta, perspectives, rules, leaving=leaving)
    for message in reading.notes:
        rows.note(path.name, SUBJECT, message)
    if not reading.statements:
        return
    digest = sha256(reading.text.encode("utf-8")).hexdigest()
    rows.documents.append((rows.table_id, path.name, KIND, digest, reading.text))
    rows.segments += reading.segments
    rows.statements += reading.statements
    rows.voters += reading.voters
    rows.votes += reading.votes


def _note_meta(meta: TableMeta, rows: _Rows) -> None:
    """Note what meta.yaml leaves open."""
    if not meta.people:
        rows.note("", "meta", messages.NO_PEOPLE)
    for person in meta.people:
        if not person.known:
            rows.note("", "meta", messages.unknown_perspective(person.code))


def _note_consent(meta: TableMeta, rows: _Rows, on: date) -> None:
    """Note, in one line each for the whole table, who may not be quoted and who never agreed."""
    gaps: dict[str, list[str]] = {}
    for person in meta.people:
        for gap in consent_gaps(person.consent, on=on):
            gaps.setdefault(gap, []).append(person.code)
    if meta.people and all(person.consent.silent for person in meta.people):
        rows.note("", "toestemming", messages.NO_CONSENT)
    elif gaps:
        rows.note("", "toestemming", messages.consent_gaps_note(gaps))
    texts = [str(segment["text"]) for segment in rows.segments]
    absent = absent_relatives(texts, [person.role for person in meta.people])
    if absent:
        rows.note("", "toestemming", messages.absent_people(absent))


def _note_files(files: Sequence[Path], stems: Mapping[str, int], rows: _Rows) -> None:
    """Note a table without documents, and documents that seem to be one in two formats."""
    if not files and not rows.statements:
        rows.note("", "document", messages.NO_DOCUMENTS)
    for stem, count in sorted(stems.items()):
        if count > 1:
            rows.note("", "document", messages.same_name(stem, count))
