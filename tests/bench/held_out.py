"""Report the model on what no choice was made with: `python tests/bench/held_out.py [auto|use|beste]`.

Trained on the development tables of tests/cases/verdeling.yaml alone; reported on those tables by
cross-validation, on the tables set apart, and on the study that is only for reporting. The figures
are in docs/coderen.md. Choose nothing by them.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from pipeline.coding.classifier import predict  # noqa: E402
from pipeline.coding.training import TrainingSet  # noqa: E402
from pipeline.domain.settings import read_settings  # noqa: E402
from pipeline.domain.tables import Codings, Segments, Tokens, check, empty  # noqa: E402
from pipeline.stages.analysis import start  # noqa: E402
from pipeline.stages.material import VECTORS, gather_other, training_set  # noqa: E402
from pipeline.stages.quality import tables_on  # noqa: E402

FLOOR = 0.4


def main(encoder: str, output: Path) -> pd.DataFrame:
    """Print and return the key figures on the three sets."""
    held = yaml.safe_load((ROOT / "tests/cases/verdeling.yaml").read_text("utf-8"))
    settings = read_settings(ROOT / "configs" / f"{held['studie']}.yaml")
    run = start(replace(settings, sentence_model=encoder), output, lambda *_: None)
    for stage in VECTORS:
        stage(run)
    everything = training_set(run)
    development = part(everything, held["achtergehouden"], inside=False)
    sets = {
        "ontwikkeling (kruisvalidatie)": (development, None),
        "achtergehouden tafels": (
            part(everything, held["achtergehouden"], inside=True),
            development,
        ),
    }
    for study in held["alleen_rapporteren"]:
        there = gather_other(run, ROOT / "configs" / f"{study}.yaml")
        sets[study] = (training_set(there), development)
    columns = {}
    for name, (target, learnt) in sets.items():
        seen = target if learnt is None else target._replace(codings=empty(Codings))
        predictions = predict(*seen, run.codebook, seed=settings.seed, extra=learnt)
        tables = tables_on(target, predictions, run.codebook, seed=settings.seed, floor=FLOOR)
        columns[name] = tables["kerncijfers"].set_index("maat")["waarde"].round(3)
    figures = pd.DataFrame(columns)
    print(figures.to_string())
    return figures


def part(training: TrainingSet, tables: list[str], *, inside: bool) -> TrainingSet:
    """Return the part of a study that these tables are, or are not."""
    kept = (training.segments["table_id"].isin(tables) == inside).to_numpy()
    segments = check(training.segments[kept].reset_index(drop=True), Segments)
    ids = set(segments["segment_id"])

    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["segment_id"].isin(ids)].reset_index(drop=True)

    return TrainingSet(
        segments,
        check(own(training.tokens), Tokens),
        check(own(training.codings), Codings),
        training.readings[kept],
    )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(sys.argv[1] if len(sys.argv) > 1 else "auto", Path(folder))
