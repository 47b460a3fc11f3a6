"""Bounds and relations in; for every unknown number of people two values that fit, where two do, out.

To show that a number cannot be worked out, two solutions that differ in it are enough; the ends of
what it can be, which `guard.solver` finds, take far longer where many numbers hang together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.release.guard.cells import Floats
from pipeline.release.guard.relation import Relation
from pipeline.release.guard.solver import InfeasibleError

_MOST_NODES = 500  # of one search; a number for which it ends undecided counts as worked out
_SLACK = 1e-6
_MIXED, _SEED = 6, 20201
_REACHES = (20, 45)  # numbers on either side in a first and a second look near one
_INFEASIBLE = 2  # what HiGHS says when it is sure that nothing fits
_ANY = 10.0  # of the gap to the best answer: any answer will do, it need not be the best


def other_values(
    relations: Sequence[Relation],
    low: Floats,
    high: Floats,
    *,
    wanted: Sequence[int],
) -> dict[int, tuple[float, float]]:
    """Return per wanted number the least and the most of the values found for it.

    Only what is wanted has to be whole: points need not be, which lets a little more fit. Every value is
    one of a solution that was reckoned again. Whether a number has another one does not depend on the
    order of looking: what is soon tried comes first, and where that shows none the whole program is
    asked, of each number by itself.

    Raises:
        InfeasibleError: when no whole numbers fit at all.
    """
    if not len(low):
        return {}
    program = _Program(relations, len(low), wanted)
    first = program.solve(low, high)
    if first is None:
        raise InfeasibleError
    seen = _Seen(first, program, low, high)
    open_ = [v for v in wanted if low[v] < high[v]]
    for base in (seen.slide(first, open_, -1.0), seen.slide(first, open_, 1.0), first):
        seen.move(base, open_)
    for reach in _REACHES:
        for variable in open_:
            if seen.one_value(variable):
                seen.look_near(variable, reach)
    undecided = [v for v in wanted if seen.one_value(v) and not seen.asked(v)]
    for aim in program.aims() if undecided else ():
        seen.add(program.solve(low, high, aim))
    return {v: (float(seen.least[v]), float(seen.most[v])) for v in wanted}


class _Seen:
    """The solutions seen so far, and ways to see one that gives a number another value."""

    def __init__(self, first: Floats, program: _Program, low: Floats, high: Floats) -> None:
        self.first, self.program, self.low, self.high = first, program, low, high
        self.least, self.most = first.copy(), first.copy()

    def one_value(self, variable: int) -> bool:
        """Tell whether only one value of a number was seen."""
        return bool(self.least[variable] == self.most[variable])

    def add(self, found: Floats | None) -> None:
        """Keep what a solution shows."""
        if found is not None:
            self.least = np.minimum(self.least, found)
            self.most = np.maximum(self.most, found)

    def slide(self, base: Floats, variables: Sequence[int], by: float) -> Floats:
        """Return a solution with every number as low or as high as it can be one after another.

        Fewer people behind the same points leaves room for what is moved later.
        """
        moved = base.copy()
        for variable in variables:
            while self.low[variable] <= moved[variable] + by <= self.high[variable]:
                moved[variable] += by
                if not self.program.fits(moved, self.low, self.high):
                    moved[variable] -= by
                    break
        self.add(moved)
        return moved

    def move(self, base: Floats, variables: Sequence[int]) -> None:
        """Move many numbers at once, each by one, and halve what does not fit together."""
        taken: set[int] = set()
        chosen = []
        for variable in variables:
            near = {variable, *self.program.beside[variable]}
            move = self._move(base, variable) if self.one_value(variable) else None
            if move is not None and not near & taken:
                chosen.append(move)
                taken |= near
        self._halve(base, chosen)

    def _move(self, base: Floats, variable: int) -> dict[int, float] | None:
        """Return a move of a number by one, against another or alone, that its own relations allow."""
        for other in (*self.program.beside[variable], None):
            for side in (1.0, -1.0):
                move = {variable: side} if other is None else {variable: side, other: -side}
                if self.program.allows(_moved(base, [move]), self.low, self.high):
                    return move
        return None

    def _halve(self, base: Floats, moves: Sequence[dict[int, float]]) -> None:
        """Keep the moves after which all the rest can still be filled in."""
        if not moves:
            return
        found = self.program.fill_in(_moved(base, moves), self.low, self.high)
        self.add(found)
        if found is None and len(moves) > 1:
            middle = len(moves) // 2
            self._halve(base, moves[:middle])
            self._halve(base, moves[middle:])

    def look_near(self, variable: int, reach: int) -> None:
        """Look for another value with only the numbers near it free, which is a small program.

        Numbers come in the order of places, and what stands close in it is what gives way.
        """
        place = self.program.numbers.index(variable)
        fixed = self.program.whole == 1
        fixed[self.program.numbers[max(0, place - reach) : place + reach + 1]] = False
        low = np.where(fixed, self.first, self.low)
        high = np.where(fixed, self.first, self.high)
        for side in (1.0, -1.0):
            if self.one_value(variable):
                lows, highs = self._past(variable, side, low, high)
                if lows[variable] <= highs[variable]:
                    self.add(self.program.answer(lows, highs))

    def _past(self, variable: int, side: float, low: Floats, high: Floats) -> tuple[Floats, Floats]:
        """Return bounds within which a number is larger (1) or smaller (-1) than it was seen."""
        lows, highs = low.copy(), high.copy()
        (lows if side > 0 else highs)[variable] = self.first[variable] + side
        return lows, highs

    def asked(self, variable: int) -> bool:
        """Ask the whole program for another value; tell whether it was found, or surely is not there."""
        sure = True
        for side in (1.0, -1.0):
            lows, highs = self._past(variable, side, self.low, self.high)
            if lows[variable] <= highs[variable]:
                found = self.program.solve(lows, highs)
                if found is not None:
                    self.add(found)
                    return True
                sure = sure and self.program.sure
        return sure


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
        self.sure = True  # that nothing fits, where the last answer was None
        self.numbers = list(whole)
        self.beside = _beside(relations, whole)
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
            of_people = np.array(
                [all(self.whole[v] for v in relation.terms) for relation in relations], dtype=bool
            )
            self.own = self.matrix[of_people]  # relations between whole numbers alone
            self.own_ends = (self.ends[0][of_people], self.ends[1][of_people])

    def aims(self) -> Iterator[Floats]:
        """Give directions to look in, the same every time: all up, all down, and some mixed."""
        draw = np.random.default_rng(_SEED)
        yield -self.whole
        yield self.whole
        for _ in range(_MIXED):
            yield self.whole * draw.choice((-1.0, 1.0), self.size)

    def solve(self, low: Floats, high: Floats, aim: Floats | None = None) -> Floats | None:
        """Return whole numbers that fit, None where none were found; an answer is reckoned again."""
        for presolve in (True, False):  # HiGHS 1.12 calls some feasible programs infeasible
            found = self.answer(low, high, aim, presolve=presolve)
            if found is not None:
                return found
        return None

    def fill_in(self, numbers: Floats, low: Floats, high: Floats) -> Floats | None:
        """Return a solution with these whole numbers, None where the rest cannot be filled in."""
        fixed = self.whole == 1
        return self.answer(np.where(fixed, numbers, low), np.where(fixed, numbers, high))

    def answer(
        self, low: Floats, high: Floats, aim: Floats | None = None, *, presolve: bool = True
    ) -> Floats | None:
        """Return one answer that fits, None where there was none; `sure` says whether that is proved."""
        from scipy.optimize import Bounds, milp

        answer = milp(
            np.zeros(self.size) if aim is None else aim,
            constraints=self.constraints,
            bounds=Bounds(low, high),
            integrality=np.where(low < high, self.whole, 0),  # what has one value is whole already
            options={"presolve": presolve, "node_limit": _MOST_NODES, "mip_rel_gap": _ANY},
        )
        self.sure = answer.status == _INFEASIBLE
        if answer.x is None:
            return None
        found: Floats = np.where(self.whole == 1, np.round(answer.x), answer.x)
        return found if self.fits(found, low, high) else None

    def allows(self, numbers: Floats, low: Floats, high: Floats) -> bool:
        """Tell whether whole numbers lie within their bounds and fit what ties them to each other."""
        people = self.whole == 1
        if ((numbers < low) | (numbers > high))[people].any():
            return False
        if not self.constraints:
            return True
        total = self.own @ numbers
        return bool((total >= self.own_ends[0]).all() and (total <= self.own_ends[1]).all())

    def fits(self, found: Floats, low: Floats, high: Floats) -> bool:
        """Tell whether numbers lie within their bounds and satisfy every relation."""
        inside = ((found >= low - _SLACK) & (found <= high + _SLACK)).all()
        if not self.constraints:
            return bool(inside)
        total: npt.NDArray[np.float64] = self.matrix @ found
        return bool(
            inside
            and (total >= self.ends[0] - _SLACK).all()
            and (total <= self.ends[1] + _SLACK).all()
        )


def _moved(base: Floats, moves: Sequence[Mapping[int, float]]) -> Floats:
    moved = base.copy()
    for move in moves:
        for variable, by in move.items():
            moved[variable] += by
    return moved


def _beside(relations: Sequence[Relation], whole: Sequence[int]) -> dict[int, list[int]]:
    """Return of every whole number those that a relation ties it to, in their order."""
    of_people = set(whole)
    beside: dict[int, dict[int, None]] = {variable: {} for variable in whole}
    for relation in relations:
        tied = [variable for variable in relation.terms if variable in of_people]
        for variable in tied:
            beside[variable] |= dict.fromkeys(tied)
    return {variable: [one for one in near if one != variable] for variable, near in beside.items()}
