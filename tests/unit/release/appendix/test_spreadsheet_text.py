"""CSV for the team: read right by Dutch Excel."""

import numpy as np
import pandas as pd

from pipeline.domain import tables
from pipeline.release.appendix.spreadsheet_text import HEADINGS, team_csv

APPENDIX = ("Measures", "Pairs", "Contrasts", "TypicalWords", "Estimates", "Coverage", "Topics", "TopicRuns")  # fmt: skip
TEAM_TABLES = ("Ranking", "NewSubcodes", "Actions")


def lines(table):
    return team_csv(table).decode("utf-8-sig").splitlines()


def test_numbers_have_a_comma_and_what_is_not_there_is_empty():
    table = pd.DataFrame({"code": ["a", "b"], "share": [-0.12345678, np.nan], "low": [1e-9, 2.0], "used": [True, False],
                          "n_tables": [3, 4], "table_ids": [["T1", "T2"], []]})  # fmt: skip
    assert lines(table) == ["code;aandeel;laag;gebruikt;tafels;tafel_ids", "a;-0,123457;0;ja;3;T1 T2", "b;;2;nee;4;"]  # fmt: skip


def test_an_empty_table_keeps_its_headings():
    assert lines(pd.DataFrame({"code": [], "lift": []})) == ["code;verhouding"]


def test_every_column_has_a_dutch_heading_of_its_own():
    same = {"code", "n_second", "p", "q", "z", "effect", "log_odds", "document"}
    for name in (*APPENDIX, *TEAM_TABLES):
        columns = getattr(tables, name).names()
        headings = [HEADINGS.get(column, column) for column in columns]
        assert len(set(headings)) == len(headings), name
        assert {column for column in columns if column not in HEADINGS} <= same, name
