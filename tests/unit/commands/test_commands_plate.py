"""`praatplaat` says what is on the plate, what a person should look at, and where to go on."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.commands.plate import praatplaat
from pipeline.stages import outputs, plate_workbook
from pipeline.stages import praatplaat as stage
from pipeline.stages.decisions import Updated

NONE = dict.fromkeys(("long", "refused", "left_out", "unseated", "lapsed"), 0)


@pytest.fixture
def told(monkeypatch, capsys):
    def run(made):
        opened = SimpleNamespace(store=SimpleNamespace(folder=Path("uit")))
        monkeypatch.setattr(outputs, "reopen", lambda *_: opened)
        monkeypatch.setattr(stage, "read_sessions", lambda _: None)
        monkeypatch.setattr(plate_workbook, "update_plate", lambda _: made)
        praatplaat(Path("studie.yaml"), stil=True)
        return capsys.readouterr().out

    return run


def updated(**counts):
    known = {"statements": 30, "shown": 9, "voices": 4} | NONE | counts
    return Updated(Path("besluiten/proef/praatplaat.xlsx"), True, known)


def test_it_tells_how_many_are_on_the_plate_and_where_it_lies(told):
    said = told(updated())
    assert "9 uitspraken van 30 op de plaat, bij 4 groepen." in said
    assert "praatplaat.pdf" in said
    assert "praatplaat.xlsx" in said
    assert "Let op" not in said


def test_it_tells_what_a_person_should_look_at(told):
    said = told(updated(long=1, refused=2, left_out=1, unseated=1, lapsed=3))
    assert said.count("Let op:") == 5
    assert "1 uitspraak is te lang" in said
    assert "2 keuzes kunnen niet" in said


def test_without_support_or_statements_it_says_what_to_do(told):
    assert "Er is nog geen praatplaat" in told(updated(shown=0))
    assert "uitspraken.csv" in told(None)
