"""Words per table and group in; the words that set one group apart from the other out."""

from __future__ import annotations

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import TypicalWords, check, empty
from pipeline.findings.intervals import Floats
from pipeline.findings.permutation import benjamini_hochberg, swapped_signs, two_sided


def typical_words(
    words: pd.DataFrame,
    *,
    pair: tuple[str, str],
    min_tables: int,
    seed: int,
    prior_size: float = 1000.0,
    draws: int = 1999,
) -> DataFrame[TypicalWords]:
    """Find the words that one of two groups uses more, by log-odds with an informative prior.

    Monroe, Colaresi & Quinn (2008, eq. 16 and 22): counts are held back toward the words of both
    groups together, worth `prior_size` words. `words` has a row per `table_id`, `group` and `word`
    with `n`; words of fewer than `min_tables` tables are left out, as they may be one family's. `p`
    comes of swapping the groups within tables; the most typical word comes first.
    """
    ours = words[words["group"].isin(pair)]
    spread = ours.groupby("word")["table_id"].nunique()
    kept = ours[ours["word"].isin(spread.index[spread >= min_tables])]
    if kept.empty:
        return empty(TypicalWords)
    first, second = (_counts(kept, group) for group in pair)
    background = (first + second).sum(axis=0)
    prior = prior_size * background / background.sum()
    sums = np.stack([first.sum(axis=0), second.sum(axis=0)])
    log_odds, z = log_odds_ratio(sums[0], sums[1], prior)
    signs = swapped_signs(len(first), draws=draws, seed=seed) > 0
    arranged = signs @ first + ~signs @ second
    p = two_sided(z, log_odds_ratio(arranged, background - arranged, prior)[1])
    vocabulary = sorted(kept["word"].unique())
    rows = pd.DataFrame(
        {
            "word": vocabulary,
            "group": np.where(log_odds >= 0, pair[0], pair[1]),
            "n_first": sums[0].astype(int),
            "n_second": sums[1].astype(int),
            "n_tables": spread.reindex(vocabulary).to_numpy(),
            "log_odds": log_odds,
            "z": z,
            "p": p,
        }
    )
    rows = rows.assign(q=benjamini_hochberg(rows["p"]), far=-rows["z"].abs())
    return check(rows.sort_values(["far", "word"])[TypicalWords.names()], TypicalWords)


def log_odds_ratio(first: Floats, second: Floats, prior: Floats) -> tuple[Floats, Floats]:
    """Return the log-odds of words in the first over the second, and z; the last axis is words."""
    logits, variance = [], np.zeros(np.broadcast_shapes(first.shape, second.shape))
    for counts in (first, second):
        own = counts + prior
        rest = own.sum(axis=-1, keepdims=True) - own
        logits.append(np.log(own) - np.log(np.where(rest > 0, rest, 1.0)))
        variance = variance + 1 / own
    ratio = logits[0] - logits[1]
    return ratio, ratio / np.sqrt(variance)


def _counts(words: pd.DataFrame, group: str) -> Floats:
    """Return a row per table and a column per word, both sorted, of one group's counts."""
    table = words.assign(n=words["n"].where(words["group"] == group, 0)).pivot_table(
        index="table_id", columns="word", values="n", aggfunc="sum", fill_value=0
    )
    return table.to_numpy(dtype=np.float64)
