"""Segments that nobody coded yet in; which of them a person should code first, and why, out.

Method: uncertainty sampling, Lewis and Gale (1994); diversity by the farthest point first, Sener and
Savarese (2018); and a simple random part, so that estimates need not rest on what a model found hard.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.features import Array
from pipeline.coding.prediction import Predictions
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Segments

RANDOM, UNSURE, FAR = "steekproef", "twijfel", "spreiding"
RANDOM_SHARE = 0.3  # of what is chosen
FAR_SHARE = 0.3
COLUMNS = ("segment_id", "part", "chance")


def choose_segments(
    segments: DataFrame[Segments],
    vectors: NDArray[np.float32],
    judged: frozenset[str],
    codebook: Codebook,
    predictions: Predictions | None,
    *,
    n: int,
    seed: int | Sequence[int],
    on_purpose: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Return the segments to code (`COLUMNS`), at most `n` new ones, in speaking order.

    `chance` is the probability with which the random part was to hold a segment, the same for all
    that could be drawn; it is empty for the other parts, on which no estimate may rest. `on_purpose`
    are segments judged because an earlier round chose them: they can still be drawn, and need not
    be coded again, so that the chance over rounds is exactly one less the product of each round's
    misses. Where all that is left is chosen, every chance is 1. Without `predictions` there is no
    telling what is unsure, and those places go to diversity.
    """
    open_ones = segments["countable"] & ~segments["segment_id"].isin(sorted(judged))
    candidates = np.flatnonzero(open_ones.to_numpy())
    n = min(n, len(candidates))
    again = segments["countable"] & segments["segment_id"].isin(sorted(judged & on_purpose))
    pool = np.sort(np.concatenate([candidates, np.flatnonzero(again.to_numpy())]))
    everything = 0 < n == len(candidates)
    n_random = len(pool) if everything else int(np.ceil(RANDOM_SHARE * n))
    drawn = np.random.default_rng(seed).choice(pool, n_random, replace=False)
    parts = dict.fromkeys(drawn.tolist(), RANDOM)
    if predictions is not None:
        n_unsure = n - n_random - int(FAR_SHARE * n)
        doubt = pd.Series(uncertainty(predictions, codebook), index=predictions.probabilities.index)
        ranked = doubt.reindex(segments["segment_id"].iloc[candidates]).fillna(0).to_numpy()
        order = candidates[np.argsort(-ranked, kind="stable")]
        fresh = [row for row in order.tolist() if row not in parts]
        parts |= dict.fromkeys(fresh[:n_unsure], UNSURE)
    known = np.flatnonzero(segments["segment_id"].isin(sorted(judged)).to_numpy())
    rest = np.array([row for row in candidates.tolist() if row not in parts], dtype=int)
    seen = np.concatenate([known, np.array(sorted(parts), dtype=int)])
    parts |= dict.fromkeys(farthest(vectors, seen, rest, n - len(parts)), FAR)
    chance = n_random / len(pool) if len(pool) else float("nan")
    rows = [
        (segments["segment_id"].iloc[row], part, chance if part == RANDOM else float("nan"))
        for row, part in sorted(parts.items())
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def uncertainty(predictions: Predictions, codebook: Codebook) -> Array:
    """Return by segment how unsure the model is, summed over themes: the entropy in nats."""
    themes = [theme.id for theme in codebook.themes if theme.id in predictions.probabilities]
    chances = np.clip(predictions.probabilities[themes].to_numpy(), 1e-6, 1 - 1e-6)
    doubt = -(chances * np.log(chances) + (1 - chances) * np.log(1 - chances)).sum(axis=1)
    return np.asarray(doubt)


def farthest(
    vectors: NDArray[np.float32], seen: NDArray[np.intp], rest: NDArray[np.intp], n: int
) -> list[int]:
    """Return `n` rows of `rest`, each the least like everything seen or chosen before it."""
    if n <= 0 or not len(rest):
        return []
    centred = vectors - vectors.mean(axis=0, dtype=np.float64)
    units = centred / np.maximum(np.linalg.norm(centred, axis=1, keepdims=True), 1e-9)
    nearest = np.full(len(rest), -1.0)
    for start in range(0, len(seen), 500):
        near = units[rest] @ units[seen[start : start + 500]].T
        nearest = np.maximum(nearest, near.max(axis=1))
    chosen: list[int] = []
    for _ in range(min(n, len(rest))):
        place = int(np.argmin(np.round(nearest, 6)))  # rounded: the same on any processor
        chosen.append(int(rest[place]))
        nearest = np.maximum(nearest, units[rest] @ units[rest[place]])
        nearest[place] = np.inf
    return chosen
