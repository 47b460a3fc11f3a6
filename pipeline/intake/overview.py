"""What was read of every table in; one row per table that a researcher can check at a glance out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.perspectives import UNKNOWN
from pipeline.domain.tables import check, empty
from pipeline.domain.tables.intake import ReadingOverview
from pipeline.domain.tables.study import EVIDENCE
from pipeline.intake.reading import TableReading
from pipeline.intake.turns import n_words

# The columns as a researcher reads them, for the screen and for a sheet.
HEADINGS = {
    "table_id": "tafel",
    "n_documents": "documenten",
    "n_held_back": "niet gelezen",
    "n_turns": "spreekbeurten",
    "n_sentences": "zinnen in verslag",
    "n_words": "woorden",
    "n_speakers": "sprekers",
    "n_unknown_turns": "beurten onbekend",
    "frisian_share": "aandeel Fries",
    "n_left_out": "telt niet mee",
    "n_attributed": "met kijk van",
    "n_statements": "uitspraken",
    "n_voters": "konden punten geven",
    "n_unused": "punten over",
    "n_notices": "meldingen",
}


def reading_overview(readings: Sequence[TableReading]) -> DataFrame[ReadingOverview]:
    """Return one row per table, in order of table."""
    if not readings:
        return empty(ReadingOverview)
    rows = sorted((_row(reading) for reading in readings), key=lambda row: str(row["table_id"]))
    return check(pd.DataFrame(rows, columns=ReadingOverview.names()), ReadingOverview)


def _row(reading: TableReading) -> dict[str, object]:
    said = reading.segments["kind"].isin(EVIDENCE)
    segments = reading.segments[said]
    voters = reading.voters
    spoken = segments["kind"] == "transcript"
    refused = reading.quarantine["document"].nunique()
    return {
        "table_id": reading.dialogue_tables["table_id"].iloc[0],
        "n_documents": len(reading.documents),
        "n_held_back": int(refused),
        "n_turns": int(spoken.sum()),
        "n_sentences": int((~spoken).sum()),
        "n_words": sum(n_words(text) for text in segments["text"]),
        "n_speakers": int(reading.speakers["label"].nunique()),
        "n_unknown_turns": int((spoken & (segments["perspective"] == UNKNOWN)).sum()),
        "frisian_share": float((segments["language"] == "fy").mean()) if len(segments) else 0.0,
        "n_left_out": int((~segments["countable"]).sum()),
        "n_attributed": int((~spoken & (segments["perspective"] != "")).sum()),
        "n_statements": len(reading.statements),
        "n_voters": len(voters),
        "n_unused": float((voters["allowed"] - voters["given"]).clip(lower=0).sum()),
        "n_notices": len(reading.notices),
    }
