"""A sheet in points, y downward: marks are noted here with their exact size, and drawn later.

Every text is measured before it gets its place, so a layout can be checked without drawing. The
sheet grows in height as it is filled; its width is the printed width of the house style.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.release.figures.measure import Width, text_width, width_of
from pipeline.release.figures.style import HouseStyle
from pipeline.release.figures.wrapping import wrap

Anchor = Literal["start", "middle", "end"]
Face = Literal["normaal", "vet", "cursief"]
Shape = Literal["cirkel", "ruit", "driehoek", "vierkant"]

MARGIN = 5.0  # white around every figure, in points
LINE = 1.22  # distance of baselines, of the type size
CAP = 0.668  # height of a capital and a digit, of the type size
ASCENT = 0.95  # from the top of a line to its baseline, of the type size


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    face: Face
    anchor: Anchor
    width: float

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The measured box: left, top, right, bottom."""
        left = self.x - {"start": 0.0, "middle": self.width / 2, "end": self.width}[self.anchor]
        return left, self.y - CAP * self.size, left + self.width, self.y + 0.22 * self.size


@dataclass(frozen=True)
class Box:
    """A rectangle; no fill where `fill` is ""."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    edge: str = ""
    line: float = 0.8
    round: float = 0.0


@dataclass(frozen=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 0.8


@dataclass(frozen=True)
class Dot:
    """A shape around its middle; no fill where `fill` is ""."""

    x: float
    y: float
    shape: Shape
    size: float  # across, in points
    fill: str
    edge: str
    line: float = 1.2


Mark = Words | Box | Line | Dot


@dataclass
class Sheet:
    """One figure while it is laid out; (0, 0) is the corner within the margins."""

    style: HouseStyle
    marks: list[Mark] = field(default_factory=list)
    height: float = 0.0

    @property
    def width(self) -> float:
        """The width in points, without the margins."""
        return self.style.width_pt - 2 * MARGIN

    def colour(self, meaning: str) -> str:
        """Return a colour of the house style."""
        return self.style.colour(meaning)

    def measure(self, size: float = 0.0, face: Face = "normaal") -> Width:
        """Return the measure of lines in one size (0: running text) and face."""
        return width_of(self.style, size or self.style.text_pt, face)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 0.0,
        colour: str = "inkt",
        face: Face = "normaal",
        anchor: Anchor = "start",
    ) -> float:
        """Put one line with its baseline at `y`; return its width."""
        size = size or self.style.text_pt
        width = text_width(self.style, text, size, face)
        if text.strip():
            paint = colour if colour.startswith("#") else self.colour(colour)
            self.marks.append(Words(x, y, text, size, paint, face, anchor, width))
        return width

    def middle_text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = 0.0,
        colour: str = "inkt",
        face: Face = "normaal",
        anchor: Anchor = "start",
    ) -> float:
        """Put one line with the middle of its capitals at `y`; return its width."""
        size = size or self.style.text_pt
        baseline = y + CAP / 2 * size
        return self.text(x, baseline, text, size=size, colour=colour, face=face, anchor=anchor)

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        *,
        size: float = 0.0,
        colour: str = "inkt",
        face: Face = "normaal",
        anchor: Anchor = "start",
        even: bool = False,
    ) -> float:
        """Put wrapped text with its top at `y`; return the y below its last line."""
        size = size or self.style.text_pt
        measure = self.measure(size, face)
        lines = wrap(text, width, measure, even=even) if text.strip() else []
        return self.lines(x, y, lines, size=size, colour=colour, face=face, anchor=anchor)

    def lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = 0.0,
        colour: str = "inkt",
        face: Face = "normaal",
        anchor: Anchor = "start",
    ) -> float:
        """Put lines below one another with their top at `y`; return the y below the last."""
        size = size or self.style.text_pt
        for line in lines:
            self.text(
                x, y + ASCENT * size, line, size=size, colour=colour, face=face, anchor=anchor
            )
            y += LINE * size
        return y

    def middle_lines(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        *,
        size: float = 0.0,
        colour: str = "inkt",
        face: Face = "normaal",
        anchor: Anchor = "start",
    ) -> None:
        """Put lines below one another with the middle of the whole at `y`."""
        size = size or self.style.text_pt
        first = y - (len(lines) - 1) * LINE * size / 2
        for index, line in enumerate(lines):
            self.middle_text(
                x,
                first + index * LINE * size,
                line,
                size=size,
                colour=colour,
                face=face,
                anchor=anchor,
            )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "",
        edge: str = "",
        line: float = 0.8,
        round: float = 0.0,  # noqa: A002 - the radius of the corners
    ) -> None:
        """Put a rectangle with its upper left corner at (x, y)."""
        if width > 0 and height > 0:
            self.marks.append(Box(x, y, width, height, fill, edge, line, round))

    def line(self, *points: tuple[float, float], colour: str = "lijn", width: float = 0.8) -> None:
        """Put a line through points."""
        paint = colour if colour.startswith("#") else self.colour(colour)
        self.marks.append(Line(points, paint, width))

    def dot(
        self,
        x: float,
        y: float,
        shape: Shape,
        size: float,
        *,
        fill: str,
        edge: str,
        line: float = 1.2,
    ) -> None:
        """Put a shape with its middle at (x, y)."""
        self.marks.append(Dot(x, y, shape, size, fill, edge, line))

    def hatch(self, x: float, y: float, width: float, height: float, colour: str = "grijs") -> None:
        """Put a hatched rectangle: a count that is there but is not shown."""
        self.box(
            x, y, width, height, fill=self.colour("papier"), edge=self.colour(colour), line=0.6
        )
        step, paint = 3.2, self.colour(colour)
        reach = step
        while reach < width + height:  # each stroke rises from the left or lower edge to the right
            start = (x + max(0.0, reach - height), y + min(reach, height))
            end = (x + min(reach, width), y + max(0.0, reach - width))
            self.marks.append(Line((start, end), paint, 0.5))
            reach += step

    def tint(self, colour: str, share: float) -> str:
        """Return a colour mixed with the paper; `share` 1 is the colour itself."""
        paint = colour if colour.startswith("#") else self.colour(colour)
        paper = self.colour("papier")
        parts = []
        for at in (1, 3, 5):
            ink, white = int(paint[at : at + 2], 16), int(paper[at : at + 2], 16)
            parts.append(round(white + (ink - white) * share))
        return "#" + "".join(f"{part:02x}" for part in parts)

    def reading_colour(self, background: str) -> str:
        """Return ink or paper: the one that reads best on `background`."""
        ink, paper = self.colour("inkt"), self.colour("papier")
        return max((ink, paper), key=lambda colour: _contrast(colour, background))


def _luminance(colour: str) -> float:
    """Return the relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2), from 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)
