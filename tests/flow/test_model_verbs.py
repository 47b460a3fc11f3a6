"""The verbs about the model, on a small study: measure, weigh rules, choose what to code."""

import shutil

import pandas as pd
import pytest

from pipeline.__main__ import run
from pipeline.exchange.sheets import read_spans
from pipeline.files.spreadsheets import read_workbook, write_workbook

from .conftest import make_study

pytestmark = pytest.mark.flow
TABLES = ["DT-04", "DT-06", "DT-07", "DT-11", "DT-20"]


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("model"), TABLES)


def test_the_model_is_measured_on_this_study_and_on_another(study, tmp_path, capsys):
    other = make_study(tmp_path, ["DT-16"])
    arguments = [str(study.file), "--uit", str(study.output), "--op", str(other.file)]
    assert run(["modelkwaliteit", *arguments, "--stil"]) == 0
    told = capsys.readouterr().out
    assert "mAP" in told
    assert "lleen met de hand (" in told or "Geen enkel thema ligt onder" in told
    made = study.output / "modelkwaliteit"
    figures = pd.read_csv(made / "kerncijfers.csv", sep=";", encoding="utf-8-sig")
    assert figures["waarde"].between(-1, 1).all()
    assert "Overgedragen op" in (made / "modelkwaliteit.html").read_text(encoding="utf-8")
    assert (made / "modelkaart.md").is_file()
    first = {file.name: file.read_bytes() for file in made.iterdir()}
    assert run(["modelkwaliteit", *arguments, "--stil"]) == 0
    assert first == {file.name: file.read_bytes() for file in made.iterdir()}
    assert run(["modelkwaliteit", *arguments[:3], "--op", str(study.file), "--stil"]) == 1
    assert "dezelfde tafels" in capsys.readouterr().err


def test_a_study_without_codings_cannot_be_measured(study, tmp_path, capsys):
    bare = make_study(tmp_path, TABLES[:2])
    text = bare.file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in text if not line.startswith("coderingen")]
    bare.file.write_text("\n".join(kept), encoding="utf-8")
    assert run(["modelkwaliteit", str(bare.file), "--uit", str(bare.output), "--stil"]) == 1
    assert "te-coderen" in capsys.readouterr().err


def test_every_pattern_is_listed_with_how_often_people_agree(study, capsys):
    arguments = [str(study.file), "--uit", str(study.output), "--code", "toegang", "--stil"]
    assert run(["regels", *arguments]) == 0
    assert "patronen" in capsys.readouterr().out
    file = study.output / "modelkwaliteit" / "regels.csv"
    table = pd.read_csv(file, sep=";", encoding="utf-8-sig")
    assert (table["beoordeeld"] <= table["fragmenten"]).all()
    assert run(["regels", *arguments[:3], "--code", "bestaatniet", "--stil"]) == 2


def test_a_filled_in_sheet_is_read_as_more_of_the_same_series(study, tmp_path, capsys):
    home = tmp_path / "studie"
    shutil.copytree(study.file.parent, home)
    file, output = home / study.file.name, tmp_path / "uit"
    codings = next(home.rglob("A.csv"))
    lines = codings.read_text(encoding="utf-8").splitlines(keepends=True)
    codings.write_text("".join(line for line in lines if "DT-20" not in line), encoding="utf-8")
    arguments = ["te-coderen", str(file), "--uit", str(output), "--n", "12", "--stil"]
    assert run(arguments) == 0
    assert "steekproef" in capsys.readouterr().out
    made = output / "te-coderen" / "A.vervolg-1.xlsx"
    assert read_spans(made).empty
    sheets = read_workbook(made)
    filled = sheets["coderen"].copy()
    assert len(filled) == 12
    assert set(filled["tafel"]) == {"DT-20"}
    filled["codes"], filled["gezien"] = "", "ja"
    write_workbook(codings.parent / made.name, {"coderen": filled})
    spans = read_spans(codings.parent / made.name)
    assert set(spans["coder"]) == {"A"}
    assert len(spans) == 12
    assert run(arguments) == 0
    assert (output / "te-coderen" / "A.vervolg-2.xlsx").is_file()
