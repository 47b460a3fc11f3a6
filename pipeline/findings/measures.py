"""One series of codings in; how much room each code takes, whose it is and where, out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import (
    Codings,
    DialogueTables,
    Findings,
    Measures,
    Participants,
    Segments,
    check,
)
from pipeline.domain.tables.study import EVIDENCE
from pipeline.domain.wording import NOT_RECORDED, VALENCES
from pipeline.findings.basis import Basis, find_basis, grid, out_of, tally
from pipeline.findings.context import RECORDED
from pipeline.findings.voices import PAIR


def measure_codes(
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    participants: DataFrame[Participants],
    codebook: Codebook,
    *,
    coder: str,
    source: str,
    least_heard: int = 1,
) -> DataFrame[Measures]:
    """Measure each theme and subcode over all documents, over verslagen and over transcripts apart.

    A share is that of the segments which `coder` judged at a table, so that a long table weighs no
    more than a short one. Segments add depth; they never rank by themselves. Gezin and
    professionals are compared where each has `least_heard` judged segments.
    """
    basis = find_basis(segments, codings, participants, codebook, coder=coder, source=source)
    judged = judged_segments(segments, codings, basis)
    parts = []
    for document in ("", *EVIDENCE):
        ours = judged if not document else judged[judged["kind"] == document]
        rows = basis.evidence[basis.evidence["segment_id"].isin(ours["segment_id"])]
        parts.append(_measure(rows, ours, basis, least_heard).assign(document=document))
    table = pd.concat(parts).reset_index(names="code")
    return check(table, Measures)


def count_contexts(
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    dialogue_tables: DataFrame[DialogueTables],
    participants: DataFrame[Participants],
    codebook: Codebook,
    *,
    coder: str,
    source: str,
) -> DataFrame[Findings]:
    """Count how codes are valued by sector, age group, kind of table and kind of document.

    For the team: many cells rest on few tables, so these measures have no place in `Released`.
    Gemeenten are not set beside each other.
    """
    basis = find_basis(segments, codings, participants, codebook, coder=coder, source=source)
    judged = dialogue_tables[dialogue_tables["table_id"].isin(basis.tables)]
    facts = pd.concat(
        [
            judged[["table_id"]].assign(stratum_kind=kind, stratum=judged[column].astype(object))
            for kind, column in RECORDED.items()
        ]
    ).replace({"stratum": {"": NOT_RECORDED}})
    by_table = _context_rows(basis.evidence.merge(facts, on="table_id"), facts, basis, "kenmerk")
    kinds = segments.loc[segments["table_id"].isin(basis.tables), ["table_id", "kind"]]
    kinds = (
        kinds.drop_duplicates().rename(columns={"kind": "stratum"}).assign(stratum_kind="document")
    )
    own = basis.evidence.assign(stratum_kind="document", stratum=basis.evidence["kind"])
    by_document = _context_rows(own, kinds, basis, "bron")
    return check(pd.concat([by_table, by_document], ignore_index=True), Findings)


def _context_rows(
    hits: pd.DataFrame, facts: pd.DataFrame, basis: Basis, measure: str
) -> pd.DataFrame:
    """Return the counts of every code and valence within every stratum."""
    strata = facts[["stratum_kind", "stratum"]].drop_duplicates()
    strata = strata.sort_values(["stratum_kind", "stratum"]).assign(joined=1)
    cells = grid(code=basis.codes, valence=VALENCES).assign(joined=1)
    cells = cells.merge(strata, on="joined").drop(columns="joined")
    rows = tally(hits, cells, measure=measure, basis=basis)
    keyed = rows.assign(key=rows["stratum_kind"] + "/" + rows["stratum"])
    n_tables = (facts["stratum_kind"] + "/" + facts["stratum"]).value_counts()
    return out_of(keyed, "key", n_tables, n_tables).drop(columns="key")


def judged_segments(segments: pd.DataFrame, codings: pd.DataFrame, basis: Basis) -> pd.DataFrame:
    """Return the segments of judged tables that the coder read; a model reads them all."""
    ours = segments[segments["countable"] & segments["table_id"].isin(basis.tables)]
    seen = codings.loc[codings["coder"] == basis.coder, "segment_id"]
    return ours[ours["segment_id"].isin(seen)] if basis.source == "mens" else ours


def _measure(
    rows: pd.DataFrame, judged: pd.DataFrame, basis: Basis, least_heard: int
) -> pd.DataFrame:
    """Return the measures of every code over these segments, indexed by code."""
    codes = basis.codes
    shares = table_shares(rows, judged, codes)
    unique = rows.drop_duplicates(["segment_id", "code"])
    table = pd.DataFrame(
        {
            "n_tables": unique.groupby("code")["table_id"].nunique(),
            "n_segments": unique["code"].value_counts(),
        },
        index=codes,
    )
    gaps = table_gaps(rows, judged, codes, least=least_heard)
    return (
        table.fillna(0)
        .astype(int)
        .assign(
            of_tables=len(shares),
            share=shares.mean(),
            lowest_share=shares.min(),
            highest_share=shares.max(),
            balance=_balance(rows, codes),
            breadth=_breadth(rows, codes),
            gap=gaps.mean(),
            gap_tables=len(gaps),
        )
    )


def table_shares(rows: pd.DataFrame, judged: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Return the share of judged segments with each code: a row per table, a column per code.

    `rows` are evidence; tables without a judged segment have no row.
    """
    totals = judged["table_id"].value_counts().sort_index()
    unique = rows.drop_duplicates(["segment_id", "code"])
    counted = pd.crosstab(unique["table_id"], unique["code"])
    return counted.reindex(index=totals.index, columns=list(codes), fill_value=0).div(
        totals, axis=0
    )


def table_gaps(
    rows: pd.DataFrame,
    judged: pd.DataFrame,
    codes: Sequence[str],
    pair: tuple[str, str] = PAIR,
    *,
    least: int = 1,
) -> pd.DataFrame:
    """Return, per table where both can be heard, the first's share of a code less the other's.

    Each share is of that group's own judged segments: a group that says little is not outvoted. A
    table counts where each of the two has `least` of them.
    """
    heard = judged.groupby(["table_id", "group"])["segment_id"].transform("size")
    enough = judged[heard >= least]
    sides = [
        table_shares(rows[rows["group"] == group], enough[enough["group"] == group], codes)
        for group in pair
    ]
    both = sides[0].index.intersection(sides[1].index)
    return sides[0].loc[both] - sides[1].loc[both]


def _balance(rows: pd.DataFrame, codes: Sequence[str]) -> pd.Series:
    """Return (succesfactor - knelpunt) / (both) of a table, averaged over tables."""
    sided = rows[rows["valence"].isin(("succesfactor", "knelpunt"))]
    worth = sided["valence"].map({"succesfactor": 1.0, "knelpunt": -1.0}).astype(float)
    by_table = worth.groupby([sided["code"], sided["table_id"]]).mean()
    return by_table.groupby(level="code").mean().reindex(list(codes))


def _breadth(rows: pd.DataFrame, codes: Sequence[str]) -> pd.Series:
    """Return how many groups raise a code at a table, averaged over tables where one can tell."""
    voiced = rows[rows["group"] != ""]
    by_table = voiced.groupby(["code", "table_id"])["group"].nunique()
    return by_table.groupby(level="code").mean().reindex(list(codes))
