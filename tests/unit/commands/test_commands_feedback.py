"""`terugkoppeling` takes a table alone, a study and tables in any order, and says what it does not know."""

from pathlib import Path

import pytest

from pipeline.__main__ import run
from pipeline.commands.feedback import study_and_rest
from pipeline.domain.contact import Contact
from pipeline.domain.errors import InputError, UsageError
from pipeline.domain.settings import read_settings


def test_a_table_alone_is_one_of_the_example():
    study, tables = study_and_rest(["DT-07"], None)
    assert study.name == "friesland-28.yaml"
    assert study.is_file()
    assert tables == ["DT-07"]


def test_a_study_may_stand_anywhere_and_is_known_by_its_ending():
    assert study_and_rest(["DT-07", "mijn.YAML", "dt-08"], None) == (
        Path("mijn.YAML"),
        ["DT-07", "dt-08"],
    )
    assert study_and_rest(["DT-07"], Path("mijn.yml")) == (Path("mijn.yml"), ["DT-07"])
    with pytest.raises(UsageError, match="twee"):
        study_and_rest(["een.yaml", "DT-07"], Path("twee.yaml"))


def test_a_study_that_is_not_there_is_wrong_use(capsys):
    assert run(["terugkoppeling", "er-is-niets.yaml", "DT-07"]) == 2
    assert "er-is-niets.yaml" in capsys.readouterr().err


def study(tmp_path, lines):
    (tmp_path / "data").mkdir()
    path = tmp_path / "studie.yaml"
    path.write_text(f"studie: proef\ndata: data\n{lines}\n", encoding="utf-8")
    return path


def test_whom_to_call_comes_from_the_study_and_a_day_is_written_out(tmp_path):
    path = study(
        tmp_path,
        "terugkoppeling: {naam: S. Bakker, telefoon: 058 123 45 67, antwoord_voor: 2026-12-01}",
    )
    assert read_settings(path).contact == Contact(
        name="S. Bakker", phone="058 123 45 67", reply_by="1 december 2026"
    )


def test_without_it_everything_is_left_blank(tmp_path):
    assert read_settings(study(tmp_path, "")).contact == Contact()


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("terugkoppeling: {naamm: A}", "Bedoel je 'naam'"),
        ("terugkoppeling: iemand", "regel 3"),
        ("terugkoppeling:\n  telefoon: [1, 2]", "regel 4"),
    ],
)
def test_a_mistake_in_it_is_told_with_its_line(tmp_path, lines, told):
    with pytest.raises(InputError, match=told):
        read_settings(study(tmp_path, lines))
