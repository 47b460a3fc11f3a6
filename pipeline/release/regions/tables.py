"""What bundles say side by side in; CSV tables for those who go on counting out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.release.tabulation import csv_of

SIDE = {
    "bundle": "studie", "code": "code", "label": "naam", "valence": "waardering", "state": "stand",
    "n_tables": "tafels", "of_tables": "van_tafels", "min_tables": "afgeschermd_onder",
}  # fmt: skip
RECURRING = {
    "code": "code", "label": "naam", "valence": "waardering", "n_told": "studies_die_iets_zeggen",
    "n_present": "komt_voor_in", "n_counted": "studies_met_aantal", "n_strong": "helft_of_meer_in",
    "strong": "helft_of_meer", "said": "in_woorden", "weak": "minder_dan_een_op_vijf", "recurs": "keert_terug",
    "particular": "eigen_aan",
}  # fmt: skip
MIGRATED = {
    "study": "studie", "code": "code_daar", "label": "naam_daar", "what": "wat", "target": "code_hier",
}  # fmt: skip
PRIORITISED = {
    "study": "studie", "session": "sessie", "voice": "gesteund_door", "place": "plaats", "firm": "staat_vast",
    "statement": "uitspraak",
}  # fmt: skip


def region_csvs(
    cells: DataFrame[SideCells],
    recurrences: DataFrame[Recurrences],
    migrated: pd.DataFrame,
    priorities: pd.DataFrame,
    *,
    codebook: Codebook,
) -> dict[str, bytes]:
    """Return the tables by name; a count that was blanked is an empty cell, with its reason beside it."""
    told = recurrences.assign(
        strong=recurrences["strong"].map("; ".join),
        said=recurrences["said"].map("; ".join),
        weak=recurrences["weak"].map("; ".join),
        recurs=recurrences["recurs"].map({True: "ja", False: "nee"}),
    )
    return {
        "naast-elkaar": csv_of(_named(cells, codebook, SIDE)),
        "terugkerend": csv_of(_named(told, codebook, RECURRING)),
        "codeboeken": csv_of(migrated.rename(columns=MIGRATED)),
        "prioriteiten": csv_of(priorities.rename(columns=PRIORITISED)),
    }


def _named(table: pd.DataFrame, codebook: Codebook, names: dict[str, str]) -> pd.DataFrame:
    labelled = table.assign(label=table["code"].map(codebook.label))
    return labelled[list(names)].rename(columns=names)
