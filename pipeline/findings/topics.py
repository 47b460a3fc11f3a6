"""Segments, their vectors and words in; topics beside the codebook, with how stable they are, out.

BERTopic (Grootendorst 2022) with parts of our own: vectors that were made offline, principal
components instead of UMAP (the same on every machine, and the same for every seed), HDBSCAN (Campello
et al. 2013) that selects leaves, for with `eom` these vectors fall into two topics, and terms by
class-based TF-IDF over lemmas. Topics are shown only where they come back in most of the runs with
another seed, another order, or a table left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandera.typing import DataFrame

from pipeline.domain.errors import InputError
from pipeline.domain.tables import TopicRuns, Topics, check, empty

Vectors = npt.NDArray[np.floating[Any]]
Labels = npt.NDArray[np.int64]

FEWEST_SEGMENTS = 60  # below this nothing clusters but by chance
DIMENSIONS = 20
MOST_TERMS = 8
OUTLIER = -1
RECURS = 0.75  # the share of runs in which a topic must come back
ALIKE = 0.5  # Jaccard index from which two topics are the same
COVERED = 0.5  # a code that covers this share of a topic's segments already names it


@dataclass(frozen=True)
class TopicModel:
    """Topics of some segments and the certificate of their stability."""

    topics: DataFrame[Topics]
    runs: DataFrame[TopicRuns]
    n_segments: int
    n_outliers: int
    note: str = ""  # why there are no topics


def find_topics(
    segments: pd.DataFrame,
    vectors: Vectors,
    words: Mapping[str, str],
    codes: Mapping[str, frozenset[str]],
    *,
    seed: int,
    min_tables: int,
    n_seeds: int = 10,
    n_orders: int = 5,
) -> TopicModel:
    """Find what segments talk about by themselves.

    `segments` has `segment_id` and `table_id`, a row per row of `vectors`. `words` gives the lemmas
    of a segment with blanks between, `codes` its codes. A topic that recurs, is of `min_tables`
    tables or more and is not half covered by one code is a candidate for the codebook.
    """
    n_segments = len(segments)
    nothing = TopicModel(empty(Topics), empty(TopicRuns), n_segments, n_segments)
    if n_segments < FEWEST_SEGMENTS:
        return _without(nothing, f"daarvoor zijn {FEWEST_SEGMENTS} fragmenten nodig")
    documents = [words.get(one, "") for one in segments["segment_id"]]
    # BERTopic breaks off where everything is an outlier or no word is left: ask the parts first.
    if not any(documents) or (cluster_vectors(vectors, seed=seed) == OUTLIER).all():
        return _without(nothing, "geen enkele groep fragmenten lijkt genoeg op elkaar")
    labels, terms = model_topics(documents, vectors, seed=seed)
    found = sorted(set(labels.tolist()) - {OUTLIER})
    runs, came_back = certify(
        segments, vectors, labels, seed=seed, n_seeds=n_seeds, n_orders=n_orders
    )
    rows = []
    for topic in found:
        place = np.flatnonzero(labels == topic)
        ids = _typical_first(vectors, place, segments)
        tables = sorted(set(segments["table_id"].iloc[place]))
        code, code_share = _most_common_code(ids, codes)
        uncoded = sum(not codes.get(one) for one in ids) / len(ids)
        recurrence = float(np.mean(came_back[topic])) if came_back[topic] else 0.0
        stable = recurrence >= RECURS
        candidate = stable and len(tables) >= min_tables and code_share < COVERED
        rows.append((topic, terms.get(topic, []), len(ids), len(tables), recurrence, stable, code,
                     code_share, uncoded, candidate, tables, ids))  # fmt: skip
    table = pd.DataFrame(rows, columns=Topics.names())
    ordered = table.sort_values(["recurrence", "n_tables", "topic"], ascending=[False, False, True])
    return TopicModel(check(ordered, Topics), runs, n_segments, int((labels == OUTLIER).sum()))


def _without(nothing: TopicModel, why: str) -> TopicModel:
    note = f"Kan niet worden geschat: {why}."
    return TopicModel(nothing.topics, nothing.runs, nothing.n_segments, nothing.n_outliers, note)


def smallest_topic(n_segments: int) -> int:
    """Return how many segments a topic has at least: ten, more in a large study."""
    return max(10, round(n_segments / 250))


def reducer(n_rows: int, n_columns: int, seed: int) -> Any:
    """Return what turns vectors into a few dimensions: centred, to length one, principal components."""
    from sklearn.decomposition import PCA
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import FunctionTransformer, Normalizer, StandardScaler

    n = min(DIMENSIONS, n_rows - 1, n_columns)
    components = PCA(n, svd_solver="full" if n_rows < 20_000 else "randomized", random_state=seed)
    steps = (StandardScaler(with_std=False), Normalizer(), components, Normalizer())
    return make_pipeline(*steps, FunctionTransformer(partial(np.round, decimals=6)))


def clusterer(n_rows: int) -> Any:
    """Return what groups the reduced vectors; what is like nothing else is an outlier."""
    from sklearn.cluster import HDBSCAN

    return HDBSCAN(
        min_cluster_size=smallest_topic(n_rows),
        min_samples=3,
        cluster_selection_method="leaf",
        copy=True,
    )


def cluster_vectors(vectors: Vectors, *, seed: int) -> Labels:
    """Return the topic of every row, from 0 for the largest, -1 for what is in none."""
    own = np.asarray(vectors, dtype=np.float64)
    reduced = reducer(own.shape[0], own.shape[1], seed).fit_transform(own)
    return _largest_first(clusterer(len(own)).fit_predict(reduced))


def model_topics(
    documents: Sequence[str], vectors: Vectors, *, seed: int
) -> tuple[Labels, dict[int, list[str]]]:
    """Return the topic of every row by BERTopic, made of the parts above, and each topic's terms.

    Raises:
        InputError: when BERTopic is not installed.
    """
    try:
        from bertopic import BERTopic
        from bertopic.backend import BaseEmbedder
    except ImportError:
        raise InputError(
            "Voor onderwerpen is BERTopic nodig, en dat is hier niet geïnstalleerd. Draai opnieuw: make setup"
        ) from None
    from sklearn.feature_extraction.text import CountVectorizer

    own = np.asarray(vectors, dtype=np.float64)
    model = BERTopic(
        embedding_model=BaseEmbedder(),  # vectors are handed in; nothing is ever fetched
        umap_model=reducer(own.shape[0], own.shape[1], seed),
        hdbscan_model=clusterer(len(own)),
        vectorizer_model=CountVectorizer(analyzer=str.split),
        top_n_words=MOST_TERMS,
        calculate_probabilities=False,
        verbose=False,
    )
    found, _ = model.fit_transform(list(documents), embeddings=own)
    raw = np.array(found, dtype=np.int64)
    labels = _largest_first(raw)
    terms = {}
    for topic in sorted(set(labels.tolist()) - {OUTLIER}):
        weighed = model.get_topic(int(raw[np.flatnonzero(labels == topic)[0]])) or []
        terms[topic] = [str(word) for word, weight in weighed if word and weight > 0]
    return labels, terms


def _largest_first(raw: Labels) -> Labels:
    """Return topics numbered by size, equal ones by where they first occur."""
    topics, first, sizes = np.unique(raw, return_index=True, return_counts=True)
    order = [at for at in np.lexsort((first, -sizes)) if topics[at] != OUTLIER]
    place = {int(topics[at]): number for number, at in enumerate(order)}
    return np.array([place.get(int(topic), OUTLIER) for topic in raw], dtype=np.int64)


def certify(
    segments: pd.DataFrame,
    vectors: Vectors,
    labels: Labels,
    *,
    seed: int,
    n_seeds: int,
    n_orders: int,
) -> tuple[DataFrame[TopicRuns], dict[int, list[bool]]]:
    """Run again with other seeds, orders and without each table; tell which topics came back.

    A seed draws nine of ten segments, for the parts themselves have no chance in them. A table left
    out takes its own segments along: a topic that only one table carries does not come back.
    """
    generator = np.random.default_rng(seed)
    n, tables = len(labels), segments["table_id"].to_numpy(dtype=object)
    chosen: list[tuple[str, str, npt.NDArray[np.int64]]] = []
    for number in range(n_seeds):
        drawn = np.sort(generator.choice(n, size=max(round(0.9 * n), 2), replace=False))
        chosen.append(("zaad", str(number + 1), drawn))
    chosen += [
        ("volgorde", str(number + 1), generator.permutation(n)) for number in range(n_orders)
    ]
    different = sorted(set(tables))
    if len(different) > 1:
        chosen += [("zonder een tafel", str(t), np.flatnonzero(tables != t)) for t in different]
    came_back: dict[int, list[bool]] = {
        topic: [] for topic in sorted(set(labels.tolist()) - {OUTLIER})
    }
    rows = []
    for number, (kind, name, place) in enumerate(chosen):
        if len(place) < FEWEST_SEGMENTS // 2:
            continue
        again = cluster_vectors(vectors[place], seed=seed + number)
        matched = match_topics(labels, labels[place], again)
        for topic, found in matched.items():
            came_back[topic].append(found)
        n_topics = len(set(again.tolist()) - {OUTLIER})
        rows.append((kind, name, n_topics, float((again == OUTLIER).mean()),
                     _rand(labels[place], again), sum(matched.values())))  # fmt: skip
    return check(pd.DataFrame(rows, columns=TopicRuns.names()), TopicRuns), came_back


def match_topics(whole: Labels, kept: Labels, again: Labels) -> dict[int, bool]:
    """Tell for every topic whether a run holds one that shares at least half with it (Jaccard).

    `whole` are the topics of all segments, `kept` those of the segments in the run. Of a topic that
    lost segments to the run's choice, all of its own segments count: what is gone did not come back.
    """
    found = {}
    for topic in sorted(set(whole.tolist()) - {OUTLIER}):
        size, mine = int((whole == topic).sum()), again[kept == topic]
        alike = [
            both / (size + int((again == other).sum()) - both)
            for other in set(mine.tolist()) - {OUTLIER}
            if (both := int((mine == other).sum()))
        ]
        found[topic] = max(alike, default=0.0) >= ALIKE
    return found


def _rand(first: Labels, second: Labels) -> float:
    """Return the adjusted Rand index (Hubert & Arabie 1985), outliers as a group of their own."""
    from sklearn.metrics import adjusted_rand_score

    return float(adjusted_rand_score(first, second))


def _typical_first(
    vectors: Vectors, place: npt.NDArray[np.int64], segments: pd.DataFrame
) -> list[str]:
    """Return the ids of a topic's segments, those nearest to its middle first."""
    own = np.asarray(vectors[place], dtype=np.float64)
    away = np.round(np.linalg.norm(own - own.mean(axis=0), axis=1), 6)
    ids = list(segments["segment_id"].iloc[place])
    return [ids[at] for at in np.lexsort((np.array(ids), away))]


def _most_common_code(ids: Sequence[str], codes: Mapping[str, frozenset[str]]) -> tuple[str, float]:
    """Return the code that most of these segments share, with its share; the first by name on a tie."""
    counts = pd.Series([code for one in ids for code in sorted(codes.get(one, ()))], dtype=object)
    if counts.empty:
        return "", 0.0
    sizes = counts.value_counts()
    best = min(sizes.index, key=lambda code: (-int(sizes[code]), str(code)))
    return str(best), float(sizes[best]) / len(ids)
