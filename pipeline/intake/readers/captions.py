"""Bytes of a WebVTT or SubRip file in; its turns out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.intake.clock import seconds_of
from pipeline.intake.labels import plausible
from pipeline.intake.readers.base import Source, UnreadableError, refuse_too_long
from pipeline.intake.readers.plain import plain_text
from pipeline.intake.readers.timed import Cue, turns_source

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3})?"
_ARROW = re.compile(rf"\s*(?P<began>{_TIME})\s*-{{1,2}}>\s*(?P<ended>{_TIME})(?:\s.*)?$", re.ASCII)
_LINE_CUE = re.compile(rf"\s*\[(?P<began>{_TIME})\s*-->\s*(?P<ended>{_TIME})\]", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+(?P<name>[^>]{1,100})>")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,100}>|</?\d[\d:.]{0,20}>|\{\\[^{}]{0,60}\}")
_NAMED = re.compile(
    r"(?:>>\s*|-\s+)?(?P<name>[^\W\d_][^:<>\[\]!?]{0,40}?|(?:SPEAKER|SPK)[ _]?\d{1,3})\s*:\s+(?=\S)"
)
_BRACKETED = re.compile(r"\[(?P<name>[^\W_][^\[\]:]{0,40})\]:?\s+(?=\S)")


def read_captions(content: bytes) -> Source:
    """Return the turns of a vtt or srt file, whatever its line ends and its digits for milliseconds.

    Speakers are told by `<v Naam>`, or by "Naam:" in front where the same name comes back.

    Raises:
        UnreadableError: when the bytes are no text or no caption holds a word.
    """
    text, notes = plain_text(content)
    cues = list(_line_cues(text) if _LINE_CUE.match(text.lstrip("\n ")) else _cues(text))
    if not cues:
        raise UnreadableError(
            "geen tekst", "In dit bestand staan geen ondertitels. Kijk de export na."
        )
    refuse_too_long(sum(len(cue.text) for cue in cues))  # before it is taken apart
    names = frozenset[str]() if any(_VOICE.search(cue.text) for cue in cues) else _names(cues)
    named = [piece for cue in cues for piece in _split_voices(cue, names)]
    return turns_source(named, "vtt" if text.startswith("WEBVTT") else "srt", notes)


def _line_cues(text: str) -> Iterator[Cue]:
    """Yield the lines of a Whisper log: "[00:00.000 --> 00:05.000]  En toen"."""
    for line in text.split("\n"):
        found = _LINE_CUE.match(line)
        if found:
            yield Cue(
                "", line[found.end() :], seconds_of(found["began"]), seconds_of(found["ended"])
            )
        elif line.strip():
            yield Cue("", line)


def _cues(text: str) -> Iterator[Cue]:
    """Yield every caption; its number, notes and style blocks are passed over."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        arrow = _ARROW.match(lines[at])
        at += 1
        if not arrow:
            continue
        words: list[str] = []
        while at < len(lines) and not _ARROW.match(lines[at]) and (lines[at].strip() or not words):
            if at + 1 < len(lines) and _ARROW.match(lines[at + 1]) and not words:
                break
            words.append(lines[at].strip())
            at += 1
        if words and at < len(lines) and _ARROW.match(lines[at]) and words[-1].isdigit():
            words.pop()  # no blank line before the next number
        yield Cue("", "\n".join(words), seconds_of(arrow["began"]), seconds_of(arrow["ended"]))


def _names(cues: list[Cue]) -> frozenset[str]:
    """Return what stands before a colon in at least two captions, or looks like no word of a sentence."""
    counts: dict[str, int] = {}
    for cue in cues:
        for line in cue.text.split("\n"):
            found = _NAMED.match(_plain(line)) or _BRACKETED.match(_plain(line))
            if found and plausible(found["name"]):
                counts[found["name"].strip()] = counts.get(found["name"].strip(), 0) + 1
    enough = 1 if len(cues) < 8 else 2
    return frozenset(
        name
        for name, count in counts.items()
        if count >= enough or re.fullmatch(r"(?i)(?:speaker|spreker|spk)[ _]?\d+", name)
    )


def _split_voices(cue: Cue, names: frozenset[str]) -> Iterator[Cue]:
    """Yield the parts of a caption, one for every voice in it."""
    label = ""
    words: list[str] = []
    for line in cue.text.split("\n"):
        pieces = _VOICE.split(line)
        for number, piece in enumerate(pieces):
            if number % 2:
                yield Cue(label, " ".join(words), cue.began, cue.ended)
                label, words = html.unescape(piece).strip(), []
                continue
            bare = _plain(piece)
            found = _NAMED.match(bare) or _BRACKETED.match(bare)
            if found and found["name"].strip() in names:
                yield Cue(label, " ".join(words), cue.began, cue.ended)
                label, words, bare = found["name"].strip(), [], bare[found.end() :]
            words.append(bare)
    yield Cue(label, " ".join(words), cue.began, cue.ended)


def _plain(line: str) -> str:
    """Return a line of a caption without its tags."""
    return html.unescape(_TAG.sub("", line)).strip()
