"""A difference over tables in; how often chance alone gives one as large out.

Tables are shuffled, never words or segments: what is said at one table hangs together. All
arrangements where there are few, else a fixed number at random with the arrangement that was found
among them, so that no p is nought (Phipson & Smyth 2010).
"""

from __future__ import annotations

from itertools import combinations, product
from math import comb

import numpy as np
import pandas as pd

from pipeline.findings.intervals import Floats

_ALIKE = 1e-12  # differences that rounding alone makes


def swapped_signs(n_tables: int, *, draws: int, seed: int) -> Floats:
    """Return rows of 1 and -1: arrangements of who is who at each table, as found first."""
    if 2**n_tables <= draws + 1:
        return np.array(list(product((1.0, -1.0), repeat=n_tables))).reshape(-1, n_tables)
    generator = np.random.default_rng(seed)
    signs = generator.integers(0, 2, (draws, n_tables)) * 2.0 - 1.0
    return np.vstack([np.ones(n_tables), signs])


def swapped_labels(in_first: Floats, *, draws: int, seed: int) -> Floats:
    """Return rows of 1 and 0: arrangements of which tables are of the first kind."""
    n_tables, n_first = in_first.size, int(in_first.sum())
    if comb(n_tables, n_first) <= draws + 1:
        rows = np.zeros((comb(n_tables, n_first), n_tables))
        for row, chosen in enumerate(combinations(range(n_tables), n_first)):
            rows[row, list(chosen)] = 1
        return rows
    generator = np.random.default_rng(seed)
    shuffled = np.array([generator.permutation(in_first) for _ in range(draws)])
    return np.vstack([in_first, shuffled])


def two_sided(found: Floats, arranged: Floats) -> Floats:
    """Return for each column the share of arrangements as far from nought as what was found."""
    return np.asarray((np.abs(arranged) >= np.abs(found) - _ALIKE).mean(axis=0), dtype=np.float64)


def benjamini_hochberg(p: pd.Series) -> pd.Series:
    """Return for each p the false discovery rate at which it is found (Benjamini & Hochberg 1995).

    Null stays null and counts for nothing.
    """
    known = p.dropna().sort_values(ascending=False)
    places = np.arange(len(known), 0, -1)
    adjusted = np.minimum.accumulate(np.minimum(known.to_numpy() * len(known) / places, 1))
    return pd.Series(adjusted, index=known.index, dtype=float).reindex(p.index)
