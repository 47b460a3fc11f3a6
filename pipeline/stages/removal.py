"""Withdrawn sentences in; workbooks scrubbed, loose output removed, and where something was left out."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings, read_settings
from pipeline.exchange.action_sheet import FILE as ACTION_FILE
from pipeline.exchange.matrix_sheet import FILE as MATRIX_FILE
from pipeline.exchange.pattern_sheet import FILE as PATTERN_FILE
from pipeline.exchange.plate_sheet import FILE as PLATE_FILE
from pipeline.files.atomic import write_bytes
from pipeline.files.scrub import scrub_workbook
from pipeline.files.traces import traces_in
from pipeline.intake.withdrawal import Withdrawal
from pipeline.stages import intake, screening
from pipeline.stages.analysis import analyse
from pipeline.stages.progress import Progress
from pipeline.stages.screening import decisions_folder
from pipeline.store import CACHE, KEPT, LOOSE, PARTS, read_table

RELEASED = "vrijgave"
OVERVIEW = "inlezen.xlsx"


def coded_before(folder: Path, withdrawal: Withdrawal) -> dict[str, int]:
    """Return how many codings of her words the former output holds, by source."""
    counts = {"mens": 0, "model": 0, "regel": 0}
    paths = [folder / "werk" / f"{name}.parquet" for name in ("segmenten", "coderingen")]
    if not all(path.is_file() for path in paths):
        return counts
    segments, codings = (read_table(path) for path in paths)
    hers = segments["table_id"] == withdrawal.table_id
    if withdrawal.participant:
        hers &= segments["speaker"] == withdrawal.participant
    own = codings[codings["segment_id"].isin(segments.loc[hers, "segment_id"])]
    return counts | {str(source): int(n) for source, n in own["source"].value_counts().items()}


def scrub_books(
    settings: Settings,
    folder: Path,
    sentences: Sequence[str],
    texts: Mapping[str, str],
    turns: Collection[str] = (),
) -> list[str]:
    """Overwrite withdrawn words in every workbook that people fill in, and return which were changed.

    What people decided or coded stays, also in former editions (`eerder/`). Words that somebody
    typed herself from a quote are found too.
    """
    home, changed = decisions_folder(settings), []
    for path in (*_files_below(home), *_loose(folder)):
        if path.suffix.casefold() != ".xlsx" or path.name.startswith("~$"):
            continue
        content = path.read_bytes()
        try:
            clean = scrub_workbook(content, sentences, texts, turns)
        except ValueError:
            continue  # what cannot be opened is searched as bytes, and named when it holds something
        if clean != content:
            write_bytes(path, clean)
            changed.append(path.name)
    return changed


def renew_decisions(study: Path, folder: Path, progress: Progress) -> list[str]:
    """Make every workbook and page that was made before anew, and return their names."""
    settings = read_settings(study)
    home, made = decisions_folder(settings), []
    replaced = home / intake.REPLACED
    if (home / screening.DECISIONS).is_file() or (home / "privacy.html").is_file():
        again = replaced.is_dir()
        shutil.rmtree(replaced, ignore_errors=True)
        (home / intake.KEY_FILE).unlink(missing_ok=True)
        intake.review_privacy(study, folder, progress, replace_found=again)
        made += [screening.DECISIONS, "privacy.html"]
        made += [f"{intake.REPLACED}/", intake.KEY_FILE] if again else []
    if (home / intake.SPEAKERS).is_file():
        intake.tie_speakers(study, folder, progress)
        made.append(intake.SPEAKERS)
    if (folder / OVERVIEW).is_file():
        intake.overview(study, folder, progress)
        made.append(OVERVIEW)
    return [*made, *_books_of_decisions(study, folder, progress)]


def clear_decisions(settings: Settings) -> list[str]:
    """Remove what was made to be judged, of a study of which no table is left; return nothing made."""
    home = decisions_folder(settings)
    shutil.rmtree(home / intake.REPLACED, ignore_errors=True)
    for name in (screening.DECISIONS, "privacy.html", intake.KEY_FILE, intake.SPEAKERS):
        (home / name).unlink(missing_ok=True)
    return []


def _books_of_decisions(study: Path, folder: Path, progress: Progress) -> list[str]:
    """Update the workbooks about patterns, cells and actions that are there."""
    from pipeline.stages import decisions, outputs, plate_workbook, praatplaat

    settings = read_settings(study)
    home = decisions_folder(settings)
    names = (PATTERN_FILE, MATRIX_FILE, ACTION_FILE, PLATE_FILE)
    present = [name for name in names if (home / name).is_file()]
    if not present:
        return []
    run = outputs.reopen(study, folder, progress)
    made = []
    if ACTION_FILE in present:
        decisions.update_actions(run, on_date=settings.judged_on.isoformat())
        made.append(ACTION_FILE)
    if PLATE_FILE in present:
        praatplaat.read_sessions(run)
        plate_workbook.update_plate(run)
        made.append(PLATE_FILE)
    try:
        basis = outputs.hand_coded(run, "een besluit")
    except InputError:  # nothing that people coded is left: the scrubbed workbooks stay as they are
        return made
    for name, update in (
        (PATTERN_FILE, decisions.update_patterns),
        (MATRIX_FILE, decisions.update_matrix),
    ):
        if name in present:
            update(run, basis)
            made.append(name)
    return made


def studies_beside(settings: Settings) -> list[Settings]:
    """Return the other studies whose files lie beside this one's, by name; faulty ones are passed over."""
    found = []
    for path in sorted(settings.path.parent.glob("*.y*ml")):
        with contextlib.suppress(InputError):
            found.append(read_settings(path))
    return [one for one in found if one.path != settings.path]


def learners_of(settings: Settings) -> list[Settings]:
    """Return the studies beside this one that learn from its codings."""
    return [one for one in studies_beside(settings) if settings.path in one.learn_from]


def renew_learners(settings: Settings, progress: Progress) -> list[Settings]:
    """Analyse anew the studies that learnt from this one and have output; return which succeeded."""
    renewed = []
    for one in learners_of(settings):
        if (one.output / CACHE).is_dir():
            with contextlib.suppress(InputError):  # told to do by hand
                analyse(one.path, None, progress)
                renewed.append(one)
    return renewed


def sweep_output(folder: Path, sentences: Sequence[str]) -> list[Path]:
    """Remove what other verbs put into the output and still holds withdrawn words; return which.

    What was released is never touched: it is a record of what people signed.
    """
    gone = [path for path in _loose(folder) if traces_in(path.read_bytes(), sentences)]
    for path in gone:
        path.unlink()
    return gone


def _loose(folder: Path) -> list[Path]:
    """Return the files of an output folder that an analysis does not write anew."""
    kept = {*PARTS, CACHE, RELEASED}
    beside = [path for name in (*KEPT, *LOOSE) for path in _files_below(folder / name)]
    return beside + [
        path for path in _files_below(folder) if path.relative_to(folder).parts[0] not in kept
    ]


def remaining(places: Sequence[Path], sentences: Sequence[str]) -> list[Path]:
    """Return the files, below folders or named themselves, in whose bytes a sentence can be read."""
    files = dict.fromkeys(
        path for place in places for path in ([place] if place.is_file() else _files_below(place))
    )
    return [path for path in files if traces_in(path.read_bytes(), sentences)]


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []
