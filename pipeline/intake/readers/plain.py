"""Bytes of a plain text or markdown file in; its canonical text out."""

from __future__ import annotations

from pipeline.domain.wording import plural
from pipeline.files.decoding import NotTextError, canonical, decode
from pipeline.intake.readers.base import Source, UnreadableError


def read_plain(content: bytes) -> Source:
    """Return the text of a file in UTF-8, UTF-16 or cp1252, with a note where it was not plain UTF-8.

    Raises:
        UnreadableError: when the bytes are no text.
    """
    text, notes = plain_text(content)
    return Source(text, "tekst", notes=notes)


def plain_text(content: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the canonical text of `content`, and the notes on how it was read.

    Raises:
        UnreadableError: when the bytes are no text.
    """
    try:
        decoded = decode(content)
    except NotTextError:
        raise UnreadableError(
            "onleesbare tekens",
            "Dit is geen tekstbestand. Bewaar het als tekst (UTF-8) of als docx.",
        ) from None
    notes = []
    if decoded.encoding != "utf-8":
        notes.append(
            ("tekens", f"Gelezen als {decoded.encoding}; kijk of letters als é en ë kloppen.")
        )
    if decoded.mended:
        notes.append(
            (
                "tekens",
                f"{plural(decoded.mended, 'teken was', 'tekens waren')} dubbel gecodeerd (Ã© voor é) en is hersteld."
                if decoded.mended == 1
                else f"{decoded.mended} tekens waren dubbel gecodeerd (Ã© voor é) en zijn hersteld.",
            )
        )
    return canonical(decoded.text), tuple(notes)
