"""A CSV of a study of dialoogsessies says so in its headings, and programs can read it back."""

import pytest

from pipeline.release.session_headings import (
    headings_of_sessions,
    headings_of_tables,
    meaning_of_sessions,
)

COUNTS = "\ufeffbevinding;code;tafels;van_tafels;tafels_met_stem\r\nthema/regie;aan tafel;2;3;3\r\n".encode()


def test_headings_say_sessions_and_no_cell_changes():
    shown = headings_of_sessions(COUNTS).decode("utf-8-sig")
    assert shown.splitlines() == [
        "bevinding;code;sessies;van_sessies;sessies_met_stem", "thema/regie;aan tafel;2;3;3",
    ]  # fmt: skip


def test_a_table_that_counts_is_read_back_byte_for_byte():
    assert headings_of_tables(headings_of_sessions(COUNTS)) == COUNTS
    assert headings_of_tables(COUNTS) == COUNTS


@pytest.mark.parametrize(
    "text",
    [
        "sessie;nummer;uitspraak\r\nSB-1;1;tafel\r\n",
        "tafel;sessie\r\nDT-1;SB-1\r\n",
        "code;naam\r\n",
        "",
    ],
)
def test_a_table_of_statements_or_of_both_stays_as_it_is(text):
    assert headings_of_sessions(text.encode()) == text.encode()
    assert headings_of_tables(text.encode()) == text.encode()


def test_lists_of_ids_and_the_meaning_of_a_column_are_of_sessions_too():
    assert (
        headings_of_sessions(b"kaart;tafel_ids;tafels_ertegen\r\n")
        == b"kaart;sessie_ids;sessies_ertegen\r\n"
    )
    assert meaning_of_sessions("van_tafels", "van hoeveel tafels") == (
        "van_sessies",
        "van hoeveel sessies",
    )
