"""What python-docx leaves to its users: Dutch, styles, alt texts, page numbers, plain tables."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.release.picture import Look
from pipeline.release.tracing import COUNT_IN_TEXT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table

COLUMNS_MM = (26.0, 88.0, 38.0, 20.0)  # what, in words, squares, count: together the text's width
MARGIN_MM = 19
OFFICE_FONT = (
    "Arial"  # on every machine, or by a twin of the same width; the house letter may not be
)
FIXED_DATE = datetime.datetime(2000, 1, 1)  # OOXML holds no zone; no date of making leaves
LONGEST_PROPERTY = 255  # characters; Word allows no more
NUMBER_TAG = "bevinding:"
FIXED_TAG = "waarde:"
BOOKMARKS = {"b": NUMBER_TAG, "w": FIXED_TAG}  # first letter of a name, which may hold no colon
NUMBER_ALIAS = "Getal uit de telling"


def new_document(look: Look) -> Document:
    """Return an empty A4 document in Dutch, with the styles that a factsheet uses."""
    import docx
    from docx.shared import Mm

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(MARGIN_MM)
    section.top_margin = section.bottom_margin = Mm(MARGIN_MM)
    section.header_distance = section.footer_distance = Mm(9)
    _set_language(document)
    _set_styles(document, look)
    return document


def set_properties(document: Document, *, title: str, subject: str) -> None:
    """Say what a document is, and nothing of who made it or when."""
    properties = document.core_properties
    properties.title = title[:LONGEST_PROPERTY]
    properties.subject = subject[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "dialoogtafels"
    properties.language = "nl-NL"
    properties.comments = properties.keywords = ""
    properties.created = properties.modified = FIXED_DATE
    properties.revision = 1


def _set_language(document: Document) -> None:
    """Make nl-NL the language of every run that names none."""
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "nl-NL")


def set_language(run: Any, language: str) -> None:
    """Mark a run as words of another language, so that it is read aloud and spelt as such."""
    from docx.oxml import OxmlElement

    mark = OxmlElement("w:lang")
    mark.set(_w("val"), language)
    run._r.get_or_add_rPr().append(mark)


def _set_styles(document: Document, look: Look) -> None:
    """Give Word's own styles the house's letter, sizes and colours."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm, Pt

    # name: size in pt, bold, colour, space before and after in pt
    looks = {
        "Normal": (9.5, False, look.ink, 0, 4),
        "Title": (22, True, look.ink, 0, 6),
        "Subtitle": (12, False, look.quiet, 0, 6),
        "Heading 1": (12.5, True, look.ink, 9, 3),
        "Heading 2": (11, True, look.ink, 7, 2),
        "List Bullet": (9.5, False, look.ink, 0, 2),
        "Quote": (9.5, False, look.ink, 0, 4),
        "Caption": (8.5, False, look.quiet, 2, 4),
        "Header": (8, False, look.quiet, 0, 0),
        "Footer": (8, False, look.quiet, 0, 0),
    }
    part = document.styles.add_style("Onderdeel", WD_STYLE_TYPE.PARAGRAPH)
    part.base_style = document.styles["Normal"]
    part.paragraph_format.left_indent = Mm(27)
    part.paragraph_format.first_line_indent = Mm(-27)
    part.paragraph_format.tab_stops.add_tab_stop(Mm(27))
    part.paragraph_format.space_after = Pt(3)
    for name, (size, bold, colour, _, _) in looks.items():
        _set_style(document.styles[name], OFFICE_FONT, size, colour, bold=bold)
    for name in ("Title", "Subtitle", "Footer"):
        _drop(document.styles[name].element, "pBdr", "tabs", "spacing", within=("pPr", "rPr"))
    _set_spacing(document, looks)


def _drop(style: Any, *names: str, within: tuple[str, ...]) -> None:
    """Take lines, tab stops and letter spacing of Word's default template out of a style."""
    for part in within:
        for name in names:
            for found in list(style.iterfind(f"{_w(part)}/{_w(name)}")):
                found.getparent().remove(found)


def _set_spacing(document: Document, looks: Mapping[str, Sequence[Any]]) -> None:
    from docx.shared import Pt

    for name, (*_, before, after) in looks.items():
        document.styles[name].paragraph_format.space_before = Pt(before)
        document.styles[name].paragraph_format.space_after = Pt(after)


def _set_style(named: Any, font: str, size: float, colour: str, *, bold: bool) -> None:
    from docx.shared import Pt, RGBColor

    named.font.name = font
    named.font.size = Pt(size)
    named.font.bold = bold
    named.font.italic = False
    named.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    fonts = named.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(_w(theme), None)  # a theme font would go before the named one
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_w(script), font)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def write_header(document: Document, watermark: str, note: str) -> None:
    """Write the mark of a concept or a closed sheet above every page."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = document.sections[0].header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if watermark:
        paragraph.add_run(watermark).bold = True
        paragraph.add_run(f" · {note}" if note else "")


def write_footer(document: Document, source: str) -> None:
    """Write source and page number under every page."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Mm

    paragraph = document.sections[0].footer.paragraphs[0]
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(210 - 2 * MARGIN_MM), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{source}\t")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _add_field(paragraph: Any, instruction: str) -> None:
    """Add a field that Word computes itself."""
    from docx.oxml import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(_w("instr"), instruction)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def plain_table(document: Document, n_rows: int, widths_mm: Sequence[float], title: str) -> Table:
    """Return a table without lines and with fixed widths, kept on one page."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    table: Table = document.add_table(rows=n_rows, cols=len(widths_mm))
    table.autofit = False
    description = OxmlElement("w:tblCaption")
    description.set(_w("val"), title)
    table._tbl.tblPr.append(description)
    for column, width in zip(table.columns, widths_mm, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(table.rows, start=1):
        for cell, width in zip(row.cells, widths_mm, strict=True):
            cell.width = Mm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
            cell.paragraphs[0].paragraph_format.keep_with_next = number < n_rows
        _keep_together(row)
    return table


def open_box(document: Document, height_mm: float, title: str) -> None:
    """Add a frame to write in, by hand or on the computer; it grows with what is typed."""
    from docx.enum.table import WD_ROW_HEIGHT_RULE
    from docx.shared import Mm

    table = plain_table(document, 1, (float(sum(COLUMNS_MM)),), title)
    table.style = document.styles["Table Grid"]
    table.rows[0].height = Mm(height_mm)
    table.rows[0].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST


def _keep_together(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def add_picture(paragraph: Any, png: bytes, alt: str, width_mm: float) -> None:
    """Add a picture with its alt text."""
    from docx.shared import Mm

    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Mm(width_mm))
    shape._inline.docPr.set("descr", alt)


def number_tag(finding_id: str) -> str:
    """Return the tag that ties a number in a DOCX to its finding; Word allows 64 characters."""
    return f"{NUMBER_TAG}{hashlib.sha256(finding_id.encode('utf-8')).hexdigest()[:24]}"


def fixed_tag(text: str) -> str:
    """Return the tag of a count that comes from no finding: the numbers that it had."""
    return f"{FIXED_TAG}{'_'.join(re.findall(r'[0-9]+', text))}"


def tag_of_bookmark(name: str) -> str:
    """Return the tag that a bookmark of ours stands for, "" for any other bookmark."""
    for letter, start in BOOKMARKS.items():
        if name.startswith(f"{letter}_") and name.count("_") >= 2:
            return start + name.removeprefix(f"{letter}_").rpartition("_")[0]
    return ""


def add_number(paragraph: Any, text: str, finding_id: str, *, bold: bool = False) -> None:
    """Add a number as a content control that carries its finding; it is edited like any text."""
    _add_control(paragraph, text, number_tag(finding_id), bold=bold)


def add_text(paragraph: Any, text: str, *, bold: bool = False) -> None:
    """Add running text; a count of tables in it becomes a content control that knows what it was."""
    end = 0
    for match in COUNT_IN_TEXT.finditer(text):
        if match.start() > end:
            paragraph.add_run(text[end : match.start()]).bold = bold or None
        _add_control(paragraph, match.group(), fixed_tag(match.group()), bold=bold)
        end = match.end()
    if text[end:]:
        paragraph.add_run(text[end:]).bold = bold or None


def _add_control(paragraph: Any, text: str, tag: str, *, bold: bool) -> None:
    """Add a control within a bookmark: LibreOffice 7.4 keeps the one and loses the other's tag."""
    from docx.oxml import OxmlElement

    run = paragraph.add_run(text)
    run.bold = bold or None
    control, properties, content, start, end = (
        OxmlElement(f"w:{name}")
        for name in ("sdt", "sdtPr", "sdtContent", "bookmarkStart", "bookmarkEnd")
    )
    for name, value in (("alias", NUMBER_ALIAS), ("tag", tag)):
        element = OxmlElement(f"w:{name}")
        element.set(_w("val"), value)
        properties.append(element)
    number = sum(1 for _ in paragraph.part.element.iter(_w("bookmarkStart"))) + 1
    letter, mark = next((key, mark) for key, mark in BOOKMARKS.items() if tag.startswith(mark))
    start.set(_w("name"), f"{letter}_{tag.removeprefix(mark)}_{number}")
    for bookmark in (start, end):
        bookmark.set(_w("id"), str(number))
    run._r.addprevious(start)
    run._r.addprevious(control)
    control.addnext(end)
    content.append(run._r)
    control.append(properties)
    control.append(content)
