"""Points that people divided over statements in; the statements in order of support, by view, out.

The unit is the person. In a view each person's points count as shares of what she gave (a
"constant sum" answer made relative: Thurstone 1927 and later allocations of points), and a
statement's share is their mean: over all people, over blocs, or over the people of one bloc.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Priorities, Statements, Voters, Votes, check, empty
from pipeline.domain.tables.statements import BY_GROUP, BY_PERSON
from pipeline.findings.blocs import BlocMap, share_matrix, views_of
from pipeline.findings.intervals import Floats
from pipeline.findings.priority_bootstrap import LEADING, Places, drawn_shares, places_of

_DECIMALS = 9  # of shares that are compared: less than any point of any person weighs


class Ballots(NamedTuple):
    """The points of one session: a row of shares per person who gave any."""

    statement_ids: Sequence[str]
    shares: Floats  # (n givers, n statements), each row adding up to 1
    points: Floats  # the same, as given
    blocs: Sequence[str]  # of the givers
    views: Sequence[str]  # the blocs with anybody in them, in order
    people: Mapping[str, int]  # per bloc who could give, giving or not

    def weights(self, view: str) -> Floats:
        """Return how heavy each giver weighs in a view; they add up to 1, or all are nought.

        Of a view by group every bloc in which anybody gave weighs the same.
        """
        blocs = np.array(self.blocs, dtype=object)
        if view == BY_PERSON:
            heavy = np.ones(len(blocs))
        elif view == BY_GROUP:
            size = {bloc: np.sum(blocs == bloc) for bloc in set(blocs)}
            heavy = np.array([1 / size[bloc] for bloc in blocs])
        else:
            heavy = (blocs == view).astype(float)
        return heavy / heavy.sum() if heavy.sum() else heavy


def ballots_of(
    statements: pd.DataFrame, voters: pd.DataFrame, votes: pd.DataFrame, blocs: BlocMap
) -> Ballots:
    """Return the points of one session, people and statements in the order of its sheet."""
    ids = list(statements["statement_id"])
    shares = share_matrix(voters, votes, ids)
    gave = shares.sum(axis=1) > 0
    totals = votes.groupby("participant")["points"].sum()
    given = [float(totals.get(person, 0)) for person in voters["participant"][gave]]
    people = {str(bloc): int(n) for bloc, n in voters["bloc"].value_counts().items()}
    return Ballots(
        ids, shares[gave], shares[gave] * np.array(given).reshape(-1, 1),
        list(voters["bloc"][gave]), views_of(voters, blocs), people,
    )  # fmt: skip


def ballots_by_session(
    statements: pd.DataFrame, voters: pd.DataFrame, votes: pd.DataFrame, blocs: BlocMap
) -> Iterator[tuple[str, Ballots]]:
    """Give the points of every session under its id, in order; a session never meets another."""
    for table_id, own in statements.groupby("table_id", sort=True):
        people = voters[voters["table_id"] == table_id]
        yield str(table_id), ballots_of(own, people, votes[votes["table_id"] == table_id], blocs)


def rank_statements(
    statements: DataFrame[Statements],
    voters: DataFrame[Voters],
    votes: DataFrame[Votes],
    blocs: BlocMap,
    *,
    draws: int,
    seed: int,
    leading: int = LEADING,
) -> DataFrame[Priorities]:
    """Return the order of every session's statements, by person, by group and within each bloc.

    `voters` have their bloc (see `assign_blocs`). A session in which nobody gave a point has no
    rows, nor has a bloc in which nobody did; a session is never ranked together with another, for
    its people saw other statements. `draws` of participants say how firm a place is.
    """
    parts = []
    for table_id, ballots in ballots_by_session(statements, voters, votes, blocs):
        if not len(ballots.shares):
            continue
        parts += [
            _ranked(ballots, view, draws=draws, seed=seed, leading=leading).assign(
                table_id=table_id, view=view
            )
            for view in (BY_PERSON, BY_GROUP, *ballots.views)
            if ballots.weights(view).any()
        ]
    return check(pd.concat(parts, ignore_index=True), Priorities) if parts else empty(Priorities)


def _ranked(ballots: Ballots, view: str, *, draws: int, seed: int, leading: int) -> pd.DataFrame:
    """Return the statements of one session in one view, best first, then as on the sheet."""
    weights = ballots.weights(view)
    inside = weights > 0
    shares = weights @ ballots.shares
    drawn = drawn_shares(
        ballots.shares[inside],
        [bloc for bloc, within in zip(ballots.blocs, inside, strict=True) if within],
        weights[inside],
        draws=draws,
        seed=seed,
    )
    places: Places = places_of(drawn, leading=leading)
    rounded = shares.round(_DECIMALS)
    ranks = pd.Series(rounded).rank(method="min", ascending=False).astype(int)
    people = ballots.people.get(view, sum(ballots.people.values()))
    table = pd.DataFrame(
        {
            "statement_id": list(ballots.statement_ids),
            "n_people": people,
            "n_supporters": (ballots.shares[inside] > 0).sum(axis=0),
            "points": ballots.points[inside].sum(axis=0).round(_DECIMALS),
            "share": np.clip(rounded, 0, 1),
            "rank": ranks,
            "tied": pd.Series(rounded).duplicated(keep=False),
            "rank_low": np.minimum(places.low, ranks),
            "rank_high": np.maximum(places.high, ranks),
            "firm": places.firm & (rounded > 0),
        }
    )
    return table.sort_values("rank", kind="stable")
