"""Both notebooks run from their first cell to their last on a study that was just analysed."""

import csv
import os
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from pipeline.__main__ import run

pytestmark = pytest.mark.flow
ROOT = Path(__file__).resolve().parents[2]
N_TABLES = 10  # enough for counts to be shown, few enough to be quick


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Analyse the first tables of the example study and return its file."""
    folder = tmp_path_factory.mktemp("studie")
    example = ROOT / "data" / "friesland-28"
    tables = [f"DT-{number:02d}" for number in range(1, N_TABLES + 1)]
    for table in tables:
        shutil.copytree(example / table, folder / "data" / table)
    with (example / "coderingen" / "A.csv").open(encoding="utf-8") as stream:
        head, *rows = csv.reader(stream)
    with (folder / "A.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *(row for row in rows if row[0] in tables)])
    file = folder / "studie.yaml"
    file.write_text("studie: klein\ndata: data\ncoderingen: [A.csv]\n", encoding="utf-8")
    assert run(["analyse", str(file), "--stil"]) == 0
    return file


def run_notebook(name, study, monkeypatch):
    monkeypatch.setenv("DIALOOGTAFEL_STUDIE", str(study))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)
    place = {"metadata": {"path": str(ROOT / "notebooks")}}
    NotebookClient(notebook, timeout=300, resources=place).execute()
    return [
        output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]


def test_exploring_ends_at_the_words_a_finding_rests_on(study, monkeypatch):
    outputs = run_notebook("01_verkennen", study, monkeypatch)
    shown = "\n".join(str(output.get("data", output.get("text", ""))) for output in outputs)
    assert f"{N_TABLES} tafels" in shown
    assert "→" in shown  # the fragment in its context
    assert not any(output.output_type == "error" for output in outputs)


def test_figures_are_drawn_from_released_counts(study, monkeypatch):
    outputs = run_notebook("02_figuren", study, monkeypatch)
    drawings = [output for output in outputs if "image/svg+xml" in output.get("data", {})]
    assert len(drawings) == 3
    assert any("image/png" in output.get("data", {}) for output in outputs)
