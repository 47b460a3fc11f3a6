"""A file in; the reader that fits its content, and what that reads, out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.plain import read_plain

Reader = Callable[[bytes], Source]
READERS: dict[str, Reader] = {"tekst": read_plain}
LARGEST_FILE = 64 * 1024 * 1024  # bytes; a transcript of a day is under one


def read_source(path: Path) -> Source:
    """Read one document.

    Raises:
        UnreadableError: when it is empty, too large, of no known format, broken or encrypted.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
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
    return READERS["tekst"](content)
