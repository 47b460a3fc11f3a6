"""What two releases of the same dialoogsessies tell of fewer people than may be told."""

from __future__ import annotations

import dataclasses

from pipeline.release.comparison import HOLDS_BACK, SMALL_STEP, WORKED_OUT
from pipeline.release.people_comparison import FEW_PEOPLE, NO_WORDS, compare_people, without_words
from tests.unit.release.session_worlds import drawn

BLOCS = {"professionals": 7, "beleid": 6}


def test_the_same_release_twice_tells_nothing_new():
    shown = drawn(BLOCS, {"a": [1] * 13, "b": [1, 1, *[0] * 11]}).shown()
    assert compare_people(shown, shown, min_people=3).empty


def test_one_person_fewer_holds_a_release_back():
    before = drawn(BLOCS, {"a": [1] * 13}).shown()
    now = drawn({"professionals": 7, "beleid": 5}, {"a": [1] * 12}).shown()
    found = compare_people(before, now, min_people=3)
    assert {FEW_PEOPLE, SMALL_STEP} <= set(found["problem"])
    assert set(found["level"]) == {HOLDS_BACK}


def test_a_count_that_was_shown_before_and_is_blanked_now_is_laid_beside_it():
    votes = {"a": [1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0]}
    now = drawn(BLOCS, votes).shown()
    assert now.statements["n_supporters"].isna().all()
    before = dataclasses.replace(
        now, statements=now.statements.assign(n_supporters=[5], blanked=[""])
    )
    found = compare_people(before, now, min_people=3)
    assert list(found["problem"]) == [WORKED_OUT]


def test_no_word_of_anyone_is_kept():
    kept = without_words(drawn(BLOCS, {"a": [1] * 13}).shown())
    assert set(kept.statements["text"]) == {NO_WORDS}
    assert set(kept.statements["question"]) == {""}
