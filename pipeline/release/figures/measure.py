"""A font file and a string in; the width of that string in points out, before anything is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.release.figures.style import HouseStyle

Width = Callable[[str], float]  # text to points, of one face and size
_UNIT = 1000  # font units are measured at this size, so that hinting plays no part


@lru_cache(maxsize=32)
def _font(path: Path) -> Any:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(path))
    font.set_size(_UNIT, 72)
    return font


@lru_cache(maxsize=1)
def fallback_font() -> Path:
    """Return the font of the drawing library, for letters that the house font lacks."""
    import matplotlib

    return Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"


@lru_cache(maxsize=4096)
def font_for(path: Path, text: str) -> Path:
    """Return the font file that has every letter of `text`: the house font, else the fallback."""
    letters = _font(path).get_charmap()
    return path if all(ord(letter) in letters for letter in text) else fallback_font()


@lru_cache(maxsize=4096)
def showable(path: Path, text: str) -> str:
    """Return `text` without what is no letter, and a box for a letter that no font here has."""
    own, other = _font(path).get_charmap(), _font(fallback_font()).get_charmap()
    shown = (letter for letter in text if letter.isprintable() or letter in "\n\t")
    return "".join(
        letter if ord(letter) in own or ord(letter) in other or letter.isspace() else "□"
        for letter in shown
    )


@lru_cache(maxsize=65536)
def _unit_width(path: Path, text: str) -> float:
    """Return the width of `text` at a size of one point, kerning included."""
    from matplotlib.ft2font import LoadFlags

    font = _font(path)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / _UNIT


def text_width(style: HouseStyle, text: str, size: float, face: str = "normaal") -> float:
    """Return the printed width of one line in points; `face` is normaal, vet or cursief."""
    if not text:
        return 0.0
    return _unit_width(font_for(style.fonts[face], text), text) * size


def width_in(path: Path, size: float) -> Width:
    """Return the measure of lines in one font file and size."""
    return lambda text: _unit_width(font_for(path, text), text) * size if text else 0.0


def width_of(style: HouseStyle, size: float, face: str = "normaal") -> Width:
    """Return the measure of lines in one face and size."""
    return lambda text: text_width(style, text, size, face)
