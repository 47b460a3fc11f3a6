"""Released figures and sentences in; a PPTX to tell them with out: a chart a slide, notes, alt texts.

The finding is the slide's own title, so it is cut off the picture. Letters and sizes can be changed
in PowerPoint or Impress as in any deck; the same input gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.release.factsheet.fixed_zip import fix_zip
from pipeline.release.figures.canvas import MARGIN, Sheet
from pipeline.release.figures.drawing import PNG_DPI
from pipeline.release.figures.frame import TITLE_TOP
from pipeline.release.figures.record import DrawnFigure
from pipeline.release.figures.style import POINTS_PER_CM, HouseStyle

WIDTH, HEIGHT = 960.0, 540.0  # points: 16 by 9
EDGE = 42.0
HEAD = 66.0  # the room for a title of two lines
TITLE_PT, TEXT_PT, SMALL_PT = 26, 20, 12
_COVER, _TEXT, _TITLE_ONLY = 0, 1, 5  # layouts of the blank deck that python-pptx brings
_FIXED_DATE = datetime.datetime(2000, 1, 1)  # no date of making leaves
_SHIPPED_FONT = b'typeface="Calibri"'


@dataclass(frozen=True)
class Deck:
    """What a deck tells; every text is ready to show."""

    title: str
    subtitle: str
    source: str  # whose codes, which codebook: at the foot of every slide
    findings: Sequence[str]
    unknowns: Sequence[str]
    figures: Sequence[DrawnFigure]  # in the order in which they are told; of the release edition


def render_deck(deck: Deck, style: HouseStyle) -> bytes:
    """Return the deck as PPTX: cover, findings, a slide per figure, and what is not known."""
    from pptx import Presentation
    from pptx.util import Pt

    show = Presentation()
    _widen(show)
    show.slide_width, show.slide_height = Pt(WIDTH), Pt(HEIGHT)
    _cover(show, deck, style)
    for heading, lines in (("Wat we zien", deck.findings), ("Wat we niet weten", deck.unknowns)):
        if heading.endswith("weten"):
            for figure in deck.figures:
                _picture(show, figure, deck, style)
        if lines:
            _lines(show, heading, lines, deck, style)
    properties = show.core_properties
    properties.title, properties.author = deck.title, "dialoogtafels"
    properties.last_modified_by, properties.language = "dialoogtafels", "nl-NL"
    properties.created = properties.modified = _FIXED_DATE
    properties.revision = 1
    out = io.BytesIO()
    show.save(out)
    return fix_zip(_in_font(out.getvalue(), style.family))


def _widen(show: Any) -> None:
    """Stretch the blank deck's layouts from 4 by 3 to 16 by 9, for slides that people add."""
    from pptx.util import Emu, Pt

    across, down = Pt(WIDTH) / show.slide_width, Pt(HEIGHT) / show.slide_height
    for page in (show.slide_master, *show.slide_layouts):
        for shape in page.placeholders:
            left, top, width, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.width = Emu(round(left * across)), Emu(round(width * across))
            shape.top, shape.height = Emu(round(top * down)), Emu(round(height * down))


def _cover(show: Any, deck: Deck, style: HouseStyle) -> None:
    slide = show.slides.add_slide(show.slide_layouts[_COVER])
    title, below = slide.shapes.title, slide.placeholders[1]
    _place(title, (EDGE, 150, WIDTH - 2 * EDGE, 120))
    _place(below, (EDGE, 280, WIDTH - 2 * EDGE, 110))
    _say(title.text_frame, [deck.title], style, size=40, bold=True)
    _say(below.text_frame, [deck.subtitle, deck.source], style, size=18, colour="grijs")
    _note(slide, deck.source)


def _lines(show: Any, heading: str, lines: Sequence[str], deck: Deck, style: HouseStyle) -> None:
    slide = show.slides.add_slide(show.slide_layouts[_TEXT])
    _title(slide, heading, style)
    body = slide.placeholders[1]
    _place(body, (EDGE, HEAD + 34, WIDTH - 2 * EDGE, HEIGHT - HEAD - 90))
    size = TEXT_PT if sum(map(len, lines)) < 600 else TEXT_PT - 4
    _say(body.text_frame, lines, style, size=size)
    _foot(slide, deck, style)
    _note(slide, "\n".join(lines))


def _picture(show: Any, figure: DrawnFigure, deck: Deck, style: HouseStyle) -> None:
    """Put one figure on a slide, as large as fits, without the title that the slide itself has."""
    from pptx.util import Pt

    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ONLY])
    _title(slide, figure.title, style)
    width, height = _size(figure.png)
    cut = _title_height(figure.title, style, width) / height
    room = (WIDTH - 2 * EDGE, HEIGHT - HEAD - 58)
    scale = min(room[0] / width, room[1] / (height * (1 - cut)))
    drawn = (width * scale, height * (1 - cut) * scale)
    picture = slide.shapes.add_picture(
        io.BytesIO(figure.png),
        Pt((WIDTH - drawn[0]) / 2),
        Pt(HEAD + 26),
        Pt(drawn[0]),
        Pt(drawn[1]),
    )
    picture.crop_top = cut
    picture.name = figure.name
    picture._element.nvPicPr.cNvPr.set("descr", figure.alt_text)  # python-pptx has no name for it
    _foot(slide, deck, style)
    _note(
        slide, f"{figure.alt_text}\n\nDe cijfers staan in figuren/{figure.name}.csv.\n{deck.source}"
    )


def _size(png: bytes) -> tuple[float, float]:
    """Return width and height of a PNG as printed, in points."""
    width, height = struct.unpack(">II", png[16:24])
    return width * 72 / PNG_DPI, height * 72 / PNG_DPI


def _title_height(title: str, style: HouseStyle, width: float) -> float:
    """Return how far down a figure of the release edition its title comes, in points."""
    sheet = Sheet(style.at_width(width / POINTS_PER_CM))
    bottom = sheet.paragraph(0, TITLE_TOP, title, sheet.width, size=style.title_pt, face="vet", even=True)  # fmt: skip
    return MARGIN + bottom


def _title(slide: Any, text: str, style: HouseStyle) -> None:
    from pptx.enum.text import MSO_ANCHOR

    _place(slide.shapes.title, (EDGE, 22, WIDTH - 2 * EDGE, HEAD))
    slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    size = TITLE_PT if len(text) <= 110 else TITLE_PT - 6
    _say(slide.shapes.title.text_frame, [text], style, size=size, bold=True)


def _foot(slide: Any, deck: Deck, style: HouseStyle) -> None:
    from pptx.util import Pt

    box = slide.shapes.add_textbox(Pt(EDGE), Pt(HEIGHT - 30), Pt(WIDTH - 2 * EDGE), Pt(22))
    box.name = "bron"
    _say(box.text_frame, [deck.source], style, size=SMALL_PT, colour="grijs")


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = (Pt(one) for one in box)


def _say(
    frame: Any,
    lines: Sequence[str],
    style: HouseStyle,
    *,
    size: int,
    bold: bool = False,
    colour: str = "inkt",
) -> None:
    """Fill a text frame with paragraphs, in Dutch, from the left."""
    from pptx.dml.color import RGBColor
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Pt

    as_colour: Any = RGBColor
    frame.word_wrap = True
    said = [line for line in lines if line]
    for place, line in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(size / 2 if len(said) > 1 else 0)
        run = paragraph.add_run()
        run.text = line
        run.font.size, run.font.bold = Pt(size), bold
        run.font.color.rgb = as_colour(*bytes.fromhex(style.colour(colour).lstrip("#")))
        run._r.get_or_add_rPr().set("lang", "nl-NL")


def _note(slide: Any, text: str) -> None:
    slide.notes_slide.notes_text_frame.text = text


def _in_font(package: bytes, family: str) -> bytes:
    """Return the deck with the house style's font in its themes, so that new text has it too."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("ppt/theme/"):
                content = content.replace(_SHIPPED_FONT, f'typeface="{family}"'.encode())
            new.writestr(name, content)
    return out.getvalue()
