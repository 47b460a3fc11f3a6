"""A statement in; a speech bubble, or a card on the table, out, measured and ready to be placed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipeline.domain.wording import enumerate_words
from pipeline.release.figures.canvas import CAP, Face
from pipeline.release.figures.measure import width_of
from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.blocks import (
    INK,
    SHADOW,
    Block,
    Sizes,
    set_lines,
    tall,
    top_at,
)
from pipeline.release.praatplaat.board import Board, Statement
from pipeline.release.praatplaat.marks import (
    MM,
    SMALLEST_PT,
    Group,
    Icon,
    Mark,
    Rect,
    Shape,
    Words,
    element_id,
)
from pipeline.release.praatplaat.outlines import diamond, drawn_box, oval, square
from pipeline.release.praatplaat.palette import Look, mix

Side = Literal["links", "rechts", "midden"]  # of the table; a bubble's icon is on its outer edge
ICON = 0.66  # of the circle around it, which lies half over the edge of its bubble
TAB = 7.2  # height of the label on a bubble's upper edge
TAB_OVER = 4.6  # of which this much lies above the bubble
MOST_LARGE = 30  # words: what is longer is bold, and no larger
_BETWEEN = 3.4  # between the parts of a bubble
_BESIDE_DISC = 2.8
_HEADING_SHAPES = {"kansen": "stip", "belemmeringen": "ruit", "randvoorwaarden": "vierkant"}


@dataclass(frozen=True)
class Bubble:
    """One statement, measured."""

    one: Statement
    label: str
    parts: tuple[Words, ...]
    told: str
    style: HouseStyle
    look: Look | None  # None: a card on the table
    side: Side
    sizes: Sizes

    @property
    def inset(self) -> float:
        """How far text stays from the edge that holds the icon."""
        return self.sizes.disc / 2 + _BESIDE_DISC if self.one.icon else self.sizes.pad

    @property
    def top(self) -> float:
        """How far text stays from the upper edge."""
        return self.sizes.pad + ((1.3 if self.sizes.tight else 1.9) if self.label else 0.0)

    @property
    def box_width(self) -> float:
        """The width of the bubble itself."""
        needed = max(part.width for part in self.parts)
        return max(
            needed + self.inset + self.sizes.pad + 0.6, _tab_width(self.style, self.label) + 18
        )

    @property
    def box_height(self) -> float:
        """The height of the bubble itself."""
        text = sum(map(tall, self.parts)) + _BETWEEN * (len(self.parts) - 1)
        return max(text + self.top + self.sizes.pad, self.sizes.disc + 2 if self.one.icon else 0.0)

    @property
    def outside(self) -> float:
        """How far the icon sticks out of the bubble."""
        return self.sizes.disc / 2 if self.one.icon else 0.0

    def block(self) -> Block:
        """Return it as something to place."""
        out = SHADOW if self.side != "rechts" else max(0.0, SHADOW - self.outside)
        over = TAB_OVER if self.label else 0.0
        return Block(self.box_width + self.outside + out, self.box_height + SHADOW, over, self.draw)

    def draw(self, x: float, y: float, seat: Rect | None) -> Group:
        """Return the marks of this statement with its upper left corner at (x, y)."""
        style, right, disc = self.style, self.side == "rechts", self.sizes.disc
        left = x if right else x + self.outside
        box = Rect(left, y, self.box_width, self.box_height)
        marks = _outline(box, self, seat)
        if self.one.icon:
            centre = (box.right if right else box.x, box.middle)
            ink, paper = style.colour("inkt"), style.colour("papier")
            marks.append(Shape(oval(*centre, disc, disc, self.one.statement_id), paper, ink, INK))
            size = ICON * disc
            corner = centre[0] - size / 2, centre[1] - size / 2
            marks.append(Icon(self.one.icon, *corner, size, ink))
        text = sum(map(tall, self.parts)) + _BETWEEN * (len(self.parts) - 1)
        line = y + self.top + (self.box_height - self.top - self.sizes.pad - text) / 2
        start = box.x + (self.sizes.pad + 0.6 if right else self.inset)
        for part in self.parts:
            marks.append(top_at(part, start, line))
            line += tall(part) + _BETWEEN
        if self.label:
            at = box.x + (4.5 if right else max(self.inset - 2.5, 4.5))
            marks += _tab(style, self.one.heading, self.label, at, y - TAB_OVER)
        over, one, block = TAB_OVER if self.label else 0.0, self.one, self.block()
        return Group(
            element_id("uitspraak", one.statement_id), f"Uitspraak {one.statement_id}",
            f"{self.label.capitalize()}: {one.text}" if self.label else one.text,
            marks=tuple(marks), description=self.told, statement_id=one.statement_id,
            box=Rect(x, y - over, block.width, block.height + over),
        )  # fmt: skip


def statement_block(
    one: Statement,
    width: float,
    sizes: Sizes,
    *,
    board: Board,
    style: HouseStyle,
    look: Look | None,
    side: Side,
) -> Block:
    """Return a statement as a bubble at most `width` wide; without a look it is a card on the table."""
    # A card on the table stands out by its place, and a story by its length.
    large = one.firm and look is not None and len(one.text.split()) <= MOST_LARGE
    face: Face = "vet" if one.firm else "normaal"
    empty = Bubble(
        one, board.heading_name(one.heading), (), _told(one, board), style, look, side, sizes
    )
    room = width - empty.outside - empty.inset - sizes.pad - 0.6 - SHADOW
    size = sizes.firm if large else sizes.loose
    parts = [set_lines(style, one.text, room, size, face)]
    asked = one.question or one.spare_question
    if asked:
        parts.append(set_lines(style, asked, room, sizes.question, "cursief"))
    if look is None and one.supporters:
        support = f"{board.support_lead} {enumerate_words(one.supporters)}"
        grey = style.colour("grijs")
        parts.append(set_lines(style, support, room, SMALLEST_PT, colour=grey))
    return replace(empty, parts=tuple(parts)).block()


def _told(one: Statement, board: Board) -> str:
    """Return what someone who cannot see the plate should know of a statement."""
    supported = f"{board.support_lead} {enumerate_words(one.supporters)}." if one.supporters else ""
    asked = one.question or one.spare_question
    return " ".join(
        filter(
            None,
            (
                supported,
                "De plek vooraan staat vast." if one.firm else "De plek kan nog schuiven.",
                f"Om over te praten: {asked}" if asked else "",
            ),
        )
    )


def _outline(box: Rect, bubble: Bubble, seat: Rect | None) -> list[Mark]:
    """Return the outline of a bubble, its voice's colour a little beside it."""
    style, look, name = bubble.style, bubble.look, bubble.one.statement_id
    ink, paper = style.colour("inkt"), style.colour("papier")
    tail = None
    if seat is not None:
        most = max(0.0, min(9.0, box.height / 2 - 4.0))  # a tail from a corner is a thorn
        slope = min(max(seat.middle - box.middle, -most), most)
        tail = (box.right + 8.5 if seat.x > box.x else box.x - 8.5, box.middle + slope)
    beside = Rect(box.x + SHADOW, box.y + SHADOW, box.width, box.height)
    line = INK * 1.6 if bubble.one.firm else INK
    fill = look.fill if look else mix(ink, paper, 0.72)
    radius = min(5.0, 0.26 * box.height) if look else 1.2
    return [
        Shape(drawn_box(beside, name, radius=radius), fill=paper if look else fill),
        Shape(drawn_box(beside, name, radius=radius), fill=fill),
        Shape(drawn_box(box, name, radius=radius, tail=tail), fill=paper, edge=ink, line=line),
    ]


def _tab_width(style: HouseStyle, label: str) -> float:
    measured = width_of(style, SMALLEST_PT, "vet")(label) * MM
    return measured + 11.5 if label else 0.0


def _tab(style: HouseStyle, heading: str, label: str, x: float, y: float) -> list[Mark]:
    """Return the label with a statement's heading: a shape of its own, and the word."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    box = Rect(x, y, _tab_width(style, label), TAB)
    kind, at = _HEADING_SHAPES.get(heading), (x + 4.6, y + TAB / 2)
    sign: list[Mark] = []
    if kind == "stip":
        sign = [Shape(oval(*at, 3.8, 3.8, heading), fill=ink)]
    elif kind == "ruit":
        sign = [Shape(diamond(*at, 4.6), fill=paper, edge=ink, line=0.7)]
    elif kind == "vierkant":
        sign = [Shape(square(*at, 3.3), fill=mix(ink, paper, 0.45), edge=ink, line=0.5)]
    words = set_lines(style, label, 200, SMALLEST_PT, "vet")
    drop = (TAB - CAP * SMALLEST_PT * MM) / 2
    pill = drawn_box(box, f"label-{x:.0f}-{y:.0f}", radius=TAB / 2, waver=0.2)
    return [Shape(pill, paper, ink, INK), *sign, top_at(words, x + 8.2, y + drop)]
