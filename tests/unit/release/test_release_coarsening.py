"""Facts of a few tables are told more coarsely."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.domain.tables import Findings, check
from pipeline.release.coarsening import (
    coarse_date,
    coarsest_needed,
    merge_small_groups,
    places_shown,
)
from pipeline.release.disclosure import attack, release_findings


def profile(*rows: tuple[str, str, str, list[str]]) -> pd.DataFrame:
    """Draw rows of the case profile: kind, group, stratum, tables."""
    found = [
        {
            "finding_id": "/".join(part for part in ("tafels", group, kind, stratum) if part),
            "measure": "tafels", "code": "", "other_code": "", "valence": "", "group": group,
            "stratum_kind": kind, "stratum": stratum, "n_tables": len(tables), "of_tables": 12,
            "codable_tables": 12, "source": "meta", "coder": "", "table_ids": tables, "segment_ids": [],
        }
        for kind, group, stratum, tables in rows
    ]  # fmt: skip
    return check(pd.DataFrame(found), Findings)


def test_small_perspectives_of_one_group_become_one_row_and_a_table_counts_once():
    found = profile(
        ("aanwezig", "", "professionals", list("abcdefgh")),
        ("aanwezig", "professionals", "onderwijs", list("abcdef")),
        ("aanwezig", "professionals", "vrijwilliger", ["a", "b"]),
        ("aanwezig", "professionals", "professional_0e", ["b", "c"]),
        ("aanwezig", "gezin", "netwerk", ["a"]),
    )
    merged = merge_small_groups(found, min_tables=3).set_index("finding_id")
    others = merged.loc["tafels/professionals/aanwezig/overig"]
    assert (others["n_tables"], others["table_ids"]) == (3, ["a", "b", "c"])
    assert merged.loc["tafels/gezin/aanwezig/overig", "n_tables"] == 1
    assert not merged["stratum"].isin(["vrijwilliger", "professional_0e", "netwerk"]).any()


def test_a_merged_row_that_is_still_small_is_blanked():
    found = profile(
        ("gemeente", "", "A", list("abcdefghij")),
        ("gemeente", "", "B", ["k"]),
        ("gemeente", "", "C", ["l"]),
    )
    released = release_findings(merge_small_groups(found, min_tables=3), min_tables=3)
    assert set(released["stratum"]) == {"A", "overig"}
    assert released["n_tables"].isna().all()
    assert not attack(released, min_tables=3)["pinned"].any()


def test_where_nothing_is_small_nothing_changes():
    found = profile(("aanwezig", "gezin", "ouder", list("abc")), ("sector", "", "mbo", ["a"]))
    assert merge_small_groups(found, min_tables=3) is found


@pytest.mark.parametrize(
    ("date", "step", "shown"),
    [
        ("2016-03-22", "maand", "maart 2016"),
        ("2016-03-22", "kwartaal", "1e kwartaal 2016"),
        ("2016-10", "kwartaal", "4e kwartaal 2016"),
        ("2016-12-31", "jaar", "2016"),
        ("2016", "maand", "2016"),
        ("", "maand", "niet vastgelegd"),
    ],
)
def test_a_date_is_never_shown_more_exactly_than_asked(date, step, shown):
    assert coarse_date(date, step=step) == shown


def test_dates_are_told_as_exactly_as_three_tables_allow():
    march = ["2016-03-01", "2016-03-08", "2016-03-30"]
    assert coarsest_needed(march, min_tables=3) == "maand"
    assert coarsest_needed([*march, "2016-01-04"], min_tables=3) == "kwartaal"
    assert coarsest_needed([*march, "2016-05-04"], min_tables=3) == "jaar"
    assert coarsest_needed([], min_tables=3) == "jaar"


def test_a_place_is_named_from_three_tables_on():
    assert places_shown(pd.Series(list("CCCABAB") + [""] * 5), least=3) == ["C"]
    assert places_shown(pd.Series(["B", "A", ""]), least=1) == ["A", "B"]
    assert places_shown(pd.Series([], dtype=object), least=3) == []
