"""What the verbs about the model learn from is what the model of `analyse` learns from."""

from __future__ import annotations

import pytest

from pipeline.stages import material, quality


@pytest.fixture
def elsewhere(monkeypatch):
    """Let a study name two others under `leren_van`."""
    monkeypatch.setattr(
        material.coding, "other_studies", lambda _: {"een": ("k1", "set1"), "twee": ("k2", "set2")}
    )
    monkeypatch.setattr(material, "join_training_sets", lambda sets: list(sets.values()))


def test_other_studies_are_learnt_from_with_their_names_and_digests(elsewhere):
    learnt = material.learnt_elsewhere(None)
    assert learnt == (("een", "twee"), ["k1", "k2"], ["set1", "set2"])


def test_a_study_that_names_no_other_learns_from_none(monkeypatch):
    monkeypatch.setattr(material.coding, "other_studies", lambda _: {})
    assert material.learnt_elsewhere(None) == ((), [], None)


def test_a_model_is_measured_with_all_that_it_learns_from(monkeypatch):
    asked = {}

    class AskedError(Exception):
        """Raised where the model would begin."""

    def predict(*_, extra, **__):
        asked["extra"] = extra
        raise AskedError

    class Run:
        settings = type("Settings", (), {"seed": 1})
        codebook = None

        def progress(self, *_):
            pass

    monkeypatch.setattr(quality, "predict", predict)
    monkeypatch.setattr(quality, "training_set", lambda _: ())
    with pytest.raises(AskedError):
        quality._measured(Run(), "elders", floor=0.4, quick=True)
    assert asked == {"extra": "elders"}
