"""Evidence and segments in; which codes go together more than chance would have it out.

Lift is observed over expected, where expected is what chance gives within each table (the sum over
tables of n_a * n_b / n, as in Mantel & Haenszel 1959): a long table makes no pair by itself. Its
interval is the percentile interval of a bootstrap of whole tables (Cameron, Gelbach & Miller 2008).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Evidence, Pairs, Segments, check

Floats = npt.NDArray[np.float64]
FEWEST_TABLES = 5  # below this a bootstrap of tables says nothing


@dataclass(frozen=True)
class _Units:
    """Where codes can meet: per unit its table, and the segments of its first and second place."""

    tables: npt.NDArray[Any]
    first: npt.NDArray[Any]
    second: npt.NDArray[Any]


def pair_codes(
    evidence: DataFrame[Evidence],
    segments: DataFrame[Segments],
    codes: Sequence[str],
    *,
    within: str,
    valences: tuple[str, str] = ("", ""),
    seed: int,
    draws: int = 2000,
    level: float = 0.95,
) -> DataFrame[Pairs]:
    """Set every two codes beside each other within "fragment", "reeks" or "tafel".

    "reeks" is a segment and the next one of the same document, in that order. `valences` restrict
    the first and the second code: ("knelpunt", "verbeterpunt") finds the knelpunten after which a
    verbeterpunt follows, also of the same theme. `segments` are those of judged tables.
    """
    units = _units(segments[segments["countable"]], within)
    tables = sorted(set(units.tables))
    sides = [
        _incidence(evidence, codes, valence, places)
        for valence, places in zip(valences, (units.first, units.second), strict=True)
    ]
    per_table = [units.tables == table for table in tables]
    observed = np.array([sides[0][here].T @ sides[1][here] for here in per_table])
    expected = np.array(
        [
            np.outer(sides[0][here].sum(0), sides[1][here].sum(0)) / max(here.sum(), 1)
            for here in per_table
        ]
    )
    if within == "tafel":  # a table is one unit: chance is over the tables, not within them
        whole = np.outer(sides[0].sum(0), sides[1].sum(0)) / max(len(tables), 1)
        expected = np.broadcast_to(whole / max(len(tables), 1), (len(tables), *whole.shape))
    shape = (len(tables), len(codes), len(codes))
    observed, expected = observed.reshape(shape), expected.reshape(shape)
    resampled = _resample(sides, units, observed, expected, within, seed=seed, draws=draws)
    places = _places(len(codes), valences, ordered=within == "reeks")
    first, second = np.array(places, dtype=int).reshape(-1, 2).T
    counts = observed[:, first, second]
    rows = _lifts(counts.sum(0), expected[:, first, second].sum(0)).assign(
        code=np.array(codes, dtype=object)[first],
        other_code=np.array(codes, dtype=object)[second],
        valence=valences[0],
        other_valence=valences[1],
        within=within,
        n_tables=(counts > 0).sum(0),
        of_tables=len(tables),
        table_ids=pd.Series([_where(tables, own) for own in counts.T], dtype=object),
    )
    own = None if resampled is None else resampled[:, first, second]
    return check(_with_interval(rows, own, level=level)[Pairs.names()], Pairs)


def _units(segments: pd.DataFrame, within: str) -> _Units:
    """Return the units in which two codes may meet."""
    if within == "tafel":
        own = segments.groupby("table_id")["segment_id"].agg(list)
        return _Units(own.index.to_numpy(), own.to_numpy(), own.to_numpy())
    ids = segments["segment_id"].to_numpy(dtype=object)
    tables = segments["table_id"].to_numpy(dtype=object)
    if within == "fragment":
        return _Units(tables, ids, ids)
    ordered = segments.sort_values(["table_id", "document", "start"], kind="stable")
    following = ordered.groupby(["table_id", "document"], sort=False)["segment_id"].shift(-1)
    paired = ordered[following.notna()]
    return _Units(
        paired["table_id"].to_numpy(dtype=object),
        paired["segment_id"].to_numpy(dtype=object),
        following.dropna().to_numpy(dtype=object),
    )


def _incidence(
    evidence: pd.DataFrame, codes: Sequence[str], valence: str, places: npt.NDArray[Any]
) -> Floats:
    """Return a row per unit and a column per code: 1 where the unit's place has it."""
    rows = evidence if not valence else evidence[evidence["valence"] == valence]
    column = {code: number for number, code in enumerate(codes)}
    held: dict[str, set[int]] = {}
    for segment_id, code in zip(rows["segment_id"], rows["code"], strict=True):
        if code in column:
            held.setdefault(segment_id, set()).add(column[code])
    matrix = np.zeros((len(places), len(codes)))
    for number, place in enumerate(places):
        for segment_id in place if isinstance(place, list) else [place]:
            matrix[number, list(held.get(segment_id, ()))] = 1
    return matrix


def _resample(
    sides: Sequence[Floats],
    units: _Units,
    observed: Floats,
    expected: Floats,
    within: str,
    *,
    seed: int,
    draws: int,
) -> Floats | None:
    """Return every pair's lift in each bootstrap sample of tables; None with too few tables."""
    n_tables = len(observed)
    if n_tables < FEWEST_TABLES:
        return None
    generator = np.random.default_rng(seed)
    weights = generator.multinomial(n_tables, np.full(n_tables, 1 / n_tables), size=draws).astype(
        float
    )
    both = np.tensordot(weights, observed, axes=1)
    if within == "tafel":
        order = np.argsort(units.tables)
        margins = [weights @ side[order] for side in sides]
        chance = margins[0][:, :, None] * margins[1][:, None, :] / n_tables
    else:
        chance = np.tensordot(weights, expected, axes=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance > 0, both / chance, np.nan)


def _places(n_codes: int, valences: tuple[str, str], *, ordered: bool) -> list[tuple[int, int]]:
    """Return which pairs have a row: one of each two where order says nothing, else all."""
    same_kind = valences[0] == valences[1]
    return [
        (i, j)
        for i in range(n_codes)
        for j in range(n_codes)
        if (i < j or (i != j and ordered) or not same_kind)
    ]


def _where(tables: Sequence[str], counts: Floats) -> list[str]:
    return [table for table, count in zip(tables, counts, strict=True) if count > 0]


def _lifts(observed: Floats, expected: Floats) -> pd.DataFrame:
    """Return observed, expected and their ratio, which is null where nothing is expected."""
    with np.errstate(divide="ignore", invalid="ignore"):
        lift = np.where(expected > 0, observed / expected, np.nan)
    return pd.DataFrame({"observed": observed.astype(int), "expected": expected, "lift": lift})


def _with_interval(rows: pd.DataFrame, resampled: Floats | None, *, level: float) -> pd.DataFrame:
    """Return `rows` with the percentile interval of each lift that rests on two tables or more."""
    told = rows["lift"].notna() & (rows["n_tables"] > 1)
    if resampled is None or not told.any():
        return rows.assign(low=np.nan, high=np.nan)
    bounds = np.full((2, len(rows)), np.nan)
    chosen = told.to_numpy()
    bounds[:, chosen] = np.nanquantile(
        resampled[:, chosen], [(1 - level) / 2, (1 + level) / 2], axis=0
    )
    return rows.assign(low=bounds[0], high=bounds[1])
