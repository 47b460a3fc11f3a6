"""How many hand-coded segments each way of choosing them needs: `python tests/bench/which_first.py`.

Plays coding within the development tables (see tests/cases/verdeling.yaml): six tables are set
apart to test on, of the others a person "codes" 200 segments more at a time, chosen each way. The
figures are means over draws of the six tables. The curve is in docs/coderen.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.coding import cutoffs, ridge  # noqa: E402
from pipeline.coding.features import mix_with_neighbours  # noqa: E402
from pipeline.coding.prediction import (  # noqa: E402
    NEIGHBOUR_SHARE,
    PENALTY,
    Predictions,
    one_thread,
    prepare,
)
from pipeline.coding.quality import average_precision  # noqa: E402
from pipeline.coding.selection import choose_segments, farthest, uncertainty  # noqa: E402
from pipeline.domain.tables import Segments, check  # noqa: E402
from pipeline.stages.material import gather  # noqa: E402

STEP, MOST, N_TESTED, DRAWS = 200, 1400, 6, 6
WAYS = ("lot", "hele tafels", "twijfel", "spreiding", "gemengd")


def main(study: Path, output: Path) -> pd.DataFrame:
    """Print and return mean F1 and mAP by way of choosing and number of segments."""
    run = gather(study, output, lambda *_: None)
    world = World(run)
    rows = []
    for draw in range(DRAWS):
        for way in WAYS:
            rows += [(draw, way, *row) for row in world.play(way, draw)]
    played = pd.DataFrame(rows, columns=["draw", "way", "n", "f1", "map"])
    means = played.pivot_table(index="n", columns="way", values=["f1", "map"]).round(3)
    print(means.to_string())
    return means


class World:
    """The development tables, how alike their segments are, and what people gave."""

    def __init__(self, run) -> None:
        held = yaml.safe_load((ROOT / "tests/cases/verdeling.yaml").read_text("utf-8"))
        segments = run.table(Segments)
        kept = ~segments["table_id"].isin(held["achtergehouden"]) & segments["countable"]
        self.readings = run.records["readings"][kept.to_numpy()]
        self.segments = check(segments[kept].reset_index(drop=True), Segments)
        self.codebook = run.codebook
        workshop = prepare(
            self.segments,
            run.tables["Tokens"],
            run.tables["Codings"],
            self.readings,
            run.codebook,
            seed=0,
        )
        assert len(workshop.known) == len(self.segments), "every segment must be hand-coded"
        self.themes = [theme.id for theme in run.codebook.themes]
        self.themes = [theme for theme in self.themes if theme in workshop.targets.codes]
        columns = [workshop.targets.codes.index(theme) for theme in self.themes]
        self.alike, self.given = workshop.alike, workshop.targets.given[:, columns]
        self.tables = self.segments["table_id"].to_numpy()

    def play(self, way: str, draw: int):
        """Give the number of coded segments and how good the model then is, step by step."""
        random = np.random.default_rng(draw)
        order = random.permutation(np.unique(self.tables))
        tested = np.flatnonzero(np.isin(self.tables, order[:N_TESTED]))
        pool = np.flatnonzero(~np.isin(self.tables, order[:N_TESTED]))
        queue = np.concatenate([np.flatnonzero(self.tables == table) for table in order[N_TESTED:]])
        coded = queue[:STEP] if way == "hele tafels" else random.choice(pool, STEP, replace=False)
        while True:
            scores, limits, chances = self.fit(np.sort(coded), np.arange(len(self.tables)))
            yield (len(coded), *self.figures(scores[tested], limits, tested))
            if len(coded) >= min(MOST, len(pool) - STEP):
                return
            rest = np.setdiff1d(pool, coded)
            more = self.choose(way, chances, coded, rest, queue, random)
            coded = np.concatenate([coded, more])

    def choose(self, way, chances, coded, rest, queue, random):
        """Return the rows that are coded next."""
        if way == "lot":
            return random.choice(rest, STEP, replace=False)
        if way == "hele tafels":
            return queue[len(coded) : len(coded) + STEP]
        if way == "spreiding":
            return np.array(farthest(self.readings.alone, coded, rest, STEP))
        ids = self.segments["segment_id"]
        said = Predictions(pd.DataFrame(chances, index=ids, columns=self.themes), None, None, None)
        if way == "twijfel":
            doubt = uncertainty(said, self.codebook)
            return rest[np.argsort(-doubt[rest], kind="stable")[:STEP]]
        closed = frozenset(ids) - frozenset(ids.iloc[rest])
        chosen = choose_segments(
            self.segments, self.readings.alone, closed, self.codebook, said,
            n=STEP, seed=int(random.integers(1 << 30)),
        )  # fmt: skip
        return np.flatnonzero(ids.isin(chosen["segment_id"]).to_numpy())

    def fit(self, coded, rows):
        """Return scores, thresholds and chances by a model of the coded rows."""
        inverse = ridge.invert(self.alike[np.ix_(coded, coded)], penalty=PENALTY)
        fitted = ridge.fit(inverse, self.given[coded], self.tables[coded])
        scores = ridge.scores(fitted, self.alike[np.ix_(rows, coded)])
        scores = mix_with_neighbours(scores, self.segments.iloc[rows], NEIGHBOUR_SHARE)
        truth = self.given[coded] > 0
        columns = range(len(self.themes))
        limits = [cutoffs.best_threshold(fitted.left_out[:, c], truth[:, c]) for c in columns]
        chances = [
            cutoffs.probabilities(fitted.left_out[:, c], truth[:, c], scores[:, c]) for c in columns
        ]
        return scores, np.array(limits), np.column_stack(chances)

    def figures(self, scores, limits, tested):
        """Return macro-F1 and mean average precision over the tested rows."""
        truth, proposed = self.given[tested] > 0, scores >= limits
        both = (truth & proposed).sum(axis=0)
        f1 = 2 * both / np.maximum(truth.sum(axis=0) + proposed.sum(axis=0), 1)
        ranked = [
            average_precision(truth[:, c], scores[:, c])
            for c in range(len(self.themes))
            if truth[:, c].any()
        ]
        return float(f1.mean()), float(np.mean(ranked))


if __name__ == "__main__":
    with one_thread():
        main(
            Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "configs" / "friesland-28.yaml",
            Path(sys.argv[2]) if len(sys.argv) > 2 else ROOT / "data" / "uitvoer" / "friesland-28",
        )
