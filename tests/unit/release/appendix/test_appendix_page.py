"""The team's page: escaped, without requests, and with words where there is no number."""

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.settings import configs_folder
from pipeline.release.appendix.numerals import decimal, out_of, percent, points, span
from pipeline.release.appendix.page import NOTHING, Chapter, render_page
from pipeline.release.figures.style import read_style
from pipeline.release.report.content import TeamTable

STYLE = read_style(configs_folder() / "huisstijl.yaml")


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (percent(0.123), "12%"),
        (percent(0.001), "<1%"),
        (percent(0.0), "0%"),
        (percent(float("nan")), "niet te schatten"),
        (percent(None), "niet te schatten"),
        (decimal(1.25), "1,2"),
        (decimal(-0.01), "0,0"),
        (decimal(float("inf")), "niet te schatten"),
        (points(0.123), "+12"),
        (points(-0.004), "0"),
        (span(0.1, 0.3), "10% tot 30%"),
        (span(None, 0.3), "geen interval"),
        (span(0.5, 2.0, shares=False), "0,5 tot 2,0"),
        (out_of(3, 28), "3 van 28"),
    ],
)
def test_numbers_read_as_dutch(shown, expected):
    assert shown == expected


def page(rows):
    table = TeamTable("Titel", "Waarvoor.", rows)
    return render_page(
        "Bijlage <1>", ["Alleen voor het team."], [Chapter("Deel", [table])], STYLE
    ).decode()


def test_cells_are_text_and_not_markup():
    text = page(pd.DataFrame({"Thema": ["<script>x</script>"], "Aandeel": ["3%"]}))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert "default-src 'none'" in text.replace("&#39;", "'")


def test_a_missing_number_is_told_in_words():
    text = page(pd.DataFrame({"Thema": ["a", "b"], "Aandeel": [0.5, np.nan]}))
    assert "niet te schatten" in text
    assert ">nan<" not in text.casefold()


def test_a_table_without_rows_says_that_it_cannot_be_estimated():
    assert NOTHING in page(pd.DataFrame({"Thema": []}))


def test_a_table_may_say_for_itself_what_it_means_that_nothing_is_in_it():
    table = TeamTable("Titel", "", pd.DataFrame({"Thema": []}), "Niets keert terug.")
    text = render_page("T", [], [Chapter("Deel", [table])], STYLE).decode()
    assert "Niets keert terug." in text
    assert NOTHING not in text


def test_a_count_stays_on_one_line_and_a_sentence_does_not():
    text = page(
        pd.DataFrame({"Thema": ["a"], "Tafels": ["12 van 28"], "Zin": ["Een zin die lang is."]})
    )
    assert '<td class="heel">12 van 28</td>' in text
    assert "<td>Een zin die lang is.</td>" in text


def test_a_chapter_without_tables_is_left_out():
    assert "Leeg" not in render_page("T", [], [Chapter("Leeg", [])], STYLE).decode()


def test_of_sessions_the_page_speaks_of_sessions_and_leaves_what_people_wrote():
    rows = pd.DataFrame(
        {
            "Patroon": ["Aan 2 tafels zei men dit."],
            "Tafels": ["2 van 3"],
            "Tegen": ["aan 1 tafel; nog niet"],
            "Wie": ["aan tafel"],
        }
    )
    chapter = Chapter(
        "Per tafel", [TeamTable("Aan dezelfde tafel", "Van deze tafels.", rows)], "De tafel zelf."
    )
    page = render_page("Bijlage", ["Over tafels."], [chapter], STYLE, sessions=True).decode()
    for said in (
        "Per sessie",
        "In dezelfde sessie",
        "Van deze sessies.",
        "De sessie zelf.",
        "Over sessies.",
    ):
        assert said in page
    for cell in (
        "Sessies</th>",
        "Aan 2 tafels zei men dit.",
        "in 1 sessie; nog niet",
        "aan tafel</td>",
    ):
        assert cell in page
    assert "Per tafel" in render_page("Bijlage", [], [chapter], STYLE).decode()
