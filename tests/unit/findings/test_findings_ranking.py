from pipeline.domain.tables import Findings, empty
from pipeline.findings.counts import count_findings
from pipeline.findings.ranking import rank_themes

from .drawing import CODEBOOK, codings, dialogue_tables, participants, segments


def ranked(drawing):
    return rank_themes(
        count_findings(
            segments("table_id\nT1\nT2\nT3"),
            codings(drawing),
            dialogue_tables("table_id\nT1\nT2\nT3"),
            participants("table_id | perspective | group\nT1 | ouder | gezin"),
            CODEBOOK,
            coder="A",
            source="mens",
            periods=(),
        ),
        CODEBOOK,
    )


def test_the_theme_that_is_a_knelpunt_in_most_tables_comes_first():
    rows = ranked("""
        segment_id | code    | valence
        T1/00      | regie   | succesfactor
        T2/01      | regie   | succesfactor
        T3/02      | regie   | knelpunt
        T1/00      | toegang | knelpunt
        T2/01      | toegang | knelpunt
    """)
    assert list(rows["code"]) == ["toegang", "regie", "beleid"]
    assert list(rows["rank"]) == [1, 2, 3]
    assert list(rows["rank_succesfactor"]) == [2, 1, 2]
    assert list(rows["balance"]) == [-2, 1, 0]
    assert not rows["tied"].any()


def test_equal_counts_share_a_rank_and_are_marked():
    rows = ranked("""
        segment_id | code    | valence
        T1/00      | regie   | knelpunt
        T1/00      | toegang | knelpunt
        T2/01      | toegang | verbeterpunt
        T3/02      | beleid  | neutraal
    """)
    assert list(rows["code"]) == ["toegang", "regie", "beleid"]
    assert list(rows["rank"]) == [1, 1, 3]
    assert list(rows["tied"]) == [True, True, False]


def test_no_findings_rank_every_theme_first_with_nought():
    rows = rank_themes(empty(Findings), CODEBOOK)
    assert list(rows["rank"]) == [1, 1, 1]
    assert list(rows["of_tables"]) == [0, 0, 0]
