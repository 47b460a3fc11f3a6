"""The bundled icons: their names, and the outlines of one, ready to stand in a drawing."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).with_name("icons")  # from Lucide; see the licence beside them
SIDE = 24.0  # of the square that every icon is drawn in
_SHAPES = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


@lru_cache(maxsize=1)
def icon_names() -> tuple[str, ...]:
    """Return the names of the icons that there are."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.svg")))


@lru_cache(maxsize=128)
def outlines_of(name: str) -> tuple[str, ...]:
    """Return the shapes of one icon as SVG elements, in a square of `SIDE`."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    return tuple(" ".join(shape.split()) for shape in _SHAPES.findall(text))
