"""Counts or values per table in; a number with how sure one may be of it out.

Tables are the unit. An interval speaks of tables that were not held: it belongs in the team's
appendix, and only where a study says what its tables stand for.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEVEL = 0.95  # the usual coverage of an interval


@dataclass(frozen=True)
class Estimate:
    """A number between its bounds; what cannot be estimated is None, and `note` says why."""

    method: str
    value: float | None
    low: float | None
    high: float | None
    n_tables: int
    note: str = ""

    @property
    def width(self) -> float | None:
        """The distance between the bounds, None where there are none."""
        return None if self.low is None or self.high is None else self.high - self.low


def no_estimate(method: str, note: str, *, n_tables: int = 0) -> Estimate:
    """Return that nothing can be estimated, and why."""
    return Estimate(method, None, None, None, n_tables, f"kan niet worden geschat: {note}")


def wilson(count: int, total: int, *, level: float = LEVEL) -> Estimate:
    """Return the score interval of "`count` of `total` tables" (Wilson 1927)."""
    if total <= 0:
        return no_estimate("wilson", "er zijn geen tafels")
    low, high = wilson_bounds(np.array([count / total]), total, level=level)
    return Estimate("wilson", count / total, float(low[0]), float(high[0]), total)


def wilson_bounds(shares: Floats, total: int, *, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the lower and upper bounds of many shares of `total`."""
    from scipy.stats import norm

    z = float(norm.ppf((1 + level) / 2))
    centre = (shares + z**2 / (2 * total)) / (1 + z**2 / total)
    half = z / (1 + z**2 / total) * np.sqrt(shares * (1 - shares) / total + z**2 / (4 * total**2))
    return np.clip(centre - half, 0, 1), np.clip(centre + half, 0, 1)


def t_interval(
    values: Sequence[float] | Floats,
    *,
    level: float = LEVEL,
    bounds: tuple[float, float] = (0.0, 1.0),
) -> Estimate:
    """Return the mean of one value per table with Student's interval (Student 1908).

    Equal values everywhere say nothing about tables that were not held: then there is no interval.
    """
    own = np.asarray(values, dtype=np.float64)
    if own.size == 0:
        return no_estimate("t", "er zijn geen tafels")
    mean = float(own.mean())
    spread = float(own.std(ddof=1)) if own.size > 1 else 0.0
    if spread == 0:
        why = "er is maar één tafel" if own.size == 1 else "alle tafels zijn gelijk"
        return Estimate("t", mean, None, None, own.size, f"zonder interval: {why}")
    half = t_quantile(own.size - 1, level) * spread / math.sqrt(own.size)
    return _within(Estimate("t", mean, mean - half, mean + half, own.size), bounds)


def t_quantile(freedom: float, level: float = LEVEL) -> float:
    """Return Student's two-sided quantile."""
    from scipy.stats import t

    return float(t.ppf((1 + level) / 2, freedom))


def bootstrap_interval(
    values: Sequence[float] | Floats,
    *,
    seed: int,
    draws: int = 4000,
    level: float = LEVEL,
) -> Estimate:
    """Return the mean over tables with the percentile interval of a bootstrap of whole tables.

    Davison & Hinkley (1997, ch. 3.8): with few tables it is somewhat too narrow.
    """
    own = np.asarray(values, dtype=np.float64)
    if own.size < 2 or float(own.std()) == 0:
        return replace(t_interval(own, level=level), method="bootstrap")
    weights = resampled_tables(own.size, draws=draws, seed=seed)
    low, high = np.quantile(weights @ own, [(1 - level) / 2, (1 + level) / 2])
    return Estimate("bootstrap", float(own.mean()), float(low), float(high), own.size)


def resampled_tables(n_tables: int, *, draws: int, seed: int) -> Floats:
    """Return each draw's weight of every table: how often it came up, over the number drawn."""
    generator = np.random.default_rng(seed)
    counts = generator.multinomial(n_tables, np.full(n_tables, 1 / n_tables), size=draws)
    return counts.astype(np.float64) / n_tables


def _within(estimate: Estimate, bounds: tuple[float, float]) -> Estimate:
    """Return the estimate with its bounds no wider than what the value can be."""
    assert estimate.low is not None
    assert estimate.high is not None
    low, high = max(estimate.low, bounds[0]), min(estimate.high, bounds[1])
    return replace(estimate, low=low, high=high)
