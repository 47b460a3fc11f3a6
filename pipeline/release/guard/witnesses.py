"""Bounds and relations in; for every unknown number of people two values that fit, where two do, out.

To show that a number cannot be worked out, two solutions that differ in it are enough; the ends of
what it can be, which `guard.solver` finds, take far longer where many numbers hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.release.guard.cells import Floats
from pipeline.release.guard.relation import Relation
from pipeline.release.guard.solver import InfeasibleError

_MOST_NODES = 500  # of one search; a number for which it ends undecided counts as worked out
_SLACK = 1e-6
_MIXED, _SEED = 6, 20201
_ANY = 10.0  # of the gap to the best answer: any answer will do, it need not be the best


def other_values(
    relations: Sequence[Relation], low: Floats, high: Floats, *, wanted: Sequence[int]
) -> dict[int, tuple[float, float]]:
    """Return per wanted number the least and the most of the values found for it.

    Only what is wanted has to be whole: points need not be, which lets a little more fit.

    Raises:
        InfeasibleError: when no whole numbers fit at all.
    """
    if not len(low):
        return {}
    program = _Program(relations, len(low), wanted)
    first = program.solve(low, high)
    if first is None:
        raise InfeasibleError
    least, most = first.copy(), first.copy()
    for aim in program.aims():  # a few solutions far apart show two values of nearly every number
        found = program.solve(low, high, aim)
        if found is not None:
            least, most = np.minimum(least, found), np.maximum(most, found)
    for variable in wanted:
        value = first[variable]
        for side in (1, -1):
            if least[variable] != most[variable]:
                break
            lows, highs = low.copy(), high.copy()
            if side > 0:
                lows[variable] = value + 1
            else:
                highs[variable] = value - 1
            found = program.solve(lows, highs) if lows[variable] <= highs[variable] else None
            if found is not None:
                least, most = np.minimum(least, found), np.maximum(most, found)
    return {v: (float(least[v]), float(most[v])) for v in wanted}


class _Program:
    """The relations as one integer program, asked for any solution within bounds; `whole` are the numbers of people."""

    def __init__(self, relations: Sequence[Relation], size: int, whole: Sequence[int]) -> None:
        from scipy.optimize import LinearConstraint  # late: scipy.optimize is slow to import
        from scipy.sparse import csr_array

        entries = [
            (factor, row, variable)
            for row, relation in enumerate(relations)
            for variable, factor in relation.terms.items()
        ]
        self.constraints = []
        self.size = size
        self.whole = np.zeros(size)
        self.whole[list(whole)] = 1
        if entries:
            factors, rows, columns = zip(*entries, strict=True)
            self.matrix = csr_array((factors, (rows, columns)), shape=(len(relations), self.size))
            self.ends = (
                np.array([relation.low for relation in relations]),
                np.array([relation.high for relation in relations]),
            )
            self.constraints = [LinearConstraint(self.matrix, *self.ends)]

    def aims(self) -> Iterator[Floats]:
        """Give directions to look in, the same every time: all up, all down, and some mixed."""
        draw = np.random.default_rng(_SEED)
        yield -self.whole
        yield self.whole
        for _ in range(_MIXED):
            yield self.whole * draw.choice((-1.0, 1.0), self.size)

    def solve(self, low: Floats, high: Floats, aim: Floats | None = None) -> Floats | None:
        """Return whole numbers that fit, None where none were found; an answer is reckoned again."""
        from scipy.optimize import Bounds, milp

        for presolve in (True, False):  # HiGHS 1.12 calls some feasible programs infeasible
            answer = milp(
                np.zeros(self.size) if aim is None else aim,
                constraints=self.constraints,
                bounds=Bounds(low, high),
                integrality=self.whole,
                options={"presolve": presolve, "node_limit": _MOST_NODES, "mip_rel_gap": _ANY},
            )
            if answer.x is not None:
                found: Floats = np.where(self.whole == 1, np.round(answer.x), answer.x)
                if self._fits(found, low, high):
                    return found
        return None

    def _fits(self, found: Floats, low: Floats, high: Floats) -> bool:
        inside = ((found >= low - _SLACK) & (found <= high + _SLACK)).all()
        if not self.constraints:
            return bool(inside)
        total: npt.NDArray[np.float64] = self.matrix @ found
        return bool(
            inside
            and (total >= self.ends[0] - _SLACK).all()
            and (total <= self.ends[1] + _SLACK).all()
        )
