"""The shares of a session's people in; how firm each statement's place is, by drawing people, out.

People are drawn anew within their bloc, one fewer than sat there: of samples as small as these the
spread is then right (McCarthy & Snowden 1985; Rao & Wu 1988). Points of one person are never parted,
for they hang together. It says how much an order rests on who happened to be there, and nothing
about people who were not invited.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pipeline.findings.intervals import LEVEL, Floats

LEADING = 5  # places that are told about: as many as a TOP 5 shows
_DECIMALS = 9


class Places(NamedTuple):
    """Per statement between which places it lies, and whether it stands among the leading ones."""

    low: NDArray[np.intp]
    high: NDArray[np.intp]
    firm: NDArray[np.bool_]


def drawn_shares(
    shares: Floats, blocs: Sequence[str], weights: Floats, *, draws: int, seed: int
) -> Floats:
    """Return the shares that `draws` other draws of people give: (draws, n statements).

    `shares` is (n people, n statements); `weights` say how heavy each person weighs and are the
    same within a bloc where the view is by group. One person alone in a bloc is always drawn.
    """
    generator = np.random.default_rng(seed)
    names = np.array(blocs, dtype=object)
    heavy = np.zeros((draws, len(names)))
    for bloc in sorted(set(blocs)):
        members = np.flatnonzero(names == bloc)
        n_drawn = max(len(members) - 1, 1)
        times = generator.multinomial(n_drawn, np.full(len(members), 1 / len(members)), draws)
        heavy[:, members] = times * (weights[members].sum() / n_drawn)
    return np.asarray((heavy @ shares).round(_DECIMALS), dtype=np.float64)


def places_of(drawn: Floats, *, leading: int) -> Places:
    """Return the middle 95% of places over draws; what ties shares the best place.

    Firm is what has support and no more than `leading` statements at its height or above, in 95%
    of draws: where all are equal, nothing is firm.
    """
    from scipy.stats import rankdata

    best = rankdata(-drawn, method="min", axis=1)
    worst = rankdata(-drawn, method="max", axis=1)
    tail = (1 - LEVEL) / 2
    low = np.quantile(best, tail, axis=0, method="lower").astype(np.intp)
    high = np.quantile(best, 1 - tail, axis=0, method="higher").astype(np.intp)
    among = ((worst <= leading) & (drawn > 0)).mean(axis=0)
    return Places(low, high, among >= LEVEL)
