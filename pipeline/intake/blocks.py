"""What a document consists of: turns, paragraphs, list items and headings, as spans of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TURN, PARAGRAPH, ITEM, HEADING = "turn", "paragraph", "item", "heading"


@dataclass(frozen=True)
class Block:
    """One part of a document: a half-open span of its canonical text, without its label or bullet."""

    start: int
    end: int
    kind: str
    label: str = ""  # of a turn: the speaker as it stands in the text
    heading: str = ""  # of anything under a heading
    countable: bool = True  # False: no evidence, such as a title page or an invented caption
    began: float | None = None  # of a turn: seconds from the start, where the source says so
    ended: float | None = None


@dataclass(frozen=True)
class Line:
    """One line of a text, without its line end."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Return the offset after the last character that is not white space."""
        return self.start + len(self.text.rstrip())

    @property
    def blank(self) -> bool:
        """Tell whether the line holds nothing but white space."""
        return not self.text.strip()


def lines_of(text: str) -> Iterator[Line]:
    """Yield the lines of a canonical text, in order, blank ones too."""
    start = 0
    for part in text.split("\n"):
        yield Line(start, part)
        start += len(part) + 1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without white space at its ends; start equals end where nothing is left."""
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return (start + left, start + len(part.rstrip())) if part.strip() else (start, start)


_ENDED = re.compile(r"[.!?:;…][\"'”’»)\]*_]*$")


_TAIL = 80  # code points; enough to hold the mark and what closes after it


def sentence_ended(text: str) -> bool:
    """Tell whether `text` closes with a mark that ends a sentence or announces a list."""
    return bool(_ENDED.search(text[-_TAIL:].rstrip()))
