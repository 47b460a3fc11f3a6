"""A date as a researcher writes it in; "2016-03-22", "2016-03" or "2016" out, as exact as it was."""

from __future__ import annotations

import datetime
import re
from typing import Any

from pipeline.domain.wording import MONTHS

_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_MONTH_NAMES = "|".join(sorted({*MONTHS, *_SHORT, "sept", "febr", "maa"}, key=len, reverse=True))
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[-/.](?P<month>\d\d?)(?:[-/.](?P<day>\d\d?))?(?:[t ].*)?",
        rf"(?P<day>\d\d?)[-/.](?P<month>\d\d?)[-/.]{_YEAR}",
        rf"(?P<month>\d\d?)[-/.]{_YEAR}",
        rf"(?:[a-z]+dag )?(?:(?P<day>\d\d?) )?(?P<name>{_MONTH_NAMES})\.? {_YEAR}",
        rf"{_YEAR}",
    )
)
# A quarter or a season is known by its year only: no month is made up for it.
_YEAR_ONLY = re.compile(
    rf"(?:(?:q|k|kwartaal )[1-4] ?[-/]? ?{_YEAR}|[1-4]e? kwartaal(?: van)? {_YEAR}"
    rf"|(?:voorjaar|lente|zomer|najaar|herfst|winter|begin|medio|eind)(?: van)? {_YEAR}"
    rf"|{_YEAR} ?[-/]? ?(?:q|k|kwartaal )[1-4])".replace("?P<year>", "")
)


def iso_date(value: Any) -> str | None:
    """Return the date in ISO form, "" for nothing recorded, None for what is no date.

    "Q1 2016" and "voorjaar 2016" become "2016".
    """
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    text = " ".join(str(value).casefold().split())
    for form in _FORMS:
        found = form.fullmatch(text)
        if found:
            return _assemble({"month": None, "day": None, "name": None, **found.groupdict()})
    if _YEAR_ONLY.fullmatch(text):
        return re.search(_YEAR, text)[0]  # type: ignore[index]
    return None


def _assemble(parts: dict[str, str | None]) -> str | None:
    """Return year, month and day as one string, None when the calendar does not have it."""
    year, day = str(parts["year"]), parts["day"]
    month = _month_number(parts["name"]) if parts["name"] else int(parts["month"] or 0)
    if not month:
        return year if not parts["month"] else None
    try:
        date = datetime.date(int(year), month, int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else f"{year}-{month:02d}"


def _month_number(name: str) -> int:
    """Return 1 to 12 for a Dutch month, whole or short."""
    starts = [month[:3] for month in MONTHS]
    return 3 if name == "mrt" else starts.index(name[:3]) + 1
