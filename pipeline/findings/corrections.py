"""Hand codes of a part and a model's codes of all segments in; a share over tables, corrected, out.

A frame has one row per countable segment of a table: `table_id`, `label` (1.0 or 0.0 where a person
judged, else null), `probability` with which that segment was picked to be judged, and `prediction`
of a model that did not see the table. A theme's share is the mean over tables of its share of
segments; tables are the clusters of every variance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import pandas as pd

from pipeline.findings.intervals import (
    LEVEL,
    Estimate,
    no_estimate,
    t_interval,
    t_quantile,
)


def naive(frame: pd.DataFrame, *, level: float = LEVEL) -> Estimate:
    """Return the share by the model alone, as if it never erred: shown beside, never released."""
    shares = frame.groupby("table_id")["prediction"].mean().to_numpy(dtype=float)
    found = t_interval(shares, level=level)
    return replace(found, method="naief", note=found.note or "niet gecorrigeerd")


def horvitz_thompson(frame: pd.DataFrame, *, level: float = LEVEL) -> Estimate:
    """Return the share by hand codes, each weighed by one over its probability.

    Horvitz & Thompson (1952). Every table's total is estimated by itself and divided by its number
    of segments; the interval is Student's over tables, which holds both the choice of segments and
    the tables not held.
    """
    totals = _totals_by_table(frame, tuning=0.0)
    if totals.empty:
        return no_estimate("met de hand", "niemand codeerde met de hand")
    return replace(t_interval(totals["residual"].to_numpy(), level=level), method="met de hand")


def horvitz_thompson_here(frame: pd.DataFrame, *, level: float = LEVEL) -> Estimate:
    """Return the same share with an interval about these tables only: how coding was sampled.

    The variance within each table is Hájek's (1964) approximation for a sample of fixed size
    without replacement; a table that was wholly coded adds none. Every table needs a coded segment.
    """
    return _here(frame, "met de hand", tuning=0.0, level=level)


def prediction_powered_here(frame: pd.DataFrame, *, level: float = LEVEL) -> Estimate:
    """Return the corrected share with an interval about these tables only (see `_here`)."""
    return _here(frame, "gecorrigeerd", tuning=power_tuning(frame), level=level)


def _here(frame: pd.DataFrame, method: str, *, tuning: float, level: float) -> Estimate:
    """Return the share of these tables; what was not judged is the only uncertainty."""
    totals = _totals_by_table(frame, tuning=tuning)
    n_tables = frame["table_id"].nunique()
    if totals.empty or len(totals) < n_tables:
        return no_estimate(method, "niet van elke tafel is een deel met de hand gecodeerd")
    predicted = tuning * frame.groupby("table_id")["prediction"].mean()
    value = float((predicted + totals["residual"]).mean())
    if frame["label"].notna().all():
        return Estimate(
            method, _share(value), None, None, n_tables, "alles is met de hand gecodeerd"
        )
    variance = float(totals["variance"].sum()) / n_tables**2
    if variance == 0:  # what nobody drew was not seen: no width at all would be false certainty
        note = "zonder interval: de gecodeerde fragmenten zijn gelijk"
        return Estimate(method, _share(value), None, None, n_tables, note)
    freedom = max(float(totals["n_labelled"].sum()) - n_tables, 1.0)
    half = t_quantile(freedom, level) * math.sqrt(variance)
    return Estimate(method, _share(value), _share(value - half), _share(value + half), n_tables)


def prediction_powered(frame: pd.DataFrame, *, level: float = LEVEL) -> Estimate:
    """Return the share by the model's codes, corrected by where people judged otherwise.

    Angelopoulos et al. (2023) with the power tuning of Angelopoulos, Duchi & Zrnic (2023), on
    stored probabilities as in Egami et al. (2023); per table, with Student's interval over tables.
    Tables of which nobody judged a segment lend their predictions, and are corrected by the others'
    mean.
    """
    tuning = power_tuning(frame)
    totals = _totals_by_table(frame, tuning=tuning)
    if len(totals) < 2:
        return no_estimate("gecorrigeerd", "daarvoor zijn twee tafels met handcodes nodig")
    predicted = tuning * frame.groupby("table_id")["prediction"].mean()
    return _combine(predicted, totals["residual"], level=level)


def power_tuning(frame: pd.DataFrame) -> float:
    """Return how far predictions are trusted, 0 to 1: the slope of labels on them within tables."""
    judged = frame[frame["label"].notna()]
    weight = 1 / judged["probability"]
    label = judged["label"] - judged["label"].groupby(judged["table_id"]).transform("mean")
    mean = judged["prediction"].groupby(judged["table_id"]).transform("mean")
    prediction = judged["prediction"] - mean
    spread = float((weight * prediction**2).sum())
    return (
        0.0 if spread == 0 else min(max(float((weight * prediction * label).sum()) / spread, 0), 1)
    )


def _combine(predicted: pd.Series, correction: pd.Series, *, level: float) -> Estimate:
    """Return the mean prediction of all tables plus the mean correction of those hand-coded."""
    n_all, n_judged = len(predicted), len(correction)
    value = float(predicted.mean() + correction.mean())
    judged = predicted[correction.index] * (n_judged / n_all) + correction
    variance = float(judged.var(ddof=1)) / n_judged
    rest = predicted.drop(correction.index)
    if len(rest) > 1:
        variance += len(rest) * float(rest.var(ddof=1)) / n_all**2
    if variance == 0:
        note = "zonder interval: alle tafels zijn gelijk"
        return Estimate("gecorrigeerd", _share(value), None, None, n_all, note)
    half = t_quantile(n_judged - 1, level) * math.sqrt(variance)
    return Estimate(
        "gecorrigeerd", _share(value), _share(value - half), _share(value + half), n_all
    )


def _totals_by_table(frame: pd.DataFrame, *, tuning: float) -> pd.DataFrame:
    """Return per table with hand codes the estimated mean of label - tuning * prediction.

    With the variance of that mean, and how many segments people judged.
    """
    judged = frame[frame["label"].notna()]
    residual = judged["label"] - tuning * judged["prediction"]
    own = judged.assign(weighed=residual / judged["probability"])
    grouped = own.groupby("table_id")
    size = frame["table_id"].value_counts().reindex(grouped.size().index)
    return pd.DataFrame(
        {
            "residual": grouped["weighed"].sum() / size,
            "variance": _hajek_variance(own) / size**2,
            "n_labelled": grouped.size(),
        }
    )


def _hajek_variance(judged: pd.DataFrame) -> pd.Series:
    """Return the variance of each table's estimated total (Hájek 1964)."""
    left_out = 1 - judged["probability"]
    table = judged["table_id"]
    weighed = judged["weighed"]
    centre = (left_out * weighed).groupby(table).sum() / left_out.groupby(table).sum()
    n = table.groupby(table).size()
    # One segment has no spread of its own: then its square, as for independent draws.
    centre = centre.where(n > 1, 0).fillna(0)
    away = weighed - table.map(centre).astype(float)
    return (left_out * away**2).groupby(table).sum() * (n / (n - 1).clip(lower=1))


def _share(value: float) -> float:
    return min(max(value, 0.0), 1.0)


@dataclass(frozen=True)
class Gate:
    """Which of two estimates a study may use, and in Dutch why."""

    chosen: Estimate
    reason: str


def choose_estimate(
    by_hand: Estimate, corrected: Estimate, *, agreement: float | None, least_agreement: float = 0.6
) -> Gate:
    """Return the corrected estimate where it is narrower and people and model agree enough.

    `agreement` is Krippendorff's alpha between people and model on the same segments; None where it
    is unknown. Below `least_agreement` a correction leans on a model that reads something else.
    """
    if corrected.width is None or by_hand.width is None:
        return Gate(by_hand, "er is geen gecorrigeerde schatting om mee te vergelijken")
    if agreement is None or agreement < least_agreement:
        return Gate(by_hand, "mensen en model komen te weinig overeen")
    if corrected.width >= by_hand.width:
        return Gate(by_hand, "de correctie maakt het niet zekerder")
    return Gate(corrected, "de correctie is smaller en mensen en model komen voldoende overeen")
