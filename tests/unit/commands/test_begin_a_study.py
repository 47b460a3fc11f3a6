"""`nieuw`, `tafels` and then `analyse`: each step says what the next one is."""

import pytest
from openpyxl import load_workbook

from pipeline.__main__ import run


@pytest.fixture
def study(tmp_path):
    """Begin a study and return its file."""
    assert run(["nieuw", str(tmp_path / "mijn studie")]) == 0
    return tmp_path / "mijn studie" / "studie.yaml"


def fill_in(study):
    path = study.parent / "tafels.xlsx"
    workbook = load_workbook(path)
    workbook["tafels"].append(["DT-01", "2024"])
    workbook["deelnemers"].append(["DT-01", "P1", "moeder", "ouder"])
    workbook.save(path)


def test_a_new_study_says_to_fill_in_the_workbook(tmp_path, capsys):
    assert run(["nieuw", str(tmp_path / "x")]) == 0
    assert f'dialoogtafel tafels "{tmp_path / "x" / "studie.yaml"}"' in capsys.readouterr().out


def test_a_workbook_that_is_still_empty_says_so(study, capsys):
    assert run(["tafels", str(study)]) == 1
    assert "staat nog geen tafel" in capsys.readouterr().err


def test_an_empty_study_says_what_to_do_first(study, capsys):
    assert run(["analyse", str(study), "--stil"]) == 1
    assert "dialoogtafel tafels" in capsys.readouterr().err
    assert not (study.parent / "uitvoer" / "mijn-studie" / "concept").exists()


def test_a_filled_in_workbook_makes_the_folders_and_says_to_add_documents(study, capsys):
    fill_in(study)
    assert run(["tafels", str(study)]) == 0
    said = capsys.readouterr().out
    assert "1 tafel klaargezet" in said
    assert f'dialoogtafel analyse "{study}"' in said
    assert (study.parent / "data" / "DT-01" / "meta.yaml").is_file()


def test_a_meta_made_by_hand_is_named_and_kept(study, capsys):
    fill_in(study)
    own = study.parent / "data" / "DT-01" / "meta.yaml"
    own.parent.mkdir()
    own.write_text("tafel: DT-01\n", encoding="utf-8")
    assert run(["tafels", str(study)]) == 0
    assert "Niet aangeraakt" in capsys.readouterr().out
    assert own.read_text(encoding="utf-8") == "tafel: DT-01\n"
    assert run(["tafels", str(study), "--overschrijf"]) == 0
    assert "moeder" in own.read_text(encoding="utf-8")


def test_a_folder_that_is_not_empty_is_refused(study, capsys):
    assert run(["nieuw", str(study.parent)]) == 1
    assert "niet leeg" in capsys.readouterr().err
