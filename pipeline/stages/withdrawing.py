"""`intrekken`: somebody withdraws; the list, the output and all workbooks made anew without her, and checked."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings, read_settings
from pipeline.domain.tables import (
    DialogueTables,
    Documents,
    Participants,
    Segments,
    empty,
)
from pipeline.intake.meta import table_id_of
from pipeline.intake.reading import read_table, table_folders
from pipeline.intake.withdrawal import (
    Reading,
    Withdrawal,
    withdrawn_sentences,
    withdrawn_turns,
)
from pipeline.stages import reading
from pipeline.stages.analysis import analyse, default_folder, start
from pipeline.stages.feedback_removal import forget_feedback
from pipeline.stages.progress import Progress
from pipeline.stages.removal import (
    clear_decisions,
    coded_before,
    learners_of,
    remaining,
    renew_decisions,
    renew_learners,
    scrub_books,
    sweep_output,
)
from pipeline.stages.screening import decisions_folder
from pipeline.stages.withdrawal_told import (
    Gone,
    others,
    out_of_reach,
    raw_files,
    verdict,
    what_was_made,
    what_went,
)
from pipeline.stages.withdrawn import add_withdrawal, withdrawals_of
from pipeline.store import CACHE, PARTS


@dataclass(frozen=True)
class Told:
    """What the verb says, line by line, and its exit code."""

    lines: Sequence[str]
    exit_code: int


def withdraw(
    study: Path, folder: Path | None, progress: Progress, *, table_id: str, participant: str
) -> Told:
    """Put somebody on the list of withdrawals, and make all that was made with her words anew.

    Raises:
        InputError: when the table or participant is not there, or the study cannot be analysed; the
            withdrawal then stands on the list, and the former output still holds her words.
    """
    settings = read_settings(study)
    folder = folder or default_folder(settings)
    home, before, withdrawal, n_votes = _asked(settings, folder, progress, table_id, participant)
    coded = coded_before(folder, withdrawal)
    add_withdrawal(settings, withdrawal)
    record = _analyse_anew(study, folder, progress)
    gone = Gone(withdrawal, home, before, _after(settings, folder, progress), n_votes)
    sentences = withdrawn_sentences(gone.before, gone.after)
    turns = withdrawn_turns(gone.before, gone.after)
    books = scrub_books(settings, folder, sentences, gone.texts, turns)
    to_delete = forget_feedback(settings, folder, withdrawal)
    renewed = renew_decisions(study, folder, progress) if record else clear_decisions(settings)
    loose = sweep_output(folder, sentences)
    renewed_studies = renew_learners(settings, progress)
    places = [folder, default_folder(settings), decisions_folder(settings)]
    left = remaining([*places, *(one.output for one in learners_of(settings))], sentences)
    lines = [
        *what_went(gone, coded),
        *what_was_made(record, [*renewed, *books], loose),
        *out_of_reach(folder),
        *raw_files(gone, settings),
        *to_delete,
        *others(settings, renewed_studies),
        *verdict(left, len(sentences)),
    ]
    held = bool(record and record["samenvatting"]["tegengehouden"])
    return Told(lines, 1 if left else 3 if held else 0)


class Asked(NamedTuple):
    """Who withdraws, what was read of the table, and to how many statements she gave points."""

    home: Path
    before: Reading
    withdrawal: Withdrawal
    n_votes: int


def _asked(
    settings: Settings, folder: Path, progress: Progress, table_id: str, participant: str
) -> Asked:
    """Return who withdraws, with ids as recorded, and what the table's raw files hold."""
    homes = {table_id_of(home).casefold(): home for home in table_folders(settings.data)}
    home = homes.get(table_id.strip().casefold())
    if home is None:
        raise InputError(
            f"Tafel {table_id} staat niet in deze studie. Kijk 'tafel:' in de meta.yaml-bestanden na."
        )
    run = start(settings, folder, progress)
    table = read_table(
        home,
        perspectives=run.perspectives,
        theme_ids=[theme.id for theme in run.codebook.themes],
        cut_above=settings.cut_above,
        rules=reading.statement_rules(run),
    )
    before = Reading(table.dialogue_tables, table.participants, table.documents, table.segments)
    known = {code.casefold(): code for code in before.participants["participant"]}
    known |= {one.participant.casefold(): one.participant for one in withdrawals_of(settings)}
    code = known.get(participant.strip().casefold(), "")
    if participant and not code:
        raise InputError(
            f"Bij tafel {table_id_of(home)} staat geen deelnemer {participant}. Bekend zijn: "
            f"{', '.join(before.participants['participant']) or 'geen'}."
        )
    given = table.votes[table.votes["participant"] == code] if code else table.votes
    return Asked(home, before, Withdrawal(table_id_of(home), code), len(given))


def _analyse_anew(study: Path, folder: Path, progress: Progress) -> dict[str, Any]:
    """Analyse without her, and return the record; empty when no table is left."""
    settings = read_settings(study)
    gone = {one.table_id.casefold() for one in withdrawals_of(settings) if not one.participant}
    if all(table_id_of(home).casefold() in gone for home in table_folders(settings.data)):
        for part in (*PARTS, CACHE):
            _remove(folder / part)
        return {}
    try:
        return analyse(study, folder, progress).record
    except InputError as error:
        raise InputError(
            "De intrekking staat op de lijst, maar de analyse kon niet opnieuw; de vorige uitvoer bevat "
            f"de woorden nog. Los dit op en geef dezelfde opdracht nog eens. {error}"
        ) from None


def _after(settings: Settings, folder: Path, progress: Progress) -> Reading:
    """Return what is read of the study now."""
    try:
        run = start(settings, folder, progress)
        reading.read(run)
    except InputError:  # the last table withdrew
        return Reading(
            empty(DialogueTables), empty(Participants), empty(Documents), empty(Segments)
        )
    return Reading(
        run.table(DialogueTables),
        run.table(Participants),
        run.table(Documents),
        run.table(Segments),
    )


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
