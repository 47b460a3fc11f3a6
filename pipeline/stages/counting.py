"""Stages that count: codings to findings, with the dialoogtafel as unit."""

from __future__ import annotations

from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Segments,
    empty,
)
from pipeline.findings.counts import count_findings
from pipeline.findings.evidence import leading_series
from pipeline.findings.periods import periods_of
from pipeline.findings.voices import LEAST_HEARD
from pipeline.stages.run import Run

MODEL = "model"


def count(run: Run) -> None:
    """Codings to findings: people's where there are, else the model's, marked as its proposals."""
    codings, tables = run.table(Codings), run.table(DialogueTables)
    coder = leading_series(codings)
    periods = periods_of(tables, run.settings.periods, min_tables=run.settings.min_tables)
    by_people = coder != ""
    counted = empty(Findings)
    if by_people or (codings["coder"] == MODEL).any():
        counted = count_findings(
            run.table(Segments),
            codings,
            tables,
            run.table(Participants),
            run.codebook,
            coder=coder or MODEL,
            source="mens" if by_people else MODEL,
            periods=periods,
            least_heard=LEAST_HEARD,
        )
    run.put(counted, Findings)
    run.records |= {
        "coder": coder,
        "periods": periods,
        "words_only": len(tables) < run.settings.words_below,
    }
