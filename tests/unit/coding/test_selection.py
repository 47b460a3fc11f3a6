"""Which segments a person should code next."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from pipeline.coding.classifier import predict
from pipeline.coding.selection import FAR, RANDOM, UNSURE, choose_segments, farthest, uncertainty
from pipeline.domain.tables import Codings, check


@pytest.fixture(scope="module")
def half(study, codebook):
    """Let a person have coded five of the six tables."""
    own = study.codings[~study.codings["segment_id"].str.startswith("T5/")]
    training = study._replace(codings=check(own, Codings))
    return training, frozenset(own["segment_id"]), predict(*training, codebook, seed=3)


def choose(half, codebook, n=10, seed=1):
    training, judged, predictions = half
    return choose_segments(
        training.segments, training.readings.alone, judged, codebook, predictions, n=n, seed=seed
    )


def test_only_segments_that_nobody_judged_are_chosen_once(half, codebook):
    chosen = choose(half, codebook)
    assert len(chosen) == 10
    assert chosen["segment_id"].is_unique
    assert chosen["segment_id"].str.startswith("T5/").all()
    assert set(chosen["part"]) == {RANDOM, UNSURE, FAR}


def test_the_random_part_holds_every_segment_as_often_as_its_chance_says(half, codebook):
    drawn = [choose(half, codebook, seed=seed) for seed in range(400)]
    together = pd.concat(drawn)
    random = together[together["part"] == RANDOM]
    assert random["chance"].unique() == [3 / 24]
    often = random["segment_id"].value_counts() / 400
    assert len(often) == 24
    assert often.between(0.06, 0.2).all()
    assert together.loc[together["part"] != RANDOM, "chance"].isna().all()


def test_what_the_model_doubts_comes_before_what_it_is_sure_of(half, codebook):
    chosen = choose(half, codebook)
    doubt = pd.Series(uncertainty(half[2], codebook), index=half[2].probabilities.index)
    taken = doubt[chosen.loc[chosen["part"] == UNSURE, "segment_id"]]
    left = set(doubt.index[doubt.index.str.startswith("T5/")]) - set(chosen["segment_id"])
    assert taken.min() >= doubt[sorted(left)].max()


def test_the_farthest_are_unlike_what_was_seen():
    vectors = np.array([[1, 0], [1, 0.1], [0, 1], [-1, -1.1]], dtype=np.float32)
    assert farthest(vectors, np.array([0]), np.array([1, 2, 3]), 2) == [3, 2]
    assert farthest(vectors, np.array([0]), np.array([], dtype=int), 2) == []


def test_more_than_there_is_gives_all_there_is(half, codebook):
    chosen = choose(half, codebook, n=1000)
    assert len(chosen) == 24
    assert set(chosen["part"]) == {RANDOM}
    assert set(chosen["chance"]) == {1.0}  # not .3 of it: who codes all has drawn nothing


def test_without_a_model_places_go_to_the_draw_and_to_diversity(study, codebook):
    chosen = choose_segments(
        study.segments, study.readings.alone, frozenset(), codebook, None, n=20, seed=1
    )
    assert chosen["part"].value_counts().to_dict() == {FAR: 14, RANDOM: 6}


def test_all_judged_leaves_nothing(study, codebook):
    judged = frozenset(study.segments["segment_id"])
    for purpose in (frozenset(), judged):
        chosen = choose_segments(
            study.segments,
            study.readings.alone,
            judged,
            codebook,
            None,
            n=5,
            seed=1,
            on_purpose=purpose,
        )
        assert chosen.empty


def test_over_two_rounds_every_segment_is_drawn_with_the_chance_that_the_sheets_tell(
    study, codebook
):
    """What round one chose on purpose can still be drawn in round two: misses multiply exactly."""
    times, rounds = {}, 400
    for seed in range(rounds):
        first = choose_segments(
            study.segments, study.readings.alone, frozenset(), codebook, None, n=40, seed=[seed, 1]
        )
        by_chance = set(first.loc[first["part"] == RANDOM, "segment_id"])
        second = choose_segments(
            study.segments, study.readings.alone, frozenset(first["segment_id"]), codebook, None, n=40,
            seed=[seed, 2], on_purpose=frozenset(first["segment_id"]) - by_chance,
        )  # fmt: skip
        later = second[second["part"] == RANDOM]
        for segment in by_chance | set(later["segment_id"]):
            times[segment] = times.get(segment, 0) + 1
    told = 1 - (1 - first["chance"].max()) * (1 - later["chance"].max())
    often = pd.Series(times).reindex(study.segments["segment_id"]).fillna(0) / rounds
    assert often.mean() == pytest.approx(told, abs=1e-9)
    spread = (told * (1 - told) / rounds) ** 0.5
    assert ((often - told).abs() < 4.5 * spread).all()
