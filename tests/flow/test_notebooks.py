"""Every notebook runs from its first cell to its last on a study that was just analysed."""

import json
import os
import shutil
from pathlib import Path

import jupytext
import nbformat
import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output
from nbclient import NotebookClient

from pipeline.release.appendix.spreadsheet_text import team_csv

pytestmark = pytest.mark.flow
ROOT = Path(__file__).resolve().parents[2]


def run_notebook(name, output, monkeypatch):
    monkeypatch.setenv("DIALOOGTAFEL_STUDIE", str(output))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    place = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(notebook, timeout=300, resources=place).execute()
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def run_here(name, monkeypatch, study, second=None):
    """Run a notebook's cells in this process, which has all libraries loaded; return what each printed."""
    monkeypatch.setenv("DIALOOGTAFEL_STUDIE", str(study))
    monkeypatch.setenv("DIALOOGTAFEL_STUDIE_2", str(second or study))
    monkeypatch.chdir(ROOT / "notebooks")
    shell, shown = InteractiveShell(user_ns={}), []
    for cell in jupytext.read(ROOT / "notebooks" / f"{name}.py").cells:
        if cell.cell_type != "code":
            continue
        with capture_output() as captured, pd.option_context("display.width", 200):
            outcome = shell.run_cell(cell.source)
        outcome.raise_error()
        shown.append(captured.stdout)
    return shell.user_ns, shown


def test_exploring_ends_at_the_words_a_finding_rests_on(small_study, monkeypatch):
    outputs = run_notebook("01_verkennen", small_study.output, monkeypatch)
    shown = "\n".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert "Study('Kleine studie': 11 tafels" in shown
    assert "→" in shown  # the fragment in its context
    assert not any(output.output_type == "error" for output in outputs)


def test_figures_are_drawn_from_released_counts(small_study, monkeypatch):
    outputs = run_notebook("02_figuren", small_study.output, monkeypatch)
    drawings = [output for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert len(drawings) == 3
    assert any("image/png" in output.get("data", {}) for output in outputs)


def test_a_theme_is_explored_down_to_what_speaks_against_it(small_study, monkeypatch):
    names, _ = run_here("03_thema", monkeypatch, small_study.output)
    assert len(names["woorden"]) > 3
    assert not names["andersom"].empty
    assert set(names["andersom"]["valences"].str.contains("succesfactor")) == {True}
    assert names["wel"] <= set(names["studie"].tafels["table_id"])


def test_perspectives_are_compared_at_tables_where_both_are_heard(small_study, monkeypatch):
    names, shown = run_here("04_perspectieven", monkeypatch, small_study.output)
    voices = names["stemmen"]
    assert (voices["n_tables"] <= voices["codable_tables"]).all()
    assert {"gezin", "professionals"} <= set(voices["group"])
    assert "gezin" in "".join(shown)


def test_disagreements_lead_to_an_agenda_without_words(small_study, monkeypatch):
    names, _ = run_here("05_verschil_van_mening", monkeypatch, small_study.output)
    assert (names["reeks"], names["andere"]) == ("A", "model")  # one person coded this study
    assert len(names["eens"]) == 12
    assert list(names["agenda"].columns) == ["segment_id", "label", "who", "doubt"]
    assert len(names["agenda"]) > 20


def test_topics_are_read_where_the_team_looked_for_them(small_study, monkeypatch, tmp_path):
    folder = tmp_path / "uitvoer"
    shutil.copytree(small_study.output / "werk", folder / "werk")
    (folder / "concept").mkdir()
    shutil.copy(small_study.output / "concept" / "run.json", folder / "concept")
    (folder / "onderwerpen").mkdir()
    ids = list(pd.read_parquet(folder / "werk" / "segmenten.parquet")["segment_id"][:12])
    topics = pd.DataFrame(
        [(0, ["school", "taxi"], 12, 1, 0.9, True, "", 0.1, 1.0, True, ["DT-03"], ids)],
        columns=["topic", "terms", "n_segments", "n_tables", "recurrence", "stable", "code", "code_share",
                 "uncoded_share", "candidate", "table_ids", "segment_ids"],
    )  # fmt: skip
    (folder / "onderwerpen" / "onderwerpen-alle.csv").write_bytes(team_csv(topics))
    names, shown = run_here("06_onderwerpen", monkeypatch, folder)
    assert names["ids"] == ids
    assert "12 fragmenten, tafels: 1" in "".join(shown)


def test_regions_are_set_side_by_side_and_not_ranked(small_study, monkeypatch, tmp_path):
    other = half_of(small_study.output, tmp_path / "elders")
    names, shown = run_here("07_regios", monkeypatch, small_study.output, other)
    assert set(names["naast"]["study"]) == {"klein", "elders"}
    assert set(names["naast"]["of_tables"]) == {11, 5}
    assert not names["overal"].empty
    assert "van 5" in "".join(shown)


def half_of(output, folder):
    """Write the output of a study of five of the tables, counted anew from the tables of each finding."""
    kept = {f"DT-{number:02d}" for number in (3, 4, 5, 6, 7)}
    (folder / "werk").mkdir(parents=True)
    (folder / "concept").mkdir()
    for path in (output / "werk").glob("*.parquet"):
        table = pd.read_parquet(path)
        if path.stem == "bevindingen":
            table["n_tables"] = [len(kept & set(ids)) for ids in table["table_ids"]]
            table[["of_tables", "codable_tables"]] = 5
        elif "table_id" in table:
            table = table[table["table_id"].isin(kept)]
        elif "segment_id" in table:
            table = table[table["segment_id"].str.split("/").str[0].isin(kept)]
        table.to_parquet(folder / "werk" / path.name, index=False)
    record = json.loads((output / "concept" / "run.json").read_text(encoding="utf-8"))
    told = json.dumps({**record, "studie": "elders", "titel": "Elders"})
    (folder / "concept" / "run.json").write_text(told, encoding="utf-8")
    return folder
