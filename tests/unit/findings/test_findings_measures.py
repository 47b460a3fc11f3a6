import pytest

from pipeline.domain.tables import Codings, empty
from pipeline.findings.measures import count_contexts, measure_codes

from .drawing import CODEBOOK, codings, dialogue_tables, participants, segments

PEOPLE = participants("table_id | perspective | group\nT1 | ouder | gezin")
SEGMENTS = segments("""
    table_id | group         | kind
    T1       | gezin         | transcript
    T1       | gezin         | transcript
    T1       | professionals | transcript
    T1       |               | verslag
    T2       |               | verslag
    T2       |               | verslag
""")
CODED = codings("""
    segment_id | code            | valence
    T1/00      | regie.kracht    | succesfactor
    T1/01      | regie.overnemen | knelpunt
    T1/01      | regie.kracht    | knelpunt
    T1/02      | -               | neutraal
    T1/03      | regie           | knelpunt
    T2/04      | -               | neutraal
    T2/05      | toegang         | verbeterpunt
""")


def measured(coded=CODED, parts=SEGMENTS, source="mens"):
    table = measure_codes(parts, coded, PEOPLE, CODEBOOK, coder="A", source=source)
    return table.set_index(["code", "document"])


def test_shares_are_of_a_tables_judged_segments_and_averaged_over_tables():
    row = measured().loc[("regie", "")]
    assert row["n_segments"] == 3
    assert row["share"] == pytest.approx((3 / 4 + 0) / 2)
    assert (row["lowest_share"], row["highest_share"]) == (0, 0.75)
    assert (row["n_tables"], row["of_tables"]) == (1, 2)


def test_verslag_and_transcript_are_measured_apart():
    rows = measured()
    assert rows.loc[("regie", "transcript"), "share"] == pytest.approx(2 / 3)
    assert rows.loc[("regie", "transcript"), "of_tables"] == 1
    assert rows.loc[("regie", "verslag"), "share"] == pytest.approx(0.5)


def test_balance_breadth_and_gap_are_taken_within_a_table():
    row = measured().loc[("regie", "")]
    # Rows of the theme at T1: one succesfactor, two knelpunten.
    assert row["balance"] == pytest.approx((1 - 2) / 3)
    assert row["breadth"] == 1
    assert row["gap"] == pytest.approx(2 / 2 - 0 / 1)
    assert row["gap_tables"] == 1


def test_what_cannot_be_estimated_is_null_and_what_is_absent_is_nought():
    rows = measured()
    assert rows.loc[("beleid", ""), "share"] == 0
    assert rows["balance"].isna()[("beleid", "")]
    nothing = measured(coded=empty(Codings))
    assert nothing["share"].isna().all()
    assert (nothing["of_tables"] == 0).all()


def test_contexts_count_out_of_their_own_tables():
    tables = dialogue_tables("table_id | sector | age_group\nT1 | ggz | 4-11\nT2 | | 4-11")
    rows = count_contexts(
        SEGMENTS, CODED, tables, PEOPLE, CODEBOOK, coder="A", source="mens"
    ).set_index("finding_id")
    key = ["n_tables", "of_tables"]
    assert rows.loc["kenmerk/regie/knelpunt/sector/ggz", key].tolist() == [1, 1]
    assert rows.loc["kenmerk/regie/knelpunt/sector/niet vastgelegd", key].tolist() == [0, 1]
    assert rows.loc["kenmerk/regie/knelpunt/leeftijdsgroep/4-11", key].tolist() == [1, 2]
    assert rows.loc["bron/regie/knelpunt/document/verslag", key].tolist() == [1, 2]
    assert rows.loc["bron/regie/knelpunt/document/transcript", key].tolist() == [1, 1]
    assert not rows["stratum_kind"].isin(["gemeente"]).any()
