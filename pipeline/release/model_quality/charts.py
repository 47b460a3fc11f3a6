"""Figures about a model in; small SVG charts out, with their numbers written beside the marks."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from markupsafe import Markup, escape

from pipeline.release.model_quality.wording import number

INK, GREY, LINE, BLUE, BAND = "#1F2328", "#5B6269", "#B8BEC4", "#1D5B96", "#C9D9E8"
Point = tuple[float, float]  # x, y
ROW, LEFT, RIGHT, TOP = 26, 290, 210, 34
GAP = 16  # between two lines of text
LABEL = 38  # characters of a label that fit on a line


class Interval(NamedTuple):
    """One row of a dot chart."""

    label: str
    value: float
    low: float
    high: float
    other: float  # an open dot: the same figure between people
    note: str = ""  # behind the value


def dot_chart(rows: Sequence[Interval], *, title: str, floor: float) -> Markup:
    """Return a row per label: a dot with its interval, and an open dot for people among themselves.

    A line stands at `floor`.
    """
    labels = [wrap(row.label, LABEL, break_long_words=True) or [""] for row in rows]
    tall = [ROW + GAP * (len(lines) - 1) for lines in labels]
    width, height = 860, TOP + sum(tall) + 12 + GAP
    lowest = min([0.0, *(row.low for row in rows if not math.isnan(row.low))])
    parts = [_axis(lowest, width, height - GAP), *_floor(_x(floor, lowest, width), floor, height)]
    for place, (row, lines) in enumerate(zip(rows, labels, strict=True)):
        y = TOP + sum(tall[:place]) + tall[place] / 2
        first = y + 4 - GAP * (len(lines) - 1) / 2
        parts += [
            _text(LEFT - 12, first + GAP * number_of, line, anchor="end")
            for number_of, line in enumerate(lines)
        ]
        if not math.isnan(row.low):
            ends = _x(row.low, lowest, width), _x(row.high, lowest, width)
            parts.append(_line((ends[0], y), (ends[1], y), BAND, 7))
        if not math.isnan(row.value):
            parts.append(_dot(_x(row.value, lowest, width), y, filled=True))
        said = number(row.value)
        parts.append(_text(width - RIGHT + 12, y + 4, said))
        if row.note:
            parts.append(_text(width - RIGHT + 54, y + 4, row.note, weight="bold"))
        if not math.isnan(row.other):
            parts.append(_dot(_x(row.other, lowest, width), y, filled=False))
    return _svg(width, height, title, parts)


def line_chart(
    points: Sequence[tuple[float, Sequence[float]]], names: Sequence[str], *, title: str
) -> Markup:
    """Return lines over numbers of tables, each step twice the former, names at their ends."""
    width, height, left, bottom = 760, 330, 56, 46
    known_values = [value for _, values in points for value in values if not math.isnan(value)]
    most = max(known_values, default=1)
    top = max(0.1, math.ceil(most * 10) / 10)
    span = math.log2(points[-1][0] / points[0][0]) if len(points) > 1 else 1.0

    def x(n: float) -> float:
        return left + (width - left - 190) * math.log2(n / points[0][0]) / span

    def y(value: float) -> float:
        return height - bottom - (height - bottom - 20) * value / top

    parts = []
    for step in range(round(top * 10) + 1):
        parts.append(_line((left, y(step / 10)), (width - 180, y(step / 10)), LINE, 0.6))
        parts.append(_text(left - 8, y(step / 10) + 4, number(step / 10), anchor="end"))
    parts += [_text(x(n), height - 24, f"{n:g}", anchor="middle") for n, _ in points]
    parts.append(_text(left, height - 6, "tafels die met de hand zijn gecodeerd"))
    ends: list[tuple[float, float, str]] = []
    for column, name in enumerate(names):
        known = [(n, values[column]) for n, values in points if not math.isnan(values[column])]
        colour = (BLUE, INK, GREY)[column % 3]
        for (n, value), (next_n, next_value) in itertools.pairwise(known):
            parts.append(_line((x(n), y(value)), (x(next_n), y(next_value)), colour, 2))
        parts += [_dot(x(n), y(value), filled=column == 0) for n, value in known]
        if known:
            ends.append(
                (x(known[-1][0]) + 12, y(known[-1][1]) + 4, f"{name}: {number(known[-1][1])}")
            )
    return _svg(width, height, title, [*parts, *_apart(ends)])


def calibration_chart(points: Sequence[tuple[float, float, int]], *, title: str) -> Markup:
    """Return what the model said (across) against what people gave (up), n beside each dot."""
    size, left = 380, 60
    width, height = size + left + 60, size + 60

    def at(value: float) -> float:
        return value * size

    parts = [_line((left, size + 10), (left + size, 10), LINE, 1)]
    for step in range(0, 11, 2):
        value = step / 10
        parts.append(_text(left - 8, size + 14 - at(value), number(value), anchor="end"))
        parts.append(_text(left + at(value), size + 28, number(value), anchor="middle"))
    places = [(left + at(said), size + 10 - at(given), n) for said, given, n in points]
    parts += [_dot(x, y, filled=True) for x, y, _ in places]
    parts += _apart([(x + 11, y + 5, f"n = {n}") for x, y, n in places])
    parts.append(_text(left, size + 48, "kans volgens het model; omhoog: deel dat mensen gaven"))
    return _svg(width, height, title, parts)


def _x(value: float, lowest: float, width: int) -> float:
    return LEFT + (width - LEFT - RIGHT) * (value - lowest) / (1 - lowest)


def _floor(x: float, floor: float, height: float) -> list[str]:
    """Return the line under which a theme is coded by hand only, with its name below."""
    words = f"ondergrens {number(floor)}"
    return [
        _line((x, TOP), (x, height - GAP), INK, 1.5),
        _text(x, height - 2, words, anchor="middle"),
    ]


def _apart(ends: Sequence[tuple[float, float, str]]) -> list[str]:
    """Return the names at the ends of lines, those that would overlap moved down."""
    drawn, lowest = [], -math.inf
    for x, y, words in sorted(ends, key=lambda end: (end[1], end[2])):
        lowest = max(y, lowest + GAP)
        drawn.append(_text(x, lowest, words))
    return drawn


def _axis(lowest: float, width: int, height: int) -> str:
    steps = [step / 5 for step in range(math.ceil(lowest * 5), 6)]
    return "".join(
        _line((_x(step, lowest, width), TOP), (_x(step, lowest, width), height), LINE, 0.6)
        + _text(_x(step, lowest, width), TOP - 10, number(step), anchor="middle")
        for step in steps
    )


def _svg(width: float, height: float, title: str, parts: Sequence[str]) -> Markup:
    body = "".join(parts)
    return Markup(  # noqa: S704 - every text in it went through `escape`
        f'<svg viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img" '
        f'aria-label="{escape(title)}" font-family="huisletter, Verdana, sans-serif" font-size="13">'
        f"{body}</svg>"
    )


def _text(x: float, y: float, words: str, *, anchor: str = "start", weight: str = "normal") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" '
        f'fill="{INK}">{escape(words)}</text>'
    )


def _line(start: Point, end: Point, colour: str, thick: float) -> str:
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
        f'stroke-width="{thick:g}" stroke-linecap="round"/>'
    )


def _dot(x: float, y: float, *, filled: bool) -> str:
    fill = BLUE if filled else "#fff"
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{fill}" stroke="{INK}"/>'
