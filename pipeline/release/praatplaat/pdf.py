"""A laid-out plate in; a tagged PDF on A3 out: letters that can be read aloud, on drawn shapes."""

from __future__ import annotations

from pathlib import Path

from pipeline.release.figures.measure import font_for
from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.marks import A3, LINE, Plate, Words
from pipeline.release.praatplaat.svg import all_words, render_svg
from pipeline.release.typesetting import set_pdf

TEMPLATE = Path(__file__).with_name("plate.typ")
REFUSED = (
    "De praatplaat kon niet als PDF worden opgemaakt. Kijk de letter in de huisstijl na; de SVG is wel "
    "te gebruiken."
)
_WEIGHT = {"normaal": 400, "vet": 700, "cursief": 400}
_LEVEL = {"title": 1, "name": 2, "text": 0, "quiet": 0}


def render_pdf(plate: Plate, style: HouseStyle) -> bytes:
    """Return the plate as PDF/UA-1, in reading order, with the fonts of the house style embedded.

    Raises:
        InputError: when it cannot be set, which is a matter of the house style's font.
    """
    width, height = A3
    data = {
        "title": plate.title,
        "description": plate.description,
        "width": width,
        "height": height,
        "paper": plate.paper,
        "font": style.family,
        "items": [_item(words) for _, words in all_words(plate)],
    }
    files = {
        "main.typ": TEMPLATE.read_bytes(),
        "vormen.svg": render_svg(plate, style, words=False),
    }
    fonts = {font for _, words in all_words(plate) for font in _fonts_of(words, style)}
    folders = sorted({str(path.parent) for path in fonts})
    return set_pdf(files, data, font_folders=folders, refused=REFUSED)


def _fonts_of(words: Words, style: HouseStyle) -> set[Path]:
    """Return the font files that some lines need; the fallback only where the house font lacks a letter."""
    own = style.fonts[words.face]
    return {own, *(font_for(own, line) for line in words.lines)}


def _item(words: Words) -> dict[str, object]:
    return {
        "x": round(words.x, 3),
        "y": round(words.y, 3),
        "lines": list(words.lines),
        "size": words.size,
        "weight": _WEIGHT[words.face],
        "style": "italic" if words.face == "cursief" else "normal",
        "colour": words.colour,
        "width": round(words.width, 3),
        "anchor": words.anchor,
        "leading": round(words.size * LINE, 3),
        "level": _LEVEL[words.role],
    }
