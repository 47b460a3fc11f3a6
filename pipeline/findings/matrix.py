"""Evidence in; the cells of a framework matrix (table and voice by theme), and whose words are in it, out.

Framework analysis (Ritchie & Spencer 1994): a researcher summarises each cell; the program only
says which segments lie behind it and whether they are still the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Evidence, MatrixCells, MatrixNotes, Patterns, check
from pipeline.findings.voices import PAIR

REST = "anderen en verslag"  # beleid, the voorzitter, and sentences of a verslag that name nobody
VOICES = (*PAIR, REST)


def fill_matrix(
    evidence: DataFrame[Evidence], codebook: Codebook, tables: Sequence[str]
) -> DataFrame[MatrixCells]:
    """Return every cell of the matrix, empty ones too: by table, then voice, then theme."""
    voices = evidence["group"].where(evidence["group"].isin(PAIR), REST)
    held = (
        evidence.assign(who=voices)
        .groupby(["table_id", "who", "theme"])["segment_id"]
        .agg(lambda ids: sorted(set(ids)))
        .to_dict()
    )
    rows = []
    for table_id in sorted(tables):
        for who in VOICES:
            for theme in codebook.themes:
                ids = held.get((table_id, who, theme.id), [])
                name = f"{table_id}/{who}/{theme.id}"
                rows.append((name, table_id, who, theme.id, ids, _digest(ids)))
    return check(pd.DataFrame(rows, columns=MatrixCells.names()), MatrixCells)


def summaries_by_pattern(
    patterns: DataFrame[Patterns],
    cells: DataFrame[MatrixCells],
    notes: DataFrame[MatrixNotes],
    codebook: Codebook,
) -> dict[str, str]:
    """Return, per card, what researchers wrote in the matrix on its theme, at the tables that carry it."""
    wrote = dict(zip(notes["cell_id"], notes["summary"], strict=True))
    told: dict[str, str] = {}
    by_place: dict[tuple[str, str], list[str]] = {}
    for cell in cells.itertuples():
        if wrote.get(str(cell.cell_id)):
            line = f"{cell.table_id} ({cell.who}): {wrote[str(cell.cell_id)]}"
            by_place.setdefault((str(cell.table_id), str(cell.theme)), []).append(line)
    for card in patterns.to_dict("records"):
        theme = codebook.theme_of(card["code"])
        lines = [line for table in card["table_ids"] for line in by_place.get((table, theme), [])]
        if lines:
            told[card["pattern_id"]] = "\n".join(lines)
    return told


def _digest(segment_ids: Sequence[str]) -> str:
    """Return a short digest of the segments of a cell, "" for none."""
    return hashlib.sha256(repr(list(segment_ids)).encode()).hexdigest()[:16] if segment_ids else ""
