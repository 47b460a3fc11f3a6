"""Estimates rest on what was drawn by chance, and not on what was chosen because it was hard."""

from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.domain.tables import Codings, Segments
from pipeline.files.spreadsheets import write_workbook
from pipeline.findings.estimates import estimate_codes
from pipeline.stages.appendix_tables import sampled_codings
from tests.unit.findings.drawing import CODEBOOK, codings, segments

PARTS = segments("table_id\n" + "\n".join(f"T{n // 10}" for n in range(20)))


def run_with(files):
    rows = "\n".join(
        f"{one} | {'regie' if n % 2 else '-'}" for n, one in enumerate(PARTS["segment_id"][::5])
    )
    coded = codings(f"segment_id | code\n{rows}")
    tables = {Segments: PARTS, Codings: coded}
    return SimpleNamespace(
        settings=SimpleNamespace(codings=files), records={"coder": "A"}, table=tables.__getitem__
    )


def test_without_a_sample_everything_coded_counts(tmp_path):
    coded, chances = sampled_codings(run_with([]))
    assert chances is None
    assert len(coded) == 4


def test_what_was_chosen_on_purpose_is_left_out_and_the_rest_is_weighed(tmp_path):
    rows = PARTS.iloc[::5][["table_id", "document", "start", "end"]].set_axis(
        ["tafel", "document", "start", "eind"], axis=1
    )
    sample = rows.assign(deel=["steekproef", "twijfel", "steekproef", "steekproef"],
                         kans=[0.2, None, 0.2, 0.2])  # fmt: skip
    file = tmp_path / "A.xlsx"
    write_workbook(file, {"coderen": pd.DataFrame({"codes": []}), "steekproef": sample})
    coded, chances = sampled_codings(run_with([file]))
    assert len(coded) == 3
    assert list(chances.values()) == pytest.approx([0.2] * 3)
    rows = estimate_codes(
        PARTS, coded, CODEBOOK, coder="A", model="", seed=1, inclusion=chances, codes=["regie"]
    )
    here = rows[rows["about"] == "deze tafels"].iloc[0]
    # One of three drawn segments has the theme, and stands for five: half of T1's ten, none of T0's.
    assert here["method"] == "met de hand"
    assert here["value"] == pytest.approx((0 + 0.5) / 2)


def test_a_sheet_that_is_half_filled_in_does_not_lower_the_estimate(tmp_path):
    rows = PARTS[["table_id", "document", "start", "end"]].set_axis(
        ["tafel", "document", "start", "eind"], axis=1
    )
    file = tmp_path / "A.xlsx"
    sample = rows.assign(deel="steekproef", kans=0.5)
    write_workbook(file, {"coderen": pd.DataFrame({"codes": []}), "steekproef": sample})
    coded, chances = sampled_codings(run_with([file]))
    assert chances["T0/00"] == pytest.approx(0.5 * 2 / 10)
    assert len(coded) == 4
