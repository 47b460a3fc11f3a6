"""Both notebooks run from their first cell to their last on a study that was just analysed."""

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

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
