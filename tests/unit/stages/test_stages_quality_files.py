"""What an earlier measure left behind."""

from __future__ import annotations

from pipeline.stages.quality_files import _clear_older
from pipeline.stages.quality_stored import MEASURED_ON

NAMES = ("leercurve.csv", "overdracht-elders-kerncijfers.csv", "per-code.csv", "regels.csv")


def measured(folder, mark):
    for name in NAMES:
        (folder / name).write_text("oud", encoding="utf-8")
    (folder / MEASURED_ON).write_text(mark, encoding="utf-8")


def test_what_was_not_measured_again_stays_while_the_study_is_the_same(tmp_path):
    measured(tmp_path, "zelfde")
    _clear_older(tmp_path, "zelfde")
    assert all((tmp_path / name).is_file() for name in NAMES)


def test_it_goes_once_the_study_has_changed(tmp_path):
    measured(tmp_path, "toen")
    _clear_older(tmp_path, "nu")
    assert sorted(file.name for file in tmp_path.glob("*.csv")) == ["per-code.csv", "regels.csv"]


def test_a_first_measure_finds_nothing_to_clear(tmp_path):
    _clear_older(tmp_path, "nu")
    assert not list(tmp_path.iterdir())
