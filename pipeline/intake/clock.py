"""A time as a transcript writes it in; seconds from the start out, and back."""

from __future__ import annotations

import re

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2}(?:[.,]\d{1,3})?)", re.ASCII)


def seconds_of(stamp: str) -> float | None:
    """Return the first time in `stamp` ("[1:02:03,5 --> …]", "12:03") in seconds, None without one."""
    found = _TIME.search(stamp)
    if not found:
        return None
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds.replace(",", "."))


def clock(seconds: float) -> str:
    """Return seconds as "00:12:03"."""
    whole = max(int(seconds), 0)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"
