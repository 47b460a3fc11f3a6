"""The stage behind `zekerheid`: how often each estimator would be right in a study of this size."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pandas as pd

from pipeline.domain.errors import InputError
from pipeline.domain.tables import Segments
from pipeline.files.atomic import write_bytes
from pipeline.findings.certainty import judge_estimators, summarise_estimators
from pipeline.findings.coverage import World, fit_world, simulate_coverage
from pipeline.findings.estimates import frame_of_code
from pipeline.release.appendix.page import Chapter, render_page
from pipeline.release.appendix.selftest import (
    estimator_table,
    plan_table,
    theme_table,
    world_table,
)
from pipeline.release.appendix.spreadsheet_text import team_csv
from pipeline.release.figures.style import read_style
from pipeline.release.report.content import TeamTable
from pipeline.stages.apart import only_sessions
from pipeline.stages.appendix_tables import needed_for, sampled_codings
from pipeline.stages.counting import MODEL
from pipeline.stages.proof import keep_proof
from pipeline.stages.run import Run

PRETENDED = 0.15  # the share coded by hand that is tried where a study coded all of it
FEWEST_WORLDS = 500  # below, chance alone moves a coverage of 95 of 100 by more than two
WIDTHS = (0.05, 0.10, 0.20)
LEAD = (
    "Alleen voor het team. Werelden zijn nagemaakt op de maat van deze studie: met haar eigen cijfers,",
    "en ook met fouten van het model en een spreiding waar de rekenwijzen niet van uitgaan.",
    "Intervallen gaan niet naar buiten; deze proef zegt alleen welke je binnen het team mag gebruiken.",
)


@dataclass(frozen=True)
class Certainty:
    """What the self-test found: the verdict per estimator, and where it was written."""

    verdict: TeamTable
    folder: Path
    hand_share: float
    kept: bool  # whether the appendix goes by it


def prove_estimators(run: Run, *, runs: int, hand_share: float | None) -> Certainty:
    """Simulate worlds of this study's size for every theme and write what each estimator is worth.

    Raises:
        InputError: when people coded at fewer than two tables.
    """
    coder, codes = run.records["coder"], [theme.id for theme in run.codebook.themes]
    codings, _ = sampled_codings(run)
    frames = {
        code: frame_of_code(
            run.table(Segments), codings, run.codebook, code, coder=coder, model=MODEL
        )
        for code in codes
    }
    judged_frame = frames[codes[0]]
    if judged_frame.loc[judged_frame["label"].notna(), "table_id"].nunique() < 2:
        raise InputError("Kan niet worden geschat: daarvoor zijn twee gecodeerde tafels nodig.")
    worlds = {code: _world(frame, hand_share) for code, frame in frames.items()}
    parts = []
    for done, (code, world) in enumerate(worlds.items(), start=1):
        found = simulate_coverage(world, seed=run.settings.seed, runs=runs)
        parts.append(found.assign(code=code))
        run.progress("Werelden namaken", done, len(worlds))
    coverage = pd.concat(parts, ignore_index=True)
    judged = judge_estimators(coverage)
    fitted = pd.DataFrame([{"code": code, **asdict(world)} for code, world in worlds.items()])
    needed = _needed(frames)
    folder = run.store.folder / "zekerheid"
    written = {"dekking": coverage, "oordeel": judged, "werelden": fitted, "nodig": needed}
    for name, table in written.items():
        write_bytes(folder / f"{name}.csv", team_csv(table))
    verdict = estimator_table(summarise_estimators(judged))
    tables = [verdict, theme_table(judged, run.codebook), world_table(fitted, run.codebook)]
    page = render_page(
        f"Zekerheid: {run.settings.title}",
        LEAD,
        [Chapter("Zelftest", tables), Chapter("Vooruit", [plan_table(needed, run.codebook)])],
        read_style(run.settings.house_style),
        sessions=only_sessions(run),
    )
    write_bytes(folder / "zekerheid.html", page)
    # Another share than the study's own says nothing of its own size, and a few worlds say little.
    kept = hand_share is None and runs >= FEWEST_WORLDS
    if kept:
        keep_proof(run, judged, runs=runs)
    return Certainty(verdict, folder, next(iter(worlds.values())).hand_share, kept)


def _world(frame: pd.DataFrame, hand_share: float | None) -> World:
    """Return the study's own world, with a share coded by hand that leaves something to correct."""
    world = fit_world(frame)
    if hand_share is None:
        hand_share = world.hand_share if world.hand_share < 1 else PRETENDED
    return replace(world, hand_share=hand_share)


def _needed(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    rows = [
        (code, width, *needed_for(frame, width=width))
        for code, frame in frames.items()
        for width in WIDTHS
    ]
    table = pd.DataFrame(rows, columns=["code", "width", "segments", "tables"])
    return table.astype({"segments": float, "tables": float})
