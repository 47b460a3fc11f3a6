"""Shares of codes per table in; how groups at a table, or kinds of tables, differ in them out.

Gemeenten are never set against each other: that would be a league table of a handful of families.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import UsageError
from pipeline.domain.tables import Contrasts, Evidence, Segments, check
from pipeline.domain.tables.inference import CONTRASTS
from pipeline.findings.intervals import LEVEL, Estimate, Floats, t_interval, t_quantile
from pipeline.findings.measures import table_gaps
from pipeline.findings.permutation import (
    benjamini_hochberg,
    swapped_labels,
    swapped_signs,
    two_sided,
)
from pipeline.findings.voices import PAIR

DRAWS = 9999  # arrangements drawn where there are too many to try them all


def contrast_groups(
    evidence: DataFrame[Evidence],
    segments: DataFrame[Segments],
    codes: Sequence[str],
    *,
    seed: int,
    pair: tuple[str, str] = PAIR,
    valence: str = "",
    least: int = 1,
    level: float = LEVEL,
) -> DataFrame[Contrasts]:
    """Compare the room two groups give each code at the tables where both can be heard.

    The difference of shares is taken within a table, so that each table is its own control; who is
    who is then swapped per table. `segments` are the judged ones; a table counts where each group
    has `least` of them. Of one table there is a difference and nothing more.
    """
    rows = evidence if not valence else evidence[evidence["valence"] == valence]
    gaps = table_gaps(rows, segments[segments["countable"]], codes, pair, least=least)
    values = gaps.to_numpy(dtype=np.float64)
    n_tables = len(gaps)
    signs = swapped_signs(n_tables, draws=DRAWS, seed=seed) if n_tables > 1 else None
    p = two_sided(values.mean(axis=0), signs @ values / n_tables) if signs is not None else None
    found = [t_interval(own, level=level, bounds=(-1, 1)) for own in values.T]
    spread = values.std(axis=0, ddof=1) if n_tables > 1 else np.zeros(len(codes))
    effects = [_standardised(one.value, s) for one, s in zip(found, spread, strict=True)]
    return _table(
        codes,
        found,
        p,
        effects,
        kind="perspectief",
        names=pair,
        sizes=(n_tables, n_tables),
        valence=valence,
    )


def contrast_tables(
    shares: pd.DataFrame,
    strata: pd.Series,
    first: str,
    second: str,
    *,
    kind: str,
    seed: int,
    valence: str = "",
    level: float = LEVEL,
) -> DataFrame[Contrasts]:
    """Compare the mean share of each code between two kinds of tables.

    `shares` has a row per table and a column per code (see `measures.table_shares`), `strata` the
    kind of each table. Which tables are of the first kind is then shuffled; the interval is Welch's
    (1947), the effect Hedges' g (1981).

    Raises:
        UsageError: when asked to compare anything but what `CONTRASTS` allows, such as gemeenten.
    """
    if kind not in CONTRASTS:
        raise UsageError(
            f"Op '{kind}' worden tafels niet vergeleken: dat zou een ranglijst van enkele gezinnen "
            f"maken. Vergelijken kan op: {', '.join(CONTRASTS)}."
        )
    kinds = strata.reindex(shares.index)
    ours = shares[kinds.isin([first, second]).to_numpy()]
    in_first: Floats = (kinds.reindex(ours.index) == first).to_numpy().astype(np.float64)
    values = ours.to_numpy(dtype=np.float64)
    sizes = (int(in_first.sum()), int((1 - in_first).sum()))
    codes = [str(code) for code in shares.columns]
    if min(sizes) == 0:
        nothing = [Estimate("verschil", None, None, None, 0) for _ in codes]
        return _table(codes, nothing, None, [None] * len(codes), kind=kind, names=(first, second),
                      sizes=sizes, valence=valence)  # fmt: skip
    p = None
    if sum(sizes) > 2:
        labels = swapped_labels(in_first, draws=DRAWS, seed=seed)
        p = two_sided(_differences(in_first[None], values)[0], _differences(labels, values))
    sides = values[in_first == 1], values[in_first == 0]
    found = [_welch(sides[0][:, n], sides[1][:, n], level=level) for n in range(len(codes))]
    effects = [_hedges(sides[0][:, n], sides[1][:, n]) for n in range(len(codes))]
    return _table(
        codes, found, p, effects, kind=kind, names=(first, second), sizes=sizes, valence=valence
    )


def _differences(labels: Floats, values: Floats) -> Floats:
    """Return per arrangement and code the mean of the first kind less that of the second."""
    n_first = labels.sum(axis=1, keepdims=True)
    of_first = labels @ values
    rest = values.sum(axis=0) - of_first
    return np.asarray(of_first / n_first - rest / (labels.shape[1] - n_first), dtype=np.float64)


def _welch(first: Floats, second: Floats, *, level: float) -> Estimate:
    """Return the difference of two means with Welch's interval; none where nothing varies."""
    value = float(first.mean() - second.mean())
    n_tables = first.size + second.size
    if min(first.size, second.size) < 2:
        return Estimate("verschil", value, None, None, n_tables)
    parts = [float(side.var(ddof=1)) / side.size for side in (first, second)]
    if sum(parts) == 0:
        return Estimate("verschil", value, None, None, n_tables)
    sizes = (first.size - 1, second.size - 1)
    freedom = sum(parts) ** 2 / sum(part**2 / size for part, size in zip(parts, sizes, strict=True))
    half = t_quantile(freedom, level) * float(np.sqrt(sum(parts)))
    return Estimate("verschil", value, max(value - half, -1), min(value + half, 1), n_tables)


def _hedges(first: Floats, second: Floats) -> float | None:
    """Return the difference in pooled standard deviations, corrected for small samples."""
    freedom = first.size + second.size - 2
    if freedom < 1 or min(first.size, second.size) < 1:
        return None
    squares = sum(float(((side - side.mean()) ** 2).sum()) for side in (first, second))
    raw = _standardised(float(first.mean() - second.mean()), float(np.sqrt(squares / freedom)))
    return None if raw is None else raw * (1 - 3 / (4 * freedom - 1))


def _standardised(value: float | None, spread: float) -> float | None:
    return None if value is None or spread == 0 else value / spread


def _table(
    codes: Sequence[str],
    found: Sequence[Estimate],
    p: Floats | None,
    effects: Sequence[float | None],
    *,
    kind: str,
    names: tuple[str, str],
    sizes: tuple[int, int],
    valence: str,
) -> DataFrame[Contrasts]:
    """Return the contrasts, the surest first; equal ones in the order of the codes."""
    chances = pd.Series([np.nan] * len(codes) if p is None else p, dtype=float)
    rows = pd.DataFrame(
        {
            "code": list(codes),
            "difference": [one.value for one in found],
            "low": [one.low for one in found],
            "high": [one.high for one in found],
            "effect": effects,
            "p": chances,
            "q": benjamini_hochberg(chances),
        }
    ).astype(dict.fromkeys(("difference", "low", "high", "effect"), float))
    rows = rows.assign(
        valence=valence,
        kind=kind,
        first=names[0],
        second=names[1],
        n_first=sizes[0],
        n_second=sizes[1],
    )
    return check(rows.sort_values("p", kind="stable")[Contrasts.names()], Contrasts)
