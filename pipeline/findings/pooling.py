"""Counts of tables of several studies in; the share over studies, how much they differ, and its limits, out.

A random-effects model on logits: studies are taken to have each its own share, spread around a mean.
For the team's appendix only; tables were chosen on purpose, and regions are no sample of anything.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import PooledShares, SideCells, check
from pipeline.domain.tables.regions import COUNTED, DERIVABLE, SMALL

FEWEST_STUDIES = 3
CONTINUITY = (
    0.5  # tables, added to both sides of a study in which all or none hold it (Haldane 1956)
)
TOLERANCE, MOST_STEPS = 1e-10, 10_000

TOO_FEW = "Kan niet worden geschat: {n} van de {fewest} studies die nodig zijn tonen een aantal."
BLANKED = (
    "Kan niet worden geschat: bij {n} is het aantal klein en dus afgeschermd. Juist de kleine "
    "weglaten zou de uitkomst te hoog maken."
)
WITHOUT = "Zonder {n}: daar is het aantal afgeschermd omdat het af te leiden is."
NO_SPREAD = "Kan niet worden geschat: het geldt in elke studie aan {all} tafels."
UNSETTLED = "Kan niet worden geschat: de spreiding tussen studies komt niet tot rust."

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Pooled:
    """A mean over studies with its 95% interval, where a next study may lie, and the spread between them."""

    mean: float
    low: float
    high: float
    next_low: float
    next_high: float
    tau2: float
    i2: float
    q: float


def between_studies(effects: Floats, variances: Floats) -> float:
    """Return the variance between studies by restricted maximum likelihood (Viechtbauer 2005).

    Starts from the moment estimator of DerSimonian and Laird (1986).

    Raises:
        ArithmeticError: when it does not settle.
    """
    tau2 = moment_estimate(effects, variances)
    for _ in range(MOST_STEPS):
        weights = 1 / (variances + tau2)
        mean = (weights * effects).sum() / weights.sum()
        excess = (weights**2 * ((effects - mean) ** 2 - variances)).sum() / (weights**2).sum()
        new = max(0.0, float(excess + 1 / weights.sum()))
        if abs(new - tau2) < TOLERANCE:
            return new
        tau2 = new
    raise ArithmeticError


def moment_estimate(effects: Floats, variances: Floats) -> float:
    """Return the variance between studies by the method of moments (DerSimonian and Laird 1986)."""
    weights = 1 / variances
    spare = heterogeneity(effects, variances) - (len(effects) - 1)
    scale = weights.sum() - (weights**2).sum() / weights.sum()
    return max(0.0, float(spare / scale))


def heterogeneity(effects: Floats, variances: Floats) -> float:
    """Return Cochran's Q (1954): how far studies lie apart, beside what chance within them gives."""
    weights = 1 / variances
    mean = (weights * effects).sum() / weights.sum()
    return float((weights * (effects - mean) ** 2).sum())


def pool(effects: Floats, variances: Floats) -> Pooled:
    """Return the mean over three or more studies, on the scale of `effects`.

    The interval is of Hartung and Knapp (2001), never narrower than without it (Röver, Knapp and
    Friede 2015); where a next study may lie, of Higgins, Thompson and Spiegelhalter (2009); I2 of
    Higgins and Thompson (2002).

    Raises:
        ArithmeticError: when the spread between studies does not settle.
    """
    from scipy.stats import t

    n = len(effects)
    tau2 = between_studies(effects, variances)
    weights = 1 / (variances + tau2)
    mean = float((weights * effects).sum() / weights.sum())
    widening = max(1.0, float((weights * (effects - mean) ** 2).sum() / (n - 1)))
    error = float(np.sqrt(widening / weights.sum()))
    reach = float(t.ppf(0.975, n - 1)) * error
    next_reach = float(t.ppf(0.975, n - 2)) * float(np.sqrt(tau2 + error**2))
    q = heterogeneity(effects, variances)
    return Pooled(
        mean, mean - reach, mean + reach, mean - next_reach, mean + next_reach, tau2,
        i2=max(0.0, (q - (n - 1)) / q) if q > 0 else 0.0, q=q,
    )  # fmt: skip


def logits(counts: Floats, totals: Floats) -> tuple[Floats, Floats]:
    """Return the logit of each share and its variance; a study of all or none gets `CONTINUITY`."""
    edge = np.where((counts == 0) | (counts == totals), CONTINUITY, 0.0)
    held, not_held = counts + edge, totals - counts + edge
    return np.log(held / not_held), 1 / held + 1 / not_held


def pool_shares(cells: DataFrame[SideCells]) -> DataFrame[PooledShares]:
    """Return the pooled share of every theme and valence, or why there is none.

    Studies in words, or whose codebook has no such code, do not take part. Where a study blanked a
    small count nothing is estimated, for leaving out the small ones would raise the mean. A count
    that was blanked because it can be derived may be of any size: the note says it is left out.
    """
    rows = [
        (code, valence, *_pooled(own))
        for (code, valence), own in cells.groupby(["code", "valence"], sort=False)
    ]
    return check(pd.DataFrame(rows, columns=PooledShares.names()), PooledShares)


def _pooled(cells: pd.DataFrame) -> tuple[object, ...]:
    counted = cells[cells["state"] == COUNTED]
    counts = counted["n_tables"].to_numpy(dtype=np.float64)
    totals = counted["of_tables"].to_numpy(dtype=np.float64)
    size = (len(counted), int(totals.sum()))
    nothing = (None,) * 8
    n_small, n_derivable = (int((cells["state"] == one).sum()) for one in (SMALL, DERIVABLE))
    why = _why_not(counts, totals, n_small)
    if why:
        return (*size, *nothing, why)
    try:
        found = pool(*logits(counts, totals))
    except ArithmeticError:
        return (*size, *nothing, UNSETTLED)
    shares = [_share(one) for one in (found.mean, found.low, found.high, found.next_low, found.next_high)]  # fmt: skip
    return (
        *size,
        *shares,
        found.tau2,
        found.i2,
        found.q,
        WITHOUT.format(n=_studies(n_derivable)) if n_derivable else "",
    )


def _why_not(counts: Floats, totals: Floats, n_small: int) -> str:
    if n_small:
        return BLANKED.format(n=_studies(n_small))
    if len(counts) < FEWEST_STUDIES:
        return TOO_FEW.format(n=len(counts), fewest=FEWEST_STUDIES)
    if not counts.any():
        return NO_SPREAD.format(all="geen")
    return NO_SPREAD.format(all="alle") if bool((counts == totals).all()) else ""


def _studies(number: int) -> str:
    return "één studie" if number == 1 else f"{number} studies"


def _share(logit: float) -> float:
    from scipy.special import expit

    return float(expit(logit))
