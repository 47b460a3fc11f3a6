"""Text in; what Gemma 3 of 270 million parameters makes of every piece of it, layer by layer, out.

Model: Gemma 3, Gemma Team (2025), a language model of eighteen layers for 140 languages. Nothing is
generated here: halfway its layers a state says what a word means after all that came before it. The
programs that run such a model give the last state alone, so the layers are worked here, in numpy.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.language.gelu import gelu
from pipeline.language.gemma_file import (
    Floats,
    Pieces,
    Weights,
    model_file,
    read_file,
    unpacked_words,
)

SPACE = "\u2581"  # how word pieces write the space before a word
NEAR_BASE = 10_000.0  # of the angles of the layers that look back a window; the file has the other
EVERY = 6  # one in so many layers looks back all the way
LONGEST = 2048  # pieces read in one go; the model takes more, at the cost of the square of it
NEVER = np.float32(-1e30)


class Gemma:
    """The loaded model, up to the layers that were asked for."""

    def __init__(self, pieces: Pieces, weights: Weights) -> None:
        self.pieces, self.weights = pieces, weights
        self._of_word = lru_cache(maxsize=100_000)(self._cut)

    def cut(self, text: str) -> list[int]:
        """Return the numbers of the word pieces of a text: pairs joined, the best score first."""
        words = re.findall(r" *[^ ]+| +", text)
        return [piece for word in words for piece in self._of_word(word)]

    def _cut(self, word: str) -> tuple[int, ...]:
        parts: list[str] = list(word.replace(" ", SPACE))
        after = [*range(1, len(parts)), -1]
        before = list(range(-1, len(parts) - 1))
        pairs: list[tuple[float, int, int, str]] = []

        def offer(left: int, right: int) -> None:
            if left < 0 or right < 0:
                return
            both = parts[left] + parts[right]
            if both in self.pieces.numbers:
                score = self.pieces.scores[self.pieces.numbers[both]]
                heapq.heappush(pairs, (-score, left, right, both))

        for left in range(len(parts) - 1):
            offer(left, left + 1)
        while pairs:
            _, left, right, both = heapq.heappop(pairs)
            if not parts[left] or not parts[right] or parts[left] + parts[right] != both:
                continue  # one of the two became part of another piece
            parts[left], parts[right] = both, ""
            after[left] = after[right]
            if after[right] >= 0:
                before[after[right]] = left
            offer(before[left], left)
            offer(left, after[left])
        return tuple(number for part in parts if part for number in self._numbers(part))

    def _numbers(self, part: str) -> list[int]:
        """Return the number of a piece; of a character that has none, those of its bytes."""
        if part in self.pieces.numbers:
            return [self.pieces.numbers[part]]
        return [self.pieces.numbers[f"<0x{byte:02X}>"] for byte in part.encode()]

    def states(self, numbers: list[int], layers: Sequence[int]) -> Floats:
        """Return the state of every piece after each of `layers`, shape (n pieces, layers, size).

        `numbers` has no begin; what is longer than `LONGEST` is read in parts. States are scaled to
        a mean square of 1, as the next layer reads them.
        """
        parts = [numbers[at : at + LONGEST] for at in range(0, len(numbers), LONGEST)]
        nothing = np.zeros((0, len(layers), self.weights.size), np.float32)
        return np.concatenate([nothing, *(self._part(part, layers) for part in parts)])

    def _part(self, numbers: list[int], layers: Sequence[int]) -> Floats:
        weights = self.weights
        whole = [self.pieces.begin, *numbers]
        x = unpacked_words(weights, whole) * np.float32(weights.size**0.5)
        back = np.arange(len(whole))[:, None] - np.arange(len(whole))
        far = np.where(back < 0, NEVER, np.float32(0))
        near = np.where(back >= weights.window, NEVER, far)
        turns = [_turns(len(whole), weights.head_size, base) for base in (NEAR_BASE, weights.base)]
        found = {}
        for number in range(1, max(layers) + 1):
            whole_way = number % EVERY == 0
            x = self._through(x, number - 1, far if whole_way else near, turns[whole_way])
            if number in layers:
                found[number] = _scaled(x[1:], weights.epsilon)
        return np.stack([found[number] for number in layers], axis=1)

    def _through(
        self, x: Floats, number: int, mask: Floats, turns: tuple[Floats, Floats]
    ) -> Floats:
        layer, epsilon = self.weights.layers[number], self.weights.epsilon
        seen = self._attended(_scaled(x, epsilon) * layer["attn_norm"], layer, mask, turns)
        x = x + _scaled(seen @ layer["seen"], epsilon) * layer["post_attention_norm"]
        inner = (_scaled(x, epsilon) * layer["ffn_norm"]) @ layer["inner"]
        half = inner.shape[1] // 2
        gate = gelu(np.ascontiguousarray(inner[:, :half]))
        gate *= inner[:, half:]
        return np.asarray(x + _scaled(gate @ layer["outer"], epsilon) * layer["post_ffw_norm"])

    def _attended(
        self, x: Floats, layer: dict[str, Floats], mask: Floats, turns: tuple[Floats, Floats]
    ) -> Floats:
        """Return what every head sees, side by side; all heads share one key and one value."""
        heads, size, epsilon = self.weights.heads, self.weights.head_size, self.weights.epsilon
        asked = (x @ layer["asked"]).reshape(len(x), heads + 2, size).transpose(1, 0, 2)
        queries = _turned(_scaled(asked[:heads], epsilon) * layer["attn_q_norm"], turns)
        keys = _turned(_scaled(asked[heads], epsilon) * layer["attn_k_norm"], turns)
        queries *= np.float32(size**-0.5)
        alike = (queries.reshape(heads * len(x), size) @ keys.T).reshape(heads, len(x), len(x))
        alike += mask
        alike -= alike.max(axis=-1, keepdims=True)
        np.exp(alike, out=alike)
        alike /= alike.sum(axis=-1, keepdims=True)
        seen = alike.reshape(heads * len(x), len(x)) @ np.ascontiguousarray(asked[heads + 1])
        return np.ascontiguousarray(
            seen.reshape(heads, len(x), size).transpose(1, 0, 2).reshape(len(x), heads * size)
        )


def load_gemma(n_layers: int) -> Gemma:
    """Load the packaged model up to layer `n_layers`: 400 MB for fourteen of its eighteen."""
    with model_file() as path:
        return Gemma(*read_file(path, n_layers))


def _turns(length: int, size: int, base: float) -> tuple[Floats, Floats]:
    """Return cosines and sines by place, shape (length, size / 2): Su et al. (2021), RoFormer."""
    speeds = base ** -(np.arange(0, size, 2) / size)
    angles = np.arange(length)[:, None] * speeds
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def _turned(x: Floats, turns: tuple[Floats, Floats]) -> Floats:
    cosines, sines = turns
    half = x.shape[-1] // 2
    first, second = x[..., :half], x[..., half:]
    return np.concatenate(
        [first * cosines - second * sines, second * cosines + first * sines], axis=-1
    )


def _scaled(x: Floats, epsilon: float) -> Floats:
    """Return rows with a mean square of 1."""
    squares = np.einsum("...i,...i->...", x, x) / np.float32(x.shape[-1])
    return np.asarray(x * (1 / np.sqrt(squares + np.float32(epsilon)))[..., None])
