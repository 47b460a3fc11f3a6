"""What the team's report shows of a measured model: as it was stored, and never as if it were of now."""

import io

import pandas as pd
import pytest

from pipeline.release.model_quality import in_dutch
from pipeline.release.model_quality.stored import quality_tables
from pipeline.release.tabulation import csv_of


def stored(table):
    """Return a table as it comes back from its CSV."""
    return pd.read_csv(io.BytesIO(csv_of(in_dutch(table))), sep=";", encoding="utf-8-sig")


@pytest.fixture
def tables():
    codes = pd.DataFrame(
        [("thema", "regie", "Eigen regie", 40, 50, 0.5, 0.625, 0.556, 0.41, None, "bruikbaar"),
         ("subcode", "regie.x", "Onderdeel", 4, 5, 0.5, 0.5, 0.5, 0.4, None, "")],
        columns=["measure", "code", "label", "n_given", "n_proposed", "precision", "recall", "f1", "alpha_model",
                 "alpha_people", "verdict"],
    )  # fmt: skip
    groups = pd.DataFrame(
        [("perspectief", "jeugdige", 120, 0.31), ("tafel", "DT-01", 20, 0.9), ("taal", "fy", 12, None)],
        columns=["uitsplitsing", "waarde", "n_segments", "f1"],
    )  # fmt: skip
    figures = pd.DataFrame([("precisie", 0.5), ("recall", None)], columns=["maat", "waarde"])
    return {"kerncijfers": stored(figures), "per-code": stored(codes), "groepen": stored(groups)}


def test_the_tables_are_printed_as_dutch_readers_write_them(tables):
    figures, themes, groups = (one.rows for one in quality_tables(tables, older=False))
    assert figures.to_numpy().tolist() == [["Precisie", "0,50"], ["Recall", "–"]]
    assert themes.to_numpy().tolist() == [
        ["Eigen regie", "40", "50", "0,50", "0,62", "0,56", "0,41", "–", "bruikbaar"]
    ]
    assert list(groups["Waarde"]) == ["jeugdige", "fy"]
    assert list(groups["F1"]) == ["0,31", "–"]


def test_what_was_measured_on_older_data_says_so(tables):
    assert "eerdere stand" in quality_tables(tables, older=True)[0].note
    assert "eerdere stand" not in quality_tables(tables, older=False)[0].note


def test_a_model_that_was_not_measured_gives_no_table(tables):
    assert quality_tables({}, older=True) == ()
    assert len(quality_tables({"groepen": tables["groepen"]}, older=False)) == 1
