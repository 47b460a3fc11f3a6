"""Ids of tables in; short names that fit under a column, in counting order, out."""

from __future__ import annotations

import itertools
from collections.abc import Sequence


def natural(name: str) -> tuple[object, ...]:
    """Sort "DT-2" before "DT-10"."""
    parts, digits = [], ""
    for letter in f"{name}\0":
        if letter.isdigit():
            digits += letter
            continue
        if digits:
            parts.append((0, int(digits), ""))
            digits = ""
        parts.append((1, 0, letter))
    return tuple(parts)


def common_start(names: Sequence[str]) -> str:
    """Return what all names begin with, up to a mark such as "-": "DT-" of "DT-01", "DT-02"."""
    first, last = min(names, default=""), max(names, default="")
    same = itertools.takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    start = "".join(letter for letter, _ in same) if len(names) > 1 else ""
    while start and (start[-1].isalnum()):
        start = start[:-1]
    return start


def short_names(tables: Sequence[str]) -> tuple[dict[str, str], bool]:
    """Return a name of at most three characters per table, and whether it needs a key."""
    start = common_start(tables)
    short = {table: table[len(start) :] for table in tables}
    if all(len(name) <= 3 for name in short.values()):
        return short, False
    ordered = sorted(tables, key=natural)
    return {table: str(number) for number, table in enumerate(ordered, start=1)}, True
