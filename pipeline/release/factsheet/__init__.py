"""Findings in; one sheet of A4 out, as an editable DOCX and as a PDF."""

from pipeline.release.factsheet.agreed import say_actions
from pipeline.release.factsheet.case_profile import compose_case_profile
from pipeline.release.factsheet.compose import compose_factsheet
from pipeline.release.factsheet.content import Bar, Factsheet, FindingBlock, Voice
from pipeline.release.factsheet.office import render_docx
from pipeline.release.factsheet.sheet import render_pdf
from pipeline.release.factsheet.theme_sheet import compose_theme_sheet
from pipeline.release.factsheet.trace import check_counts, read_counts

__all__ = [
    "Bar",
    "Factsheet",
    "FindingBlock",
    "Voice",
    "check_counts",
    "compose_case_profile",
    "compose_factsheet",
    "compose_theme_sheet",
    "read_counts",
    "render_docx",
    "render_pdf",
    "say_actions",
]
