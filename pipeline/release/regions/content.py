"""What an overview of several studies is made of: tables ready to print, in chapters, and how a cell reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.domain.bundle import Manifest
from pipeline.domain.tables.regions import (
    COUNTED,
    DERIVABLE,
    JOINED,
    NO_CODE,
    NOT_RELEASED,
    SAID,
    SILENT,
    SMALL,
)

PRIORITY_COLUMNS = ("study", "session", "voice", "place", "firm", "statement")
MIGRATION_COLUMNS = ("study", "code", "label", "what", "target")
# What a cell says where it shows no count; one that was blanked as small says under how many tables.
SHOWN = {
    DERIVABLE: "≥1", JOINED: "twee in één", NO_CODE: "niet in codeboek",
    NOT_RELEASED: "niet vrijgegeven", SAID: "meerdere tafels", SILENT: "–",
}  # fmt: skip


@dataclass(frozen=True)
class StudyLine:
    """One bundle, by the name that it has in tables."""

    name: str
    manifest: Manifest
    fingerprint: str


def cell_words(cell: Mapping[Any, Any]) -> str:
    """Return what one cell says: a count, under how many tables it was blanked, or why there is none."""
    if cell["state"] == COUNTED:
        return f"{cell['n_tables']} van {cell['of_tables']}"
    return f"<{cell['min_tables']}" if cell["state"] == SMALL else SHOWN[str(cell["state"])]
