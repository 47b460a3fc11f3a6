"""Likeness and targets in; scores out of kernel ridge regression, with tables left out.

Method: kernel ridge regression with the closed form of leaving a group out, An, Liu and Venkatesh
(2007), "Fast cross-validation algorithms for least squares support vector machine and kernel ridge
regression".
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


UNHEARD = 1e5  # a penalty beside which likeness, 1 at most, is nothing


class Fit(NamedTuple):
    """Coefficients, and what the same model says of every training row without that row's table."""

    coefficients: Array  # (n training rows, n targets)
    mean: Array  # (n targets,)
    left_out: Array  # (n training rows, n targets)


def invert(likeness: Array, *, penalty: float | Array) -> Array:
    """Return the inverse of the penalised likeness of all rows with each other, (n, n).

    A penalty for every row lets some weigh less: with `UNHEARD` a row teaches the model nothing,
    and is still told, by `fit`, what the model says of it.
    """
    from scipy.linalg import cho_factor, cho_solve

    identity = np.eye(len(likeness))
    factor = cho_factor(likeness + penalty * identity, lower=True)
    return np.asarray(cho_solve(factor, identity))


def without(inverse: Array, kept: NDArray[np.bool_]) -> Array:
    """Return the inverse of the part that stays, (n kept, n kept), without inverting again."""
    if kept.all():
        return inverse
    gone = ~kept
    across = inverse[np.ix_(kept, gone)]
    return np.asarray(
        inverse[np.ix_(kept, kept)]
        - across @ np.linalg.solve(inverse[np.ix_(gone, gone)], across.T)
    )


def fit(
    inverse: Array, targets: Array, tables: NDArray[Any], *, heard: NDArray[np.bool_] | None = None
) -> Fit:
    """Fit one ridge for all columns of `targets`; `inverse` is that of the training rows.

    `heard` says which rows have a penalty below `UNHEARD`; without it all have.
    """
    own = targets if heard is None else targets[heard]
    mean = own.mean(axis=0) if len(own) else np.zeros(targets.shape[1])
    coefficients = inverse @ (targets - mean)
    left_out = np.empty_like(targets)
    for table in np.unique(tables):
        rows = np.flatnonzero(tables == table)
        own = inverse[np.ix_(rows, rows)]
        left_out[rows] = targets[rows] - np.linalg.solve(own, coefficients[rows])
    return Fit(coefficients, mean, left_out)


def scores(fitted: Fit, likeness: Array) -> Array:
    """Return the score of every row for every target; `likeness` is (n rows, n training rows)."""
    return np.asarray(likeness @ fitted.coefficients + fitted.mean)
