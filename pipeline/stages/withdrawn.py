"""Who withdrew from a study, and on which day consent is judged: what every reading must know."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pipeline.domain.errors import InputError
from pipeline.domain.settings import Settings
from pipeline.domain.yamltext import read_yaml
from pipeline.files.atomic import write_text
from pipeline.intake.consent import is_past
from pipeline.intake.dates import iso_date
from pipeline.intake.meta import meta_file, table_id_of
from pipeline.intake.reading import table_folders
from pipeline.intake.withdrawal import Withdrawal
from pipeline.intake.withdrawal_list import FILE, in_order, parse_withdrawals, withdrawals_yaml
from pipeline.stages.screening import decisions_folder

_END = re.compile(r"""\btot['"]?\s*:\s*['"]?([^,}'"#\n]+)""")


def list_file(settings: Settings) -> Path:
    """Return where a study keeps who withdrew."""
    return decisions_folder(settings) / FILE


def withdrawals_of(settings: Settings) -> tuple[Withdrawal, ...]:
    """Return who withdrew from this study, in order.

    Raises:
        InputError: when the list cannot be read.
    """
    path = list_file(settings)
    return parse_withdrawals(read_yaml(path)) if path.is_file() else ()


def add_withdrawal(settings: Settings, withdrawal: Withdrawal) -> None:
    """Write one more on the list; who stands there already stands there once."""
    known = withdrawals_of(settings)
    write_text(list_file(settings), withdrawals_yaml(in_order((*known, withdrawal))))


def folders_of(settings: Settings) -> list[Path]:
    """Return the folders of the tables that did not withdraw as a whole, sorted by name.

    Raises:
        InputError: when there is no table, or none is left.
    """
    folders = table_folders(settings.data)
    gone = {one.table_id.casefold() for one in withdrawals_of(settings) if not one.participant}
    if not gone:
        return folders
    left = [folder for folder in folders if table_id_of(folder).casefold() not in gone]
    if not left:
        raise InputError(
            f"Alle tafels van {settings.study} zijn ingetrokken ({FILE}); er is niets te lezen."
        )
    return left


def people_gone(settings: Settings, folder: Path) -> list[str]:
    """Return the codes of those at the table in `folder` who withdrew, in order."""
    listed = [one for one in withdrawals_of(settings) if one.participant]
    table_id = table_id_of(folder).casefold() if listed else ""
    return [one.participant for one in listed if one.table_id.casefold() == table_id]


def ends_past(folder: Path, on: date) -> list[str]:
    """Return the ends of consent in a table's meta.yaml that lie behind on a day.

    Part of what a reading rests on: the same files read on another day give the same, until an end
    has passed in between.
    """
    path = meta_file(folder)
    text = path.read_text(encoding="utf-8", errors="ignore") if path else ""
    ends = {iso_date(hit.strip()) or "" for hit in _END.findall(text)}
    return sorted(end for end in ends if end and is_past(end, on))
