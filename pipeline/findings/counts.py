"""One series of codings in; every measure as counts of dialogue tables, zeros included, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.settings import Period
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Findings,
    Participants,
    Segments,
    check,
)
from pipeline.findings.basis import find_basis
from pipeline.findings.context import count_chosen, count_periods, profile_tables
from pipeline.findings.cooccurrence import count_pairs
from pipeline.findings.themes import count_levels, count_themes
from pipeline.findings.voices import count_differences, count_groups


def count_findings(
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    dialogue_tables: DataFrame[DialogueTables],
    participants: DataFrame[Participants],
    codebook: Codebook,
    *,
    coder: str,
    source: str,
    periods: Sequence[Period],
    least_heard: int = 1,
) -> DataFrame[Findings]:
    """Count the tables of every measure over the tables that the series `coder` judged.

    A table counts once, however much was said at it. Every code has its row in every measure, also
    where the count is nought; `segment_ids` are the segments that a count rests on. `source` is
    "mens" or "model", and says whose series it is. Gezin and professionals are compared at tables
    where each has at least `least_heard` segments.
    """
    basis = find_basis(
        segments,
        codings,
        participants,
        codebook,
        coder=coder,
        source=source,
        least_heard=least_heard,
    )
    counted = [
        count_themes(basis),
        count_groups(basis),
        count_differences(basis),
        count_pairs(basis),
        count_levels(basis),
        count_periods(basis, dialogue_tables, periods),
        count_chosen(basis, dialogue_tables),
        profile_tables(basis, dialogue_tables, participants, segments, periods),
    ]
    return check(pd.concat(counted, ignore_index=True), Findings)
