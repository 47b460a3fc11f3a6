"""Cells of several studies in; what recurs, is particular or turns both ways, and all of it side by side, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Recurrences, SideCells
from pipeline.domain.tables.regions import COUNTED, NO_CODE, NOT_RELEASED, SILENT
from pipeline.domain.wording import JUDGED_VALENCES, enumerate_words, plural
from pipeline.release.chapters import PageTable
from pipeline.release.regions.content import cell_words

MOST = 0.5  # of the tables: from here a cell is marked, in step with `findings.regions`


def recurring_table(
    recurrences: DataFrame[Recurrences], cells: DataFrame[SideCells], codebook: Codebook
) -> PageTable:
    """Return what is strong in most of the studies that count it."""
    rows = [
        {
            "Thema": codebook.label(row["code"]),
            "Als": row["valence"],
            "Komt voor in": f"{row['n_present']} van {plural(row['n_told'], 'studie', 'studies')}",
            "Aan de helft of meer van de tafels in": _strength(row),
            "Per studie": _per_study(cells, row["code"], row["valence"]),
        }
        for row in recurrences[recurrences["recurs"]].to_dict("records")
    ]
    return PageTable(
        "Terugkerend",
        "",
        pd.DataFrame(rows),
        _marks(rows, 1),
        "Niets keert in de helft van de studies terug.",
    )


def _strength(row: Mapping[Any, Any]) -> str:
    said = f"; in woorden in {len(row['said'])}" if len(row["said"]) else ""
    return f"{row['n_strong']} van {row['n_counted']} die tellen{said}"


def _per_study(cells: pd.DataFrame, code: str, valence: str) -> str:
    """Return what every study that says something of it says, in order of name."""
    own = cells[(cells["code"] == code) & (cells["valence"] == valence)]
    told = own[~own["state"].isin((NO_CODE, NOT_RELEASED, SILENT))]
    return "; ".join(f"{row['bundle']} {cell_words(row)}" for row in told.to_dict("records"))


def particular_table(recurrences: DataFrame[Recurrences], codebook: Codebook) -> PageTable:
    """Return what is strong in one study, and weak in every other that says anything of it."""
    own = recurrences[recurrences["particular"] != ""]
    rows = [
        {"Studie": row["particular"], "Thema": codebook.label(row["code"]), "Als": row["valence"]}
        for row in own.to_dict("records")
    ]
    return PageTable(
        "Eigen",
        "",
        pd.DataFrame(rows),
        _marks(rows, 2),
        "Van geen studie is zeker dat iets alleen daar speelt.",
    )


def _marks(rows: Sequence[Mapping[Any, Any]], column: int) -> dict[tuple[int, int], str]:
    """Return marks for a column that names a valence."""
    return {(place, column): str(row["Als"]) for place, row in enumerate(rows)}


def travel_table(
    travels: Mapping[str, tuple[Sequence[str], Sequence[str]]], codebook: Codebook
) -> PageTable:
    """Return where a theme mostly helped, and where it mostly stalled."""
    rows = [
        {
            "Thema": codebook.label(code),
            "Hielp in": enumerate_words(list(helped)),
            "Knelt in": enumerate_words(list(stalled)),
        }
        for code, (helped, stalled) in travels.items()
    ]
    nothing = "Geen thema helpt op de ene plek aan de meeste tafels en knelt op een andere."
    return PageTable("Andersom gewaardeerd", "", pd.DataFrame(rows), {}, nothing)


def side_tables(cells: DataFrame[SideCells], codebook: Codebook) -> list[PageTable]:
    """Return a table per valence, and one for whether a theme occurs: a row per theme, a column per study."""
    tables = []
    for valence, title in (
        *((one, f"Als {one}") for one in JUDGED_VALENCES), ("", "Kwam ter sprake"),
    ):  # fmt: skip
        own = cells[cells["valence"] == valence]
        names, codes = list(own["bundle"].drop_duplicates()), list(own["code"].drop_duplicates())
        known = {(row["bundle"], row["code"]): row for row in own.to_dict("records")}
        shown: dict[str, list[str]] = {"Thema": [codebook.label(code) for code in codes]}
        marked: dict[tuple[int, int], str] = {}
        for column, name in enumerate(names, start=1):
            shown[name] = [cell_words(known[(name, code)]) for code in codes]
            marked |= {
                (row, column): valence or "neutraal"
                for row, code in enumerate(codes)
                if _is_strong(known[(name, code)])
            }
        tables.append(PageTable(title, "", pd.DataFrame(shown), marked))
    return tables


def _is_strong(cell: Mapping[Any, Any]) -> bool:
    return cell["state"] == COUNTED and int(str(cell["n_tables"])) >= MOST * int(
        str(cell["of_tables"])
    )
