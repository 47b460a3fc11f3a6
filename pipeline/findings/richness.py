"""The subcodes that each table holds in; whether more tables would bring new ones out.

For the team only.
Saturation speaks of codes, not of meaning, and a codebook that stood fixed beforehand can be full
while the tables are not: `applies` says so. Results are told in words.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Evidence
from pipeline.domain.wording import number_word
from pipeline.findings.intervals import LEVEL


@dataclass(frozen=True)
class Saturation:
    """After how many tables new subcodes became rare, over random orders of the tables."""

    n_tables: int
    n_orders: int
    reached_share: float  # of the orders in which it was reached at all
    middle: int | None  # tables before the run that brought little, in the middle order; None: not
    low: int | None  # in one of twenty orders it took no more
    high: int | None
    run_length: int

    @property
    def sentence(self) -> str:
        """Say in Dutch what this may be used for."""
        if self.middle is None:
            return (
                "Nieuwe tafels brachten tot het eind toe nieuwe onderwerpen; van verzadiging is "
                "geen sprake."
            )
        return (
            f"Na ongeveer {number_word(self.middle)} tafels brachten de volgende "
            f"{number_word(self.run_length)} nauwelijks nieuwe subcodes. "
            "Dat zegt iets over deze codes, niet over alles wat speelt."
        )


@dataclass(frozen=True)
class Richness:
    """How many subcodes there may be, also those that no table held yet (Chao2)."""

    n_tables: int
    observed: int
    once: int  # subcodes of one table only
    twice: int
    estimate: float | None
    low: float | None
    high: float | None
    next_table: float | None  # new subcodes to expect of one more table
    note: str = ""


def heard_by_table(
    evidence: DataFrame[Evidence], *, group: str = "", tables: Collection[str] = ()
) -> dict[str, frozenset[str]]:
    """Return the subcodes that each table holds, of all or of one group's words.

    `tables` are judged tables, which have an empty set where nothing was coded.
    """
    rows = evidence[evidence["code"] != evidence["theme"]]
    rows = rows if not group else rows[rows["group"] == group]
    held = rows.groupby("table_id")["code"].agg(frozenset).to_dict()
    names = sorted({*tables, *map(str, held)})
    return {name: held.get(name, frozenset()) for name in names}


def find_saturation(
    heard: Mapping[str, frozenset[str]],
    *,
    seed: int,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
    orders: int = 1000,
) -> Saturation | None:
    """Find after how many tables a run brings no more than `threshold` of the base's subcodes.

    Guest, Namey & Chen (2020): the different subcodes of the first `base_size` tables are the base;
    the new ones in each run of the following `run_length` tables (runs overlap) are divided by it.
    Over random orders of the tables, for theirs is an accident. None with too few tables.
    """
    sets = [heard[name] for name in sorted(heard)]
    if len(sets) < base_size + run_length:
        return None
    generator = np.random.default_rng(seed)
    reached = []
    for _ in range(orders):
        order = generator.permutation(len(sets))
        new = _new_by_place([sets[place] for place in order])
        reached.append(
            saturation_point(new, base_size=base_size, run_length=run_length, threshold=threshold)
        )
    points = np.array([math.inf if point is None else point for point in reached])
    edges = [
        float(np.quantile(points, share, method="inverted_cdf")) for share in (0.05, 0.5, 0.95)
    ]
    low, middle, high = (None if math.isinf(edge) else int(edge) for edge in edges)
    share = float(np.isfinite(points).mean())
    return Saturation(len(sets), orders, share, middle, low, high, run_length)


def saturation_point(
    new: list[int], *, base_size: int, run_length: int, threshold: float
) -> int | None:
    """Return after how many tables the next run brings too little, None where none does.

    `new` is the number of subcodes that each table brings for the first time, in order.
    """
    base = sum(new[:base_size])
    for done in range(base_size, len(new) - run_length + 1):
        if base == 0 or sum(new[done : done + run_length]) / base <= threshold:
            return done if base else None
    return None


def _new_by_place(sets: list[frozenset[str]]) -> list[int]:
    seen: set[str] = set()
    new = []
    for here in sets:
        new.append(len(here - seen))
        seen |= here
    return new


def find_richness(heard: Mapping[str, frozenset[str]], *, level: float = LEVEL) -> Richness:
    """Estimate how many subcodes there are by how many were heard at one and at two tables.

    Chao2 with its variance and log-normal interval (Chao 1987; Chao & Colwell 2017), the
    bias-corrected form where no subcode was heard twice; the expected gain of one more table by
    Chao et al. (2009). A lower bound: what nobody would ever say is not in it.
    """
    counts = pd.Series(
        [code for codes in heard.values() for code in codes], dtype=object
    ).value_counts()
    n, observed = len(heard), len(counts)
    once, twice = int((counts == 1).sum()), int((counts == 2).sum())
    blank = Richness(n, observed, once, twice, None, None, None, None)
    if n < 2 or observed == 0:
        return replace(blank, note="kan niet worden geschat: te weinig tafels of codes")
    unseen, variance = _unseen(n, observed, once, twice)
    if unseen == 0:
        note = "hooguit één subcode kwam aan maar één tafel voor"
        return replace(blank, estimate=float(observed), next_table=0.0, note=note)
    from scipy.stats import norm

    z = float(norm.ppf((1 + level) / 2))
    factor = math.exp(z * math.sqrt(math.log(1 + variance / unseen**2)))
    return replace(
        blank,
        estimate=observed + unseen,
        low=observed + unseen / factor,
        high=observed + unseen * factor,
        next_table=unseen * once / (once + n * unseen),
    )


def _unseen(n: int, observed: int, once: int, twice: int) -> tuple[float, float]:
    """Return Chao2's number of subcodes not heard, and the variance of the whole estimate."""
    a = (n - 1) / n
    if twice:
        ratio = once / twice
        spread = a * ratio**2 / 2 + a**2 * ratio**3 + a**2 * ratio**4 / 4
        return a * once**2 / (2 * twice), twice * spread
    unseen = a * once * (once - 1) / 2
    if unseen == 0:
        return 0.0, 0.0
    variance = (
        unseen + a**2 * once * (2 * once - 1) ** 2 / 4 - a**2 * once**4 / (4 * (observed + unseen))
    )
    return unseen, variance
