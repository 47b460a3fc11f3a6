"""The smooth step that both models in numpy take between their layers."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

BEND = np.float32(0.7978845608)
CUBE = np.float32(0.044715)


def gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the Gaussian error linear unit in its hyperbolic form, Hendrycks and Gimpel (2016).

    The exact form is ten times slower and no better here.
    """
    bent = x * x
    bent *= CUBE * BEND
    bent += BEND
    bent *= x
    np.tanh(bent, out=bent)
    bent += np.float32(1)
    bent *= x
    bent *= np.float32(0.5)
    return bent
