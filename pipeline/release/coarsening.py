"""Exact facts of a few tables in; the coarser ones that may leave out."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.tables import Findings, check
from pipeline.domain.wording import MONTHS, NOT_RECORDED

OTHERS = "overig"
MERGED_KINDS = ("aanwezig", "gemeente")
STEPS = ("maand", "kwartaal", "jaar")


def merge_small_groups(findings: DataFrame[Findings], *, min_tables: int) -> DataFrame[Findings]:
    """Join the perspectives of one group (and gemeenten) that sat at too few tables into "overig".

    Only rows of the case profile; a table in which two of them sat counts once. "overig" may still
    be small: then it is blanked like any other. Where only one perspective is small it loses its
    name too, for a blank behind a rare role says who sat there.
    """
    small = (
        (findings["measure"] == "tafels")
        & findings["stratum_kind"].isin(MERGED_KINDS)
        & ((findings["group"] != "") | (findings["stratum_kind"] == "gemeente"))
        & ~findings["stratum"].isin((OTHERS, NOT_RECORDED))
        & findings["n_tables"].between(1, min_tables - 1)
    )
    if not small.any():
        return findings
    keys = ["stratum_kind", "group"]
    joined = pd.DataFrame(
        [_joined(rows) for _, rows in findings[small].groupby(keys, sort=True)],
        columns=Findings.names(),
    )
    kept = findings[~small]
    clash = kept["finding_id"].isin(list(joined["finding_id"]))
    return check(pd.concat([kept[~clash], joined], ignore_index=True), Findings)


def _joined(rows: pd.DataFrame) -> dict[str, object]:
    """Return the one row that stands for several."""
    first: dict[str, object] = {str(key): cell for key, cell in rows.iloc[0].items()}
    table_ids = sorted({table_id for ids in rows["table_ids"] for table_id in ids})
    segment_ids = sorted({segment_id for ids in rows["segment_ids"] for segment_id in ids})
    named = [str(first[key]) for key in ("measure", "group", "stratum_kind")] + [OTHERS]
    return first | {
        "finding_id": "/".join(part for part in named if part),
        "stratum": OTHERS,
        "n_tables": len(table_ids),
        "table_ids": table_ids,
        "segment_ids": segment_ids,
    }


def coarse_date(date: str, *, step: str) -> str:
    """Return a date as it may be shown: "maart 2016", "1e kwartaal 2016" or "2016".

    A date that was recorded less exactly stays so; "" is "niet vastgelegd". `step` is one of STEPS.
    """
    year, _, rest = date.partition("-")
    month = rest[:2]
    if not year:
        return NOT_RECORDED
    if not month.isdigit() or step == "jaar":
        return year
    if step == "kwartaal":
        return f"{(int(month) + 2) // 3}e kwartaal {year}"
    return f"{MONTHS[int(month) - 1]} {year}"


def coarsest_needed(dates: Sequence[str], *, min_tables: int) -> str:
    """Return the finest step at which every span that holds a table holds `min_tables` of them.

    "jaar" where no step does: a table is then never dated more exactly than its year.
    """
    for step in STEPS[:-1]:
        counts = pd.Series([coarse_date(date, step=step) for date in dates if date]).value_counts()
        if len(counts) and int(counts.min()) >= min_tables:
            return step
    return STEPS[-1]


def places_shown(places: pd.Series[str], *, least: int) -> list[str]:
    """Return the places that may be named, sorted: those of at least `least` tables; "" is no place."""
    counts = places[places != ""].value_counts()
    return sorted(str(place) for place in counts.index[counts >= least])
