"""The canonical text of a verslag in; its paragraphs, list items and headings out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.intake.blocks import (
    HEADING,
    ITEM,
    PARAGRAPH,
    Block,
    Line,
    lines_of,
    sentence_ended,
    trimmed,
)

_HASHES = re.compile(r"\s{0,3}#{1,6}\s+(?=\S)")
_UNDERLINE = re.compile(r"\s*(?:={3,}|-{3,}|~{3,})\s*$")
_RULE = re.compile(r"\s*(?:[*_=–—·.-]\s*){3,}$")
_BOLD = re.compile(r"\s*(?P<mark>\*\*|__)(?P<text>(?:(?!(?P=mark)).)+)(?P=mark)\s*:?\s*$")
_ITEM = re.compile(
    r"\s*(?:[-*+•‣▪●◦○·–—\uf0b7\uf0a7]|o(?=\s)|\(?\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}\))"
    r"\s+(?:\[[ xX]\]\s+)?(?=\S)"
)
_QUOTED = re.compile(r"\s*(?:>\s?)+")
_TABLE_RULE = re.compile(r"\s*\|?[\s:|-]+\|?\s*$")
_FENCE = re.compile(r"\s*(?:```|~~~)|\s*<!--.*-->\s*$")
_NUMBERED_TITLE = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s+(?=[^\W\d_])")
_LONGEST_TITLE = 70  # code points
_MOST_TITLE_WORDS = 9
_FEWEST_CAPITALS = 5  # letters; "IB" or "P2" is no title
_FULL_LINE = 55  # code points: a shorter line was not wrapped by an editor


def find_blocks(text: str) -> list[Block]:
    """Return the blocks of a verslag in order; each knows the heading above it.

    Headings are lines with `#`, underlined or wholly bold, and in a text without such marks short
    lines of their own without a full stop. A list item is one block however many sentences it has;
    a paragraph whose lines were wrapped, or that a blank line broke in mid-sentence, is one.
    """
    lines = list(lines_of(text))
    marked = any(_HASHES.match(line.text) for line in lines)
    blocks: list[Block] = []
    index = 0
    while index < len(lines):
        index = _next_block(text, lines, index, blocks, marked=marked)
    return _under_headings(text, _mend_broken(text, blocks))


def _next_block(
    text: str, lines: Sequence[Line], index: int, blocks: list[Block], *, marked: bool
) -> int:
    """Add the block that begins at line `index`, if any, and return the line after it."""
    line = lines[index]
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if line.blank or _FENCE.match(line.text):
        return index + 1
    if _UNDERLINE.match(following) and not _ITEM.match(line.text) and _may_be_title(line.text):
        _add(blocks, text, line.start, line.end, HEADING)
        return index + 2
    if _RULE.match(line.text) or (_TABLE_RULE.match(line.text) and "|" in line.text):
        return index + 1
    if _is_heading(lines, index, marked=marked):
        hashes = _HASHES.match(line.text)
        _add(blocks, text, line.start + (hashes.end() if hashes else 0), line.end, HEADING)
        return index + 1
    item = _ITEM.match(line.text)
    if item or "|" in line.text.strip()[:1]:
        last = _last_line_of_item(lines, index)
        _add(blocks, text, line.start + (item.end() if item else 0), lines[last].end, ITEM)
        return last + 1
    last = _last_line_of_paragraph(lines, index, marked=marked)
    quoted = _QUOTED.match(line.text)
    _add(blocks, text, line.start + (quoted.end() if quoted else 0), lines[last].end, PARAGRAPH)
    return last + 1


def _add(blocks: list[Block], text: str, start: int, end: int, kind: str) -> None:
    start, end = trimmed(text, start, max(start, end))
    if start < end:
        blocks.append(Block(start, end, kind))


def _is_heading(lines: Sequence[Line], index: int, *, marked: bool) -> bool:
    """Tell whether the line is a heading by its marks, or where there are no marks by its looks."""
    text = lines[index].text
    if _HASHES.match(text):
        return True
    bold = _BOLD.match(text)
    if bold:
        return _may_be_title(bold["text"].rstrip(":"))
    return not marked and _looks_like_title(lines, index)


def _may_be_title(text: str) -> bool:
    """Tell whether a line is short enough for a title and does not end like a sentence."""
    bare = text.strip()
    return (
        0 < len(bare) <= _LONGEST_TITLE
        and len(bare.split()) <= _MOST_TITLE_WORDS + 3
        and not bare.endswith((".", ";", ","))
    )


def _looks_like_title(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line without marks is a title: short, no full stop, apart from what is above.

    A question counts when a text follows at once; a numbered line when it is not in a list.
    """
    text = lines[index].text.strip()
    above = index == 0 or lines[index - 1].blank
    below = index + 1 == len(lines) or lines[index + 1].blank
    numbered = _NUMBERED_TITLE.match(text)
    bare = text[numbered.end() :] if numbered else text
    words = bare.split()
    if not above or not words or len(text) > _LONGEST_TITLE or len(words) > _MOST_TITLE_WORDS:
        return False
    if text.endswith((".", ";", ",", "…", ":")) or not (bare[0].isupper() or bare[0].isdigit()):
        return False
    if _ITEM.match(text) and not (numbered and (below or _opens_part(lines[index + 1].text))):
        return False
    if not any(char.isalpha() for char in bare):
        return False
    if text.endswith(("?", "!")):
        return not below or text.isupper()
    # A title in capitals stands apart by itself, a short line of text below it or not.
    capitals = text.isupper() and sum(char.isalpha() for char in text) >= _FEWEST_CAPITALS
    apart = below or capitals or numbered is not None
    return apart or len(lines[index + 1].text) >= _FULL_LINE


def _opens_part(below: str) -> bool:
    """Tell whether the line below a numbered one makes that a title: a text, or a list of its own."""
    if _ITEM.match(below):
        return not _NUMBERED_TITLE.match(below) and not re.match(r"\s*\(?\d", below)
    return below[:1].isupper() and len(below) >= _FULL_LINE


def _last_line_of_item(lines: Sequence[Line], index: int) -> int:
    """Return the last line of the item that begins at `index`: what is indented, or goes on small."""
    indent = len(lines[index].text) - len(lines[index].text.lstrip())
    last = index
    for at in range(index + 1, len(lines)):
        text = lines[at].text
        if (
            lines[at].blank
            or _ITEM.match(text)
            or _HASHES.match(text)
            or _BOLD.match(text)
            or "|" in text.strip()[:1]
        ):
            break
        deeper = len(text) - len(text.lstrip()) > indent
        wrapped = not sentence_ended(lines[at - 1].text) and (
            text.lstrip()[:1].islower() or len(lines[at - 1].text) >= _FULL_LINE
        )
        if not deeper and not wrapped:
            break
        last = at
    return last


def _last_line_of_paragraph(lines: Sequence[Line], index: int, *, marked: bool) -> int:
    """Return the last line of the paragraph that begins at `index`."""
    last = index
    for at in range(index + 1, len(lines)):
        text = lines[at].text
        following = lines[at + 1].text if at + 1 < len(lines) else ""
        if (
            lines[at].blank
            or _ITEM.match(text)
            or _RULE.match(text)
            or _FENCE.match(text)
            or _UNDERLINE.match(following)
        ):
            break
        if _is_heading(lines, at, marked=marked) or "|" in text.strip()[:1]:
            break
        short = len(lines[at - 1].text.rstrip()) < _FULL_LINE
        if not text.lstrip()[:1].islower() and (short or sentence_ended(lines[at - 1].text)):
            break  # a line of its own, as in a list without bullets
        last = at
    return last


def _mend_broken(text: str, blocks: list[Block]) -> list[Block]:
    """Join a paragraph to the one below where a blank line broke a sentence in two."""
    mended: list[Block] = []
    for block in blocks:
        above = mended[-1] if mended else None
        broken = (
            above is not None
            and above.kind == block.kind == PARAGRAPH
            and above.end - above.start >= _FULL_LINE
            and not sentence_ended(text[above.start : above.end])
            and text[block.start].islower()
        )
        if above is not None and broken:
            mended[-1] = replace(above, end=block.end)
        else:
            mended.append(block)
    return mended


def _under_headings(text: str, blocks: list[Block]) -> list[Block]:
    """Give every block the words of the heading above it."""
    heading = ""
    placed = []
    for block in blocks:
        if block.kind == HEADING:
            heading = " ".join(text[block.start : block.end].strip("*_ ").rstrip(":").split())
        placed.append(replace(block, heading=heading))
    return placed
