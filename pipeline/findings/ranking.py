"""Counted findings in; the themes ranked by how they are valued out."""

from __future__ import annotations

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Findings, Ranking, check


def rank_themes(findings: DataFrame[Findings], codebook: Codebook) -> DataFrame[Ranking]:
    """Rank the themes by the number of tables in which they are a knelpunt.

    Nearly every theme occurs in nearly every table, so occurrence ranks nothing; that something is
    a knelpunt does. The whole number of tables is the score, with no weights to explain. Equal
    scores share a rank and are marked; among them the one that is more often a verbeterpunt, then
    the codebook's order, comes first. `balance` is the difference between the tables in which a
    theme is only a succesfactor and those in which it is only a knelpunt.
    """
    themes = [code.id for code in codebook.themes]
    of_theme = findings[findings["code"].isin(themes)]

    def counted(measure: str, valence: str = "") -> pd.Series:
        rows = of_theme[(of_theme["measure"] == measure) & (of_theme["valence"] == valence)]
        return rows.set_index("code")["n_tables"].reindex(themes, fill_value=0)

    table = pd.DataFrame(
        {
            "n_tables": counted("thema"),
            "n_knelpunt": counted("valentie", "knelpunt"),
            "n_succesfactor": counted("valentie", "succesfactor"),
            "n_verbeterpunt": counted("valentie", "verbeterpunt"),
            "n_both": counted("wisselend"),
            "of_tables": int(of_theme.loc[of_theme["measure"] == "thema", "of_tables"].max() or 0)
            if len(of_theme) else 0,
        }
    )  # fmt: skip
    table["balance"] = table["n_succesfactor"] - table["n_knelpunt"]
    for column, suffix in (("n_knelpunt", ""), ("n_succesfactor", "_succesfactor")):
        table[f"rank{suffix}"] = table[column].rank(method="min", ascending=False).astype(int)
        table[f"tied{suffix}"] = table[column].duplicated(keep=False)
    order = table.reset_index(names="code").sort_values(
        ["rank", "n_verbeterpunt"], ascending=[True, False], kind="stable"
    )
    return check(order, Ranking)
