"""Stages that read: files to segments, screened for what points to a child, with words and vectors."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.domain.codebook import Codebook
from pipeline.domain.settings import Settings
from pipeline.domain.tables import (
    DialogueTables,
    Documents,
    Notices,
    Participants,
    Quarantine,
    Segments,
    Statements,
    Tokens,
    Voters,
    Votes,
    check,
)
from pipeline.domain.tables.intake import MetaTexts, MetSpeakers, ReadingOverview
from pipeline.engine import work
from pipeline.intake.overview import reading_overview
from pipeline.intake.reading import check_unique_tables, input_files, read_table
from pipeline.intake.statement_words import normal_theme
from pipeline.intake.statements import StatementRules
from pipeline.language.dutch import load_language, resolve_language, tokens_of
from pipeline.language.encoders import Package, load_encoder, resolve_encoder
from pipeline.language.in_context import (
    READERS,
    Model,
    Reader,
    in_context,
    read_in_context,
    reader_id,
    whole_stretches,
)
from pipeline.language.readings import Readings
from pipeline.provenance import code_digest, digest_of, digests_of_files
from pipeline.stages.run import Run
from pipeline.stages.withdrawn import ends_past, folders_of, people_gone

CHUNK = 128  # texts between two steps of the progress bar, at least
READ = (
    DialogueTables, Participants, Documents, Segments, Quarantine, Notices, MetSpeakers, MetaTexts,
    ReadingOverview, Statements, Voters, Votes,
)  # fmt: skip


def inputs_of(settings: Settings) -> dict[str, dict[str, str]]:
    """Return the digests of every input file, per folder of the study."""
    return {
        folder.name: digests_of_files(input_files(folder), folder)
        for folder in folders_of(settings)
    }


def ends_of(settings: Settings) -> dict[str, list[str]]:
    """Return the ends of consent that have passed, per folder that has any."""
    ends = {folder.name: ends_past(folder, settings.judged_on) for folder in folders_of(settings)}
    return {name: past for name, past in ends.items() if past}


def read(run: Run) -> None:
    """Files to documents and segments, table by table."""
    folders = folders_of(run.settings)
    digests = inputs_of(run.settings)
    shared = digest_of(
        {
            "code": code_digest(),
            "perspectives": run.perspectives.__dict__,
            "themes": [theme.id for theme in run.codebook.themes],
            "cut_above": run.settings.cut_above,
            "prioritising": asdict(run.settings.prioritising),
            "names": statement_themes(run.codebook),
        }
    )

    def one(folder: Path) -> tuple[str, dict[str, pd.DataFrame]]:
        gone = people_gone(run.settings, folder)
        ends = ends_past(folder, run.settings.judged_on)
        parts = [shared, folder.name, digest_of(digests[folder.name])]
        parts += [digest_of({"gone": gone, "ends": ends})] if gone or ends else []
        return run.store.key(*parts), dict(
            run.store.remember("inlezen", parts, lambda: _read(run, folder, gone))
        )

    readings = []
    keys = []
    for done, (key, tables) in enumerate(work(folders, one), start=1):
        keys.append(key)
        readings.append(tables)
        run.progress("Tafels inlezen", done, len(folders))
    check_unique_tables(
        [
            (tables["DialogueTables"]["table_id"].iloc[0], folder)
            for tables, folder in zip(readings, folders, strict=True)
        ]
    )
    run.put_all(readings, READ)
    run.keys |= {
        tables["DialogueTables"]["table_id"].iloc[0]: key
        for tables, key in zip(readings, keys, strict=True)
    }


def _read(run: Run, folder: Path, gone: list[str]) -> dict[str, pd.DataFrame]:
    reading = read_table(
        folder,
        perspectives=run.perspectives,
        theme_ids=[theme.id for theme in run.codebook.themes],
        cut_above=run.settings.cut_above,
        withdrawn=gone,
        on=run.settings.judged_on,
        rules=statement_rules(run),
    )
    return {
        "DialogueTables": reading.dialogue_tables,
        "Participants": reading.participants,
        "Documents": reading.documents,
        "Segments": reading.segments,
        "Quarantine": reading.quarantine,
        "Notices": reading.notices,
        "MetSpeakers": reading.speakers,
        "MetaTexts": reading.meta_texts,
        "ReadingOverview": reading_overview([reading]),
        "Statements": reading.statements,
        "Voters": reading.voters,
        "Votes": reading.votes,
    }


def statement_rules(run: Run) -> StatementRules:
    """Return what reading a session's sheet needs of the study."""
    return StatementRules(run.settings.prioritising, statement_themes(run.codebook))


def statement_themes(codebook: Codebook) -> dict[str, str]:
    """Return to which theme each name on a session's sheet leads: ids and labels, of subcodes too."""
    names: dict[str, str] = {}
    for code in sorted(codebook.codes, key=lambda one: one.id != codebook.theme_of(one.id)):
        for name in (code.id, code.id.rpartition(".")[2], code.label):
            names.setdefault(normal_theme(name), codebook.theme_of(code.id))
    return names


def parse(run: Run) -> None:
    """Segments to words with lemma and part of speech, table by table."""
    segments = run.table(Segments)
    model_id = resolve_language(run.settings.language_model)
    run.records["language"] = model_id
    loaded: list[Any] = []  # the language model, loaded once and only when a table needs it

    def one(table_id: str) -> pd.DataFrame:
        def make() -> dict[str, pd.DataFrame]:
            if not loaded:
                loaded.append(load_language(run.settings.language_model))
            own = segments[segments["table_id"] == table_id].reset_index(drop=True)
            return {"Tokens": tokens_of(check(own, Segments), loaded[0])}

        return run.store.remember("woorden", [run.keys[table_id], model_id], make)["Tokens"]

    tables = list(run.table(DialogueTables)["table_id"])
    parts = []
    for done, tokens in enumerate(work(tables, one), start=1):
        parts.append({"Tokens": tokens})
        run.progress("Woorden ontleden", done, len(tables))
    run.put_all(parts, [Tokens])


def encode(run: Run) -> None:
    """Segments to what the models of the study's choice make of each, alone and among others."""
    segments, name = run.table(Segments), run.settings.sentence_model
    alone = _vectors(run, name, list(segments["text"]), run.settings.study)
    models: dict[Package, Model] = {}  # loaded once each, and only where something is not known yet
    in_context, at_length, briefly = (_read_with(run, reader, models) for reader in READERS)
    readings = Readings(alone, in_context, np.hstack([at_length, briefly]))
    ids = [resolve_encoder(name)[0], *(reader_id(reader, name) for reader in READERS)]
    run.records["encoder"] = {
        "id": "+".join(filter(None, ids)), "dimension": sum(readings.widths),
    }  # fmt: skip
    run.records["readings"] = readings


def _read_with(run: Run, reader: Reader, models: dict[Package, Model]) -> np.ndarray:
    """Return what a reader makes of every segment among its neighbours; no columns without it."""
    segments = run.table(Segments)
    model_id = reader_id(reader, run.settings.sentence_model)
    if not model_id:
        return np.zeros((len(segments), 0), dtype=np.float32)
    places = in_context(
        list(segments["text"]),
        list(segments["perspective"]),
        list(segments["table_id"] + "/" + segments["document"]),
        reader.stretch,
    )

    def make(missing: list[str]) -> np.ndarray:
        model = models.get(reader.source) or models.setdefault(reader.source, reader.load())
        rows = np.zeros((len(missing), reader.dimension), dtype=np.float32)
        done = 0
        for part in whole_stretches(missing, CHUNK):
            rows[part] = read_in_context([missing[row] for row in part], reader, model)
            done += len(part)
            run.progress("Zinnen in verband", done, len(missing))
        return rows

    owner = f"{run.settings.study}/{reader.source.package}-{reader.stretch}"
    return run.store.vectors(places, model_id, reader.dimension, make, owner=owner)


def _vectors(run: Run, name: str, texts: list[str], owner: str) -> np.ndarray:
    """Return one vector for every text, from the cache where it was seen before."""
    model_id, dimension = resolve_encoder(name)

    def make(missing: list[str]) -> np.ndarray:
        encoder = load_encoder(name)
        rows = []
        for start in range(0, len(missing), CHUNK):
            rows.append(encoder.encode(missing[start : start + CHUNK]))
            run.progress("Zinnen omzetten", min(start + CHUNK, len(missing)), len(missing))
        return np.concatenate(rows)

    return run.store.vectors(texts, model_id, dimension, make, owner=owner)
