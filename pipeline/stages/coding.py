"""Stages that code: people's series as they fit the text, rules, and a model that learns from people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.classifier import TrainingSet, code_by_model, join_training_sets
from pipeline.coding.terms import code_by_rules
from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import read_settings
from pipeline.domain.tables import (
    CodingProblems,
    Codings,
    DialogueTables,
    Documents,
    Segments,
    Spans,
    Tokens,
    check,
    empty,
)
from pipeline.domain.tables.study import EVIDENCE
from pipeline.exchange.sheets import read_spans
from pipeline.files.atomic import file_digest
from pipeline.provenance import code_digest, digest_of
from pipeline.stages import apart, reading, screening
from pipeline.stages.run import Run, stack
from pipeline.stages.stored_offsets import match_stored
from pipeline.stages.withdrawn import withdrawals_of


def people(run: Run) -> None:
    """Series of codings by people to codings of segments; what fits nowhere is kept as a problem."""
    files = run.settings.codings
    spans = stack([read_spans(file) for file in files], Spans)
    _refuse_double_coders([file.stem for file in files])
    codings, problems = match_stored(run, spans, partial(_stands, run))
    run.put(codings, Codings)
    run.put(problems[np.array(_stands(run, problems), dtype=bool)], CodingProblems)
    run.keys["people"] = digest_of({file.stem: file_digest(file) for file in files})


def _stands(run: Run, problems: DataFrame[CodingProblems]) -> list[bool]:
    """Tell which codings are a problem: not those of words that somebody withdrew."""
    gone = {one.table_id for one in withdrawals_of(run.settings) if not one.participant}
    documents = run.table(Documents)
    texts = dict(
        zip(zip(documents["table_id"], documents["document"], strict=True), documents["text"], strict=True)
    )  # fmt: skip
    rows: Iterable[Any] = problems.itertuples()
    return [
        row.table_id not in gone
        and not texts.get((row.table_id, row.document), "-")[row.start : row.end].isspace()
        for row in rows
    ]


def _refuse_double_coders(names: list[str]) -> None:
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise InputError(
            f"coderingen: er zijn twee bestanden voor de reeks '{double[0]}'. De naam van het bestand is "
            "de naam van de reeks; geef elk bestand een eigen naam."
        )


def by_rules(run: Run) -> None:
    """Segments to the codes that the codebook's patterns find, table by table."""
    segments, tokens = run.table(Segments), run.table(Tokens)
    rules = digest_of({code.id: code.patterns for code in run.codebook.codes})
    owner = tokens["segment_id"].map(
        dict(zip(segments["segment_id"], segments["table_id"], strict=True))
    )
    tables = list(run.table(DialogueTables)["table_id"])
    coded = []
    for done, table_id in enumerate(tables, start=1):
        own = segments[segments["table_id"] == table_id].reset_index(drop=True)
        words = tokens[owner == table_id].reset_index(drop=True)
        parts = [run.keys[table_id], run.records["language"], rules, code_digest()]
        coded.append(
            run.store.remember("regels", parts, partial(_by_rules, run, own, words))["Codings"]
        )
        run.progress("Regels toepassen", done, len(tables))
    run.put(stack([run.table(Codings), *coded], Codings), Codings)


def _by_rules(run: Run, segments: pd.DataFrame, tokens: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {
        "Codings": code_by_rules(check(segments, Segments), check(tokens, Tokens), run.codebook)
    }


def by_model(run: Run) -> None:
    """Segments to the model's proposals; no table is coded by a model that saw its codings.

    Statements come after, from all that people coded at tables, and are not there when it codes
    what tables said: a sheet of statements moves no proposal of a verslag.
    """
    said, statements = _parted(run)
    learn = other_studies(run)
    parts = [
        digest_of(
            {
                "tables": [
                    run.keys[table_id] for table_id in run.table(DialogueTables)["table_id"]
                ],
                "held": sorted(said.segments["segment_id"]),
                "people": run.keys["people"],
                "codebook": [asdict(code) for code in run.codebook.codes],
                "language": run.records["language"],
                "encoder": run.records["encoder"],
                "seed": run.settings.seed,
                "learn": [key for key, _ in learn.values()],
                "code": code_digest(),
            }
        )
    ]
    sets = {study: training for study, (_, training) in learn.items()}
    coded = [_proposed(run, "model", parts, said, sets)]
    if len(statements.segments):
        own = {run.settings.study: said} if len(said.codings) else {}
        parts = [*parts, digest_of({"statements": sorted(statements.segments["segment_id"])})]
        coded.append(_proposed(run, "model-uitspraken", parts, statements, {**sets, **own}))
    run.put(stack([run.table(Codings), *coded], Codings), Codings)


def other_studies(run: Run) -> dict[str, tuple[str, TrainingSet]]:
    """Return what the model may also learn from (`leren_van`), by study, each with a digest of it.

    Raises:
        InputError: when a study shares no theme, or has to be mended first.
    """
    return dict(_other_study(run, path) for path in run.settings.learn_from)


def _proposed(
    run: Run,
    step: str,
    parts: Sequence[str],
    material: TrainingSet,
    sets: Mapping[str, TrainingSet],
) -> pd.DataFrame:
    """Return what a model that learnt from the material's codings and other sets proposes for it."""

    def make() -> dict[str, DataFrame[Codings]]:
        run.progress("Model leert en codeert", 0, 1)
        extra = join_training_sets(sets) if sets else None
        coded = code_by_model(*material, run.codebook, seed=run.settings.seed, extra=extra)
        run.progress("Model leert en codeert", 1, 1)
        return {"Codings": coded}

    return run.store.remember(step, list(parts), make)["Codings"]


def _parted(run: Run) -> tuple[TrainingSet, TrainingSet]:
    """Return what tables said with people's codings of it, and the statements without any."""
    segments, tokens, readings = run.table(Segments), run.table(Tokens), run.records["readings"]
    people_only = check(run.table(Codings).query("source == 'mens'"), Codings)
    is_said = segments["kind"].isin(EVIDENCE).to_numpy(dtype=bool)
    if is_said.all():
        return (
            TrainingSet(segments, tokens, people_only, readings),
            TrainingSet(empty(Segments), empty(Tokens), empty(Codings), readings[:0]),
        )
    of_statements = tokens["segment_id"].isin(segments["segment_id"][~is_said]).to_numpy(dtype=bool)
    said = check(segments[is_said], Segments)
    statements = apart_from_each_other(check(segments[~is_said], Segments))
    return (
        TrainingSet(
            said,
            check(tokens[~of_statements], Tokens),
            of_evidence(people_only, segments),
            readings[is_said],
        ),
        TrainingSet(
            statements, check(tokens[of_statements], Tokens), empty(Codings), readings[~is_said]
        ),
    )


def of_evidence(codings: pd.DataFrame, segments: pd.DataFrame) -> DataFrame[Codings]:
    """Return the codings of what tables said: a model learns from no statement."""
    said = segments.loc[segments["kind"].isin(EVIDENCE), "segment_id"]
    return check(codings[codings["segment_id"].isin(said)], Codings)


def apart_from_each_other(segments: DataFrame[Segments]) -> DataFrame[Segments]:
    """Return the segments with each statement as a document of its own.

    The lines around a sentence say what it is about; those around a statement are of other cards.
    """
    alone = ~segments["kind"].isin(EVIDENCE)
    if not alone.any():
        return segments
    return check(
        segments.assign(document=segments["document"].where(~alone, segments["segment_id"])),
        Segments,
    )


def _other_study(run: Run, path: Path) -> tuple[str, tuple[str, TrainingSet]]:
    """Return a study's name, and what the model may learn from it: read by the same stages, kept here."""
    settings = read_settings(path)
    codebook = read_codebook(settings.codebook)
    unknown = [theme.id for theme in codebook.themes if theme.id not in run.codebook]
    if len(unknown) == len(codebook.themes):
        raise InputError(
            f"leren_van: {settings.path.name} heeft geen enkel thema gemeen met het codeboek van deze studie."
        )
    same_models = replace(
        settings,
        language_model=run.settings.language_model,
        sentence_model=run.settings.sentence_model,
    )
    other = Run(same_models, run.codebook, run.perspectives, run.store, run.progress)
    reading.read(other)
    screening.screen(other)  # what may not be read here may not be learnt from there
    reading.parse(other)
    reading.encode(other)
    people(other)
    apart.set_apart(other)
    key = digest_of({"tables": other.keys, "path": settings.study})
    training = TrainingSet(
        other.table(Segments), other.table(Tokens), other.table(Codings), other.records["readings"]
    )
    return settings.study, (key, training)
