"""Bounds on unknown counts and relations between them in; what each count can still be, out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.release.guard.cells import Floats
from pipeline.release.guard.relations import Relation

_EPSILON = 1e-6

Bounds = Floats | dict[int, float]


@dataclass
class Block:
    """Unknown counts that are tied together, with their bounds and what ties them."""

    variables: list[int]
    low: dict[int, float]
    high: dict[int, float]
    relations: list[Relation]


class InfeasibleError(Exception):
    """The relations contradict each other: no set of tables has these counts."""


def open_relations(relations: Iterable[Relation], low: Floats, high: Floats) -> list[Relation]:
    """Return the relations over unknown counts only, what is known moved to the other side."""
    kept = []
    for relation in relations:
        known = 0.0
        terms = {}
        for variable, factor in relation.terms.items():
            if low[variable] == high[variable]:
                known += factor * low[variable]
            else:
                terms[variable] = factor
        if terms:
            kept.append(Relation(terms, relation.low - known, relation.high - known, relation.soft))
    return kept


def tighten(
    relations: Sequence[Relation], low: dict[int, float], high: dict[int, float]
) -> list[Relation]:
    """Narrow the bounds in place by each relation until nothing moves; return what still binds.

    Raises:
        InfeasibleError: when a bound crosses another.
    """
    touching: dict[int, list[int]] = defaultdict(list)
    for index, relation in enumerate(relations):
        for variable in relation.terms:
            touching[variable].append(index)
    queue = dict.fromkeys(range(len(relations)))
    while queue:
        index = next(iter(queue))
        del queue[index]
        for variable in _narrow(relations[index], low, high):
            queue.update(dict.fromkeys(touching[variable]))
    return [relation for relation in relations if binds(relation, low, high)]


def _narrow(relation: Relation, low: dict[int, float], high: dict[int, float]) -> list[int]:
    """Narrow the bounds of the terms of one relation in place; return those that moved."""
    least, most = _activity(relation, low, high)
    moved = []
    for variable, factor in relation.terms.items():
        own = (factor * low[variable], factor * high[variable])
        # The room that the other terms leave to this one, on either side.
        room = [
            (relation.low - most + max(own)) / factor,
            (relation.high - least + min(own)) / factor,
        ]
        floor, ceiling = min(room), max(room)
        if floor > low[variable] + _EPSILON:
            low[variable] = float(math.ceil(floor - _EPSILON))
            moved.append(variable)
        if ceiling < high[variable] - _EPSILON:
            high[variable] = float(math.floor(ceiling + _EPSILON))
            moved.append(variable)
        if low[variable] > high[variable]:
            raise InfeasibleError
    return moved


def _activity(relation: Relation, low: Bounds, high: Bounds) -> tuple[float, float]:
    """Return the least and the most that the sum of a relation can be within the bounds."""
    least = most = 0.0
    for variable, factor in relation.terms.items():
        if factor > 0:
            least += factor * low[variable]
            most += factor * high[variable]
        else:
            least += factor * high[variable]
            most += factor * low[variable]
    return least, most


def binds(relation: Relation, low: Bounds, high: Bounds) -> bool:
    """Tell whether a relation says more than the bounds of its terms do."""
    least, most = _activity(relation, low, high)
    return least < relation.low - _EPSILON or most > relation.high + _EPSILON


def blocks_of(
    variables: Iterable[int],
    relations: Sequence[Relation],
    low: dict[int, float],
    high: dict[int, float],
) -> list[Block]:
    """Return the unknown counts in blocks that no relation ties to each other, bounds tightened.

    Raises:
        InfeasibleError: when the relations contradict each other.
    """
    binding = tighten(relations, low, high)
    leader = {variable: variable for variable in variables}

    def find(variable: int) -> int:
        while leader[variable] != variable:
            leader[variable] = leader[leader[variable]]
            variable = leader[variable]
        return variable

    for relation in binding:
        first, *others = map(find, relation.terms)
        for other in others:
            leader[find(other)] = find(first)
    blocks: dict[int, Block] = {}
    for variable in leader:
        block = blocks.setdefault(find(variable), Block([], low, high, []))
        block.variables.append(variable)
    for relation in binding:
        blocks[find(next(iter(relation.terms)))].relations.append(relation)
    return list(blocks.values())


class Program:
    """One block as an integer program, to be asked for the most or the least of one count."""

    def __init__(self, block: Block) -> None:
        from scipy.optimize import Bounds as Box  # late: scipy.optimize is slow to import
        from scipy.optimize import LinearConstraint
        from scipy.sparse import csr_array

        self.block = block
        self.place = {variable: index for index, variable in enumerate(block.variables)}
        relations = _merged(block.relations)
        entries = [
            (factor, index, self.place[variable])
            for index, relation in enumerate(relations)
            for variable, factor in relation.terms.items()
        ]
        factors, rows, columns = zip(*entries, strict=True)
        matrix = csr_array((factors, (rows, columns)), shape=(len(relations), len(self.place)))
        self.constraint = LinearConstraint(
            matrix,
            np.array([relation.low for relation in relations]),
            np.array([relation.high for relation in relations]),
        )
        self.box = Box(
            np.array([block.low[variable] for variable in block.variables]),
            np.array([block.high[variable] for variable in block.variables]),
        )

    def most(self, variable: int, sign: float = 1.0) -> Floats:
        """Return whole counts that fit, with `variable` as large as can be (`sign` -1: as small).

        HiGHS is asked without presolve first: with it, 1.12 calls some feasible blocks infeasible.
        An answer is believed only when it fits; failing that, a search by hand decides.

        Raises:
            InfeasibleError: when no whole counts fit.
        """
        from scipy.optimize import milp

        objective = np.zeros(len(self.place))
        objective[self.place[variable]] = -sign
        for presolve in (False, True):
            answer = milp(
                objective,
                constraints=[self.constraint],
                bounds=self.box,
                integrality=np.ones(len(objective)),
                options={"presolve": presolve},
            )
            if (
                answer.status == 0
                and answer.x is not None
                and self._fits(found := np.asarray(np.round(answer.x), dtype=np.float64))
            ):
                return found
        return self._by_hand(variable, sign)

    def _fits(self, found: Floats) -> bool:
        total = self.constraint.A @ found
        inside = (found >= self.box.lb) & (found <= self.box.ub)
        return bool(
            inside.all()
            and (total >= self.constraint.lb).all()
            and (total <= self.constraint.ub).all()
        )

    def _by_hand(self, variable: int, sign: float) -> Floats:
        """Return what `most` returns, by trying values from the best on down."""
        low, high = self.block.low[variable], self.block.high[variable]
        values = np.arange(low, high + 1)
        for value in values[::-1] if sign > 0 else values:
            found = whole_counts(self.block, {variable: float(value)})
            if found is not None:
                return np.array([found[each] for each in self.block.variables])
        raise InfeasibleError


def whole_counts(block: Block, given: dict[int, float]) -> dict[int, float] | None:
    """Return whole counts that fit a block with some counts given, None where there are none.

    Depth first, narrowing the bounds by every relation after each choice.
    """
    low = {v: block.low[v] for v in block.variables} | given
    high = {v: block.high[v] for v in block.variables} | given
    try:
        tighten(block.relations, low, high)
    except InfeasibleError:
        return None
    free = [v for v in block.variables if low[v] < high[v]]
    if not free:
        return low
    chosen = min(free, key=lambda v: high[v] - low[v])
    for value in range(int(low[chosen]), int(high[chosen]) + 1):
        narrowed = Block(block.variables, low, high, block.relations)
        found = whole_counts(narrowed, {chosen: float(value)})
        if found is not None:
            return found
    return None


def _merged(relations: Iterable[Relation]) -> list[Relation]:
    """Return the relations, those over the same sum joined: a <= b and b <= a are one a == b."""
    merged: dict[tuple[tuple[int, float], ...], tuple[float, float]] = {}
    for relation in relations:
        terms = tuple(sorted(relation.terms.items()))
        low, high = relation.low, relation.high
        if terms[0][1] < 0:
            terms = tuple((variable, -factor) for variable, factor in terms)
            low, high = -high, -low
        known = merged.get(terms, (-np.inf, np.inf))
        merged[terms] = (max(low, known[0]), min(high, known[1]))
    return [Relation(dict(terms), low, high) for terms, (low, high) in merged.items()]


def ranges_in(block: Block) -> dict[int, tuple[float, float]]:
    """Return the least and the most that each count of a block can be, over whole counts.

    Raises:
        InfeasibleError: when no whole counts fit.
    """
    if not block.relations:
        return {v: (block.low[v], block.high[v]) for v in block.variables}
    program = Program(block)
    least = most = program.most(block.variables[0])
    for place, variable in enumerate(block.variables):
        # What an earlier answer reached already need not be asked again.
        if most[place] < block.high[variable]:
            answer = program.most(variable)
            least, most = np.minimum(least, answer), np.maximum(most, answer)
        if least[place] > block.low[variable]:
            answer = program.most(variable, -1.0)
            least, most = np.minimum(least, answer), np.maximum(most, answer)
    return {v: (float(least[i]), float(most[i])) for i, v in enumerate(block.variables)}
