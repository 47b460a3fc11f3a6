"""A filled-in tafels.xlsx: one meta.yaml a table, mistakes by sheet and row, no one's work lost."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.yamltext import read_yaml
from pipeline.exchange.tablesheet import COLUMNS, tables_to_meta
from pipeline.files.spreadsheets import write_workbook

TABLES = [{"tafel": "DT-01", "datum": "2024-03-22", "leeftijdsgroep": "4-11"}, {"tafel": "DT-02"}]
PEOPLE = [
    {"tafel": "DT-01", "rol": "moeder", "perspectief": "ouder", "citeren": "ja"},
    {"tafel": "dt-01", "rol": "begeleider, nieuw", "perspectief": "professional_2e"},
]


@pytest.fixture
def fill_in(tmp_path):
    """Give a function that fills in a workbook and returns what came of it."""

    def fill(tables=TABLES, people=PEOPLE, **options):
        sheets = {
            "tafels": pd.DataFrame(tables).reindex(columns=_columns(tables, "tafels")),
            "deelnemers": pd.DataFrame(people).reindex(columns=_columns(people, "deelnemers")),
        }
        write_workbook(tmp_path / "tafels.xlsx", sheets)
        return tables_to_meta(tmp_path / "tafels.xlsx", tmp_path / "data", **options)

    return fill


def _columns(rows, sheet):
    return list(dict.fromkeys([*COLUMNS[sheet], *(key for row in rows for key in row)]))


def values(path):
    return read_yaml(path).values


def test_every_table_gets_a_folder_with_its_meta(fill_in, tmp_path):
    made = fill_in()
    assert [path.parent.name for path in made.written] == ["DT-01", "DT-02"]
    assert values(tmp_path / "data" / "DT-01" / "meta.yaml") == {
        "tafel": "DT-01",
        "datum": "2024-03-22",
        "leeftijdsgroep": "4-11",
        "deelnemers": [
            {"code": "P1", "rol": "moeder", "perspectief": "ouder", "citeren": "ja"},
            {"code": "P2", "rol": "begeleider, nieuw", "perspectief": "professional_2e"},
        ],
    }
    assert values(made.written[1]) == {"tafel": "DT-02"}
    assert made.remarks == ("Bij tafel DT-02 staan nog geen deelnemers.",)


@pytest.mark.parametrize(
    "text", ["nee: 'x' # y", "=1+1", "- a", "{b}", "ja", "2016-03-22", "*p", "é\nf"]
)
def test_whatever_was_typed_comes_back_as_text(fill_in, text):
    made = fill_in([{"tafel": "DT-01", "aanleiding": text}], [])
    assert values(made.written[0])["aanleiding"] == text


@pytest.mark.parametrize(
    ("cell", "themes"),
    [
        ("regie; toegang", ["regie", "toegang"]),
        ("regie,\ntoegang;", ["regie", "toegang"]),
        ("geen", []),
    ],
)
def test_chosen_themes_are_a_list_and_none_is_not_the_same_as_not_recorded(fill_in, cell, themes):
    made = fill_in([{"tafel": "DT-01", "vooraf_gekozen_themas": cell}, {"tafel": "DT-02"}], [])
    assert values(made.written[0])["vooraf_gekozen_themas"] == themes
    assert "vooraf_gekozen_themas" not in values(made.written[1])


def test_a_second_time_changes_nothing_and_a_change_in_the_sheet_is_followed(fill_in):
    fill_in()
    assert (len(fill_in().written), len(fill_in().unchanged)) == (0, 2)
    made = fill_in([{"tafel": "DT-01", "gemeente": "Smallingerland"}, {"tafel": "DT-02"}])
    assert [path.parent.name for path in made.written] == ["DT-01"]
    assert values(made.written[0])["gemeente"] == "Smallingerland"


@pytest.mark.parametrize("with_mark", [True, False])
def test_what_someone_made_or_changed_by_hand_is_kept_unless_asked(fill_in, tmp_path, with_mark):
    path = tmp_path / "data" / "DT-01" / "meta.yaml"
    made = fill_in()
    mark = path.read_text(encoding="utf-8").split("\n")[0]
    own = (mark + "\n" if with_mark else "") + "tafel: DT-01\ngemeente: van mij\n"
    path.write_text(own, encoding="utf-8")
    made = fill_in()
    assert made.kept == (path,)
    assert path.read_text(encoding="utf-8") == own
    assert path in fill_in(overwrite=True).written
    assert "van mij" not in path.read_text(encoding="utf-8")


def test_a_folder_that_is_there_is_used_whatever_its_case_and_depth(fill_in, tmp_path):
    (tmp_path / "data" / "2024" / "dt-01").mkdir(parents=True)
    made = fill_in()
    assert made.written[0] == tmp_path / "data" / "2024" / "dt-01" / "meta.yaml"


@pytest.mark.parametrize(
    ("tables", "people", "message"),
    [
        ([{"tafel": "DT-01"}, {"datum": "2024"}], [], "blad tafels, rij 3: de kolom 'tafel' is leeg"),
        ([{"tafel": "DT-01"}, {"tafel": "dt-01"}], [], "rij 3: dit tafelnummer staat er twee keer"),
        ([{"tafel": "../x"}], [], "rij 2: een tafelnummer mag letters"),
        ([{"tafel": "CON"}], [], "rij 2: een tafelnummer mag letters"),
        ([], [], "staat nog geen tafel"),
        ([{"tafel": "DT-01"}], [{"tafel": "DT-9", "rol": "x"}], "blad deelnemers, rij 2: deze tafel"),
        ([{"tafel": "DT-01"}], [{"tafel": "DT-01"}], "rij 2: de kolom 'rol' is leeg"),
        ([{"tafel": "DT-01"}], [{"tafel": "DT-01", "rol": "x", "citeren": "??"}], "ja of nee"),
        (
            [{"tafel": "DT-01"}],
            [{"tafel": "DT-01", "rol": "x", "code": "P1"}, {"tafel": "DT-01", "rol": "y", "code": "P1"}],
            "rij 3: de code P1 staat bij twee deelnemers",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_row_and_nothing_is_written(
    fill_in, tmp_path, tables, people, message
):
    with pytest.raises(InputError, match=message):
        fill_in(tables, people)
    assert not (tmp_path / "data").exists()


def test_a_column_of_ones_own_is_passed_over_and_said(fill_in):
    made = fill_in([{"tafel": "DT-01", "gemente": "x"}], [])
    assert "Bedoel je 'gemeente'?" in made.remarks[0]


def test_a_sheet_that_is_missing_is_named(tmp_path):
    write_workbook(tmp_path / "a.xlsx", {"tafels": pd.DataFrame({"tafel": ["DT-01"]})})
    with pytest.raises(InputError, match="het blad 'deelnemers' ontbreekt"):
        tables_to_meta(tmp_path / "a.xlsx", tmp_path / "data")


def test_a_sheet_without_its_first_column_is_told(tmp_path):
    sheets = {
        "tafels": pd.DataFrame({"nummer": ["1"]}),
        "deelnemers": pd.DataFrame({"tafel": ["1"]}),
    }
    write_workbook(tmp_path / "a.xlsx", sheets)
    with pytest.raises(InputError, match="blad tafels: de kolom 'tafel' ontbreekt"):
        tables_to_meta(tmp_path / "a.xlsx", tmp_path / "data")
