"""What is shown of dialoogsessies in; what each hidden number of people can still be, out.

A reader knows how many people are in each group, how many supported a statement in all, which groups
support it, and which statement stands above which: by person, and with groups weighing the same. The
attack puts all of that in one integer program per session (HiGHS), as for tables.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from pipeline.domain.tables.shown import FEW
from pipeline.release.guard.relation import Relation
from pipeline.release.guard.solver import InfeasibleError, tighten
from pipeline.release.guard.witnesses import other_values

COLUMNS = ["table_id", "statement_id", "bloc", "low", "high", "pinned"]
_LEAST_SUPPORT = 2  # what one person wants is not what a group supports
_SHARE = 3  # one in three


def tells_numbers(n_people: int, *, min_people: int) -> bool:
    """Tell whether numbers of a bloc may be shown: not where each is small, or leaves few others."""
    return n_people >= 2 * min_people


def support_needed(n_people: int, *, min_people: int) -> int:
    """Return from how many supporters a bloc of this size supports a statement.

    A third of its people, and never one person. Of a bloc whose numbers are shown no fewer than
    `min_people`, or "supports" beside a blank would say how many.
    """
    least = min_people if tells_numbers(n_people, min_people=min_people) else _LEAST_SUPPORT
    return max(least, math.ceil(n_people / _SHARE))


def attack_people(
    sessions: pd.DataFrame,
    statements: pd.DataFrame,
    support: pd.DataFrame,
    *,
    min_people: int,
    orders: bool = True,
) -> pd.DataFrame:
    """Try to work out every hidden number of supporters, from what is shown alone.

    One row per hidden number: `table_id`, `statement_id`, `bloc` ("" for everyone together), `low`
    and `high`: two whole numbers that fit everything shown (not the ends: two are enough), and
    `pinned`: only one fits, and it is of 1 to `min_people` - 1 people. Without `orders` only counts
    are used, statement by statement, which takes no time.
    """
    rows = []
    for session in sessions.to_dict("records"):
        mine = statements[statements["table_id"] == session["table_id"]]
        own = _Program(session, mine, support, min_people, orders=orders)
        rows += own.rows()
    return pd.DataFrame(rows, columns=COLUMNS)


class _Program:
    """The numbers of one session as variables, and what a reader knows that ties them."""

    def __init__(
        self,
        session: Any,
        statements: pd.DataFrame,
        support: pd.DataFrame,
        min_people: int,
        *,
        orders: bool,
    ) -> None:
        self.orders = orders
        self.session, self.min_people = session, min_people
        self.placed = statements.dropna(subset=["place"]).sort_values("place", kind="stable")
        self.unplaced = statements[statements["place"].isna()]
        own = support[support["table_id"] == session["table_id"]]
        sizes = own.dropna(subset=["of_people"]).drop_duplicates("bloc")
        self.sizes = {
            str(bloc): int(size)
            for bloc, size in zip(sizes["bloc"], sizes["of_people"], strict=True)
        }
        self.cells = {(row["statement_id"], row["bloc"]): row for row in own.to_dict("records")}
        self.place: dict[tuple[str, str, str], int] = {}
        self.low: list[float] = []
        self.high: list[float] = []

    def rows(self) -> list[tuple[str, str, str, int, int, bool]]:
        """Return the range of every hidden number."""
        low, high = self._of_unplaced()
        found = self._ranges()
        rows = []
        for (kind, statement_id, bloc), variable in self.place.items():
            shown = self.cells.get((statement_id, bloc), {}).get("n_supporters", pd.NA)
            if kind == "people" and pd.isna(shown):
                least, most = found[variable]
                rows.append(self._row(statement_id, bloc, int(least), int(most)))
        few = self.unplaced[self.unplaced["n_supporters"].isna()]
        return rows + [self._row(one, "", low, high) for one in few["statement_id"]]

    def _row(
        self, statement_id: str, bloc: str, low: int, high: int
    ) -> tuple[str, str, str, int, int, bool]:
        pinned = low == high and 1 <= low < self.min_people
        return str(self.session["table_id"]), statement_id, bloc, low, high, pinned

    def _of_unplaced(self) -> tuple[int, int]:
        """Return what the number behind a statement without a place can be."""
        everyone = self.session["n_people"]
        most = self.min_people - 1
        return 1, most if pd.isna(everyone) else min(most, int(everyone))

    def _ranges(self) -> dict[int, tuple[float, float]]:
        """Return of every number of people two values that it can have, twice the same where it is one."""
        relations = list(self._relations())
        lows, highs = dict(enumerate(self.low)), dict(enumerate(self.high))
        tighten([relation for relation in relations if not relation.soft], lows, highs)
        low, high = (np.array([ends[v] for v in range(len(ends))]) for ends in (lows, highs))
        if not self.orders:
            return {v: (lows[v], highs[v]) for v in lows}
        people = [v for (kind, *_), v in self.place.items() if kind == "people"]
        for tied in (relations, [relation for relation in relations if not relation.soft]):
            try:
                return other_values(tied, low, high, wanted=people)
            except (
                InfeasibleError
            ):  # not everyone gave as many points: then nothing follows from places
                continue
        return {v: (float(low[v]), float(high[v])) for v in range(len(low))}

    def _relations(self) -> Iterator[Relation]:
        """Give what a reader knows; the order of places is soft, for it rests on equal points."""
        blocs = list(self.sizes)
        points = self._points_each() if self.orders else 0
        for row in self.placed.to_dict("records"):
            statement_id, total = row["statement_id"], row["n_supporters"]
            people = [self._people(statement_id, bloc) for bloc in blocs]
            ends = (self.min_people, np.inf) if pd.isna(total) else (int(total), int(total))
            yield Relation(dict.fromkeys(people, 1.0), float(ends[0]), float(ends[1]))
            if points:
                for bloc, n in zip(blocs, people, strict=True):
                    given = self._points(statement_id, bloc, points)
                    yield Relation({given: 1.0, n: -1.0}, 0, np.inf, soft=True)
                    yield Relation({given: 1.0, n: -float(points)}, -np.inf, 0, soft=True)
        if points:
            yield from self._orders(blocs, points)

    def _orders(self, blocs: Sequence[str], points: int) -> Iterator[Relation]:
        """Give what the two orders and the points there were to give say of points."""
        for bloc in blocs:
            spent = {self._points(one, bloc, points): 1.0 for one in self.placed["statement_id"]}
            yield Relation(spent, 0, float(points * self.sizes[bloc]), soft=True)
        whole = math.lcm(*self.sizes.values()) if blocs else 1
        weights = (
            ("place", dict.fromkeys(blocs, 1.0)),
            ("group_place", {bloc: whole / self.sizes[bloc] for bloc in blocs}),
        )
        for column, weight in weights:
            ordered = self.placed.dropna(subset=[column]).sort_values(column, kind="stable")
            for one, other in pairwise(ordered.to_dict("records")):
                terms: dict[int, float] = {}
                for bloc in blocs:
                    terms[self._points(one["statement_id"], bloc, points)] = weight[bloc]
                    terms[self._points(other["statement_id"], bloc, points)] = -weight[bloc]
                tied = one[column] == other[column]
                yield Relation(terms, 0.0 if tied else 1.0, 0.0 if tied else np.inf, soft=True)

    def _points_each(self) -> int:
        """Return how many points everyone gave, 0 where that does not follow from what is shown."""
        everyone = self.session["n_people"]
        given, allowed = float(self.session["given"]), float(self.session["allowed"])
        if pd.isna(everyone) or not everyone or given != allowed:
            return 0
        each = allowed / int(everyone)
        return int(each) if each == int(each) else 0

    def _people(self, statement_id: str, bloc: str) -> int:
        low, high = self._bounds(statement_id, bloc)
        return self._variable(("people", statement_id, bloc), low, high)

    def _bounds(self, statement_id: str, bloc: str) -> tuple[float, float]:
        """Return what the shown cell itself says of how many people of a bloc gave points."""
        size = self.sizes[bloc]
        cell = self.cells.get((statement_id, bloc))
        if cell is None or not cell["said"]:
            return 0.0, float(size)
        if not pd.isna(cell["n_supporters"]):
            return float(cell["n_supporters"]), float(cell["n_supporters"])
        if cell["blanked"] == FEW:
            return 1.0, float(min(self.min_people - 1, size))
        needed = support_needed(size, min_people=self.min_people)
        return (float(needed), float(size)) if cell["supports"] else (0.0, float(needed - 1))

    def _points(self, statement_id: str, bloc: str, points: int) -> int:
        most = float(points * self.sizes[bloc])
        return self._variable(("points", statement_id, bloc), 0.0, most)

    def _variable(self, key: tuple[str, str, str], low: float, high: float) -> int:
        if key not in self.place:
            self.place[key] = len(self.low)
            self.low.append(low)
            self.high.append(high)
        return self.place[key]
