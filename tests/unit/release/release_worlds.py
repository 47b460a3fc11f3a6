"""Invented worlds of dialogue tables in; findings over them out, counted apart from the product."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import pandas as pd
from hypothesis import strategies as st
from pandera.typing import DataFrame

from pipeline.domain.tables import Findings, check
from pipeline.domain.wording import VALENCES

GROUPS = ("gezin", "professionals")
Mark = tuple[str, str, str]  # code, group ("" where nobody is named), valence


@dataclass(frozen=True)
class Table:
    """One invented dialogue table: what was said there, and when it was."""

    marks: frozenset[Mark]
    period: str = "2018"
    sector: str = "jeugdhulp"

    def valences(self, code: str, group: str | None = None) -> set[str]:
        """Return how a code (or a subcode of it) is valued, by one group or by anyone."""
        return {
            valence
            for said, who, valence in self.marks
            if (said == code or said.startswith(f"{code}.")) and group in {None, who}
        }


@dataclass
class _Rows:
    tables: Sequence[Table]
    rows: list[dict[str, object]] = field(default_factory=list)

    def count(self, measure: str, hits: Iterable[bool], of: int, source: str, **keys: str) -> None:
        row = dict.fromkeys(
            ("code", "other_code", "valence", "group", "stratum_kind", "stratum"), ""
        )
        row |= keys
        self.rows.append(
            {
                "finding_id": "/".join([measure, *(value for value in row.values() if value)]),
                "measure": measure,
                **row,
                "n_tables": sum(hits),
                "of_tables": of,
                "codable_tables": of,
                "source": source,
                "coder": "A" if source == "mens" else "",
                "table_ids": [],
                "segment_ids": [],
            }
        )


def findings_of(
    tables: Sequence[Table], codes: Sequence[str], *, source: str = "mens"
) -> DataFrame[Findings]:
    """Count every measure over invented tables; both groups sat at each and can be heard."""
    return check(pd.DataFrame(rows_of(tables, codes, source=source)), Findings)


def rows_of(
    tables: Sequence[Table], codes: Sequence[str], *, source: str = "mens"
) -> list[dict[str, object]]:
    """Return the rows of `findings_of` before they are a table."""
    found, n = _Rows(tables), len(tables)
    periods = sorted({table.period for table in tables})
    for code in codes:
        said = [table.valences(code) for table in tables]
        found.count("thema", (bool(one) for one in said), n, source, code=code)
        for valence in VALENCES:
            found.count(
                "valentie", (valence in one for one in said), n, source, code=code, valence=valence
            )
        both = ({"succesfactor", "knelpunt"} <= one for one in said)
        found.count("wisselend", both, n, source, code=code)
        _count_groups(found, code, n, source)
        for period in periods:
            inside = [table.period == period for table in tables]
            for valence in VALENCES:
                hits = (within and valence in one for within, one in zip(inside, said, strict=True))
                found.count(
                    "periode", hits, sum(inside), source,
                    code=code, valence=valence, stratum_kind="periode", stratum=period,
                )  # fmt: skip
    for one, other in combinations([code for code in codes if "." not in code], 2):
        hits = (bool(table.valences(one)) and bool(table.valences(other)) for table in tables)
        found.count("samen", hits, n, source, code=one, other_code=other)
    for kind in ("period", "sector"):
        for value in sorted({getattr(table, kind) for table in tables}):
            hits = (getattr(table, kind) == value for table in tables)
            name = {"period": "periode"}.get(kind, kind)
            found.count("tafels", hits, n, "meta", stratum_kind=name, stratum=value)
    return found.rows


def _count_groups(found: _Rows, code: str, n: int, source: str) -> None:
    by_group = {group: [table.valences(code, group) for table in found.tables] for group in GROUPS}
    for group, said in by_group.items():
        found.count("groep", (bool(one) for one in said), n, source, code=code, group=group)
        for valence in VALENCES:
            hits = (valence in one for one in said)
            found.count("groep_valentie", hits, n, source, code=code, valence=valence, group=group)
    pairs = list(zip(*by_group.values(), strict=True))
    strata: Mapping[str, Iterable[bool]] = {
        "alleen gezin": (bool(a) and not b for a, b in pairs),
        "alleen professionals": (bool(b) and not a for a, b in pairs),
        "beide": (bool(a) and bool(b) for a, b in pairs),
        "geen": (not a and not b for a, b in pairs),
    }
    for stratum, hits in strata.items():
        found.count(
            "verschil", hits, n, source, code=code, stratum_kind="verschil", stratum=stratum
        )
    opposite = {"succesfactor", "knelpunt"}
    hits = (
        len(a & opposite) == 1 and len(b & opposite) == 1 and (a & opposite) != (b & opposite)
        for a, b in pairs
    )
    found.count("anders_gewaardeerd", hits, n, source, code=code)


def tables(
    codes: Sequence[str], *, smallest: int = 1, largest: int = 14
) -> st.SearchStrategy[list[Table]]:
    """Draw tables, from silent to talkative, over one to three periods and sectors."""
    mark = st.tuples(
        st.sampled_from(codes), st.sampled_from((*GROUPS, "")), st.sampled_from(VALENCES)
    )
    table = st.builds(
        Table,
        marks=st.frozensets(mark, max_size=8),
        period=st.sampled_from(("2016", "2017", "2018")),
        sector=st.sampled_from(("jeugdhulp", "mbo", "po")),
    )
    return st.lists(table, min_size=smallest, max_size=largest)
