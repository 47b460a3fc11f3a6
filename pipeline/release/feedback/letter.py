"""The sentences of a letter in; an editable DOCX on the house's paper out."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.release.factsheet import docx_parts as parts
from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.figures.style import HouseStyle
from pipeline.release.picture import Look, look_of
from pipeline.release.texts import Texts

if TYPE_CHECKING:
    from docx.document import Document

HEADING, BULLET, SUBJECT, SIGNED = "kop", "punt", "onderwerp", "groet"
BLANK = "…………………………"  # to be filled in by hand
LETTER_PT = 11
SIGNATURE_PT = 20  # room for a name by hand


@dataclass(frozen=True)
class Letter:
    """One letter: its paragraphs in order, each with what it is."""

    paragraphs: tuple[
        tuple[str, str], ...
    ]  # "kop", "punt", "onderwerp", "groet" or "", and the text
    mark: str  # stands above every page: for whom it is
    source: str  # stands under every page
    size: float = LETTER_PT  # of running text, in pt

    @property
    def subject(self) -> str:
        """Return what the letter is about."""
        return next((text for kind, text in self.paragraphs if kind == SUBJECT), "")


def compose_letter(
    texts: Texts,
    part: str,
    *,
    mark: str,
    source: str,
    fields: Mapping[str, object],
    size: float = LETTER_PT,
) -> Letter:
    """Return the letter that one part of the templates makes, its sentences in the order of the file.

    A name that begins with "kop" is a heading, with "punt" a point of a list, with "groet" the end.
    A sentence that comes out empty leaves no paragraph.

    Raises:
        InputError: naming the line, when a sentence asks for a field that is not there.
    """
    said = [(_kind(name), texts.fill(part, name, **fields)) for name in texts.part(part)]
    return Letter(tuple((kind, text) for kind, text in said if text), mark, source, size)


def _kind(name: str) -> str:
    return next((kind for kind in (HEADING, BULLET, SUBJECT, SIGNED) if name.startswith(kind)), "")


def render_letter(letter: Letter, style: HouseStyle) -> bytes:
    """Write a letter as DOCX on A4: logo and name of the house above it, Word's own styles, Dutch."""
    look = look_of(style)
    document = parts.new_document(look)
    parts.set_properties(document, title=letter.subject, subject=letter.mark)
    set_body_size(document, letter.size)
    parts.write_header(document, letter.mark, "")
    parts.write_footer(document, letter.source)
    write_letterhead(document, look, style.name)
    before = ""
    for kind, text in letter.paragraphs:
        name = {HEADING: "Heading 1", BULLET: "List Bullet", SUBJECT: "Title"}.get(kind, "Normal")
        shape = document.add_paragraph(text, style=name).paragraph_format
        shape.keep_with_next = kind in (HEADING, SIGNED) or None
        if kind == SIGNED:
            shape.space_before = _points(0 if before == SIGNED else SIGNATURE_PT / 2)
            shape.space_after = _points(0 if before == SIGNED else SIGNATURE_PT)
        elif before == BULLET and kind == "":
            shape.space_before = _points(letter.size / 2)
        before = kind
    out = io.BytesIO()
    document.save(out)
    return fix_zip(out.getvalue())


def set_body_size(document: Document, size: float) -> None:
    """Set running text for reading at a kitchen table, with room between the lines."""
    for name in ("Normal", "List Bullet"):
        document.styles[name].font.size = _points(size)
        document.styles[name].paragraph_format.line_spacing = 1.1
        document.styles[name].paragraph_format.space_after = _points(5 if name == "Normal" else 2)
    document.styles["Title"].font.size = _points(18)
    document.styles["Title"].paragraph_format.space_after = _points(10)
    document.styles["Heading 1"].font.size = _points(size + 2)
    document.styles["Heading 1"].paragraph_format.space_before = _points(9)


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def write_letterhead(document: Document, look: Look, name: str) -> None:
    """Write the logo and the name of the house; without either, a line to fill the name in."""
    head = document.add_paragraph()
    if look.logo:
        parts.add_picture(head, look.logo, look.logo_alt, 40)
        head = document.add_paragraph() if name else head
    if name or not look.logo:
        head.add_run(name or BLANK).bold = True
