"""Simulated codes in; bounds of shares of these tables alone, as `corrections._here` gives them, out."""

from __future__ import annotations

import numpy as np

from pipeline.findings.intervals import Floats, t_quantile


def bounds_here(
    labelled: Floats, model: Floats, tuning: Floats, *, level: float
) -> tuple[Floats, Floats]:
    """Return per run the bounds about these tables: what was not judged is the only uncertainty.

    `labelled` are the judged segments (runs x tables x judged), `model` predictions of all, the
    judged first; `tuning` is how far these are trusted (a row per run, 0: hand codes only). The
    variance within tables is Hájek's (1964) for a simple random sample. Where what was judged is
    alike everywhere there is no interval: bounds are then null.
    """
    n_tables, n_hand, n_all = labelled.shape[1], labelled.shape[2], model.shape[2]
    trust = tuning[:, :, None]
    residual = labelled - trust * model[:, :, :n_hand]
    by_table = residual.mean(axis=2) + tuning * model.mean(axis=2)
    left_out = 1 - n_hand / n_all
    spread = residual.var(axis=2, ddof=1) if n_hand > 1 else residual[:, :, 0] ** 2
    variance = (left_out * spread / n_hand).sum(axis=1) / n_tables**2
    half = t_quantile(max(n_tables * (n_hand - 1), 1), level) * np.sqrt(variance)
    half = np.where(variance > 0, half, np.nan)
    value = by_table.mean(axis=1)
    return np.asarray(value - half), np.asarray(value + half)
