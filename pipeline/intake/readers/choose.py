"""A file in; the reader that fits its content, and what that reads, out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.intake.readers.base import Source, UnreadableError, refuse_too_long
from pipeline.intake.readers.captions import read_captions
from pipeline.intake.readers.elan import read_elan
from pipeline.intake.readers.machine import read_machine
from pipeline.intake.readers.opendocument import read_opendocument
from pipeline.intake.readers.pdf import read_pdf
from pipeline.intake.readers.plain import read_plain
from pipeline.intake.readers.rich_text import read_rich_text
from pipeline.intake.readers.word import read_word

Reader = Callable[[bytes], Source]
READERS: dict[str, Reader] = {
    "tekst": read_plain,
    "docx": read_word,
    "odt": read_opendocument,
    "rtf": read_rich_text,
    "pdf": read_pdf,
    "ondertitels": read_captions,
    "json": read_machine,
    "eaf": read_elan,
}
LARGEST_FILE = 64 * 1024 * 1024  # bytes; a transcript of a day is under one
_HEAD = 8_192
OLD_WORD = "oud Word-formaat"
_NOT_READ = {
    b"\xd0\xcf\x11\xe0": (OLD_WORD, "Open het in Word en bewaar het als docx."),
    b"\x1f\x8b": ("ingepakt bestand", "Pak het uit en zet het document zelf in de map."),
    b"7z\xbc\xaf": ("ingepakt bestand", "Pak het uit en zet het document zelf in de map."),
    b"Rar!": ("ingepakt bestand", "Pak het uit en zet het document zelf in de map."),
    b"ID3": ("geluid", "Geluid wordt niet gelezen. Werk de opname eerst uit tot tekst."),
    b"RIFF": ("geluid", "Geluid wordt niet gelezen. Werk de opname eerst uit tot tekst."),
    b"\x89PNG": ("beeld", "Beeld wordt niet gelezen. Zet de tekst zelf in de map."),
    b"\xff\xd8\xff": ("beeld", "Beeld wordt niet gelezen. Zet de tekst zelf in de map."),
}


def read_source(path: Path) -> Source:
    """Read one document, by what it holds and not only by how its name ends.

    Raises:
        UnreadableError: when it is empty, too large, of no known format, broken or encrypted.
    """
    content = _bytes_of(path)
    source = READERS[_format(content, path.suffix.casefold())](content)
    refuse_too_long(len(source.text))
    if not any(char.isalnum() for char in source.text):
        raise UnreadableError(
            "geen tekst", "Er staat geen leesbare tekst in. Zet de goede versie in de map."
        )
    return source


def _bytes_of(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UnreadableError(
                "te groot", "Een document mag tot 64 MB zijn. Splits het of haal de beelden eruit."
            )
        content = path.read_bytes()
    except OSError:
        raise UnreadableError(
            "niet te openen",
            "Kijk of het bestand nog in een ander programma open staat en of je het mag lezen.",
        ) from None
    if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UnreadableError(
            "leeg bestand", "Zet de goede versie in de map of haal het bestand weg."
        )
    return content


def _format(content: bytes, ending: str) -> str:
    """Return the name of the reader for `content`.

    Raises:
        UnreadableError: when it is of a kind that is not read.
    """
    head = content[:_HEAD]
    if head.startswith(b"PK"):
        return _format_of_archive(content)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip().startswith(b"{\\rtf"):
        return "rtf"
    for mark, (kind, advice) in _NOT_READ.items():
        if head.startswith(mark):
            if kind == OLD_WORD and _is_encrypted_office(content):
                raise UnreadableError(
                    "versleuteld", "Haal het wachtwoord eraf en bewaar het opnieuw als docx."
                )
            raise UnreadableError(kind, advice)
    return _format_of_text(head, ending)


def _format_of_archive(content: bytes) -> str:
    if b"word/document" in content or b"[Content_Types].xml" in content[:_HEAD]:
        return "docx"
    if b"opendocument.text" in content[:_HEAD] or b"content.xml" in content:
        return "odt"
    raise UnreadableError("ingepakt bestand", "Pak het uit en zet de documenten zelf in de map.")


def _is_encrypted_office(content: bytes) -> bool:
    """Tell whether an old-style container holds a docx behind a password."""
    return "EncryptedPackage".encode("utf-16-le") in content


def _format_of_text(head: bytes, ending: str) -> str:
    """Return the reader for a file of text, by how it begins."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"WEBVTT") or (b"-->" in start[:2_000] and ending in (".vtt", ".srt")):
        return "ondertitels"
    if ending == ".srt" or (start[:1] in b"[0123456789" and b"-->" in start[:60]):
        return "ondertitels"
    if start[:1] in (b"{", b"[") and (ending == ".json" or start[1:].lstrip()[:1] in (b'"', b"{")):
        return "json"
    if b"<ANNOTATION_DOCUMENT" in start or ending == ".eaf":
        return "eaf"
    lowered = start[:300].lower()
    if lowered.startswith((b"<!doctype html", b"<html", b"<?xml")) or ending in (
        ".html",
        ".htm",
        ".xml",
    ):
        raise UnreadableError(
            "webpagina", "Open het in de browser en bewaar de tekst als docx of txt."
        )
    return "tekst"
