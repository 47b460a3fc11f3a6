"""A laid-out plate in; an SVG out whose every element can be edited, heard and traced."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from pipeline.release.figures.drawing import subset_font
from pipeline.release.figures.measure import font_for
from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.icon_set import SIDE, outlines_of
from pipeline.release.praatplaat.marks import (
    A3,
    LINE,
    MM,
    Group,
    Icon,
    Logo,
    Mark,
    Pattern,
    Plate,
    Shape,
    Words,
)

_LETTERS = "".join(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))) + "–—‘’“”…•€ˈ≥"
_WEIGHT = {"normaal": 400, "vet": 700, "cursief": 400}
_NAMESPACES = (
    'xmlns="http://www.w3.org/2000/svg" '
    'xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" '
    'xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"'
)


def render_svg(plate: Plate, style: HouseStyle, *, words: bool = True, fonts: bool = True) -> bytes:
    """Return the plate as SVG, one unit a millimetre; the same bytes for the same plate.

    Without `words` only shapes are drawn, for a PDF that sets its own letters on them.
    """
    width, height = A3
    opening = (
        f'<svg {_NAMESPACES} width="{width:g}mm" height="{height:g}mm" '
        f'viewBox="0 0 {width:g} {height:g}" version="1.1" lang="nl" xml:lang="nl" role="img" '
        'aria-labelledby="praatplaat-titel praatplaat-tekst">'
    )
    parts = [
        opening,
        f'<title id="praatplaat-titel">{_safe(plate.title)}</title>',
        f'<desc id="praatplaat-tekst">{_safe(plate.description)}</desc>',
        f"<defs>{''.join(_pattern(one) for one in plate.patterns)}</defs>",
        f"<style>{_faces(plate, style)}</style>" if words and fonts else "",
        f'<rect id="papier" width="{width:g}" height="{height:g}" fill="{plate.paper}"/>',
        *(_group(group, style, words=words) for group in plate.groups),
        "</svg>\n",
    ]
    return "\n".join(filter(None, parts)).encode("utf-8")


def _safe(text: str) -> str:
    """Return text for XML: quoted, without what XML cannot hold."""
    return escape("".join(c for c in text if c.isprintable() or c == " "), quote=True)


def _group(group: Group, style: HouseStyle, *, words: bool) -> str:
    """Return a group as a layer, with its title and description for who cannot see it."""
    traced = f' data-uitspraak="{_safe(group.statement_id)}"' if group.statement_id else ""
    inside = [_mark(mark, style, words=words) for mark in group.marks]
    inside += [_group(one, style, words=words) for one in group.groups]
    described = f"<desc>{_safe(group.description)}</desc>" if group.description else ""
    return "\n".join(
        (
            f'<g id="{_safe(group.id)}" inkscape:groupmode="layer" inkscape:label="{_safe(group.label)}"{traced}>',
            f"<title>{_safe(group.title)}</title>{described}",
            *filter(None, inside),
            "</g>",
        )
    )


def _mark(mark: Mark, style: HouseStyle, *, words: bool) -> str:
    match mark:
        case Shape():
            return _shape(mark)
        case Icon():
            return _icon(mark)
        case Logo():
            return _logo(mark)
        case Words():
            return _words(mark, style) if words else ""


def _shape(shape: Shape) -> str:
    fill = shape.fill or "none"
    if fill.startswith("patroon:"):
        fill = f"url(#{fill.removeprefix('patroon:')})"
    edge = (
        f' stroke="{shape.edge}" stroke-width="{shape.line:g}" stroke-linejoin="round" stroke-linecap="round"'
        if shape.edge
        else ""
    )
    dash = f' stroke-dasharray="{shape.dash}"' if shape.dash else ""
    return f'<path d="{shape.path}" fill="{fill}"{edge}{dash}/>'


def _icon(icon: Icon) -> str:
    scale = icon.size / SIDE
    shapes = "".join(outlines_of(icon.name))
    return (
        f'<g transform="translate({icon.x:.2f} {icon.y:.2f}) scale({scale:.4f})" fill="none" '
        f'stroke="{icon.colour}" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" '
        f'aria-hidden="true">{shapes}</g>'
    )


def _logo(logo: Logo) -> str:
    kind = "png" if logo.content.startswith(b"\x89PNG") else "jpeg"
    coded, box = base64.b64encode(logo.content).decode("ascii"), logo.box
    return (
        f'<image x="{box.x:.2f}" y="{box.y:.2f}" width="{box.width:.2f}" height="{box.height:.2f}" '
        f'href="data:image/{kind};base64,{coded}"><title>{_safe(logo.alt)}</title></image>'
    )


def _words(words: Words, style: HouseStyle) -> str:
    """Return lines as one text element; a drawing program edits it as one."""
    size = words.size * MM
    look = (
        f"font-family:'{style.family}','DejaVu Sans',sans-serif;font-size:{size:.3f}px;"
        f"font-weight:{_WEIGHT[words.face]};font-style:{'italic' if words.face == 'cursief' else 'normal'};"
        f"text-anchor:{words.anchor};fill:{words.colour}"
    )
    lines = "".join(
        f'<tspan sodipodi:role="line" x="{words.x:.2f}" y="{words.y + index * LINE * size:.2f}">{_safe(line)}</tspan>'
        for index, line in enumerate(words.lines)
    )
    return f'<text x="{words.x:.2f}" y="{words.y:.2f}" style="{look}" xml:space="preserve">{lines}</text>'


_TILES = {
    # name to the side of a tile in mm and what is drawn in it, in "{c}"
    "strepen": (2.2, '<path d="M-1,1 L1,-1 M0,2.2 L2.2,0 M1.2,3.2 L3.2,1.2" stroke="{c}" stroke-width="0.95"/>'),
    "stippen": (2.0, '<circle cx="1" cy="1" r="0.68" fill="{c}"/>'),
    "ruit": (2.4, '<path d="M0,0 L2.4,2.4 M2.4,0 L0,2.4" stroke="{c}" stroke-width="0.6"/>'),
    "golven": (3.0, '<path d="M0,1.5 Q0.75,0.3 1.5,1.5 T3,1.5" stroke="{c}" stroke-width="0.95" fill="none"/>'),
    "ringen": (3.0, '<circle cx="1.5" cy="1.5" r="0.95" stroke="{c}" stroke-width="0.6" fill="none"/>'),
}  # fmt: skip


def _pattern(pattern: Pattern) -> str:
    side, drawn = _TILES[pattern.kind]
    return (
        f'<pattern id="{pattern.id}" width="{side:g}" height="{side:g}" patternUnits="userSpaceOnUse">'
        f'<rect width="{side:g}" height="{side:g}" fill="{pattern.paper}"/>{drawn.format(c=pattern.colour)}</pattern>'
    )


def all_words(plate: Plate) -> Iterable[tuple[Group, Words]]:
    """Yield every text with the group that it belongs to, in reading order."""
    for group in plate.walk():
        for mark in group.marks:
            if isinstance(mark, Words):
                yield group, mark


def _faces(plate: Plate, style: HouseStyle) -> str:
    """Return `@font-face` rules, so that a browser shows the letters that were measured.

    All of Latin goes along, not only the letters in use: who edits a word keeps its letters.
    """
    used = {words.face for _, words in all_words(plate)}
    rules = []
    for face in sorted(used):
        path = style.fonts[face]
        letters = "".join(letter for letter in _LETTERS if font_for(path, letter) == path)
        coded = base64.b64encode(subset_font(path, letters)).decode("ascii")
        slant = "italic" if face == "cursief" else "normal"
        rules.append(
            f"@font-face{{font-family:'{style.family}';font-weight:{_WEIGHT[face]};font-style:{slant};"
            f"src:url(data:font/ttf;base64,{coded})}}"
        )
    return "".join(rules)
