"""Codings of two coders in; how well they agree, by code and in valence, out.

Method: Krippendorff's alpha for nominal data, Krippendorff (2011), "Computing Krippendorff's
alpha-reliability"; its interval by drawing dialogue tables again with replacement.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings
from pipeline.domain.wording import VALENCES

Array = NDArray[np.float64]

COLUMNS = (
    "measure",
    "code",
    "n_segments",
    "n_tables",
    "n_a",
    "n_b",
    "n_both",
    "alpha",
    "low",
    "high",
)
DRAWS = 1000
EDGES = (2.5, 97.5)  # percent: a 95% interval


def krippendorff_alpha(units: Sequence[Sequence[Hashable]]) -> float:
    """Return alpha over units, each with the values that its coders gave (a missing one left out).

    Not a number when there is nothing to disagree about: fewer than two values in all units, or the
    same value everywhere.
    """
    values = {
        value: place for place, value in enumerate(dict.fromkeys(v for u in units for v in u))
    }
    together = np.zeros((len(values), len(values)))
    for unit in units:
        together += _coincidences([values[value] for value in unit], len(values))
    return float(_alphas(together[None])[0])


def agreement_by_code(
    codings: DataFrame[Codings],
    coder_a: str,
    coder_b: str,
    codebook: Codebook,
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Return a row (`COLUMNS`) for every theme and subcode, for "no theme" and for the valence.

    Only segments that both judged count. A rule judges every segment that the other did. `n_a`,
    `n_b` and `n_both` are segments to which a coder gave the code; for the valence they are empty.
    Alpha, and the interval from `low` to `high`, are not a number where both gave the code to
    none or to all.
    """
    first, second = (codings[codings["coder"] == coder] for coder in (coder_a, coder_b))
    segments = _judged_by_both(first, second)
    tables = pd.factorize(np.array([segment.rsplit("/", 2)[0] for segment in segments]))[0]
    draws = _draws(tables, seed)
    rows = []
    for measure, code in _measures(codebook):
        given = [_given(coder, code, codebook) for coder in (first, second)]
        pairs = np.array([[segment in coder for coder in given] for segment in segments], dtype=int)
        pairs = pairs.reshape(-1, 2)
        counts = (*pairs.sum(axis=0).tolist(), int(pairs.all(axis=1).sum()))
        alpha = _alpha_with_interval(pairs, 2, tables, draws)
        rows.append((measure, code, len(segments), _n(tables), *counts, *alpha))
    both, valences = _valences(first, second, segments)
    alpha = _alpha_with_interval(valences, len(VALENCES), tables[both], draws)
    rows.append(("valentie", "", len(valences), _n(tables[both]), None, None, None, *alpha))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _measures(codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Give what is compared: every theme, every subcode, and having no theme."""
    for code in codebook.codes:
        yield ("thema" if code.is_theme else "subcode"), code.id
    yield "geen thema", ""


def _judged_by_both(first: pd.DataFrame, second: pd.DataFrame) -> list[str]:
    """Return the segments that both judged, in order; a rule judges what the other did."""
    judged = [set(coder["segment_id"]) for coder in (first, second)]
    by_rule = [set(coder["source"]) == {"regel"} for coder in (first, second)]
    if by_rule[0]:
        judged[0] = judged[1]
    elif by_rule[1]:
        judged[1] = judged[0]
    return sorted(judged[0] & judged[1])


def _given(coder: pd.DataFrame, code: str, codebook: Codebook) -> set[str]:
    """Return the segments to which a coder gave a code, or for "" none at all."""
    if not code:
        with_code = set(coder.loc[coder["code"].notna(), "segment_id"])
        return set(coder["segment_id"]) - with_code
    wanted = {code, *(below.id for below in codebook.subcodes(code))}
    return set(coder.loc[coder["code"].isin(wanted), "segment_id"])


def _valences(
    first: pd.DataFrame, second: pd.DataFrame, segments: list[str]
) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return which segments both gave a valence, and those valences as places in `VALENCES`."""
    columns = []
    for coder in (first, second):
        given = coder[coder["valence"] != ""].drop_duplicates("segment_id")
        by_segment = given.set_index("segment_id")["valence"].reindex(segments)
        columns.append(by_segment.map({name: place for place, name in enumerate(VALENCES)}))
    pairs = pd.concat(columns, axis=1).to_numpy(dtype=float).reshape(-1, 2)
    both = ~np.isnan(pairs).any(axis=1)
    return both, pairs[both].astype(int)


def _draws(tables: NDArray[np.intp], seed: int) -> Array:
    """Return how often every table is drawn, shape (draws, tables)."""
    n_tables = int(tables.max()) + 1 if len(tables) else 0
    if not n_tables:
        return np.zeros((0, 0))
    random = np.random.default_rng(seed)
    return random.multinomial(n_tables, np.full(n_tables, 1 / n_tables), size=DRAWS).astype(float)


def _alpha_with_interval(
    pairs: NDArray[np.intp], n_values: int, tables: NDArray[np.intp], draws: Array
) -> tuple[float, float, float]:
    """Return alpha over pairs of values, and its interval by drawing tables."""
    by_table = np.zeros((draws.shape[1], n_values, n_values))
    for left, right in ((0, 1), (1, 0)):
        np.add.at(by_table, (tables, pairs[:, left], pairs[:, right]), 1.0)
    alpha = float(_alphas(by_table.sum(axis=0)[None])[0])
    drawn = _alphas(np.tensordot(draws, by_table, axes=1))
    drawn = drawn[~np.isnan(drawn)]
    if np.isnan(alpha) or not len(drawn):
        return alpha, float("nan"), float("nan")
    low, high = np.percentile(drawn, EDGES)
    return alpha, float(low), float(high)


def _coincidences(values: Sequence[int], n_values: int) -> Array:
    """Return the coincidence matrix of one unit: its pairs of values, by their number."""
    matrix = np.zeros((n_values, n_values))
    for place, left in enumerate(values):
        for other, right in enumerate(values):
            if place != other:
                matrix[left, right] += 1 / (len(values) - 1)
    return matrix


def _alphas(together: Array) -> Array:
    """Return alpha for each of a stack of coincidence matrices, not a number where undefined."""
    totals = together.sum(axis=2)
    n_values = totals.sum(axis=1)
    observed = n_values - np.trace(together, axis1=1, axis2=2)
    expected = n_values**2 - (totals**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        alphas: Array = 1 - (n_values - 1) * observed / expected
    return np.where(expected > 0, alphas, np.nan)


def _n(tables: NDArray[Any]) -> int:
    return len(np.unique(tables))
