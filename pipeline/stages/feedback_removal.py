"""A withdrawal in; what was sent to that table, and what it answered, forgotten."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings
from pipeline.exchange import reply_sheet
from pipeline.exchange.reply_form import read_reply_form
from pipeline.files.atomic import write_bytes
from pipeline.files.names import file_name
from pipeline.files.scrub import empty_rows
from pipeline.intake.withdrawal import Withdrawal
from pipeline.stages.feedback import LEDGER, PLACE, TABLES
from pipeline.stages.feedback_replies import FOLDER, forms_in
from pipeline.stages.screening import decisions_folder

OWN = (reply_sheet.TEXT, reply_sheet.WORDS)


def forget_feedback(settings: Settings, folder: Path, withdrawal: Withdrawal) -> list[str]:
    """Take what a whole table was sent and answered out of the output and the workbooks of replies.

    Returns which forms are left for a person to delete: they are sources, and never touched. Of one
    participant nothing is known here: nobody writes a name on a form.
    """
    home = decisions_folder(settings)
    forms = [f"  - verwijder of schoon {path}" for path in _forms_of(home, withdrawal.table_id)]
    if withdrawal.participant:
        return forms
    shutil.rmtree(folder / PLACE / file_name(withdrawal.table_id), ignore_errors=True)
    _forget_editions(home / LEDGER, withdrawal.table_id)
    for path in _books(home):
        content = path.read_bytes()
        try:
            clean = empty_rows(
                content, column=reply_sheet.TABLE, value=withdrawal.table_id, columns=OWN
            )
        except ValueError:
            continue  # the search for what is left names it when it holds something
        if clean != content:
            write_bytes(path, clean)
    return forms


def _books(home: Path) -> list[Path]:
    """Return every edition of the workbook of replies."""
    stem = Path(reply_sheet.FILE).stem
    return sorted(path for path in home.rglob(f"{stem}*.xlsx") if path.is_file())


def _forget_editions(path: Path, table_id: str) -> None:
    if not path.is_file():
        return
    with contextlib.suppress(ValueError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(kept, dict) and kept.get(TABLES, {}).pop(table_id, None) is not None:
            told = json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=True)
            write_bytes(path, told.encode())


def _forms_of(home: Path, table_id: str) -> Iterator[Path]:
    """Give the filled-in forms of a table, those that cannot be read among them."""
    for path in forms_in(home / FOLDER):
        try:
            if read_reply_form(path).table_id.casefold() == table_id.casefold():
                yield path
        except InputError:
            yield path
