"""The middle of a praatplaat: title, the table with the question and what is shared on it, the foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.blocks import (
    INK,
    SHOULDERS,
    Block,
    Sizes,
    person,
    set_lines,
    tall,
    top_at,
)
from pipeline.release.praatplaat.board import Board
from pipeline.release.praatplaat.bubbles import statement_block
from pipeline.release.praatplaat.marks import (
    SMALLEST_PT,
    Group,
    Logo,
    Mark,
    Rect,
    Shape,
    Words,
    element_id,
)
from pipeline.release.praatplaat.outlines import drawn_box, oval
from pipeline.release.praatplaat.palette import TABLE, Look, mix

SEATED = 9.0  # how far people reach out of the table
STAMP = 10.5  # height that the mark of a concept takes
LOGO = 12.0  # height of a logo
CHAIR = 15.0  # below the table, for the empty chair and its words
_SHEET = 6.0  # white around the question, on its sheet of paper
_INSIDE = 11.0  # white along the table's edge
_TITLE_SIZES = (27.0, 25.0, 23.0, 21.0, 19.0, 17.0)
_QUESTION_SIZES = (44.0, 40.0, 36.0, 33.0, 30.0, 27.0, 24.0, 21.0, 18.0)
_GAP = 6.0


@dataclass(frozen=True)
class Tabletop:
    """What lies on the table, measured."""

    question: Words
    lead: Words | None
    cards: tuple[Block, ...]

    @property
    def height(self) -> float:
        """The height that it takes, from the question's first line to the last card."""
        cards = sum(card.height + card.above for card in self.cards) + 3.0 * max(
            0, len(self.cards) - 1
        )
        lead = _GAP + tall(self.lead) + 3.0 if self.lead else 0.0
        return tall(self.question) + 2 * _SHEET + lead + cards


def set_tabletop(
    board: Board, room: Rect, sizes: Sizes, style: HouseStyle, *, most_lines: int = 7
) -> Tabletop | None:
    """Return what lies on a table, the question as large as fits; None where nothing fits."""
    width = room.width - 2 * _INSIDE
    cards = tuple(
        statement_block(one, width, sizes, board=board, style=style, look=None, side="midden")
        for one in board.shared
    )
    lead = (
        set_lines(style, board.shared_lead, width, SMALLEST_PT, "vet", anchor="middle")
        if cards
        else None
    )
    for size in _QUESTION_SIZES:
        words = set_lines(
            style, board.question, width - 2 * _SHEET, size, "vet", anchor="middle", role="name"
        )
        top = Tabletop(words, lead, cards)
        broken = any(line.endswith("-") for line in words.lines)
        roomy = not cards or tall(words) <= 0.45 * room.height
        if (
            len(words.lines) <= most_lines
            and (not broken or size == _QUESTION_SIZES[-1])
            and (roomy or size == _QUESTION_SIZES[-1])
            and top.height <= room.height - 2 * _INSIDE
        ):
            return top
    return None


def place_table(
    board: Board,
    room: Rect,
    top: Tabletop,
    seats: Sequence[tuple[str, Rect, Look]],
    style: HouseStyle,
) -> Group:
    """Return the table in `room` with its people, its empty chair, and what lies on it."""
    ink = style.colour("inkt")
    people: list[Mark] = []
    cups: list[Group] = []
    for key, seat, look in seats:
        x, y = seat.x + seat.width / 2, seat.middle
        away = (0.0, 1.0) if seat.width > seat.height else (1.0 if x > room.x + 20 else -1.0, 0.0)
        people += person(x, y, key, look, style, away=away)
        across, along = 8 * abs(away[1]), 8 * abs(away[0])
        cups.append(_cup(x - away[0] * 7.2 + across, y - away[1] * 7.2 + along, key, style))
    shade = Rect(room.x + 1.6, room.y + 2.2, room.width, room.height)
    radius = round_of(room)
    marks = [
        *people,
        Shape(drawn_box(shade, "tafel", radius=radius, waver=0.9), fill=mix(ink, TABLE, 0.78)),
        Shape(drawn_box(room, "tafel", radius=radius, waver=0.9), fill=TABLE, edge=ink, line=0.9),
    ]
    y = room.middle - top.height / 2
    middle = room.x + room.width / 2
    wide = max(top.question.width + 2 * _SHEET, 0.6 * (room.width - 2 * _INSIDE))
    paper = Rect(middle - wide / 2, y, wide, tall(top.question) + 2 * _SHEET)
    asked = Group(
        "vraag-midden", "Vraag in het midden", board.question, box=paper,
        marks=(*_sheet(paper, style), top_at(top.question, middle, y + _SHEET)),
    )  # fmt: skip
    y = paper.bottom + _GAP
    groups = [*cups, asked]
    if top.lead:
        marks.append(top_at(top.lead, middle, y))
        y += tall(top.lead) + 3.0
    for card in top.cards:
        y += card.above
        groups.append(card.draw(middle - card.width / 2, y, None))
        y += card.height + 3.0
    return Group("tafel", "Tafel", board.question, marks=tuple(marks), groups=tuple(groups))


def _sheet(box: Rect, style: HouseStyle) -> list[Mark]:
    """Return the sheet of paper in the middle of the table."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    under = Rect(box.x + 1.4, box.y + 1.8, box.width, box.height)
    return [
        Shape(drawn_box(under, "blad", radius=1.5), fill=mix(ink, TABLE, 0.72)),
        Shape(drawn_box(box, "blad", radius=1.5), paper, ink, INK),
    ]


def _cup(x: float, y: float, name: str, style: HouseStyle) -> Group:
    """Return a cup of coffee seen from above."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    marks = (
        Shape(oval(x, y + 3.1, 2.2, 2.2, f"{name}-oor"), paper, ink, 0.45),
        Shape(oval(x, y, 5.8, 5.8, f"{name}-kop"), paper, ink, 0.45),
        Shape(oval(x, y, 3.9, 3.9, f"{name}-koffie"), mix(ink, TABLE, 0.45)),
    )
    box = Rect(x - 3.0, y - 3.0, 6.0, 7.2)
    return Group(
        element_id("kopje", name), "Versiering: kopje", "Kopje koffie", marks=marks, box=box
    )


def empty_chair(board: Board, table: Rect, style: HouseStyle, *, above: bool) -> Group:
    """Return a chair that nobody sits on yet, at the table's lower or upper edge, and its words."""
    ink, paper = style.colour("inkt"), style.colour("papier")
    middle = table.x + table.width / 2
    away = -1.0 if above else 1.0
    centre = (table.y if above else table.bottom) + away * 5.0
    body = Rect(middle - SHOULDERS / 2, centre - 4.75, SHOULDERS, 9.5)
    back = Rect(middle - 9, centre + away * 6.6 - 1.4, 18, 2.8)
    marks: list[Mark] = [
        Shape(drawn_box(back, "leuning", radius=1.4, waver=0.15), paper, ink, INK),
        Shape(drawn_box(body, "stoel", radius=4.75, waver=0.3), paper, ink, INK, "1.5 1.4"),
        Shape(oval(middle, centre - away, 9.0, 9.4, "kruin"), paper, ink, INK, "1.5 1.4"),
    ]
    words = set_lines(style, board.chair, table.width / 2 + SEATED - 14, 20.0, "vet")
    marks.append(top_at(words, middle + 13, centre - tall(words) / 2 + 0.8))
    top = min(body.y, back.y)
    box = Rect(back.x, top, 22 + words.width, max(body.bottom, back.bottom) - top)
    return Group("lege-stoel", "Lege stoel", board.chair, marks=tuple(marks), box=box)


def title_group(board: Board, room: Rect, style: HouseStyle) -> Group:
    """Return the title at the top of `room`, as large as three lines allow."""
    words = _title(board, room.width, style)
    middle = room.x + room.width / 2
    box = Rect(middle - words.width / 2, room.y, words.width, tall(words))
    return Group("titel", "Titel", board.title, marks=(top_at(words, middle, room.y),), box=box)


def _title(board: Board, width: float, style: HouseStyle) -> Words:
    for size in _TITLE_SIZES:
        words = set_lines(style, board.title, width, size, "vet", anchor="middle", role="title")
        if len(words.lines) <= 3 and not any(line.endswith("-") for line in words.lines):
            break
    return words


def foot_group(board: Board, room: Rect, style: HouseStyle) -> Group:
    """Return the foot with its lower edge on that of `room`: how to read it, its source, its state."""
    middle = room.x + room.width / 2
    grey = style.colour("grijs")
    parts = [
        set_lines(
            style, text, room.width, SMALLEST_PT, colour=colour, anchor="middle", role="quiet"
        )
        for text, colour in ((board.reading, style.colour("inkt")), (board.source, grey))
        if text
    ]
    stamp, logo = _stamp(board, style), _logo_size(style, room.width / 2)
    below = (STAMP if stamp else 0) + (logo[1] + 3 if logo else 0)
    height = sum(map(tall, parts)) + 2.4 * max(0, len(parts) - 1) + below
    y = top = room.bottom - height
    marks: list[Mark] = []
    for part in parts:
        marks.append(top_at(part, middle, y))
        y += tall(part) + 2.4
    if logo and style.logo:
        box = Rect(middle - logo[0] / 2, y + 0.6, *logo)
        named = f"Logo van {style.name}" if style.name else "Logo"
        marks.append(Logo(_picture(style.logo)[0], named, box))
    if stamp:
        wide = stamp.width + 9
        pill = Rect(middle - wide / 2, room.bottom - 8.4, wide, 8.0)
        marks.append(Shape(drawn_box(pill, "concept", radius=4, waver=0.15), "", grey, INK))
        marks.append(top_at(stamp, middle, pill.y + (8 - tall(stamp)) / 2 + 0.5))
    return Group(
        "voet", "Bron en uitleg", " ".join(filter(None, (board.mark, board.reading, board.source))),
        marks=tuple(marks), box=Rect(room.x, top, room.width, height),
    )  # fmt: skip


def _logo_size(style: HouseStyle, widest: float) -> tuple[float, float] | None:
    """Return the width and height of the logo in mm; None where there is none."""
    if style.logo is None:
        return None
    _, across, down = _picture(style.logo)
    high = min(LOGO, widest * down / across)
    return high * across / down, high


@lru_cache(maxsize=4)
def _picture(path: Path) -> tuple[bytes, int, int]:
    """Return a picture's bytes and its size in pixels."""
    from matplotlib.image import imread

    down, across = imread(str(path)).shape[:2]
    return path.read_bytes(), across, down


def _stamp(board: Board, style: HouseStyle) -> Words | None:
    if not board.mark:
        return None
    grey = style.colour("grijs")
    return set_lines(
        style, board.mark, 120, SMALLEST_PT, "vet", colour=grey, anchor="middle", role="quiet"
    )


def round_of(table: Rect) -> float:
    """Return how far the corners of a table are rounded."""
    return min(34.0, table.width / 3.4, table.height / 3.6)


def seat_at(table: Rect, side: str, share: float) -> Rect:
    """Return the box of a person at one side of a table; `share` is how far along what is straight."""
    deep, bend = 9.5, 0.55 * round_of(table)
    if side == "midden":
        x = table.x + bend + (table.width - 2 * bend) * share
        return Rect(x - SHOULDERS / 2, table.bottom - deep * 0.35, SHOULDERS, deep)
    y = table.y + bend + (table.height - 2 * bend) * share
    x = table.x - deep * 0.65 if side == "links" else table.right - deep * 0.35
    return Rect(x, y - SHOULDERS / 2, deep, SHOULDERS)
