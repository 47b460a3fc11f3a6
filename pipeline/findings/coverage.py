"""A study's own rates, clustering and errors in; how often each estimator would be right, out.

The self-test behind `dialoogtafel zekerheid`: worlds are made in which the truth is known, also
ones that the estimators do not assume, and every estimator is asked for its interval there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Coverage, check
from pipeline.findings.coverage_here import bounds_here
from pipeline.findings.intervals import (
    LEVEL,
    Floats,
    resampled_tables,
    t_quantile,
    wilson_bounds,
)

RELIABLE = (0.93, 0.97)  # an estimator is used only where 93 to 97 of 100 intervals hold the truth
HERE = ", deze tafels"  # of an estimator's name: about these tables, not about others
_ERROR_CLUSTERING = 0.1  # how far error rates differ between tables, as an intraclass correlation
_GROUP_SHIFT = 0.1  # how much better a model hears one perspective than another


@dataclass(frozen=True)
class World:
    """The size of a study, how a theme is spread over it and how a model errs about it."""

    n_tables: int
    n_segments: int  # per table
    rate: float
    icc: float  # intraclass correlation of the theme within tables
    sensitivity: float
    specificity: float
    hand_share: float  # share of a table's segments that people judged


def simulate_coverage(
    world: World, *, seed: int, runs: int = 1000, level: float = LEVEL
) -> DataFrame[Coverage]:
    """Return per kind of world and estimator how often its interval holds the truth, and its width.

    Kinds: "beta" (rates of tables from a beta distribution, the same errors everywhere),
    "logistisch" (normal on the logit scale) and, for both, errors that differ by table and by
    perspective and grow with the rate ("…, fouten per tafel").
    """
    rows = []
    for number, (name, rates) in enumerate(_RATES.items()):
        for uneven in (False, True):
            generator = np.random.default_rng([seed, number, int(uneven)])
            kind = f"{name}, fouten per tafel" if uneven else name
            rows += _run(kind, world, rates, generator, uneven=uneven, runs=runs, level=level)
    return check(pd.DataFrame(rows, columns=Coverage.names()), Coverage)


def fit_world(frame: pd.DataFrame) -> World:
    """Return the world that a study's own hand codes and predictions speak of (see `corrections`).

    Rate and intraclass correlation are of the hand-coded segments (analysis of variance, Donner
    1986), errors of those on which people and model both spoke. Kept away from nought and one,
    where nothing could be simulated.
    """
    judged = frame[frame["label"].notna()]
    sizes = frame["table_id"].value_counts()
    yes = judged["label"] == 1
    return World(
        n_tables=len(sizes),
        n_segments=max(int(sizes.median()), 2),
        rate=_inside(float(judged["label"].mean()) if len(judged) else 0.0),
        icc=_inside(intraclass_correlation(judged["label"], judged["table_id"])),
        sensitivity=_inside(float(judged.loc[yes, "prediction"].mean()) if yes.any() else 0.5),
        specificity=_inside(
            1 - float(judged.loc[~yes, "prediction"].mean()) if (~yes).any() else 0.5
        ),
        hand_share=len(judged) / max(len(frame), 1),
    )


def intraclass_correlation(values: pd.Series, tables: pd.Series) -> float:
    """Return how alike segments of one table are: 0 for no more than chance, 1 for wholly.

    The one-way analysis of variance estimator for tables of unequal size (Donner 1986), not below
    0.
    """
    sizes = tables.value_counts()
    n, k = len(values), len(sizes)
    if k < 2 or n <= k:
        return 0.0
    means = values.groupby(tables).mean()
    between = float((sizes * (means - values.mean()) ** 2).sum()) / (k - 1)
    within = float(((values - tables.map(means)) ** 2).sum()) / (n - k)
    size = (n - float((sizes**2).sum()) / n) / (k - 1)
    total = between + (size - 1) * within
    return max((between - within) / total, 0.0) if total > 0 else 0.0


def _inside(value: float) -> float:
    return min(max(value, 0.005), 0.995)


def _beta_rates(world: World, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    """Return rates of tables from a beta distribution with this mean and intraclass correlation."""
    size = 1 / world.icc - 1
    return generator.beta(world.rate * size, (1 - world.rate) * size, shape)


def _logistic_rates(world: World, shape: tuple[int, int], generator: np.random.Generator) -> Floats:
    """Return rates that are normal on the logit scale, with this mean and clustering."""
    from scipy.optimize import brentq
    from scipy.special import expit, logit

    nodes, weights = np.polynomial.hermite_e.hermegauss(60)
    weights = weights / weights.sum()
    variance = world.icc * world.rate * (1 - world.rate)

    def centre(spread: float) -> float:
        return float(brentq(lambda c: weights @ expit(c + spread * nodes) - world.rate, -60, 60))

    def excess(spread: float) -> float:
        rates = expit(centre(spread) + spread * nodes)
        return float(weights @ (rates - world.rate) ** 2) - variance

    spread = float(brentq(excess, 1e-6, 12))
    start = centre(spread) if world.rate != 0.5 else float(logit(0.5))
    return np.asarray(expit(start + spread * generator.standard_normal(shape)), dtype=np.float64)


_RATES: Mapping[str, Callable[[World, tuple[int, int], np.random.Generator], Floats]] = {
    "beta": _beta_rates,
    "logistisch": _logistic_rates,
}


def _run(
    kind: str,
    world: World,
    rates: Callable[[World, tuple[int, int], np.random.Generator], Floats],
    generator: np.random.Generator,
    *,
    uneven: bool,
    runs: int,
    level: float,
) -> list[tuple[object, ...]]:
    """Return the coverage rows of one kind of world, made in parts that fit in memory."""
    hits: dict[str, list[Floats]] = {}
    widths: dict[str, list[Floats]] = {}
    part = max(1, min(runs, 2_000_000 // (world.n_tables * world.n_segments)))
    for begin in range(0, runs, part):
        size = min(part, runs - begin)
        truth, model = _draw(world, rates, generator, uneven=uneven, runs=size)
        here = truth.mean(axis=(1, 2))  # what is true of the tables that were held
        for name, (low, high) in _intervals(world, truth, model, generator, level=level).items():
            true: Floats | float = here if name.endswith(HERE) else world.rate
            held = ((low <= true) & (true <= high)).astype(np.float64)
            given = high > low  # no width is no interval: the study gives none there either
            hits.setdefault(name, []).append(np.where(given, held, np.nan))
            widths.setdefault(name, []).append(np.where(given, high - low, np.nan))
    rows: list[tuple[object, ...]] = []
    for name, parts in hits.items():
        share, width = (
            0.0 if np.isnan(found).all() else float(np.nanmean(found))
            for found in (np.concatenate(parts), np.concatenate(widths[name]))
        )
        rows.append((kind, name, share, width, runs, RELIABLE[0] <= share <= RELIABLE[1]))
    return rows


def _draw(
    world: World,
    rates: Callable[[World, tuple[int, int], np.random.Generator], Floats],
    generator: np.random.Generator,
    *,
    uneven: bool,
    runs: int,
) -> tuple[Floats, Floats]:
    """Return true codes and a model's codes: runs x tables x segments, 1.0 or 0.0."""
    shape = (runs, world.n_tables, world.n_segments)
    own = rates(world, shape[:2], generator)
    truth = (generator.random(shape) < own[..., None]).astype(np.float64)
    hit, miss = (
        _errors(world, own, shape, generator)
        if uneven
        else (world.sensitivity, 1 - world.specificity)
    )
    chance = np.where(truth == 1, hit, miss)
    return truth, (generator.random(shape) < chance).astype(np.float64)


def _errors(
    world: World, rates: Floats, shape: tuple[int, int, int], generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return hit and false-alarm rates that differ by table and perspective and follow the rate."""
    hit = replace(world, rate=world.sensitivity, icc=_ERROR_CLUSTERING)
    alarm = replace(world, rate=1 - world.specificity, icc=_ERROR_CLUSTERING)
    pull = np.clip(rates / world.rate, 0.25, 4)
    group = generator.integers(0, 2, shape) * 2 - 1
    hits = np.clip(_beta_rates(hit, shape[:2], generator)[..., None] + group * _GROUP_SHIFT, 0, 1)
    alarms = np.clip(_beta_rates(alarm, shape[:2], generator) * pull, 0, 1)[..., None]
    return hits, np.broadcast_to(alarms, shape)


def _intervals(
    world: World, truth: Floats, model: Floats, generator: np.random.Generator, *, level: float
) -> dict[str, tuple[Floats, Floats]]:
    """Return lower and upper bounds of every run by each estimator."""
    n_total = world.n_tables * world.n_segments
    n_hand = min(max(round(world.hand_share * world.n_segments), 1), world.n_segments)
    shares, labelled = truth.mean(axis=2), truth[:, :, :n_hand]
    tuning = _tuning(labelled, model[:, :, :n_hand])[:, None]
    corrected = labelled.mean(axis=2) + tuning * (
        model.mean(axis=2) - model[:, :, :n_hand].mean(axis=2)
    )
    weights = resampled_tables(world.n_tables, draws=500, seed=int(generator.integers(2**31)))
    edges = np.quantile(weights @ shares.T, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return {
        "naief (model, fragmenten)": wilson_bounds(model.mean(axis=(1, 2)), n_total, level=level),
        "wilson (fragmenten)": wilson_bounds(truth.mean(axis=(1, 2)), n_total, level=level),
        "t (tafels)": _t_bounds(shares, level=level),
        "bootstrap (tafels)": (edges[0], edges[1]),
        "t (model, tafels)": _t_bounds(model.mean(axis=2), level=level),
        "met de hand": _t_bounds(labelled.mean(axis=2), level=level),
        "gecorrigeerd": _t_bounds(corrected, level=level),
        f"met de hand{HERE}": bounds_here(labelled, model, np.zeros_like(tuning), level=level),
        f"gecorrigeerd{HERE}": bounds_here(labelled, model, tuning, level=level),
    }


def _tuning(labels: Floats, predictions: Floats) -> Floats:
    """Return per run the power tuning of `corrections.power_tuning`."""
    label = labels - labels.mean(axis=2, keepdims=True)
    prediction = predictions - predictions.mean(axis=2, keepdims=True)
    spread = (prediction**2).sum(axis=(1, 2))
    slope = (label * prediction).sum(axis=(1, 2)) / np.where(spread == 0, 1, spread)
    return np.clip(np.where(spread == 0, 0, slope), 0, 1)


def _t_bounds(values: Floats, *, level: float) -> tuple[Floats, Floats]:
    """Return Student's bounds over tables for every run."""
    n_tables = values.shape[1]
    half = t_quantile(n_tables - 1, level) * values.std(axis=1, ddof=1) / np.sqrt(n_tables)
    return values.mean(axis=1) - half, values.mean(axis=1) + half
