"""Statements and how they were coded in; the same statements with the themes they are about out."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import StatementCodings, Statements, check

REJECTED = "verworpen"


def tie_themes(
    statements: DataFrame[Statements], codings: DataFrame[StatementCodings], codebook: Codebook
) -> DataFrame[Statements]:
    """Return the statements with their themes, in the codebook's order, and who says so.

    The first person's series decides where she judged a statement, no theme being a judgement too;
    then what the sheet says; then the model's proposals, and no more than these. A rule's hit is no
    judgement: it stands among the codings and ties nothing.
    """
    people = codings[(codings["source"] == "mens") & (codings["status"] != REJECTED)]
    leading = people[people["coder"] == people["coder"].iloc[0]] if len(people) else people
    model = codings[(codings["source"] == "model") & (codings["status"] != REJECTED)]
    by_person, by_model = (_themes(rows, codebook) for rows in (leading, model))
    found = []
    for row in _rows(statements):
        themes, by = row.themes.split(), row.themes_by
        if row.segment_id in by_person:
            themes, by = by_person[row.segment_id], "mens"
        elif not themes:
            themes, by = by_model.get(row.segment_id, []), "model"
        found.append((" ".join(themes), by if themes or by == "mens" else ""))
    return check(
        statements.assign(
            themes=[themes for themes, _ in found], themes_by=[by for _, by in found]
        ),
        Statements,
    )


def _themes(codings: pd.DataFrame, codebook: Codebook) -> dict[str, list[str]]:
    """Return the themes of each segment that was judged; none where no theme was seen."""
    order = [theme.id for theme in codebook.themes]
    themes: dict[str, set[str]] = {}
    for segment_id, code in zip(codings["segment_id"], codings["code"], strict=True):
        own = themes.setdefault(segment_id, set())
        if isinstance(code, str) and code in codebook:
            own.add(codebook.theme_of(code))
    return {segment_id: sorted(own, key=order.index) for segment_id, own in themes.items()}


def _rows(table: pd.DataFrame) -> Any:
    return table.itertuples()
