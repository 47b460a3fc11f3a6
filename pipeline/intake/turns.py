"""The canonical text of a transcript in; its turns out, each with the label of its speaker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from pipeline.intake.blocks import TURN, Block, Line, lines_of, sentence_ended, trimmed
from pipeline.intake.clock import seconds_of
from pipeline.intake.labels import LEADING_STAMP, LabelHit, find_labels

_MOST_FRONT_MATTER = 0.2  # share of a text before the first label that can be a title page


@dataclass(frozen=True)
class Turns:
    """The turns of one transcript, and whether any of them has a label."""

    blocks: tuple[Block, ...]
    labelled: bool


def find_turns(text: str, is_known: Callable[[str], bool]) -> Turns:
    """Return the turns of a transcript: a line with a label, and the lines below it without one.

    Text before the first label (a title, who was there) is kept and does not count as evidence. A
    transcript without any label gives its paragraphs, each of a speaker without a name.
    """
    lines = list(lines_of(text))
    hits = find_labels([line.text for line in lines], is_known)
    first = next((index for index, hit in enumerate(hits) if hit), None)
    if first is None:
        return Turns(tuple(_paragraphs(text, lines)), labelled=False)
    title_page = lines[first].start <= _MOST_FRONT_MATTER * len(text)
    front = [
        replace(block, countable=not title_page and sentence_ended(text[block.start : block.end]))
        for block in _paragraphs(text, lines[:first])
    ]
    return Turns((*front, *_labelled(text, lines[first:], hits[first:])), labelled=True)


def _labelled(text: str, lines: Sequence[Line], hits: Sequence[LabelHit | None]) -> list[Block]:
    """Return the turns of `lines`, of which the first has a label."""
    blocks: list[Block] = []
    label, start, end = "", 0, 0
    began: float | None = None
    for line, hit in zip(lines, hits, strict=True):
        stamp = LEADING_STAMP.match(line.text) if hit is None and not line.blank else None
        if hit is not None or stamp:
            _close(blocks, text, Block(start, end, TURN, label, began=began))
            label = hit.label if hit else label
            began = seconds_of(hit.stamp if hit else stamp[0] if stamp else "")
            start = line.start + (hit.text_from if hit else stamp.end() if stamp else 0)
            end = start
        if not line.blank:
            end = max(line.end, start)
    _close(blocks, text, Block(start, end, TURN, label, began=began))
    return blocks


def _close(blocks: list[Block], text: str, turn: Block) -> None:
    """Add the turn without white space at its ends, unless no word was spoken in it."""
    start, end = trimmed(text, turn.start, turn.end)
    if start < end:
        blocks.append(replace(turn, start=start, end=end))


def _paragraphs(text: str, lines: Sequence[Line]) -> list[Block]:
    """Return the paragraphs of a text without labels, without times in front.

    Where lines are captions that break off anywhere, a paragraph ends with a sentence.
    """
    blank = any(line.blank for line in lines[:-1])
    blocks: list[Block] = []
    start, end = -1, -1
    for line in lines:
        stamp = LEADING_STAMP.match(line.text)
        closes = (
            line.blank or stamp or (not blank and start >= 0 and sentence_ended(text[start:end]))
        )
        if closes and start >= 0:
            _close(blocks, text, Block(start, end, TURN))
            start = -1
        if not line.blank:
            begin = line.start + (stamp.end() if stamp else 0)
            start = begin if start < 0 else start
            end = max(line.end, begin)
    if start >= 0:
        _close(blocks, text, Block(start, end, TURN))
    return blocks


_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def n_words(text: str) -> int:
    """Return the number of words in `text`."""
    return len(_WORD.findall(text))
