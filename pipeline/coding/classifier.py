"""Segments that people coded in part in; a model's codings of all of them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.features import Array
from pipeline.coding.prediction import Predictions, predict
from pipeline.coding.training import ANY, TrainingSet, join_training_sets
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments, Tokens, check, empty
from pipeline.language.readings import Readings

__all__ = [
    "Predictions",
    "TrainingSet",
    "code_by_model",
    "join_training_sets",
    "predict",
    "proposals",
]

CODER = "model"
DECIMALS = 3  # of a confidence: what processors differ by stays far below it
MIN_SHARE = 0.5  # of a theme's probability, from which on one of its subcodes is proposed too


def code_by_model(
    segments: DataFrame[Segments],
    tokens: DataFrame[Tokens],
    codings: DataFrame[Codings],
    readings: Readings,
    codebook: Codebook,
    *,
    seed: int,
    extra: TrainingSet | None = None,
) -> DataFrame[Codings]:
    """Code every countable segment by a model that did not see the codes of its table.

    A segment gets a row for every theme above its threshold, one for the likeliest subcode above
    its own within such a theme, or one row with a null code. Too few hand-coded tables give no
    row at all.

    Raises:
        InputError: when the readings of `extra` come from another encoder.
    """
    predictions = predict(segments, tokens, codings, readings, codebook, seed=seed, extra=extra)
    if predictions is None:
        return empty(Codings)
    return proposals(predictions, segments, codebook)


def proposals(
    predictions: Predictions, segments: DataFrame[Segments], codebook: Codebook
) -> DataFrame[Codings]:
    """Return the rows that the model proposes, in order of the segments and of the codebook."""
    chances = predictions.probabilities
    column_of = {code: column for column, code in enumerate(chances.columns)}
    families = [
        (theme.id, [code.id for code in codebook.subcodes(theme.id) if code.id in column_of])
        for theme in codebook.themes
        if theme.id in column_of
    ]
    values, proposed = chances.to_numpy(), predictions.proposed.to_numpy()
    places = segments.set_index("segment_id").loc[chances.index, ["start", "end"]].to_numpy()
    rows: list[tuple[Any, ...]] = []
    for row, segment_id in enumerate(chances.index):
        codes = _proposed(values[row], proposed[row], families, column_of)
        found: list[tuple[str | None, float]] = [
            (code, values[row, column_of[code]]) for code in codes
        ]
        for code, chance in found or [(None, 1 - values[row, column_of[ANY]])]:
            rows.append(
                (segment_id, code, CODER, "model", *places[row], predictions.valence.iloc[row],
                 False, chance, "voorstel", "", "")
            )  # fmt: skip
    coded = pd.DataFrame(rows, columns=Codings.names())
    coded["confidence"] = coded["confidence"].astype(float).clip(0, 1).round(DECIMALS)
    return check(coded, Codings)


def _proposed(
    chances: Array,
    proposed: NDArray[np.bool_],
    families: list[tuple[str, list[str]]],
    column_of: Mapping[str, int],
) -> Iterator[str]:
    """Give the themes of one segment, each followed by its likeliest subcode if there is one."""
    for theme, subcodes in families:
        if not proposed[column_of[theme]]:
            continue
        yield theme
        least = MIN_SHARE * chances[column_of[theme]]
        likely = [
            code
            for code in subcodes
            if proposed[column_of[code]] and chances[column_of[code]] >= least
        ]
        if likely:
            yield max(likely, key=lambda code: float(chances[column_of[code]]))
