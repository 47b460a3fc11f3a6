"""What was measured of a model in; tables, a page and a model card in the output folder out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pandas as pd

from pipeline.coding.training import leading_series
from pipeline.domain.tables import Codings, Segments
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.provenance import versions
from pipeline.release.figures.style import read_style
from pipeline.release.model_quality import CardFacts, in_dutch, model_card, quality_page
from pipeline.release.tabulation import csv_of
from pipeline.stages.analysis import fingerprint
from pipeline.stages.coder_quality import Tables
from pipeline.stages.quality_stored import MEASURED_ON
from pipeline.stages.run import Run

DIGITS = 6  # of what is stored: who shows two must not round what was rounded
OPTIONAL = ("leercurve.csv", "overdracht-*.csv", "taalmodel-*.csv")  # not measured every time


class About(NamedTuple):
    """What a measure was made with, and what stands beside it."""

    floor: float
    other: str  # the study that the model was carried over to, "" without one
    learnt: tuple[str, ...]  # other studies that it learnt from
    language_model: str  # that coded too, "" without one
    by_language_model: Tables


def write_quality(
    run: Run,
    target: Path,
    tables: Tables,
    transfers: Tables,
    about: About,
) -> None:
    """Write every table as CSV, the page and the card; each file takes its place in one move.

    Tables of an earlier state of the study go: beside these they would tell another story.
    """
    segments = run.table(Segments)
    judged = leading_series(run.table(Codings))
    facts = CardFacts(
        study=run.settings.title,
        n_tables=n_tables(judged),
        n_segments=judged["segment_id"].nunique(),
        n_all=int(segments["countable"].sum()),
        series=tuple(dict.fromkeys(run.table(Codings)["coder"])),
        codebook=f"{run.codebook.id} {run.codebook.version}",
        codebook_digest=file_digest(run.settings.codebook)[:12],
        language=str(run.records["language"]),
        encoder=str(run.records["encoder"]["id"]),
        seed=run.settings.seed,
        versions=versions(),
        other=about.other,
        floor=about.floor,
        learnt=about.learnt,
        language_model=about.language_model,
    )
    mark = fingerprint(run.settings)
    _clear_older(target, mark)
    for name, table in tables.items():
        write_bytes(target / f"{name}.csv", csv_of(in_dutch(table.round(DIGITS))))
    for name, table in transfers.items():
        write_bytes(
            target / f"overdracht-{facts.other}-{name}.csv", csv_of(in_dutch(table.round(DIGITS)))
        )
    for name, table in about.by_language_model.items():
        write_bytes(target / f"taalmodel-{name}.csv", csv_of(in_dutch(table.round(DIGITS))))
    style = read_style(run.settings.house_style)
    page = quality_page(facts, tables, transfers, style, by_language_model=about.by_language_model)
    write_bytes(target / "modelkwaliteit.html", page.encode())
    write_bytes(target / MEASURED_ON, mark.encode())
    write_bytes(target / "modelkaart.md", model_card(facts, tables, transfers).encode())


def _clear_older(target: Path, mark: str) -> None:
    """Remove the tables that were measured on another state of the study."""
    known = target / MEASURED_ON
    if known.is_file() and known.read_text(encoding="utf-8").strip() != mark:
        for name in OPTIONAL:
            for file in sorted(target.glob(name)):
                file.unlink()


def n_tables(judged: pd.DataFrame) -> int:
    """Return of how many dialogue tables codings are."""
    return int(judged["segment_id"].str.rsplit("/", n=2).str[0].nunique())
