"""Bytes of a PDF in; its running text out, without running heads, page numbers and hyphens at line ends."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from pipeline.domain.wording import plural
from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.pdf_layout import Piece, reading_order, without_furniture
from pipeline.intake.readers.pdf_text import paragraphs
from pipeline.intake.readers.render import render

_MOST_PAGES = 2_000
_FEWEST_LETTERS = 20  # per page, over the whole document; a scan has at most a stamp
_COLUMN_GAP = 1.6  # line heights; a wider gap within a line parts two columns or cells
_LEAST_SIZE = 3.0  # points; some programs write size 1 and enlarge it
_BOLD = 600  # of 100 to 900
_LONGEST_FONT_NAME = 128  # bytes
_ONE_AT_A_TIME = threading.Lock()  # PDFium keeps state of its own and is not safe in threads
_HYPHENS = {
    "\ufffe": "-",
    "\x02": "-",
    "\u00ad": "-",
}  # how PDFium marks a word broken at a line end


@dataclass(frozen=True)
class _Page:
    pieces: list[Piece]
    height: float


def read_pdf(content: bytes) -> Source:
    """Return the text of a PDF in reading order, columns one after the other.

    Raises:
        UnreadableError: when the file is broken or encrypted, or is a scan without text.
    """
    with _ONE_AT_A_TIME:
        pages = _pages(content)
    letters = sum(char.isalpha() for page in pages for piece in page.pieces for char in piece.text)
    if letters < _FEWEST_LETTERS * max(len(pages), 1):
        raise UnreadableError(
            "geen tekst",
            "Dit is een scan. Laat er tekstherkenning (OCR) op los en bewaar het resultaat als docx.",
        )
    body, removed = without_furniture(
        [page.pieces for page in pages], [page.height for page in pages]
    )
    lines = [line for page in body for line in reading_order(page)]
    notes = []
    if removed:
        notes.append(
            (
                "bijwerk",
                f"{plural(removed, 'kop- of voetregel', 'kop- en voetregels')} en paginanummers zijn weggelaten.",
            )
        )
    return Source(render(paragraphs(lines)), "pdf", notes=notes)


def _pages(content: bytes) -> list[_Page]:
    """Return the pieces of text on every page."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise UnreadableError(
                "versleuteld", "Haal het wachtwoord eraf en bewaar het opnieuw."
            ) from None
        raise UnreadableError(
            "beschadigd", "Maak de pdf opnieuw of bewaar de tekst als docx."
        ) from None
    try:
        if len(document) > _MOST_PAGES:
            raise UnreadableError(
                "te groot", f"Een pdf mag tot {_MOST_PAGES} bladzijden hebben. Splits het bestand."
            )
        return [_page(document, number) for number in range(len(document))]
    except pypdfium2.PdfiumError:
        raise UnreadableError(
            "beschadigd", "Maak de pdf opnieuw of bewaar de tekst als docx."
        ) from None
    finally:
        document.close()


def _page(document: Any, number: int) -> _Page:
    """Return the words of one page, cut where a line ends or a wide gap parts two columns."""
    from ctypes import byref

    from pypdfium2 import raw

    page = document[number]
    text = page.get_textpage()
    try:
        pieces: list[Piece] = []
        letters: list[tuple[int, str]] = []  # of the piece that grows: index and character
        box = raw.FS_RECTF()
        right, bottom, size = 0.0, 0.0, 0.0
        for index in range(text.count_chars()):
            found = chr(raw.FPDFText_GetUnicode(text.raw, index))
            char = _HYPHENS.get(found, found)
            if char in "\r\n":
                _close(pieces, letters, text)
                continue
            if char.isspace():
                letters.append((index, " "))
                continue
            if not raw.FPDFText_GetLooseCharBox(text.raw, index, byref(box)):
                continue
            apart = box.left - right > _COLUMN_GAP * size or box.left < right - 2 * size
            if letters and (apart or abs(box.bottom - bottom) > size):
                _close(pieces, letters, text)
            letters.append((index, char))
            right, bottom, size = box.right, box.bottom, max(box.top - box.bottom, 1.0)
        _close(pieces, letters, text)
        return _Page(pieces, page.get_height())
    finally:
        text.close()
        page.close()


def _close(pieces: list[Piece], letters: list[tuple[int, str]], text: Any) -> None:
    """Add the piece that `letters` spell, and begin a new one."""
    from pypdfium2 import raw

    words = " ".join("".join(char for _, char in letters).split())
    seen = [index for index, char in letters if char != " "]
    letters.clear()
    if not words:
        return
    left, bottom, _, top = text.get_charbox(seen[0], loose=True)
    _, last_bottom, right, last_top = text.get_charbox(seen[-1], loose=True)
    size = raw.FPDFText_GetFontSize(text.raw, seen[0])
    pieces.append(
        Piece(
            words, left, right, min(bottom, last_bottom), max(top, last_top),
            size if size > _LEAST_SIZE else top - bottom,
            _is_bold(text, seen[0]) and _is_bold(text, seen[-1]),
        )
    )  # fmt: skip


def _is_bold(text: Any, at: int) -> bool:
    """Tell whether the font of a character says by its weight or its name that it is bold."""
    from ctypes import c_int, create_string_buffer

    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text.raw, at) >= _BOLD:
        return True
    name = create_string_buffer(_LONGEST_FONT_NAME)
    raw.FPDFText_GetFontInfo(text.raw, at, name, _LONGEST_FONT_NAME, c_int(0))
    return b"bold" in name.value.lower()
