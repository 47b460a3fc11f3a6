"""Findings in; one sheet of A4 out, as an editable DOCX and as a PDF."""

from pipeline.release.factsheet.compose import compose_factsheet
from pipeline.release.factsheet.content import Bar, Factsheet, FindingBlock, Voice
from pipeline.release.factsheet.office import render_docx
from pipeline.release.factsheet.sheet import render_pdf

__all__ = [
    "Bar",
    "Factsheet",
    "FindingBlock",
    "Voice",
    "compose_factsheet",
    "render_docx",
    "render_pdf",
]
