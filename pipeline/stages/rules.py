"""`regels`: a study's file in; how often every pattern of its codebook fires, and how often people agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.coding.terms import rule_hits, rule_quality, unknown_speakers
from pipeline.domain.codebook import Codebook
from pipeline.domain.tables import Codings, Segments, Tokens
from pipeline.files.atomic import write_bytes
from pipeline.release.model_quality import in_dutch
from pipeline.release.tabulation import csv_of
from pipeline.stages.material import WORDS, gather
from pipeline.stages.progress import Progress
from pipeline.stages.quality_stored import FOLDER

FILE = "regels.csv"


@dataclass(frozen=True)
class Rules:
    """The patterns with their figures, and where they were written."""

    file: Path
    patterns: pd.DataFrame  # see `rule_quality`; silent patterns too
    codebook: Codebook
    hand_coded: bool
    unknown_speakers: list[str]


def weigh_rules(study: Path, folder: Path | None, progress: Progress) -> Rules:
    """Count every pattern and compare it with the leading series.

    Raises:
        InputError: when something in the study has to be mended first.
    """
    run = gather(study, folder, progress, WORDS)
    progress("Regels toepassen", 0, 1)
    hits = rule_hits(run.table(Segments), run.table(Tokens), run.codebook)
    codings = run.table(Codings)
    patterns = rule_quality(hits, codings, run.codebook)
    progress("Regels toepassen", 1, 1)
    file = run.store.folder / FOLDER / FILE
    write_bytes(file, csv_of(in_dutch(patterns.round(3))))
    unknown = unknown_speakers(run.table(Segments), run.codebook)
    return Rules(
        file, patterns, run.codebook, hand_coded=len(codings) > 0, unknown_speakers=unknown
    )
