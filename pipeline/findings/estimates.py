"""Codings of people and of a model in; each theme's share by every estimator, side by side, out."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Estimates, Segments, check
from pipeline.domain.wording import METHOD
from pipeline.findings.corrections import (
    choose_estimate,
    horvitz_thompson,
    horvitz_thompson_here,
    naive,
    prediction_powered,
    prediction_powered_here,
)
from pipeline.findings.intervals import (
    LEVEL,
    Estimate,
    bootstrap_interval,
    t_interval,
    t_quantile,
    wilson,
)
from pipeline.findings.proven import ELSEWHERE, HERE, Row, keep_proven

BY_HAND_ONLY = "alleen met de hand: mensen en model komen te weinig overeen"


def estimate_codes(
    segments: DataFrame[Segments],
    codings: DataFrame[Codings],
    codebook: Codebook,
    *,
    coder: str,
    model: str,
    seed: int,
    inclusion: Mapping[str, float] | None = None,
    agreement: Mapping[str, float] | None = None,
    least_agreement: float = 0.6,
    hand_only: Collection[str] = (),
    usable: Mapping[str, Collection[str]] | None = None,
    codes: Sequence[str] | None = None,
    level: float = LEVEL,
) -> DataFrame[Estimates]:
    """Estimate each code's share of segments, as a mean over tables, by all that its codes allow.

    Three situations: all segments coded by hand (a count for these tables; Student, bootstrap and
    Wilson toward others); a part (Horvitz-Thompson and the corrected model, with the gate's
    choice); the model alone ("niet gecorrigeerd", never used). `inclusion` holds the probability
    with which a segment was picked for hand coding, by segment id; without it a table's own share
    coded is taken. `agreement` is alpha between people and model by code, and a correction needs
    `least_agreement`; the model's codes of `hand_only` feed nothing at all. `usable` are by code the
    estimators that passed the study's self-test; None: it was not tested. `coder` or `model` may be
    "".
    """
    chosen = list(codes) if codes is not None else [code.id for code in codebook.themes]
    rows = []
    for code in chosen:
        frame = frame_of_code(
            segments, codings, codebook, code, coder=coder, model=model, inclusion=inclusion
        )
        found = _estimates(
            frame,
            agreement=(agreement or {}).get(code),
            least_agreement=least_agreement,
            modelled=bool(model) and not (coder and code in hand_only),
            seed=seed,
            level=level,
        )
        if coder and model and code in hand_only:
            found = [(about, _by_hand_only(estimate), used) for about, estimate, used in found]
        if usable is not None:
            found = keep_proven(found, usable.get(code, ()))
        for about, estimate, used in found:
            rows.append((code, about, estimate.method, estimate.value, estimate.low, estimate.high,
                         estimate.n_tables, used, estimate.note))  # fmt: skip
    table = pd.DataFrame(rows, columns=Estimates.names())
    numbers = ["value", "low", "high"]
    table[numbers] = table[numbers].astype(float).clip(0, 1)
    return check(table, Estimates)


def frame_of_code(
    segments: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    code: str,
    *,
    coder: str,
    model: str,
    inclusion: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Return the frame that `corrections` works on: a row per countable segment, for one code.

    A subcode counts for its theme. Where nobody judged, `label` is null. What was said of the method
    itself was judged, and is no theme.
    """
    ours = segments.loc[segments["countable"], ["segment_id", "table_id"]].reset_index(drop=True)
    standing = codings[(codings["status"] != "verworpen") & (codings["scope"] != METHOD)]
    own = standing["code"] == code
    if codebook.code(code).is_theme:
        own |= standing["code"].isin([subcode.id for subcode in codebook.subcodes(code)])
    held = standing[own].groupby("coder")["segment_id"].agg(set).to_dict()
    judged = ours["segment_id"].isin(codings.loc[codings["coder"] == coder, "segment_id"])
    by_hand = ours["segment_id"].isin(held.get(coder, set())).astype(float)
    if inclusion is None:
        probability = judged.groupby(ours["table_id"]).transform("mean")
    else:
        probability = ours["segment_id"].map(inclusion).fillna(1.0)
    return ours.assign(
        label=by_hand.where(judged),
        prediction=ours["segment_id"].isin(held.get(model, set())).astype(float),
        probability=probability.astype(float),
    )


def _estimates(
    frame: pd.DataFrame,
    *,
    agreement: float | None,
    least_agreement: float,
    modelled: bool,
    seed: int,
    level: float,
) -> list[Row]:
    """Return what the estimate is about, the estimate, and whether the study may use it."""
    judged = frame["label"].notna()
    if not judged.any():
        return [
            (about, naive(frame, level=level), False) for about in (HERE, ELSEWHERE) if modelled
        ]
    if judged.all():
        return _of_all(frame, seed=seed, level=level)
    kept: list[Row] = []
    for about, by_hand, corrected in (
        (
            HERE,
            horvitz_thompson_here(frame, level=level),
            prediction_powered_here(frame, level=level),
        ),
        (ELSEWHERE, horvitz_thompson(frame, level=level), prediction_powered(frame, level=level)),
    ):
        if not modelled:
            kept.append((about, by_hand, by_hand.value is not None))
            continue
        gate = choose_estimate(
            by_hand, corrected, agreement=agreement, least_agreement=least_agreement
        )
        for estimate in (by_hand, corrected):
            used = estimate is gate.chosen and estimate.value is not None
            told = (
                replace(estimate, note="; ".join(filter(None, (estimate.note, gate.reason))))
                if used
                else estimate
            )
            kept.append((about, told, used))
        kept.append((about, naive(frame, level=level), False))
    return kept


def _by_hand_only(estimate: Estimate) -> Estimate:
    """Return an estimate of hand codes that says why no model stands beside it; a count needs none."""
    if estimate.method != "met de hand":
        return estimate
    return replace(estimate, note="; ".join(filter(None, (estimate.note, BY_HAND_ONLY))))


def _of_all(frame: pd.DataFrame, *, seed: int, level: float) -> list[Row]:
    """Return the estimates of a study that is coded by hand from end to end."""
    shares = frame.groupby("table_id")["label"].mean().to_numpy(dtype=np.float64)
    count = Estimate(
        "telling", float(shares.mean()), None, None, len(shares), "alles is met de hand gecodeerd"
    )
    return [
        (HERE, count, True),
        (ELSEWHERE, t_interval(shares, level=level), True),
        (ELSEWHERE, bootstrap_interval(shares, seed=seed, level=level), False),
        (ELSEWHERE, replace(wilson(int((shares > 0).sum()), len(shares), level=level),
                            note="aandeel tafels waarin het voorkomt"), False),
    ]  # fmt: skip


def needed_tables(
    shares: Sequence[float], *, width: float, level: float = LEVEL, most: int = 10_000
) -> int | None:
    """Return how many tables Student's interval needs for a width of `width`, None above `most`.

    The spread between tables is taken to stay as it is. Two tables are the least.
    """
    own = np.asarray(shares, dtype=np.float64)
    if own.size < 2:
        return None
    spread = float(own.std(ddof=1))
    for n_tables in range(2, most + 1):
        if 2 * t_quantile(n_tables - 1, level) * spread / math.sqrt(n_tables) <= width:
            return n_tables
    return None


def needed_segments(frame: pd.DataFrame, *, width: float, level: float = LEVEL) -> int | None:
    """Return how many segments people must judge, spread evenly, for a width of `width`.

    About these tables only, from the spread of hand codes within tables (Cochran 1977, ch. 5); None
    where nobody judged yet.
    """
    judged = frame[frame["label"].notna()]
    sizes = frame["table_id"].value_counts()
    if len(judged) < 2 or judged["table_id"].nunique() < 1:
        return None
    within = judged["label"].groupby(judged["table_id"]).transform("mean")
    freedom = max(len(judged) - judged["table_id"].nunique(), 1)
    spread = float(((judged["label"] - within) ** 2).sum()) / freedom
    allowed = (width / (2 * t_quantile(freedom, level))) ** 2
    shares = np.linspace(0, 1, 1001)[1:]
    n = np.ceil(np.outer(shares, sizes.to_numpy()))
    variance = ((1 - n / sizes.to_numpy()) * spread / n).sum(axis=1) / len(sizes) ** 2
    return int(n[np.argmax(variance <= allowed)].sum())
