"""Headings and numbers as Dutch readers write them."""

from __future__ import annotations

import math

import pandas as pd

HEADINGS = {
    "measure": "soort", "code": "code", "label": "naam", "n_segments": "fragmenten",
    "n_given": "door mensen", "n_proposed": "voorgesteld", "n_right": "beide",
    "precision": "precisie", "recall": "recall", "f1": "F1", "average_precision": "rangorde (AP)",
    "top_precision": "precisie hoogste 5%", "unseen_share": "hoeft niet bekeken",
    "alpha_model": "alfa mens-model", "alpha_model_low": "alfa mens-model van",
    "alpha_model_high": "alfa mens-model tot", "alpha_people": "alfa mens-mens",
    "alpha_people_low": "alfa mens-mens van", "alpha_people_high": "alfa mens-mens tot",
    "verdict": "oordeel", "n_accepted": "over te nemen", "n_wrong": "daarvan fout",
    "upper": "hoogstens fout", "accepted_share": "deel", "limit": "vanaf kans", "n": "n",
    "low": "van", "high": "tot", "mean_probability": "gemiddelde kans",
    "share_given": "deel door mensen", "n_tables": "tafels", "top3": "bij eerste drie",
    "valence": "mensen gaven", "needed": "nodig", "pattern": "patroon", "n_judged": "beoordeeld",
    "theme_precision": "precisie thema",
}  # fmt: skip


def in_dutch(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with the headings that researchers see."""
    return table.rename(columns=HEADINGS)


def number(value: float | None) -> str:
    """Return a figure between -1 and 1 with two decimals, "–" where there is none."""
    if value is None or math.isnan(value):
        return "–"
    return f"{round(value, 2) + 0.0:.2f}".replace(".", ",")  # + 0.0: never "-0,00"


def share(value: float | None) -> str:
    """Return a share as a percentage."""
    if value is None or math.isnan(value):
        return "–"
    return f"{round(100 * value)}%"
