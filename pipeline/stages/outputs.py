"""A study's file in; its analysis brought up to date, and its tables at hand for a further question."""

from __future__ import annotations

from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    Actions,
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Segments,
    Table,
    Tokens,
    check,
)
from pipeline.findings.basis import Basis, find_basis
from pipeline.findings.evidence import leading_series
from pipeline.findings.periods import periods_of
from pipeline.findings.voices import LEAST_HEARD
from pipeline.stages.analysis import analyse, start
from pipeline.stages.coders import said_coded
from pipeline.stages.counting import MODEL
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run
from pipeline.stages.table_files import WORK
from pipeline.store import read_table

NEEDED: tuple[type[Table], ...] = (
    Actions, Codings, DialogueTables, Findings, Participants, Segments, Tokens,
)  # fmt: skip


def reopen(study: Path, folder: Path | None, progress: Progress) -> Run:
    """Bring the analysis of a study up to date and return a run that holds its tables.

    Raises:
        InputError: when something in the study has to be mended first.
    """
    outcome = analyse(study, folder, progress)
    run = start(read_settings(study), outcome.folder, progress)
    for schema in NEEDED:
        path = outcome.folder / "werk" / f"{WORK[schema.__name__]}.parquet"
        run.put(read_table(path), schema)
    tables = run.table(DialogueTables)
    run.records |= {
        "coder": leading_series(run.table(Codings)),
        "periods": periods_of(tables, run.settings.periods, min_tables=run.settings.min_tables),
        "language": outcome.record["modellen"]["taal"],
        "encoder": outcome.record["modellen"]["zinnen"],
        "mark": outcome.record["vingerafdruk"],
    }
    return run


def basis_of(run: Run) -> Basis:
    """Return what can be counted: people's leading series, or the model's proposals without one."""
    coder = run.records["coder"]
    return find_basis(
        check(run.table(Segments), Segments),
        run.table(Codings),
        run.table(Participants),
        run.codebook,
        coder=coder or MODEL,
        source="mens" if coder else MODEL,
        least_heard=LEAST_HEARD,
    )


def coded_by_people(run: Run, what: str) -> None:
    """Refuse what would rest on a model alone.

    Raises:
        InputError: when no person coded.
    """
    if not run.records["coder"]:
        raise InputError(
            f"Deze studie is {said_coded(run)}; {what} zou op voorstellen van het model rusten. "
            "Codeer eerst, en noem het bestand onder 'coderingen:' in het studiebestand."
        )


def hand_coded(run: Run, what: str) -> Basis:
    """Return the basis of people's series.

    Raises:
        InputError: when no person coded, or no table for the half or more.
    """
    coded_by_people(run, what)
    basis = basis_of(run)
    if not basis.tables:
        raise InputError(
            "Geen enkele tafel is voor de helft of meer gecodeerd; daar kan nog niets uit blijken. "
            "Codeer eerst een hele tafel."
        )
    return basis
