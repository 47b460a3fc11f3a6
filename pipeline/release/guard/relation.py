"""A relation between counts, a derivation that a product adds, and how relations are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from pipeline.release.guard.cells import Cells, Key, Series


@dataclass(frozen=True)
class Relation:
    """`low <= sum of coefficient x variable <= high`; `soft` where it rests on how people code."""

    terms: Mapping[int, float]
    low: float
    high: float
    soft: bool = False


@dataclass(frozen=True)
class Derivation:
    """A number that a product shows or that a codebook implies: `low <= sum <= high` over findings.

    A printed total of two findings is one with `low == high`; give those that are no rows.
    """

    terms: Mapping[str, float]  # finding_id to coefficient, of n_tables
    low: float = -np.inf
    high: float = np.inf


class Found:
    """The relations of one series, gathered; a term that is no row makes a relation void."""

    def __init__(self, cells: Cells, series: Series) -> None:
        self.cells = cells
        self.series = series
        self.relations: list[Relation] = []

    def n(self, measure: str, code: str = "", **key: str) -> int | None:
        """Return the variable of one cell of the series, None where it has no row."""
        return self.cells.number(self.series, Key(measure, code, **key))

    def base(self, name: str) -> int | None:
        """Return the variable of a denominator that cells share, None where there is none."""
        return self.cells.bases.get((self.series, name))

    def add(
        self,
        plus: Iterable[int | None],
        minus: Iterable[int | None] = (),
        *,
        low: float = -np.inf,
        high: float = np.inf,
        soft: bool = False,
    ) -> None:
        """Keep `low <= sum(plus) - sum(minus) <= high`, unless a term is missing."""
        terms: dict[int, float] = {}
        for sign, variables in ((1.0, plus), (-1.0, minus)):
            for variable in variables:
                if variable is None:
                    return
                terms[variable] = terms.get(variable, 0.0) + sign
        terms = {variable: factor for variable, factor in terms.items() if factor}
        if terms:
            self.relations.append(Relation(terms, low, high, soft))

    def part(self, part: int | None, *whole: int | None) -> None:
        """Keep: a part is no larger than (the sum of) what holds it."""
        self.add([part], whole, high=0)
