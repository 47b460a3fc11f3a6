"""Material and people's codings in; scores of models that did not see the table, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding import cutoffs, ridge
from pipeline.coding.features import (
    BLOCKS,
    Array,
    Block,
    Material,
    likeness,
    mix_with_neighbours,
)
from pipeline.coding.training import (
    ANY,
    Targets,
    TrainingSet,
    leading_series,
    targets_of,
    with_extra,
)
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments, Tokens
from pipeline.domain.wording import VALENCES
from pipeline.language.readings import Readings

FOLDS = 10  # groups of tables; fewer when there are fewer tables
MIN_TABLES = 4  # hand-coded tables under which there is no model
MAX_TRAINING = 6000  # segments; of more than these a seeded draw is used, for memory
PENALTY = 0.3
NEIGHBOUR_SHARE = 0.1  # how much of a neighbour's score a segment takes over
VALENCE_SHARE = 0.1  # the same for valences


@dataclass(frozen=True)
class Predictions:
    """What the model says of every countable segment; rows are segment ids.

    `proposed` is where a code's score lies above the threshold of the model that coded its table.
    """

    probabilities: pd.DataFrame  # columns: the codes that are predicted, and "*": any theme
    proposed: pd.DataFrame  # the same columns, true or false
    valences: pd.DataFrame  # columns: VALENCES, scores
    valence: pd.Series[str]


def predict(
    segments: DataFrame[Segments],
    tokens: DataFrame[Tokens],
    codings: DataFrame[Codings],
    readings: Readings,
    codebook: Codebook,
    *,
    seed: int,
    extra: TrainingSet | None = None,
    blocks: Mapping[str, Block] = BLOCKS,
) -> Predictions | None:
    """Return the model's probabilities for every countable segment; see `code_by_model`.

    None when fewer than `MIN_TABLES` tables are hand-coded and `extra` does not make up for it.
    """
    workshop = prepare(
        segments, tokens, codings, readings, codebook, seed=seed, extra=extra, blocks=blocks
    )
    if workshop is None or len(np.unique(workshop.tables[workshop.known])) < MIN_TABLES:
        return None
    own = np.arange(len(segments))
    with one_thread():
        outcomes = [
            (rows, outcome_of(workshop, rows, left_out))
            for rows, left_out in _folds(workshop.tables, workshop.known, own, seed)
        ]
    return _gathered(outcomes, segments, workshop.targets.codes)


def prepare(
    segments: DataFrame[Segments],
    tokens: DataFrame[Tokens],
    codings: DataFrame[Codings],
    readings: Readings,
    codebook: Codebook,
    *,
    seed: int,
    extra: TrainingSet | None = None,
    blocks: Mapping[str, Block] = BLOCKS,
) -> Workshop | None:
    """Return what the models of all folds share; None where no person judged any segment."""
    material = Material(segments, tokens, readings)
    judged = leading_series(codings)
    if extra is not None:
        material, judged = with_extra(material, judged, extra)
    targets = targets_of(material.segments, judged, codebook)
    known = np.flatnonzero(targets.judged & material.segments["countable"].to_numpy())
    if not len(known):
        return None
    with one_thread():
        known = _drawn(known, seed)
        alike = likeness(material, known, blocks)
        inverse = ridge.invert(alike[known], penalty=PENALTY)
        coded = targets.given[known, targets.codes.index(ANY)] > 0
        penalties = np.where(coded, PENALTY, ridge.UNHEARD)
        inverse_coded = ridge.invert(alike[known], penalty=penalties)
    return Workshop(material.segments, targets, known, alike, inverse, inverse_coded)


def one_thread() -> Any:
    """Return the context in which sums run in one order: the same bytes on any number of cores."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)


class Workshop(NamedTuple):
    """What the models of all folds share."""

    segments: DataFrame[Segments]
    targets: Targets
    known: NDArray[np.intp]  # the judged rows
    alike: Array  # (n segments, n known)
    inverse: Array  # (n known, n known), of the penalised likeness
    inverse_coded: Array  # the same, where only segments with a theme are heard

    @property
    def tables(self) -> NDArray[Any]:
        """Return the table of every segment."""
        return self.segments["table_id"].to_numpy()


class Outcome(NamedTuple):
    """What one model says of the segments of its fold."""

    scores: Array  # as the ridge gave them, mixed with the neighbours': what ranks segments
    probabilities: Array
    proposed: NDArray[np.bool_]
    valence_scores: Array
    valence: NDArray[np.intp]


def _drawn(known: NDArray[np.intp], seed: int) -> NDArray[np.intp]:
    """Return at most `MAX_TRAINING` of the judged rows, in order."""
    if len(known) <= MAX_TRAINING:
        return known
    chosen = np.random.default_rng(seed).choice(known, MAX_TRAINING, replace=False)
    return np.sort(chosen)


def _folds(
    tables: NDArray[Any], known: NDArray[np.intp], own: NDArray[np.intp], seed: int
) -> Iterator[tuple[NDArray[np.intp], NDArray[Any]]]:
    """Give our own rows fold by fold, each with the tables that its model may not see."""
    coded = np.unique(tables[np.intersect1d(known, own)])
    mixed = np.random.default_rng(seed).permutation(coded)
    n_folds = min(FOLDS, len(mixed))
    for number in range(n_folds):
        left_out = mixed[number::n_folds]
        yield own[np.isin(tables[own], left_out)], left_out
    others = own[~np.isin(tables[own], coded)]
    if len(others):
        yield others, np.array([], dtype=tables.dtype)


def outcome_of(workshop: Workshop, rows: NDArray[np.intp], left_out: NDArray[Any]) -> Outcome:
    """Fit on every known row outside `left_out`, and say what the model makes of `rows`."""
    segments, targets, known, alike = workshop[:4]
    tables = workshop.tables[known]
    inside = ~np.isin(tables, left_out)
    training, towards = known[inside], alike[np.ix_(rows, inside)]
    given, valences = targets.given[training], targets.valences[training]
    valued = np.eye(len(VALENCES) + 1)[valences][:, :-1]
    fitted = ridge.fit(
        ridge.without(workshop.inverse, inside), np.hstack([given, valued]), tables[inside]
    )
    found = ridge.scores(fitted, towards)
    place, n_codes = targets.codes.index(ANY), len(targets.codes)
    coded = ridge.fit(
        ridge.without(workshop.inverse_coded, inside), given, tables[inside],
        heard=given[:, place] > 0,
    )  # fmt: skip
    before = _both_ways(fitted.left_out[:, :n_codes], coded.left_out, place)
    after = _both_ways(found[:, :n_codes], ridge.scores(coded, towards), place)
    before = _mixed(before, segments, training, NEIGHBOUR_SHARE)
    after = _mixed(after, segments, rows, NEIGHBOUR_SHARE)
    chances, proposed = _judge(before, given > 0, after)
    said = valences >= 0
    valued_before = _mixed(fitted.left_out[:, n_codes:], segments, training, VALENCE_SHARE)
    shifts = cutoffs.best_shifts(valued_before[said], valences[said])
    valence_scores = _mixed(found[:, n_codes:], segments, rows, VALENCE_SHARE) * shifts
    best = valence_scores.argmax(axis=1)
    valence = best if said.any() else np.full(len(rows), -1)
    return Outcome(after, chances, proposed, valence_scores, valence)


def _both_ways(direct: Array, among_coded: Array, place: int) -> Array:
    """Return the mean of a code's score, and of "has a theme" times its score among those that do.

    Two-part model, Cragg (1971). "Has a theme" itself, in column `place`, stays as it is.
    """
    has_theme = np.clip(direct[:, place : place + 1], 0, 1)
    found = (direct + has_theme * np.clip(among_coded, 0, 1)) / 2
    found[:, place] = direct[:, place]
    return np.asarray(found)


def _judge(
    before: Array, truth: NDArray[np.bool_], after: Array
) -> tuple[Array, NDArray[np.bool_]]:
    """Return, by code, the probabilities of new scores, and which of them are proposed.

    `before` are the scores of training segments by models without their table: only these choose.
    """
    chances, proposed = np.empty(after.shape), np.empty(after.shape, dtype=bool)
    for column in range(after.shape[1]):
        old, given, new = before[:, column], truth[:, column], after[:, column]
        chances[:, column] = cutoffs.probabilities(old, given, new)
        proposed[:, column] = new >= cutoffs.best_threshold(old, given)
    return chances, proposed


def _mixed(
    scores: Array, segments: DataFrame[Segments], rows: NDArray[np.intp], share: float
) -> Array:
    """Return the scores of `rows` mixed with `share` of each neighbour's in the same document."""
    return mix_with_neighbours(scores, segments.iloc[rows], share)


def _gathered(
    outcomes: list[tuple[NDArray[np.intp], Outcome]],
    segments: DataFrame[Segments],
    codes: list[str],
) -> Predictions:
    """Return the folds' outcomes as one, in the order of the countable segments."""
    order = np.concatenate([rows for rows, _ in outcomes])
    ids = segments["segment_id"].to_numpy()[order]
    kept = segments.loc[segments["countable"], "segment_id"]

    def table(parts: Any, columns: Any) -> pd.DataFrame:
        return pd.DataFrame(np.concatenate(parts), index=ids, columns=columns).reindex(kept)

    names = np.array([*VALENCES, ""])
    valence = pd.Series(names[np.concatenate([part.valence for _, part in outcomes])], index=ids)
    return Predictions(
        table([part.probabilities for _, part in outcomes], codes),
        table([part.proposed for _, part in outcomes], codes),
        table([part.valence_scores for _, part in outcomes], list(VALENCES)),
        valence.loc[kept],
    )
