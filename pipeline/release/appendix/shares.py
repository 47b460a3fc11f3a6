"""Measures and shares by kind of table in; printed tables of how much room a theme takes out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Measures
from pipeline.domain.wording import plural
from pipeline.release.appendix.numerals import decimal, out_of, percent, points, span
from pipeline.release.report.content import TeamTable

ROOM = (
    "Aandeel: welk deel van de beoordeelde fragmenten van een tafel erover gaat, gemiddeld "
    "over tafels, zodat een lange tafel niet zwaarder telt. Bruikbaar om te zien wat veel "
    "ruimte kreeg; niet om belang of ernst af te lezen."
)
WEIGHED = (
    "Balans loopt van -1 (alleen knelpunt) tot +1 (alleen succesfactor). Breedte: hoeveel "
    "groepen het aan een tafel inbrengen. Verschil: procentpunten gezin min professionals, "
    "binnen dezelfde tafel. Beschrijft deze tafels; zegt niets over tafels die er niet waren."
)
SOURCES = (
    "Een verslag is geen stem: het geeft weer wat de verslaglegger opschreef. Leg beide naast "
    "elkaar, tel ze niet op."
)
BY_TABLE = (
    "Per tafel het deel van de beoordeelde fragmenten. Alleen voor het team en wie daar zat: het "
    "toont één gezin."
)
FACET_NOTES = {
    "soort": (
        "Casusspecifieke en casusoverstijgende tafels voeren een ander gesprek; ze staan apart "
        "en worden niet samen gemiddeld."
    ),
    "periode": "Welke tafels in een periode zijn gehouden is geen toeval; een verschil is geen trend.",
    "sector": (
        "Een beschrijving van de tafels die er waren. Geen ranglijst: enkele tafels per sector "
        "zeggen weinig."
    ),
    "leeftijdsgroep": (
        "Een beschrijving van de tafels die er waren; bij enkele tafels per groep kan één gezin "
        "het beeld bepalen."
    ),
}


def room_tables(measures: DataFrame[Measures], codebook: Codebook) -> list[TeamTable]:
    """Return how much room each theme takes, whose it is, and verslag and transcript side by side."""
    themes = [theme.id for theme in codebook.themes]
    ours = measures[measures["code"].isin(themes)]
    every = ours[ours["document"] == ""].to_dict("records")
    rooms = pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in every],
            "Tafels": [out_of(row["n_tables"], row["of_tables"]) for row in every],
            "Fragmenten": [row["n_segments"] for row in every],
            "Aandeel": [percent(row["share"]) for row in every],
            "Laagste tot hoogste tafel": [
                span(row["lowest_share"], row["highest_share"]) for row in every
            ],
        }
    )
    weighed = pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in every],
            "Balans": [decimal(row["balance"]) for row in every],
            "Breedte": [decimal(row["breadth"]) for row in every],
            "Verschil gezin - professionals": [points(row["gap"]) for row in every],
            "Tafels waar beiden te horen zijn": [row["gap_tables"] for row in every],
        }
    )
    return [
        TeamTable("Hoeveel ruimte een thema krijgt", ROOM, rooms),
        TeamTable("Hoe het wordt gewaardeerd en door wie ingebracht", WEIGHED, weighed),
        TeamTable("Verslag en transcript apart", SOURCES, _sources(ours, codebook)),
    ]


def _sources(measures: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row per theme with its share in verslagen and in transcripten."""
    rows = {"Thema": [codebook.label(theme.id) for theme in codebook.themes]}
    for document, heading in (("verslag", "verslagen"), ("transcript", "transcripten")):
        own = measures[measures["document"] == document].set_index("code")
        own = own.reindex([theme.id for theme in codebook.themes])
        n_tables = int(own["of_tables"].max()) if own["of_tables"].notna().any() else 0
        rows[f"In {heading} ({plural(n_tables, 'tafel', 'tafels')})"] = [
            percent(share) if n_tables else "geen" for share in own["share"]
        ]
        rows[f"Tafels ({heading})"] = [
            str(int(count)) if n_tables else "0" for count in own["n_tables"].fillna(0)
        ]
    return pd.DataFrame(rows)


def facet_tables(facets: pd.DataFrame, codebook: Codebook) -> list[TeamTable]:
    """Return a table per facet: a row per theme, a column per stratum with its number of tables."""
    tables = []
    for facet, rows in facets.groupby("facet", sort=False):
        shown = {"Thema": [codebook.label(theme.id) for theme in codebook.themes]}
        for stratum, own in rows.groupby("stratum", sort=True):
            shares = own.set_index("code")["share"].reindex([theme.id for theme in codebook.themes])
            n_tables = int(own["n_tables"].iloc[0])
            heading = f"{stratum} ({n_tables} {'tafel' if n_tables == 1 else 'tafels'})"
            shown[heading] = [percent(share) for share in shares]
        tables.append(TeamTable(f"Per {facet}", FACET_NOTES[str(facet)], pd.DataFrame(shown)))
    return tables


def share_matrix(shares: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return the share of every theme at every table."""
    themes = [theme.id for theme in codebook.themes if theme.id in shares.columns]
    rows = pd.DataFrame({"Tafel": list(shares.index)})
    for theme in themes:
        rows[codebook.label(theme)] = [percent(share) for share in shares[theme]]
    return TeamTable("Aandeel per tafel", BY_TABLE, rows)
