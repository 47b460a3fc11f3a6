"""Timed pieces of speech in; a canonical text with one line per turn, and the turns, out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.files.decoding import canonical
from pipeline.intake.blocks import TURN, Block, sentence_ended
from pipeline.intake.furniture import is_credit
from pipeline.intake.readers.base import Source, UnreadableError

_PAUSE = 2.0  # seconds; after a longer silence a speaker without a name may be another
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
        UnreadableError: when no cue holds a word.
    """
    turns = _merge(_tidy(cue) for cue in cues)
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


def _merge(cues: Iterable[Cue]) -> list[Cue]:
    turns: list[Cue] = []
    for cue in cues:
        if not cue.text:
            continue
        if turns and _goes_on(turns[-1], cue):
            last = turns[-1]
            joined = canonical(f"{last.text} {cue.text}")
            turns[-1] = replace(
                last, text=joined, ended=cue.ended if cue.ended is not None else last.ended
            )
        else:
            turns.append(cue)
    return turns


def _goes_on(turn: Cue, cue: Cue) -> bool:
    """Tell whether `cue` is more of the same turn."""
    if turn.label != cue.label or is_credit(turn.text) or is_credit(cue.text):
        return False
    if turn.label:
        return True
    if not sentence_ended(turn.text):
        return True
    paused = cue.began is not None and turn.ended is not None and cue.began - turn.ended > _PAUSE
    return not paused and len(turn.text.split()) < _LONG_ENOUGH


def _stamp(cue: Cue) -> str:
    return "" if cue.began is None else f"[{clock(cue.began)}] "


def clock(seconds: float) -> str:
    """Return seconds as "00:12:03"."""
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def seconds_of(stamp: str) -> float | None:
    """Return "1:02:03,5", "02:03.250" or "12:03" in seconds, None for what is no time."""
    parts = stamp.strip().replace(",", ".").split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return None
    if not 1 <= len(numbers) <= 3 or any(number < 0 or number != number for number in numbers):
        return None
    return sum(number * 60**power for power, number in enumerate(reversed(numbers)))
