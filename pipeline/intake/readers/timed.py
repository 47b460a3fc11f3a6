"""Timed pieces of speech in; a canonical text with one line per turn, and the turns, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.files.decoding import canonical
from pipeline.intake.blocks import TURN, Block, sentence_ended
from pipeline.intake.clock import clock
from pipeline.intake.furniture import is_credit
from pipeline.intake.readers.base import Source, UnreadableError

_PAUSE = 2.0  # seconds; after a longer silence a speaker without a name may be another
MOST_CUES = 100_000  # fifty hours of captions of two seconds
_LONG_ENOUGH = 40  # words; a turn of an unknown speaker ends at the next full stop after these


@dataclass(frozen=True)
class Cue:
    """A caption: who says what, and when."""

    label: str  # "" where the file does not say
    text: str
    began: float | None = None  # seconds from the start
    ended: float | None = None


def turns_source(cues: Iterable[Cue], form: str, notes: Sequence[tuple[str, str]] = ()) -> Source:
    """Return the turns of `cues`: consecutive captions of one speaker are one turn.

    Where nobody is named a turn is made of whole sentences. An invented credit stays by itself and
    does not count as evidence.

    Raises:
        UnreadableError: when no cue holds a word, or there are more than fifty hours of them.
    """
    listed = list(islice(cues, MOST_CUES + 1))
    if len(listed) > MOST_CUES:
        raise UnreadableError(
            "te groot", "Dit zijn meer dan 100.000 ondertitels. Splits het bestand."
        )
    turns = _merge(_tidy(cue) for cue in listed)
    if not turns:
        raise UnreadableError(
            "geen tekst", "In dit bestand staan geen gesproken woorden. Kijk de export na."
        )
    lines: list[str] = []
    blocks: list[Block] = []
    offset = 0
    for turn in turns:
        head = canonical(f"{_stamp(turn)}{turn.label}: " if turn.label else _stamp(turn))
        start = offset + len(head)
        blocks.append(
            Block(
                start, start + len(turn.text), TURN, turn.label,
                countable=not is_credit(turn.text), began=turn.began, ended=turn.ended,
            )
        )  # fmt: skip
        lines.append(head + turn.text)
        offset = start + len(turn.text) + 1
    return Source("\n".join(lines), form, tuple(blocks), notes)


def _tidy(cue: Cue) -> Cue:
    """Return the cue on one line, in canonical form."""
    label = " ".join(canonical(cue.label).replace(":", " ").split())
    return replace(cue, label=label, text=" ".join(canonical(cue.text).split()))


@dataclass
class _Turn:
    """A turn that still grows, so that a long one is put together only once."""

    first: Cue
    texts: list[str]
    ended: float | None
    words: int

    def cue(self) -> Cue:
        text = canonical(" ".join(self.texts))
        return Cue(self.first.label, text, self.first.began, self.ended)


def _merge(cues: Iterable[Cue]) -> list[Cue]:
    turns: list[_Turn] = []
    for cue in cues:
        if not cue.text:
            continue
        if turns and _goes_on(turns[-1], cue):
            turns[-1].texts.append(cue.text)
            turns[-1].words += len(cue.text.split())
            turns[-1].ended = cue.ended if cue.ended is not None else turns[-1].ended
        else:
            turns.append(_Turn(cue, [cue.text], cue.ended, len(cue.text.split())))
    return [turn.cue() for turn in turns]


def _goes_on(turn: _Turn, cue: Cue) -> bool:
    """Tell whether `cue` is more of the same turn."""
    last = turn.texts[-1]
    if turn.first.label != cue.label or is_credit(last) or is_credit(cue.text):
        return False
    if turn.first.label or not sentence_ended(last):
        return True
    paused = cue.began is not None and turn.ended is not None and cue.began - turn.ended > _PAUSE
    return not paused and turn.words < _LONG_ENOUGH


def _stamp(cue: Cue) -> str:
    return "" if cue.began is None else f"[{clock(cue.began)}] "
