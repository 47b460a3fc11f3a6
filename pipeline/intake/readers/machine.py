"""Bytes of a JSON transcript (Whisper, WhisperX, Amberscript and the like) in; its turns out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pipeline.intake.readers.base import Source, UnreadableError
from pipeline.intake.readers.plain import plain_text
from pipeline.intake.readers.timed import MOST_CUES, Cue, turns_source

_LISTS = (
    "segments",
    "utterances",
    "transcript",
    "monologues",
    "results",
    "chunks",
    "entries",
    "turns",
    "captions",
)
_TEXTS = ("text", "transcript", "content", "utterance", "value", "word", "punctuated_word")
_SPEAKERS = (
    "speaker",
    "speakerName",
    "speaker_name",
    "speaker_label",
    "speakerId",
    "speaker_id",
    "spk",
    "name",
    "displayName",
)
_BEGINS = ("start", "begin", "startTime", "start_time", "from", "startOffset", "ts")
_ENDS = ("end", "stop", "endTime", "end_time", "to", "endOffset", "end_ts")
_ADVICE = (
    "Geef een json van Whisper of Amberscript, of bewaar het transcript als tekst, vtt of docx."
)


def read_machine(content: bytes) -> Source:
    """Return the turns of a JSON transcript.

    Raises:
        UnreadableError: when it is no JSON, or holds no list of segments with text.
    """
    text, notes = plain_text(content)
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("beschadigd", _ADVICE) from None
    segments = _segments(values)
    if not segments:
        raise UnreadableError("onbekend formaat", _ADVICE)
    names = _names(values)
    cues = [cue for segment in segments for cue in _cues(segment, names)]
    return turns_source(cues, "json", notes)


def _segments(values: Any, depth: int = 0) -> list[dict[str, Any]]:
    """Return the first list of objects that hold text, at most three levels down."""
    if isinstance(values, list):
        if len(values) > MOST_CUES:
            raise UnreadableError(
                "te groot", "Dit zijn meer dan 100.000 stukken spraak. Splits het bestand."
            )
        return [
            value
            for value in values
            if isinstance(value, dict) and (_first(value, _TEXTS) is not None or _words(value))
        ]
    if not isinstance(values, dict) or depth > 3:
        return []
    for key in _LISTS:
        found = _segments(values.get(key), depth + 1) if key in values else []
        if found:
            return found
    for value in values.values():
        found = _segments(value, depth + 1) if isinstance(value, dict) else []
        if found:
            return found
    return []


def _names(values: Any) -> dict[str, str]:
    """Return the names that an Amberscript file gives its speakers: {"spk1": "Moeder"}."""
    listed = values.get("speakers") if isinstance(values, dict) else None
    names = {}
    for one in listed if isinstance(listed, list) else []:
        key = _first(one, ("spkid", "id", "speaker", "key")) if isinstance(one, dict) else None
        name = _first(one, ("name", "label", "displayName")) if isinstance(one, dict) else None
        if key is not None and name:
            names[str(key)] = str(name)
    return names


def _cues(segment: dict[str, Any], names: dict[str, str]) -> Iterator[Cue]:
    """Yield one cue, or where the words of a segment have several speakers one for each stretch."""
    label = _label(segment, names)
    words = _words(segment)
    began, ended = _seconds(_first(segment, _BEGINS)), _seconds(_first(segment, _ENDS))
    spoken = _first(segment, _TEXTS)
    if not isinstance(spoken, str):
        spoken = _joined(words)
        began = _seconds(_first(words[0], _BEGINS)) if began is None and words else began
        ended = _seconds(_first(words[-1], _ENDS)) if ended is None and words else ended
    yield Cue(label, spoken, began, ended)


def _label(segment: dict[str, Any], names: dict[str, str]) -> str:
    value = _first(segment, _SPEAKERS)
    if isinstance(value, dict):
        value = _first(value, ("name", "label", "id"))
    if value is None or isinstance(value, bool | list | dict):
        return ""
    key = str(value).strip()
    label = names.get(key, key)
    return f"Spreker {label}" if label.isdigit() else label


def _words(segment: dict[str, Any]) -> list[dict[str, Any]]:
    for key in ("words", "elements", "tokens"):
        value = segment.get(key)
        if isinstance(value, list):
            return [word for word in value if isinstance(word, dict)]
    return []


def _joined(words: list[dict[str, Any]]) -> str:
    """Return words as running text, without a space before a mark."""
    text = ""
    for word in words:
        value = _first(word, _TEXTS)
        piece = value.strip() if isinstance(value, str) else ""
        text += (
            piece if not text or piece[:1] in {",", ".", "!", "?", ":", ";", ""} else f" {piece}"
        )
    return text


def _first(value: Any, keys: tuple[str, ...]) -> Any:
    return next(
        (value[key] for key in keys if isinstance(value, dict) and value.get(key) is not None), None
    )


def _seconds(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10**7:
        return float(value)
    return None
