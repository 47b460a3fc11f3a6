"""The output of an analysis in; a run that makes the same products to leave, without the mark CONCEPT."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Quarantine,
    Segments,
    Table,
    empty,
)
from pipeline.findings.evidence import leading_series
from pipeline.findings.periods import periods_of
from pipeline.stages import figures, session_shield, sheets
from pipeline.stages.analysis import fingerprint, start
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run
from pipeline.stages.table_files import WORK
from pipeline.store import output_digests, read_run, read_table

NEEDED: tuple[type[Table], ...] = (Codings, DialogueTables, Findings, Participants, Segments)
LOOKED_AT = ("concept/", "werk/")  # what people looked at, and what the products are made of


def open_release(study: Path, folder: Path | None, progress: Progress) -> Run:
    """Return a run that holds what was analysed, counted and worded, ready to make products.

    Nothing is analysed anew here: what leaves is what people could look at as a concept.

    Raises:
        InputError: when there is no concept, or it is not of the data as they are now.
    """
    settings = read_settings(study)
    folder = folder or settings.output
    record = read_run(folder)
    _up_to_date(record, folder, fingerprint(settings), study)
    run = start(settings, folder, progress)
    run.concept = False
    for schema in NEEDED:
        run.put(read_table(folder / "werk" / f"{WORK[schema.__name__]}.parquet"), schema)
    run.put(_quarantine(folder), Quarantine)
    tables = run.table(DialogueTables)
    run.records |= {
        "coder": leading_series(run.table(Codings)),
        "periods": periods_of(tables, settings.periods, min_tables=settings.min_tables),
        "words_only": len(tables) < settings.words_below,
        "language": record["modellen"]["taal"],
        "encoder": record["modellen"]["zinnen"],
        "mark": record["vingerafdruk"],
    }
    session_shield.reopen(run)
    for stage in (session_shield.shield, figures.release, figures.act, sheets.agree, sheets.word):
        stage(run)
    return run


def _quarantine(folder: Path) -> pd.DataFrame:
    """Return what was held back, as the analysis wrote it."""
    path = folder / "quarantaine.csv"
    if not path.is_file():
        return empty(Quarantine)
    return pd.read_csv(path, keep_default_na=False, dtype={"table_id": str, "document": str})


def _up_to_date(record: dict[str, Any], folder: Path, mark: str, study: Path) -> None:
    """Hold the concept against the data.

    Raises:
        InputError: saying what to do first.
    """
    again = f'Draai eerst: dialoogtafel analyse "{study}", en bekijk het concept.'
    if not record:
        raise InputError(f"In {folder} staat nog geen concept om vrij te geven. {again}")
    if record.get("vingerafdruk") != mark:
        raise InputError(
            "Het concept is niet meer van deze gegevens: de data, de codes, een besluit, een instelling of "
            f"het programma is sindsdien veranderd. {again}"
        )
    now = output_digests(folder)
    changed = [
        name
        for name, digest in record["uitvoer"].items()
        if name.startswith(LOOKED_AT) and now.get(name) != digest
    ]
    if changed:
        raise InputError(
            f"Sinds de analyse is veranderd of weg: {', '.join(changed[:5])}"
            f"{' en meer' if len(changed) > 5 else ''}. Wat je vrijgeeft wordt gemaakt uit de telling, dus "
            "wat met de hand in een concept is veranderd gaat niet mee. Bewaar je eigen versie elders. "
            f"{again}"
        )
