"""With what chance segments were drawn to be coded, read from the sheets that people filled in."""

import pandas as pd
import pytest

from pipeline.domain.errors import InputError
from pipeline.exchange.sample_sheet import read_samples
from pipeline.files.spreadsheets import write_workbook
from tests.unit.findings.drawing import segments

PARTS = segments("table_id\nT1\nT1\nT2\nT2")


def sheet(path, *rows):
    """Write a sheet of `te-coderen` with the place, part and chance of these rows of `PARTS`."""
    table = pd.DataFrame(
        [
            (PARTS["table_id"][n], "transcript.txt", PARTS["start"][n], PARTS["end"][n], part, chance)
            for n, part, chance in rows
        ],
        columns=["tafel", "document", "start", "eind", "deel", "kans"],
    )  # fmt: skip
    write_workbook(path, {"coderen": pd.DataFrame({"codes": []}), "steekproef": table})
    return path


def test_what_was_drawn_has_a_chance_and_what_was_chosen_on_purpose_has_none(tmp_path):
    file = sheet(tmp_path / "A.xlsx", (0, "steekproef", 0.25), (2, "twijfel", None))
    found = read_samples([file], PARTS).set_index("segment_id")["chance"]
    assert found["T1/00"] == 0.25
    assert pd.isna(found["T2/02"])


def test_a_second_round_adds_to_the_chance_of_being_drawn_at_all(tmp_path):
    files = [
        sheet(tmp_path / "A.xlsx", (0, "steekproef", 0.5)),
        sheet(tmp_path / "A-vervolg-1.xlsx", (3, "steekproef", 0.5)),
    ]
    assert read_samples(files, PARTS)["chance"].tolist() == [0.75, 0.75]


def test_other_files_hold_no_sample(tmp_path):
    csv = tmp_path / "A.csv"
    csv.write_text("tafel,document\n", encoding="utf-8")
    write_workbook(tmp_path / "B.xlsx", {"coderen": pd.DataFrame({"codes": ["x"]})})
    assert read_samples([csv, tmp_path / "B.xlsx"], PARTS).empty
    assert read_samples([], PARTS).empty


def test_a_chance_that_is_none_is_told_with_its_row(tmp_path):
    file = sheet(tmp_path / "A.xlsx", (0, "steekproef", 1.5))
    with pytest.raises(InputError, match="rij 2"):
        read_samples([file], PARTS)


def test_what_was_first_chosen_on_purpose_and_then_drawn_is_drawn(tmp_path):
    files = [
        sheet(tmp_path / "A.xlsx", (0, "steekproef", 0.5), (2, "twijfel", None)),
        sheet(tmp_path / "A.vervolg-1.xlsx", (2, "steekproef", 0.5)),
    ]
    found = read_samples(files, PARTS)
    assert found["segment_id"].tolist() == ["T1/00", "T2/02"]
    assert found["chance"].tolist() == [0.75, 0.75]
