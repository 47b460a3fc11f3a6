"""What the model said of tables it did not see in; what of it may go unseen by a person, out.

Method: the interval of a share by Clopper and Pearson (1934), over as many segments as the tables
are worth when errors of one table are alike (Korn and Graubard, 1998).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.features import Array
from pipeline.coding.prediction import Predictions
from pipeline.coding.quality import membership
from pipeline.coding.training import ANY, leading_series
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings
from pipeline.domain.wording import HAND_ONLY

MAX_ERRORS = 0.05  # of what is accepted without a look, at the upper end of the interval
CONFIDENCE = 0.95
FOUND = 0.95  # of a theme's segments that must be among those a person does look at
FOLDS = 5  # groups of tables: each is judged by a limit that the others chose
PROPOSAL = "voorstel"
ACCEPTED = (
    "measure", "code", "n_proposed", "n_accepted", "n_wrong", "upper", "accepted_share", "limit",
)  # fmt: skip


def upper_end(n_wrong: float, n: float) -> float:
    """Return the upper end of the interval of a share of errors; 1 where nothing was counted."""
    from scipy.stats import beta

    if n <= 0 or n_wrong >= n:
        return 1.0
    return float(beta.ppf((1 + CONFIDENCE) / 2, n_wrong + 1, n - n_wrong))


def upper_end_by_table(wrong: NDArray[np.bool_], tables: NDArray[np.intp]) -> float:
    """Return the upper end of the share of errors, with segments of one table not independent.

    The number of segments is divided by the design effect of tables, never under 1, and made
    smaller for the few tables that it was judged from. One table alone shows nothing: 1.
    """
    from scipy.stats import t

    n, n_tables = len(wrong), len(np.unique(tables))
    if n_tables < 2:
        return 1.0
    share = float(wrong.mean())
    by_table = np.bincount(tables, weights=wrong - share)[np.unique(tables)]
    between = n_tables / (n_tables - 1) * float(by_table @ by_table) / n**2
    alone = share * (1 - share) / n
    effect = max(1.0, between / alone) if alone else 1.0
    middle = (1 + CONFIDENCE) / 2
    few = (t.ppf(middle, n - 1) / t.ppf(middle, n_tables - 1)) ** 2
    worth = n / effect * few
    return upper_end(share * worth, worth)


def accept_unseen(
    codings: DataFrame[Codings],
    predictions: Predictions,
    codebook: Codebook,
    *,
    seed: int,
    max_errors: float = MAX_ERRORS,
) -> pd.DataFrame:
    """Return, by theme and for "geen thema", what share of proposals could be accepted unseen.

    Per row (`ACCEPTED`): the proposals on segments that the leading series judged; of these how
    many are at least as sure as a limit that the other tables chose, how many of those are wrong,
    and the upper end of that share (`upper_end_by_table`). Where it lies above `max_errors` nothing
    is accepted. Proposed codes and "geen thema" are counted apart, so that accepting only emptiness
    does not help.
    """
    people = leading_series(codings)
    segments = [s for s in sorted(set(people["segment_id"])) if s in predictions.proposed.index]
    truth = membership(people, segments, codebook)
    tables = pd.factorize(np.array([segment.rsplit("/", 2)[0] for segment in segments]))[0]
    chances = predictions.probabilities.loc[segments]
    proposed = predictions.proposed.loc[segments]
    themes = [theme.id for theme in codebook.themes if theme.id in chances]
    cases: list[tuple[str, str, Array, NDArray[np.bool_], NDArray[np.bool_]]] = [
        ("thema", theme, chances[theme].to_numpy(), proposed[theme].to_numpy(), truth[theme])
        for theme in themes
    ]
    if themes:
        none = np.logical_not(proposed[themes].to_numpy().any(axis=1))
        cases.append(("geen thema", "", 1 - chances[ANY].to_numpy(), none, truth[""]))
    rows = [
        (measure, code, *_accepted(sure[said], given[said], tables[said], seed, max_errors))
        for measure, code, sure, said, given in cases
    ]
    return pd.DataFrame(rows, columns=list(ACCEPTED))


def _accepted(
    sure: Array, right: NDArray[np.bool_], tables: NDArray[np.intp], seed: int, max_errors: float
) -> tuple[int, int, int, float, float, float]:
    """Return the figures of one row, the limit of every group of tables chosen by the others."""
    kept = np.zeros(len(sure), dtype=bool)
    mixed = np.random.default_rng(seed).permutation(np.unique(tables))
    for number in range(FOLDS):
        inside = np.isin(tables, mixed[number::FOLDS])
        kept[inside] = sure[inside] >= _limit(
            sure[~inside], right[~inside], tables[~inside], max_errors
        )
    n_wrong = int((kept & ~right).sum())
    upper = upper_end_by_table(~right[kept], tables[kept]) if kept.any() else float("nan")
    if not upper <= max_errors:  # too many errors, or nothing sure enough
        return len(sure), 0, 0, upper, 0.0, float("nan")
    limit = _limit(sure, right, tables, max_errors)
    return len(sure), int(kept.sum()), n_wrong, upper, float(kept.mean()), limit


def _limit(
    sure: Array, right: NDArray[np.bool_], tables: NDArray[np.intp], max_errors: float
) -> float:
    """Return the lowest sureness above which the interval of errors ends within `max_errors`."""
    order = np.argsort(-sure, kind="stable")
    wrong, where = ~right[order], tables[order]
    shares = np.cumsum(wrong) / np.arange(1, len(sure) + 1)
    likely = np.flatnonzero(shares <= max_errors)  # the interval ends above the share
    for place in likely[::-1]:
        end = place + 1
        last_of_ties = end == len(sure) or sure[order[end]] < sure[order[place]]
        if last_of_ties and upper_end_by_table(wrong[:end], where[:end]) <= max_errors:
            return float(sure[order[place]])
    return float("inf")


def unseen_share(
    codings: DataFrame[Codings], probabilities: pd.DataFrame, codebook: Codebook
) -> dict[str, float]:
    """Return, by code, what share of segments needs no look for `FOUND` of the code to be found.

    A person who reads from the likeliest segment down may stop there. Chance level is 1 - `FOUND`.
    """
    people = leading_series(codings)
    segments = [s for s in sorted(set(people["segment_id"])) if s in probabilities.index]
    truth = membership(people, segments, codebook)
    shares = {}
    for code in codebook.codes:
        if code.id in probabilities and truth[code.id].any():
            order = np.argsort(-probabilities.loc[segments, code.id].to_numpy(), kind="stable")
            found = np.cumsum(truth[code.id][order])
            needed = int(np.searchsorted(found, FOUND * found[-1])) + 1
            shares[code.id] = 1 - needed / len(segments)
    return shares


def true_in_top(
    codings: DataFrame[Codings], probabilities: pd.DataFrame, codebook: Codebook, *, n: int = 3
) -> float:
    """Return the share of coded segments with a theme that people gave among the `n` likeliest."""
    people = leading_series(codings)
    segments = [s for s in sorted(set(people["segment_id"])) if s in probabilities.index]
    truth = membership(people, segments, codebook)
    themes = [theme.id for theme in codebook.themes if theme.id in probabilities]
    given = np.column_stack([truth[theme] for theme in themes]) if themes else np.zeros((0, 0))
    coded = np.asarray(given.any(axis=1)) if given.size else np.zeros(0, dtype=bool)
    if not coded.any():
        return float("nan")
    likely = np.argsort(-probabilities.loc[segments, themes].to_numpy(), axis=1, kind="stable")
    in_top = np.asarray(np.take_along_axis(given, likely[:, :n], axis=1).any(axis=1))
    return float(in_top[coded].mean())


def verdicts(agreement: pd.DataFrame, *, floor: float) -> dict[str, str]:
    """Return for every code whether the model's proposals may feed an estimate.

    `agreement` is `agreement_by_code` of people and model. Alpha under `floor`, or none at all,
    gives "alleen met de hand".
    """
    codes = agreement[agreement["measure"].isin(("thema", "subcode"))]
    return {
        code: PROPOSAL if alpha >= floor else HAND_ONLY
        for code, alpha in zip(codes["code"], codes["alpha"], strict=True)
    }


def hand_only(
    agreement: pd.DataFrame | None, codebook: Codebook, *, floor: float
) -> frozenset[str]:
    """Return the codes of which the model's proposals may feed no estimate; see `verdicts`.

    `agreement` None is: no person coded. Nothing shows then that the model can be trusted, and that
    is every code.
    """
    if agreement is None:
        return frozenset(code.id for code in codebook.codes)
    found = verdicts(agreement, floor=floor)
    return frozenset(code for code, verdict in found.items() if verdict == HAND_ONLY)
