"""`te-coderen`: a study's file in; a sheet with the segments that a person had best code next, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pipeline.coding.classifier import predict
from pipeline.coding.selection import RANDOM, choose_segments
from pipeline.coding.training import leading_series
from pipeline.domain.errors import InputError
from pipeline.domain.tables import Codings, Segments
from pipeline.domain.wording import VALENCES
from pipeline.exchange.sample_sheet import read_samples
from pipeline.exchange.sheets import COLUMNS, FOLLOWS, OPTIONAL
from pipeline.files.spreadsheets import write_workbook
from pipeline.stages.coding import apart_from_each_other, of_evidence
from pipeline.stages.material import WITH_STATEMENTS, gather, learnt_elsewhere, training_set
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run

FOLDER = "te-coderen"
SHEET, SAMPLE = "coderen", "steekproef"
WIDTHS = {"tafel": 10.0, "document": 15.0, "start": 8.0, "eind": 8.0, "tekst": 70.0,
          "ervoor": 40.0, "erna": 40.0, "codes": 30.0, "valentie": 15.0, "twijfel": 9.0,
          "fase": 18.0, "reikwijdte": 18.0, "gezien": 9.0}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """The sheet that was made."""

    file: Path
    chosen: pd.DataFrame  # see `choose_segments`
    series: str
    first: bool  # nobody coded yet: this sheet begins the series


def make_sheet(study: Path, folder: Path | None, progress: Progress, *, n: int) -> Sheet:
    """Choose segments that the leading series did not judge, and write the sheet beside the output.

    A sheet that was made before is never replaced: someone may have filled it in.

    Raises:
        InputError: when everything is coded, or something in the study has to be mended first.
    """
    run = gather(study, folder, progress, WITH_STATEMENTS)
    segments, codings = run.table(Segments), run.table(Codings)
    judged = frozenset(leading_series(codings)["segment_id"])
    progress("Fragmenten kiezen", 0, 1)
    sampled = read_samples(run.settings.codings, segments)
    on_purpose = frozenset(sampled.loc[sampled["chance"].isna(), "segment_id"])
    # Another draw once there is more coded, and for every further sheet.
    seed = [run.settings.seed, len(judged), len(list((run.store.folder / FOLDER).glob("*.xlsx")))]
    training = training_set(run)._replace(
        segments=apart_from_each_other(segments), codings=of_evidence(codings, segments)
    )
    predictions = predict(
        *training, run.codebook, seed=run.settings.seed, extra=learnt_elsewhere(run).training
    )
    chosen = choose_segments(
        segments, run.records["readings"].alone, judged, run.codebook, predictions, n=n, seed=seed,
        on_purpose=on_purpose,
    )  # fmt: skip
    progress("Fragmenten kiezen", 1, 1)
    if chosen.empty:
        raise InputError(
            f"{study.name}: alle fragmenten zijn al gecodeerd; er is niets om te kiezen."
        )
    series = codings["coder"].iloc[0] if len(codings) else "A"
    file = _free_name(run, series, first=codings.empty)
    _write(file, run, chosen, judged)
    return Sheet(file, chosen, series, first=codings.empty)


def _free_name(run: Run, series: str, *, first: bool) -> Path:
    """Return the first name that no sheet and no series of the study has yet."""
    folder = run.store.folder / FOLDER
    taken = {file.stem for file in (*folder.glob("*.xlsx"), *run.settings.codings)}
    names = ([series] if first else []) + [f"{series}{FOLLOWS}{n}" for n in range(1, 1000)]
    return folder / f"{next(name for name in names if name not in taken)}.xlsx"


def _write(file: Path, run: Run, chosen: pd.DataFrame, judged: frozenset[str]) -> None:
    """Write the sheet to fill in, and behind it which part a row is in and with what chance.

    What was drawn and is judged already stands only behind it.
    """
    segments = run.table(Segments).reset_index(drop=True)
    documents = (segments["table_id"] + "/" + segments["document"]).to_numpy()
    texts = segments["text"].to_numpy()
    rows = np.flatnonzero(segments["segment_id"].isin(chosen["segment_id"]).to_numpy()).tolist()

    def beside(row: int, step: int) -> str:
        place = row + step
        same = 0 <= place < len(documents) and documents[place] == documents[row]
        return str(texts[place]) if same else ""

    picked = segments.iloc[rows]
    places = pd.DataFrame(
        {"tafel": picked["table_id"], "document": picked["document"], "start": picked["start"],
         "eind": picked["end"]}
    ).reset_index(drop=True)  # fmt: skip
    offered = zip(OPTIONAL, (run.codebook.phases, run.codebook.scopes), strict=True)
    optional = {column: list(values) for column, values in offered if values}
    sheet = places.assign(
        ervoor=[beside(row, -1) for row in rows], tekst=texts[rows],
        erna=[beside(row, 1) for row in rows], codes="", valentie="", twijfel="",
        **dict.fromkeys(optional, ""), gezien="",
    )  # fmt: skip
    assert set(COLUMNS) <= set(sheet.columns)
    sample = places.assign(deel=chosen["part"].to_numpy(), kans=chosen["chance"].to_numpy())
    sheet = sheet[(~picked["segment_id"].isin(sorted(judged))).to_numpy()].reset_index(drop=True)
    dropdowns = {
        "codes": [code.id for code in run.codebook.codes],
        "valentie": list(VALENCES),
        "twijfel": ["0", "1"],
        **optional,
        "gezien": ["ja"],
    }
    write_workbook(
        file,
        {SHEET: sheet, SAMPLE: sample},
        widths={SHEET: WIDTHS},
        dropdowns={SHEET: dropdowns},
    )


def counts_by_part(chosen: pd.DataFrame) -> dict[str, int]:
    """Return how many segments each part holds, the random one first."""
    counts = chosen["part"].value_counts()
    order = [RANDOM, *sorted(part for part in counts.index if part != RANDOM)]
    return {part: int(counts[part]) for part in order if part in counts}
