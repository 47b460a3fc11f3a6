"""One file of a table in; its text, its segments and what a researcher should know of it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.intake.blocks import TURN, Block
from pipeline.intake.messages import (
    labels_note,
    left_out_note,
    not_read,
    unknown_speakers_note,
)
from pipeline.intake.meta import TableMeta
from pipeline.intake.readers import Source, UnreadableError, read_source
from pipeline.intake.segments import Piece, cut_pieces, segment_rows
from pipeline.intake.speakers import knows_label, met_rows, resolver
from pipeline.intake.turns import Turns, find_turns
from pipeline.intake.verslag import find_blocks

Note = tuple[str, str]  # subject and message
_SPOKEN_NAMES = (
    "transcri",
    "opname",
    "gesprek",
    "interview",
    "uitgeschreven",
    "captions",
    "ondertitel",
)
_WRITTEN_NAMES = (
    "verslag",
    "notulen",
    "samenvatting",
    "casusprofiel",
    "voorbereiding",
    "terugblik",
)
_SOME_TURNS = 3
_MANY_TURNS = 30  # a "woordelijk verslag" is a transcript; a verslag with a round of answers is not
_SPOKEN_SHARE = 0.8  # share of a text in labelled turns above which it is a transcript


@dataclass(frozen=True)
class DocumentReading:
    """What was read of one file; `refused` says in a word why nothing was."""

    refused: str = ""
    kind: str = ""  # verslag or transcript
    text: str = ""
    segments: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    times: Sequence[tuple[str, float, float | None]] = field(default_factory=tuple)
    speakers: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    notes: Sequence[Note] = field(default_factory=tuple)


def read_document(path: Path, stem: str, meta: TableMeta, *, cut_above: int) -> DocumentReading:
    """Read one file; what cannot be read is refused by name and never stops the others."""
    try:
        source = read_source(path)
    except UnreadableError as error:
        return DocumentReading(refused=error.kind, notes=[not_read(error.kind, error.advice)])
    resolve = resolver(meta)
    kind, blocks = _blocks(path.stem, source, lambda label: knows_label(label, meta, resolve))
    pieces = cut_pieces(source.text, blocks, cut_above=cut_above)
    if not pieces:
        return DocumentReading(
            refused="geen tekst",
            notes=[not_read("geen tekst", "Er staan alleen koppen of tekens in.")],
        )
    rows = segment_rows(
        source.text,
        pieces,
        table_id=meta.table_id,
        document=path.name,
        stem=stem,
        kind=kind,
        people=meta.people,
        resolve=resolve,
    )
    speakers = met_rows(source.text, blocks, meta.table_id, path.name, resolve)
    return DocumentReading(
        kind=kind,
        text=source.text,
        segments=rows,
        times=_times(rows, pieces),
        speakers=speakers,
        notes=[*source.notes, *_notes(kind, rows, speakers)],
    )


def _blocks(
    stem: str, source: Source, is_known: Callable[[str], bool]
) -> tuple[str, Sequence[Block]]:
    """Return whether a document is a transcript or a verslag, and its blocks.

    By what the format says, else by the file's name, else by how much of it stands in turns.
    """
    if source.blocks is not None:
        return "transcript", source.blocks
    name = stem.casefold()
    written = any(word in name for word in _WRITTEN_NAMES)
    spoken = not written and any(word in name for word in _SPOKEN_NAMES)
    turns = find_turns(source.text, is_known)
    enough = _MANY_TURNS if written else _SOME_TURNS
    if spoken or _is_spoken(turns, source.text, enough):
        return "transcript", turns.blocks
    return "verslag", find_blocks(source.text)


def _is_spoken(turns: Turns, text: str, enough: int) -> bool:
    """Tell whether nearly all of a text stands in `enough` turns or more, of at least two speakers."""
    labelled = [block for block in turns.blocks if block.kind == TURN and block.label]
    if len({block.label for block in labelled}) < 2 or len(labelled) < enough:
        return False
    covered = sum(block.end - block.start + len(block.label) for block in labelled)
    return covered > _SPOKEN_SHARE * len(text)


def _times(
    rows: Sequence[Mapping[str, Any]], pieces: Sequence[Piece]
) -> list[tuple[str, float, float | None]]:
    return [
        (row["segment_id"], piece.source.began, piece.source.ended)
        for row, piece in zip(rows, pieces, strict=True)
        if piece.source.began is not None
    ]


def _notes(
    kind: str, rows: Sequence[Mapping[str, Any]], speakers: Sequence[Mapping[str, Any]]
) -> list[Note]:
    """Return what a researcher should know about the speakers and the evidence of one document."""
    notes = []
    if kind == "transcript":
        if not speakers:
            notes.append(labels_note())
        unknown = [one for one in speakers if not one["known"]]
        if unknown:
            notes.append(
                unknown_speakers_note(len(unknown), sum(one["n_turns"] for one in unknown))
            )
    left_out = sum(not row["countable"] for row in rows)
    if left_out:
        notes.append(left_out_note(left_out))
    return notes
