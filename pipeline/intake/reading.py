"""A table's folder in; everything that was read of it out, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.perspectives import PerspectiveMap
from pipeline.domain.tables import (
    DialogueTables,
    Documents,
    Notices,
    Participants,
    Quarantine,
    Segments,
    Table,
    check,
    empty,
)
from pipeline.domain.wording import plural
from pipeline.intake.blocks import TURN, Block
from pipeline.intake.folders import document_files, input_files, skipped_files, table_folders
from pipeline.intake.meta import TableMeta, check_unique_tables, read_meta
from pipeline.intake.readers import Source, UnreadableError, read_source
from pipeline.intake.segments import segments_of
from pipeline.intake.speakers import Resolve, resolver
from pipeline.intake.turns import find_turns
from pipeline.intake.verslag import find_blocks

__all__ = ["TableReading", "check_unique_tables", "input_files", "read_table", "table_folders"]

T = TypeVar("T", bound=Table)
_SPOKEN_SHARE = (
    0.6  # share of labelled lines above which a document without a telling name is a transcript
)


@dataclass(frozen=True)
class TableReading:
    """What was read of one table."""

    dialogue_tables: DataFrame[DialogueTables]
    participants: DataFrame[Participants]
    documents: DataFrame[Documents]
    segments: DataFrame[Segments]
    quarantine: DataFrame[Quarantine]
    notices: DataFrame[Notices]


@dataclass
class _Found:
    """The rows that the documents of one table give, in order."""

    documents: list[tuple[str, ...]] = field(default_factory=list)
    segments: list[DataFrame[Segments]] = field(default_factory=list)
    quarantine: list[tuple[str, str, str, str, int, int]] = field(default_factory=list)
    notices: list[tuple[str, str, str, str]] = field(default_factory=list)


def read_table(
    folder: Path, *, perspectives: PerspectiveMap, theme_ids: Collection[str], cut_above: int
) -> TableReading:
    """Read the folder of one table: who sat there, its documents, and their segments.

    A document that cannot be read gives a row of quarantine and a notice; the others are read.

    Raises:
        InputError: naming folder, file and line, when meta.yaml is missing or faulty.
    """
    meta = read_meta(folder, perspectives, theme_ids)
    found = _Found()
    _note_meta(meta, found)
    for name, why in skipped_files(folder):
        found.notices.append((meta.table_id, name, "overgeslagen", why))
    files = document_files(folder)
    stems = Counter(path.stem.casefold() for path in files)
    for path in files:
        stem = path.stem if stems[path.stem.casefold()] == 1 else path.name
        _read_document(path, stem, meta, cut_above, found)
    if not files:
        found.notices.append(
            (
                meta.table_id,
                "",
                "document",
                "Bij deze tafel staat geen verslag en geen transcript in de map.",
            )
        )
    for stem, count in sorted(stems.items()):
        if count > 1:
            found.notices.append(
                (
                    meta.table_id,
                    "",
                    "document",
                    f"{count} documenten heten {stem}. Is het hetzelfde document, haal er dan één weg.",
                )
            )
    return TableReading(
        dialogue_tables=meta.tables(),
        participants=meta.participants(),
        documents=_table(found.documents, Documents),
        segments=check(pd.concat(found.segments, ignore_index=True), Segments)
        if found.segments
        else empty(Segments),
        quarantine=_table(found.quarantine, Quarantine),
        notices=_table(found.notices, Notices),
    )


def _table(rows: Sequence[tuple[object, ...]], schema: type[T]) -> DataFrame[T]:
    return check(pd.DataFrame(rows, columns=schema.names()), schema) if rows else empty(schema)


def _note_meta(meta: TableMeta, found: _Found) -> None:
    """Note what meta.yaml leaves open."""
    if not meta.people:
        found.notices.append(
            (
                meta.table_id,
                "",
                "meta",
                "In meta.yaml staan geen deelnemers; elke spreker is daardoor onbekend.",
            )
        )
    for person in meta.people:
        if not person.known:
            found.notices.append(
                (
                    meta.table_id, "", "meta",
                    f"Het perspectief van {person.code} staat niet in het codeboek. Pas meta.yaml aan of geef het "
                    "een plaats onder 'perspectieven:' in het studiebestand.",
                )
            )  # fmt: skip


def _read_document(path: Path, stem: str, meta: TableMeta, cut_above: int, found: _Found) -> None:
    """Add what one file gives to `found`."""
    try:
        source = read_source(path)
    except UnreadableError as error:
        found.quarantine.append((meta.table_id, path.name, "fout", error.kind, -1, -1))
        found.notices.append(
            (meta.table_id, path.name, "document", f"Niet gelezen: {error.kind}. {error.advice}")
        )
        return
    resolve = resolver(meta)
    kind, blocks = _blocks(path.stem, source, resolve)
    segments = segments_of(
        source.text,
        blocks,
        table_id=meta.table_id,
        document=path.name,
        stem=stem,
        kind=kind,
        people=meta.people,
        resolve=resolve,
        cut_above=cut_above,
    )
    if segments.empty:
        found.quarantine.append((meta.table_id, path.name, "fout", "geen tekst", -1, -1))
        found.notices.append(
            (meta.table_id, path.name, "document", "Niet gelezen: er staat geen lopende tekst in.")
        )
        return
    digest = sha256(source.text.encode("utf-8")).hexdigest()
    found.documents.append((meta.table_id, path.name, kind, digest, source.text))
    found.segments.append(segments)
    found.notices += [
        (meta.table_id, path.name, subject, message) for subject, message in source.notes
    ]
    found.notices += [
        (meta.table_id, path.name, subject, message)
        for subject, message in _notes_on(segments, blocks, kind, resolve)
    ]


def _blocks(stem: str, source: Source, resolve: Resolve) -> tuple[str, Sequence[Block]]:
    """Return whether a document is a transcript or a verslag, and its blocks.

    By what the format says, else the file's name, else by how many of its lines have a label.
    """
    if source.blocks is not None:
        return "transcript", source.blocks

    def is_known(label: str) -> bool:
        return resolve(label).known

    name = stem.casefold()
    if "transcri" in name or name.startswith(("opname", "gesprek", "interview")):
        return "transcript", find_turns(source.text, is_known).blocks
    if "verslag" not in name:
        turns = find_turns(source.text, is_known)
        lines = [line for line in source.text.split("\n") if line.strip()]
        if len([block for block in turns.blocks if block.label]) > _SPOKEN_SHARE * len(lines):
            return "transcript", turns.blocks
    return "verslag", find_blocks(source.text)


def _notes_on(
    segments: DataFrame[Segments], blocks: Sequence[Block], kind: str, resolve: Resolve
) -> list[tuple[str, str]]:
    """Return what a researcher should know about the speakers and the evidence of one document."""
    notes = []
    if kind == "transcript":
        labels = {block.label for block in blocks if block.kind == TURN and block.label}
        if not labels:
            notes.append(
                (
                    "labels",
                    "Geen sprekers gevonden: elke alinea telt als beurt van een onbekende spreker. Zet voor elke beurt "
                    "wie er spreekt, bijvoorbeeld 'Moeder: …'.",
                )
            )
        notes += _unknown_labels(blocks, labels, resolve)
    left_out = int((~segments["countable"]).sum())
    if left_out:
        notes.append(
            (
                "bijwerk",
                f"{plural(left_out, 'segment telt', 'segmenten tellen')} niet mee: bladranden, titelregels of "
                "ondertitels die niemand uitsprak.",
            )
        )
    return notes


def _unknown_labels(
    blocks: Sequence[Block], labels: Collection[str], resolve: Resolve
) -> list[tuple[str, str]]:
    """Return one note on the labels that fit nobody at the table; it never shows a label, which may be a name."""
    unknown = sorted(label for label in labels if not resolve(label).known)
    if not unknown:
        return []
    turns = sum(block.label in unknown for block in blocks)
    return [
        (
            "spreker",
            f"{plural(len(unknown), 'aanduiding hoort', 'aanduidingen horen')} bij geen deelnemer van meta.yaml "
            f"({plural(turns, 'beurt', 'beurten')}, perspectief onbekend). Koppel ze onder 'sprekers:' in meta.yaml, "
            "of met: dialoogtafel sprekers.",
        )
    ]
