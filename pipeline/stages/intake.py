"""What the verbs about intake do: an overview of what was read, speakers to tie, findings to judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from pipeline.domain.settings import read_settings
from pipeline.domain.tables import Documents, Notices, Participants, Quarantine
from pipeline.domain.tables.intake import MetSpeakers, ReadingOverview
from pipeline.domain.tables.privacy import PrivacyFindings
from pipeline.domain.wording import plural
from pipeline.files.atomic import write_text
from pipeline.files.spreadsheets import read_workbook, write_workbook
from pipeline.intake.overview import HEADINGS
from pipeline.intake.privacy.pseudonyms import pseudonymise
from pipeline.intake.privacy.review import (
    CHOICES,
    SHEET,
    WIDTHS,
    review_page,
    review_summary,
    review_workbook_rows,
)
from pipeline.intake.speaker_sheet import read_speakers_sheet, speakers_sheet, speakers_yaml
from pipeline.stages import reading, screening
from pipeline.stages.analysis import default_folder, start
from pipeline.stages.apart import only_sessions
from pipeline.stages.notices import told
from pipeline.stages.progress import Progress
from pipeline.stages.run import Run
from pipeline.stages.withdrawn import folders_of, withdrawals_of

ON_SCREEN = {  # what fits a screen of eighty characters; the workbook holds all columns
    "tafel": "tafel",
    "documenten": "doc.",
    "niet gelezen": "eruit",
    "spreekbeurten": "beurten",
    "zinnen in verslag": "zinnen",
    "woorden": "woorden",
    "sprekers": "sprekers",
    "beurten onbekend": "onbek.",
    "aandeel Fries": "Fries",
    "meldingen": "let op",
}
SPEAKERS = "sprekers.xlsx"
SPEAKERS_SHEET = "sprekers"
FILLED_IN = "deelnemer"
REPLACED = "gepseudonimiseerd"
KEY_FILE = "sleutel-pseudoniemen.xlsx"


@dataclass(frozen=True)
class Seen:
    """What a verb tells: rows to show, lines to say, where it lies, and the exit code."""

    rows: pd.DataFrame
    lines: Sequence[str]
    path: Path
    exit_code: int


def overview(study: Path, folder: Path | None, progress: Progress) -> Seen:
    """Read a study and tell per table what was read of it, and what was held back."""
    run, folder = _screened(study, folder, progress)
    quarantine = run.table(Quarantine)
    kept_out = quarantine[quarantine["niveau"] != "zacht"].drop_duplicates(
        ["table_id", "document", "niveau", "kind"]
    )
    rows = run.table(ReadingOverview).copy()
    held = kept_out.drop_duplicates(["table_id", "document"])["table_id"].value_counts()
    rows["n_held_back"] = rows["table_id"].map(held).fillna(0).astype(int)
    rows["frisian_share"] = [f"{share:.0%}" for share in rows["frisian_share"]]
    shown = rows.rename(columns=HEADINGS)
    path = folder / "inlezen.xlsx"
    write_workbook(path, {"inlezen": shown})
    notices = told(run.table(Notices), sessions=only_sessions(run))
    refused = [
        f"{row['table_id']}, {row['document']}: {row['kind']}"
        for row in kept_out.to_dict("records")
    ]
    lines = [*_listed("Dialoogsessies", _sessions(run.table(ReadingOverview)))]
    lines += [*_listed("Tegengehouden of niet te lezen", refused), *_listed("Let op", notices)]
    on_screen = shown[list(ON_SCREEN)].rename(columns=ON_SCREEN)
    return Seen(on_screen, lines, path, _code(quarantine))


def tie_speakers(study: Path, folder: Path | None, progress: Progress) -> list[str]:
    """Read back a filled-in sheet of speakers where there is one, and write the sheet anew.

    What was filled in becomes `sprekers.yaml` in the table's folder; meta.yaml is never touched.
    """
    settings = read_settings(study)
    path = screening.decisions_folder(settings) / SPEAKERS
    lines = []
    run, _ = _read(study, folder, progress)
    if path.is_file():
        lines += _take_over(run, path)
        run, _ = _read(study, folder, progress)
    speakers = run.table(MetSpeakers)
    write_workbook(
        path,
        {SPEAKERS_SHEET: speakers_sheet(speakers)},
        dropdowns={SPEAKERS_SHEET: {FILLED_IN: _codes_of_all(run)}},
    )
    unknown = int((~speakers["known"]).sum())
    names = int(speakers["may_be_name"].sum())
    lines.append(
        f"{plural(len(speakers), 'aanduiding', 'aanduidingen')} gevonden; {unknown} horen bij geen deelnemer."
    )
    if names:
        lines.append(f"{names} lijken op een echte naam: vervang die in het document zelf.")
    lines.append(f"Het blad staat in {path}. Vul '{FILLED_IN}' in en geef deze opdracht nog eens.")
    return lines


def review_privacy(
    study: Path, folder: Path | None, progress: Progress, *, replace_found: bool
) -> Seen:
    """Write what may point to a person as a page and a workbook; decisions already made stay.

    With `replace_found` also a copy of all documents with placeholders, and the key to them: outside
    the output that release can read.
    """
    run, _ = _read(study, folder, progress)
    screening.judge(run)
    settings, findings = run.settings, run.table(PrivacyFindings)
    documents = screening.with_meta(run)
    home = screening.decisions_folder(settings)
    rows = review_workbook_rows(findings, documents)
    write_workbook(home / screening.DECISIONS, {SHEET: rows}, widths=WIDTHS, dropdowns=CHOICES)
    page = home / "privacy.html"
    write_text(page, review_page(findings, documents, title=settings.title))
    lines = [
        review_summary(findings),
        f"Bekijk de vindplaatsen in {page}",
        f"Besluit in {home / screening.DECISIONS} en geef daarna: dialoogtafel analyse",
        "Het materiaal is gepseudonimiseerd en blijft persoonsgegevens.",
    ]
    if replace_found:
        copy, key = pseudonymise(run.table(Documents), findings)
        target = home / REPLACED
        for row in copy.to_dict("records"):
            name = Path(str(row["document"])).stem + (".md" if row["kind"] == "verslag" else ".txt")
            write_text(target / str(row["table_id"]) / name, str(row["text"]))
        write_workbook(home / KEY_FILE, {"sleutel": key})
        lines.append(
            f"De kopie met plaatshouders staat in {target}, de sleutel apart in {home / KEY_FILE}."
        )
    return Seen(rows, lines, page, _code(run.table(Quarantine)))


def _read(study: Path, folder: Path | None, progress: Progress) -> tuple[Run, Path]:
    settings = read_settings(study)
    folder = folder or default_folder(settings)
    run = start(settings, folder, progress)
    reading.read(run)
    return run, folder


def _screened(study: Path, folder: Path | None, progress: Progress) -> tuple[Run, Path]:
    run, folder = _read(study, folder, progress)
    screening.screen(run)
    return run, folder


def _take_over(run: Run, path: Path) -> list[str]:
    """Write what a researcher filled in beside the tables' meta.yaml."""
    people = run.table(Participants)
    codes = {str(table): list(rows["participant"]) for table, rows in people.groupby("table_id")}
    sheets = read_workbook(path)
    if SPEAKERS_SHEET not in sheets:
        return []
    sheet = _of_who_is_left(run, sheets[SPEAKERS_SHEET])
    filled = read_speakers_sheet(sheet, codes, path.name)
    folders = {key: folder for folder, key in zip(folders_of(run.settings), run.keys, strict=True)}
    for table_id, labels in sorted(filled.items()):
        write_text(folders[table_id] / "sprekers.yaml", speakers_yaml(labels))
    tied = sum(len(labels) for labels in filled.values())
    return (
        [f"{plural(tied, 'aanduiding', 'aanduidingen')} overgenomen uit {path.name}."]
        if tied
        else []
    )


def _of_who_is_left(run: Run, sheet: pd.DataFrame) -> pd.DataFrame:
    """Return a sheet's rows without those of a table or participant that withdrew since."""
    gone = {(one.table_id, one.participant.casefold()) for one in withdrawals_of(run.settings)}
    if not gone or not {"tafel", FILLED_IN} <= set(sheet.columns):
        return sheet
    rows = zip(sheet["tafel"], sheet[FILLED_IN], strict=True)
    left = [
        (str(table), "") not in gone and (str(table), str(code).strip().casefold()) not in gone
        for table, code in rows
    ]
    return sheet[left]


def _codes_of_all(run: Run) -> list[str]:
    return [*dict.fromkeys(run.table(Participants)["participant"]), "onbekend"]


def _sessions(rows: pd.DataFrame) -> list[str]:
    """Return per session how many statements, people and unused points its sheet holds."""
    return [
        f"{row['table_id']}: {plural(row['n_statements'], 'uitspraak', 'uitspraken')}, "
        f"{plural(row['n_voters'], 'deelnemer', 'deelnemers')} die punten konden geven, "
        f"{row['n_unused']:g} punten niet gebruikt".replace(".", ",")
        for row in rows.to_dict("records")
        if row["n_statements"]
    ]


def _listed(title: str, items: list[str]) -> list[str]:
    return ["", f"{title}:", *(f"  - {item}" for item in items)] if items else []


def _code(quarantine: pd.DataFrame) -> int:
    if (quarantine["niveau"] == "hard").any():
        return 3
    return 1 if (quarantine["niveau"] == "fout").any() else 0
