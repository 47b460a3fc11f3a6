"""One factsheet and its figures in; an editable DOCX out, real styles, always the same bytes."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.content import ROW_LABELS, Bar, Factsheet, FindingBlock
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.factsheet.sheet import BARS_NOTE
from pipeline.release.factsheet.squares import draw_squares, drawn_width
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Look, Picture, look_of

if TYPE_CHECKING:
    from docx.document import Document

FIXED_DATE = datetime.datetime(2000, 1, 1)  # OOXML holds no zone; no date of making leaves
PICTURE_MM = 150
SMALL_PICTURE_MM = 90


def render_docx(factsheet: Factsheet, figures: Mapping[str, Picture], style: HouseStyle) -> bytes:
    """Write a factsheet as DOCX on A4: Word's own styles, captions, alt texts, Dutch throughout."""
    look = look_of(style)
    document = parts.new_document(look)
    _set_properties(document, factsheet)
    parts.write_header(document, factsheet.watermark)
    parts.write_footer(document, factsheet.source)
    _write_front(document, factsheet, figures, look)
    _write_back(document, factsheet, figures)
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def _set_properties(document: Document, factsheet: Factsheet) -> None:
    properties = document.core_properties
    properties.title = factsheet.title
    properties.subject = factsheet.intro
    properties.author = properties.last_modified_by = "dialoogtafels"
    properties.language = "nl-NL"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1


def _write_front(
    document: Document, factsheet: Factsheet, figures: Mapping[str, Picture], look: Look
) -> None:
    document.add_paragraph(factsheet.title, style="Title")
    if factsheet.subtitle:
        document.add_paragraph(factsheet.subtitle, style="Subtitle")
    document.add_paragraph(factsheet.intro)
    tables = document.add_paragraph()
    tables.add_run(factsheet.tables_line).bold = True
    if factsheet.basis:
        tables.add_run(f" {factsheet.basis}")
    document.add_paragraph(factsheet.heading("findings"), style="Heading 1")
    if factsheet.lead:
        document.add_paragraph(factsheet.lead)
    for block in factsheet.findings:
        _write_finding(document, block, figures, look)
    if any(bar for block in factsheet.findings for _, _, bar in block.rows):
        document.add_paragraph(BARS_NOTE, style="Caption")


def _write_finding(
    document: Document, block: FindingBlock, figures: Mapping[str, Picture], look: Look
) -> None:
    document.add_paragraph(block.statement, style="Heading 2")
    if block.says_who:
        document.add_paragraph(
            block.says_who, style="Caption"
        ).paragraph_format.keep_with_next = True
    if any(bar for _, _, bar in block.rows):
        _write_rows(document, block, look)
    else:
        for valence, text, _ in block.rows:
            line = document.add_paragraph(style="Onderdeel")
            line.add_run(ROW_LABELS[valence]).bold = True
            line.add_run(f"\t{text}")
    if block.figure in figures:
        _write_picture(document, figures[block.figure], SMALL_PICTURE_MM)


def _write_rows(document: Document, block: FindingBlock, look: Look) -> None:
    """Write what helped, stalled and is needed as a table: what, in words, at how many tables."""
    table = parts.plain_table(document, len(block.rows), parts.COLUMNS_MM, block.statement)
    for cells, (valence, text, bar) in zip(
        (row.cells for row in table.rows), block.rows, strict=True
    ):
        cells[0].paragraphs[0].add_run(ROW_LABELS[valence]).bold = True
        cells[1].paragraphs[0].add_run(text)
        if bar:
            _write_bar(cells[2].paragraphs[0], ROW_LABELS[valence], bar, look)
            cells[3].paragraphs[0].add_run(bar.words).bold = True


def _write_bar(paragraph: Any, label: str, bar: Bar, look: Look) -> None:
    if bar.total:
        alt = f"{label}: {bar.words} tafels"
        parts.add_picture(paragraph, draw_squares(bar, look), alt, drawn_width(bar))


def _write_picture(document: Document, figure: Picture, width_mm: float) -> None:
    """Write a figure with its alt text and, below it, its title as caption."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    parts.add_picture(paragraph, figure.png, figure.alt_text, width_mm)
    document.add_paragraph(figure.title, style="Caption")


def _write_back(document: Document, factsheet: Factsheet, figures: Mapping[str, Picture]) -> None:
    """Write the other side; its first heading opens a new page."""
    headings: list[object] = []

    def head(key: str) -> None:
        heading = document.add_paragraph(factsheet.heading(key), style="Heading 1")
        heading.paragraph_format.page_break_before = not headings
        headings.append(heading)

    if factsheet.overview in figures:
        head("overview")
        _write_picture(document, figures[factsheet.overview], PICTURE_MM)
    if factsheet.voices:
        head("voices")
        _write_voices(document, factsheet)
    for key, lines in (("actions", factsheet.actions), ("unknowns", factsheet.unknowns)):
        if lines:
            head(key)
        for line in lines:
            document.add_paragraph(line, style="List Bullet")
    if factsheet.made:
        head("made")
        document.add_paragraph(" ".join(factsheet.made))
    if factsheet.voices_note:
        document.add_paragraph(factsheet.voices_note, style="Caption")
    if factsheet.colofon:
        colofon = document.add_paragraph(style="Caption")
        colofon.add_run(f"{factsheet.heading('colofon')}. ").bold = True
        colofon.add_run(factsheet.colofon)


def _write_voices(document: Document, factsheet: Factsheet) -> None:
    for voice in factsheet.voices:
        line = document.add_paragraph(style="Quote")
        line.add_run(f"‘{voice.text}’" if voice.is_quote else voice.text)
        line.add_run(f" – {voice.perspective}").italic = False
