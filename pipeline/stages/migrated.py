"""Analysed studies with versions of one codebook in; their codings and counts in one version out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.codebook_migration import (
    Migration,
    best_target,
    migrate_codings,
    plan_migration,
)
from pipeline.domain.tables import Codings, Findings, Participants, Segments, check
from pipeline.findings.basis import Basis, find_basis
from pipeline.findings.themes import count_themes
from pipeline.findings.voices import LEAST_HEARD
from pipeline.stages.counting import MODEL
from pipeline.stages.run import Run


@dataclass(frozen=True)
class Migrated:
    """One study in the codebook of the comparison."""

    run: Run
    plan: Migration
    codings: DataFrame[Codings]
    basis: Basis
    findings: DataFrame[Findings]  # of themes and valences; a theme that was joined is counted anew
    lost: pd.DataFrame  # code, n_segments: people's codings that have no place there


def migrate_studies(runs: Sequence[Run]) -> tuple[Codebook, list[Migrated]]:
    """Return the version that can hold most of the others, and every study in it."""
    book = best_target([run.codebook for run in runs])
    return book, [_migrate(run, book) for run in runs]


def shared_themes(book: Codebook, studies: Sequence[Migrated]) -> list[str]:
    """Return the themes for which every study had a code; what a study could not code is no nought."""
    held = [{book.theme_of(new) for new in study.plan.targets.values() if new} for study in studies]
    return [theme.id for theme in book.themes if all(theme.id in themes for themes in held)]


def _migrate(run: Run, book: Codebook) -> Migrated:
    plan = plan_migration([code.id for code in run.codebook.codes], book)
    before = run.table(Codings)
    codings = migrate_codings(before, plan)
    coder = run.records["coder"]
    basis = find_basis(
        check(run.table(Segments), Segments), codings, run.table(Participants), book,
        coder=coder or MODEL, source="mens" if coder else MODEL, least_heard=LEAST_HEARD,
    )  # fmt: skip
    own = before[(before["coder"] == basis.coder) & (before["status"] != "verworpen")]
    gone = own[np.array(own["code"].isin(plan.lost), dtype=bool)]
    lost = gone.groupby("code")["segment_id"].nunique().rename("n_segments").reset_index()
    return Migrated(run, plan, codings, basis, check(count_themes(basis), Findings), lost)
