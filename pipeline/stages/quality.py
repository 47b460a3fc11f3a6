"""`modelkwaliteit`: a study's file in; tables, a page and a model card on how good the model is, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.audit import accept_unseen
from pipeline.coding.by_language_model import CODER as LANGUAGE_MODEL
from pipeline.coding.classifier import TrainingSet, predict, proposals
from pipeline.coding.learning import learning_curve
from pipeline.coding.prediction import MIN_TABLES, Predictions
from pipeline.coding.quality import (
    calibration,
)
from pipeline.coding.training import MIN_EXAMPLES, leading_series
from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, Segments, check, empty
from pipeline.domain.wording import plural
from pipeline.stages.analysis import fingerprint
from pipeline.stages.by_language_model import stored_codings
from pipeline.stages.coder_quality import Tables, tables_of_coder
from pipeline.stages.material import (
    gather,
    gather_other,
    learnt_elsewhere,
    refuse_uncoded,
    training_set,
)
from pipeline.stages.progress import Progress
from pipeline.stages.quality_files import About, n_tables, write_quality
from pipeline.stages.quality_stored import FOLDER
from pipeline.stages.run import Run

MODEL = "model"


@dataclass(frozen=True)
class Measured:
    """What was measured, and where it was written."""

    folder: Path
    tables: Tables
    transfer: pd.DataFrame | None  # the key figures on another study
    language_model: pd.DataFrame | None  # those of a language model, where one coded
    other: str  # the name of that study, "" without one
    floor: float


def measure(
    study: Path,
    folder: Path | None,
    progress: Progress,
    *,
    other: Path | None = None,
    quick: bool = False,
    floor: float | None = None,
) -> Measured:
    """Measure the model on tables that it did not see, and write what came of it.

    `floor` is the alpha under which a theme is coded by hand only; None: the study's own. Output
    goes to `modelkwaliteit/` beside the parts that `analyse` replaces as a whole.

    Raises:
        InputError: when too few tables are hand-coded, or something in a study has to be mended.
    """
    run = gather(study, folder, progress)
    refuse_uncoded(run)
    floor = run.settings.rules.hand_only_below if floor is None else floor
    learnt = learnt_elsewhere(run)
    parts = [fingerprint(run.settings), *learnt.digests, f"{floor}", f"{quick}"]
    make = partial(_measured, run, learnt.training, floor=floor, quick=quick)
    tables = dict(run.store.remember("modelkwaliteit", parts, make))
    transfers: Tables = {}
    name = ""
    if other is not None:
        there = gather_other(run, other)
        _refuse_same(run, there)
        name = there.settings.study
        refuse_uncoded(there)
        parts = [fingerprint(run.settings), fingerprint(there.settings), f"{floor}"]
        transfers = dict(
            run.store.remember("overdracht", parts, partial(_transferred, run, there, floor))
        )
    target = run.store.folder / FOLDER
    about = About(floor, name, learnt.studies, *_language_model(run, floor))
    write_quality(run, target, tables, transfers, about)
    asked = about.by_language_model.get("kerncijfers")
    return Measured(target, tables, transfers.get("kerncijfers"), asked, name, floor)


def _refuse_same(run: Run, there: Run) -> None:
    """Check that the other study is another one.

    Raises:
        InputError: when a model would be measured on what it learnt from.
    """
    if there.settings.data.resolve() == run.settings.data.resolve():
        raise InputError(
            f"--op: {there.settings.path.name} gaat over dezelfde tafels als de studie zelf; daarvan heeft "
            "het model geleerd, dus dat zegt niets. Geef een studie met andere tafels."
        )


def judged_together(
    training: TrainingSet, predictions: Predictions, codebook: Codebook
) -> DataFrame[Codings]:
    """Return people's codings with the model's proposals behind them."""
    coded = proposals(predictions, training.segments, codebook)
    people = training.codings[training.codings["source"] == "mens"]
    return check(pd.concat([people, coded], ignore_index=True), Codings)


def tables_on(
    training: TrainingSet, predictions: Predictions, codebook: Codebook, *, seed: int, floor: float
) -> Tables:
    """Return everything that is measured about predictions for segments that people judged."""
    both = judged_together(training, predictions, codebook)
    chances = predictions.probabilities
    beside = tables_of_coder(
        both, MODEL, training.segments, codebook, seed=seed, floor=floor, probabilities=chances
    )
    return {
        **beside,
        "zonder-kijken": accept_unseen(both, predictions, codebook, seed=seed),
        "kalibratie": calibration(both, chances, codebook),
        "niet-voorspeld": _not_predicted(both, predictions, codebook),
    }


def _measured(run: Run, extra: TrainingSet | None, *, floor: float, quick: bool) -> Tables:
    training, seed = training_set(run), run.settings.seed
    run.progress("Model meten", 0, 2)
    predictions = predict(*training, run.codebook, seed=seed, extra=extra)
    if predictions is None:
        raise _too_few(run)
    tables = tables_on(training, predictions, run.codebook, seed=seed, floor=floor)
    run.progress("Model meten", 1, 2)
    if not quick:
        tables["leercurve"] = learning_curve(*training, run.codebook, seed=seed)
    run.progress("Model meten", 2, 2)
    return tables


def _transferred(run: Run, there: Run, floor: float) -> Tables:
    """Measure a model that learnt from `run` alone on the segments of `there`."""
    target, seed = training_set(there), run.settings.seed
    run.progress("Overdracht meten", 0, 1)
    predictions = predict(
        *target._replace(codings=empty(Codings)),
        run.codebook,
        seed=seed,
        extra=training_set(run),
    )
    if predictions is None:
        raise _too_few(run)
    tables = tables_on(target, predictions, run.codebook, seed=seed, floor=floor)
    run.progress("Overdracht meten", 1, 1)
    return tables


def _language_model(run: Run, floor: float) -> tuple[str, Tables]:
    """Return the name of the language model that coded this study, and the same measures of it."""
    coded = stored_codings(run)
    if coded is None:
        return "", {}
    both = check(pd.concat([run.table(Codings), coded.codings], ignore_index=True), Codings)
    tables = tables_of_coder(
        both, LANGUAGE_MODEL, run.table(Segments), run.codebook, seed=run.settings.seed, floor=floor
    )
    return coded.model, tables


def _too_few(run: Run) -> InputError:
    """Return the error that says how many tables there are, and what to do."""
    n = n_tables(leading_series(run.table(Codings)))
    return InputError(
        f"{run.settings.path.name}: {plural(n, 'tafel is', 'tafels zijn')} door mensen gecodeerd; om een "
        f"model te maken en te meten zijn er {MIN_TABLES} nodig. Codeer er nog {MIN_TABLES - n} (zie "
        "'dialoogtafel te-coderen'), of laat het model ook van een andere studie leren met "
        "'leren_van:' in het studiebestand."
    )


def _not_predicted(
    both: DataFrame[Codings], predictions: Predictions, codebook: Codebook
) -> pd.DataFrame:
    """Return the codes that the model never proposes, with how many examples people gave."""
    given = leading_series(both).dropna(subset=["code"])
    rows = [
        (code.id, code.label, int((given["code"] == code.id).sum()), MIN_EXAMPLES)
        for code in codebook.codes
        if code.id not in predictions.probabilities
    ]
    return pd.DataFrame(rows, columns=["code", "label", "n_given", "needed"])
