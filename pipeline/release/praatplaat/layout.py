"""A board in; a plate with every group in its place out, at the largest type that fits A3."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.errors import InputError
from pipeline.release.figures.style import HouseStyle
from pipeline.release.praatplaat.blocks import Sizes
from pipeline.release.praatplaat.board import Board, Statement, Voice
from pipeline.release.praatplaat.bubbles import Side
from pipeline.release.praatplaat.columns import Measurer, Zone, needed, place_column
from pipeline.release.praatplaat.marks import A3, MARGIN, SMALLEST_PT, Group, Plate, Rect
from pipeline.release.praatplaat.palette import looks_of
from pipeline.release.praatplaat.table import (
    CHAIR,
    SEATED,
    STAMP,
    Tabletop,
    empty_chair,
    foot_group,
    place_table,
    seat_at,
    set_tabletop,
    title_group,
)

MOST_VOICES, MOST_STATEMENTS = 6, 16
LARGEST_PT = 25.0
LARGE_PT = 18.0  # above this the question in the middle has more use of room than statements
TIGHT_PT = 17.0  # below this white space gives way to larger type
ROOMY_PT = 17.0  # below this a question of its own for every statement is too many words
_GUTTER = 10.0  # between a column and the middle: room for tails
_MIDDLES = (
    160.0,
    150.0,
    140.0,
    130.0,
    120.0,
    110.0,
    100.0,
    92.0,
    86.0,
)  # widths of the middle in mm, roomiest first
_ROOMY_MIDDLES = tuple(width for width in _MIDDLES if width >= 120)
_SMALLEST_TABLE = 84.0
_FIELD = Rect(MARGIN, MARGIN, A3[0] - 2 * MARGIN, A3[1] - 2 * MARGIN)


@dataclass(frozen=True)
class Fitted:
    """A plate, what it says, and what had no room on it."""

    plate: Plate
    board: Board
    left_out: tuple[Statement, ...]
    size: float  # of the loose statements, in points


@dataclass(frozen=True)
class _Try:
    """One way to divide the page that fits."""

    sizes: Sizes
    columns: dict[Side, list[Zone]]
    rooms: dict[Side, Rect]
    table: Rect
    top: Tabletop


def lay_out(board: Board, style: HouseStyle) -> Fitted:
    """Lay a board out on A3; text is never set below 14 points.

    Questions for single statements are shown where the type stays large. What does not fit even at
    the smallest size is left out and told.

    Raises:
        InputError: when not even title and question fit.
    """
    measurer = Measurer(board, style, looks_of(board.voices, style))
    left_out: list[Statement] = []
    plain = _without_spare(board)
    tries = ((board, ROOMY_PT), (plain, SMALLEST_PT)) if plain != board else ((plain, SMALLEST_PT),)
    for one, least in tries:
        found = _fit(one, measurer, least)
        if found:
            return Fitted(_draw(one, found, measurer), one, (), found.sizes.loose)
    everything = plain
    while plain.statements:
        plain, gone = _drop_one(plain, measurer)
        left_out.append(gone)
        if _fit(plain, measurer, SMALLEST_PT, largest=SMALLEST_PT):
            break
    else:
        raise InputError(
            "De praatplaat past niet op een A3: de titel of de vraag in het midden is te lang. Kort ze in, in "
            "praatplaat.xlsx op het blad 'plaat'."
        )
    for gone in reversed(left_out[:-1]):  # what was dropped before it helped may well have room
        again = _without(everything, [one for one in left_out if one != gone])
        if _fit(again, measurer, SMALLEST_PT, largest=SMALLEST_PT):
            left_out.remove(gone)
    plain = _without(everything, left_out)
    found = _fit(plain, measurer, SMALLEST_PT)
    assert found
    return Fitted(_draw(plain, found, measurer), plain, tuple(left_out), found.sizes.loose)


def _without_spare(board: Board) -> Board:
    """Return the board with only the questions that people wrote at single statements."""

    def bare(statements: Sequence[Statement]) -> tuple[Statement, ...]:
        return tuple(replace(one, spare_question="") for one in statements)

    voices = tuple(replace(voice, statements=bare(voice.statements)) for voice in board.voices)
    return replace(board, voices=voices, shared=bare(board.shared))


def _drop_one(board: Board, measurer: Measurer) -> tuple[Board, Statement]:
    """Return the board without the statement that is missed least, and that statement.

    That is the last of a voice with the most to say; of all those of its kind one with which the
    rest fits, where there is one. What stands firm goes after what does not.
    """
    many = {one: len(voice.statements) for voice in board.voices for one in voice.statements}
    turn = sorted(
        board.statements,
        key=lambda one: (one.firm, -many.get(one, 0), -one.place, -len(one.text), one.statement_id),
    )
    likely = [one for one in turn if not one.firm] or turn
    for gone in likely:
        rest = _without(board, [gone])
        if rest.statements and _fit(rest, measurer, SMALLEST_PT, largest=SMALLEST_PT):
            return rest, gone
    return _without(board, turn[:1]), turn[0]


def _without(board: Board, gone: Sequence[Statement]) -> Board:
    """Return the board without some statements, and without the voices that then say nothing."""
    voices = [
        replace(voice, statements=tuple(one for one in voice.statements if one not in gone))
        for voice in board.voices
    ]
    shared = tuple(one for one in board.shared if one not in gone)
    kept = tuple(voice for voice in voices if voice.statements)
    return replace(board, voices=kept, shared=shared)


def _fit(
    board: Board, measurer: Measurer, least: float, *, largest: float = LARGEST_PT
) -> _Try | None:
    """Return the division with the largest type, and of those the one with the roomiest middle."""

    def at(size: float) -> _Try | None:
        for tight in (False, True) if size < TIGHT_PT else (False,):
            for middle in _MIDDLES if size <= LARGE_PT else _ROOMY_MIDDLES:
                for split in _splits(board.voices):
                    sizes = Sizes(size, tight)
                    found = _attempt(board, sizes, middle, split=split, measurer=measurer)
                    if found:
                        return found
        return None

    smallest = at(least)  # what does not fit so, fits no larger
    size = largest
    while smallest and size > least:
        found = at(size)
        if found:
            return found
        size -= 0.5
    return smallest


def _splits(voices: Sequence[Voice]) -> Iterator[dict[Side, list[Voice]]]:
    """Yield ways to seat voices left, right and below the table, evenest first."""
    found = []
    for below in range(2 if len(voices) < 6 else 3):
        at_sides = len(voices) - below
        for left in range(at_sides + 1):
            right = at_sides - left
            if abs(left - right) > 1 or (at_sides >= 2 and 0 in (left, right)):
                continue
            seated: dict[Side, list[Voice]] = {
                "links": list(voices[:left]),
                "rechts": list(voices[left:at_sides]),
                "midden": list(voices[at_sides:]),
            }
            load = [sum(len(v.statements) for v in seated[s]) for s in ("links", "rechts")]
            found.append((below, abs(load[0] - load[1]), -left, seated))
    for *_, seated in sorted(found, key=lambda one: one[:3]):
        yield seated


def _attempt(
    board: Board,
    sizes: Sizes,
    middle: float,
    *,
    split: dict[Side, list[Voice]],
    measurer: Measurer,
) -> _Try | None:
    style = measurer.style
    side = (_FIELD.width - middle - 2 * _GUTTER) / 2
    rooms: dict[Side, Rect] = {
        "links": Rect(_FIELD.x, _FIELD.y, side, _FIELD.height),
        "rechts": Rect(_FIELD.right - side, _FIELD.y, side, _FIELD.height),
    }
    centre = Rect(_FIELD.x + side + _GUTTER, _FIELD.y, middle, _FIELD.height)
    columns: dict[Side, list[Zone]] = {}
    for name, voices in split.items():
        width = middle if name == "midden" else side
        columns[name] = [measurer.zone(voice, name, width, sizes) for voice in voices]
        if name != "midden" and needed(columns[name]) > _FIELD.height:
            return None
    top = centre.y + _height(title_group(board, centre, style)) + 6
    stamp = 0.0 if board.mark else STAMP  # so that what leaves is divided as its concept was
    bottom = centre.bottom - _height(foot_group(board, centre, style)) - stamp - 5
    below = needed(columns["midden"])
    chair_above = bool(below)
    top += CHAIR if chair_above else 0
    table_bottom = bottom - (below + SEATED + 4 if below else CHAIR)
    table = Rect(centre.x + SEATED, top, centre.width - 2 * SEATED, table_bottom - top)
    if table.height < _SMALLEST_TABLE:
        return None
    set_top = set_tabletop(board, table, sizes, style)
    if set_top is None:
        return None
    rooms["midden"] = Rect(centre.x, table.bottom + SEATED + 2, middle, below)
    return _Try(sizes, columns, rooms, table, set_top)


def _height(group: Group) -> float:
    return group.box.height if group.box else 0.0


def _draw(board: Board, found: _Try, measurer: Measurer) -> Plate:
    """Return the plate: title, table, then the voices in order, then the foot."""
    looks, style = measurer.looks, measurer.style
    centre = Rect(found.table.x - SEATED, _FIELD.y, found.table.width + 2 * SEATED, _FIELD.height)
    seats: dict[str, Rect] = {}
    columns: dict[str, Group] = {}
    for side, zones in found.columns.items():
        at = [seat_at(found.table, side, (index + 0.5) / len(zones)) for index in range(len(zones))]
        seats |= {zone.voice.key: seat for zone, seat in zip(zones, at, strict=True)}
        placed = place_column(zones, found.rooms[side], side, at)
        columns |= {zone.voice.key: group for zone, group in zip(zones, placed, strict=True)}
    people = [(voice.key, seats[voice.key], looks[voice.key]) for voice in board.voices]
    groups = [
        title_group(board, centre, style),
        place_table(board, found.table, found.top, people, style),
        *(columns[voice.key] for voice in board.voices),
    ]
    if board.chair:
        above = bool(found.columns["midden"])
        groups.append(empty_chair(board, found.table, style, above=above))
    groups.append(foot_group(board, centre, style))
    return Plate(
        title=board.title,
        description=describe(board),
        groups=tuple(groups),
        patterns=tuple(
            look.pattern
            for voice in board.voices
            if (look := looks[voice.key]).pattern.kind != "vol"
        ),
        paper=style.colour("papier"),
    )


def describe(board: Board) -> str:
    """Return what someone who cannot see the plate should know, in Dutch."""
    parts = [f"In het midden een tafel met de vraag: {board.question}"]
    if board.shared:
        said = " ".join(f"‘{one.text}’" for one in board.shared)
        parts.append(f"{board.shared_lead}: {said}")
    for voice in board.voices:
        said = " ".join(f"‘{one.text}’" for one in voice.statements)
        asked = f" Om over te praten: {voice.question}" if voice.question else ""
        parts.append(f"{voice.lead} {voice.name}: {said}{asked}")
    return " ".join(parts)
