"""Lines of a PDF in reading order in; its paragraphs, headings and list items out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.intake.blocks import sentence_ended
from pipeline.intake.readers.pdf_layout import Piece
from pipeline.intake.readers.render import Part

_BULLET = re.compile(r"[•‣▪●◦○·–—\uf0b7\uf0a7\u2022-]\s+(?=\S)|o\s+(?=[A-Z])|\d{1,2}[.)]\s+(?=\S)")
_BROKEN = re.compile(r"(?P<left>[^\W\d_]+)-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "De heer Bakker (CDA): " at the start of a line opens a turn, however full the line above it is.
_SPEAKER = re.compile(r"[^\W\d_a-z](?:[A-Z]\.|[^:.!?]){1,50}(?:\([^()]{1,30}\))?:\s")
_LARGER = 1.12  # times the body's font size
_WIDE_GAP = 1.45  # times the usual distance between lines
_SHORT_LINE = 0.8  # of the column's width
_MOST_TITLE_WORDS = 14


def paragraphs(lines: Sequence[Piece]) -> list[Part]:
    """Return what the lines form: a paragraph ends at a wide gap, a short line, a bullet or a title."""
    if not lines:
        return []
    body = median(line.size for line in lines)
    pitch = _pitch(lines)
    words = {word.casefold() for line in lines for word in _WORD.findall(line.text)}
    parts: list[Part] = []
    for number, line in enumerate(lines):
        above = lines[number - 1] if number else None
        kind = _kind(line, body)
        text = line.text
        if kind == "item":
            text = _BULLET.sub("", text, count=1)
        if above and parts and kind != "item" and _goes_on(above, line, parts[-1], kind, pitch):
            parts[-1] = Part(_join(parts[-1].text, text, words), parts[-1].kind, parts[-1].level)
        else:
            parts.append(Part(text, kind, 1 if line.size > 1.4 * body else 2))
    return parts


def _pitch(lines: Sequence[Piece]) -> float:
    """Return the usual distance from one line to the next, in points."""
    steps = [
        above.bottom - below.bottom
        for above, below in pairwise(lines)
        if 0 < above.bottom - below.bottom < 4 * above.size
    ]
    return median(steps) if steps else 14.0


def _kind(line: Piece, body: float) -> str:
    if _BULLET.match(line.text):
        return "item"
    short = len(line.text.split()) <= _MOST_TITLE_WORDS and not line.text.rstrip().endswith(
        (".", ",", ";")
    )
    larger = line.size > _LARGER * body
    return (
        "heading"
        if short and (larger or line.bold) and any(c.isalpha() for c in line.text)
        else "paragraph"
    )


def _goes_on(above: Piece, line: Piece, part: Part, kind: str, pitch: float) -> bool:
    """Tell whether `line` belongs to the part that ends with the line above."""
    step = above.bottom - line.bottom
    moved = line.new_page or step <= 0  # to the next column or page
    if (kind == "heading") != (part.kind == "heading"):
        return False
    if kind == "heading":
        return (
            not moved
            and abs(above.size - line.size) < 0.5
            and step < _WIDE_GAP * max(pitch, 1.3 * line.size)
        )
    broken = _BROKEN.search(above.text) is not None or not sentence_ended(above.text)
    if _SPEAKER.match(line.text) and sentence_ended(above.text):
        return False
    if moved or step > _WIDE_GAP * pitch:
        return broken and line.text[:1].islower()
    width = max(above.column_right - above.left, 1.0)
    short = above.right < above.left + _SHORT_LINE * width
    return line.text[:1].islower() or not short


def _join(above: str, line: str, words: set[str]) -> str:
    """Join two lines; a hyphen that only broke the word goes, one of the word's own stays."""
    broken = _BROKEN.search(above)
    following = _WORD.match(line)
    if not broken or not following:
        return f"{above} {line}"
    left, right = broken["left"], following[0]
    if right in ("en", "of", "in", "tot"):
        return f"{above} {line}"
    hyphened, whole = f"{left}-{right}".casefold(), f"{left}{right}".casefold()
    own = left.isupper() or right[:1].isupper() or (hyphened in words and whole not in words)
    return f"{above}{line}" if own else f"{above[:-1]}{line}"
