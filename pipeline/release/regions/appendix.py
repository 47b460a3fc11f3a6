"""Pooled shares in; the page and the table of the team's appendix out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import PooledShares
from pipeline.domain.wording import JUDGED_VALENCES
from pipeline.release.appendix.page import Chapter, render_page
from pipeline.release.figures.style import HouseStyle
from pipeline.release.report.content import TeamTable
from pipeline.release.tabulation import csv_of
from pipeline.release.texts import Texts

FILE = "bijlage-samen"
OCCURS = "komt ter sprake"


def render_pooled(
    title: str,
    pooled: DataFrame[PooledShares],
    codebook: Codebook,
    texts: Texts,
    style: HouseStyle,
) -> dict[str, bytes]:
    """Return the appendix by the name of its files: a page to read, and the numbers as CSV."""
    lead = [texts.fill("gepoold", "waarvoor"), texts.fill("gepoold", "hoe")]
    tables = [
        TeamTable(
            f"Als {valence}" if valence else "Kwam ter sprake", "",
            _printed(pooled[pooled["valence"] == valence], codebook),
        )
        for valence in (*JUDGED_VALENCES, "")
    ]  # fmt: skip
    chapters = [Chapter("Aandeel tafels over studies", tables)]
    page = render_page(f"{title}: samengenomen, alleen voor het team", lead, chapters, style)
    return {f"{FILE}.html": page, f"{FILE}.csv": csv_of(_numbers(pooled, codebook))}


def _printed(pooled: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    rows = [
        {
            "Thema": codebook.label(row["code"]),
            "Studies": str(row["n_studies"]),
            "Tafels": str(row["n_tables"]),
            "Aandeel (95%)": _span(row, "share", "low", "high"),
            "Volgende studie (95%)": _range(row, "next_low", "next_high"),
            "I²": _percent(row["i2"]),
            "tau²": _decimal(row["tau2"]),
            "Opmerking": row["note"],
        }
        for row in pooled.to_dict("records")
    ]
    return pd.DataFrame(rows)


def _span(row: dict[object, float], *names: str) -> str:
    mean, low, high = (_percent(row[name]) for name in names)
    return f"{mean} ({low} tot {high})" if mean != "–" else "–"


def _range(row: dict[object, float], *names: str) -> str:
    low, high = (_percent(row[name]) for name in names)
    return f"{low} tot {high}" if low != "–" else "–"


def _percent(share: float) -> str:
    return "–" if pd.isna(share) else f"{share:.0%}"


def _decimal(value: float) -> str:
    return "–" if pd.isna(value) else f"{value:.2f}".replace(".", ",")


NUMBERS = {
    "code": "code", "label": "naam", "valence": "waardering", "n_studies": "studies", "n_tables": "tafels",
    "share": "aandeel", "low": "laag", "high": "hoog", "next_low": "volgende_laag",
    "next_high": "volgende_hoog", "tau2": "tau2", "i2": "i2", "q": "q", "note": "opmerking",
}  # fmt: skip


def _numbers(pooled: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    named = pooled.assign(label=pooled["code"].map(codebook.label))
    named["valence"] = named["valence"].replace("", OCCURS)
    shares = ["share", "low", "high", "next_low", "next_high", "tau2", "i2", "q"]
    for column in shares:
        told = named[column].map(lambda one: "" if pd.isna(one) else f"{one:.4f}".replace(".", ","))
        named[column] = told.astype(object)
    return named[list(NUMBERS)].rename(columns=NUMBERS)
