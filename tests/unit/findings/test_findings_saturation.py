from pipeline.domain.tables import DialogueTables, Evidence, empty
from pipeline.findings.evidence import evidence
from pipeline.findings.saturation import new_subcodes_by_table

from .drawing import CODEBOOK, codings, dialogue_tables, segments


def test_tables_add_subcodes_in_order_of_date_and_undated_last():
    parts = segments("table_id\nT1\nT2\nT3\nT4")
    coded = codings("""
        segment_id | code
        T1/00      | regie.kracht
        T1/00      | toegang.wachttijd
        T2/01      | regie.kracht
        T3/02      | beleid
    """)
    tables = dialogue_tables("""
        table_id | date
        T1       | 2019-01-01
        T2       | 2016
        T3       |
        T4       | 2015
    """)
    rows = new_subcodes_by_table(evidence(coded, parts, CODEBOOK, coder="A"), tables)
    assert list(rows["table_id"]) == ["T2", "T1", "T3"]
    assert list(rows["n_subcodes"]) == [1, 2, 0]
    assert list(rows["n_new"]) == [1, 1, 0]
    assert list(rows["n_seen"]) == [1, 2, 2]
    assert list(rows["new_codes"]) == [["regie.kracht"], ["toegang.wachttijd"], []]


def test_no_evidence_gives_no_rows():
    assert new_subcodes_by_table(empty(Evidence), empty(DialogueTables)).empty
