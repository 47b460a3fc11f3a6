"""A statement, a question or a name in; how wide and tall it is at one type size out, and its marks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from pipeline.release.figures.canvas import CAP, Anchor, Face
from pipeline.release.figures.measure import showable, width_in
from pipeline.release.figures.style import HouseStyle
from pipeline.release.figures.wrapping import wrap
from pipeline.release.praatplaat.board import Voice
from pipeline.release.praatplaat.marks import (
    DESCENT,
    MM,
    SMALLEST_PT,
    Group,
    Mark,
    Rect,
    Role,
    Shape,
    Words,
    element_id,
)
from pipeline.release.praatplaat.outlines import drawn_box, oval
from pipeline.release.praatplaat.palette import Look, mix

SHADOW = 2.2  # how far a voice's colour shows beside a bubble
INK = 0.6  # width of a drawn line
SHOULDERS = 19.0  # across, of the person at the table
NAME_SIZES = (25.0, 23.0, 21.0, 19.0, 17.0)


@dataclass(frozen=True)
class Sizes:
    """Type sizes of one try in points, and how much white goes around them."""

    loose: float
    tight: bool = False  # less white, for a plate with much on it

    @property
    def firm(self) -> float:
        """Of a statement whose place stands."""
        return round(self.loose * 1.22, 1)

    @property
    def question(self) -> float:
        """Of a question to talk about."""
        return max(SMALLEST_PT, self.loose - 0.5)

    @property
    def pad(self) -> float:
        """White within a bubble, in mm."""
        return 2.7 if self.tight else 3.8

    @property
    def panel(self) -> float:
        """White around a voice, within the tint that holds it together, in mm."""
        return 2.6 if self.tight else 4.0

    @property
    def disc(self) -> float:
        """Across the circle around an icon, in mm."""
        return 11.0 if self.tight else 13.0

    @property
    def badge(self) -> float:
        """Across the person at a voice's name, in mm."""
        return 11.0 if self.tight else 14.0


@dataclass(frozen=True)
class Block:
    """Something with a measured size that can be drawn anywhere.

    `draw` takes the upper left corner and, for what points, the seat that it points to.
    """

    width: float
    height: float
    above: float  # what sticks out above its box
    draw: Callable[[float, float, Rect | None], Group]  # at x, y (of the box), pointing to a seat


def set_lines(
    style: HouseStyle,
    text: str,
    width: float,
    size: float,
    face: Face = "normaal",
    *,
    colour: str = "",
    role: Role = "text",
    anchor: Anchor = "start",
    even: bool = True,
) -> Words:
    """Return `text` in lines that fit `width` mm, with its first baseline at (0, 0)."""
    lines, widest = _wrapped(style.fonts[face], text, round(width, 2), size, even)
    return Words(0, 0, lines, size, face, colour or style.colour("inkt"), widest, anchor, role)


@lru_cache(maxsize=32768)
def _wrapped(
    font: Path,
    text: str,
    width: float,
    size: float,
    even: bool,  # noqa: FBT001 - a key of the cache
) -> tuple[tuple[str, ...], float]:
    """Return the lines of a text and the width of the widest in mm."""
    measure = width_in(font, size)
    lines = tuple(wrap(showable(font, text), width / MM, measure, even=even))
    return lines, max(measure(line) for line in lines) * MM


def top_at(words: Words, x: float, y: float) -> Words:
    """Return words with the top of their first capitals at (x, y)."""
    return replace(words, x=x, y=y + CAP * words.size * MM)


def tall(words: Words) -> float:
    """Return the height of set words, tails included."""
    return words.box.height


def question_block(
    voice: Voice, width: float, sizes: Sizes, style: HouseStyle, look: Look
) -> Block:
    """Return a voice's question to talk about, with a large question mark before it."""
    disc = 8.4 if sizes.tight else 11.0
    words = set_lines(style, voice.question, width - disc - 5, sizes.question, "cursief", even=True)
    height = max(disc, tall(words))

    def draw(x: float, y: float, _seat: Rect | None) -> Group:
        middle = y + height / 2
        size = 18.0 if sizes.tight else 24.0
        sign = set_lines(style, "?", 20, size, "vet", anchor="middle")
        centre = x + disc / 2
        marks = (
            Shape(oval(centre + 0.8, middle + 0.8, disc, disc, voice.key), fill=look.fill),
            Shape(oval(centre, middle, disc, disc, voice.key), fill=style.colour("papier"),
                  edge=style.colour("inkt"), line=INK),
            top_at(sign, centre, middle - CAP * size * MM / 2),
            top_at(words, x + disc + 4, middle - tall(words) / 2),
        )  # fmt: skip
        box = Rect(x, y, disc + 4 + words.width, height)
        return Group(
            element_id("vraag", voice.key), f"Vraag bij {voice.name}", f"Om over te praten: {voice.question}",
            marks=marks, box=box,
        )  # fmt: skip

    return Block(disc + 4 + words.width, height, 0.0, draw)


def name_block(voice: Voice, width: float, sizes: Sizes, style: HouseStyle, look: Look) -> Block:
    """Return a voice's name with who sits there: on one line where that fits, else below each other."""
    badge = sizes.badge
    aside = badge + 4
    lead = set_lines(
        style, voice.lead, width - aside, SMALLEST_PT, colour=style.colour("inkt"), role="quiet"
    )
    words = _name(voice, width - aside, style)
    beside = aside + lead.width + 2.2 + words.width <= width and len(words.lines) == 1
    height = max(badge * 0.98, tall(words) if beside else tall(lead) + 2 + tall(words))
    across = lead.width + 2.2 + words.width if beside else max(lead.width, words.width)

    def draw(x: float, y: float, _seat: Rect | None) -> Group:
        left, base = x + aside, y + height - DESCENT * words.size * MM
        put = (
            replace(words, x=left + lead.width + 2.2, y=base)
            if beside
            else (top_at(words, left, y + height - tall(words)))
        )
        over = (
            replace(lead, x=left, y=base)
            if beside
            else top_at(lead, left, put.box.y - 2 - tall(lead))
        )
        marks = (
            *bust(x + badge / 2, y + height, badge, voice.key, look=look, style=style),
            over,
            put,
        )
        return Group(
            element_id("naam", voice.key), f"Naam: {voice.name}", f"{voice.lead} {voice.name}", marks=marks,
            box=Rect(x, y, aside + across, height),
        )  # fmt: skip

    return Block(aside + across, height, 0.0, draw)


def _name(voice: Voice, width: float, style: HouseStyle) -> Words:
    """Return a name in the largest of a few sizes that keeps it on one line, else in the smallest."""
    for size in NAME_SIZES:
        words = set_lines(style, voice.name, width, size, "vet", role="name")
        if len(words.lines) == 1:
            break
    return words


def bust(
    x: float, y: float, across: float, name: str, *, look: Look, style: HouseStyle
) -> list[Mark]:
    """Return someone seen from the front, standing on (x, y), `across` mm wide."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    top, size = y - across * 0.5, across * 0.5
    left, right = x - across / 2, x + across / 2
    body = (
        f"M {left:.2f},{y:.2f} C {left:.2f},{top:.2f} {right:.2f},{top:.2f} {right:.2f},{y:.2f} Z"
    )
    head = oval(x, top - size * 0.3, size, size * 1.08, f"{name}-hoofd")
    return [
        Shape(body, fill=paper),
        Shape(body, fill=look.fill, edge=ink, line=INK),
        Shape(head, paper, ink, INK),
    ]


def person(
    x: float, y: float, name: str, look: Look, style: HouseStyle, *, away: tuple[float, float]
) -> list[Mark]:
    """Return someone on a chair seen from above, around (x, y); `away` points from the table."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    turned = away[0] == 0
    across, down = (SHOULDERS, 9.5) if turned else (9.5, SHOULDERS)
    back = (18.0, 2.8) if turned else (2.8, 18.0)
    chair = Rect(x + away[0] * 6.6 - back[0] / 2, y + away[1] * 6.6 - back[1] / 2, *back)
    body = Rect(x - across / 2, y - down / 2, across, down)
    shoulders = drawn_box(body, name, radius=4.75, waver=0.3)
    return [
        Shape(drawn_box(chair, f"{name}-stoel", radius=1.4, waver=0.15), paper, ink, INK),
        Shape(shoulders, fill=paper),
        Shape(shoulders, fill=look.fill, edge=ink, line=INK),
        Shape(
            oval(x - away[0], y - away[1], 9.0, 9.4, f"{name}-kruin"),
            mix(ink, paper, 0.2),
            ink,
            INK,
        ),
    ]
