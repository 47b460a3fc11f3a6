"""Sheets of `te-coderen` that people filled in; with what chance each segment was drawn, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Segments
from pipeline.files.spreadsheets import read_workbook

SHEET = "steekproef"
PLACE = ("tafel", "document", "start", "eind")
COLUMNS = ("segment_id", "chance")


def read_samples(files: Sequence[Path], segments: DataFrame[Segments]) -> pd.DataFrame:
    """Return the segments (`COLUMNS`) that were chosen to be coded, with the chance of being drawn.

    `chance` is null for what was chosen on purpose: no estimate may rest on it. A segment that
    could be drawn in several rounds has the chance of at least one of them. Files without a sheet
    of that name hold no sample.

    Raises:
        InputError: when a chance is no number between 0 and 1.
    """
    rounds = [found for path in files if (found := _read(path)) is not None]
    if not rounds:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = pd.concat(rounds, ignore_index=True)
    # Every round draws anew from all that no round drew by chance, so misses multiply exactly.
    missed = 1.0
    for found in rounds:
        own = found["chance"].dropna()
        missed *= 1 - (float(own.iloc[0]) if len(own) else 0.0)
    rows["chance"] = rows["chance"].where(rows["chance"].isna(), 1 - missed)
    places = segments[["segment_id", "table_id", "document", "start", "end"]].astype(
        {"start": str, "end": str}
    )
    named = rows.merge(
        places, left_on=list(PLACE), right_on=["table_id", "document", "start", "end"]
    )
    named = named.sort_values("chance", na_position="last", kind="stable")  # drawn before chosen
    named = named.drop_duplicates("segment_id")
    order = dict(zip(segments["segment_id"], range(len(segments)), strict=True))
    named = named.sort_values("segment_id", key=lambda ids: ids.map(order), kind="stable")
    return named[list(COLUMNS)].reset_index(drop=True)


def _read(path: Path) -> pd.DataFrame | None:
    """Return the sample of one file, None where it holds none."""
    if path.suffix.casefold() != ".xlsx":
        return None
    sheet = read_workbook(path).get(SHEET)
    if sheet is None or not {*PLACE, "kans"} <= set(sheet.columns):
        return None
    chances = pd.to_numeric(sheet["kans"].str.replace(",", ".").replace("", None), errors="coerce")
    wrong = (sheet["kans"] != "") & ~chances.between(0, 1, inclusive="right")
    if wrong.any():
        raise InputError(
            f"{path.name}, blad {SHEET}, rij {sheet.index[wrong][0]}: de kans hoort tussen 0 "
            "en 1 te liggen. Dit blad maakt het programma; verander het niet."
        )
    return sheet[list(PLACE)].assign(chance=chances.astype(float)).reset_index(drop=True)
