"""An output folder in; how long its blanks take, how many there are, and what the attack finds.

python tests/bench/disclosure.py data/uitvoer/friesland-28 configs/codeboek.yaml
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from pipeline.domain.codebook import read_codebook
from pipeline.domain.tables import Findings, check
from pipeline.release.coarsening import merge_small_groups
from pipeline.release.disclosure import (
    attack,
    level_derivations,
    release_findings,
)


def measure(folder: Path, codebook: Path, min_tables: int) -> str:
    """Release the findings of an analysis at one threshold, attack them, and say how it went."""
    findings = pd.read_parquet(folder / "werk" / "bevindingen.parquet")
    for column in ("table_ids", "segment_ids"):
        findings[column] = findings[column].map(list)
    counted = merge_small_groups(check(findings, Findings), min_tables=min_tables)
    levels = level_derivations(read_codebook(codebook))
    start = time.perf_counter()
    released = release_findings(counted, min_tables=min_tables, derivations=levels)
    blanked = time.perf_counter()
    found = attack(released, min_tables=min_tables, derivations=levels)
    end = time.perf_counter()
    true = counted.set_index("finding_id")["n_tables"].reindex(released["finding_id"]).to_numpy()
    hidden = released["n_tables"].isna().to_numpy()
    large = true >= min_tables
    return (
        f"min_tafels {min_tables}: {len(released)} rijen, {int((hidden & ~large).sum())} kleine en "
        f"{int((hidden & large).sum())} van {int(large.sum())} grotere afgeschermd in {blanked - start:.1f} s; "
        f"aanval {end - blanked:.1f} s, {int(found['pinned'].sum())} van {len(found)} bepaald"
    )


if __name__ == "__main__":
    for threshold in (3, 5, 8):
        print(measure(Path(sys.argv[1]), Path(sys.argv[2]), threshold))
