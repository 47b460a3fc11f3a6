"""What a study accounts for: checklists filled from its records, and the document that they become."""

from pipeline.release.accountability.checklist import Accounting, Entry, read_accounting
from pipeline.release.accountability.document import Around, render_accounting
from pipeline.release.accountability.filling import fill_checklists, fill_entries, fill_text

__all__ = [
    "Accounting",
    "Around",
    "Entry",
    "fill_checklists",
    "fill_entries",
    "fill_text",
    "read_accounting",
    "render_accounting",
]
