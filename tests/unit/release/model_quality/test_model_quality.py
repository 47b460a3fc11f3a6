"""The page and the card about the model: everything escaped, nothing loaded, no number invented."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from pipeline.domain.settings import configs_folder
from pipeline.release.figures.style import read_style
from pipeline.release.model_quality import CardFacts, model_card, quality_page
from pipeline.release.model_quality.charts import (
    LABEL,
    Interval,
    calibration_chart,
    dot_chart,
    line_chart,
)
from pipeline.release.model_quality.wording import number, share

STYLE = read_style(configs_folder() / "huisstijl.yaml")

NOTHING = float("nan")
FACTS = CardFacts(
    "Proef <b>",
    6,
    144,
    150,
    ("A", "B"),
    "proef 1",
    "abc",
    "hanta",
    "use",
    7,
    {"numpy": "2"},
    "elders",
    0.4,
)


@pytest.fixture
def tables():
    code = {
        "measure": "thema", "code": "regie", "label": "Regie & <i>", "n_segments": 144,
        "n_given": 40, "n_proposed": 50, "n_right": 20, "precision": 0.4, "recall": 0.5,
        "f1": 0.444, "average_precision": 0.4, "top_precision": 0.6, "alpha_model": 0.3,
        "alpha_model_low": 0.2, "alpha_model_high": 0.4, "alpha_people": NOTHING,
        "alpha_people_low": NOTHING, "alpha_people_high": NOTHING, "unseen_share": 0.25,
        "verdict": "alleen met de hand",
    }  # fmt: skip
    mean = code | {"measure": "gemiddeld thema", "code": "", "label": "", "verdict": ""}
    unseen = {"measure": "geen thema", "code": "", "n_proposed": 90, "n_accepted": 45, "n_wrong": 1,
              "upper": 0.05, "accepted_share": 0.5, "limit": 0.9}  # fmt: skip
    bins = {"low": 0.0, "high": 0.1, "n": 9, "mean_probability": 0.05, "share_given": 0.04}
    missing = {"code": "regie.zelden", "label": "Zelden", "n_given": 2, "needed": 8}
    return {
        "kerncijfers": pd.DataFrame([("F1", 0.444)], columns=["maat", "waarde"]),
        "per-code": pd.DataFrame([code, mean]),
        "zonder-kijken": pd.DataFrame([unseen | {"measure": "thema", "n_accepted": 0}, unseen]),
        "waardering": pd.DataFrame([("knelpunt", 3, 0.5)], columns=["valence", "knelpunt", "f1"]),
        "kalibratie": pd.DataFrame([bins]),
        "groepen": pd.DataFrame([("ouder", 9, 0.4)], columns=["waarde", "n_segments", "f1"]),
        "niet-voorspeld": pd.DataFrame([missing]),
        "leercurve": pd.DataFrame(
            [(1, NOTHING, 0.1), (4, 0.2, 0.3)], columns=["n_tables", "f1", "average_precision"]
        ),
    }


def test_the_page_escapes_and_loads_nothing(tables):
    page = quality_page(FACTS, tables, {}, STYLE)
    assert "Proef &lt;b&gt;" in page
    assert "<i>" not in page
    assert "default-src 'none'" in unescape(page)
    assert "http" not in page.replace("http-equiv", "")
    assert "Van elke tien voorgestelde thema&#39;s gaf een mens er 4 ook" in page


def test_nobody_can_overlook_what_is_for_hands_only(tables):
    page = unescape(quality_page(FACTS, tables, {}, STYLE))
    told = "Alleen met de hand (1 van de 1 thema's): Regie & <i>."
    assert told in page.split("<section>")[0]
    assert page.count("alleen met de hand</text>") == 1  # beside its row of the chart
    assert "<strong>alleen met de hand</strong>" in page
    assert "ondergrens 0,40" in page
    assert told in model_card(FACTS, tables, {})
    good = tables | {"per-code": tables["per-code"].assign(verdict="voorstel")}
    assert "Geen enkel thema ligt onder de ondergrens van 0,40." in quality_page(
        FACTS, good, {}, STYLE
    )


def test_an_interval_stands_under_its_alpha(tables):
    assert "0,30<br><small>0,20 tot 0,40</small>" in quality_page(FACTS, tables, {}, STYLE)


def test_a_language_model_stands_beside_the_model_where_it_coded(tables):
    assert "als codeur" not in quality_page(FACTS, tables, {}, STYLE)
    codes = tables["per-code"].drop(columns=["average_precision", "top_precision", "unseen_share"])
    facts = replace(FACTS, language_model="klein <model>")
    page = quality_page(facts, tables, {}, STYLE, by_language_model=tables | {"per-code": codes})
    assert "Taalmodel klein &lt;model&gt; als codeur" in page


def test_names_at_the_ends_of_lines_do_not_overlap():
    chart = str(line_chart([(1.0, [0.5, 0.5]), (2.0, [0.8, 0.8])], ["een", "twee"], title="t"))
    heights = [float(found) for found in re.findall(r'y="([\d.]+)"[^>]*>(?:een|twee): 0,80', chart)]
    assert len(heights) == 2
    assert abs(heights[0] - heights[1]) >= 14


def test_the_page_shows_another_study_only_where_it_was_measured(tables):
    assert "Overgedragen" not in quality_page(FACTS, tables, {}, STYLE)
    assert "Overgedragen op elders" in quality_page(FACTS, tables, tables, STYLE)


def test_the_card_tells_what_is_left_out_and_what_is_for_hands_only(tables):
    card = model_card(FACTS, tables, {})
    assert "alleen met de hand" in card
    assert "regie.zelden (2)" in card
    assert "en 50% van de fragmenten met 'geen thema'" in card
    assert "0,30 (0,20 tot 0,40) | –" in card
    assert "- numpy 2" in card


def test_a_chart_survives_what_cannot_be_estimated():
    rows = [
        Interval("leeg", NOTHING, NOTHING, NOTHING, NOTHING),
        Interval("min", 0, -0.2, 0.1, 0.9),
    ]
    for chart in (
        dot_chart(rows, title="t", floor=0.4),
        dot_chart([], title="t", floor=0.4),
        line_chart([(4.0, [NOTHING, 0.2])], ["a", "b"], title="t"),
        calibration_chart([], title="t"),
    ):
        assert str(chart).startswith("<svg")
        assert "nan" not in str(chart)


def test_a_long_name_of_a_theme_is_not_cut():
    name = "Handelingsverlegenheid en verantwoordelijkheidsverdeling bij"
    row = Interval(name, 0.5, 0.4, 0.6, NOTHING)
    chart = str(
        dot_chart(
            [row, row._replace(label="Kort"), row._replace(label="x" * 60)], title="t", floor=0.4
        )
    )
    lines = re.findall(r'text-anchor="end"[^>]*>([^<]*)<', chart)
    assert max(map(len, lines)) <= LABEL
    assert " ".join(lines[:2]) == name
    assert "".join(lines[3:]) == "x" * 60
    places = [
        float(y) for y in re.findall(r'<text x="[\d.]+" y="([\d.]+)" text-anchor="end"', chart)
    ]
    assert min(after - before for before, after in itertools.pairwise(places)) >= 13


def test_numbers_are_dutch():
    assert (number(0.256), number(NOTHING), number(None)) == ("0,26", "–", "–")
    assert (number(-0.001), number(-0.256)) == ("0,00", "-0,26")
    assert (share(0.256), share(NOTHING)) == ("26%", "–")


def test_a_study_in_which_nobody_gave_a_theme_is_told_so(tables):
    codes = tables["per-code"].assign(precision=NOTHING, recall=NOTHING, f1=NOTHING, n_given=0)
    empty = {name: table.head(0) for name, table in tables.items()}
    page = quality_page(
        FACTS, empty | {"per-code": codes, "kerncijfers": tables["kerncijfers"]}, {}, STYLE
    )
    assert "er is niets te meten" in page
    assert "nan" not in page
    assert "nan" not in model_card(FACTS, empty | {"kerncijfers": tables["kerncijfers"]}, {})
