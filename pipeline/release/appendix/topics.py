"""Topics beside the codebook in; printed tables of what they are and how stable out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import TopicRuns, Topics
from pipeline.release.appendix.numerals import decimal, out_of, percent
from pipeline.release.report.content import TeamTable

TOPIC_NOTE = (
    "Groepen fragmenten die op elkaar lijken, met hun meest eigen woorden. Alleen wat in "
    "driekwart van de herhalingen terugkwam. Bruikbaar om te zien waar het codeboek niets "
    "voor heeft; een groep kan ook een manier van praten zijn. Lees de fragmenten voordat je er "
    "iets van vindt."
)
RUN_NOTE = (
    "Opnieuw gerekend met een ander zaad (negen van de tien fragmenten), in een andere "
    "volgorde en steeds zonder één tafel. Rand-index: 1 is dezelfde indeling, 0 is toeval."
)


def topic_table(topics: DataFrame[Topics], codebook: Codebook, *, of_tables: int) -> TeamTable:
    """Return the stable topics, the most recurrent first."""
    rows = topics[topics["stable"]].to_dict("records")
    table = pd.DataFrame(
        {
            "Woorden": [", ".join(row["terms"]) or "geen eigen woorden" for row in rows],
            "Fragmenten": [row["n_segments"] for row in rows],
            "Tafels": [out_of(row["n_tables"], of_tables) for row in rows],
            "Keert terug": [percent(row["recurrence"]) for row in rows],
            "Meest gegeven code": [
                f"{codebook.label(row['code'])} ({percent(row['code_share'])})" if row["code"] else "geen"
                for row in rows
            ],
            "Zonder code": [percent(row["uncoded_share"]) for row in rows],
            "Kandidaat": ["ja" if row["candidate"] else "" for row in rows],
        }
    )  # fmt: skip
    return TeamTable("Onderwerpen die terugkeren", TOPIC_NOTE, table)


def run_table(runs: DataFrame[TopicRuns], *, n_topics: int) -> TeamTable:
    """Return the stability certificate, per kind of repetition."""
    rows = [
        {
            "Herhaling": kind,
            "Keer": len(own),
            "Rand-index (laagste tot hoogste)": f"{decimal(own['rand'].min(), 2)} tot {decimal(own['rand'].max(), 2)}",
            "Onderwerpen": f"{own['n_topics'].min()} tot {own['n_topics'].max()}",
            f"Teruggevonden van {n_topics}": decimal(own["n_matched"].mean()),
            "Zonder onderwerp": percent(own["outlier_share"].mean()),
        }
        for kind, own in runs.groupby("kind", sort=False)
    ]
    return TeamTable("Hoe stabiel zij zijn", RUN_NOTE, pd.DataFrame(rows))
