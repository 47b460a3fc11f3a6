"""Small counts leave as blanks, and nothing that stays gives one back."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations_with_replacement, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from release_worlds import Table, findings_of, rows_of, tables

from pipeline.domain.tables import Findings, Released, check, empty
from pipeline.release.disclosure import Derivation, attack, release_findings, release_table

CODES = ("regie", "regie.overnemen", "netwerk")
SLOW = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    phases=(Phase.generate, Phase.shrink),
)


def said(*marks: str, period: str = "2018", sector: str = "jeugdhulp") -> Table:
    """Draw a table: "regie gezin knelpunt", with "-" where nobody is named."""
    parts = [mark.replace(" - ", " _ ").split() for mark in marks]
    return Table(frozenset((c, "" if g == "_" else g, v) for c, g, v in parts), period, sector)


def cell(released: pd.DataFrame, finding_id: str) -> pd.Series:
    return released.set_index("finding_id").loc[finding_id]


def compare(found: pd.DataFrame, released: pd.DataFrame) -> pd.DataFrame:
    return released.merge(found, on="finding_id", suffixes=("", "_true"), validate="one_to_one")


def test_one_or_two_tables_are_blanked_and_nought_is_shown():
    found = findings_of(
        [said("regie gezin knelpunt")] * 2 + [said("netwerk gezin knelpunt")] * 8,
        ["regie", "netwerk"],
    )
    released = release_findings(found, min_tables=3)
    small = cell(released, "valentie/regie/knelpunt")
    assert pd.isna(small["n_tables"])
    assert small["blanked"] == "klein"
    assert cell(released, "valentie/regie/succesfactor")["n_tables"] == 0
    assert cell(released, "valentie/netwerk/knelpunt")["n_tables"] == 8


def test_rows_of_a_model_stay_behind_and_no_id_leaves():
    found = findings_of([said("regie gezin knelpunt")] * 5, ["regie"], source="model")
    released = release_findings(found, min_tables=3)
    assert set(released["source"]) == {"meta"}
    assert not {"table_ids", "segment_ids"} & set(released.columns)


def test_a_total_does_not_give_the_last_part_back():
    years = ["2016"] * 2 + ["2017"] * 5 + ["2018"] * 6
    found = findings_of([said("regie - knelpunt", period=year) for year in years], ["regie"])
    released = release_findings(found, min_tables=3)
    profile = release_table(released, "tafels", stratum_kind="periode").set_index("stratum")
    assert profile.loc["2016", "blanked"] == "klein"
    assert sorted(profile["blanked"]) == ["", "afleidbaar", "klein"]


def test_a_small_denominator_is_blanked_in_every_row_that_shows_it():
    years = ["2016"] * 2 + ["2017"] * 5 + ["2018"] * 6
    found = findings_of(
        [said("regie - knelpunt", period=year) for year in years], ["regie", "netwerk"]
    )
    released = release_findings(found, min_tables=3)
    of_2016 = released[(released["measure"] == "periode") & (released["stratum"] == "2016")]
    assert len(of_2016) == 8
    assert of_2016["of_tables"].isna().all()
    assert (of_2016.loc[of_2016["n_tables"] == 0, "blanked"] == "klein").all()


def test_the_complement_of_a_theme_is_shown():
    found = findings_of([said("regie - neutraal")] * 27 + [said("netwerk - neutraal")], ["regie"])
    row = cell(release_findings(found, min_tables=3), "thema/regie")
    assert (row["n_tables"], row["of_tables"]) == (27, 28)


def test_a_printed_sum_is_guarded_when_it_is_named():
    found = findings_of(
        [said("regie - succesfactor")] * 2
        + [said("regie - knelpunt")] * 9
        + [said("netwerk - neutraal")] * 9,
        ["regie"],
    )
    terms = {"valentie/regie/succesfactor": 1.0, "valentie/regie/knelpunt": 1.0}
    printed = [Derivation(terms, low=11, high=11)]
    released = release_findings(found, min_tables=3, derivations=printed)
    assert pd.isna(cell(released, "valentie/regie/knelpunt")["n_tables"])
    assert not attack(released, min_tables=3, derivations=printed)["pinned"].any()


def test_the_attack_finds_a_part_that_its_total_gives_away():
    years = ["2016"] * 2 + ["2017"] * 5 + ["2018"] * 6
    found = findings_of([said("regie - knelpunt", period=year) for year in years], ["regie"])
    naive = found.drop(columns=["table_ids", "segment_ids"]).assign(blanked="")
    small = naive["finding_id"] == "tafels/periode/2016"
    naive["n_tables"] = naive["n_tables"].astype("Int64").mask(small)
    naive.loc[small, "blanked"] = "klein"
    broken = attack(check(naive, Released), min_tables=3).set_index("finding_id")
    assert broken.loc["tafels/periode/2016", ["low", "high", "pinned"]].tolist() == [2, 2, True]


def test_the_attack_sees_an_overlap_that_must_be():
    marks = [said("regie - succesfactor", "regie - knelpunt")] * 2
    marks += [said("regie - succesfactor")] * 6 + [said("regie - knelpunt")] * 2
    found = findings_of(marks, ["regie"])
    naive = found.drop(columns=["table_ids", "segment_ids"]).assign(blanked="")
    small = naive["finding_id"] == "wisselend/regie"
    naive["n_tables"] = naive["n_tables"].astype("Int64").mask(small)
    naive.loc[small, "blanked"] = "klein"
    assert attack(check(naive, Released), min_tables=3)["pinned"].tolist() == [True]
    assert not attack(release_findings(found, min_tables=3), min_tables=3)["pinned"].any()


@SLOW
@given(tables(CODES))
def test_no_blank_can_be_worked_out_again(world):
    released = release_findings(findings_of(world, CODES), min_tables=3)
    assert not attack(released, min_tables=3)["pinned"].any()


@SLOW
@given(tables(CODES, largest=20))
def test_what_is_shown_is_true_and_what_is_small_is_not_shown(world):
    found = findings_of(world, CODES)
    for min_tables in (3, 5):
        both = compare(found, release_findings(found, min_tables=min_tables))
        for column in ("n_tables", "of_tables", "codable_tables"):
            shown = both[column].notna()
            assert (both.loc[shown, column] == both.loc[shown, f"{column}_true"]).all()
            assert not both.loc[shown, column].between(1, min_tables - 1).any()
        assert (both.loc[both["n_tables_true"] == 0, "n_tables"] == 0).all()
        blank = both[["n_tables", "of_tables", "codable_tables"]].isna().any(axis=1)
        assert ((both["blanked"] != "") == blank).all()
        called_small = both["n_tables"].isna() & (both["blanked"] == "klein")
        assert both.loc[called_small, "n_tables_true"].between(1, min_tables - 1).all()


@SLOW
@given(tables(CODES, smallest=4))
def test_a_higher_threshold_never_shows_a_smaller_count(world):
    found = findings_of(world, CODES)
    for min_tables in (4, 6):
        numbers = release_findings(found, min_tables=min_tables)["n_tables"].dropna()
        assert (numbers[numbers > 0] >= min_tables).all()


@pytest.mark.parametrize("n_tables", [1, 2, 3])
def test_a_study_of_a_few_tables_shows_nothing_but_nought_and_all(n_tables):
    world = [
        said("regie gezin knelpunt"),
        said("regie professionals succesfactor"),
        said("netwerk - neutraal"),
    ]
    released = release_findings(findings_of(world[:n_tables], CODES), min_tables=3)
    assert set(released["n_tables"].dropna()) <= {0, 3}
    assert not attack(released, min_tables=3)["pinned"].any()


def test_no_findings_give_no_rows():
    assert release_findings(empty(Findings), min_tables=3).empty
    assert attack(empty(Released), min_tables=3).empty


def test_a_table_of_one_measure_is_made_of_released_rows_only():
    found = findings_of([said("regie gezin knelpunt")] * 4, ["regie"])
    released = release_findings(found, min_tables=3)
    chosen = release_table(released, "valentie", code={"regie"}, valence="knelpunt")
    assert chosen["finding_id"].tolist() == ["valentie/regie/knelpunt"]
    with pytest.raises(KeyError):
        release_table(released, "valentie", thema="regie")


# Every way in which four or five tables can value one theme, by brute force: an attack that knows
# what sets are, and nothing of the product's own relations.
KINDS = [
    said(
        *(
            f"regie {group} {valence}"
            for (group, valence), there in zip(pairs, bits, strict=True)
            if there
        )
    )
    for pairs in [list(product(("gezin", "professionals", "-"), ("succesfactor", "knelpunt")))]
    for bits in product((False, True), repeat=len(pairs))
]


def every_world(n_tables: int) -> np.ndarray:
    """Return the counts of every world of so many tables: worlds x findings."""
    kinds = [[row["n_tables"] for row in rows_of([kind], ["regie"])] for kind in KINDS]
    chosen = np.array(list(combinations_with_replacement(range(len(KINDS)), n_tables)))
    return np.array(kinds, dtype=np.int8)[chosen].sum(axis=1, dtype=np.int8)


def worlds_that_fit(worlds: np.ndarray, rows: pd.DataFrame) -> np.ndarray:
    """Keep the worlds in which every shown count is as shown, and every blank is what it says."""
    for place, row in enumerate(rows.itertuples()):
        if pd.isna(row.source):
            continue  # a row that was left out says nothing
        if pd.notna(row.n_tables):
            worlds = worlds[worlds[:, place] == row.n_tables]
        else:
            most = 2 if row.blanked == "klein" else 127
            worlds = worlds[(worlds[:, place] >= 1) & (worlds[:, place] <= most)]
    return worlds


def drawn(seed: int, n_tables: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Draw tables of a few kinds; return what was released of them, and that by every finding."""
    random = np.random.default_rng(seed)
    few = random.choice(len(KINDS), size=random.integers(2, 5))
    found = findings_of([KINDS[place] for place in random.choice(few, size=n_tables)], ["regie"])
    released = release_findings(found, min_tables=3)
    return released, released.set_index("finding_id").reindex(found["finding_id"])


def test_no_blank_is_pinned_among_all_worlds_of_a_few_tables():
    worlds = every_world(4)
    for seed in range(12):
        _, rows = drawn(seed, 4)
        fits = worlds_that_fit(worlds, rows)
        assert len(fits)
        for place in np.flatnonzero(rows["source"].notna() & rows["n_tables"].isna()):
            assert len(np.unique(fits[:, place])) > 1, (seed, rows.index[place])


def test_the_attack_is_no_narrower_than_the_worlds_that_fit():
    worlds = every_world(3)
    for seed in range(6):
        released, rows = drawn(seed, 3)
        ranges = attack(released, min_tables=3)
        ranges = ranges[ranges["column"] == "n_tables"].set_index("finding_id")
        fits = worlds_that_fit(worlds, rows)
        for place in np.flatnonzero(rows["source"].notna() & rows["n_tables"].isna()):
            span = ranges.loc[rows.index[place]]
            assert span["low"] <= fits[:, place].min()
            assert fits[:, place].max() <= span["high"]


def test_order_of_rows_changes_nothing():
    world = [said("regie gezin knelpunt", period="2016")] * 2 + [said("regie - succesfactor")] * 7
    world += [replace(world[0], sector="mbo"), said("netwerk professionals verbeterpunt")]
    found = findings_of(world, CODES)
    again = check(found.sample(frac=1, random_state=4), Findings)
    one, other = (
        release_findings(rows, min_tables=3).set_index("finding_id")["n_tables"]
        for rows in (found, again)
    )
    pd.testing.assert_series_equal(one.sort_index(), other.sort_index())
