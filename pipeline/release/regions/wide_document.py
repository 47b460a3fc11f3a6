"""What both documents about regions share: a page on its side, and tables whose heads repeat."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.picture import Look

if TYPE_CHECKING:
    from docx.document import Document

FIXED_DATE = datetime.datetime(2000, 1, 1)  # OOXML holds no zone; no date of making leaves
MARGIN_MM = 15
WIDTH_MM = 297 - 2 * MARGIN_MM
SMALL_PT = 8
MOST_PROPERTY = 255  # characters of a property; Word allows no more
NARROW_TWIPS = 40  # twentieths of a point, on each side of a cell
EDGE_EIGHTHS = 36  # of a point: the coloured edge of a marked cell


def new_wide_document(look: Look, *, title: str, subject: str, source: str) -> Document:
    """Return an empty A4 document on its side, with a source line and page numbers below."""
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    document = parts.new_document(look)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    properties = document.core_properties
    properties.title, properties.subject = title[:MOST_PROPERTY], subject[:MOST_PROPERTY]
    properties.author = properties.last_modified_by = "dialoogtafels"
    properties.language = "nl-NL"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1
    parts.write_footer(document, source)
    stops = section.footer.paragraphs[0].paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Mm(WIDTH_MM), WD_TAB_ALIGNMENT.RIGHT)
    return document


def document_bytes(document: Document) -> bytes:
    """Return a document, the same bytes for the same document."""
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def write_table(
    document: Document,
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths_mm: Sequence[float],
    *,
    title: str,
    look: Look,
    marked: Mapping[tuple[int, int], str] | None = None,
    narrow: bool = False,
) -> None:
    """Write a table whose head repeats on every page; no row is broken over two.

    `marked` cells (row, column) are bold, with an edge in the colour of the valence they name. With
    `narrow` cells have hardly a margin, for many columns. Without headings it is kept on one page.
    """
    from docx.oxml import OxmlElement

    table = _new_table(document, widths_mm, title, narrow=narrow)
    if headings:
        head = table.add_row()
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, heading, width in zip(head.cells, headings, widths_mm, strict=True):
            _write_cell(cell, heading, width, bold=True)
            _edge(cell, "bottom", look.ink, 8)
    for place, row in enumerate(rows):
        line = table.add_row()
        parts._keep_together(line)
        for column, (cell, text, width) in enumerate(zip(line.cells, row, widths_mm, strict=True)):
            valence = (marked or {}).get((place, column), "")
            paragraph = _write_cell(cell, text, width, bold=bool(valence) or column == 0)
            paragraph.paragraph_format.keep_with_next = not headings and place < len(rows) - 1
            _edge(cell, "bottom", look.line, 4)
            if valence:
                _edge(cell, "left", look.valences[valence], EDGE_EIGHTHS)


def _new_table(document: Document, widths_mm: Sequence[float], title: str, *, narrow: bool) -> Any:
    """Return a table without rows, of fixed widths, that tells a screen reader what it is."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(widths_mm))
    table.autofit = False
    caption = OxmlElement("w:tblCaption")
    caption.set(parts._w("val"), title)
    if narrow:
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(parts._w("w"), str(NARROW_TWIPS))
            margin.set(parts._w("type"), "dxa")
            margins.append(margin)
        table._tbl.tblPr.append(margins)
    table._tbl.tblPr.append(caption)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    return table


def _write_cell(cell: Any, text: str, width_mm: float, *, bold: bool) -> Any:
    from docx.shared import Mm, Pt

    cell.width = Mm(width_mm)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold = bold or None
    run.font.size = Pt(SMALL_PT)
    return paragraph


def _edge(cell: Any, side: str, colour: str, eighths: int) -> None:
    """Draw one edge of a cell, in eighths of a point."""
    from docx.oxml import OxmlElement

    properties = cell._tc.get_or_add_tcPr()
    borders = properties.find(parts._w("tcBorders"))
    if borders is None:
        borders = OxmlElement("w:tcBorders")
        properties.append(borders)
    edge = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("color", colour.lstrip("#"))):
        edge.set(parts._w(name), value)
    if side == "left":  # Word wants left before bottom
        borders.insert(0, edge)
    else:
        borders.append(edge)
