"""Points by bloc in; the statements that one bloc puts first and another leaves alone, out. Team only."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Clashes, Statements, Voters, Votes, check, empty
from pipeline.findings.blocs import BlocMap
from pipeline.findings.intervals import Floats
from pipeline.findings.permutation import swapped_labels
from pipeline.findings.priorities import Ballots, ballots_by_session
from pipeline.findings.priority_bootstrap import LEADING

LEVEL = 0.05  # of chance, over all statements of a session and pair together
_DECIMALS = 9


def find_clashes(
    statements: DataFrame[Statements],
    voters: DataFrame[Voters],
    votes: DataFrame[Votes],
    blocs: BlocMap,
    *,
    draws: int,
    seed: int,
    leading: int = LEADING,
) -> DataFrame[Clashes]:
    """Return, session by session, where two blocs weigh a statement differently.

    A row stands where most givers of the one bloc support a statement that is among its `leading`
    ones, while nobody of the other gave it any; and where the shares differ more than those of
    people shuffled between the two blocs (held against the largest difference over all statements,
    so that many of them give no more chance of a clash: Westfall & Young 1993). Largest difference
    first.
    """
    rows: list[dict[str, Any]] = []
    for table_id, ballots in ballots_by_session(statements, voters, votes, blocs):
        found = [
            row
            for pair in combinations(ballots.views, 2)
            for row in _between(ballots, pair, draws=draws, seed=seed, leading=leading)
        ]
        found.sort(key=lambda row: (row["other_share"] - row["share"], row["statement_id"]))
        rows += [{"table_id": table_id, **row} for row in found]
    return check(pd.DataFrame(rows, columns=Clashes.names()), Clashes) if rows else empty(Clashes)


def _between(
    ballots: Ballots, pair: tuple[str, str], *, draws: int, seed: int, leading: int
) -> Iterator[dict[str, Any]]:
    """Give the statements over which two blocs clash."""
    blocs = np.array(ballots.blocs, dtype=object)
    sides = [ballots.shares[blocs == bloc] for bloc in pair]
    if not all(len(side) for side in sides):
        return
    shares = [side.mean(axis=0).round(_DECIMALS) for side in sides]
    ranks = [pd.Series(-own).rank(method="min").astype(int).to_numpy() for own in shares]
    worst = [pd.Series(-own).rank(method="max").astype(int).to_numpy() for own in shares]
    supporters = [(side > 0).sum(axis=0) for side in sides]
    chance = _by_chance(*sides, draws=draws, seed=seed)
    for place, statement_id in enumerate(ballots.statement_ids):
        if shares[0][place] == shares[1][place]:
            continue
        first = int(shares[1][place] > shares[0][place])
        other = 1 - first
        most = 2 * supporters[first][place] > len(sides[first])
        leads = most and worst[first][place] <= leading
        one_sided = bool(leads and not supporters[other][place])
        if one_sided or chance[place] <= LEVEL:
            yield {
                "statement_id": statement_id, "bloc": pair[first], "other": pair[other],
                "share": shares[first][place], "other_share": shares[other][place],
                "rank": ranks[first][place], "other_rank": ranks[other][place],
                "n_supporters": supporters[first][place], "n_people": ballots.people[pair[first]],
                "other_supporters": supporters[other][place],
                "other_people": ballots.people[pair[other]],
                "one_sided": one_sided, "p": round(float(chance[place]), 4),
            }  # fmt: skip


def _by_chance(first: Floats, second: Floats, *, draws: int, seed: int) -> Floats:
    """Return per statement how often people shuffled between two blocs differ as much on any one."""
    everyone = np.vstack([first, second])
    in_first = np.array([1.0] * len(first) + [0.0] * len(second))
    arranged = swapped_labels(in_first, draws=draws, seed=seed)
    gaps = (arranged @ everyone) / len(first) - ((1 - arranged) @ everyone) / len(second)
    found = np.abs(first.mean(axis=0) - second.mean(axis=0))
    largest = np.abs(gaps).max(axis=1)
    chance = (largest[:, None] >= found[None, :] - 1e-12).mean(axis=0)
    return np.asarray(chance, dtype=np.float64)
