"""A study's self-test of its estimators in; printed tables of which may be leaned on out."""

from __future__ import annotations

import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.release.appendix.numerals import decimal, out_of, percent
from pipeline.release.report.content import TeamTable

METHODS = {
    "naief (model, fragmenten)": "naïef: model, elk fragment apart",
    "wilson (fragmenten)": "alles met de hand, elk fragment apart",
    "t (tafels)": "alles met de hand, over tafels",
    "bootstrap (tafels)": "alles met de hand, bootstrap over tafels",
    "t (model, tafels)": "model, over tafels",
    "met de hand": "een deel met de hand, over tafels",
    "gecorrigeerd": "een deel met de hand, model gecorrigeerd",
    "met de hand, deze tafels": "een deel met de hand, over deze tafels",
    "gecorrigeerd, deze tafels": "model gecorrigeerd, over deze tafels",
}
NOTE = (
    "Hoe vaak een 95%-interval de waarheid bevat, in werelden waarin die waarheid bekend is. "
    "Bruikbaar: gemiddeld 93 tot 97 van de 100, en in geen wereld minder dan 90. Zegt welke "
    "rekenwijze je mag vertrouwen, niets over de thema's."
)
WORLD_NOTE = (
    "Wat uit deze studie is geschat en waarmee de werelden zijn gemaakt. Samenhang: hoezeer "
    "fragmenten van één tafel op elkaar lijken (0 is niet). Gevoeligheid en specificiteit: "
    "hoe vaak het model een thema terecht wel en terecht niet ziet."
)
NEEDED_NOTE = (
    "Hoeveel fragmenten met de hand (over deze tafels) of hoeveel tafels (over andere "
    "tafels) een interval van deze breedte vraagt, als de spreiding blijft zoals zij is. Een "
    "hulp bij het plannen, geen norm."
)


def estimator_table(summary: pd.DataFrame) -> TeamTable:
    """Return the verdict per estimator over all themes."""
    rows = summary.to_dict("records")
    table = pd.DataFrame(
        {
            "Manier": [METHODS[row["method"]] for row in rows],
            "Bevat de waarheid": [percent(row["coverage"]) for row in rows],
            "In de slechtste wereld": [percent(row["lowest"]) for row in rows],
            "Breedte (procentpunten)": [decimal(100 * row["width"]) for row in rows],
            "Bruikbaar bij": [
                f"{out_of(row['n_usable'], row['n_themes'])} thema's" for row in rows
            ],
        }
    )
    return TeamTable("Welke rekenwijze houdt stand", NOTE, table)


def theme_table(judged: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return per theme which estimators may be leaned on."""
    wide = judged.assign(
        told=[
            f"{percent(row['coverage'])}{'' if row['usable'] else ' (niet bruikbaar)'}"
            for row in judged.to_dict("records")
        ]
    ).pivot_table(index="code", columns="method", values="told", aggfunc="first", sort=False)
    rows = pd.DataFrame({"Thema": [codebook.label(str(code)) for code in wide.index]})
    for method, heading in METHODS.items():
        if method in wide.columns:
            rows[heading[:1].upper() + heading[1:]] = list(wide[method])
    return TeamTable("Per thema", "", rows)


def world_table(worlds: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return the rates, clustering and errors that the worlds were made with."""
    rows = worlds.to_dict("records")
    table = pd.DataFrame(
        {
            "Thema": [codebook.label(row["code"]) for row in rows],
            "Tafels": [row["n_tables"] for row in rows],
            "Fragmenten per tafel": [row["n_segments"] for row in rows],
            "Aandeel": [percent(row["rate"]) for row in rows],
            "Samenhang": [decimal(row["icc"], 2) for row in rows],
            "Gevoeligheid": [percent(row["sensitivity"]) for row in rows],
            "Specificiteit": [percent(row["specificity"]) for row in rows],
            "Deel met de hand": [percent(row["hand_share"]) for row in rows],
        }
    )
    return TeamTable("Waarmee is gerekend", WORLD_NOTE, table)


def plan_table(needed: pd.DataFrame, codebook: Codebook) -> TeamTable:
    """Return how many segments or tables intervals of several widths ask for."""
    rows = pd.DataFrame({"Thema": [codebook.label(c) for c in needed["code"].drop_duplicates()]})
    for width, own in needed.groupby("width", sort=True):
        points = round(100 * float(str(width)))
        rows[f"Fragmenten, {points} punten"] = [_count(value) for value in own["segments"]]
        rows[f"Tafels, {points} punten"] = [_count(value) for value in own["tables"]]
    return TeamTable("Hoeveel codeerwerk een smaller interval vraagt", NEEDED_NOTE, rows)


def _count(value: float) -> str:
    return "niet te schatten" if pd.isna(value) else str(int(value))
