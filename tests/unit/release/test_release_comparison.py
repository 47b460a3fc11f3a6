"""The last release and this one, or two products of one, give no table away together."""

from __future__ import annotations

import pandas as pd
from release_worlds import Table, findings_of

from pipeline.domain.tables import Released, check
from pipeline.release.action_counts import rows_of
from pipeline.release.comparison import (
    FEW_TABLES,
    HOLDS_BACK,
    LOOK_AT,
    SMALL_STEP,
    WORKED_OUT,
    check_shown,
    compare_releases,
)
from pipeline.release.disclosure import release_findings

SAID = Table(frozenset({("regie", "gezin", "knelpunt")}))
SILENT = Table(frozenset())


def released_of(n_said: int, n_silent: int) -> pd.DataFrame:
    tables = [SAID] * n_said + [SILENT] * n_silent
    return release_findings(findings_of(tables, ["regie"]), min_tables=3)


def test_one_more_table_holds_the_release_back():
    found = compare_releases(released_of(9, 5), released_of(10, 5), min_tables=3)
    study = found[found["finding_id"] == ""]
    assert study[["previous", "current", "problem"]].to_numpy().tolist() == [[14, 15, FEW_TABLES]]
    steps = found[found["problem"] == SMALL_STEP]
    assert "valentie/regie/knelpunt" in set(steps["finding_id"])
    assert (found["level"] == HOLDS_BACK).all()


def test_as_many_new_tables_as_the_threshold_may_be_told_apart():
    found = compare_releases(released_of(6, 5), released_of(9, 8), min_tables=3)
    assert found.empty


def test_two_of_many_new_tables_are_still_two():
    found = compare_releases(released_of(6, 5), released_of(8, 9), min_tables=3)
    assert "thema/regie" in set(found["finding_id"])
    assert (found["problem"] == SMALL_STEP).all()


def test_a_blank_that_the_other_release_pins_is_found():
    found = compare_releases(released_of(2, 8), released_of(3, 8), min_tables=3)
    worked_out = found[found["problem"] == WORKED_OUT].set_index("finding_id")
    assert "groep/regie/gezin" in worked_out.index
    assert worked_out["previous"].isna().all()
    assert (worked_out["level"] == HOLDS_BACK).all()


def test_the_same_release_again_gives_nothing():
    assert compare_releases(released_of(2, 8), released_of(2, 8), min_tables=3).empty


def test_corrected_codes_of_the_same_tables_ask_for_a_look():
    found = compare_releases(released_of(6, 6), released_of(7, 5), min_tables=3)
    assert set(found["level"]) == {LOOK_AT}


def test_other_blanks_over_the_same_tables_are_laid_over_each_other():
    years = [Table(SAID.marks, period=year) for year in ["2016"] * 2 + ["2017"] * 5 + ["2018"] * 6]
    released = release_findings(findings_of(years, ["regie"]), min_tables=3)
    profile = released["finding_id"].str.startswith("tafels/periode")
    other = released.copy()
    secondary = profile & (released["blanked"] == "afleidbaar")
    visible = profile & (released["blanked"] == "")
    other.loc[secondary, ["n_tables", "blanked"]] = [5, ""]
    other.loc[visible, ["n_tables", "blanked"]] = [pd.NA, "afleidbaar"]
    found = compare_releases(released, check(other, Released), min_tables=3)
    pinned = set(found.loc[found["problem"] == WORKED_OUT, "finding_id"])
    assert "tafels/periode/2016" in pinned


def test_a_product_that_shows_a_blank_or_another_number_is_told():
    released = released_of(2, 8)
    shown = pd.DataFrame(
        {
            "finding_id": ["thema/regie", "thema/regie", "valentie/regie/succesfactor", "thema/x"],
            "n_tables": [2, None, 4, 5],
        }
    )
    problems = check_shown(shown, released)["problem"].tolist()
    assert problems == [
        "toont een afgeschermd aantal",
        "wijkt af van de vrijgegeven telling",
        "staat niet in de vrijgegeven telling",
    ]


def test_verbeteracties_of_two_releases_are_laid_beside_each_other_too():
    def release(n: int) -> pd.DataFrame:
        counts = pd.DataFrame(
            [("gezin", "met termijn", n, 28, "")],
            columns=["owner", "term", "n_tables", "of_tables", "blanked"],
        )
        return rows_of(counts)

    found = compare_releases(release(9), release(10), min_tables=3)
    assert list(found["finding_id"]) == ["acties/gezin/met termijn"]
    assert compare_releases(release(9), release(12), min_tables=3).empty
