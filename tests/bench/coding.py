"""Measure the model that codes: how long it learns, and how many segments a second it codes.

Part of `make bench`. With the vectors of all segments at hand, as the cache gives them: once with
the hand-coded tables alone, and once with three copies of them that nobody coded beside them. What
the copies add is what coding costs; what stays is learning, ten times over for the tables left out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.coding.classifier import predict  # noqa: E402
from pipeline.coding.training import TrainingSet, join_training_sets  # noqa: E402
from pipeline.domain.codebook import Codebook  # noqa: E402
from pipeline.domain.settings import read_settings  # noqa: E402
from pipeline.stages.analysis import start  # noqa: E402
from pipeline.stages.material import VECTORS, training_set  # noqa: E402

COPIES = 3
SEED = 1


def timed(part: TrainingSet, codebook: Codebook) -> float:
    """Return the seconds in which a model is made of the coded tables and codes every segment."""
    begun = time.perf_counter()
    predict(*part, codebook, seed=SEED)
    return time.perf_counter() - begun


def with_copies(part: TrainingSet) -> TrainingSet:
    """Return the study with copies of its segments that nobody coded."""
    copies = join_training_sets({f"kopie{number}": part for number in range(COPIES)})
    return TrainingSet(
        pd.concat([part.segments, copies.segments], ignore_index=True),
        pd.concat([part.tokens, copies.tokens], ignore_index=True),
        part.codings,
        type(part.readings).joined([part.readings, copies.readings]),
    )


def main() -> None:
    """Print the table."""
    settings = read_settings(ROOT / "configs" / "friesland-28.yaml")
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("use", "auto"):
            run = start(replace(settings, sentence_model=name), Path(folder), lambda *_: None)
            for stage in VECTORS:
                stage(run)
            part = training_set(run)
            alone, more = timed(part, run.codebook), timed(with_copies(part), run.codebook)
            rate = COPIES * len(part.segments) / max(more - alone, 1e-9)
            rows.append((name, len(part.segments), alone, rate))
    print(
        "| zinsmodel | gecodeerde fragmenten | leren, tien keer, en die coderen | erbij per seconde |"
    )
    print("|---|---|---|---|")
    for name, n_segments, seconds, rate in rows:
        print(f"| `{name}` | {n_segments} | {seconds:.1f} s | {rate:.0f} |")


if __name__ == "__main__":
    main()
