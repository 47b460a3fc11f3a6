"""A hand-coded study in; how good the model is with fewer tables to learn from, out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.features import Array
from pipeline.coding.prediction import Workshop, one_thread, outcome_of, prepare
from pipeline.coding.quality import average_precision
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments, Tokens
from pipeline.language.readings import Readings

SIZES = (1, 2, 4, 8, 16, 27)  # hand-coded tables
FOLDS = 10
COLUMNS = ("n_tables", "n_segments", "f1", "average_precision", "top3")


def learning_curve(
    segments: DataFrame[Segments],
    tokens: DataFrame[Tokens],
    codings: DataFrame[Codings],
    readings: Readings,
    codebook: Codebook,
    *,
    seed: int,
    sizes: Sequence[int] = SIZES,
) -> pd.DataFrame:
    """Return a row (`COLUMNS`) for every number of tables that leaves at least one to test on.

    Every table is coded once by a model that learnt from so many of the others, drawn at random;
    the figures are over all tables together. `n_segments` is how many segments such a model saw,
    on average. With one table there is no F1: a threshold needs a second one.
    """
    workshop = prepare(segments, tokens, codings, readings, codebook, seed=seed)
    if workshop is None:
        return pd.DataFrame(columns=list(COLUMNS))
    themes = [theme.id for theme in codebook.themes if theme.id in workshop.targets.codes]
    columns = [workshop.targets.codes.index(theme) for theme in themes]
    n_coded = len(np.unique(workshop.tables[workshop.known]))
    rows = []
    with one_thread():
        for size in sorted({size for size in sizes if size < n_coded}):
            scores, proposed, n_seen = _coded_with(workshop, size, seed)
            truth = workshop.targets.given[workshop.known] > 0
            rows.append(
                (size, n_seen, *_figures(scores[:, columns], proposed[:, columns],
                                         truth[:, columns], one_table=size == 1))
            )  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _coded_with(workshop: Workshop, size: int, seed: int) -> tuple[Array, NDArray[np.bool_], int]:
    """Return scores and proposals for every known row by models of `size` tables, and their size."""
    random = np.random.default_rng([seed, size])
    tables = workshop.tables[workshop.known]
    names = random.permutation(np.unique(tables))
    largest = max(1, min(-(-len(names) // FOLDS), len(names) - size))  # tables in one fold
    scores = np.zeros((len(tables), len(workshop.targets.codes)))
    proposed, n_seen = np.zeros(scores.shape, dtype=bool), []
    for start in range(0, len(names), largest):
        tested = names[start : start + largest]
        others = np.setdiff1d(names, tested)
        seen = random.choice(others, size, replace=False)
        inside = np.isin(tables, tested)
        rows = workshop.known[inside]
        outcome = outcome_of(workshop, rows, np.setdiff1d(names, seen))
        scores[inside], proposed[inside] = outcome.scores, outcome.proposed
        n_seen.append(int(np.isin(tables, seen).sum()))
    return scores, proposed, round(float(np.mean(n_seen)))


def _figures(
    scores: Array, proposed: NDArray[np.bool_], truth: NDArray[np.bool_], *, one_table: bool
) -> tuple[float, float, float]:
    """Return macro-F1, mean average precision, and how often a true theme is in the first three."""
    given = truth.any(axis=0)
    if not given.any():
        return float("nan"), float("nan"), float("nan")
    right = (truth & proposed).sum(axis=0)
    f1 = 2 * right / np.maximum(truth.sum(axis=0) + proposed.sum(axis=0), 1)
    ranked = [
        average_precision(truth[:, column], scores[:, column]) for column in np.flatnonzero(given)
    ]
    likely = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    coded = np.asarray(truth.any(axis=1))
    in_top = np.asarray(np.take_along_axis(truth, likely, axis=1).any(axis=1))[coded]
    macro = float("nan") if one_table else float(f1[given].mean())
    return macro, float(np.mean(ranked)), float(in_top.mean())
