"""The door to a language model on this machine: nothing leaves it, and a server that dies is told of."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from pipeline.domain.errors import InputError
from pipeline.language.chat import ServerGoneError, ask, open_chat


@pytest.fixture
def server():
    """A server on this machine that lists one model and answers as the test says."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.reply({"data": [{"id": "klein"}]})

        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.asked.append(body)
            if body["response_format"]["type"] in made.unknown:
                self.send_response(made.refusal)
                self.end_headers()
                return
            if made.status == 302:
                self.send_response(302)
                self.send_header("Location", "http://example.org/")
                self.end_headers()
                return
            self.reply(made.answer)

        def reply(self, answer):
            raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(made.status)
            if made.promised:
                self.send_header("Content-Length", str(made.promised))
            self.end_headers()
            for place in range(0, len(raw), made.drop or len(raw) or 1):
                self.wfile.write(raw[place : place + (made.drop or len(raw))])
                self.wfile.flush()
                time.sleep(0.2 if made.drop else 0)

        def log_message(self, *_):
            pass

    made = HTTPServer(("127.0.0.1", 0), Handler)
    made.asked, made.status, made.unknown, made.refusal = [], 200, (), 422
    made.promised, made.drop = 0, 0  # bytes said to come; bytes at a time
    made.answer = {"choices": [{"message": {"content": "{}"}}]}
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def address(server):
    return f"http://127.0.0.1:{server.server_port}/v1"


@pytest.mark.parametrize(
    "where",
    ["http://8.8.8.8/v1", "http://api.example.org/v1", "http://10.0.0.3:80/v1",
     "http://127.0.0.1.example.org/v1", "http://0.0.0.0:80/v1"],
)  # fmt: skip
def test_an_address_elsewhere_is_refused_without_any_traffic(where, monkeypatch):
    monkeypatch.setattr("http.client.HTTPConnection", None)
    with pytest.raises(InputError, match="niet op deze computer"):
        open_chat(where)


@pytest.mark.parametrize("where", ["", "127.0.0.1", "ftp://127.0.0.1/v1", "http://127.0.0.1:x/"])
def test_an_address_that_is_none_is_told_with_an_example(where):
    with pytest.raises(InputError, match=r"http://127\.0\.0\.1:8080/v1"):
        open_chat(where)


def test_only_the_one_address_that_the_study_names_may_be_elsewhere(server, monkeypatch):
    monkeypatch.setattr("pipeline.language.chat._is_here", lambda _host: False)
    assert open_chat(address(server), elsewhere=f"{address(server)}/").model == "klein"
    for named in ("", "http://127.0.0.1/v1", f"http://127.0.0.1:{server.server_port}"):
        with pytest.raises(InputError, match="teksten_verlaten_deze_computer"):
            open_chat(address(server), elsewhere=named)


def test_texts_go_outside_the_own_network_by_https_alone():
    outside = "http://203.0.113.5.example.org/v1"
    with pytest.raises(InputError, match="https://"):
        open_chat(outside, elsewhere=outside)


def test_a_question_is_asked_without_chance_and_with_its_schema(server):
    chat = open_chat(address(server))
    assert ask(chat, [{"role": "user", "content": "wat?"}], {"type": "object"}, seed=7) == "{}"
    (asked,) = server.asked
    assert (asked["model"], asked["temperature"], asked["seed"]) == ("klein", 0, 7)
    assert asked["response_format"]["json_schema"]["schema"] == {"type": "object"}


@pytest.mark.parametrize("code", [400, 422, 500])
def test_a_server_that_knows_only_the_older_form_is_asked_in_that(server, code):
    chat = open_chat(address(server))
    server.unknown, server.refusal = ("json_schema",), code
    assert ask(chat, [], {"type": "object"}, seed=7) == "{}"
    assert server.asked[-1]["response_format"] == {
        "type": "json_object",
        "schema": {"type": "object"},
    }
    assert ask(chat, [], {"type": "object"}, seed=7) == "{}"
    assert [one["response_format"]["type"] for one in server.asked] == [
        "json_schema", "json_object", "json_object",
    ]  # fmt: skip
    server.unknown = ("json_schema", "json_object")
    with pytest.raises(ServerGoneError, match=f"code {code}"):
        ask(chat, [], {}, seed=7)


def test_a_server_that_stumbles_is_not_asked_in_a_form_that_it_may_not_keep(server):
    chat = open_chat(address(server))
    ask(chat, [], {}, seed=7)
    server.unknown, server.refusal = ("json_schema",), 500
    with pytest.raises(ServerGoneError, match="code 500"):
        ask(chat, [], {}, seed=7)


@pytest.mark.parametrize(
    "answer", [b"geen json", {"choices": []}, [], {"choices": [{"message": {}}]}]
)
def test_an_answer_in_another_form_is_no_answer(server, answer):
    chat = open_chat(address(server))
    server.answer = answer
    assert ask(chat, [], {}, seed=1) == ""


def test_a_redirect_is_not_followed(server):
    chat = open_chat(address(server))
    server.status = 302
    with pytest.raises(ServerGoneError, match="code 302"):
        ask(chat, [], {}, seed=1)


def test_a_server_that_is_gone_is_told_with_what_to_do(server):
    chat = open_chat(address(server), seconds=1)
    server.shutdown()
    server.server_close()
    with pytest.raises(ServerGoneError, match="start dezelfde opdracht"):
        ask(chat, [], {}, seed=1)


def test_a_server_that_answers_in_drops_is_not_waited_for_longer(server):
    chat = open_chat(address(server), seconds=1)
    server.drop = 2
    with pytest.raises(ServerGoneError, match=r"--geduld 300"):
        ask(chat, [], {}, seed=1)


def test_an_answer_that_breaks_off_is_no_answer_of_a_server_that_is_well(server):
    chat = open_chat(address(server), seconds=2)
    server.promised = 5000
    with pytest.raises(ServerGoneError, match="start dezelfde opdracht"):
        ask(chat, [], {}, seed=1)


@pytest.mark.parametrize("listed", [b"<html>", {"models": []}, []])
def test_an_address_of_something_else_is_told(server, monkeypatch, listed):
    monkeypatch.setattr(
        "pipeline.language.chat._send", lambda *_: listed if listed != b"<html>" else None
    )
    with pytest.raises(InputError, match="iets anders dan een taalmodel"):
        open_chat(address(server))


def test_a_model_that_the_server_lacks_is_told_with_those_it_has(server):
    with pytest.raises(InputError, match="klein"):
        open_chat(address(server), model="groot")
