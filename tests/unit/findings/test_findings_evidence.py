from pipeline.domain.tables import Codings, empty
from pipeline.findings.evidence import evidence, judged_tables, leading_series

from .drawing import CODEBOOK, codings, segments

SEGMENTS = """
    table_id | group         | countable
    T1       | gezin         | ja
    T1       | professionals | ja
    T1       | gezin         | nee
    T2       |               | ja
"""


def seen(table):
    return list(
        table[["segment_id", "code", "direct", "valence"]].itertuples(index=False, name=None)
    )


def test_a_subcode_gives_a_row_of_its_theme_too():
    coded = codings("""
        segment_id | code
        T1/01      | regie.kracht
    """)
    rows = evidence(coded, segments(SEGMENTS), CODEBOOK, coder="A")
    assert seen(rows) == [
        ("T1/01", "regie", False, "knelpunt"),
        ("T1/01", "regie.kracht", True, "knelpunt"),
    ]
    assert set(rows["group"]) == {"professionals"}
    assert set(rows["theme"]) == {"regie"}


def test_a_theme_that_was_coded_itself_stays_direct_beside_its_subcodes():
    coded = codings("""
        segment_id | code
        T1/01      | regie.kracht
        T1/01      | regie.overnemen
        T1/01      | regie
    """)
    rows = evidence(coded, segments(SEGMENTS), CODEBOOK, coder="A")
    assert [row[1:3] for row in seen(rows)] == [
        ("regie", True), ("regie.kracht", True), ("regie.overnemen", True),
    ]  # fmt: skip


def test_two_valences_of_one_theme_in_a_segment_are_two_rows():
    coded = codings("""
        segment_id | code            | valence
        T1/00      | regie.kracht    | succesfactor
        T1/00      | regie.overnemen | knelpunt
    """)
    rows = evidence(coded, segments(SEGMENTS), CODEBOOK, coder="A")
    assert [row[3] for row in seen(rows) if row[1] == "regie"] == ["succesfactor", "knelpunt"]


def test_what_is_rejected_uncountable_unknown_or_anothers_is_left_out():
    coded = codings("""
        segment_id | code         | coder | status
        T1/00      | regie        | A     | verworpen
        T1/02      | regie        | A     | bevestigd
        T1/01      | oude_code    | A     | bevestigd
        T2/03      | regie        | B     | bevestigd
        T1/01      | -            | A     | bevestigd
        T2/03      | beleid       | A     | voorstel
    """)
    rows = evidence(coded, segments(SEGMENTS), CODEBOOK, coder="A")
    assert seen(rows) == [("T2/03", "beleid", True, "knelpunt")]


def test_the_leading_series_is_the_first_that_a_person_made():
    coded = codings("""
        segment_id | code   | coder  | source
        T1/00      | regie  | regels | regel
        T1/00      | regie  | B      | mens
        T1/00      | regie  | A      | mens
    """)
    assert leading_series(coded) == "B"
    assert leading_series(coded[coded["source"] == "regel"]) == ""
    assert leading_series(empty(Codings)) == ""


def test_a_table_is_judged_when_a_person_read_half_of_it():
    parts = segments("""
        table_id | countable
        T1       | ja
        T1       | ja
        T1       | nee
        T2       | ja
        T2       | ja
        T2       | ja
    """)
    coded = codings("""
        segment_id | code  | status
        T1/00      | -     | bevestigd
        T2/03      | regie | verworpen
    """)
    assert judged_tables(coded, parts, coder="A", source="mens") == ["T1"]
    assert judged_tables(coded, parts, coder="A", source="model") == ["T1", "T2"]
    assert judged_tables(coded, parts, coder="B", source="mens") == []
