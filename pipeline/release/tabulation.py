"""Released findings in, the tables of the synthesis out: one CSV per kind of count, in Dutch."""

from __future__ import annotations

from typing import cast

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Released
from pipeline.release.figures.record import csv_bytes

TABLES = {  # measure to the name of its table
    "thema": "themas",
    "valentie": "waardering",
    "wisselend": "wisselend",
    "groep": "perspectieven",
    "groep_valentie": "perspectieven-waardering",
    "verschil": "gezin-en-professionals",
    "anders_gewaardeerd": "anders-gewaardeerd",
    "samen": "samenhang",
    "niveau": "niveaus",
    "periode": "perioden",
    "gekozen": "gekozen-en-besproken",
    "tafels": "welke-tafels",
}
HEADINGS = {
    "finding_id": "bevinding",
    "code": "code",
    "label": "naam",
    "other_code": "andere_code",
    "other_label": "andere_naam",
    "valence": "waardering",
    "group": "groep",
    "stratum_kind": "uitsplitsing",
    "stratum": "waarde",
    "n_tables": "tafels",
    "of_tables": "van_tafels",
    "codable_tables": "tafels_met_stem",
    "blanked": "afgeschermd",
    "source": "bron",
    "coder": "reeks",
}


def tables_of(
    counted: DataFrame[Released] | DataFrame[Findings], codebook: Codebook
) -> dict[str, pd.DataFrame]:
    """Return the tables by name, Dutch headings, only the columns that say something in each.

    A count that was blanked is an empty cell, with the reason beside it. Findings that were not
    released are for the team; they have no such column, and no ids either.
    """
    released = counted if "blanked" in counted else counted.assign(blanked="")
    labels = {code.id: code.label for code in codebook.codes} | {"": ""}
    named = released.assign(
        label=released["code"].map(labels), other_label=released["other_code"].map(labels)
    )
    return {
        name: _trim(named[named["measure"] == measure])
        for measure, name in TABLES.items()
        if (named["measure"] == measure).any()
    }


def _trim(rows: pd.DataFrame) -> pd.DataFrame:
    always = {"finding_id", "n_tables", "of_tables", "blanked", "source"}
    kept = [
        column
        for column in HEADINGS
        if column in always or (rows[column].notna() & (rows[column].astype(str) != "")).any()
    ]
    return rows[kept].rename(columns=HEADINGS).reset_index(drop=True)


def csv_of(table: pd.DataFrame) -> bytes:
    """Return a table as CSV, in the one form of all products (see `release.figures.record`)."""
    shown = table.astype(object).where(table.notna(), "")
    if shown.empty:
        return (";".join(shown.columns) + "\r\n").encode("utf-8-sig")
    return csv_bytes(cast("list[dict[str, object]]", shown.to_dict("records")))
