"""A study's file in; a run that holds its segments, words, vectors and people's codings, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.coding.training import TrainingSet, join_training_sets
from pipeline.domain.codebook import read_codebook
from pipeline.domain.errors import InputError
from pipeline.domain.settings import perspective_map, read_settings
from pipeline.domain.tables import Codings, Segments, Tokens
from pipeline.stages import apart, coding, reading, screening
from pipeline.stages.analysis import Stage, start
from pipeline.stages.coders import said_coded
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run

_WORDS = (reading.read, screening.screen, reading.parse, coding.people)
WORDS = (*_WORDS, apart.set_apart)
VECTORS = (*_WORDS, reading.encode, apart.set_apart)
WITH_STATEMENTS = (*_WORDS, reading.encode)  # to choose what to code: statements are coded too


class Learnt(NamedTuple):
    """What the model learns from other studies (`leren_van`)."""

    studies: tuple[str, ...]
    digests: list[str]
    training: TrainingSet | None


def gather(
    study: Path, folder: Path | None, progress: Progress, stages: Sequence[Stage] = VECTORS
) -> Run:
    """Read a study as far as a model needs it; what was read before comes from the cache.

    `WORDS` leaves out the sentence vectors, for what can do without.

    Raises:
        InputError: when something in the study has to be mended first.
    """
    settings = read_settings(study)
    run = start(settings, folder or settings.output, progress)
    return _worked(run, stages)


def gather_other(run: Run, study: Path) -> Run:
    """Read another study with the codebook, language model and encoder of `run`.

    Raises:
        InputError: when its codebook shares no theme with that of `run`.
    """
    settings = read_settings(study)
    themes = [theme.id for theme in read_codebook(settings.codebook).themes]
    if not any(theme in run.codebook for theme in themes):
        raise InputError(
            f"{study.name}: deze studie heeft geen enkel thema gemeen met het codeboek van "
            f"{run.settings.path.name}. Vergelijken kan alleen met hetzelfde codeboek."
        )
    same_models = replace(
        settings,
        language_model=run.settings.language_model,
        sentence_model=run.settings.sentence_model,
    )
    book = run.codebook
    perspectives = perspective_map(settings, tuple(book.perspectives), book.groups)
    return _worked(Run(same_models, book, perspectives, run.store, run.progress), VECTORS)


def training_set(run: Run) -> TrainingSet:
    """Return what a model may learn from this run."""
    return TrainingSet(
        run.table(Segments), run.table(Tokens), run.table(Codings), run.records["readings"]
    )


def learnt_elsewhere(run: Run) -> Learnt:
    """Return what the model learns from other studies, as it does in `analyse`."""
    learn = coding.other_studies(run)
    sets = {study: training for study, (_, training) in learn.items()}
    keys = [key for key, _ in learn.values()]
    return Learnt(tuple(sets), keys, join_training_sets(sets) if sets else None)


def refuse_uncoded(run: Run) -> None:
    """Check that a person coded something.

    Raises:
        InputError: when nobody did.
    """
    if run.table(Codings).empty:
        raise InputError(
            f"{run.settings.path.name}: deze studie is {said_coded(run)}, dus er is niets om mee te "
            "vergelijken. Codeer eerst (zie 'dialoogtafel te-coderen') en noem het bestand onder "
            "'coderingen:' in het studiebestand."
        )


def _worked(run: Run, stages: Sequence[Stage]) -> Run:
    for stage in stages:
        stage(run)
    return run
