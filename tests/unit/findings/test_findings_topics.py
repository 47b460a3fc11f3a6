"""Topics beside the codebook: found where there are some, and not where there are none."""

import numpy as np
import pandas as pd
import pytest

from pipeline.findings import topics as module
from pipeline.findings.topics import (
    OUTLIER,
    certify,
    cluster_vectors,
    find_topics,
    match_topics,
    smallest_topic,
)


@pytest.fixture(autouse=True)
def without_bertopic(monkeypatch):
    """Cluster by the same parts; the whole of BERTopic takes long to load and has a flow test."""

    def model(documents, vectors, *, seed):
        labels = cluster_vectors(vectors, seed=seed)
        return labels, {topic: ["woord"] for topic in set(labels.tolist())}

    monkeypatch.setattr(module, "model_topics", model)


def world(n_clusters=3, each=40, noise=60, n_tables=4, seed=0):
    """Return segments and vectors: tight clusters that every table holds, and noise."""
    generator = np.random.default_rng(seed)
    middles = generator.normal(size=(n_clusters, 30)) * 4
    parts = [middle + generator.normal(size=(each, 30)) * 0.3 for middle in middles]
    vectors = np.vstack([*parts, generator.normal(size=(noise, 30)) * 4])
    ids = [f"S{number:03d}" for number in range(len(vectors))]
    tables = [f"T{number % n_tables}" for number in range(len(vectors))]
    return pd.DataFrame({"segment_id": ids, "table_id": tables}), vectors


def found(segments, vectors, codes=None, **more):
    words = dict.fromkeys(segments["segment_id"], "woord")
    return find_topics(segments, vectors, words, codes or {}, seed=1, min_tables=3,
                       n_seeds=3, n_orders=2, **more)  # fmt: skip


def test_clusters_that_every_table_holds_are_stable_candidates():
    segments, vectors = world()
    model = found(segments, vectors)
    true = [set(segments["segment_id"].iloc[n * 40 : n * 40 + 40]) for n in range(3)]
    rows = model.topics.to_dict("records")
    for cluster in true:
        (row,) = [one for one in rows if len(cluster & set(one["segment_ids"])) >= 36]
        assert (row["stable"], row["candidate"], row["n_tables"]) == (True, True, 4)
    assert set(model.runs["kind"]) == {"zaad", "volgorde", "zonder een tafel"}
    assert model.runs["n_matched"].min() >= 3


def test_a_topic_that_a_code_already_covers_is_no_candidate():
    segments, vectors = world()
    codes = {f"S{number:03d}": frozenset({"regie"}) for number in range(25)}
    rows = found(segments, vectors, codes).topics.set_index("code")
    assert rows.loc["regie", "code_share"] == pytest.approx(25 / 40, abs=0.05)
    assert not rows.loc["regie", "candidate"]
    assert rows.loc[""]["candidate"].all()


def test_a_topic_of_one_table_is_no_candidate():
    segments, vectors = world()
    segments.loc[:39, "table_id"] = "T9"
    rows = found(segments, vectors).topics
    own = rows[rows["table_ids"].map(lambda ids: ids == ["T9"])]
    assert len(own) == 1
    assert not own["candidate"].any()


@pytest.mark.parametrize("size", [0, 1, 59])
def test_too_few_segments_say_so(size):
    segments, vectors = world()
    model = found(segments.iloc[:size], vectors[:size])
    assert len(model.topics) == 0
    assert "niet worden geschat" in model.note


def test_noise_alone_or_equal_vectors_give_no_topics_and_no_error():
    segments, vectors = world(n_clusters=1, each=1, noise=80)
    assert len(found(segments, vectors).topics) == 0
    same = np.ones((len(segments), 30))
    assert found(segments, same).n_segments == len(segments)


def test_segments_without_a_word_left_give_no_topics():
    segments, vectors = world()
    model = find_topics(segments, vectors, {}, {}, seed=1, min_tables=3)
    assert model.note


def test_the_same_seed_gives_the_same_topics():
    segments, vectors = world(seed=5)
    first, second = found(segments, vectors), found(segments, vectors)
    pd.testing.assert_frame_equal(first.topics, second.topics)
    pd.testing.assert_frame_equal(first.runs, second.runs)


def test_topics_are_numbered_by_size():
    _, vectors = world(n_clusters=2, each=60)
    labels = cluster_vectors(np.vstack([vectors[:20], vectors[60:]]), seed=1)
    sizes = pd.Series(labels[labels != OUTLIER]).value_counts()
    assert sizes.loc[0] >= sizes.loc[1]
    assert smallest_topic(5000) == 20
    assert smallest_topic(100) == 10


def test_a_topic_comes_back_when_half_of_it_is_shared():
    whole = np.array([0, 0, 0, 0, 1, 1, -1])
    assert match_topics(whole, whole, np.array([5, 5, 5, -1, 5, 2, -1])) == {0: True, 1: True}
    assert match_topics(whole, whole, np.array([-1, -1, 3, 3, 3, 3, 3])) == {0: False, 1: False}
    # A run that lost three of a topic's four segments did not bring it back.
    kept = whole[[0, 4, 5]]
    assert match_topics(whole, kept, np.array([0, 1, 1])) == {0: False, 1: True}


def test_one_table_has_no_run_without_it():
    segments, vectors = world(n_tables=1)
    labels = cluster_vectors(vectors, seed=1)
    runs, _ = certify(segments, vectors, labels, seed=1, n_seeds=1, n_orders=1)
    assert set(runs["kind"]) == {"zaad", "volgorde"}
