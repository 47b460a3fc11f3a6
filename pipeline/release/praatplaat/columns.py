"""The voices of one column in; every bubble in its place out, with the room that is left shared out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.blocks import Block, Sizes, name_block, question_block
from pipeline.release.praatplaat.board import Board, Statement, Voice
from pipeline.release.praatplaat.bubbles import Side, statement_block
from pipeline.release.praatplaat.marks import Group, Rect, Shape, element_id
from pipeline.release.praatplaat.outlines import drawn_box
from pipeline.release.praatplaat.palette import Look, mix

# Distances in mm: the least that is needed, and the most that white space may make of it.
UNDER_NAME = (1.6, 6.0)
BETWEEN = (1.4, 8.5)
BEFORE_QUESTION = (2.6, 8.0)
BETWEEN_VOICES = (4.0, 18.0)
_STEPS = (0.0, 1.0, 0.35, 0.8)  # how far bubbles step aside in turn, of the room beside them
_FARTHEST = 14.0
_TINT = 0.87  # how much paper is in that tint


@dataclass(frozen=True)
class Zone:
    """One voice, measured."""

    voice: Voice
    name: Block
    statements: tuple[Block, ...]
    question: Block | None
    tint: str
    panel: float  # white around it

    @property
    def needed(self) -> float:
        """The height that it takes at least."""
        return self.solid + sum(low for low, _ in self.gaps)

    @property
    def solid(self) -> float:
        """The height without any distance."""
        blocks = sum(block.height + block.above for block in self.statements)
        question = self.question.height if self.question else 0.0
        return 2 * self.panel + self.name.height + blocks + question

    @property
    def gaps(self) -> list[tuple[float, float]]:
        """The distances within, least and most."""
        gaps = [UNDER_NAME] if self.statements else []
        gaps += [BETWEEN] * (len(self.statements) - 1)
        return gaps + ([BEFORE_QUESTION] if self.question else [])


@dataclass
class Measurer:
    """Measures voices of one board in any width and size, each only once."""

    board: Board
    style: HouseStyle
    looks: Mapping[str, Look]
    zones: dict[tuple[object, ...], Zone] = field(default_factory=dict)
    blocks: dict[tuple[object, ...], Block] = field(default_factory=dict)

    def zone(self, voice: Voice, side: Side, width: float, sizes: Sizes) -> Zone:
        """Return a voice in a column of `width` mm."""
        key = (voice, side, width, sizes)
        if key not in self.zones:
            self.zones[key] = self._measured(voice, side, width, sizes)
        return self.zones[key]

    def _measured(self, voice: Voice, side: Side, width: float, sizes: Sizes) -> Zone:
        look, style = self.looks[voice.key], self.style
        width -= 2 * sizes.panel
        asked = question_block(voice, width, sizes, style, look) if voice.question else None
        return Zone(
            voice,
            name_block(voice, width, sizes, style, look),
            tuple(self._block(one, look, side, width, sizes) for one in voice.statements),
            asked,
            mix(look.colour, style.colour("papier"), _TINT),
            sizes.panel,
        )

    def _block(self, one: Statement, look: Look, side: Side, width: float, sizes: Sizes) -> Block:
        key = (one, side, width, sizes)
        if key not in self.blocks:
            self.blocks[key] = statement_block(
                one, width, sizes, board=self.board, style=self.style, look=look, side=side
            )
        return self.blocks[key]


def needed(zones: Sequence[Zone]) -> float:
    """Return the height that zones below each other take at least."""
    return sum(zone.needed for zone in zones) + BETWEEN_VOICES[0] * max(0, len(zones) - 1)


def place_column(
    zones: Sequence[Zone], room: Rect, side: Side, seats: Sequence[Rect]
) -> list[Group]:
    """Return each zone as a group within `room`; white space is shared out, up to a limit."""
    gaps = [gap for zone in zones for gap in zone.gaps] + [BETWEEN_VOICES] * (len(zones) - 1)
    least, most = sum(low for low, _ in gaps), sum(high for _, high in gaps)
    spare = room.height - sum(zone.solid for zone in zones) - least
    share = min(1.0, max(0.0, spare / (most - least))) if most > least else 0.0
    rest = max(0.0, spare - share * (most - least))
    y, placed = room.y + rest / 2, []
    for zone, seat in zip(zones, seats, strict=True):
        group, bottom = _place_zone(zone, room, y, side=side, seat=seat, share=share)
        placed.append(group)
        y = bottom + _between(BETWEEN_VOICES, share)
    return placed


def _between(gap: tuple[float, float], share: float) -> float:
    low, high = gap
    return low + share * (high - low)


def _place_zone(
    zone: Zone, room: Rect, y: float, *, side: Side, seat: Rect, share: float
) -> tuple[Group, float]:
    """Return one voice from `y` down, and where it ends."""
    voice, top, edge = zone.voice, y, zone.panel
    outer, room = room, Rect(room.x + edge, room.y, room.width - 2 * edge, room.height)
    y += edge
    groups = [zone.name.draw(room.x, y, None)]
    y += zone.name.height + _between(UNDER_NAME, share)
    for index, block in enumerate(zone.statements):
        y += block.above
        x = _stepped(room, block.width, index, side)
        groups.append(block.draw(x, y, None if side == "midden" else seat))
        y += block.height
        if index < len(zone.statements) - 1:
            y += _between(BETWEEN, share)
    if zone.question:
        y += _between(BEFORE_QUESTION, share)
        groups.append(zone.question.draw(room.x, y, None))
        y += zone.question.height
    panel = Rect(outer.x, top, outer.width, y + edge - top)
    tint = Shape(drawn_box(panel, voice.key, radius=9, waver=0.8), fill=zone.tint)
    return Group(
        element_id("stem", voice.key), f"Groep: {voice.name}", f"{voice.lead} {voice.name}", (tint,),
        tuple(groups), box=panel,
    ), panel.bottom  # fmt: skip


def _stepped(room: Rect, width: float, index: int, side: Side) -> float:
    """Return where a bubble begins: at the table's side, stepping aside in turn."""
    free = max(0.0, room.width - width)
    step = min(free, _FARTHEST) * _STEPS[index % len(_STEPS)]
    if side == "links":
        return room.x + free - step
    return room.x + (step if side == "rechts" else free / 2)
