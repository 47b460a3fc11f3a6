"""Asking a language model segment by segment: what it refuses, and what an earlier run left behind."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from pipeline.coding.by_language_model import Answer
from pipeline.domain.tables import Codings, Segments
from pipeline.language.chat import Chat, RefusedError
from pipeline.stages import by_language_model as stage

GIVEN = Answer(("regie",), "knelpunt")


@pytest.fixture
def run():
    return SimpleNamespace(store=SimpleNamespace(key=lambda *parts: "/".join(parts)))


def asked(run, kept, answer, n=12):
    questions = {f"T1/v/{number}": f"vraag {number}" for number in range(n)}
    return stage._ask_all(run, questions, kept, answer, lambda *_: None)


def test_a_question_that_is_refused_costs_no_other(run, tmp_path):
    def answer(text):
        if text in {"vraag 2", "vraag 3", "vraag 7"}:
            raise RefusedError("te lang")
        return GIVEN

    found = asked(run, tmp_path / "a.jsonl", answer)
    assert len(found) == 9
    assert "T1/v/2" not in found


def test_a_server_that_refuses_everything_is_told_at_once(run, tmp_path):
    tried = []

    def answer(text):
        tried.append(text)
        raise RefusedError("kapot")

    with pytest.raises(RefusedError):
        asked(run, tmp_path / "a.jsonl", answer)
    assert len(tried) == stage.MOST_REFUSED


def test_an_answer_after_a_line_that_broke_off_is_kept(run, tmp_path):
    kept = tmp_path / "a.jsonl"
    whole = json.dumps(["taalmodel/vraag 0", *GIVEN]) + "\n"
    kept.write_text(whole + whole[:-9], encoding="utf-8")
    tried = []
    asked(run, kept, lambda text: tried.append(text) or GIVEN, n=3)
    assert tried == ["vraag 1", "vraag 2"]
    asked(run, kept, lambda text: tried.append(text) or GIVEN, n=3)
    assert tried == ["vraag 1", "vraag 2"]


def test_the_first_question_may_take_longer_for_the_whole_task_is_read_then():
    chat = Chat("127.0.0.1", 1, "/v1", "klein", 120.0)
    chats = stage.patient_first(chat)
    first, second, third = (next(chats) for _ in range(3))
    assert (first.seconds, second, third) == (600.0, chat, chat)
    assert first.takes is chat.takes  # what form it takes is learnt once


def test_a_draw_of_more_holds_what_a_draw_of_fewer_held():
    ids = [f"T{table}/v/{number}" for table in range(4) for number in range(20)]
    segments = pd.DataFrame(
        [(one, one.split("/")[0], "v.md", 0, 1, "", "", "", "nl", "a", "verslag", "", "", place, True)
         for place, one in enumerate(ids)],
        columns=Segments.names(),
    )  # fmt: skip
    people = pd.DataFrame(
        [(one, None, "A", "mens", 0, 1, "", False, None, "bevestigd", "", "") for one in ids[:60]],
        columns=Codings.names(),
    )
    tables = {"Segments": segments, "Codings": people}
    run = SimpleNamespace(
        table=lambda schema: tables[schema.__name__], settings=SimpleNamespace(seed=7)
    )
    few, more = (list(stage._asked(run, n)["segment_id"]) for n in (8, 24))
    assert set(few) < set(more) <= set(ids[:60])
    assert len({one.split("/")[0] for one in more}) == 3  # not the first table alone
    assert more == sorted(more, key=ids.index)
    assert len(stage._asked(run, 0)) == 80
