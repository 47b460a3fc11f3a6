"""A reply form in; a DOCX with boxes that are ticked in Word, and room for own words, out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from pipeline.domain.tables.feedback import (
    CHOICES,
    FILLED_BY,
    LINE,
    OWN_WORDS,
    PLACEHOLDER,
    REMARKS,
    WHO,
)
from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.feedback.form import FormLine, ReplyForm
from pipeline.release.feedback.letter import set_body_size, write_letterhead
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import look_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

COLUMNS_MM = (18.0, 154.0)
BOX, TICKED = "☐", "☒"
BOX_FONT = "MS Gothic"  # Word's own for boxes; other programs take a twin
GAP = "\u2003\u2003"  # between two boxes
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
FORM_PT = 10.5


def render_form_docx(form: ReplyForm, style: HouseStyle) -> bytes:
    """Write a form as DOCX on A4: a box is ticked by a click, own words are typed where it says so."""
    look = look_of(style)
    document = parts.new_document(look)
    parts.set_properties(document, title=form.title, subject=form.code)
    set_body_size(document, FORM_PT)
    parts.write_header(document, form.mark, "")
    parts.write_footer(document, f"{form.code} · {form.source}")
    write_letterhead(document, look, style.name)
    document.add_paragraph(form.title, style="Title")
    document.add_paragraph(form.code, style="Caption")
    for sentence in form.intro:
        document.add_paragraph(sentence)
    for line in form.lines:
        _write_line(document, line, look.line)
    _write_end(document, form)
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def _write_line(document: Document, line: FormLine, colour: str) -> None:
    """Write one line as a row: its number, and what is said with the boxes below it."""
    title = f"{LINE} {line.number}"
    table = parts.plain_table(document, 1, COLUMNS_MM, title)
    _line_above(table, colour)
    number, said = table.rows[0].cells
    number.paragraphs[0].add_run(title).bold = True
    heading = said.paragraphs[0]
    heading.add_run(line.heading).bold = True
    for first in (number.paragraphs[0], heading):
        first.paragraph_format.space_before = _points(4)
    words = said.add_paragraph()
    run = words.add_run(line.shown)
    if line.language != "nl":
        parts.set_language(run, f"{line.language}-NL")
    if line.below:
        said.add_paragraph(line.below, style="Caption")
    boxes = said.add_paragraph()
    for place, choice in enumerate(CHOICES):
        _add_box(boxes, choice, f"reactie:{line.number}:{place}", last=place + 1 == len(CHOICES))
    own = said.add_paragraph()
    own.add_run(f"{OWN_WORDS} ")
    _add_room(own, f"eigen-woorden:{line.number}", OWN_WORDS)
    document.add_paragraph().paragraph_format.space_after = _points(0)
    _smallest(document.paragraphs[-1])


def _write_end(document: Document, form: ReplyForm) -> None:
    document.add_paragraph(FILLED_BY, style="Heading 1").paragraph_format.keep_with_next = True
    boxes = document.add_paragraph()
    for place, who in enumerate(WHO):
        _add_box(boxes, who, f"wie:{place}", last=place + 1 == len(WHO))
    document.add_paragraph(form.remarks, style="Heading 1").paragraph_format.keep_with_next = True
    remarks = document.add_paragraph()
    remarks.add_run(f"{REMARKS} ")
    _add_room(remarks, "opmerking", REMARKS)
    document.add_paragraph(form.code, style="Caption")
    for sentence in form.end:
        document.add_paragraph(sentence)


def _add_box(paragraph: Paragraph, label: str, tag: str, *, last: bool) -> None:
    """Add a box that is ticked by a click, and behind it what it says."""
    from docx.oxml import OxmlElement
    from lxml import etree

    run = paragraph.add_run(BOX)
    run.font.name = BOX_FONT
    fonts: Any = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("eastAsia", "hAnsi", "cs"):
        fonts.set(_w(script), BOX_FONT)
    control, properties = _control(run, label, tag)
    box = etree.SubElement(properties, f"{{{W14}}}checkbox")
    etree.SubElement(box, f"{{{W14}}}checked").set(f"{{{W14}}}val", "0")
    for name, sign in (("checkedState", TICKED), ("uncheckedState", BOX)):
        state = etree.SubElement(box, f"{{{W14}}}{name}")
        state.set(f"{{{W14}}}val", f"{ord(sign):04X}")
        state.set(f"{{{W14}}}font", BOX_FONT)
    content = OxmlElement("w:sdtContent")
    content.append(run._r)
    control.append(content)
    paragraph.add_run(f"\u00a0{label.replace(' ', chr(0xA0))}{'' if last else GAP}")


def _add_room(paragraph: Paragraph, tag: str, label: str) -> None:
    """Add a place to type in; what stands there beforehand goes at the first letter."""
    from docx.oxml import OxmlElement
    from docx.shared import RGBColor

    run = paragraph.add_run(PLACEHOLDER)
    run.font.color.rgb = RGBColor(0x59, 0x59, 0x59)
    control, properties = _control(run, label.rstrip(":"), tag)
    properties.append(OxmlElement("w:showingPlcHdr"))
    text = OxmlElement("w:text")
    text.set(_w("multiLine"), "1")
    properties.append(text)
    content = OxmlElement("w:sdtContent")
    content.append(run._r)
    control.append(content)


def _control(run: Any, label: str, tag: str) -> tuple[Any, Any]:
    """Return a content control in the place of a run, and its properties."""
    from docx.oxml import OxmlElement

    control, properties = OxmlElement("w:sdt"), OxmlElement("w:sdtPr")
    for name, value in (("alias", label), ("tag", tag)):
        element = OxmlElement(f"w:{name}")
        element.set(_w("val"), value)
        properties.append(element)
    run._r.addprevious(control)
    control.append(properties)
    return control, properties


def _line_above(table: Any, colour: str) -> None:
    """Draw a thin line above a row, so that one sees where the next begins."""
    from docx.oxml import OxmlElement

    borders, top = OxmlElement("w:tblBorders"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "0"), ("color", colour[1:])):
        top.set(_w(name), value)
    borders.append(top)
    properties = table._tbl.tblPr
    later = ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
    after = next((one for one in properties if one.tag in map(_w, later)), None)
    if after is None:
        properties.append(borders)
    else:
        after.addprevious(borders)  # Word wants them in this order


def _smallest(paragraph: Paragraph) -> None:
    """Make the paragraph that Word wants between two tables as low as can be."""
    paragraph.paragraph_format.line_spacing = _points(6)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))
