"""Who could give points in, by perspective; blocs of enough people, merged where they are smaller, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Voters, check
from pipeline.findings.intervals import Floats

Bloc = tuple[str, ...]  # the names of one bloc, several where it was merged
JOINED = " + "  # between the names of blocs that were merged


@dataclass(frozen=True)
class BlocMap:
    """Which blocs a group of perspectives falls apart in, in the order in which they are shown.

    `finer` goes from group to bloc to perspectives; what it does not name is a bloc by its group.
    `joins` says which group a bloc joins that is too small and has no other of its own group.
    """

    groups: Sequence[str]
    finer: Mapping[str, Mapping[str, Sequence[str]]]
    joins: Mapping[str, str]

    def bloc_of(self, perspective: str, group: str) -> str:
        """Return the bloc of someone with this perspective, who counts with `group`."""
        for bloc, members in self.finer.get(group, {}).items():
            if perspective in members:
                return bloc
        return group

    def group_of(self, bloc: str) -> str:
        """Return the group in which a bloc lies."""
        return next((group for group, blocs in self.finer.items() if bloc in blocs), bloc)

    def order(self) -> list[str]:
        """Return every bloc, in order."""
        order: list[str] = []
        for group in self.groups:
            order += [*self.finer.get(group, {}), group]
        return list(dict.fromkeys(order))


def parts_of(bloc: str) -> list[str]:
    """Return the blocs that were merged into one; itself where none were."""
    return bloc.split(JOINED)


def assign_blocs(
    voters: DataFrame[Voters], blocs: BlocMap, *, min_people: int
) -> DataFrame[Voters]:
    """Return the voters with their bloc, session by session: each holds `min_people` who gave points.

    A bloc that is too small joins the smallest other bloc of its own group, else that of the group
    which `joins` names, else the largest of all: there it changes least. Its name stays to be seen in
    that of the bloc it joined. Nobody is left out, for the points of one person follow from those of
    all and of the others. A session with fewer givers than that is one bloc.
    """
    parts = []
    for _, own in voters.groupby("table_id", sort=True):
        raw = [
            blocs.bloc_of(perspective, group)
            for perspective, group in zip(own["perspective"], own["group"], strict=True)
        ]
        counts: dict[str, int] = dict.fromkeys(raw, 0)
        for bloc, given in zip(raw, own["given"], strict=True):
            counts[bloc] += given > 0
        name_of = _merged(counts, blocs, min_people)
        parts.append(own.assign(bloc=[name_of[bloc] for bloc in raw]))
    return check(pd.concat(parts), Voters) if parts else voters


def _merged(counts: Mapping[str, int], blocs: BlocMap, min_people: int) -> dict[str, str]:
    """Return to which name each bloc leads once those that are too small have joined another."""
    order = [*blocs.order(), *sorted(counts)]
    sizes: dict[Bloc, int] = {(bloc,): counts[bloc] for bloc in sorted(counts, key=order.index)}
    while len(sizes) > 1 and min(sizes.values()) < min_people:
        small = min(sizes, key=lambda bloc: sizes[bloc])
        others = [bloc for bloc in sizes if bloc != small]
        host = _host(small, {bloc: sizes[bloc] for bloc in others}, blocs)
        joined = tuple(sorted((*host, *small), key=order.index))
        total = sizes.pop(host) + sizes.pop(small)
        sizes[joined] = total
        sizes = dict(sorted(sizes.items(), key=lambda item: order.index(item[0][0])))
    return {part: JOINED.join(bloc) for bloc in sizes for part in bloc}


def _host(small: Bloc, others: Mapping[Bloc, int], blocs: BlocMap) -> Bloc:
    """Return which of the others a bloc that is too small joins."""
    own = _groups(small, blocs)
    for wanted in (own, {blocs.joins.get(group, "") for group in own}):
        kin = [bloc for bloc in others if _groups(bloc, blocs) & wanted]
        if kin:
            return min(kin, key=others.__getitem__)
    return max(others, key=others.__getitem__)


def _groups(bloc: Iterable[str], blocs: BlocMap) -> set[str]:
    return {blocs.group_of(part) for part in bloc}


def merged_blocs(voters: DataFrame[Voters]) -> dict[str, list[str]]:
    """Return per session the blocs that were merged because one of them was too small."""
    pairs = voters[["table_id", "bloc"]].drop_duplicates()
    found: dict[str, list[str]] = {}
    for table_id, bloc in zip(pairs["table_id"], pairs["bloc"], strict=True):
        if JOINED in bloc:
            found.setdefault(table_id, []).append(bloc)
    return found


def views_of(voters: pd.DataFrame, blocs: BlocMap) -> list[str]:
    """Return the blocs of one session, in the order in which they are shown."""
    order = [*blocs.order(), *sorted(voters["bloc"])]
    return sorted(set(voters["bloc"]), key=lambda bloc: order.index(parts_of(bloc)[0]))


def share_matrix(voters: pd.DataFrame, votes: pd.DataFrame, statement_ids: Sequence[str]) -> Floats:
    """Return each voter's points as shares of what she gave: (n voters, n statements).

    A row of noughts for who gave nothing. So every person weighs the same, whatever she left unused
    or gave too much.
    """
    place = {person: row for row, person in enumerate(voters["participant"])}
    column = {statement_id: number for number, statement_id in enumerate(statement_ids)}
    points = np.zeros((len(place), len(column)))
    for person, statement_id, own in zip(
        votes["participant"], votes["statement_id"], votes["points"], strict=True
    ):
        if person in place and statement_id in column:
            points[place[person], column[statement_id]] += own
    totals = points.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(points, totals, out=np.zeros_like(points), where=totals > 0)
    return shares
