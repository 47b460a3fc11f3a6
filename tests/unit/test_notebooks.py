"""Notebooks as they lie in git: a pair that agrees, no output, and a server that keeps none."""

from pathlib import Path
from types import SimpleNamespace

import jupytext
import nbformat
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "notebooks"
NAMES = sorted(path.stem for path in FOLDER.glob("*.ipynb"))


def cells_of(path):
    notebook = jupytext.read(path)
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def test_all_notebooks_are_there():
    assert NAMES == [
        "01_verkennen",
        "02_figuren",
        "03_thema",
        "04_perspectieven",
        "05_verschil_van_mening",
        "06_onderwerpen",
        "07_regios",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_and_its_text_pair_say_the_same(name):
    assert cells_of(FOLDER / f"{name}.ipynb") == cells_of(FOLDER / f"{name}.py")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_in_git_holds_no_output(name):
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [(cell.outputs, cell.execution_count) for cell in code] == [([], None)] * len(code)
    assert not notebook.metadata.get("language_info")  # nothing of the machine that ran it


@pytest.fixture
def server(monkeypatch):
    """Run the configuration of JupyterLab and return what it set, and its functions."""
    monkeypatch.setenv("DIALOOGTAFEL_STUDIE", "configs/heerenveen-2022.yaml")
    monkeypatch.chdir(FOLDER.parent)
    config = SimpleNamespace(
        ServerApp=SimpleNamespace(), ContentsManager=SimpleNamespace(), LabApp=SimpleNamespace()
    )
    path = FOLDER / "jupyter_server_config.py"
    names = {"get_config": lambda: config, "__file__": str(path)}
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), names)
    return config


def test_jupyter_listens_here_only_and_asks_nobody_for_news(server):
    assert server.ServerApp.ip == "127.0.0.1"
    assert server.LabApp.news_url is None
    assert server.LabApp.check_for_updates_class == "jupyterlab.NeverCheckForUpdate"
    assert server.LabApp.extension_manager == "readonly"


def test_an_output_is_taken_out_before_a_notebook_is_saved(server):
    code = {
        "cell_type": "code",
        "source": "1",
        "outputs": [{"text": "iemands woorden"}],
        "execution_count": 3,
    }
    text = {"cell_type": "markdown", "source": "uitleg"}
    model = {"type": "notebook", "content": {"cells": [code, text]}}
    server.ContentsManager.pre_save_hook(model=model, path="x.ipynb", contents_manager=None)
    assert model["content"]["cells"][0] == {
        "cell_type": "code", "source": "1", "outputs": [], "execution_count": None,
    }  # fmt: skip
    assert model["content"]["cells"][1] == text
    file = {"type": "file", "content": "abc"}
    server.ContentsManager.pre_save_hook(model=file, path="x.txt", contents_manager=None)
    assert file == {"type": "file", "content": "abc"}


def test_the_study_that_make_was_given_is_the_one_that_opens(server, monkeypatch):
    import os

    opened = Path(os.environ["DIALOOGTAFEL_STUDIE"])
    assert opened == FOLDER.parent / "configs" / "heerenveen-2022.yaml"


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_says_for_whom_it_is_and_asks_little_code_of_a_cell(name):
    cells = jupytext.read(FOLDER / f"{name}.py").cells
    told = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert "voor het team" in told or "afgeschermde" in told
    for cell in cells:
        if cell.cell_type == "code":
            assert len(cell.source.splitlines()) <= 12, cell.source
