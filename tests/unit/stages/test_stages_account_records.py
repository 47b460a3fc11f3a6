"""What people decided is counted from their workbooks, and nothing is counted that they did not do."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.exchange.quote_sheet import FILE as QUOTE_FILE
from pipeline.exchange.quote_sheet import NEEDED as QUOTE_COLUMNS
from pipeline.exchange.quote_sheet import SHEET as QUOTE_SHEET
from pipeline.exchange.reply_sheet import FILE as REPLY_FILE
from pipeline.exchange.reply_sheet import NEEDED as REPLY_COLUMNS
from pipeline.exchange.reply_sheet import SHEET as REPLY_SHEET
from pipeline.files.spreadsheets import write_workbook
from pipeline.stages.account_records import decided_of, key_figures
from pipeline.stages.quality_stored import FOLDER as QUALITY


@pytest.fixture
def run(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "besluiten" / "proef").mkdir(parents=True)
    settings = SimpleNamespace(data=tmp_path / "data", study="proef")
    store = SimpleNamespace(folder=tmp_path / "uitvoer")
    return SimpleNamespace(settings=settings, store=store, records={"coder": "A"})


def book(run, file, sheet, columns, *rows):
    table = pd.DataFrame(rows, columns=list(columns))
    write_workbook(run.settings.data.parent / "besluiten" / "proef" / file, {sheet: table})


def test_a_study_in_which_nothing_was_decided_has_nothing_to_tell(run):
    told = decided_of(run)
    assert not any(told.replies.values())
    assert not any(told.quotes.values())
    assert (told.cards, told.cells, told.withdrawn_people, list(told.released)) == (0, 0, 0, [])


def test_replies_are_counted_with_their_tables_and_those_that_wait(run):
    book(run, REPLY_FILE, REPLY_SHEET, REPLY_COLUMNS, ("T-1", "klopt", ""), ("T-1", "Anders", ""), ("T-2", "klopt", ""), ("T-3", "", ""))  # fmt: skip
    told = decided_of(run)
    assert (told.replies["klopt"], told.replies["anders"]) == (2, 1)
    assert (told.replying, told.unanswered) == (2, 1)


def test_decisions_on_quotes_are_counted_by_kind(run):
    book(run, QUOTE_FILE, QUOTE_SHEET, QUOTE_COLUMNS, ("q1", "vrijgeven", ""), ("q2", "nee", ""), ("q3", "parafrase", "Iets."), ("q4", "", ""))  # fmt: skip
    assert decided_of(run).quotes == {"vrijgeven": 1, "parafrase": 1, "nee": 1}


def test_who_withdrew_is_counted_as_tables_and_as_people(run):
    listed = "- {tafel: T-1}\n- {tafel: T-2, deelnemer: P1}\n- {tafel: T-2, deelnemer: P3}\n"
    path = run.settings.data.parent / "besluiten" / "proef" / "intrekkingen.yaml"
    path.write_text(listed, encoding="utf-8")
    told = decided_of(run)
    assert (told.withdrawn_tables, told.withdrawn_people) == (1, 2)


def test_released_products_are_those_of_the_record(run):
    folder = run.store.folder / "vrijgave"
    folder.mkdir(parents=True)
    row = {"product": "factsheet", "digest": "x", "approved_by": "A", "approved_on": "2026-01-01", "checks": [], "note": "", "bestanden": {}, "vingerafdruk": "m"}  # fmt: skip
    (folder / "vrijgave.json").write_text(json.dumps({"producten": [row]}), encoding="utf-8")
    assert list(decided_of(run).released) == ["factsheet"]


def test_key_figures_are_read_where_the_model_was_measured(run):
    assert key_figures(run) == {}
    folder = run.store.folder / QUALITY
    folder.mkdir(parents=True)
    (folder / "kerncijfers.csv").write_text(
        "maat;waarde\r\nF1;0.25\r\nrecall;\r\n", encoding="utf-8-sig"
    )
    assert key_figures(run) == {"F1": 0.25}
