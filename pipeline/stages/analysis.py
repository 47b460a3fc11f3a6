"""`analyse`: one study's file in; its output folder filled, or left as it was when nothing changed."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.domain.codebook import read_codebook
from pipeline.domain.settings import Settings, configs_folder, perspective_map, read_settings
from pipeline.files.atomic import file_digest, write_bytes
from pipeline.language.dutch import resolve_language
from pipeline.language.encoders import resolve_encoder
from pipeline.language.in_context import READERS, reader_id
from pipeline.provenance import code_digest, digest_of, versions
from pipeline.release.texts import read_texts
from pipeline.stages import (
    apart,
    appendix,
    coding,
    counting,
    decisions,
    decks,
    echoes,
    figures,
    leaflets,
    praatplaat,
    proof,
    reading,
    screening,
    session_drawing,
    session_products,
    session_shield,
    sessions,
    sheets,
    table_files,
)
from pipeline.stages.progress import Progress
from pipeline.stages.quality_stored import quality_digest
from pipeline.stages.run import Run
from pipeline.stages.summary import summary_of
from pipeline.store import Store, output_digests, read_run

Stage = Callable[[Run], None]

STAGES: tuple[Stage, ...] = (
    reading.read,
    screening.screen,
    reading.parse,
    reading.encode,
    coding.people,
    coding.by_rules,
    coding.by_model,
    apart.set_apart,
    sessions.tie,
    sessions.rank,
    sessions.compare,
    echoes.echo,
    session_shield.shield,
    counting.count,
    figures.release,
    figures.act,
    figures.draw,
    sheets.agree,
    sheets.word,
    sheets.compose,
    leaflets.themes,
    leaflets.groups,
    leaflets.profile,
    session_drawing.draw,
    session_products.compose,
    praatplaat.draw,
    appendix.append,
    sheets.report,
    table_files.tabulate,
    session_products.tabulate,
    table_files.name_all_columns,
)
RECORD = "concept/run.json"


@dataclass(frozen=True)
class Outcome:
    """What came of one run: its record, and whether anything had to be done."""

    folder: Path
    record: dict[str, Any]
    changed: bool


def default_folder(settings: Settings) -> Path:
    """Return where a study's output goes: `uitvoer/<studie>` beside the folder of the study's data."""
    return settings.output


def analyse(
    study: Path, folder: Path | None, progress: Progress, *, with_deck: bool = False
) -> Outcome:
    """Bring the output of one study up to date; with a presentation of its charts when asked for.

    Raises:
        InputError: when something in the study has to be mended first; the former output stays.
    """
    settings = read_settings(study)
    folder = folder or default_folder(settings)
    mark = fingerprint(settings)
    record = read_run(folder)
    complete = not with_deck or decks.CONCEPT in record.get("uitvoer", {})
    if (
        complete
        and record.get("vingerafdruk") == mark
        and record.get("modelkwaliteit", "") == quality_digest(folder)
        and record.get("uitvoer") == output_digests(folder, leave_out=[RECORD])
    ):
        return Outcome(folder, record, changed=False)
    run = start(settings, folder, progress)
    run.records["mark"] = mark
    timings = {}
    for stage in (*STAGES, decks.present) if with_deck else STAGES:
        begun = time.perf_counter()
        stage(run)
        timings[f"{stage.__module__.rsplit('.', 1)[-1]}.{stage.__name__}"] = round(
            time.perf_counter() - begun, 3
        )
    record = _put_in_place(run, mark, timings)
    (folder / "vrijgave").mkdir(exist_ok=True)  # empty, until a person lets something out
    run.store.prune()
    return Outcome(folder, record, changed=True)


def start(settings: Settings, folder: Path, progress: Progress) -> Run:
    """Return a run that is ready for its first stage."""
    codebook = read_codebook(settings.codebook)
    perspectives = perspective_map(settings, tuple(codebook.perspectives), codebook.groups)
    store = Store(folder)
    store.open()
    run = Run(settings, codebook, perspectives, store, progress)
    run.records["texts"] = read_texts(configs_folder() / "teksten.yaml")
    return run


def fingerprint(settings: Settings) -> str:
    """Return one digest of everything that can change the output of this study."""
    others = [read_settings(path) for path in settings.learn_from]
    return digest_of(
        {
            "code": code_digest(),
            "configs": configs_digest(),
            "studies": [_study_digest(each) for each in (settings, *others)],
            "language": resolve_language(settings.language_model),
            "encoder": resolve_encoder(settings.sentence_model),
            "readers": [reader_id(reader, settings.sentence_model) for reader in READERS],
        }
    )


def configs_digest() -> str:
    """Return the digest of the product's own settings."""
    names = (
        "standaard.yaml", "perspectieven.yaml", "lemmas.yaml", "teksten.yaml", "praatplaat.yaml",
    )  # fmt: skip
    return digest_of({name: file_digest(configs_folder() / name) for name in names})


def _study_digest(settings: Settings) -> str:
    files = [settings.path, settings.codebook, settings.house_style, *settings.codings]
    files += screening.decision_files(settings)
    return digest_of(
        {
            "files": [(file.name, file_digest(file)) for file in files],
            "tables": reading.inputs_of(settings),
            "ended": reading.ends_of(settings),
            "decisions": decisions.decisions_digest(settings),
            "proof": proof.proof_digest(settings),
        }
    )


def _put_in_place(run: Run, mark: str, timings: dict[str, float]) -> dict[str, Any]:
    """Write everything anew beside the former output, and let it take its place in one move."""
    with run.store.fresh() as new:
        for path, content in run.files.items():
            write_bytes(new / path, content)
        record = {
            "studie": run.settings.study,
            "titel": run.settings.title,
            "gemaakt": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            "vingerafdruk": mark,
            "versies": versions(),
            "codeboek": {
                "id": run.codebook.id,
                "versie": run.codebook.version,
                "digest": file_digest(run.settings.codebook),
            },
            "modellen": {"taal": run.records["language"], "zinnen": run.records["encoder"]},
            "zaad": run.settings.seed,
            "instellingen": _settings_record(run.settings),
            "invoer": reading.inputs_of(run.settings),
            "coderingen": {file.stem: file_digest(file) for file in run.settings.codings},
            "samenvatting": summary_of(run),
            "stappen": {stage: vars(tally) for stage, tally in sorted(run.store.tallies.items())},
            "seconden": timings,
            "modelkwaliteit": quality_digest(run.store.folder),
            "uitvoer": output_digests(new),
        }
        write_bytes(new / RECORD, json.dumps(record, ensure_ascii=False, indent=1).encode())
    return record


def _settings_record(settings: Settings) -> dict[str, Any]:
    """Return the settings that shape results, without paths of this machine."""
    return {
        "taalmodel": settings.language_model,
        "zinsmodel": settings.sentence_model,
        "min_tafels": settings.min_tables,
        "min_personen": settings.min_people,
        "knip_boven": settings.cut_above,
        "perspectieven": dict(settings.perspectives),
        "perioden": [vars(period) for period in settings.periods],
        "coderingen": [file.name for file in settings.codings],
        "leren_van": [file.name for file in settings.learn_from],
    }
