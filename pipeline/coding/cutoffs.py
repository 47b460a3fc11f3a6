"""Scores and what people said in; thresholds, probabilities and the valence that fits best, out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SHIFTS = np.linspace(0.6, 2.0, 15)  # by how much a valence may be favoured
NEWTON_STEPS = 12
MOST = 2.0  # costs .001 of F1 over 22 tables, and spares people a quarter of the proposals


def best_threshold(scores: Array, truth: NDArray[np.bool_]) -> float:
    """Return the score from which on a proposal gives the highest F1; infinite without examples.

    At most `MOST` times as many segments are proposed as people gave the code to: where scores say
    little, F1 alone would propose a code nearly everywhere.
    """
    if not truth.any():
        return float("inf")
    order = np.argsort(-scores, kind="stable")
    most = min(len(scores), max(1, int(MOST * truth.sum())))
    hits = np.cumsum(truth[order])[:most]
    best = int(np.argmax(2 * hits / (np.arange(1, most + 1) + truth.sum())))
    after = scores[order[best + 1]] if best + 1 < len(scores) else scores[order[best]] - 1e-6
    return float((scores[order[best]] + after) / 2)


def probabilities(scores: Array, truth: NDArray[np.bool_], new_scores: Array) -> Array:
    """Return what share of segments with such a score people gave the code.

    A logistic curve through scores and truth, with Platt's (1999) softened targets, fitted by
    Newton's method.
    """
    n_yes, n_no = int(truth.sum()), int((~truth).sum())
    if not n_yes or not n_no:
        return np.full(len(new_scores), float(n_yes > 0))
    centre, spread = float(scores.mean()), float(scores.std()) or 1.0
    design = np.column_stack([(scores - centre) / spread, np.ones(len(scores))])
    goal = np.where(truth, (n_yes + 1) / (n_yes + 2), 1 / (n_no + 2))
    curve = np.array([0.0, np.log((n_yes + 1) / (n_no + 1))])
    for _ in range(NEWTON_STEPS):
        chance = _logistic(design @ curve)
        slope = design.T @ (chance - goal)
        bend = (design * (chance * (1 - chance))[:, None]).T @ design + np.eye(2) * 1e-3
        curve = curve - np.linalg.solve(bend, slope)
    return _logistic(curve[0] * (new_scores - centre) / spread + curve[1])


def _logistic(values: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))))


def best_shifts(scores: Array, truth: NDArray[np.intp]) -> Array:
    """Return by how much to multiply each class's score for the highest macro-F1.

    One class at a time, twice round, which is enough for four classes.
    """
    shifts = np.ones(scores.shape[1])
    for _ in range(2):
        for column in range(scores.shape[1]):
            tried = []
            for shift in SHIFTS:
                attempt = shifts.copy()
                attempt[column] = shift
                tried.append(_macro_f1((scores * attempt).argmax(axis=1), truth, len(shifts)))
            shifts[column] = SHIFTS[int(np.argmax(tried))]
    return shifts


def _macro_f1(predicted: NDArray[np.intp], truth: NDArray[np.intp], n_classes: int) -> float:
    """Return the mean F1 over the classes that occur in `truth`."""
    figures = []
    for value in range(n_classes):
        found, real = predicted == value, truth == value
        if real.any():
            figures.append(2 * float((found & real).sum()) / float(found.sum() + real.sum()))
    return float(np.mean(figures)) if figures else 0.0
