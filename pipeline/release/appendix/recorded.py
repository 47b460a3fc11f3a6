"""Counts by phase, by scope and of the method itself in; printed tables of them for the team out."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import DialogueTables, Findings
from pipeline.domain.wording import JUDGED_VALENCES, NOT_RECORDED, plural
from pipeline.release.report.content import TeamTable

HOW = (
    "Aan hoeveel tafels het ter sprake kwam, en achter de streep: aan hoeveel als knelpunt. Van {of} "
    "waar codeurs dit vastlegden; bij een fragment zonder is niets afgeleid."
)
PHASES = (
    "De fase is die waarover iemand spreekt, niet het moment van spreken. Bruikbaar om te zien "
    "waar in een traject iets knelt; aan enkele tafels bepaalt één gezin het beeld."
)
SCOPES = (
    "Wat over deze casus gaat en wat iemand algemener bedoelt, is niet hetzelfde bewijs: leg het "
    "naast elkaar, tel het niet op."
)
METHOD_NOTE = (
    "Wat over de dialoogtafel zelf is gezegd, telt bij geen thema mee. Bruikbaar om de werkwijze te "
    "verbeteren; het zegt niets over een hulptraject."
)


def recorded_tables(contexts: DataFrame[Findings], codebook: Codebook) -> list[TeamTable]:
    """Return a table per thing that coders recorded; none for what nobody did."""
    kinds: tuple[tuple[str, str, str, Mapping[str, str]], ...] = (
        ("fase", "Per fase in het traject", PHASES, codebook.phases),
        ("reikwijdte", "Over deze casus, of algemener", SCOPES, codebook.scopes),
    )
    tables = []
    for measure, title, note, labels in kinds:
        own = contexts[(contexts["measure"] == measure) & contexts["code"].isin(_themes(codebook))]
        if len(own):
            of = plural(int(own["of_tables"].iloc[0]), "tafel", "tafels")
            shown = _by_stratum(own, codebook, labels)
            tables.append(TeamTable(title, f"{note} {HOW.format(of=of)}", shown))
    method = contexts[(contexts["measure"] == "methode") & contexts["code"].isin(_themes(codebook))]
    if len(method):
        tables.append(
            TeamTable("Over de dialoogtafel zelf", METHOD_NOTE, _method(method, codebook))
        )
    return tables


def not_recorded(
    dialogue_tables: DataFrame[DialogueTables], contexts: DataFrame[Findings]
) -> TeamTable:
    """Return what cannot be set apart, wholly or in part, because nobody recorded it."""
    n_tables = len(dialogue_tables)
    counts = contexts.groupby("measure")["of_tables"].max().to_dict()
    counts["gekozen"] = int(dialogue_tables["chosen_themes"].notna().sum())
    names = {
        "fase": "fase in het traject",
        "reikwijdte": "deze casus, algemener, of de tafel zelf (reikwijdte)",
        "gekozen": "vooraf gekozen thema's",
    }
    told = [
        f"vastgelegd bij {int(counts.get(key, 0))} van {plural(n_tables, 'tafel', 'tafels')}"
        if counts.get(key) or key == "gekozen"
        else f"{NOT_RECORDED} in de coderingen"
        for key in names
    ]
    return TeamTable(
        "Wat is vastgelegd en wat niet",
        "Wat niet is vastgelegd, wordt niet afgeleid.",
        pd.DataFrame({"Uitsplitsing": list(names.values()), "Stand": told}),
    )


def _themes(codebook: Codebook) -> list[str]:
    return [theme.id for theme in codebook.themes]


def _by_stratum(rows: pd.DataFrame, codebook: Codebook, labels: Mapping[str, str]) -> pd.DataFrame:
    """Return a row per theme, a column per phase or scope: tables with it | of these as knelpunt."""
    cells = rows.groupby(["code", "stratum"])["table_ids"].agg(_union)
    stuck = rows[rows["valence"] == "knelpunt"].set_index(["code", "stratum"])["n_tables"]
    shown: dict[str, list[str]] = {"Thema": [theme.label for theme in codebook.themes]}
    labels = _short(labels)
    for stratum in dict.fromkeys(rows["stratum"]):
        pairs = [(theme, stratum) for theme in _themes(codebook)]
        shown[labels.get(stratum, stratum)] = [
            f"{cells[pair]} | {stuck[pair]}" if cells[pair] else "-" for pair in pairs
        ]
    return pd.DataFrame(shown)


def _short(labels: Mapping[str, str]) -> Mapping[str, str]:
    """Return labels up to their first comma, bracket or stroke, where these still differ."""
    short = {name: re.split(r"\s*[,(/]", label)[0] for name, label in labels.items()}
    return short if len(set(short.values())) == len(short) and all(short.values()) else labels


def _union(lists: pd.Series) -> int:
    return len({one for ids in lists for one in ids})


def _method(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Return a row per theme that was coded of the method, with its tables by valence."""
    counts = rows.set_index(["code", "valence"])["n_tables"]
    every = rows.groupby("code")["table_ids"].agg(_union)
    spoken = [theme for theme in _themes(codebook) if every[theme]]
    shown: dict[str, list[object]] = {
        "Thema": [codebook.label(theme) for theme in spoken],
        "Tafels": [every[theme] for theme in spoken],
    }
    for valence in JUDGED_VALENCES:
        shown[valence.capitalize()] = [counts[theme, valence] for theme in spoken]
    return pd.DataFrame(shown)
