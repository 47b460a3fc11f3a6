"""Drawn outlines: rectangles, bubbles, people and chairs as path data that a hand could have made.

Every outline wavers a little, always the same way for the same name, so that the same plate gives
the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pipeline.release.praatplaat.marks import Rect

_ROUND = 0.5523  # of a quarter circle as a cubic curve


def _waver(name: str) -> Iterator[float]:
    """Yield numbers from -1 to 1 that hang on `name` alone."""
    turn = 0
    while True:
        digest = hashlib.blake2b(f"{name}/{turn}".encode(), digest_size=32).digest()
        yield from (byte / 127.5 - 1 for byte in digest)
        turn += 1


def _n(value: float) -> str:
    short = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if short == "-0" else short


def _to(*points: tuple[float, float]) -> str:
    return " ".join(f"{_n(x)},{_n(y)}" for x, y in points)


def drawn_box(
    box: Rect,
    name: str,
    *,
    radius: float = 5.0,
    waver: float = 0.45,
    tail: tuple[float, float] | None = None,
) -> str:
    """Return a rounded rectangle, drawn by hand; `tail` is the tip of a speech bubble's tail.

    A tail left or right of the box leaves its side at the height that lies nearest to the tip.
    """
    hand = _waver(name)
    r = min(radius, box.width / 2, box.height / 2)
    x0, y0, x1, y1 = box.x, box.y, box.right, box.bottom
    corner = r * (1 - _ROUND)

    def side(start: tuple[float, float], end: tuple[float, float]) -> str:
        (ax, ay), (bx, by) = start, end
        along = max(abs(bx - ax), abs(by - ay)) or 1.0
        flat = abs(bx - ax) > abs(by - ay)
        bow = [waver * next(hand) * min(1.0, along / 30) for _ in range(2)]
        points = [
            (ax + (bx - ax) * t + (0 if flat else b), ay + (by - ay) * t + (b if flat else 0))
            for t, b in zip((0.33, 0.67), bow, strict=True)
        ]
        return f"C {_to(*points, end)}"

    def pointed(start: tuple[float, float], end: tuple[float, float], edge: float) -> str:
        """Return a side with the tail in it."""
        assert tail is not None
        low, high = sorted((start[1], end[1]))
        half = min(2.8, (high - low) / 2)
        at = min(max(tail[1], low + half), high - half)
        first, last = (at - half, at + half) if end[1] > start[1] else (at + half, at - half)

        def bent(base: float) -> tuple[float, float]:
            """Return the bend of one side of the tail: a little hollow, as a pen draws it."""
            return (0.5 * (edge + tail[0]), 0.4 * base + 0.35 * tail[1] + 0.25 * at)

        return " ".join(
            (
                side(start, (edge, first)),
                f"Q {_to(bent(first), tail)} Q {_to(bent(last), (edge, last))}",
                side((edge, last), end),
            )
        )

    right, left = ((x1, y0 + r), (x1, y1 - r)), ((x0, y1 - r), (x0, y0 + r))
    tail_right = tail is not None and tail[0] > x1
    tail_left = tail is not None and tail[0] < x0
    return " ".join(
        (
            f"M {_to((x0 + r, y0))}",
            side((x0 + r, y0), (x1 - r, y0)),
            f"C {_to((x1 - corner, y0), (x1, y0 + corner), (x1, y0 + r))}",
            pointed(*right, x1) if tail_right else side(*right),
            f"C {_to((x1, y1 - corner), (x1 - corner, y1), (x1 - r, y1))}",
            side((x1 - r, y1), (x0 + r, y1)),
            f"C {_to((x0 + corner, y1), (x0, y1 - corner), (x0, y1 - r))}",
            pointed(*left, x0) if tail_left else side(*left),
            f"C {_to((x0, y0 + corner), (x0 + corner, y0), (x0 + r, y0))} Z",
        )
    )


def oval(x: float, y: float, across: float, down: float, name: str, *, waver: float = 0.03) -> str:
    """Return an ellipse around (x, y), drawn by hand; `waver` is a share of its radius."""
    hand = _waver(name)
    rx, ry = across / 2, down / 2
    edge = [1 + waver * next(hand) for _ in range(4)]
    top, right, bottom, left = (
        y - ry * edge[0],
        x + rx * edge[1],
        y + ry * edge[2],
        x - rx * edge[3],
    )
    kx, ky = rx * _ROUND, ry * _ROUND
    return (
        f"M {_to((x, top))} C {_to((x + kx, top), (right, y - ky), (right, y))} "
        f"C {_to((right, y + ky), (x + kx, bottom), (x, bottom))} "
        f"C {_to((x - kx, bottom), (left, y + ky), (left, y))} "
        f"C {_to((left, y - ky), (x - kx, top), (x, top))} Z"
    )


def diamond(x: float, y: float, size: float) -> str:
    """Return a square on its point around (x, y)."""
    half = size / 2
    return f"M {_to((x, y - half))} L {_to((x + half, y), (x, y + half), (x - half, y))} Z"


def square(x: float, y: float, size: float) -> str:
    """Return a square around (x, y)."""
    half = size / 2
    return f"M {_to((x - half, y - half))} H {_n(x + half)} V {_n(y + half)} H {_n(x - half)} Z"


def stroke(*points: tuple[float, float]) -> str:
    """Return a line through points."""
    return f"M {_to(points[0])} L {_to(*points[1:])}"
