"""One pattern as a researcher writes it in the codebook in; a checked pattern out.

The language is explained for researchers in docs/codeboek-patronen.md.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

GAP = 5  # words that ".." may skip
LONGEST_GAP = 20
POLARITIES = {"niet:": "negated", "wel-of-niet:": "either"}
CERTAIN = "stellig:"
CONDITIONS = {"wie:": "speaker", "kop:": "heading"}
# Words that deny: a pattern that holds one of them has denial in hand itself.
CUES = frozenset(
    ("niet", "geen", "nooit", "nauwelijks", "amper", "niemand", "niets", "niks", "nergens",
     "zonder", "noch", "ontbreken", "uitblijven", "gebrek", "nimmer", "geenszins", "evenmin",
     "missen", "gemis", "achterwege", "afwezigheid")
)  # fmt: skip

_PART = re.compile(r'!?"[^"]*"|\S+')
_PREFIX = re.compile(r"((?:^|(?<=:)|(?<= ))(?:wel-of-niet|niet|stellig):)(?=\S)")
_WORD = re.compile(r"[\w'’*+-]+")


class PatternError(ValueError):
    """A pattern that cannot be read: what is wrong with it, in Dutch."""


@dataclass(frozen=True)
class Step:
    """One place in a run of words: what may stand there, and how many words may come before it."""

    words: tuple[str, ...]  # alternatives, with * for any letters
    skip: int = 0


Run = tuple[Step, ...]


@dataclass(frozen=True)
class Pattern:
    """A checked pattern: all runs must be found in one sentence, no forbidden one may be."""

    text: str
    runs: tuple[Run, ...]
    forbidden: tuple[Run, ...] = ()
    polarity: str = "affirmed"  # or "negated", or "either"
    certain: bool = False  # not where it is said with reserve, or asked
    speaker: tuple[str, ...] = ()  # perspectives or groups
    heading: tuple[str, ...] = ()


def plain(word: str) -> str:
    """Return a word as patterns compare it: lower case, without stress marks ("dát" is "dat")."""
    apart = unicodedata.normalize("NFD", word.lower().replace("’", "'"))
    bare = "".join(c for c in apart if c not in "\u0300\u0301")
    return unicodedata.normalize("NFC", bare)


@functools.cache
def parse_pattern(text: str) -> Pattern:
    """Return one pattern, checked.

    Raises:
        PatternError: in Dutch, when it cannot be read.
    """
    if text.count('"') % 2:
        raise PatternError('een aanhalingsteken (") is niet gesloten.')
    parts = _PART.findall(_PREFIX.sub(r"\1 ", text))
    polarity, certain = "affirmed", False
    while parts and parts[0] in {*POLARITIES, CERTAIN}:
        first = parts.pop(0)
        certain |= first == CERTAIN
        polarity = POLARITIES.get(first, polarity)
    conditions: dict[str, tuple[str, ...]] = {}
    forbidden: list[Run] = []
    rest: list[str] = []
    for part in parts:
        condition = next((start for start in CONDITIONS if part.startswith(start)), "")
        if condition:
            _refuse_loose(condition, part, given=CONDITIONS[condition] in conditions)
            conditions[CONDITIONS[condition]] = _alternatives(part[len(condition) :])
        elif part.startswith("!"):
            forbidden.append(_run([part[1:]]))
        else:
            rest.append(part)
    runs = tuple(_run(run) for run in _split(rest))
    held = {word for run in runs for step in run for word in step.words}
    if polarity == "affirmed" and held & CUES:
        polarity = "either"
    return Pattern(text, runs, tuple(forbidden), polarity, certain, **conditions)


def _refuse_loose(condition: str, part: str, *, given: bool) -> None:
    """Check that a condition is written as one word, and once."""
    if part == condition:
        raise PatternError(f"achter '{condition}' hoort zonder spatie een woord: {condition}woord.")
    if given:
        raise PatternError(f"'{condition}' staat er twee keer. Schrijf {condition}een|ander.")


def _split(parts: list[str]) -> list[list[str]]:
    """Return the parts between the ampersands."""
    runs: list[list[str]] = [[]]
    for part in parts:
        if part == "&":
            runs.append([])
        else:
            runs[-1].append(part)
    return runs


def _run(parts: list[str]) -> Run:
    """Return one run of steps."""
    steps: list[Step] = []
    skip = 0
    for part in parts:
        gap = re.fullmatch(r"\.\.(\d*)", part)
        if gap:
            skip = int(gap.group(1) or GAP)
            if not steps:
                raise PatternError("'..' hoort tussen twee woorden te staan.")
            if not 1 <= skip <= LONGEST_GAP:
                raise PatternError(f"'..' mag 1 tot {LONGEST_GAP} woorden overslaan.")
            continue
        words = part[1:-1].split() if part.startswith('"') else [part]
        for word in words:
            steps.append(Step(_alternatives(word), skip))
            skip = 0
        if not words:
            raise PatternError("tussen de aanhalingstekens staat niets.")
    if skip:
        raise PatternError("'..' hoort tussen twee woorden te staan.")
    if not steps:
        raise PatternError("hier ontbreekt een woord om naar te zoeken.")
    return tuple(steps)


def _alternatives(part: str) -> tuple[str, ...]:
    """Return the words between the upright strokes."""
    words = tuple(plain(word) for word in part.split("|"))
    for word in words:
        if not word:
            raise PatternError(
                "bij '|' ontbreekt een woord (een stuk tussen aanhalingstekens is geen keuze)."
            )
        if not _WORD.fullmatch(word):
            raise PatternError(
                "een woord mag letters, cijfers, streepjes en * bevatten; andere tekens horen er "
                "niet in."
            )
        if len(word.replace("*", "")) < 2 and "*" in word:
            raise PatternError("bij * horen ten minste twee letters.")
    return words
