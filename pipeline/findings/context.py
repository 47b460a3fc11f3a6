"""A basis and the tables' own facts in; periods, chosen themes and the case profile out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.settings import Period
from pipeline.domain.tables import DialogueTables, Participants, Segments
from pipeline.domain.wording import NOT_RECORDED, VALENCES
from pipeline.findings.basis import Basis, grid, out_of, tally
from pipeline.findings.periods import period_of

CHOSEN_AND_RAISED, ONLY_CHOSEN, ONLY_RAISED = CHOSEN_STRATA = (
    "gekozen en besproken", "alleen gekozen", "alleen besproken",
)  # fmt: skip
RECORDED = {"sector": "sector", "leeftijdsgroep": "age_group", "soort": "kind"}


def count_periods(
    basis: Basis, dialogue_tables: DataFrame[DialogueTables], periods: Sequence[Period]
) -> pd.DataFrame:
    """Count the tables of each period in which each code is valued in each way."""
    labels = [period.label for period in periods]
    placed = _placed(dialogue_tables, periods)
    placed = placed[placed["table_id"].isin(basis.tables)]
    hits = basis.evidence.merge(placed, on="table_id").assign(stratum_kind="periode")
    cells = grid(code=basis.codes, stratum=labels, valence=VALENCES).assign(stratum_kind="periode")
    n_tables = placed["stratum"].value_counts()
    return out_of(tally(hits, cells, measure="periode", basis=basis), "stratum", n_tables, n_tables)


def count_chosen(basis: Basis, dialogue_tables: DataFrame[DialogueTables]) -> pd.DataFrame:
    """Split the tables that recorded chosen themes by whether a theme was chosen, raised or both.

    A table at which a theme was neither chosen nor raised stands in no row.
    """
    judged = dialogue_tables[dialogue_tables["table_id"].isin(basis.tables)]
    chosen = {
        table_id: {basis.codebook.theme_of(theme) for theme in themes if theme in basis.codebook}
        for table_id, themes in zip(judged["table_id"], judged["chosen_themes"], strict=True)
        if _is_list(themes)
    }
    raised = basis.evidence.loc[
        basis.evidence["code"].isin(basis.themes), ["code", "table_id", "segment_id"]
    ]
    every = grid(code=basis.themes, table_id=sorted(chosen)).merge(
        raised, how="left", on=["code", "table_id"]
    )
    every["stratum"] = [
        _choice(was_chosen=code in chosen[table_id], was_raised=isinstance(segment_id, str))
        for code, table_id, segment_id in every[["code", "table_id", "segment_id"]].itertuples(
            index=False
        )
    ]
    cells = grid(code=basis.themes, stratum=CHOSEN_STRATA).assign(stratum_kind="gekozen")
    rows = tally(every.assign(stratum_kind="gekozen"), cells, measure="gekozen", basis=basis)
    return rows.assign(of_tables=len(chosen), codable_tables=len(chosen))


def profile_tables(
    basis: Basis,
    dialogue_tables: DataFrame[DialogueTables],
    participants: DataFrame[Participants],
    segments: DataFrame[Segments],
    periods: Sequence[Period],
) -> pd.DataFrame:
    """Count all tables of the study by what was recorded of them; a table may be in several rows.

    Who sat there has a row per group (`stratum`) and one per perspective (`stratum`, with `group`).
    """
    facts = [
        pd.DataFrame(
            {
                "stratum_kind": kind,
                "stratum": dialogue_tables[column],
                "table_id": dialogue_tables["table_id"],
            }
        )
        for kind, column in RECORDED.items()
    ]
    if periods:
        facts.append(_placed(dialogue_tables, periods).assign(stratum_kind="periode"))
    facts.append(_documents(dialogue_tables, segments))
    hits = pd.concat(
        [*(fact.assign(group="") for fact in facts), _present(dialogue_tables, participants)]
    )
    hits = hits.assign(stratum=hits["stratum"].replace("", NOT_RECORDED), segment_id=None)
    keys = ["stratum_kind", "group", "stratum"]
    cells = pd.concat([hits[keys], _empty_strata(periods)]).drop_duplicates().sort_values(keys)
    meta = replace(basis, source="meta", coder="")
    rows = tally(hits, cells.reset_index(drop=True), measure="tafels", basis=meta)
    return rows.assign(of_tables=len(dialogue_tables), codable_tables=len(dialogue_tables))


def _placed(dialogue_tables: pd.DataFrame, periods: Sequence[Period]) -> pd.DataFrame:
    """Return the period of every table, "" where its date falls in none."""
    return pd.DataFrame(
        {
            "table_id": dialogue_tables["table_id"],
            "stratum": [period_of(date, periods) for date in dialogue_tables["date"]],
        },
        dtype=object,
    )


def _documents(dialogue_tables: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """Return the kinds of documents that each table has, "" where it has none."""
    kinds = segments[["table_id", "kind"]].drop_duplicates()
    joined = dialogue_tables[["table_id"]].merge(kinds, how="left", on="table_id")
    return joined.rename(columns={"kind": "stratum"}).fillna("").assign(stratum_kind="document")


def _present(dialogue_tables: pd.DataFrame, participants: pd.DataFrame) -> pd.DataFrame:
    """Return the groups and perspectives that sat at each table, "" where nobody was recorded."""
    tables = dialogue_tables[["table_id"]].merge(participants, how="left", on="table_id").fillna("")
    groups = tables.assign(stratum=tables["group"], group="")
    perspectives = tables[tables["group"] != ""].assign(stratum=lambda rows: rows["perspective"])
    both = pd.concat([groups, perspectives])[["table_id", "group", "stratum"]]
    return both.assign(stratum_kind="aanwezig")


def _empty_strata(periods: Sequence[Period]) -> pd.DataFrame:
    """Return the rows of the profile that are there also when no table fills them."""
    return pd.DataFrame(
        [("periode", "", period.label) for period in periods],
        columns=["stratum_kind", "group", "stratum"],
        dtype=object,
    )


def _choice(*, was_chosen: bool, was_raised: bool) -> str:
    if was_chosen:
        return CHOSEN_AND_RAISED if was_raised else ONLY_CHOSEN
    return ONLY_RAISED if was_raised else ""


def _is_list(value: Any) -> bool:
    """Tell a recorded list (also as parquet gives it back) from nothing recorded."""
    return isinstance(value, Iterable) and not isinstance(value, str)
