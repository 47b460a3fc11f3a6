"""What `modelkwaliteit` left in an output folder in; its tables for the report, and a digest of them, out."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from pipeline.files.atomic import file_digest
from pipeline.provenance import digest_of
from pipeline.release.model_quality.stored import SHOWN, quality_tables
from pipeline.release.report import TeamTable
from pipeline.stages.run import Run

FOLDER = "modelkwaliteit"
MEASURED_ON = "gemeten-op.txt"  # the fingerprint of the study when it was measured


def quality_digest(folder: Path) -> str:
    """Return one digest of what was measured, "" before it was: a report is remade when it changes."""
    files = [folder / FOLDER / name for name in (*(f"{name}.csv" for name in SHOWN), MEASURED_ON)]
    there = {file.name: file_digest(file) for file in files if file.is_file()}
    return digest_of(there) if there else ""


def stored_quality(run: Run) -> tuple[TeamTable, ...]:
    """Return the tables that the report shows of the model, none where the team did not measure it."""
    folder = run.store.folder / FOLDER
    tables = {
        name: pd.read_csv(folder / f"{name}.csv", sep=";", encoding="utf-8-sig")
        for name in SHOWN
        if (folder / f"{name}.csv").is_file()
    }
    mark = folder / MEASURED_ON
    measured = mark.read_text(encoding="utf-8").strip() if mark.is_file() else ""
    return quality_tables(tables, older=measured != run.records.get("mark"))
