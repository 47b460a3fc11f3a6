"""`verantwoording`: an analysed study in; a workbook to write in, and two documents made from it, out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pandera.typing import DataFrame

from pipeline.domain.settings import configs_folder
from pipeline.domain.tables.accounting import STATES, AccountItems, AccountNotes
from pipeline.exchange.accounting_sheet import (
    FILE,
    accounting_book,
    read_account_notes,
    read_entries,
)
from pipeline.exchange.decision_sheets import FORMER, read_book, write_book
from pipeline.files.atomic import write_bytes
from pipeline.release.accountability import (
    Accounting,
    Around,
    fill_checklists,
    fill_entries,
    fill_text,
    read_accounting,
    render_accounting,
)
from pipeline.release.figures import read_style
from pipeline.stages.account_records import complete, facts_of
from pipeline.stages.run import Run
from pipeline.stages.screening import decisions_folder

FOLDER = "verantwoording"
CONFIG = "verantwoording.yaml"
DPIA = "dpia"
_DIGESTS = ".gemaakt"  # of what this program wrote there, to tell what people changed since


@dataclass(frozen=True)
class Account:
    """What a study accounts for: the lists, the facts, and what people wrote."""

    accounting: Accounting
    facts: Mapping[str, str]  # for the team
    open_facts: Mapping[str, str]  # that may leave: no number of a few tables
    notes: DataFrame[AccountNotes]
    typed: Mapping[str, str]  # metadata that people filled in

    def items(self, *, team: bool) -> DataFrame[AccountItems]:
        """Return every item as it stands; without `team` nothing that can name small numbers."""
        facts = self.facts if team else self.open_facts
        return fill_checklists(self.accounting, facts, self.notes, team=team)

    @property
    def entries(self) -> dict[str, str]:
        """Return the metadata by field."""
        return fill_entries(self.accounting, self.open_facts, self.typed)


@dataclass(frozen=True)
class Accounted:
    """What came of it: the documents, the workbook, and how far each list is."""

    documents: tuple[Path, ...]
    workbook: Path
    states: Mapping[str, Mapping[str, int]]  # title of a list to state to items
    kept: tuple[Path, ...]  # former documents that people changed, put aside


def account_of(run: Run) -> Account:
    """Return what a study accounts for.

    Raises:
        InputError: when the workbook or the file with the checklists has to be mended.
    """
    complete(run)
    former = read_book(decisions_folder(run.settings) / FILE)
    return Account(
        read_accounting(configs_folder() / CONFIG),
        {**facts_of(run, team=True), "werkblad": FILE},
        {**facts_of(run, team=False), "werkblad": FILE},
        read_account_notes(former),
        read_entries(former),
    )


def account(run: Run) -> Accounted:
    """Write the workbook anew with all that people wrote, and both documents from it."""
    made = account_of(run)
    path = decisions_folder(run.settings) / FILE
    items = made.items(team=True)
    _update_book(made, items, path)
    folder = run.store.folder / FOLDER
    written = {
        f"{FOLDER}.docx": document_of(run, made, team=True),
        f"{DPIA}.docx": dpia_of(run, made),
    }
    kept = _put(folder, written)
    states = {
        listed.title: {
            state: int(((items["checklist"] == listed.id) & (items["state"] == state)).sum())
            for state in STATES
        }
        for listed in made.accounting.checklists
    }
    return Accounted(tuple(folder / name for name in written), path, states, kept)


def document_of(run: Run, made: Account, *, team: bool) -> bytes:
    """Return the accountability of a study as DOCX, for the team or to leave."""
    said = {name: fill_text(made.accounting, name, made.facts) for name in made.accounting.texts}
    around = Around(
        title=said.get("titel", ""),
        subtitle=said.get("ondertitel", ""),
        intro=said.get("intro" if team else "intro_buiten", ""),
        outside=said.get("naar_buiten", "") if team else "",
        source=said.get("herkomst", ""),
        mark=said.get("team", "") if team else "",
        mark_note=said.get("team_noot", "") if team else "",
    )
    lists = [listed for listed in made.accounting.checklists if listed.id != DPIA]
    style = read_style(run.settings.house_style)
    return render_accounting(made.items(team=team), lists, around, style)


def dpia_of(run: Run, made: Account) -> bytes:
    """Return the facts that a DPIA asks for as DOCX; always for the team."""
    said = {name: fill_text(made.accounting, name, made.facts) for name in made.accounting.texts}
    around = Around(
        title=said.get("titel_dpia", ""),
        subtitle=said.get("ondertitel", ""),
        intro=said.get("intro_dpia", ""),
        outside="",
        source=said.get("herkomst", ""),
        mark=said.get("team", ""),
        mark_note=said.get("team_noot", ""),
    )
    style = read_style(run.settings.house_style)
    return render_accounting(made.items(team=True), made.accounting.chosen([DPIA]), around, style)


def _update_book(made: Account, items: DataFrame[AccountItems], path: Path) -> None:
    former = read_book(path)
    suggested = fill_entries(made.accounting, made.open_facts, {})
    entries = [
        (entry.field, entry.label, suggested[entry.field], entry.hint)
        for entry in made.accounting.entries
    ]
    write_book(path, accounting_book(items, made.notes, entries, made.typed, former=former), former)


def _put(folder: Path, documents: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write documents; one that a person changed since it was made is put aside first."""
    marks = folder / _DIGESTS
    known = set(marks.read_text(encoding="utf-8").split()) if marks.is_file() else set()
    kept = []
    for name, content in documents.items():
        path = folder / name
        old = path.read_bytes() if path.is_file() else content
        mark = hashlib.sha256(old).hexdigest()
        if old != content and mark not in known:
            aside = folder / FORMER / f"{path.stem}-{mark[:8]}{path.suffix}"
            write_bytes(aside, old)
            kept.append(aside)
        write_bytes(path, content)
    made = sorted(hashlib.sha256(content).hexdigest() for content in documents.values())
    write_bytes(marks, "\n".join(made).encode())
    return tuple(kept)
