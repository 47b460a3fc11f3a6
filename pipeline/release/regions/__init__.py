"""Bundles side by side in; an overview as page, document and workbook, and a draft agenda, out."""

from pipeline.release.chapters import Chapter
from pipeline.release.regions.agenda import AgendaItem, agenda_items
from pipeline.release.regions.agenda_document import render_agenda
from pipeline.release.regions.content import StudyLine
from pipeline.release.regions.document import render_document
from pipeline.release.regions.overview import overview
from pipeline.release.regions.page import render_page

__all__ = [
    "AgendaItem",
    "Chapter",
    "StudyLine",
    "agenda_items",
    "overview",
    "render_agenda",
    "render_document",
    "render_page",
]
