"""`modelkwaliteit`: a study's file in; tables, a page and a model card on how good the model is, out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pandas as pd
from pandera.typing import DataFrame

from pipeline.coding.agreement import agreement_by_code
from pipeline.coding.audit import accept_unseen, true_in_top, unseen_share, verdicts
from pipeline.coding.classifier import TrainingSet, predict, proposals
from pipeline.coding.learning import learning_curve
from pipeline.coding.prediction import MIN_TABLES, Predictions
from pipeline.coding.quality import (
    calibration,
    quality_by_code,
    quality_by_group,
    valence_confusion,
)
from pipeline.coding.training import MIN_EXAMPLES, leading_series
from pipeline.domain.codebook import Codebook
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, Segments, check, empty
from pipeline.domain.wording import NOT_RECORDED, plural
from pipeline.stages.analysis import fingerprint
from pipeline.stages.material import (
    gather,
    gather_other,
    learnt_elsewhere,
    refuse_uncoded,
    training_set,
)
from pipeline.stages.progress import Progress
from pipeline.stages.quality_files import Tables, n_tables, write_quality
from pipeline.stages.quality_stored import FOLDER
from pipeline.stages.run import Run

MODEL = "model"
GROUPS = {"perspective": "perspectief", "kind": "documentsoort", "language": "taal",
          "table_id": "tafel"}  # fmt: skip
Agreements = tuple[pd.DataFrame, pd.DataFrame | None]  # of people and model, of two people


@dataclass(frozen=True)
class Measured:
    """What was measured, and where it was written."""

    folder: Path
    tables: Tables
    transfer: pd.DataFrame | None  # the key figures on another study
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
    write_quality(run, target, tables, transfers, other=name, floor=floor, learnt=learnt.studies)
    return Measured(target, tables, transfers.get("kerncijfers"), name, floor)


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
    agreements = _agreements(both, codebook, seed)
    codes = quality_by_code(both, MODEL, codebook, probabilities=chances)
    accepted = accept_unseen(both, predictions, codebook, seed=seed)
    valence = valence_confusion(both, MODEL)
    top = true_in_top(both, chances, codebook)
    return {
        "kerncijfers": _key_figures(codes, valence, top, agreements),
        "per-code": _by_code(codes, both, predictions, codebook, agreements, floor=floor),
        "zonder-kijken": accepted,
        "waardering": valence,
        "kalibratie": calibration(both, chances, codebook),
        "groepen": _by_groups(both, training.segments, codebook),
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


def _too_few(run: Run) -> InputError:
    """Return the error that says how many tables there are, and what to do."""
    n = n_tables(leading_series(run.table(Codings)))
    return InputError(
        f"{run.settings.path.name}: {plural(n, 'tafel is', 'tafels zijn')} door mensen gecodeerd; om een "
        f"model te maken en te meten zijn er {MIN_TABLES} nodig. Codeer er nog {MIN_TABLES - n} (zie "
        "'dialoogtafel te-coderen'), of laat het model ook van een andere studie leren met "
        "'leren_van:' in het studiebestand."
    )


def _agreements(both: DataFrame[Codings], codebook: Codebook, seed: int) -> Agreements:
    """Return how well people and model agree, and people among themselves where two coded."""
    people = list(dict.fromkeys(both.loc[both["source"] == "mens", "coder"]))
    with_model = agreement_by_code(both, people[0], MODEL, codebook, seed=seed)
    if len(people) < 2:
        return with_model, None
    return with_model, agreement_by_code(both, people[0], people[1], codebook, seed=seed)


def _by_groups(
    both: DataFrame[Codings], segments: DataFrame[Segments], codebook: Codebook
) -> pd.DataFrame:
    """Return how good the model is for every voice, kind of document, language and table."""
    parts = []
    for column, name in GROUPS.items():
        part = quality_by_group(both, MODEL, segments, codebook, column=column)
        part = part.rename(columns={column: "waarde"}).replace({"waarde": {"": NOT_RECORDED}})
        part.insert(0, "uitsplitsing", name)
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _by_code(
    codes: pd.DataFrame,
    both: DataFrame[Codings],
    predictions: Predictions,
    codebook: Codebook,
    agreements: Agreements,
    *,
    floor: float,
) -> pd.DataFrame:
    """Return the row of every code with its name, its alphas, the work it spares and a verdict."""
    with_model, between = agreements
    keys = ["measure", "code"]
    names = {"alpha": "alpha_model", "low": "alpha_model_low", "high": "alpha_model_high"}
    table = codes.merge(with_model[[*keys, *names]].rename(columns=names), on=keys, how="left")
    names = {"alpha": "alpha_people", "low": "alpha_people_low", "high": "alpha_people_high"}
    second = with_model.assign(alpha=None, low=None, high=None) if between is None else between
    table = table.merge(second[[*keys, *names]].rename(columns=names), on=keys, how="left")
    labels = {code.id: code.label for code in codebook.codes}
    spared = unseen_share(both, predictions.probabilities, codebook)
    verdict = verdicts(with_model, floor=floor)
    table.insert(2, "label", table["code"].map(labels).fillna(""))
    table.insert(3, "verdict", table["code"].map(verdict).fillna(""))
    table["unseen_share"] = table["code"].map(spared)
    for name in ("alpha_people", "alpha_people_low", "alpha_people_high"):
        table[name] = table[name].astype(float)
    return table


def _key_figures(
    codes: pd.DataFrame,
    valence: pd.DataFrame,
    top: float,
    agreements: Agreements,
) -> pd.DataFrame:
    """Return one row per key figure: what it is, and its value."""
    with_model, between = agreements
    mean = codes[codes["measure"] == "gemiddeld thema"].iloc[0]
    some = codes[codes["measure"] == "geen thema"].iloc[0]

    def alpha(table: pd.DataFrame) -> float:
        return float(table.loc[table["measure"] == "thema", "alpha"].mean())

    rows = [
        ("F1, gemiddeld over thema's", mean["f1"]),
        ("precisie, gemiddeld over thema's", mean["precision"]),
        ("recall, gemiddeld over thema's", mean["recall"]),
        ("gemiddelde precisie van de rangorde (mAP)", mean["average_precision"]),
        ("precisie bij de hoogste 5%", mean["top_precision"]),
        ("echt thema bij de eerste drie", top),
        ("geen thema: F1", some["f1"]),
        ("waardering: F1, gemiddeld", float(valence["f1"].mean())),
        ("alfa mens-model, gemiddeld over thema's", alpha(with_model)),
    ]
    if between is not None:
        rows.append(("alfa mens-mens, gemiddeld over thema's", alpha(between)))
    return pd.DataFrame(rows, columns=["maat", "waarde"])


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
