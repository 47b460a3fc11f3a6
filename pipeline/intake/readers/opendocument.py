"""Bytes of an OpenDocument text in; its text out, as it stands with every tracked change accepted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.files.archives import ArchiveError
from pipeline.files.safexml import XmlError, parse_xml
from pipeline.intake.messages import CHANGES, FOOTNOTES, REMARKS
from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.render import Part, may_be_title, render, table_rows
from pipeline.intake.readers.word import safe_archive

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_SKIPPED = {
    f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}note", f"{_OFFICE}forms",
    f"{_TEXT}sequence-decls", f"{_TEXT}table-of-content", f"{_TEXT}ruby-text",
}  # fmt: skip
_MOST_REPEATS = 1_000  # a cell or a space can say that it stands there a billion times
_ADVICE = "Open het in LibreOffice, bewaar het opnieuw als odt of docx en zet die in de map."


def read_opendocument(content: bytes) -> Source:
    """Return the text of an odt: headings, lists, tables and text frames, in reading order.

    Raises:
        UnreadableError: when the file is broken, encrypted or suspect.
    """
    archive = safe_archive(content)
    try:
        if _is_encrypted(
            archive.read("META-INF/manifest.xml")
            if "META-INF/manifest.xml" in archive.sizes
            else b""
        ):
            raise UnreadableError("versleuteld", "Haal het wachtwoord eraf en bewaar het opnieuw.")
        root = parse_xml(archive.read("content.xml"))
    except (ArchiveError, XmlError) as error:
        raise UnreadableError(error.kind, _ADVICE) from None
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableError(
            "onbekend formaat", "Dit is geen tekstdocument. Bewaar de tekst als odt of docx."
        )
    return Source(render(_parts(body, _Styles(root))), "odt", notes=_notes(body))


def _is_encrypted(manifest: bytes) -> bool:
    return b"encryption-data" in manifest


class _Styles:
    """Which styles of one document make a title of a paragraph: by name, or wholly bold."""

    def __init__(self, root: Any) -> None:
        self.parents: dict[str, str] = {}
        self.bold: set[str] = set()
        for style in root.iter(f"{_STYLE}style"):
            name = style.get(f"{_STYLE}name") or ""
            self.parents[name] = style.get(f"{_STYLE}parent-style-name") or ""
            look = style.find(f"{_STYLE}text-properties")
            if look is not None and look.get(f"{_FO}font-weight") == "bold":
                self.bold.add(name)

    def is_title(self, paragraph: Any) -> bool:
        """Tell whether a paragraph is a title by its style, or because all its words are bold."""
        name = paragraph.get(f"{_TEXT}style-name") or ""
        if (self.parents.get(name) or name).startswith(("Title", "Subtitle", "Heading", "Titel")):
            return True
        spans = [child for child in paragraph if child.tag == f"{_TEXT}span"]
        loose = (paragraph.text or "") + "".join(child.tail or "" for child in paragraph)
        if name in self.bold:
            return True
        return (
            bool(spans)
            and not loose.strip()
            and all(
                span.get(f"{_TEXT}style-name") in self.bold
                for span in spans
                if "".join(span.itertext()).strip()
            )
        )


def _parts(node: Any, styles: _Styles, kind: str = "paragraph") -> Iterator[Part]:
    """Yield the paragraphs, list items and table rows below `node`, in order."""
    for child in node:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == f"{_TEXT}h":
            level = child.get(f"{_TEXT}outline-level") or "1"
            yield Part("".join(_words(child)), "heading", int(level) if level.isdigit() else 1)
        elif tag == f"{_TEXT}p":
            words = "".join(_words(child))
            titled = kind == "paragraph" and styles.is_title(child) and may_be_title(words)
            yield Part(words, "heading" if titled else kind, 3)
            for box in child.iter(f"{_DRAW}text-box"):
                yield from _parts(box, styles)
        elif tag == f"{_TEXT}list-item":
            yield from _item(child, styles)
        elif tag == f"{_TABLE}table":
            yield from table_rows(_cells(child, styles))
        elif tag != f"{_DRAW}text-box":
            yield from _parts(child, styles, kind)


def _item(node: Any, styles: _Styles) -> Iterator[Part]:
    """Yield one list item with all its paragraphs, and after it the items of a list inside."""
    own = list(_parts([child for child in node if child.tag != f"{_TEXT}list"], styles))
    heading = [part for part in own if part.kind == "heading"]
    if heading:
        yield from own
    else:
        yield Part(" ".join(part.text for part in own), "item")
    for child in node:
        if child.tag == f"{_TEXT}list":
            yield from _parts(child, styles)


def _words(node: Any) -> Iterator[str]:
    """Yield the text below `node`; deleted text stands elsewhere in the file and is not met."""
    yield node.text or ""
    for child in node:
        tag = child.tag
        if tag == f"{_TEXT}line-break":
            yield "\n"
        elif tag == f"{_TEXT}tab":
            yield "\t"
        elif tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c") or "1"
            yield " " * (min(int(count), _MOST_REPEATS) if count.isdigit() else 1)
        elif isinstance(tag, str) and tag not in _SKIPPED and tag != f"{_DRAW}frame":
            yield from _words(child)
        yield child.tail or ""


def _cells(table: Any, styles: _Styles) -> list[list[str]]:
    kinds = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
    return [
        ["\n".join(part.text for part in _parts(cell, styles)) for cell in row if cell.tag in kinds]
        for row in table.iter(f"{_TABLE}table-row")
    ]


def _notes(body: Any) -> list[tuple[str, str]]:
    found = {
        CHANGES: body.iter(f"{_TEXT}changed-region"),
        REMARKS: body.iter(f"{_OFFICE}annotation"),
        FOOTNOTES: body.iter(f"{_TEXT}note"),
    }
    return [
        ("document", message) for message, marks in found.items() if next(marks, None) is not None
    ]
