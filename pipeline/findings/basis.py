"""What counts rest on (evidence, judged tables, who could be heard), and the one way to count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Evidence, Findings, Participants, Segments
from pipeline.findings.evidence import evidence, judged_tables

KEYS = ["code", "other_code", "valence", "group", "stratum_kind", "stratum"]


@dataclass(frozen=True)
class Basis:
    """One series of codings over the tables that it judged."""

    evidence: DataFrame[Evidence]  # of judged tables only
    tables: tuple[str, ...]  # the judged tables, sorted
    sat: pd.DataFrame  # table_id, group: the groups that sat at a judged table
    voiced: pd.DataFrame  # table_id, group: those of them to whom a segment is attributed
    heard_well: pd.DataFrame  # table_id, group: those of them with enough segments to be compared
    groups: tuple[str, ...]  # the codebook's groups, then others that occur
    codebook: Codebook
    source: str
    coder: str

    @property
    def codes(self) -> list[str]:
        """The ids of themes and subcodes, in the codebook's order."""
        return [code.id for code in self.codebook.codes]

    @property
    def themes(self) -> list[str]:
        """The ids of the themes, in the codebook's order."""
        return [code.id for code in self.codebook.themes]


def find_basis(
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    participants: DataFrame[Participants],
    codebook: Codebook,
    *,
    coder: str,
    source: str,
    least_heard: int = 1,
) -> Basis:
    """Return what can be counted of one series: its evidence, its tables and the voices in them.

    A group whose words were written down sat at the table, also where meta.yaml forgot it. Groups
    are compared where each has `least_heard` segments: of a verslag in which one sentence is the
    parents', it cannot be said that they did not raise a theme.
    """
    tables = judged_tables(codings, segments, coder=coder, source=source)
    rows = evidence(codings, segments, codebook, coder=coder)
    heard = segments[segments["countable"] & (segments["group"] != "")]
    voiced = _pairs(heard, tables)
    n_heard = heard.groupby(["table_id", "group"])["segment_id"].transform("size")
    sat = _pairs(pd.concat([participants[["table_id", "group"]], voiced]), tables)
    others = sorted({*sat["group"]} - {*codebook.groups})
    return Basis(
        evidence=rows[rows["table_id"].isin(tables)].reset_index(drop=True),
        tables=tuple(tables),
        sat=sat,
        voiced=voiced,
        heard_well=_pairs(heard[n_heard >= least_heard], tables),
        groups=(*codebook.groups, *others),
        codebook=codebook,
        source=source,
        coder=coder,
    )


def _pairs(rows: pd.DataFrame, tables: Sequence[str]) -> pd.DataFrame:
    """Return the different pairs of judged table and group."""
    pairs = rows.loc[rows["table_id"].isin(tables) & (rows["group"] != ""), ["table_id", "group"]]
    return pairs.drop_duplicates().sort_values(["table_id", "group"], ignore_index=True)


def grid(**values: Sequence[str]) -> pd.DataFrame:
    """Return every combination of `values`, one column each, the first varying slowest."""
    rows = pd.MultiIndex.from_product(list(values.values()), names=list(values))
    return rows.to_frame(index=False).astype(object)


def tally(hits: pd.DataFrame, cells: pd.DataFrame, *, measure: str, basis: Basis) -> pd.DataFrame:
    """Count the tables of every row of `cells`, also where it is none.

    `hits` has the columns of `cells`, `table_id` and `segment_id` (missing where a table counts
    without a segment). `of_tables` and `codable_tables` are the judged tables until the caller says
    otherwise; `source` and `coder` are those of the basis.
    """
    keys = list(cells.columns)
    lists = hits.groupby(keys, sort=False).agg(
        table_ids=("table_id", _sorted_ids), segment_ids=("segment_id", _sorted_ids)
    )
    rows = cells.merge(lists, how="left", left_on=keys, right_index=True)
    for column in ("table_ids", "segment_ids"):
        rows[column] = [ids if isinstance(ids, list) else [] for ids in rows[column]]
    rows = rows.assign(**{key: "" for key in KEYS if key not in keys})
    named = rows[KEYS].to_numpy()
    return rows.assign(
        finding_id=["/".join([measure, *(part for part in row if part)]) for row in named],
        measure=measure,
        n_tables=rows["table_ids"].map(len).astype(int),
        of_tables=len(basis.tables),
        codable_tables=len(basis.tables),
        source=basis.source,
        coder=basis.coder,
    )[Findings.names()]


def out_of(rows: pd.DataFrame, key: str, of_tables: pd.Series, codable: pd.Series) -> pd.DataFrame:
    """Return `rows` with the number of tables that could have counted, looked up by their `key`."""
    return rows.assign(
        of_tables=rows[key].map(of_tables).fillna(0).astype(int),
        codable_tables=rows[key].map(codable).fillna(0).astype(int),
    )


def _sorted_ids(ids: pd.Series) -> list[str]:
    return sorted({value for value in ids if isinstance(value, str)})
