"""A laid-out sheet in; the same figure as SVG, PNG and PDF bytes out, the same bytes every time.

Text stays text in SVG and PDF: it can be read aloud, searched, and mended in a drawing program.
Every line carries the width it was measured to have, so that a program without the font squeezes
it a little instead of letting labels run over each other; browsers use the letters sent along.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from pipeline.release.figures.canvas import MARGIN, Box, Dot, Line, Mark, Sheet, Words
from pipeline.release.figures.measure import font_for, text_width
from pipeline.release.figures.style import POINTS_PER_CM, HouseStyle

PNG_DPI = 300
# The letters that every figure carries, so that one small font file serves nearly all of them.
_COMMON = (
    " !\"%&'()+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
    "ÂÊÉËÎÏÔÖÛÚÜàáâäçèéêëíîïóôöúûüý·–…‘’“”≥",
)
_UNUSED_TABLES = ("GPOS", "GSUB", "GDEF", "STAT", "DSIG", "gasp", "meta")
_WEIGHT = {"normaal": 400, "vet": 700, "cursief": 400}
_SHAPES = {"cirkel": "o", "ruit": "D", "driehoek": "^", "vierkant": "s"}
_SHAPE_SCALE = {"cirkel": 1.0, "ruit": 0.82, "driehoek": 1.08, "vierkant": 0.88}
SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "font.sans-serif": ["Verdana", "DejaVu Sans", "Arial"],
    "text.hinting": "none",
    "text.antialiased": True,
    "path.simplify": False,
}


def draw(sheet: Sheet, name: str, title: str, alt_text: str) -> tuple[bytes, bytes, bytes]:
    """Return a sheet as SVG, PNG (300 dpi) and PDF."""
    import matplotlib as mpl

    settings: Any = {**SETTINGS, "svg.hashsalt": name}
    with mpl.rc_context(settings):
        figure = build(sheet)
        svg = _saved(figure, "svg", {"Date": None, "Creator": None, "Title": title})
        png = _saved(figure, "png", {"Software": None, "Title": title}, dpi=PNG_DPI)
        pdf = _saved(figure, "pdf", {"CreationDate": None, "Creator": None, "Title": title})
    return finish_svg(svg.decode("utf-8"), sheet, name, title, alt_text), png, pdf


def _saved(figure: Any, kind: str, metadata: dict[str, str | None], dpi: float = 72) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format=kind, metadata=metadata, dpi=dpi)
    return stream.getvalue()


def build(sheet: Sheet) -> Any:
    """Return a matplotlib figure with every mark of the sheet as an artist; a unit is a point."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.transforms import Affine2D

    width, height = outer_size(sheet)
    figure = Figure(figsize=(width / 72, height / 72), dpi=72, facecolor=sheet.colour("papier"))
    FigureCanvasAgg(figure)
    inches = Affine2D().scale(1 / 72, -1 / 72).translate(MARGIN / 72, (height - MARGIN) / 72)
    place = inches + figure.dpi_scale_trans
    for order, mark in enumerate(sheet.marks):
        artist = _artist(mark, sheet.style)
        artist.set_transform(place)
        artist.set_zorder(order)
        artist.set_clip_on(False)
        figure.add_artist(artist)
    if sheet.style.logo:
        _add_logo(figure, sheet)
    return figure


def outer_size(sheet: Sheet) -> tuple[float, float]:
    """Return the printed size of a figure in points, margins included."""
    return sheet.width + 2 * MARGIN, sheet.height + 2 * MARGIN


def _artist(mark: Mark, style: HouseStyle) -> Any:
    """Return one mark as a matplotlib artist."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import FancyBboxPatch, Rectangle
    from matplotlib.text import Text

    match mark:
        case Words():
            return Text(
                mark.x, mark.y, mark.text, color=mark.colour, va="baseline",
                ha={"start": "left", "middle": "center", "end": "right"}[mark.anchor],
                fontproperties=_properties(style, mark), parse_math=False, rotation_mode="anchor",
            )  # fmt: skip
        case Box():
            look: dict[str, Any] = {
                "facecolor": mark.fill or "none",
                "edgecolor": mark.edge or "none",
                "linewidth": mark.line if mark.edge else 0,
            }
            if not mark.round:
                return Rectangle((mark.x, mark.y), mark.width, mark.height, **look)
            rounded = f"round,pad=0,rounding_size={mark.round:g}"
            return FancyBboxPatch(
                (mark.x, mark.y), mark.width, mark.height, boxstyle=rounded, **look
            )
        case Line():
            xs, ys = zip(*mark.points, strict=True)
            return Line2D(xs, ys, color=mark.colour, linewidth=mark.width, solid_capstyle="butt")
        case Dot():
            return Line2D(
                [mark.x], [mark.y], linestyle="none", marker=_SHAPES[mark.shape],
                markersize=mark.size * _SHAPE_SCALE[mark.shape],
                markerfacecolor=mark.fill or "none",
                markeredgecolor=mark.edge, markeredgewidth=mark.line,
            )  # fmt: skip


def _properties(style: HouseStyle, mark: Words) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=[style.family, "sans-serif"],
        weight=_WEIGHT[mark.face],
        style="italic" if mark.face == "cursief" else "normal",
        size=mark.size,
        fname=str(font_for(style.fonts[mark.face], mark.text)),
    )


def _add_logo(figure: Any, sheet: Sheet) -> None:
    """Put the logo in the lower right corner, as high as two lines of small type."""
    from matplotlib.image import imread

    assert sheet.style.logo is not None
    pixels = imread(str(sheet.style.logo))
    width, height = logo_size(sheet)
    across, down = outer_size(sheet)
    left, bottom = (across - MARGIN - width) / across, MARGIN / down
    axes = figure.add_axes((left, bottom, width / across, height / down), frameon=False)
    axes.imshow(pixels, aspect="auto", interpolation="lanczos")
    axes.set_axis_off()


def logo_size(sheet: Sheet) -> tuple[float, float]:
    """Return the printed width and height of the logo; (0, 0) where there is none."""
    if not sheet.style.logo:
        return 0.0, 0.0
    from matplotlib.image import imread

    height, width = imread(str(sheet.style.logo)).shape[:2]
    high = 2.2 * sheet.style.small_pt
    return min(high * width / height, sheet.width / 3), high


_TEXT = re.compile(r'<text style="(?P<style>[^"]*)"(?P<rest>[^>]*)>(?P<words>[^<]*)</text>')
_TURN = re.compile(r' transform="rotate\(-0 [^"]*\)"')
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(url\(#|xlink:href="#)([^")]+)')
_PREAMBLE = re.compile(r"^.*?(?=<svg)", re.DOTALL)
_RDF = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_OPEN = re.compile(r"<svg[^>]*>")


def finish_svg(svg: str, sheet: Sheet, name: str, title: str, alt_text: str) -> bytes:
    """Return an SVG that stands by itself and may be put in a page.

    It gets words for who cannot see it, ids of its own, the width of every line, and its letters.
    """
    svg = _RDF.sub("", _PREAMBLE.sub("", svg, count=1))
    svg = _ID.sub(rf'id="{name}-\1"', svg)
    svg = _REFERENCE.sub(rf"\g<1>{name}-\g<2>", svg)
    svg = _TEXT.sub(lambda match: _with_width(match, sheet.style), svg)
    width, height = outer_size(sheet)
    size = f'width="{width / POINTS_PER_CM:.3f}cm" height="{height / POINTS_PER_CM:.3f}cm"'
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f"{size} "
        f'viewBox="0 0 {width:.3f} {height:.3f}" version="1.1" role="img" '
        f'aria-labelledby="{name}-titel {name}-tekst">\n'
        f'<title id="{name}-titel">{escape(title)}</title>\n'
        f'<desc id="{name}-tekst">{escape(alt_text)}</desc>\n'
        f"<style>{_faces(sheet)}</style>"
    )
    return _OPEN.sub(lambda _: head, svg, count=1).encode("utf-8")


def _with_width(match: re.Match[str], style: HouseStyle) -> str:
    """Return one text element with the width that its words were measured to have."""
    look, words = match.group("style"), unescape(match.group("words"))
    face = "vet" if "font-weight: 700" in look else "cursief" if "italic" in look else "normaal"
    size = float(re.search(r"font-size: ([\d.]+)px", look).group(1))  # type: ignore[union-attr]
    width = text_width(style, words, size, face)
    if len(words) < 2:
        return f'<text style="{look}"{_no_turn(match)}>{match.group("words")}</text>'
    rest = f'{_no_turn(match)} textLength="{width:.2f}" lengthAdjust="spacingAndGlyphs"'
    return f'<text style="{look}"{rest}>{match.group("words")}</text>'


def _no_turn(match: re.Match[str]) -> str:
    """Return the other attributes of a text element without a rotation by nothing."""
    return _TURN.sub("", match.group("rest"))


def _faces(sheet: Sheet) -> str:
    """Return `@font-face` rules with just the letters of this sheet."""
    rules = []
    for face in ("normaal", "vet", "cursief"):
        path = sheet.style.fonts[face]
        words = [mark.text for mark in sheet.marks if isinstance(mark, Words) and mark.face == face]
        letters = _letters([*_COMMON, *(text for text in words if font_for(path, text) == path)])
        if words:
            slant = "italic" if face == "cursief" else "normal"
            coded = base64.b64encode(subset_font(path, letters)).decode("ascii")
            rules.append(
                f"@font-face{{font-family:'{sheet.style.family}';font-weight:{_WEIGHT[face]};"
                f"font-style:{slant};src:url(data:font/ttf;base64,{coded})}}"
            )
    return "".join(rules)


def _letters(texts: Iterable[str]) -> str:
    return "".join(sorted({letter for text in texts for letter in text}))


@lru_cache(maxsize=256)
def subset_font(path: Path, letters: str) -> bytes:
    """Return the font file with only `letters`; the same bytes for the same letters."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=[1, 2])
    font = TTFont(path, recalcTimestamp=False)
    for table in _UNUSED_TABLES:
        if table in font:
            del font[table]
    subsetter = Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    stream = io.BytesIO()
    font.save(stream)
    return stream.getvalue()
