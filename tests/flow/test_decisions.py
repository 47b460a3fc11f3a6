"""Verbs in which people decide: what is typed comes back, and reaches the products."""

import shutil

import pytest

from pipeline.__main__ import run
from pipeline.files.spreadsheets import read_workbook, write_workbook
from tests.flow.conftest import SmallStudy

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def study(small_study, tmp_path_factory):
    """A copy of the small study, in which decisions do no harm to other tests."""
    home = tmp_path_factory.mktemp("besluiten") / "klein"
    shutil.copytree(small_study.file.parent, home)
    return SmallStudy(home / "studie.yaml", home / "data", home / "uitvoer")


def verb(study, name, *options):
    return run([name, str(study.file), *options, "--uit", str(study.output), "--stil"])


def typed(path, sheet, row, **changes):
    sheets = read_workbook(path)
    for column, value in changes.items():
        sheets[sheet].iloc[row, list(sheets[sheet].columns).index(column)] = value
    write_workbook(path, sheets)


def decided(study, name):
    return study.data.parent / "besluiten" / "klein" / name


def test_a_pattern_that_was_settled_stands_in_the_appendix(study, capsys):
    assert verb(study, "patronen") == 0
    assert "kaarten" in capsys.readouterr().out
    path = decided(study, "patronen.xlsx")
    changes = {
        "uitspraak in eigen woorden": "Zo kan het ook.",
        "besluit": "vastgesteld",
        "antwoord op tegenvoorbeelden": "Gelezen en gewogen.",
    }
    cards = read_workbook(path)["patronen"]
    row = next(n for n, stand in enumerate(cards["stand"]) if "alleen voor het team" not in stand)
    typed(path, "patronen", row, **changes)
    assert verb(study, "patronen") == 0
    assert "1 vastgesteld, 1 mogen naar buiten" in capsys.readouterr().out
    assert read_workbook(path)["patronen"]["besluit"].iloc[row] == "vastgesteld"
    assert study.analyse() == 0
    assert "niets veranderd" in capsys.readouterr().out
    page = (study.output / "besloten" / "bijlage.html").read_text(encoding="utf-8")
    assert "Zo kan het ook." in page
    assert "nan" not in page.split("<body>")[1].split()


def test_a_summary_in_the_matrix_stays_and_reaches_the_cards(study, capsys):
    assert verb(study, "matrix") == 0
    path = decided(study, "matrix.xlsx")
    rows = read_workbook(path)["matrix"]
    theme = next(name for name in rows.columns if f"{name}: fragmenten" in rows.columns)
    row = next(n for n, count in enumerate(rows[f"{theme}: fragmenten"]) if count)
    typed(path, "matrix", row, **{theme: "Eigen samenvatting."})
    assert verb(study, "matrix") == 0
    assert "1 samengevat" in capsys.readouterr().out
    assert read_workbook(path)["matrix"][theme].iloc[row] == "Eigen samenvatting."
    assert verb(study, "patronen") == 0
    cards = read_workbook(decided(study, "patronen.xlsx"))["patronen"]
    assert cards["uit de matrix"].str.contains("Eigen samenvatting.").any()


def test_the_state_of_an_action_is_read_back_and_never_overwritten(study, capsys):
    assert verb(study, "verbeteracties", "--peildatum", "2019-01-01") == 0
    path = decided(study, "verbeteracties.xlsx")
    typed(path, "acties", 0, stand="gereed", **{"wie (verbeterd)": "buurvrouw"})
    for day in ("2019-02-01", "2018-01-01"):
        assert verb(study, "verbeteracties", "--peildatum", day) == 0
        assert " 1 gereed" in capsys.readouterr().out
    assert read_workbook(path)["acties"]["stand"].iloc[0] == "gereed"
    assert study.analyse() == 0
    actions = (study.output / "besloten" / "tabellen" / "verbeteracties.csv").read_text("utf-8-sig")
    assert "buurvrouw" in actions


def test_a_day_that_is_none_is_wrong_use(study, capsys):
    assert verb(study, "verbeteracties", "--peildatum", "morgen") == 2
    assert "--peildatum" in capsys.readouterr().err


def test_without_hand_coding_there_is_no_pattern_to_judge(study, tmp_path, capsys):
    text = study.file.read_text(encoding="utf-8").replace("coderingen: [A.csv]\n", "")
    other = study.file.with_name("ongecodeerd.yaml")
    other.write_text(text.replace("studie: klein", "studie: ongecodeerd"), encoding="utf-8")
    assert run(["patronen", str(other), "--uit", str(tmp_path / "uit"), "--stil"]) == 1
    assert "codeer" in capsys.readouterr().err.casefold()
