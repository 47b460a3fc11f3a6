"""What every factsheet of a study says: its tables as a reader counts them, and no region of a few."""

from __future__ import annotations

import pytest

from pipeline.domain.tables import DialogueTables, check
from pipeline.stages.sheets import sheet_texts
from tests.unit.stages.test_stages_leaflets import make_run


def said(tmp_path, *regions, sessions=False):
    run = make_run(tmp_path, n_tables=len(regions))
    tables = run.table(DialogueTables).assign(region=list(regions))
    run.put(check(tables, DialogueTables), DialogueTables)
    run.records |= {"coder": "A", "words_only": True, "basis": "Proef"}
    texts = run.records["texts"]
    return sheet_texts(run, texts.of_sessions() if sessions else texts)


def test_one_table_shows_and_more_show(tmp_path):
    (tmp_path / "een").mkdir()
    assert said(tmp_path / "een", "Fryslân")["subtitel"] == "Wat 1 dialoogtafel laat zien"
    (tmp_path / "twee").mkdir()
    two = said(tmp_path / "twee", "", "")
    assert two["subtitel"] == "Wat 2 dialoogtafels laten zien"


@pytest.mark.parametrize(
    ("regions", "where"),
    [
        (["Fryslân"] * 4, "in Fryslân,"),
        (["Fryslân"] * 3 + ["Drenthe"], "in Fryslân en elders,"),
        (["Fryslân", "Drenthe", ""], "in regio niet genoemd,"),
        (["", "", ""], "in regio niet vastgelegd,"),
        (["Fryslân"] * 3 + [""], "in Fryslân,"),
        (["Zuid"] * 3 + ["Noord"] * 3, "in Noord en Zuid,"),
    ],
)
def test_a_region_of_a_few_tables_is_not_named(tmp_path, regions, where):
    assert where in said(tmp_path, *regions)["tafels"]


def test_the_region_of_a_session_is(tmp_path):
    assert "1 dialoogsessie in Fryslân," in said(tmp_path, "Fryslân", sessions=True)["tafels"]
