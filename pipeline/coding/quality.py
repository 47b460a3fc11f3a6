"""Codings of people and of another coder in; how good the other is, by code and group, out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandera.typing import DataFrame

from pipeline.coding.training import ANY, leading_series
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments
from pipeline.domain.wording import VALENCES

COLUMNS = (
    "measure", "code", "n_segments", "n_given", "n_proposed", "n_right", "precision", "recall",
    "f1", "average_precision", "top_precision",
)  # fmt: skip
TOP_SHARE = 0.05  # of the segments: what a person with little time would look at
BINS = 10


def quality_by_code(
    codings: DataFrame[Codings],
    coder: str,
    codebook: Codebook,
    *,
    probabilities: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return a row (`COLUMNS`) per theme and subcode, for "geen thema", and the mean over themes.

    Compared with the leading series, over the segments that it judged (and, for a coder that judges
    by itself, that the coder judged too). `probabilities` (rows segment ids, columns codes, "*" for
    any theme; see `prediction.Predictions`) ranks all segments; without it only what was proposed
    is ranked, by confidence. Subcodes that people gave nowhere have no row.
    """
    people, other = leading_series(codings), codings[codings["coder"] == coder]
    segments = compared_segments(people, other)
    truth, proposed = (
        membership(people, segments, codebook),
        membership(other, segments, codebook),
    )
    ranks = _ranks(other, segments, proposed, probabilities, codebook)
    rows = []
    for code, given in truth.items():
        measure = "geen thema" if not code else "subcode" if codebook.code(code).parent else "thema"
        if measure == "subcode" and not given.any():
            continue
        rows.append((measure, code, len(segments), *_figures(given, proposed[code], ranks[code])))
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    themes = table[(table["measure"] == "thema") & (table["n_given"] > 0)]
    means = [themes[column].mean() for column in COLUMNS[6:]]
    counts = [int(themes[column].sum()) for column in COLUMNS[3:6]]
    mean = ("gemiddeld thema", "", len(segments), *counts, *means)
    return pd.concat([table, pd.DataFrame([mean], columns=list(COLUMNS))], ignore_index=True)


def valence_confusion(codings: DataFrame[Codings], coder: str) -> pd.DataFrame:
    """Return how often the coder gave each valence (columns) where people gave each (rows).

    The last two columns are the recall and the F1 of that row's valence.
    """
    people, other = leading_series(codings), codings[codings["coder"] == coder]
    sides = [
        side[side["valence"] != ""].drop_duplicates("segment_id").set_index("segment_id")["valence"]
        for side in (people, other)
    ]
    pairs = pd.concat(sides, axis=1, join="inner", keys=["people", "coder"])
    counts = pd.crosstab(pairs["people"], pairs["coder"]).reindex(
        index=list(VALENCES), columns=list(VALENCES), fill_value=0
    )
    right = np.diag(counts).astype(float)
    given, proposed = counts.sum(axis=1).to_numpy(), counts.sum(axis=0).to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        recall, f1 = right / given, 2 * right / (given + proposed)
    return counts.assign(recall=recall, f1=f1).reset_index(names="valence")


def calibration(
    codings: DataFrame[Codings], probabilities: pd.DataFrame, codebook: Codebook
) -> pd.DataFrame:
    """Return, for ten bins of probability over all themes, what was said and what people gave.

    Columns: `low` and `high` of the bin, `n` pairs of segment and theme, `mean_probability`,
    `share_given`. Empty bins have no row.
    """
    people = leading_series(codings)
    segments = [s for s in sorted(set(people["segment_id"])) if s in probabilities.index]
    truth = membership(people, segments, codebook)
    themes = [theme.id for theme in codebook.themes if theme.id in probabilities]
    if not themes or not segments:
        return pd.DataFrame(columns=["low", "high", "n", "mean_probability", "share_given"])
    said = np.concatenate([probabilities.loc[segments, theme].to_numpy() for theme in themes])
    given = np.concatenate([truth[theme] for theme in themes])
    places = np.minimum((said * BINS).astype(int), BINS - 1)
    rows = [
        (place / BINS, (place + 1) / BINS, int((places == place).sum()),
         float(said[places == place].mean()), float(given[places == place].mean()))
        for place in range(BINS)
        if (places == place).any()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["low", "high", "n", "mean_probability", "share_given"])


def quality_by_group(
    codings: DataFrame[Codings],
    coder: str,
    segments: DataFrame[Segments],
    codebook: Codebook,
    *,
    column: str,
) -> pd.DataFrame:
    """Return precision, recall and F1 over all themes together, by a column of the segments.

    `column` is for example "perspective", "kind", "language" or "table_id": is the coder worse for
    some voices than for others? Columns: the group, `n_segments`, `n_given`, `n_proposed`,
    `n_right`, `precision`, `recall`, `f1`.
    """
    people, other = leading_series(codings), codings[codings["coder"] == coder]
    compared = compared_segments(people, other)
    truth, proposed = (
        membership(people, compared, codebook),
        membership(other, compared, codebook),
    )
    groups = segments.set_index("segment_id")[column].reindex(compared).to_numpy()
    themes = [theme.id for theme in codebook.themes]
    rows = []
    for group in sorted(set(groups)):
        inside = groups == group
        given = sum(int(truth[theme][inside].sum()) for theme in themes)
        found = sum(int(proposed[theme][inside].sum()) for theme in themes)
        right = sum(int((truth[theme] & proposed[theme])[inside].sum()) for theme in themes)
        rows.append((group, int(inside.sum()), given, found, right, *_rates(given, found, right)))
    names = ["n_segments", "n_given", "n_proposed", "n_right", "precision", "recall", "f1"]
    return pd.DataFrame(rows, columns=[column, *names])


def compared_segments(people: pd.DataFrame, other: pd.DataFrame) -> list[str]:
    """Return the segments on which both have a say, in order."""
    judged = set(people["segment_id"])
    if set(other["source"]) - {"regel"}:
        judged &= set(other["segment_id"])
    return sorted(judged)


def membership(
    coder: pd.DataFrame, segments: list[str], codebook: Codebook
) -> dict[str, NDArray[np.bool_]]:
    """Return for every code, and "" for none, to which of the segments a coder gave it."""
    place = {segment: row for row, segment in enumerate(segments)}
    found = {code.id: np.zeros(len(segments), dtype=bool) for code in codebook.codes}
    found[""] = np.ones(len(segments), dtype=bool)
    kept = coder[coder["status"] != "verworpen"]
    for segment, code in zip(kept["segment_id"], kept["code"], strict=True):
        if segment in place and isinstance(code, str) and code in codebook:
            for name in (code, codebook.theme_of(code)):
                found[name][place[segment]] = True
            found[""][place[segment]] = False
    return found


def _ranks(
    other: pd.DataFrame,
    segments: list[str],
    proposed: Mapping[str, NDArray[np.bool_]],
    probabilities: pd.DataFrame | None,
    codebook: Codebook,
) -> dict[str, NDArray[np.float64]]:
    """Return for every code a number for each segment: the higher, the likelier."""
    if probabilities is not None:
        full = probabilities.reindex(segments)
        ranks = {code: full[code].to_numpy() for code in proposed if code in full}
        return {
            code: 1 - full[ANY].to_numpy() if not code else ranks.get(code, proposed[code] * 1.0)
            for code in proposed
        }
    ranks = {code: member.astype(float) for code, member in proposed.items()}
    place = {segment: row for row, segment in enumerate(segments)}
    sure = other[other["confidence"].notna()].sort_values("confidence")
    for segment, code, confidence in zip(
        sure["segment_id"], sure["code"], sure["confidence"], strict=True
    ):
        name = code if isinstance(code, str) else ""
        if segment in place and (not name or name in codebook):
            ranks[name][place[segment]] = confidence
    return ranks


def _figures(
    given: NDArray[np.bool_], proposed: NDArray[np.bool_], ranks: NDArray[np.float64]
) -> tuple[float, ...]:
    """Return the counts and the rates of one code."""
    counts = (int(given.sum()), int(proposed.sum()), int((given & proposed).sum()))
    return (*counts, *_rates(*counts), average_precision(given, ranks), _at_the_top(given, ranks))


def _at_the_top(given: NDArray[np.bool_], ranks: NDArray[np.float64]) -> float:
    """Return the precision among the `TOP_SHARE` that rank highest, ties taken together."""
    if not len(ranks):
        return float("nan")
    n = max(1, round(TOP_SHARE * len(ranks)))
    last = np.sort(ranks)[::-1][n - 1]
    above, level = ranks > last, ranks == last
    return float(given[above].sum() + (n - above.sum()) * given[level].mean()) / n


def _rates(n_given: int, n_proposed: int, n_right: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, not a number where there is nothing to divide by."""

    def share(part: int, whole: int) -> float:
        return part / whole if whole else float("nan")

    return (
        share(n_right, n_proposed),
        share(n_right, n_given),
        share(2 * n_right, n_given + n_proposed),
    )


def average_precision(given: NDArray[np.bool_], ranks: NDArray[np.float64]) -> float:
    """Return the mean precision at every segment that has the code, ties taken together."""
    from sklearn.metrics import average_precision_score

    return float(average_precision_score(given, ranks)) if given.any() else float("nan")
