"""A report is made anew when a model was measured, and says when that was on other data."""

from types import SimpleNamespace

from pipeline.stages.quality_stored import FOLDER, MEASURED_ON, quality_digest, stored_quality


def run(folder, mark="a"):
    return SimpleNamespace(store=SimpleNamespace(folder=folder), records={"mark": mark})


def measure(folder, mark="a", value="0.5"):
    (folder / FOLDER).mkdir(exist_ok=True)
    (folder / FOLDER / "kerncijfers.csv").write_text(f"maat;waarde\r\nF1;{value}\r\n", encoding="utf-8-sig")  # fmt: skip
    (folder / FOLDER / MEASURED_ON).write_text(mark, encoding="utf-8")


def test_an_output_without_a_measurement_has_none(tmp_path):
    assert quality_digest(tmp_path) == ""
    assert stored_quality(run(tmp_path)) == ()


def test_measuring_again_changes_the_digest(tmp_path):
    measure(tmp_path)
    before = quality_digest(tmp_path)
    measure(tmp_path)
    assert quality_digest(tmp_path) == before
    measure(tmp_path, value="0.6")
    assert quality_digest(tmp_path) not in ("", before)


def test_what_was_measured_is_read_with_whether_it_is_of_now(tmp_path):
    measure(tmp_path)
    (table,) = stored_quality(run(tmp_path))
    assert table.rows.to_numpy().tolist() == [["F1", "0,50"]]
    assert "eerdere stand" not in table.note
    (table,) = stored_quality(run(tmp_path, mark="b"))
    assert "eerdere stand" in table.note
