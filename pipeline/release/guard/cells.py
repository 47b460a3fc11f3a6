"""Findings or released rows in; every number in them as a variable out, a shared one only once.

`n_tables` of a row is a variable of its own. `of_tables` and `codable_tables` are shared: all
themes are counted over the same tables, so what one row tells of its denominator, all rows tell.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

COLUMNS = ("n_tables", "of_tables", "codable_tables")
WHOLE = "alle"  # the name of the denominator that is all tables of a series

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Key(NamedTuple):
    """What a finding is about: the columns that tell one row of a series from another."""

    measure: str
    code: str = ""
    other_code: str = ""
    valence: str = ""
    group: str = ""
    stratum_kind: str = ""
    stratum: str = ""


class Series(NamedTuple):
    """Whose codes were counted."""

    source: str
    coder: str


@dataclass(frozen=True)
class Cells:
    """The numbers of a table of findings as variables 0..n-1."""

    finding_ids: tuple[str, ...]
    variables: Ints  # rows x 3, in the order of COLUMNS: the variable in that cell
    values: Floats  # per variable: its number, NaN where it is not known
    whole: npt.NDArray[np.bool_]  # per variable: it is the number of all tables of a series
    rows: dict[Series, dict[Key, int]]  # where each finding stands
    bases: dict[tuple[Series, str], int]  # the variable of a shared denominator, by its name
    families: dict[int, tuple[object, ...]]  # per row of a stratum: what its sister rows share

    def number(self, series: Series, key: Key) -> int | None:
        """Return the variable of `n_tables` of a finding, None where there is no such row."""
        row = self.rows.get(series, {}).get(key)
        return None if row is None else int(self.variables[row, 0])


def base_name(key: Key) -> str:
    """Return the name of the tables out of which a finding counts: equal names, equal tables."""
    if key.measure in {"groep", "groep_valentie"}:
        name = f"zat:{key.group}"
    elif key.measure in {"verschil", "gekozen"}:
        name = key.measure
    elif key.measure == "anders_gewaardeerd":
        name = "verschil"
    elif key.stratum_kind and key.measure not in {"tafels", "niveau"}:
        name = f"{key.stratum_kind}:{key.stratum}"
    else:
        name = WHOLE
    return name


def read_cells(findings: pd.DataFrame) -> Cells:
    """Return the cells of findings (or of released rows, whose blanks become NaN).

    A denominator is shared by all rows of a series with the same base name, unless their numbers
    contradict each other or some are blank while others are not; then each row has its own.
    """
    numbers = findings[list(COLUMNS)].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan)
    keys = _keys(findings)
    variables = np.zeros((len(findings), 3), dtype=np.int64)
    variables[:, 0] = np.arange(len(findings))
    values = list(numbers[:, 0])
    whole = [False] * len(findings)
    rows: dict[Series, dict[Key, int]] = defaultdict(dict)
    groups: dict[tuple[Series, str, int], list[int]] = defaultdict(list)
    families: dict[int, tuple[object, ...]] = {}
    for row, (series, key) in enumerate(keys):
        if key.stratum_kind:
            families[row] = (series, key._replace(stratum=""))
        rows[series][key] = row
        for column in (1, 2):
            groups[series, base_name(key), column].append(row)
    bases: dict[tuple[Series, str], int] = {}
    for (series, name, column), members in groups.items():
        shared = len(set(map(str, numbers[members, column]))) == 1
        for part in [members] if shared else [[member] for member in members]:
            variables[part, column] = len(values)
            values.append(numbers[part[0], column])
            whole.append(name == WHOLE)
        if shared:
            bases[series, name if column == 1 else f"{name}/codeerbaar"] = len(values) - 1
    return Cells(
        finding_ids=tuple(findings["finding_id"]),
        variables=variables,
        values=np.array(values, dtype=np.float64),
        whole=np.array(whole, dtype=np.bool_),
        rows=dict(rows),
        bases=bases,
        families=families,
    )


def _keys(findings: pd.DataFrame) -> list[tuple[Series, Key]]:
    """Return series and key of every row."""
    parts = [findings[name].astype(str) for name in Key._fields]
    series = zip(findings["source"].astype(str), findings["coder"].astype(str), strict=True)
    return [
        (Series(*who), Key(*what))
        for who, what in zip(series, zip(*parts, strict=True), strict=True)
    ]
