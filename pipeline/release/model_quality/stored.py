"""The tables that `modelkwaliteit` wrote in; those that the team's report shows of them out."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from pipeline.release.model_quality.wording import number
from pipeline.release.report.content import TeamTable

KEY_FIGURES, BY_CODE, BY_GROUP = "kerncijfers", "per-code", "groepen"
SHOWN = (KEY_FIGURES, BY_CODE, BY_GROUP)
OLDER = " Gemeten op een eerdere stand van gegevens of programma: draai 'dialoogtafel modelkwaliteit' opnieuw."
_THEME_COLUMNS = {  # of the stored table: as the report calls them
    "naam": "Thema",
    "door mensen": "Door mensen",
    "voorgesteld": "Voorgesteld",
    "precisie": "Precisie",
    "recall": "Recall",
    "F1": "F1",
    "alfa mens-model": "Alfa mens-model",
    "alfa mens-mens": "Alfa mens-mens",
    "oordeel": "Oordeel",
}
_GROUP_COLUMNS = {
    "uitsplitsing": "Uitsplitsing",
    "waarde": "Waarde",
    "fragmenten": "Fragmenten",
    "F1": "F1",
}
_SHARES = ("Precisie", "Recall", "F1", "Alfa mens-model", "Alfa mens-mens")
_NOTES = {
    KEY_FIGURES: "Op tafels die het model niet zag. Een voorstel telt nergens mee voordat een mens het bevestigt.",
    BY_CODE: "Precisie: welk deel van de voorstellen een mens ook gaf. Recall: welk deel van wat mensen gaven het "
    "model voorstelde. Alles erover staat in modelkwaliteit/modelkwaliteit.html.",
    BY_GROUP: "Een lage F1 bij een groep betekent dat het model haar woorden minder goed herkent; lees daar meer zelf.",
}
_TITLES = {
    KEY_FIGURES: "Kerncijfers van het model",
    BY_CODE: "Het model per thema",
    BY_GROUP: "Het model per stem, documentsoort en taal",
}


def quality_tables(stored: Mapping[str, pd.DataFrame], *, older: bool) -> tuple[TeamTable, ...]:
    """Return the tables of the report, in fixed order; one that was not stored is left out.

    `older`: they were measured on other data than the report shows, which the first one then says.
    """
    rows = {
        KEY_FIGURES: _figures,
        BY_CODE: _themes,
        BY_GROUP: _groups,
    }
    made: list[TeamTable] = []
    for name in SHOWN:
        if name in stored:
            note = _NOTES[name] + (OLDER if older and not made else "")
            made.append(TeamTable(_TITLES[name], note, rows[name](stored[name])))
    return tuple(made)


def _figures(table: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Maat": [str(name)[:1].upper() + str(name)[1:] for name in table["maat"]],
            "Waarde": [_number(value) for value in table["waarde"]],
        }
    )


def _themes(table: pd.DataFrame) -> pd.DataFrame:
    return _chosen(table[table["soort"] == "thema"], _THEME_COLUMNS)


def _groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return the groups, the tables apart: those are many and each says little."""
    return _chosen(table[table["uitsplitsing"] != "tafel"], _GROUP_COLUMNS)


def _chosen(table: pd.DataFrame, columns: Mapping[str, str]) -> pd.DataFrame:
    """Return the columns that are there, every cell ready to print."""
    there = {name: shown for name, shown in columns.items() if name in table}
    chosen = table[list(there)].rename(columns=there)
    return pd.DataFrame(
        {
            name: [_number(cell) if name in _SHARES else _text(cell) for cell in chosen[name]]
            for name in chosen
        }
    )


def _number(value: object) -> str:
    return number(float(pd.to_numeric(value, errors="coerce")))  # type: ignore[call-overload]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
