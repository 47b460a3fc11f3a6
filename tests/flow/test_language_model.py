"""A language model as one more coder, with a server on this machine that can break off or talk nonsense."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pandas as pd
import pytest

from pipeline.__main__ import run

from .conftest import make_study

pytestmark = pytest.mark.flow


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return make_study(tmp_path_factory.mktemp("taalmodel"), ["DT-04", "DT-06"])


@pytest.fixture
def server():
    """A server that codes everything as toegang, until `made.left` answers are given."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({"data": [{"id": "klein"}]})

        def do_POST(self):
            made.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            if len(made.asked) > made.left:
                self.close_connection = True
                return
            nonsense = made.nonsense_every and len(made.asked) % made.nonsense_every == 0
            content = "onzin" if nonsense else '{"codes": ["toegang"], "valentie": "knelpunt"}'
            self.reply({"choices": [{"message": {"content": content}}]})

        def reply(self, answer):
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    made.asked, made.left, made.nonsense_every = [], 10**6, 0
    threading.Thread(target=made.serve_forever, daemon=True).start()
    yield made
    made.shutdown()
    made.server_close()


def code(study, server, output, *more):
    where = f"http://127.0.0.1:{server.server_port}/v1"
    return run(["codeer-met-taalmodel", str(study.file), "--uit", str(output), "--adres", where,
                "--stil", *more])  # fmt: skip


def test_a_server_that_dies_halfway_costs_nothing(study, server, tmp_path, capsys):
    server.left = 7
    assert code(study, server, tmp_path, "--hoogstens", "20") == 1
    assert "bewaard" in capsys.readouterr().err
    server.asked.clear()
    server.left = 10**6
    assert code(study, server, tmp_path, "--hoogstens", "20") == 0
    assert len(server.asked) == 13
    assert "20 van de 20" in capsys.readouterr().out
    assert code(study, server, tmp_path, "--hoogstens", "20") == 0
    assert len(server.asked) == 13


def test_nonsense_is_not_a_coding_and_is_asked_again(study, server, tmp_path, capsys):
    server.nonsense_every = 4
    assert code(study, server, tmp_path, "--hoogstens", "12") == 0
    assert "Op 3 kwam geen bruikbaar antwoord" in capsys.readouterr().out
    coded = pd.read_parquet(tmp_path / "taalmodel" / "coderingen.parquet")
    assert coded["segment_id"].nunique() == 9
    assert set(coded["coder"]) == {"taalmodel"}
    server.nonsense_every = 0
    assert code(study, server, tmp_path, "--hoogstens", "12") == 0
    assert "12 van de 12" in capsys.readouterr().out


def test_what_is_kept_holds_no_word_of_the_material(study, server, tmp_path):
    assert code(study, server, tmp_path, "--hoogstens", "5") == 0
    (kept,) = (tmp_path / "taalmodel").glob("antwoorden-*.jsonl")
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert all(len(key) == 64 and codes == ["toegang"] for key, codes, _ in lines)
    record = json.loads((tmp_path / "taalmodel" / "taalmodel.json").read_text(encoding="utf-8"))
    assert (record["model"], record["gevraagd"], record["beantwoord"]) == ("klein", 5, 5)
    assert (tmp_path / "taalmodel" / "per-code.csv").is_file()


def test_texts_are_not_sent_elsewhere(study, tmp_path, capsys):
    arguments = ["codeer-met-taalmodel", str(study.file), "--uit", str(tmp_path), "--stil"]
    assert run([*arguments, "--adres", "http://203.0.113.5/v1"]) == 1
    assert "niet op deze computer" in capsys.readouterr().err
