"""The groups of tables that a study wants a factsheet of."""

from __future__ import annotations

import pytest

from pipeline.domain.errors import InputError
from pipeline.domain.settings import read_settings


def study(folder, line: str):
    (folder / "data").mkdir()
    file = folder / "studie.yaml"
    file.write_text(f"studie: proef\ndata: data\n{line}\n", encoding="utf-8")
    return file


def test_a_study_names_its_own_groups(tmp_path):
    settings = read_settings(study(tmp_path, "factsheets: {Drie casussen: [T-1, T-2, 3]}"))
    assert settings.sheets == {"Drie casussen": ("T-1", "T-2", "3")}


def test_without_groups_there_are_none(tmp_path):
    assert read_settings(study(tmp_path, "")).sheets == {}


@pytest.mark.parametrize(
    "line", ["factsheets: [T-1]", "factsheets: {Leeg: []}", "factsheets: {Een: T-1}"]
)
def test_anything_else_is_told_with_its_line(tmp_path, line):
    with pytest.raises(InputError, match="regel 3"):
        read_settings(study(tmp_path, line))
