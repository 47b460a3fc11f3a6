"""A basis in; what coders recorded beside codes: phases of a trajectory, scope, and the method, out.

For the team: few coders record these, and many cells rest on few tables.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Codings, Findings, Segments, check
from pipeline.domain.wording import METHOD, VALENCES
from pipeline.findings.basis import Basis, grid, tally
from pipeline.findings.evidence import evidence

COLUMN = {"fase": "phase", "reikwijdte": "scope"}


def count_recorded(
    basis: Basis, segments: DataFrame[Segments], codings: DataFrame[Codings]
) -> DataFrame[Findings]:
    """Count how codes are valued by phase and by scope, and what was said of the method itself.

    Of the tables where the coder recorded that at all. What nobody recorded has no row: a phase is
    never derived from the words.
    """
    parts = [
        _by(basis, segments, codings, kind, list(getattr(basis.codebook, f"{COLUMN[kind]}s")))
        for kind in COLUMN
    ]
    own = evidence(codings, segments, basis.codebook, coder=basis.coder, of_method=True)
    own = own[own["table_id"].isin(basis.tables)]
    if len(own):
        cells = grid(code=basis.codes, valence=VALENCES)
        parts.append(tally(own, cells, measure="methode", basis=basis))
    return check(pd.concat(parts, ignore_index=True), Findings)


def recorded_tables(
    basis: Basis, segments: DataFrame[Segments], codings: DataFrame[Codings], kind: str
) -> list[str]:
    """Return the judged tables where the coder recorded a phase ("fase") or a scope ("reikwijdte")."""
    own = codings[(codings["coder"] == basis.coder) & (codings[COLUMN[kind]] != "")]
    seen = segments["segment_id"].isin(own["segment_id"]) & segments["table_id"].isin(basis.tables)
    return sorted(set(segments.loc[seen, "table_id"]))


def _by(
    basis: Basis,
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    kind: str,
    strata: Sequence[str],
) -> pd.DataFrame:
    """Return the counts of every code and valence within every phase or scope."""
    tables = recorded_tables(basis, segments, codings, kind)
    shown = [stratum for stratum in strata if stratum != METHOD]
    cells = grid(code=basis.codes, valence=VALENCES, stratum=shown if tables else [])
    hits = basis.evidence[basis.evidence[COLUMN[kind]] != ""].assign(stratum_kind=kind)
    hits = hits.assign(stratum=hits[COLUMN[kind]])
    rows = tally(hits, cells.assign(stratum_kind=kind), measure=kind, basis=basis)
    return rows.assign(of_tables=len(tables), codable_tables=len(tables))
