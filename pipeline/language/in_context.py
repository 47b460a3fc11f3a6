"""Segments and who speaks in; a vector of each as it stands among its neighbours, out.

A sentence vector of "Ja, dat hadden we ook" says nothing. Here the model reads a stretch of a
document in one go, every turn behind its speaker's perspective, and a segment's vector is the mean
of what the model made of the segment's own words.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.language.encoders import DECIMALS, encoder_id

if TYPE_CHECKING:
    from pipeline.language.e5 import E5

Vectors = NDArray[np.float32]

CONTEXT_OF = ("auto", "beste")  # the names of encoders beside which this stands
OPTIONAL = "auto"  # where it is not installed, this name does without
STRETCH = np.float32(3.0)  # beside USE: centred, these vectors have length .52, those of USE .96
DIMENSION = 384
STRETCH_OF_TEXT = 350  # characters read in one go; of longer stretches the vectors grow alike
LAYERS = (8, 9, 10)  # of twelve: the last two bend towards the task the model was trained for
AT_A_TIME = min(4, os.cpu_count() or 1)  # stretches, one core each
PREFIX = "passage:"
VERSION = "1"  # of this way of reading; it is part of the key of the cache
TURN, PLACE = "\x1e", "\x1f"  # marks that no reader of a text sees; in texts they become spaces


def resolve_context(name: str) -> tuple[str, int] | None:
    """Return the id and dimension of the reading in context that stands beside encoder `name`.

    None when `name` has none, or does without where the model is not installed.

    Raises:
        InputError: when `name` cannot do without it.
    """
    name = name or OPTIONAL
    if name not in CONTEXT_OF:
        return None
    model_id = encoder_id("e5", needed=name != OPTIONAL)
    return (f"{model_id}-verband{VERSION}", DIMENSION) if model_id else None


def in_context(texts: Sequence[str], labels: Sequence[str], documents: Sequence[str]) -> list[str]:
    """Return for every segment the stretch it is read in and its place there, as one string.

    A document is cut into stretches of whole segments, `STRETCH_OF_TEXT` characters at most unless
    one segment is longer. Equal strings stand for equal vectors, which is what a cache needs.
    """
    found: list[str] = []
    stretch: list[str] = []
    size, last = 0, ""

    def close() -> None:
        whole = TURN.join(stretch)
        found.extend(f"{whole}{TURN}{place}" for place in range(len(stretch)))
        stretch.clear()

    for text, label, document in zip(texts, labels, documents, strict=True):
        turn = f"{_plain(label)}{PLACE}{_plain(text)}"
        if stretch and (document != last or size + len(turn) > STRETCH_OF_TEXT):
            close()
            size = 0
        stretch.append(turn)
        size, last = size + len(turn), document
    close()
    return found


def read_in_context(places: Sequence[str], model: E5) -> Vectors:
    """Return one row for every string of `in_context`, shape (n, DIMENSION), of length 1, rounded.

    Every stretch is read once and by itself, its sums in one thread, so that its bytes hang on
    nothing else; several stretches are read at a time.
    """
    from threadpoolctl import threadpool_limits

    parts = [place.rpartition(TURN) for place in places]
    stretches = list(dict.fromkeys(stretch for stretch, _, _ in parts))
    with threadpool_limits(limits=1), ThreadPoolExecutor(AT_A_TIME) as readers:
        found = list(readers.map(lambda stretch: _of_stretch(stretch, model), stretches))
    read = dict(zip(stretches, found, strict=True))
    rows = np.zeros((len(places), DIMENSION), dtype=np.float32)
    for row, (stretch, _, place) in enumerate(parts):
        rows[row] = read[stretch][int(place)]
    return np.asarray(np.round(rows, DECIMALS) + np.float32(0))  # no -0.0: its bytes differ


def _of_stretch(stretch: str, model: E5) -> list[Vectors]:
    """Return the vector of every turn of a stretch; one without a word gets zeros."""
    numbers, spans = model.cut(PREFIX), []
    for turn in stretch.split(TURN):
        label, _, text = turn.partition(PLACE)
        numbers += model.cut(f"{label}:") if label else []
        start = len(numbers)
        numbers += model.cut(text) if text.strip() else []
        spans.append((start, len(numbers)))
    states = model.states(numbers, LAYERS)
    return [_unit(states[start:end]) for start, end in spans]


def _plain(text: str) -> str:
    return text.replace(TURN, " ").replace(PLACE, " ")


def _unit(states: Vectors) -> Vectors:
    if not len(states):
        return np.zeros(DIMENSION, dtype=np.float32)
    mean = states.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean))
