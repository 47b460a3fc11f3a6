"""What every reader gives: a canonical text, with turns where the file itself tells them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.intake.blocks import Block

LONGEST_TEXT = 3_000_000  # code points; a thousand pages, or fifty hours of speech


@dataclass(frozen=True)
class Source:
    """One file as it was read."""

    text: str  # canonical: NFC, LF, no byte order mark
    format: str  # "tekst", "docx", "vtt", …
    blocks: tuple[Block, ...] | None = (
        None  # turns that the format marks itself; None: find them in the text
    )
    notes: Sequence[tuple[str, str]] = ()  # subject and Dutch message, without a word of the text


class UnreadableError(Exception):
    """A file that cannot be read: in a word what is wrong, and what a researcher can do."""

    def __init__(self, kind: str, advice: str) -> None:
        super().__init__(kind)
        self.kind = kind  # "leeg bestand"
        self.advice = advice  # "Zet de goede versie in de map."


def refuse_too_long(length: int) -> None:
    """Check that a text is no longer than can be worked on.

    Raises:
        UnreadableError: when it is.
    """
    if length > LONGEST_TEXT:
        raise UnreadableError(
            "te groot", "Een document mag tot 3 miljoen tekens tekst hebben. Splits het bestand."
        )
