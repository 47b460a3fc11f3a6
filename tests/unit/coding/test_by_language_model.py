"""Questions for a language model, and what counts as an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.coding.by_language_model import (
    Answer,
    answer_schema,
    codings_of,
    instructions,
    question,
    read_answer,
)


def test_the_task_holds_every_code_and_the_definitions_of_themes(codebook):
    task = instructions(codebook)
    assert all(code.id in task for code in codebook.codes)
    assert "Of hulp er is." in task


def test_the_task_holds_what_people_agreed_and_what_subcodes_mean(codebook):
    sub = next(code for code in codebook.codes if not code.is_theme)
    told = replace(sub, definition="Iemand neemt het over", exclude=("Hulp vragen.", "Steun."))
    codes = tuple(told if code.id == sub.id else code for code in codebook.codes)
    task = instructions(replace(codebook, codes=codes, rules=("Codeer wat er staat.",)))
    assert f"- {sub.id}: {sub.label}. Iemand neemt het over. Niet: Hulp vragen; Steun." in task
    assert "Afspraken:\n- Codeer wat er staat." in task


def test_a_question_holds_what_stands_around_it_in_short(codebook):
    asked = question("a" * 900, "Niemand belde.", "b" * 900, "ouder")
    assert "Fragment: Niemand belde." in asked
    assert len(asked) < 800
    assert "Ervoor" not in question("", "Niemand belde.", "", "")
    assert "Onder de kop: Wat hielp" in question("", "Zij belde.", "", "", "Wat hielp")


def test_the_schema_allows_only_codes_of_the_codebook(codebook):
    allowed = answer_schema(codebook)["properties"]["codes"]["items"]["enum"]
    assert allowed == [code.id for code in codebook.codes]


def test_an_answer_is_read_each_code_once(codebook):
    text = '{"codes": ["regie", "regie", "toegang"], "valentie": "knelpunt"}'
    assert read_answer(text, codebook) == Answer(("regie", "toegang"), "knelpunt")


@pytest.mark.parametrize(
    "text",
    ["", "regie", "[]", '{"codes": "regie", "valentie": "knelpunt"}', "[" * 100_000,
     '{"codes": ["onbekend"], "valentie": "knelpunt"}', '{"codes": [1], "valentie": "knelpunt"}',
     '{"codes": ["regie"], "valentie": "mooi"}', '{"codes": ["regie"], "valentie": ["knelpunt"]}',
     '{"codes": ["regie"], "vale'],
)  # fmt: skip
def test_what_is_not_an_answer_is_none(codebook, text):
    assert read_answer(text, codebook) is None


@pytest.mark.parametrize(
    "around",
    ["```json\n{}\n```", "```\n{}```", "<think>\nregie {{of}} toegang?\n</think>\n{}", "  {}\n"],
)
def test_what_stands_around_an_answer_is_left_out(codebook, around):
    text = around.replace("{{", "{").replace("}}", "}")
    text = text.replace("{}", '{"codes": ["regie"], "valentie": "knelpunt"}')
    assert read_answer(text, codebook) == Answer(("regie",), "knelpunt")


def test_a_segment_without_an_answer_is_not_judged(study, codebook):
    first, second = study.segments["segment_id"].iloc[:2]
    found = codings_of(
        study.segments,
        {second: Answer((), "neutraal"), first: Answer(("regie", "toegang"), "knelpunt")},
    )
    assert found["segment_id"].tolist() == [first, first, second]
    assert found["code"].tolist()[:2] == ["regie", "toegang"]
    assert found["code"].isna().tolist() == [False, False, True]
    assert set(found["status"]) == {"voorstel"}
