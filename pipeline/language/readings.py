"""What the encoders and language models made of every segment, kept apart by how they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Readings:
    """Three readings of the same n segments; one that was not made has no columns."""

    alone: Vectors  # (n, d): sentence vectors, each text by itself
    in_context: Vectors  # (n, d): layers of an encoder that read the neighbours too
    by_language_model: Vectors  # (n, d): layers of a language model that read what came before

    @classmethod
    def of(cls, alone: Vectors) -> Self:
        """Return readings of sentence vectors and nothing else."""
        nothing = np.zeros((len(alone), 0), dtype=np.float32)
        return cls(alone, nothing, nothing)

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the readings of several sets of segments as one.

        Raises:
            ValueError: when they are not of the same kinds and sizes.
        """
        return cls(
            *(np.vstack(readings) for readings in zip(*(p._all for p in parts), strict=True))
        )

    @property
    def widths(self) -> tuple[int, ...]:
        """Return how many columns each reading has: what two sets must share to be joined."""
        return tuple(reading.shape[1] for reading in self._all)

    @property
    def _all(self) -> tuple[Vectors, Vectors, Vectors]:
        return self.alone, self.in_context, self.by_language_model

    def __len__(self) -> int:
        """Return how many segments there are."""
        return len(self.alone)

    def __getitem__(self, rows: Any) -> Self:
        """Return the readings of some segments: a slice, places or a mask."""
        return type(self)(*(reading[rows] for reading in self._all))
