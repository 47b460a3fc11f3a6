"""`codeer-met-taalmodel` against a real server: llama-cpp-python's, with the 270M model of the extra."""

import json
import socket
import subprocess
import time
import urllib.request

import pandas as pd
import pytest

from pipeline.__main__ import run
from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import read_settings
from tests.flow.conftest import make_study

from .environment import MODEL, PYTHON

pytestmark = [
    pytest.mark.flow,
    pytest.mark.skipif(
        not MODEL.is_file(), reason="geen taalmodel geïnstalleerd; dat doet: make test-llm"
    ),
]
ASKED = 12
PATIENCE = 300  # seconds for a model to load, on a busy machine


class Server:
    """llama.cpp's server on a free port of this machine."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/v1"
        self.process = None

    def start(self):
        settings = ["--n_ctx", "8192", "--n_threads", "2", "--seed", "1", "--verbose", "False"]
        self.process = subprocess.Popen(
            [str(PYTHON), "-m", "llama_cpp.server", "--model", str(MODEL), "--host", "127.0.0.1",
             "--port", str(self.port), *settings],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/models", timeout=5):
                    return
            except OSError:
                assert self.process.poll() is None, "the server ended by itself"
                time.sleep(0.5)
        raise AssertionError("the server did not come up")

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("taalmodel"), ["DT-04", "DT-06"])


@pytest.fixture(scope="module")
def server():
    started = Server()
    started.start()
    yield started
    started.kill()


def code(study, server, output, *more):
    return run(["codeer-met-taalmodel", str(study.file), "--uit", str(output), "--adres",
                server.address, "--modelbestand", str(MODEL), "--hoogstens", str(ASKED), "--stil",
                *more])  # fmt: skip


def test_a_real_model_codes_within_the_schema_and_is_measured(study, server, tmp_path):
    assert code(study, server, tmp_path) == 0
    folder = tmp_path / "taalmodel"
    record = json.loads((folder / "taalmodel.json").read_text(encoding="utf-8"))
    assert record["beantwoord"] >= ASKED - 2  # a small model may run on past the end of its answer
    assert len(record["modelbestand"]) == 64
    coded = pd.read_parquet(folder / "coderingen.parquet")
    codebook = read_codebook(read_settings(study.file).codebook)
    assert all(one in codebook for one in coded["code"].dropna())
    assert set(coded["status"]) == {"voorstel"}
    figures = pd.read_csv(folder / "per-code.csv", sep=";", decimal=",", encoding="utf-8-sig")
    assert len(figures) > 12


def test_the_same_question_gets_the_same_answer(study, server, tmp_path):
    said = []
    for name in ("een", "twee"):
        assert code(study, server, tmp_path / name) == 0
        said.append((tmp_path / name / "taalmodel" / "coderingen.parquet").read_bytes())
    assert said[0] == said[1]


def test_a_server_that_is_killed_costs_nothing(study, server, tmp_path, capsys):
    assert code(study, server, tmp_path) == 0
    (kept,) = (tmp_path / "taalmodel").glob("antwoorden-*.jsonl")
    whole = (tmp_path / "taalmodel" / "coderingen.parquet").read_bytes()
    lines = kept.read_text(encoding="utf-8").splitlines(keepends=True)
    kept.write_text("".join(lines[:4]), encoding="utf-8")
    server.kill()
    assert code(study, server, tmp_path) == 1
    assert "antwoordt niet" in capsys.readouterr().err
    assert kept.read_text(encoding="utf-8") == "".join(lines[:4])
    server.start()
    assert code(study, server, tmp_path) == 0
    assert (tmp_path / "taalmodel" / "coderingen.parquet").read_bytes() == whole


def test_a_server_that_is_too_slow_is_told_and_nothing_is_lost(study, server, tmp_path, capsys):
    assert code(study, server, tmp_path, "--geduld", "1", "--hoogstens", "40") in {0, 1}
    said = capsys.readouterr().err
    assert said == "" or "bewaard" in said
    assert code(study, server, tmp_path) == 0
