"""What a cell of a session's sheet says, in every way in which people fill one in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.prioritising import AUTO, POINTS, SCALE, STICKERS, TOP3
from pipeline.intake.points import (
    EMPTY,
    JUDGED,
    MARK,
    NEGATIVE,
    NUMBER,
    ORDINAL,
    UNREADABLE,
    AmbiguousFormError,
    allowed_points,
    form_of,
    out_of_place,
    points_of,
    read_cell,
)


@pytest.mark.parametrize(
    ("cell", "kind", "value"),
    [
        ("3", NUMBER, 3), ("3,0", NUMBER, 3), ("3.0", NUMBER, 3), (" 2 punten ", NUMBER, 2), ("drie punten", NUMBER, 3),
        ("Drie", NUMBER, 3), ("3 ptn", UNREADABLE, 0), ("2x", NUMBER, 2), ("1,5", NUMBER, 1.5), ("½", NUMBER, 0.5),
        ("geen", NUMBER, 0), ("-", NUMBER, 0), ("–", NUMBER, 0), ("0", NUMBER, 0), ("", EMPTY, 0), ("   ", EMPTY, 0),
        ("x", MARK, 1), ("X X", MARK, 2), ("●●●", MARK, 3), ("✓", MARK, 1), ("🔴🔴", MARK, 2), ("||", MARK, 2),
        ("ja", NUMBER, 1), ("nee", NUMBER, 0), ("1e", ORDINAL, 1), ("#2", ORDINAL, 2), ("derde", ORDINAL, 3),
        ("-2", NEGATIVE, 0), ("\u22123", NEGATIVE, 0), ("veel", UNREADABLE, 0), ("2-3", UNREADABLE, 0),
        ("inf", UNREADABLE, 0), ("nan", UNREADABLE, 0), ("99999999", UNREADABLE, 0), ("0612345678", UNREADABLE, 0),
        ("Helemaal mee eens", JUDGED, 5), ("mee eens", JUDGED, 4), ("Niet eens, niet oneens", JUDGED, 3),
        ("4 - eens", JUDGED, 4), ("oneens", JUDGED, 2), ("zeer onbelangrijk", JUDGED, 1), ("Strongly agree", JUDGED, 5),
        ("helemaal niet mee eens", JUDGED, 1), ("niet mee eens", JUDGED, 2), ("geen mening", EMPTY, 0),
        ("2026-03-01", UNREADABLE, 0), ("'4", NUMBER, 4), ("٣", NUMBER, 3),
    ],
)  # fmt: skip
def test_a_cell_is_read_as_people_mean_it(cell, kind, value):
    read = read_cell(cell)
    assert (read.kind, read.value) == (kind, value)


@given(st.text())
def test_any_text_gives_a_number_that_can_be_added_up(text):
    cell = read_cell(text)
    for form in (POINTS, STICKERS, TOP3, SCALE):
        assert 0 <= points_of(cell, form, 5) <= 1000
        assert points_of(cell, form, 5) == 0 or cell.kind in (NUMBER, MARK, ORDINAL, JUDGED)


def columns(*texts):
    return [[read_cell(cell) for cell in text.split()] for text in texts]


@pytest.mark.parametrize(
    ("drawn", "form"),
    [
        (["0 3 2 1", "6 0 0 0"], POINTS),
        (["x - -", "- x x"], STICKERS),
        (["● 0 0", "0 ●● 0", "1 0 0"], STICKERS),
        (["1e 2e 3e", "2e 1e -"], TOP3),
        (["5 4 2", "3 3 1", "4 4 5"], SCALE),
        (["eens oneens 3", "eens eens neutraal"], SCALE),
        (["5 4 2", "3 3 1", "4 4 x"], POINTS),
        (["2 3 1", "1 2 3", "2 2 2", "4 1 1"], POINTS),
        (["9 1 12", "2 14 3", "5 5 5"], POINTS),
        (["1 1 1", "1 0 0"], POINTS),
        (["0 0", "- -"], POINTS),
    ],
)
def test_the_form_is_seen_where_the_cells_leave_no_doubt(drawn, form):
    assert form_of(columns(*drawn), AUTO) == (form, True)


@pytest.mark.parametrize("drawn", [["1 2 3 0"], ["1 2 3", "3 0 2"], ["3 2 1", "1 2 3", "0 1 0"]])
def test_one_two_three_may_be_points_or_places_and_is_never_guessed(drawn):
    with pytest.raises(AmbiguousFormError):
        form_of(columns(*drawn), AUTO)
    assert form_of(columns(*drawn), TOP3) == (TOP3, False)
    assert form_of(columns(*drawn), POINTS) == (POINTS, False)


def test_the_first_place_of_a_top_three_weighs_most():
    cells = [read_cell(text) for text in ("1", "2e", "derde", "4", "x", "")]
    assert [points_of(cell, TOP3) for cell in cells] == [3, 2, 1, 0, 0, 0]
    assert [out_of_place(cell, TOP3) for cell in cells] == [False, False, False, True, True, False]


def test_what_each_could_give_is_known_assumed_or_unknown():
    given_by = {"P1": 6.0, "P2": 6.0, "P3": 4.0}
    assert allowed_points(given_by, POINTS, 8) == ({"P1": 8, "P2": 8, "P3": 8}, "vast")
    assert allowed_points(given_by, POINTS, 0) == ({"P1": 6, "P2": 6, "P3": 6}, "aangenomen")
    assert allowed_points({"P1": 6.0, "P2": 6.0}, POINTS, 0)[1] == "onbekend"
    uneven = {"P1": 6.0, "P2": 4.0, "P3": 7.0}
    assert allowed_points(uneven, POINTS, 0) == (uneven, "onbekend")
    assert allowed_points(uneven, TOP3, 0)[0] == {"P1": 6, "P2": 6, "P3": 6}
    assert allowed_points({"P1": 0.0}, POINTS, 0) == ({"P1": 0.0}, "onbekend")
