"""The stage behind `onderwerpen`: what segments speak of that the codebook has no code for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.domain.codebook import read_codebook
from pipeline.domain.tables import Segments, Tokens, Topics, check
from pipeline.exchange.candidate_sheet import (
    FILE,
    candidate_book,
    codebook_with,
    name_cards,
    next_version,
    read_accepted,
)
from pipeline.exchange.decision_sheets import read_book, write_book
from pipeline.files.atomic import write_bytes, write_text
from pipeline.findings.basis import Basis
from pipeline.findings.topics import TopicModel, find_topics
from pipeline.findings.word_counts import content_words
from pipeline.language.dutch import stop_words
from pipeline.release.appendix.page import Chapter, render_page
from pipeline.release.appendix.spreadsheet_text import team_csv
from pipeline.release.appendix.topics import run_table, topic_table
from pipeline.release.figures.style import read_style
from pipeline.release.report.content import TeamTable
from pipeline.stages import reading
from pipeline.stages.apart import only_sessions
from pipeline.stages.outputs import basis_of
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

MOST_SEGMENTS = 6000  # clustering grows with the square, and the certificate repeats it forty times
LEAST_WORDS = 4  # a shorter turn ("Ja, precies.") is like every other
LEAD = (
    "Alleen voor het team. Onderwerpen die fragmenten uit zichzelf vormen, naast het codeboek.",
    (
        "Alleen Nederlandse fragmenten van vier woorden of meer: anders vormt een taal of een "
        "kort antwoord een eigen onderwerp."
    ),
)  # fmt: skip
ALL, UNCODED = "alle fragmenten", "fragmenten zonder code"


@dataclass(frozen=True)
class TopicReport:
    """What was found and where it was written."""

    models: Mapping[str, TopicModel]
    n_candidates: int
    folder: Path
    workbook: Path
    codebook: Path | None  # a new version, where people accepted a code


def find_study_topics(run: Run) -> TopicReport:
    """Find topics over all and over uncoded segments and write them, with cards of the candidates."""
    run.progress("Onderwerpen zoeken", 0, 2)
    reading.encode(run)
    basis = basis_of(run)
    codes = {
        str(segment_id): frozenset(own)
        for segment_id, own in basis.evidence.groupby("segment_id")["code"]
    }
    fit = _fit_segments(run)
    models: dict[str, TopicModel] = {}
    for number, (name, chosen) in enumerate(
        ((ALL, fit), (UNCODED, fit & ~run.table(Segments)["segment_id"].isin(list(codes)))), start=1
    ):
        models[name] = _model(run, _drawn(chosen, seed=run.settings.seed), codes)
        run.progress("Onderwerpen zoeken", number, 2)
    folder = run.store.folder / "onderwerpen"
    _write(run, basis, models, folder)
    workbook, n_candidates, codebook = _update_cards(run, models)
    return TopicReport(models, n_candidates, folder, workbook, codebook)


def _fit_segments(run: Run) -> pd.Series:
    segments = run.table(Segments)
    long = segments["text"].str.split().map(len) >= LEAST_WORDS
    return segments["countable"] & long & (segments["language"] == "nl")


def _drawn(chosen: pd.Series, *, seed: int) -> np.ndarray:
    """Return which segments to use: all, or of a very large study a draw."""
    places = np.flatnonzero(chosen.to_numpy(dtype=bool))
    if len(places) > MOST_SEGMENTS:
        generator = np.random.default_rng(seed)
        places = np.sort(generator.choice(places, size=MOST_SEGMENTS, replace=False))
    used = np.zeros(len(chosen), dtype=bool)
    used[places] = True
    return used


def _model(run: Run, chosen: np.ndarray, codes: Mapping[str, frozenset[str]]) -> TopicModel:
    words = content_words(run.table(Tokens), stop_words=stop_words())
    joined = words.groupby("segment_id")["word"].agg(" ".join)
    texts = dict(zip(joined.index.astype(str), joined.astype(str), strict=True))
    return find_topics(
        run.table(Segments)[chosen].reset_index(drop=True),
        run.records["readings"].alone[chosen],
        texts,
        codes,
        seed=run.settings.seed,
        min_tables=run.settings.min_tables,
    )


def _write(run: Run, basis: Basis, models: Mapping[str, TopicModel], folder: Path) -> None:
    chapters = []
    for name, model in models.items():
        mark = "alle" if name == ALL else "zonder-code"
        write_bytes(folder / f"onderwerpen-{mark}.csv", team_csv(model.topics))
        write_bytes(folder / f"stabiliteit-{mark}.csv", team_csv(model.runs))
        write_bytes(folder / f"kruising-{mark}.csv", team_csv(_crossed(basis, model.topics)))
        outliers = f"{_draw_told(model)}{model.n_outliers} van {model.n_segments} fragmenten horen bij geen onderwerp."
        tables: list[TeamTable] = []
        if not model.note:
            n_tables = run.table(Segments)["table_id"].nunique()
            tables = [
                topic_table(model.topics, run.codebook, of_tables=n_tables),
                run_table(model.runs, n_topics=len(model.topics)),
            ]
        else:
            tables = [TeamTable("Onderwerpen", model.note, pd.DataFrame())]
        chapters.append(Chapter(name[:1].upper() + name[1:], tables, outliers))
    style = read_style(run.settings.house_style)
    title, sessions = f"Onderwerpen: {run.settings.title}", only_sessions(run)
    page = render_page(title, LEAD, chapters, style, sessions=sessions)
    write_bytes(folder / "onderwerpen.html", page)


def _draw_told(model: TopicModel) -> str:
    if model.n_segments < MOST_SEGMENTS:
        return ""
    return f"Er zijn {MOST_SEGMENTS} fragmenten geloot, want meer kost te veel tijd. "


def _crossed(basis: Basis, topics: pd.DataFrame) -> pd.DataFrame:
    """Return a row per topic and a column per theme: how many of its segments have that theme."""
    held = basis.evidence.groupby("theme")["segment_id"].agg(set).to_dict()
    rows = [
        {"onderwerp": row["topic"], "fragmenten": row["n_segments"]}
        | {theme: len(held.get(theme, set()) & set(row["segment_ids"])) for theme in basis.themes}
        for row in topics.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["onderwerp", "fragmenten", *basis.themes])


def _update_cards(run: Run, models: Mapping[str, TopicModel]) -> tuple[Path, int, Path | None]:
    """Write the cards of candidates anew, and a new version of the codebook where some were accepted."""
    path = decisions_folder(run.settings) / FILE
    former = read_book(path)
    accepted = read_accepted(former, run.codebook)
    found = pd.concat([model.topics for model in models.values()], ignore_index=True)
    # One card for a topic that was found among all segments and among those without a code.
    held: list[set[str]] = []
    kept = []
    for place, row in enumerate(found.to_dict("records")):
        own = set(row["segment_ids"])
        if row["candidate"] and not any(
            len(own & other) / len(own | other) >= 0.5 for other in held
        ):
            held.append(own)
            kept.append(place)
    candidates = check(found.iloc[kept].assign(topic=range(len(kept))), Topics)
    cards = name_cards(candidates, former)
    book = candidate_book(candidates, cards, run.table(Segments), run.codebook, former=former)
    write_book(path, book, former)
    if not accepted:
        return path, len(candidates), None
    version = next_version(run.codebook.version)
    target = path.with_name(f"codeboek-{version}.yaml")
    text = run.settings.codebook.read_text(encoding="utf-8")
    write_text(target, codebook_with(text, accepted, version=version))
    read_codebook(target)
    return path, len(candidates), target
