"""Counts of tables in; the little pictures of squares that stand beside a sentence out, as PNG."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.release.factsheet.content import Bar
from pipeline.release.picture import Look

SQUARES = Path(__file__).with_name("squares.typ")
WIDTH_MM = 33
EDGE_MM = 0.4
BLANKED_SHARE = 0.32  # of the width: a blanked count is a short hatched bar
PICTURE = """#import "squares.typ": squares
#let d = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: d.edge * 1mm, fill: none)
#squares(d.bar, d.look, d.width * 1mm)
"""


def draw_squares(bar: Bar, look: Look) -> bytes:
    """Return one count as a PNG: a square per table, the counted ones filled."""
    colours = {"quiet": look.quiet, "line": look.line, "valences": dict(look.valences)}
    shown = {"valence": bar.valence, "count": bar.count, "total": bar.total}
    return _draw(json.dumps({"bar": shown, "look": colours, "width": WIDTH_MM, "edge": EDGE_MM}))


@lru_cache(maxsize=1024)
def _draw(fields: str) -> bytes:
    """Return the picture; sheets of one study show the same counts over and over."""
    import typst

    files: Any = {"main.typ": PICTURE.encode(), "squares.typ": SQUARES.read_bytes()}
    drawn: Any = typst.compile(
        files, sys_inputs={"data": fields}, ignore_system_fonts=True, format="png", ppi=300
    )
    return bytes(drawn[0] if isinstance(drawn, list) else drawn)


def drawn_width(bar: Bar) -> float:
    """Return how wide the picture of a count is meant to be, in millimetres."""
    return WIDTH_MM * (BLANKED_SHARE if bar.count is None else 1) + 2 * EDGE_MM
