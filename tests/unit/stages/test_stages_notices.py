"""Notices on the screen: one line for all tables that share a message."""

import pandas as pd

from pipeline.stages.notices import told


def notices(*rows):
    return pd.DataFrame(rows, columns=["table_id", "document", "subject", "message"])


def test_tables_with_the_same_message_share_a_line_and_many_are_counted():
    many = [(f"DT-{number:02d}", "", "toestemming", "Niets vastgelegd.") for number in range(1, 29)]
    lines = told(notices(("DT-01", "verslag.md", "document", "Niet gelezen."), *many))
    assert lines == [
        "DT-01, verslag.md: Niet gelezen.",
        "28 tafels (DT-01, DT-02, …): Niets vastgelegd.",
    ]


def test_a_few_tables_are_named_and_a_double_notice_is_told_once():
    row = ("DT-01", "", "meta", "Leeg.")
    assert told(notices(row, row, ("DT-02", "", "meta", "Leeg."))) == ["DT-01 en DT-02: Leeg."]
    assert told(notices()) == []
