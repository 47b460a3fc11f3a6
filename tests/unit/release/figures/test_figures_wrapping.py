from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.release.figures.wrapping import seams, wrap


def by_letter(text: str) -> float:
    """Measure one point a letter."""
    return float(len(text))


@pytest.mark.parametrize(
    ("name", "width", "lines"),
    [
        ("Informatieoverdracht", 12, ["Informatie-", "overdracht"]),
        ("Cliëntparticipatie en samen beslissen", 13, ["Cliënt-", "participatie", "en samen", "beslissen"]),
        ("Handelingsverlegenheid", 14, ["Handelings-", "verlegenheid"]),
        ("Jeugdhulpverlening", 12, ["Jeugdhulp-", "verlening"]),
        ("Ervaringsdeskundigheid", 15, ["Ervarings-", "deskundigheid"]),
        ("Onderwijs-zorgarrangementen", 18, ["Onderwijs-", "zorgarrangementen"]),
        ("2016-2017", 6, ["2016-", "2017"]),
    ],
)  # fmt: skip
def test_a_long_name_is_broken_at_a_compound_seam_or_its_own_hyphen(name, width, lines):
    assert wrap(name, width, by_letter) == lines


def test_a_word_without_a_known_seam_is_broken_between_syllables():
    assert wrap("Communicatie", 8, by_letter) in (["Communi-", "catie"], ["Commu-", "nicatie"])


def test_what_fits_is_left_alone():
    assert wrap("Toegang en aanbod", 40, by_letter) == ["Toegang en aanbod"]


def test_labels_are_filled_evenly_and_running_text_is_not():
    text = "een twee drie vier vijf"
    assert wrap(text, 19, by_letter) == ["een twee drie", "vier vijf"]
    assert wrap(text, 17, by_letter, even=False) == ["een twee drie", "vier vijf"]
    assert (
        wrap("aaaa bbbb cccc dddd eeeee ffff", 24, by_letter, even=False)[0]
        == "aaaa bbbb cccc dddd"
    )


def test_running_text_leaves_no_widow():
    assert wrap("aaaa bbbb cccc dd", 14, by_letter, even=False) == ["aaaa bbbb", "cccc dd"]


def test_a_no_break_space_keeps_its_two_sides_together():
    assert wrap("aa bb\N{NO-BREAK SPACE}cc", 5, by_letter) == ["aa", "bb\N{NO-BREAK SPACE}cc"]


def test_parts_of_a_compound_are_broken_each_by_itself():
    assert seams("schoolovergang")[1] == (6,)
    assert wrap("Schoolovergang", 9, by_letter) == ["School-", "overgang"]


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzëéû -/", max_size=60), st.integers(4, 40))
def test_every_letter_of_a_name_is_kept_and_every_line_fits(name, width):
    lines = wrap(name, width, by_letter)
    assert re.sub(r"[- ]", "", "".join(lines)) == re.sub(r"[- ]", "", name)
    assert all(len(line) <= width for line in lines)
