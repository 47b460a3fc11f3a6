"""Bytes of a Word document in; its text out, as it stands with every tracked change accepted."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from pipeline.files.archives import Archive, ArchiveError, open_archive
from pipeline.files.safexml import XmlError, refuse_entities
from pipeline.intake.messages import CHANGES, FOOTNOTES, MACRO, REMARKS
from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.render import Part, may_be_title, render, table_rows

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Not "List Paragraph" (in Dutch "Lijstalinea"): Word gives that to any paragraph that was indented.
_LIST_STYLE = re.compile(r"(?:list|lijst)(?!\s*(?:paragraph|alinea)|continue)", re.IGNORECASE)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}noBreakHyphen": "-",
    f"{_W}ptab": "\t",
}
_GONE = {
    f"{_W}del",
    f"{_W}moveFrom",
    f"{_W}delText",
    f"{_W}instrText",
    f"{_W}rPr",
    f"{_W}pPr",
    _FALLBACK,
}
ADVICE = {
    "beschadigd": "Open het in Word, bewaar het opnieuw als docx en zet die in de map.",
    "versleuteld": "Haal het wachtwoord eraf (Bestand, Info, Document beveiligen) en bewaar het opnieuw.",
    "verdacht groot": "Dit bestand pakt zich uit tot iets heel groots. Bewaar de tekst opnieuw als docx.",
    "verdachte inhoud": "Dit bestand bevat wat geen document nodig heeft. Bewaar de tekst opnieuw als docx.",
}


def safe_archive(content: bytes) -> Archive:
    """Return the archive of an office document of which no XML part declares an entity.

    Raises:
        UnreadableError: when the archive or a part of it is broken, encrypted or suspect.
    """
    try:
        archive = open_archive(content)
        for member in archive.sizes:
            if member.casefold().endswith((".xml", ".rels")):
                refuse_entities(archive.read(member))
    except (ArchiveError, XmlError) as error:
        raise UnreadableError(error.kind, ADVICE[error.kind]) from None
    return archive


def read_word(content: bytes) -> Source:
    """Return the text of a docx: headings, lists, tables and text boxes, in reading order.

    Headers, footers, footnotes and comments are not part of it; the last two are noted.

    Raises:
        UnreadableError: when the file is broken, encrypted or suspect.
    """
    from docx import Document

    archive = safe_archive(content)
    try:
        document = Document(io.BytesIO(content))
        body = document.element.body
        parts = list(_parts(body, _Styles(document)))
    except Exception:  # noqa: BLE001 (python-docx raises KeyError, ValueError, XMLSyntaxError, … on broken files)
        raise UnreadableError("beschadigd", ADVICE["beschadigd"]) from None
    return Source(render(parts), "docx", notes=_notes(body, archive))


class _Styles:
    """What the styles of one document make of a paragraph."""

    def __init__(self, document: Any) -> None:
        self.by_id = {style.style_id: style for style in document.styles}

    def chain(self, style_id: str | None) -> Iterator[Any]:
        """Yield a style and those that it is based on."""
        style, seen = self.by_id.get(style_id), set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = getattr(style, "base_style", None)

    def kind_of(self, properties: Any) -> tuple[str, int]:
        """Return "heading", "item" or "paragraph" with the level of a heading."""
        if properties is None:
            return "paragraph", 1
        own = properties.find(f"{_W}pStyle")
        styles = list(self.chain(own.get(f"{_W}val") if own is not None else None))
        for style in styles:
            name = (style.name or "").casefold()
            if name.startswith(
                ("heading ", "kop ", "kop", "titel", "title", "ondertitel", "subtitle")
            ):
                digits = "".join(char for char in name if char.isdigit())
                return "heading", int(digits or 1)
        for holder in (properties, *(style.element.find(f"{_W}pPr") for style in styles)):
            if holder is None:
                continue
            outline = holder.find(f"{_W}outlineLvl")
            if outline is not None and outline.get(f"{_W}val", "9") < "9":
                return "heading", int(outline.get(f"{_W}val")) + 1
            number = holder.find(f"{_W}numPr")
            if number is not None:
                listed = number.find(f"{_W}numId")
                return (
                    "item" if listed is None or listed.get(f"{_W}val") != "0" else "paragraph"
                ), 1
        return (
            "item" if any(_LIST_STYLE.match(style.name or "") for style in styles) else "paragraph"
        ), 1


def _parts(body: Any, styles: _Styles) -> Iterator[Part]:
    """Yield the paragraphs and table rows below `body`, in order."""
    for child in body:
        if child.tag == f"{_W}p":
            yield from _paragraph(child, styles)
        elif child.tag == f"{_W}tbl":
            yield from table_rows(_cells(child, styles))
        elif child.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}moveTo",
            f"{_W}customXml",
            f"{_W}smartTag",
        ):
            yield from _parts(child, styles)


def _paragraph(node: Any, styles: _Styles) -> Iterator[Part]:
    """Yield one paragraph, and after it the paragraphs of the text boxes anchored in it."""
    properties = node.find(f"{_W}pPr")
    words = "".join(_words(node))
    kind, level = styles.kind_of(properties)
    if kind == "heading" and "\n" in words.strip():
        kind = "paragraph"
    if kind == "paragraph" and _is_bold(node) and may_be_title(words):
        kind, level = "heading", 3
    yield Part(words, kind, level)
    for box in node.iter(f"{_W}txbxContent"):
        if not any(up.tag == _FALLBACK for up in box.iterancestors()):
            yield from _parts(box, styles)


def _is_bold(node: Any) -> bool:
    """Tell whether every run with words in it is bold."""
    bold = []
    for run in node.iter(f"{_W}r"):
        if not any((text.text or "").strip() for text in run.iter(f"{_W}t")):
            continue
        mark = run.find(f"{_W}rPr/{_W}b")
        bold.append(mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false"))
    return bool(bold) and all(bold)


def _words(node: Any) -> Iterator[str]:
    """Yield the text below `node`, without what was deleted and what stands in a text box."""
    for child in node:
        if child.tag in _GONE or child.tag == f"{_W}txbxContent":
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        else:
            yield from _words(child)


def _cells(table: Any, styles: _Styles) -> list[list[str]]:
    rows = []
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row]
        rows.append(["\n".join(part.text for part in _parts(cell, styles)) for cell in cells])
    return rows


def _notes(body: Any, archive: Archive) -> list[tuple[str, str]]:
    found = {
        CHANGES: body.iter(f"{_W}ins", f"{_W}del", f"{_W}moveFrom"),
        REMARKS: body.iter(f"{_W}commentReference"),
        FOOTNOTES: body.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"),
        MACRO: iter(name for name in archive.sizes if name.endswith("vbaProject.bin")),
    }
    return [
        ("document", message) for message, marks in found.items() if next(marks, None) is not None
    ]
