"""One factsheet and its figures in; an editable DOCX out, real styles, always the same bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.content import (
    FRISIAN_MARK,
    QUESTION_LABEL,
    ROW_LABELS,
    TRANSLATED,
    Factsheet,
    FindingBlock,
)
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.factsheet.sheet import BARS_NOTE
from pipeline.release.factsheet.squares import draw_squares, drawn_width
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Look, Picture, look_of
from pipeline.release.tracing import Part

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

PICTURE_MM = 170  # the width that figures are drawn for, so that type keeps its size
SMALL_PICTURE_MM = 90
ROOM_LINE_MM = 8  # of handwriting
ITEM_MM = 9  # room of a place before a statement


def render_docx(factsheet: Factsheet, figures: Mapping[str, Picture], style: HouseStyle) -> bytes:
    """Write a factsheet as DOCX on A4: Word's own styles, captions, alt texts, Dutch throughout."""
    look = look_of(style)
    document = parts.new_document(look)
    parts.set_properties(document, title=factsheet.title, subject=factsheet.intro)
    parts.write_header(document, factsheet.watermark, factsheet.watermark_note)
    parts.write_footer(document, factsheet.source)
    _write_front(document, factsheet, figures, look)
    _write_back(document, factsheet, figures)
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def _write_front(
    document: Document, factsheet: Factsheet, figures: Mapping[str, Picture], look: Look
) -> None:
    parts.add_text(document.add_paragraph(style="Title"), factsheet.title)
    if factsheet.subtitle:
        parts.add_text(document.add_paragraph(style="Subtitle"), factsheet.subtitle)
    document.add_paragraph(factsheet.intro)
    tables = document.add_paragraph()
    parts.add_text(tables, factsheet.tables_line, bold=True)
    if factsheet.said_basis:
        parts.add_text(tables, f" {factsheet.said_basis}")
    document.add_paragraph(factsheet.heading("findings"), style="Heading 1")
    if factsheet.lead:
        parts.add_text(document.add_paragraph(), factsheet.lead)
    for block in factsheet.findings:
        _write_finding(document, block, figures, look, factsheet.say)
    if factsheet.has_bars:
        document.add_paragraph(factsheet.say(BARS_NOTE), style="Caption")


def _write_finding(
    document: Document,
    block: FindingBlock,
    figures: Mapping[str, Picture],
    look: Look,
    say: Callable[[str], str],
) -> None:
    _say(document.add_paragraph(style="Heading 2"), block.sentence)
    if block.says_who:
        document.add_paragraph(
            block.says_who, style="Caption"
        ).paragraph_format.keep_with_next = True
    if block.has_bars:
        _write_rows(document, block, look, say)
    else:
        for row in block.rows:
            line = document.add_paragraph(style="Onderdeel")
            line.add_run(f"{ROW_LABELS[row.valence]}\t").bold = True
            _say(line, row.parts)
    _write_items(document, block)
    if block.question:
        question = document.add_paragraph(style="Onderdeel")
        question.paragraph_format.first_line_indent = question.paragraph_format.left_indent = 0
        question.add_run(f"{QUESTION_LABEL}: ").bold = True
        question.add_run(block.question)
    if block.figure in figures:
        _write_picture(document, figures[block.figure], SMALL_PICTURE_MM)


def _write_items(document: Document, block: FindingBlock) -> None:
    """Write people's statements below one another, each with its place and what is to be said of it."""
    from docx.shared import Mm

    for item in block.items:
        line = document.add_paragraph(style="Onderdeel")
        line.paragraph_format.left_indent = Mm(ITEM_MM)
        line.paragraph_format.first_line_indent = Mm(-ITEM_MM)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(ITEM_MM))
        if item.mark:
            line.add_run(item.mark).bold = item.firm or None
        line.add_run(f"\t{item.words}")
        if item.note:
            line.paragraph_format.keep_with_next = True
            note = document.add_paragraph(style="Caption")
            note.paragraph_format.left_indent = Mm(ITEM_MM)
            _say(note, item.note)
    if block.rest:
        parts.add_text(document.add_paragraph(style="Caption"), block.rest)


def _write_rows(
    document: Document, block: FindingBlock, look: Look, say: Callable[[str], str]
) -> None:
    """Write what helped, stalled and is needed as a table: what, in words, at how many tables."""
    table = parts.plain_table(document, len(block.rows), parts.COLUMNS_MM, block.statement)
    for line, row in zip(table.rows, block.rows, strict=True):
        what, words, squares, count = (cell.paragraphs[0] for cell in line.cells)
        what.add_run(ROW_LABELS[row.valence]).bold = True
        _say(words, row.parts)
        if row.bar and row.bar.total:
            alt = f"{ROW_LABELS[row.valence]}: {say(row.bar.spoken)}"
            parts.add_picture(squares, draw_squares(row.bar, look), alt, drawn_width(row.bar))
        if row.bar:
            parts.add_number(count, row.bar.words, row.bar.finding_id, bold=True)


def _say(paragraph: Paragraph, said: Sequence[Part]) -> None:
    """Write words; a count that comes from a finding becomes a field that knows which."""
    for part in said:
        if part.finding_id:
            parts.add_number(paragraph, part.text, part.finding_id)
        else:
            parts.add_text(paragraph, part.text)


def _write_picture(document: Document, figure: Picture, width_mm: float) -> None:
    """Write a figure with its alt text and, below it, its title as caption."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    parts.add_picture(paragraph, figure.png, figure.alt_text, width_mm)
    parts.add_text(document.add_paragraph(style="Caption"), figure.title)


def _write_back(document: Document, factsheet: Factsheet, figures: Mapping[str, Picture]) -> None:
    """Write the other side; its first heading opens a new page, unless the front is short."""
    headings: list[object] = []
    two_sides = (factsheet.has_bars and not factsheet.rooms) or factsheet.overview in figures

    def head(text: str) -> None:
        heading = document.add_paragraph(text, style="Heading 1")
        heading.paragraph_format.page_break_before = two_sides and not headings
        headings.append(heading)

    if factsheet.overview in figures:
        head(factsheet.heading("overview"))
        _write_picture(document, figures[factsheet.overview], PICTURE_MM)
    _write_rooms(document, factsheet, head)
    if factsheet.voices:
        head(factsheet.heading("voices"))
        _write_voices(document, factsheet)
    for key, lines in (("actions", factsheet.actions), ("unknowns", factsheet.unknowns)):
        if lines:
            head(factsheet.heading(key))
        for line in lines:
            parts.add_text(document.add_paragraph(style="List Bullet"), line)
    if factsheet.made:
        head(factsheet.heading("made"))
        parts.add_text(document.add_paragraph(), " ".join(factsheet.made))
    if factsheet.voices_note:
        document.add_paragraph(factsheet.voices_note, style="Caption")
    if factsheet.colofon:
        colofon = document.add_paragraph(style="Caption")
        colofon.add_run(f"{factsheet.heading('colofon')}. ").bold = True
        parts.add_text(colofon, factsheet.colofon)


def _write_rooms(document: Document, factsheet: Factsheet, head: Callable[[str], None]) -> None:
    for room in factsheet.rooms:
        head(room.heading)
        document.add_paragraph(room.prompt).paragraph_format.keep_with_next = True
        parts.open_box(document, ROOM_LINE_MM * room.n_lines, room.heading)


def _write_voices(document: Document, factsheet: Factsheet) -> None:
    for voice in factsheet.voices:
        line = document.add_paragraph(style="Quote")
        said = line.add_run(f"‘{voice.text}’" if voice.is_quote else voice.text)
        if voice.is_frisian:
            parts.set_language(said, "fy-NL")
            if not voice.translation:
                line.add_run(f" {FRISIAN_MARK}").italic = False
        line.add_run(f" – {voice.perspective}").italic = False
        if voice.is_quote and voice.translation:
            line.paragraph_format.keep_with_next = True
            below = document.add_paragraph(style="Quote")
            below.add_run(f"{TRANSLATED} ‘{voice.translation}’")
