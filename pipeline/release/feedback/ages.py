"""The age group of a jeugdige in; which letters are written for that age out."""

from __future__ import annotations

import re

# name of a version: first and last year of age for which it is written
VERSIONS = {"tot-12": (4, 11), "12-15": (12, 15), "16-plus": (16, 120)}
SIZES = {"tot-12": 14.0, "12-15": 12.5, "16-plus": 12.0}  # of type, in pt
_SPAN = re.compile(r"(\d{1,2})\D+(\d{1,2})")
_ONE = re.compile(r"\d{1,2}")
_AND_OLDER = re.compile(r"\+|ouder|vanaf|plus", re.IGNORECASE)
_AND_YOUNGER = re.compile(r"\btot\b|jonger|onder|<", re.IGNORECASE)


def versions_for(age_group: str) -> list[str]:
    """Return the versions that fit an age group: "12-17" two of them, "0-3" none.

    An age group that says nothing of age gives all of them: a person picks the right one.
    """
    span = _ages(age_group)
    if span is None:
        return list(VERSIONS)
    return [name for name, (low, high) in VERSIONS.items() if low <= span[1] and span[0] <= high]


def _ages(age_group: str) -> tuple[int, int] | None:
    """Return the lowest and highest age of a group, None where no age is told."""
    found = _SPAN.search(age_group)
    if found:
        return int(found[1]), int(found[2])
    one = _ONE.search(age_group)
    if one is None:
        return None
    age = int(one[0])
    if _AND_OLDER.search(age_group):
        return age, 120
    return (0, age - 1) if _AND_YOUNGER.search(age_group) else (age, age)
