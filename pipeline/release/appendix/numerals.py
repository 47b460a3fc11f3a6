"""Numbers in; how a Dutch table prints them out. What cannot be estimated says so."""

from __future__ import annotations

import math

UNKNOWN = "niet te schatten"


def percent(value: float | None) -> str:
    """Return a share as a percentage: 0.123 is "12%", what is less than a half but not nought "<1%"."""
    if _missing(value):
        return UNKNOWN
    assert value is not None
    if 0 < abs(value) < 0.005:
        return "<1%" if value > 0 else ">-1%"
    return f"{round(100 * value)}%"


def decimal(value: float | None, digits: int = 1) -> str:
    """Return a number with a decimal comma."""
    if _missing(value):
        return UNKNOWN
    assert value is not None
    text = f"{value:.{digits}f}".replace(".", ",")
    return text.lstrip("-") if not text.strip("-0,") else text


def span(low: float | None, high: float | None, *, shares: bool = True) -> str:
    """Return an interval: "12% tot 30%"; what has none says so."""
    if _missing(low) or _missing(high):
        return "geen interval"
    write = percent if shares else decimal
    return f"{write(low)} tot {write(high)}"


def points(value: float | None) -> str:
    """Return a difference of shares in percentage points, with its sign: "+12"."""
    if _missing(value):
        return UNKNOWN
    assert value is not None
    rounded = round(100 * value)
    return f"{rounded:+d}" if rounded else "0"


def out_of(count: int, total: int) -> str:
    """Return "12 van 28"."""
    return f"{count} van {total}"


def _missing(value: float | None) -> bool:
    return value is None or not math.isfinite(value)
