"""Released (or private) findings in; cells by their keys out, each knowing if it may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

KEYS = ("measure", "code", "other_code", "valence", "group", "stratum_kind", "stratum")


@dataclass(frozen=True)
class Cell:
    """One count of tables; `n` is None where it is blanked."""

    finding_id: str
    measure: str
    code: str
    other_code: str
    valence: str
    group: str
    stratum_kind: str
    stratum: str
    n: int | None
    of: int | None  # the tables that could have counted
    codable: int | None
    source: str  # mens, model, meta
    coder: str
    blanked: str  # "", klein, afleidbaar
    table_ids: tuple[str, ...] = ()

    @property
    def proposed(self) -> bool:
        """Tell whether the count rests on codes that no person made."""
        return self.source == "model"

    def shown(self, min_tables: int) -> str:
        """Return the count as readers see it: "12", "0", "<3", or a dash (could be derived)."""
        if self.n is not None:
            return str(self.n)
        return "–" if self.blanked == "afleidbaar" else f"<{min_tables}"


@dataclass(frozen=True)
class Counts:
    """All cells of one edition, by key; the first row of a key counts."""

    cells: Sequence[Cell]
    _index: Mapping[tuple[str, ...], Cell] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[tuple[str, ...], Cell] = {}
        for cell in self.cells:
            index.setdefault(_key(cell), cell)
        object.__setattr__(self, "_index", index)

    def get(
        self,
        measure: str,
        code: str = "",
        *,
        other_code: str = "",
        valence: str = "",
        group: str = "",
        stratum: str = "",
    ) -> Cell | None:
        """Return the cell with exactly this key; the kind of stratum follows from the measure."""
        return self._index.get((measure, code, other_code, valence, group, stratum))

    def of(self, measure: str) -> list[Cell]:
        """Return the cells of a measure, in the order of the table."""
        return [cell for cell in self.cells if cell.measure == measure]


def _key(cell: Cell) -> tuple[str, ...]:
    return cell.measure, cell.code, cell.other_code, cell.valence, cell.group, cell.stratum


def read_counts(findings: pd.DataFrame) -> Counts:
    """Return the cells of `Released`, or of `Findings` where nothing is blanked."""
    cells = [
        Cell(
            finding_id=str(row["finding_id"]),
            **{key: str(row[key]) for key in KEYS},
            n=whole(row["n_tables"]),
            of=whole(row["of_tables"]),
            codable=whole(row["codable_tables"]),
            source=str(row["source"]),
            coder=str(row["coder"]),
            blanked=str(row.get("blanked", "")),
            table_ids=tuple(row.get("table_ids", ())),
        )
        for row in findings.to_dict("records")
    ]
    return Counts(tuple(cells))


def whole(value: object) -> int | None:
    """Return a whole number, or None where it is missing."""
    return None if pd.isna(value) else int(value)  # type: ignore[call-overload]


def present(cells: Iterable[Cell | None]) -> list[Cell]:
    """Return the cells that are there."""
    return [cell for cell in cells if cell is not None]


def sort_value(cell: Cell | None) -> float:
    """Return what a cell is sorted by: its count, blanked below one table, absent last."""
    if cell is None:
        return -1.0
    return float(cell.n) if cell.n is not None else 0.5


def csv_row(cell: Cell) -> dict[str, object]:
    """Return the columns that every figure's CSV ends with; a blanked count is empty, with why."""
    return {
        "tafels": "" if cell.n is None else cell.n,
        "van_tafels": "" if cell.of is None else cell.of,
        "tafels_met_stem": "" if cell.codable is None else cell.codable,
        "afgeschermd": cell.blanked,
        "bron": cell.source,
        "reeks": cell.coder,
        "bevinding": cell.finding_id,
    }
