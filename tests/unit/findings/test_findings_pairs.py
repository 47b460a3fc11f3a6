import numpy as np
import pytest

from pipeline.domain.tables import Codings, Evidence, Segments, empty
from pipeline.findings.evidence import evidence
from pipeline.findings.pairs import pair_codes

from .drawing import CODEBOOK, codings, segments

THEMES = ["regie", "toegang", "beleid"]


def paired(parts, coded, **options):
    rows = evidence(coded, parts, CODEBOOK, coder="A")
    table = pair_codes(rows, parts, THEMES, seed=1, draws=200, **options)
    return table.set_index(["code", "other_code"])


def study(pattern, n_tables=6):
    """Return a study in which every table has the segments of `pattern`, a list of codes each."""
    tables = "\n".join(f"T{n}" for n in range(n_tables) for _ in pattern)
    parts = segments(f"table_id\n{tables}")
    rows = [
        f"{segment_id} | {code} | {valence}"
        for segment_id, codes in zip(parts["segment_id"], pattern * n_tables, strict=True)
        for code, valence in codes
    ]
    return parts, codings("\n".join(["segment_id | code | valence", *rows]))


K, V = "knelpunt", "verbeterpunt"


def test_lift_is_observed_over_what_chance_gives_within_tables():
    parts, coded = study([[("regie", K), ("toegang", K)], [("regie", K)], [("beleid", K)], []])
    row = paired(parts, coded, within="fragment").loc[("regie", "toegang")]
    assert (row["observed"], row["n_tables"], row["of_tables"]) == (6, 6, 6)
    assert row["expected"] == pytest.approx(6 * 2 * 1 / 4)
    assert row["lift"] == pytest.approx(2.0)
    assert (row["low"], row["high"]) == (pytest.approx(2.0), pytest.approx(2.0))


def test_pairs_that_never_meet_have_a_row_without_an_interval():
    parts, coded = study([[("regie", K)], [("toegang", K)]])
    row = paired(parts, coded, within="fragment").loc[("regie", "toegang")]
    assert (row["observed"], row["lift"]) == (0, 0)
    assert np.isnan(row["low"])
    assert np.isnan(paired(parts, coded, within="fragment").loc[("regie", "beleid"), "lift"])


def test_a_row_runs_from_a_segment_to_the_next_of_the_same_document():
    parts, coded = study([[("regie", K)], [("toegang", V)], [("beleid", K)]])
    rows = paired(parts, coded, within="reeks")
    assert rows.loc[("regie", "toegang"), "observed"] == 6
    assert rows.loc[("toegang", "regie"), "observed"] == 0
    assert rows.loc[("toegang", "beleid"), "observed"] == 6
    assert len(rows) == 6


def test_a_chain_runs_from_knelpunt_to_verbeterpunt_also_of_one_theme():
    parts, coded = study([[("regie", K)], [("regie", V)], [("toegang", K)]])
    rows = paired(parts, coded, within="reeks", valences=(K, V))
    assert rows.loc[("regie", "regie"), "observed"] == 6
    assert rows.loc[("toegang", "regie"), "observed"] == 0
    assert set(rows["other_valence"]) == {V}


def test_tables_are_counted_once_within_tables():
    parts, coded = study([[("regie", K)], [("regie", K)], [("toegang", K)]], n_tables=5)
    row = paired(parts, coded, within="tafel").loc[("regie", "toegang")]
    assert (row["observed"], row["lift"]) == (5, 1)
    assert row["expected"] == pytest.approx(5)


def test_the_same_seed_gives_the_same_interval_and_few_tables_give_none():
    parts, coded = study([[("regie", K), ("toegang", K)], [("regie", K)], []], n_tables=6)
    some = coded[~coded["segment_id"].isin(["T0/00", "T1/03"])]
    first, again = (paired(parts, some, within="fragment") for _ in range(2))
    assert first.equals(again)
    assert first.loc[("regie", "toegang"), "low"] < first.loc[("regie", "toegang"), "high"]
    few = paired(*study([[("regie", K), ("toegang", K)], []], n_tables=4), within="fragment")
    assert few["low"].isna().all()
    assert few.loc[("regie", "toegang"), "lift"] == 2


@pytest.mark.parametrize("within", ["fragment", "reeks", "tafel"])
def test_nothing_coded_gives_rows_of_noughts(within):
    rows = pair_codes(empty(Evidence), empty(Segments), THEMES, within=within, seed=1)
    assert (rows["observed"] == 0).all()
    assert pair_codes(empty(Evidence), empty(Segments), ["regie"], within="tafel", seed=1).empty
    parts = segments("table_id\nT1\nT1")
    assert len(paired(parts, empty(Codings), within=within)) == (6 if within == "reeks" else 3)
