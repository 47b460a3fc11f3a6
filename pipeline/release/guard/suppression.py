"""Cells and relations in; which numbers to blank, so that none can be worked out again, out.

Complementary cell suppression (Willenborg & De Waal 2001, ch. 5) by witnesses: a blank is safe when
other whole numbers, different from the true one in that cell, fit everything that stays shown. The
search looks for such numbers that change as little of what a reader wants to see as possible; what
they do change is blanked too. A witness stays one when more is blanked, so one each is enough.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.release.guard.cells import Cells, Floats
from pipeline.release.guard.relations import Relation

Flags = npt.NDArray[np.bool_]

RELABEL_COST = 0.5  # no longer saying that a blanked count is small
_STEP = 0.001  # among equally costly witnesses, the one that changes least
_MOST_STATES = 1000  # for one count; 250 were enough at 28 tables. Past that its row is left out
_EPSILON = 1e-9


@dataclass
class Blanks:
    """Per variable: is it blanked, is it said to be small, is its row left out altogether."""

    blanked: Flags
    small: Flags  # said to be 1 to min_tables - 1; of another blank a reader knows only: not 0
    withdrawn: Flags  # where no blank can help


def first_blanks(cells: Cells, *, min_tables: int) -> Blanks:
    """Return the small counts: 1 to `min_tables` - 1 tables, and every count out of so few."""
    small = (cells.values >= 1) & (cells.values < min_tables)
    blanked = small.copy()
    few = small[cells.variables[:, 1]] | small[cells.variables[:, 2]]
    numbers = cells.variables[:, 0]
    blanked[numbers] |= few & (cells.values[numbers] >= 1)
    return Blanks(blanked, small, np.zeros(len(small), dtype=np.bool_))


def suppress(
    cells: Cells,
    relations: Sequence[Relation],
    costs: Floats,
    *,
    min_tables: int,
    also_blank: Iterable[int] = (),
) -> Blanks:
    """Return the blanks that protect every small count, and each other.

    `costs` says per variable how much a reader loses with it; infinite for what may never be
    blanked. A count for which no blank helps loses its row.
    """
    blanks = first_blanks(cells, min_tables=min_tables)
    for variable in also_blank:
        blanks.blanked[variable] = True
    search = _Search(cells, relations, costs, blanks, min_tables)
    waiting = [int(variable) for variable in np.flatnonzero(blanks.blanked)]
    witnessed: set[int] = set()
    while waiting:
        variable = waiting.pop(0)
        if variable in witnessed or blanks.withdrawn[variable]:
            continue
        changes = search.witness(variable)
        if changes is None:
            search.withdraw(variable)
        else:
            search.blank(changes)
            witnessed.update(changes)
    return blanks


class _Search:
    """What is known of the numbers of one release, and the search for others that fit it too."""

    def __init__(
        self,
        cells: Cells,
        relations: Sequence[Relation],
        costs: Floats,
        blanks: Blanks,
        min_tables: int,
    ) -> None:
        self.cells, self.costs, self.blanks, self.min_tables = cells, costs, blanks, min_tables
        self.truth: list[int] = [round(value) for value in cells.values]
        whole = [self.truth[v] for v in np.flatnonzero(cells.whole)]
        self.cap = max([value for value in whole if value >= min_tables], default=min_tables - 1)
        self.family = [cells.families.get(row, (row,)) for row in range(len(cells.finding_ids))]
        self.relations: list[Relation] = []
        self.sums: list[float] = []
        self.touching: dict[int, list[tuple[int, float]]] = defaultdict(list)
        for relation in relations:
            total = sum(factor * self.truth[v] for v, factor in relation.terms.items())
            if relation.low <= total <= relation.high:  # a relation that is false binds nobody
                for variable, factor in relation.terms.items():
                    self.touching[variable].append((len(self.relations), factor))
                self.relations.append(relation)
                self.sums.append(total)

    def witness(self, target: int) -> dict[int, int] | None:
        """Return the least costly change of numbers that alters `target` and breaks no relation.

        Best first over changes by one; None where there is none, or none was found in time.
        """
        ticket = 0
        queue: list[tuple[float, int, dict[int, int], dict[int, float]]] = []
        seen: set[frozenset[tuple[int, int]]] = set()
        for step in (1, -1):
            for cost, changes, sums in self._moved(0.0, {}, {}, target, step):
                heapq.heappush(queue, (cost, ticket := ticket + 1, changes, sums))
        while queue and len(seen) < _MOST_STATES:
            cost, _, changes, sums = heapq.heappop(queue)
            state = frozenset(changes.items())
            if state in seen:
                continue
            seen.add(state)
            broken = self._broken(sums)
            if broken is None:
                return changes
            index, sign = broken
            for variable, factor in self.relations[index].terms.items():
                step = -sign if factor > 0 else sign
                if changes.get(variable, 0) * step < 0:
                    continue  # never back and forth
                for move in self._moved(cost, changes, sums, variable, step):
                    heapq.heappush(queue, (move[0], ticket := ticket + 1, move[1], move[2]))
        return None

    def _broken(self, sums: dict[int, float]) -> tuple[int, int] | None:
        """Return a relation that is broken, the one with fewest terms, and its side: 1 is too much."""
        broken = [
            (
                len(self.relations[index].terms),
                index,
                1 if total > self.relations[index].high else -1,
            )
            for index, total in sums.items()
            if not self.relations[index].low <= total <= self.relations[index].high
        ]
        return min(broken)[1:] if broken else None

    def _moved(
        self, cost: float, changes: dict[int, int], sums: dict[int, float], variable: int, step: int
    ) -> Iterator[tuple[float, dict[int, int], dict[int, float]]]:
        """Give the state after moving one number by `step`, with its cost, unless it may not move."""
        before = changes.get(variable, 0)
        price = self._price(variable, before + step) - (
            self._price(variable, before) if before else 0
        )
        if not np.isfinite(price):
            return
        changed = {**changes, variable: before + step}
        totals = sums.copy()
        for index, factor in self.touching[variable]:
            totals[index] = totals.get(index, self.sums[index]) + factor * step
        yield cost + price + _STEP, changed, totals

    def _price(self, variable: int, change: int) -> float:
        """Return what a reader loses when a number may also be its true value plus `change`."""
        value = self.truth[variable] + change
        if not 0 <= value <= self.cap:
            return np.inf
        if self.blanks.withdrawn[variable]:
            return 0.0
        if value == 0 or self.truth[variable] == 0:
            return np.inf  # nought is shown as nought, so a blank is not nought
        if self.truth[variable] >= self.min_tables:
            # Keeps also those in doubt who take every other blank for at least `min_tables`.
            shown = 0.0 if self.blanks.blanked[variable] else float(self.costs[variable])
            return shown if value >= self.min_tables else np.inf
        if not self.blanks.small[variable] or value < self.min_tables:
            return 0.0
        return RELABEL_COST if np.isfinite(self.costs[variable]) else np.inf

    def blank(self, changes: dict[int, int]) -> None:
        """Blank what a witness changes; do not call small what a witness makes large."""
        for variable, change in changes.items():
            self.blanks.blanked[variable] = True
            if self.truth[variable] + change >= self.min_tables:
                self.blanks.small[variable] = False

    def withdraw(self, variable: int) -> None:
        """Leave out every row that shows this number, with the rows that add up with it."""
        shown = (self.cells.variables == variable).any(axis=1)
        families = {self.family[row] for row in np.flatnonzero(shown)}
        rows = [row for row, family in enumerate(self.family) if family in families]
        self.blanks.withdrawn[self.cells.variables[rows, 0]] = True
        self.blanks.withdrawn[variable] = True
